package org.effigy.synth;

import java.util.List;
import org.effigy.model.ExpectedProduct;

/**
 * A correlation as an answer of the door tells it, with the variance that the noise gives it.
 *
 * @param row of the correlation matrix, the larger one
 * @param column of the correlation matrix
 * @param estimate in -1 .. 1
 * @param variance of the noise; may be infinite
 */
record NoisyCorrelation(int row, int column, double estimate, double variance) {
    private static final int ITERATIONS = 50;

    /** Of a mean product. */
    static NoisyCorrelation of(int row, int column, ExpectedProduct product, double mean, double noise, double share) {
        // A share of no rows makes the estimate wild and its variance infinite, so that nothing of it is kept.
        double known = Math.max(share, Double.MIN_NORMAL);
        double error = noise / (known * Math.abs(product.slope()));
        return new NoisyCorrelation(
                Math.max(row, column), Math.min(row, column), product.correlation(mean / known), error * error);
    }

    /**
     * Draws correlations of one kind towards 0 as far as noise explains them, and puts them into the matrix: empirical
     * Bayes with the prior that they are normal around 0, the variance of which is fitted to themselves (after Morris
     * 1983). Post-processing.
     *
     * @param matrix whose lower triangle is written into
     */
    static void settle(List<NoisyCorrelation> all, double[][] matrix) {
        double spread = 1;
        for (int i = 0; i < ITERATIONS; i++) {
            double sum = 0;
            double weights = 0;
            for (NoisyCorrelation one : all) {
                double weight = 1 / Math.pow(spread + one.variance, 2);
                // Infinite noise has no weight, and times no weight is no number.
                if (weight > 0) {
                    sum += weight * (one.estimate * one.estimate - one.variance);
                    weights += weight;
                }
            }
            spread = weights > 0 ? Math.max(0, sum / weights) : 0;
            if (spread == 0) {
                break;
            }
        }
        for (NoisyCorrelation one : all) {
            double kept = spread > 0 ? spread / (spread + one.variance) : 0;
            matrix[one.row][one.column] = kept * one.estimate;
        }
    }
}
