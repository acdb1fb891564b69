package org.effigy.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What of a decision may leave: that, when, by whom and under what conditions; neither reasons nor what the audit found. */
final class Notice {
    private static final List<String> TOLD =
            List.of("decision", "conditions", "name", "role", "date", "purpose", "receiver");

    private Notice() {}

    /**
     * @param decision what {@code effigy decide} wrote
     * @throws IllegalArgumentException if the table does not leave
     */
    static byte[] of(byte[] decision) {
        JsonNode decided = Documents.tree(decision).orElseThrow();
        if (!decided.path("decision").asText().startsWith("release")) {
            throw new IllegalArgumentException("the decision is '"
                    + decided.path("decision").asText() + "', so nothing leaves: make the bundle for inside");
        }
        ObjectNode root = Documents.MAPPER
                .createObjectNode()
                .put("format", "effigy-release")
                .put("version", 1);
        TOLD.forEach(field -> root.set(field, decided.path(field)));
        return Documents.bytes(root);
    }
}
