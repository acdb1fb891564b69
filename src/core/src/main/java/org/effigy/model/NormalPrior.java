package org.effigy.model;

/**
 * Empirical Bayes for numbers that are known with noise: they are taken as normal around 0, with a variance that is fitted
 * to themselves (Morris 1983).
 */
public final class NormalPrior {
    private static final int ITERATIONS = 50;

    private NormalPrior() {}

    /**
     * What part of each estimate is to be kept: 1 where there is no noise to speak of, 0 where noise explains it all.
     *
     * @param variances of the estimates' noise, above 0, may be infinite
     */
    public static double[] kept(double[] estimates, double[] variances) {
        double spread = 1;
        for (int iteration = 0; iteration < ITERATIONS && spread > 0; iteration++) {
            double sum = 0;
            double weights = 0;
            for (int i = 0; i < estimates.length; i++) {
                double weight = 1 / Math.pow(spread + variances[i], 2);
                // Infinite noise has no weight, and times no weight is no number.
                if (weight > 0) {
                    sum += weight * (estimates[i] * estimates[i] - variances[i]);
                    weights += weight;
                }
            }
            spread = weights > 0 ? Math.max(0, sum / weights) : 0;
        }
        double[] kept = new double[estimates.length];
        for (int i = 0; i < kept.length && spread > 0; i++) {
            kept[i] = spread / (spread + variances[i]);
        }
        return kept;
    }
}
