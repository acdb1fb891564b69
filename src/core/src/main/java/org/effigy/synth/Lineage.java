package org.effigy.synth;

import java.util.List;
import java.util.Optional;

/**
 * Which synthetic tables stand between a model and real people.
 *
 * @param generation 1 for a model of real rows, one more for each synthetic table on the way
 * @param parents digests of the synthetic tables that were fitted on; empty for real rows
 * @param ancestors the synthetic tables on the way, the one that was made of real people first; empty for real rows, and
 *     in files of programs that did not write them
 * @param checked whether it was looked whether a manifest says where the rows came from: not for standard input alone
 */
public record Lineage(int generation, List<String> parents, List<Ancestor> ancestors, boolean checked) {
    /** Real rows: the first generation. */
    public static final Lineage REAL = new Lineage(1, List.of(), List.of(), true);

    /** Rows that came without a manifest from where none could be looked for; taken for real ones. */
    public static final Lineage UNCHECKED = new Lineage(1, List.of(), List.of(), false);

    /** @throws IllegalArgumentException if the generation is below 1, or it does not fit the ancestors */
    public Lineage {
        parents = List.copyOf(parents);
        ancestors = List.copyOf(ancestors);
        if (generation < 1) {
            throw new IllegalArgumentException("the first generation is 1; this one is " + generation);
        }
        if (!ancestors.isEmpty() && (ancestors.size() >= generation || parents.isEmpty())) {
            throw new IllegalArgumentException("generation " + generation + " has at most " + (generation - 1)
                    + " synthetic tables before it; this one names " + ancestors.size());
        }
    }

    /** Whether synthetic rows were fitted: what protects people is then what their own release promises. */
    public boolean isOfSyntheticRows() {
        return generation > 1;
    }

    /**
     * The table that was made of real people, if it is named: of each generation there must be one.
     */
    Optional<Ancestor> first() {
        return ancestors.size() == generation - 1 ? ancestors.stream().findFirst() : Optional.empty();
    }
}
