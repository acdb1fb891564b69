package org.effigy.table;

import java.util.List;

/** How an ordered field is cut; {@code effigy:bins} in a schema. */
public sealed interface Bins {
    /** The most bins: a code fits two bytes. */
    int MOST = 65_535;

    /** Nothing declared: each value its own code where at most {@value #OWN} are possible, else {@value #BINS} bins. */
    record Automatic() implements Bins {
        /** The most values that get a code each. */
        public static final int OWN = 256;

        /** The number of bins of a field with more values. */
        public static final int BINS = 64;
    }

    /**
     * Bins of equal width.
     *
     * @param count how many, 1 to {@value Bins#MOST}; as many as there are values if they are fewer
     */
    record Equal(int count) implements Bins {
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
}
