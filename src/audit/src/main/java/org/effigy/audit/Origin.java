package org.effigy.audit;

/**
 * Where a table comes from, as its manifest says.
 *
 * @param generation 0 for real rows, or a table that no manifest marks; for synthetic rows the generation of the model
 *     that made them: 1 if it was fitted on real rows, one more for each synthetic table on the way
 */
public record Origin(int generation) {
    /** Real rows; also what is assumed of a table without a manifest. */
    public static final Origin UNMARKED = new Origin(0);

    /** @throws IllegalArgumentException if the generation is negative */
    public Origin {
        if (generation < 0) {
            throw new IllegalArgumentException(
                    "a table's generation is 0 (real) or more (synthetic); it is " + generation);
        }
    }

    /**
     * Synthetic rows.
     *
     * @param generation of the model that made them, 1 or more
     * @throws IllegalArgumentException if it is less
     */
    public static Origin synthetic(int generation) {
        if (generation < 1) {
            throw new IllegalArgumentException("a model's generation is 1 or more; it is " + generation);
        }
        return new Origin(generation);
    }

    /** Whether the rows are marked as synthetic. */
    public boolean isSynthetic() {
        return generation > 0;
    }
}
