package org.effigy.synth;

import java.util.List;
import org.effigy.model.ExpectedProduct;
import org.effigy.model.NormalPrior;

/**
 * A correlation as an answer of the door tells it, with the variance that the noise gives it.
 *
 * @param row of the correlation matrix, the larger one
 * @param column of the correlation matrix
 * @param estimate in -1 .. 1
 * @param variance of the noise; may be infinite
 */
record NoisyCorrelation(int row, int column, double estimate, double variance) {
    /** Of a mean product. */
    static NoisyCorrelation of(int row, int column, ExpectedProduct product, double mean, double noise, double share) {
        // A share of no rows makes the estimate wild and its variance infinite, so that nothing of it is kept.
        double known = Math.max(share, Double.MIN_NORMAL);
        double error = noise / (known * Math.abs(product.slope()));
        return new NoisyCorrelation(
                Math.max(row, column), Math.min(row, column), product.correlation(mean / known), error * error);
    }

    /**
     * Draws correlations of one kind towards 0 as far as noise explains them ({@link NormalPrior}), and puts them into the
     * matrix. Post-processing.
     *
     * @param matrix whose lower triangle is written into
     */
    static void settle(List<NoisyCorrelation> all, double[][] matrix) {
        double[] estimates =
                all.stream().mapToDouble(NoisyCorrelation::estimate).toArray();
        double[] variances =
                all.stream().mapToDouble(NoisyCorrelation::variance).toArray();
        double[] kept = NormalPrior.kept(estimates, variances);
        for (int i = 0; i < kept.length; i++) {
            matrix[all.get(i).row][all.get(i).column] = kept[i] * estimates[i];
        }
    }
}
