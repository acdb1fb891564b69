package org.effigy.synth;

import java.util.List;

/**
 * Which synthetic tables stand between a model and real people.
 *
 * @param generation 1 for a model of real rows, one more for each synthetic table on the way
 * @param parents digests of the synthetic tables that were fitted on; empty for real rows
 */
public record Lineage(int generation, List<String> parents) {
    /** Real rows: the first generation. */
    public static final Lineage REAL = new Lineage(1, List.of());

    /** @throws IllegalArgumentException if the generation is below 1 */
    public Lineage {
        parents = List.copyOf(parents);
        if (generation < 1) {
            throw new IllegalArgumentException("the first generation is 1; this one is " + generation);
        }
    }
}
