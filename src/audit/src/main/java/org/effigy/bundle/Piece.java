package org.effigy.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.effigy.audit.AuditReport;

/** A kind of evidence, with its name in a bundle. */
public enum Piece {
    /** What the synthetic table says of itself. */
    MANIFEST("manifest.json", true),
    /** What the columns may hold. */
    SCHEMA("schema.json", true),
    /** What an audit judged by. */
    POLICY("policy.json", true),
    /** The release card, as JSON. */
    CARD("card.json", true),
    /** The release card. */
    CARD_PAGE("card.html", true),
    /** The outcomes of an audit, for those outside. */
    REDACTED_PAGE("audit.redacted.html", true),
    /** All figures of an audit. */
    AUDIT("audit.json", false),
    /** The page of an audit. */
    AUDIT_PAGE("audit.html", false),
    /** What was decided, and why. */
    DECISION("decision.json", false),
    /** All releases of the ledger that paid, with the times of their charges. */
    LEDGER("ledger.json", false);

    private final String file;
    private final boolean open;

    Piece(String file, boolean open) {
        this.file = file;
        this.open = open;
    }

    /** Its name in a bundle. */
    public String file() {
        return file;
    }

    /** Whether it may leave the house: it holds no figure of real rows. */
    public boolean isOpen() {
        return open;
    }

    /** The kind of what a file holds, by its content and not by its name; empty if it is none of these. */
    public static Optional<Piece> of(byte[] content) {
        return Documents.tree(content).map(Piece::ofJson).orElseGet(() -> ofPage(content));
    }

    private static Optional<Piece> ofJson(JsonNode root) {
        switch (root.path("format").asText()) {
            case "effigy-manifest":
                return Optional.of(MANIFEST);
            case "effigy-release-card":
                return Optional.of(CARD);
            case "effigy-audit":
                return Optional.of(AUDIT);
            case "effigy-decision":
                return Optional.of(DECISION);
            case "":
                break;
            default:
                return Optional.empty();
        }
        if (root.path("fields").isArray()) {
            return Optional.of(SCHEMA);
        }
        return root.path("rules").isArray() && root.has("falseAlarms") ? Optional.of(POLICY) : Optional.empty();
    }

    private static Optional<Piece> ofPage(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (!text.stripLeading().toLowerCase(Locale.ROOT).startsWith("<!doctype html>")) {
            return Optional.empty();
        }
        // An internal page says so on every sheet, whatever its title.
        if (isInternal(text)) {
            return Optional.of(AUDIT_PAGE);
        }
        if (text.contains("<title>Release card: ")) {
            return Optional.of(CARD_PAGE);
        }
        return text.contains("<title>Audit, redacted: ") ? Optional.of(REDACTED_PAGE) : Optional.empty();
    }

    /** Whether a text says of itself that it is internal. */
    static boolean isInternal(String text) {
        return text.toLowerCase(Locale.ROOT).contains(AuditReport.BANNER);
    }
}
