package org.effigy.synth;

import java.util.Arrays;
import org.effigy.domain.Factor;
import org.effigy.measure.NoisyMarginal;
import org.effigy.model.Measurement;

/**
 * Noisy counts drawn towards what was expected, as far as noise explains the difference: empirical Bayes, with the prior
 * that counts are normal around the expected ones, with a deviation of one of several multiples of
 * {@code expected^(3/4)}, the shares of which are fitted to the marginal itself (after Stephens 2017). Cells where next to
 * nothing is expected go back to it, which is what merging rare values does, without a threshold; others keep what stands
 * out. Post-processing.
 */
final class Shrinkage {
    /** The multiples: from nothing to see, to a count of many times the expected one. */
    private static final double[] DEVIATIONS = {0, .05, .1, .2, .4, .8, 1.6, 3.2, 6.4, 12.8, 25.6};

    /** Of the expected count, in the variance: relations weaken as counts grow, but slower than chance, which has 1. */
    private static final double POWER = 1.5;

    private static final int ITERATIONS = 40;

    /** A variance that is as good as none: the square of a deviation at the end of the doubles would be 0. */
    private static final double NONE = 1e-12;

    private Shrinkage() {}

    /**
     * The expected counts of a marginal given the noisy ones.
     *
     * @param expected what is known without the marginal, on its clique, at least 0
     */
    static Measurement towards(Factor expected, NoisyMarginal noisy) {
        double[] counts = Arrays.stream(noisy.counts()).asDoubleStream().toArray();
        return towards(expected, new Measurement(noisy.clique(), counts, noisy.standardDeviation()));
    }

    /** As {@link #towards(Factor, NoisyMarginal)}, of counts that several answers gave together. */
    static Measurement towards(Factor expected, Measurement noisy) {
        double[] counts = noisy.values();
        double variance = Math.max(NONE, Math.pow(noisy.scale(), 2));
        double[] prior = shares(expected, counts, variance);
        double[] likely = new double[counts.length];
        double[] weights = new double[prior.length];
        for (int cell = 0; cell < likely.length; cell++) {
            double e = expected.value(cell);
            weigh(prior, e, counts[cell] - e, variance, weights);
            double keep = 0;
            for (int k = 0; k < weights.length; k++) {
                double spread = spread(k, e);
                keep += weights[k] * spread / (spread + variance);
            }
            likely[cell] = e + keep * (counts[cell] - e);
        }
        return new Measurement(noisy.clique(), likely, noisy.scale());
    }

    /** The shares of the deviations under which the marginal is likeliest, by expectation and maximisation. */
    private static double[] shares(Factor expected, double[] counts, double variance) {
        double[] prior = new double[DEVIATIONS.length];
        Arrays.fill(prior, 1.0 / prior.length);
        double[] weights = new double[prior.length];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] next = new double[prior.length];
            for (int cell = 0; cell < counts.length; cell++) {
                double e = expected.value(cell);
                weigh(prior, e, counts[cell] - e, variance, weights);
                for (int k = 0; k < next.length; k++) {
                    next[k] += weights[k];
                }
            }
            for (int k = 0; k < next.length; k++) {
                prior[k] = next[k] / counts.length;
            }
        }
        return prior;
    }

    /** How likely each deviation is for one cell. */
    private static void weigh(double[] prior, double expected, double difference, double variance, double[] weights) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < prior.length; k++) {
            double all = spread(k, expected) + variance;
            weights[k] = Math.log(prior[k]) - .5 * (Math.log(all) + difference * difference / all);
            largest = Math.max(largest, weights[k]);
        }
        double sum = 0;
        for (int k = 0; k < prior.length; k++) {
            weights[k] = Math.exp(weights[k] - largest);
            sum += weights[k];
        }
        for (int k = 0; k < prior.length; k++) {
            weights[k] /= sum;
        }
    }

    private static double spread(int k, double expected) {
        return DEVIATIONS[k] * DEVIATIONS[k] * Math.pow(expected, POWER);
    }
}
