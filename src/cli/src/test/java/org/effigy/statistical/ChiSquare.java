package org.effigy.statistical;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * Pearson's test of counts against probabilities. Neighbouring cells are pooled until each expects at least
 * {@value #EXPECTED}, where the asymptotic law holds well; the thresholds of the tests leave a factor of 1,000 for what
 * it lacks in the far tail.
 */
final class ChiSquare {
    /** Below this a check fails. By the asymptotic law it is the false-alarm rate, by far below the 1e-6 allowed. */
    static final double ALARM = 1e-9;

    private static final double EXPECTED = 200;

    private ChiSquare() {}

    /** The probability of counts at least as far from these probabilities, which sum to 1, if they are the true ones. */
    static double tail(long[] counts, double[] probabilities) {
        double draws = 0;
        for (long count : counts) {
            draws += count;
        }
        List<double[]> cells = new ArrayList<>();
        double[] open = new double[2];
        for (int i = 0; i < counts.length; i++) {
            open[0] += counts[i];
            open[1] += draws * probabilities[i];
            if (open[1] >= EXPECTED) {
                cells.add(open);
                open = new double[2];
            }
        }
        if (cells.size() < 2) {
            throw new IllegalArgumentException("too few draws to tell anything: " + draws);
        }
        double[] last = cells.get(cells.size() - 1);
        last[0] += open[0];
        last[1] += open[1];
        double statistic = 0;
        for (double[] cell : cells) {
            statistic += (cell[0] - cell[1]) * (cell[0] - cell[1]) / cell[1];
        }
        return Gamma.regularizedGammaQ((cells.size() - 1) / 2.0, statistic / 2);
    }
}
