package org.effigy.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;

/** How an ordered field is cut; {@code effigy:bins} in a schema. */
public sealed interface Bins {
    /** The most bins: a code fits two bytes. */
    int MOST = 65_535;

    /**
     * Nothing declared: each value is a bin where at most {@value #OWN} are possible; else the bins are made by a fit,
     * in the way that was measured to be best.
     */
    record Automatic() implements Bins {
        /** The most values that are a bin each. */
        public static final int OWN = 100;
    }

    /** How a fit makes bins from a noisy histogram of the fine cells. */
    enum Way {
        /** Bins of nearly equal mass. */
        QUANTILE,
        /** Ranges are halved until what is in them is too little to halve again. */
        TREE;

        /** The way where none is declared: {@code docs/decisions/0010-discretisation.md}. */
        public static final Way STANDARD = QUANTILE;

        /** The name in a schema. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The way of a name in a schema.
         *
         * @throws IllegalArgumentException if there is none
         */
        static Way named(String word) {
            return Arrays.stream(values())
                    .filter(way -> way.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("effigy:bins '" + word
                            + "' is not one of equal, quantile, tree: choose one, or give a number or edges"));
        }
    }

    /**
     * Bins that a fit makes, at a share of its budget, from a noisy histogram of the field's fine cells.
     *
     * @param count about how many; as many as the budget can fill where empty
     */
    record Measured(Way way, OptionalInt count) implements Bins {
        /** @throws IllegalArgumentException if the count is below 2 or above {@value Bins#MOST} */
        public Measured {
            Objects.requireNonNull(way, "way");
            if (count.isPresent() && (count.getAsInt() < 2 || count.getAsInt() > MOST)) {
                throw new IllegalArgumentException("effigy:bins has count " + count.getAsInt()
                        + "; the number of measured bins must be from 2 to " + MOST);
            }
        }
    }

    /**
     * Bins of equal width.
     *
     * @param count how many, 1 to {@value Bins#MOST}; as many as there are values if they are fewer
     */
    record Equal(int count) implements Bins {
        /** The number of bins where a person asks for equal ones and names none. */
        public static final int STANDARD = 64;

        /** @throws IllegalArgumentException if there are too few or too many */
        public Equal {
            if (count < 1 || count > MOST) {
                throw new IllegalArgumentException(
                        "effigy:bins is " + count + "; the number of bins must be from 1 to " + MOST);
            }
        }
    }

    /**
     * Declared bins: each holds its lower edge and not its upper one, but for the last, which holds both.
     *
     * @param edges the edges, ascending, in the field's own notation; the maximum may stand twice, which gives it a
     *     bin of its own
     */
    record Edges(List<String> edges) implements Bins {
        /** @throws IllegalArgumentException if there are fewer than 2 edges, or too many */
        public Edges {
            edges = List.copyOf(edges);
            if (edges.size() < 2 || edges.size() > MOST + 1) {
                throw new IllegalArgumentException("effigy:bins lists " + edges.size()
                        + " edges; there must be from 2 to " + (MOST + 1)
                        + ", the first the minimum and the last the maximum");
            }
        }
    }

    /**
     * The bins of a method's name: {@code equal}, {@code quantile} or {@code tree}.
     *
     * @throws IllegalArgumentException if there is no such method
     */
    static Bins named(String method) {
        return BinsJson.bins(method, OptionalInt.empty());
    }
}
