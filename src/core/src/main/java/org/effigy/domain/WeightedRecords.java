package org.effigy.domain;

import java.util.Arrays;

/** Rows of which each counts as often as its weight says. Immutable. */
public final class WeightedRecords implements MarginalSource {
    private final Records rows;
    private final int[] weights;

    private WeightedRecords(Records rows, int[] weights) {
        this.rows = rows;
        this.weights = weights;
    }

    /**
     * Rows with weights.
     *
     * @param weights one a row, 0 or more; copied
     * @throws IllegalArgumentException if there is not one for each row, or one is negative
     */
    public static WeightedRecords of(Records rows, int[] weights) {
        if (weights.length != rows.rows()) {
            throw new IllegalArgumentException(
                    rows.rows() + " rows were given " + weights.length + " weights: each row needs one");
        }
        if (Arrays.stream(weights).anyMatch(weight -> weight < 0)) {
            throw new IllegalArgumentException("a row has a negative weight: weights are 0 or more");
        }
        return new WeightedRecords(rows, weights.clone());
    }

    @Override
    public Domain domain() {
        return rows.domain();
    }

    /** The sum of the weights of the rows in each cell. */
    @Override
    public long[] counts(Clique clique) {
        return rows.counts(clique, weights);
    }

    @Override
    public MarginalSource coarsened(Coarsening coarsening) {
        return new WeightedRecords(rows.coarsened(coarsening), weights);
    }
}
