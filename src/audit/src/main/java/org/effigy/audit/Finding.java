package org.effigy.audit;

import java.util.List;
import java.util.Objects;

/**
 * Something that an audit found and a person should know before the table is used.
 *
 * @param id its name in JSON, as {@code utility.trap.lost-tail}
 * @param severity how much it matters
 * @param title what was found, in one sentence
 * @param evidence the figures that show it, the strongest first; may be empty where the fact needs none
 * @param consequence what goes wrong for those who use the table, in plain language
 * @param advice what to do about it
 */
public record Finding(
        String id, Severity severity, String title, List<Figure> evidence, String consequence, String advice) {
    /** How much a finding matters. */
    public enum Severity {
        /** Worth knowing; no harm to most uses. */
        NOTE,
        /** Harms some uses. */
        WARNING,
        /** Conclusions drawn from the table are likely wrong. */
        SERIOUS
    }

    /** @throws IllegalArgumentException if the id is not lower-case words, digits, dots and hyphens, or a text is blank */
    public Finding {
        if (!id.matches("[a-z0-9][a-z0-9.-]*")) {
            throw new IllegalArgumentException("a finding's id is made of a-z, 0-9, '.' and '-'; it is '" + id + "'");
        }
        Objects.requireNonNull(severity, "severity");
        evidence = List.copyOf(evidence);
        if (title.isBlank() || consequence.isBlank() || advice.isBlank()) {
            throw new IllegalArgumentException(
                    "finding '" + id + "' needs a title, a consequence and advice: a person has to act on it");
        }
    }
}
