package org.effigy.audit.drift;

import java.util.Locale;

/**
 * Something that differs between a batch and the reference beyond what chance explains.
 *
 * @param kind what it is about
 * @param name the column, the two columns, the model or the slice
 * @param size how far apart: a distance of 0 to 1, or how much worse a score is
 * @param chance how likely so much is, if nothing has changed
 */
public record Change(Kind kind, String name, double size, double chance) {
    /** What can change. */
    public enum Kind {
        /** The values of a column. */
        COLUMN("column"),
        /** How two columns go together, while each by itself is as it was. */
        PAIR("pair"),
        /** How well a model of the reference predicts. */
        SCORE("score"),
        /** The same in a part of the rows. */
        SLICE("slice");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** In a word. */
        public String words() {
            return words;
        }
    }

    /** For people. */
    public String words() {
        String digits = String.format(Locale.ROOT, "%.3f", size);
        return switch (kind) {
            case COLUMN -> "'" + name + "' is distributed otherwise (distance " + digits + ")";
            case PAIR -> name + " go together otherwise (total variation " + digits + ")";
            case SCORE -> "a model of the reference predicts '" + name + "' worse (by " + digits + ")";
            case SLICE -> "it predicts worse where " + name + " (by " + digits + ")";
        };
    }
}
