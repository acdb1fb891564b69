package org.effigy.model;

/** Estimates of the counts of some cells that are right on average, and what noise makes of their sums. */
public interface NoisyCounts {
    /** The number of cells. */
    int cells();

    /** The estimated counts, some negative; of a clique row-major. The caller's own copy. */
    double[] counts();

    /**
     * The sum of the counts, each times its weight.
     *
     * @param weights one a cell
     */
    double sum(double[] weights);

    /** The variance by the noise of {@link #sum}. */
    double variance(double[] weights);
}
