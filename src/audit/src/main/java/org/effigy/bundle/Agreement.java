package org.effigy.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableFormatException;

/** Whether pieces tell of one release: each digest that one names of another is compared with what is there. */
final class Agreement {
    private final Map<String, byte[]> files;
    private final Map<String, JsonNode> trees = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    private Agreement(Map<String, byte[]> files) {
        this.files = files;
        files.forEach((name, content) -> Documents.tree(content).ifPresent(tree -> trees.put(name, tree)));
    }

    /** What does not fit, in words; empty if all does. */
    static List<String> faults(Map<String, byte[]> files) {
        Agreement agreement = new Agreement(files);
        agreement.compare();
        return List.copyOf(agreement.faults);
    }

    private void compare() {
        JsonNode manifest = tree(Piece.MANIFEST).path("content");
        String table = manifest.path("output").asText();
        String schema = manifest.path("schema").asText();
        JsonNode paid = manifest.path("provenance");
        if (has(Piece.SCHEMA)) {
            require("the manifest's schema", schema, "that of schema.json", schemaDigest());
        }
        if (has(Piece.CARD)) {
            JsonNode card = tree(Piece.CARD);
            require("the manifest's model", manifest.path("model"), "the card's", card.path("modelDigest"));
            require("the manifest's schema", schema, "the card's", card.path("schemaDigest"));
            require("the manifest's ledger", paid.at("/ledger/id"), "the card's", card.at("/ledger/id"));
            require("the manifest's release", paid.at("/ledger/release"), "the card's", card.at("/ledger/release"));
            if (!card.path("charges").equals(paid.path("charges"))) {
                faults.add("the manifest's charges are not the card's");
            }
        }
        if (has(Piece.AUDIT)) {
            JsonNode audit = tree(Piece.AUDIT);
            require("the manifest's table", table, "the audit's", audit.at("/inputs/synthetic/digest"));
            require("the manifest's schema", schema, "the audit's", audit.path("schemaDigest"));
            if (has(Piece.POLICY)) {
                require("the audit's policy", audit.at("/inputs/policy/digest"), "policy.json", of(Piece.POLICY));
            }
        }
        if (has(Piece.DECISION)) {
            JsonNode inputs = tree(Piece.DECISION).path("inputs");
            if (has(Piece.AUDIT)) {
                require("the decision's audit", inputs.at("/audit/digest"), "audit.json", of(Piece.AUDIT));
            }
            if (inputs.has("synthetic")) {
                require("the manifest's table", table, "the decision's", inputs.at("/synthetic/digest"));
            }
        }
        if (has(Piece.LEDGER)) {
            require(
                    "the manifest's ledger",
                    paid.at("/ledger/id"),
                    "ledger.json",
                    tree(Piece.LEDGER).path("id"));
            requireRelease(paid);
        }
        files.forEach((name, content) -> {
            if (name.startsWith(Bundle.ROWS)) {
                require("the manifest's table", table, name, Documents.digest(content));
            }
        });
    }

    private void requireRelease(JsonNode paid) {
        for (JsonNode release : tree(Piece.LEDGER).path("releases")) {
            if (release.path("id").equals(paid.at("/ledger/release"))) {
                if (!release.path("charges").equals(paid.path("charges"))) {
                    faults.add("the charges of release "
                            + paid.at("/ledger/release").asText() + " in manifest.json are not those in ledger.json");
                }
                return;
            }
        }
        faults.add("ledger.json has no release " + paid.at("/ledger/release").asText() + ", which the manifest names");
    }

    private String schemaDigest() {
        try {
            byte[] text = files.get(Piece.SCHEMA.file());
            return "sha256:"
                    + SchemaJson.parse(new String(text, StandardCharsets.UTF_8), Piece.SCHEMA.file())
                            .digest();
        } catch (TableFormatException e) {
            return "no schema: " + e.getMessage();
        }
    }

    private void require(String what, Object value, String other, Object found) {
        String left = value instanceof JsonNode node ? node.asText() : value.toString();
        String right = found instanceof JsonNode node ? node.asText() : found.toString();
        if (left.isEmpty() || !left.equals(right)) {
            faults.add(what + " (" + (left.isEmpty() ? "none" : left) + ") is not " + other + " ("
                    + (right.isEmpty() ? "none" : right) + ")");
        }
    }

    private boolean has(Piece piece) {
        return files.containsKey(piece.file());
    }

    private JsonNode tree(Piece piece) {
        return trees.getOrDefault(piece.file(), MissingNode.getInstance());
    }

    private String of(Piece piece) {
        return Documents.digest(files.get(piece.file()));
    }
}
