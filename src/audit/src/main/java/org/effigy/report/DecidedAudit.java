package org.effigy.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a decision says of the audit that it rests on.
 *
 * @param digest of the audit's JSON, as {@code sha256:} and 64 hexadecimal digits
 * @param title what was audited: the synthetic table's file
 * @param outcome {@code pass}, {@code fail} or {@code not-assessed}
 * @param words the same for people
 * @param failed the figures whose gates failed, in the audit's order
 * @param open the figures whose gates could not tell, in the audit's order
 * @param synthetic the digest of the synthetic table, if the audit read one from a file
 */
public record DecidedAudit(
        String digest,
        String title,
        String outcome,
        String words,
        List<String> failed,
        List<String> open,
        Optional<String> synthetic) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FAIL = "fail";

    /** Copies the lists. */
    public DecidedAudit {
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(words, "words");
        failed = List.copyOf(failed);
        open = List.copyOf(open);
        Objects.requireNonNull(synthetic, "synthetic");
    }

    /**
     * Reads it from an audit's JSON.
     *
     * @param json what {@code effigy audit --json} wrote
     * @param digest of these bytes
     * @throws IllegalArgumentException if it is none, or of a later version
     */
    public static DecidedAudit read(byte[] json, String digest) {
        JsonNode root = tree(json);
        if (!AuditTwin.FORMAT.equals(root.path("format").asText())) {
            throw foreign();
        }
        int version = root.path("version").asInt();
        if (version > AuditTwin.VERSION) {
            throw new IllegalArgumentException("it is an audit in version " + version
                    + " of its format, and this program reads versions up to " + AuditTwin.VERSION
                    + ": decide with the program that wrote it");
        }
        List<String> failed = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (JsonNode verdict : root.path("verdicts")) {
            if (text(verdict, "kind").equals("gate")) {
                String outcome = text(verdict, "outcome");
                if (outcome.equals(FAIL)) {
                    failed.add(text(verdict, "figure"));
                } else if (outcome.equals("not-assessed")) {
                    open.add(text(verdict, "figure"));
                }
            }
        }
        JsonNode synthetic = root.path("inputs").path("synthetic").path("digest");
        return new DecidedAudit(
                digest,
                text(root, "title"),
                text(root, "outcome"),
                text(root, "words"),
                failed,
                open,
                synthetic.isTextual() ? Optional.of(synthetic.textValue()) : Optional.empty());
    }

    /** Whether the audit says that the table must not leave. */
    public boolean isFailed() {
        return outcome.equals(FAIL);
    }

    private static JsonNode tree(byte[] json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            // Said below: no JSON is no audit either.
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be read", e);
        }
        throw foreign();
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("it is cut or was changed: an audit has '" + field
                    + "', which is missing: write it again with 'effigy audit --json'");
        }
        return value.textValue();
    }

    private static IllegalArgumentException foreign() {
        return new IllegalArgumentException(
                "it is not the JSON of an audit: name what 'effigy audit --json' wrote, since a decision rests on it");
    }
}
