package org.effigy.audit.utility;

import java.util.Arrays;

/**
 * The area under the ROC curve: how often a positive scores above a negative, ties counted half.
 *
 * @param value 0 to 1; 0.5 for scores that tell nothing
 * @param deviation by chance in both samples (DeLong, DeLong, Clarke-Pearson 1988)
 */
record Auc(double value, double deviation) {
    /** Of scores of negatives and positives. Time n log n. */
    static Auc of(double[] negatives, double[] positives) {
        double[] ranks = Ranks.of(concatenation(negatives, positives));
        double[] ranksNegative = Ranks.of(negatives);
        double[] ranksPositive = Ranks.of(positives);
        int n = negatives.length;
        int m = positives.length;
        // A row's rank among all less its rank among its own: how many of the others it is above (ties half).
        double[] above = new double[m];
        for (int i = 0; i < m; i++) {
            above[i] = (ranks[n + i] - ranksPositive[i]) / n;
        }
        double[] below = new double[n];
        for (int i = 0; i < n; i++) {
            below[i] = 1 - (ranks[i] - ranksNegative[i]) / m;
        }
        return new Auc(mean(above), Math.sqrt(variance(above) / m + variance(below) / n));
    }

    private static double[] concatenation(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / Math.max(1, values.length - 1);
    }
}
