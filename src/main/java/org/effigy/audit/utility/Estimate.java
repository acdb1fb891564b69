package org.effigy.audit.utility;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.effigy.audit.Interval;

/**
 * A number with its standard deviation from two sources: which rows it was tested on (many draws of a bootstrap, so
 * known well) and which it was trained on (a few repeats, so known badly). Ends are those of Student's distribution with
 * the degrees of freedom of the sum (Satterthwaite 1946).
 *
 * @param value the number
 * @param deviation its standard deviation; NaN if it isn't known
 * @param degrees of freedom of the deviation; may be infinity
 */
record Estimate(double value, double deviation, double degrees) {
    /**
     * From one training.
     *
     * @param draws the number over a bootstrap of the rows that it was tested on; those that are NaN don't count
     * @param training the variance over trainings, from {@code repeats} of them; 0 repeats if it isn't known
     */
    static Estimate of(double value, double[] draws, double training, int repeats) {
        double testing = variance(draws);
        double sum = testing + training;
        double degrees = repeats < 2 || !(training > 0)
                ? Double.POSITIVE_INFINITY
                : (repeats - 1) * (sum / training) * (sum / training);
        return new Estimate(value, Math.sqrt(sum), degrees);
    }

    /** The sample variance of the numbers that are not NaN; NaN if those are not at least half of them. */
    static double variance(double[] values) {
        double[] known =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        if (known.length < 2 || known.length < values.length / 2.0) {
            return Double.NaN;
        }
        double mean = Arrays.stream(known).average().orElseThrow();
        return Arrays.stream(known)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (known.length - 1);
    }

    /** The same number the other way round. */
    Estimate negative() {
        return new Estimate(-value, deviation, degrees);
    }

    /** Whether the number and its deviation are known. */
    boolean isKnown() {
        return Double.isFinite(value) && Double.isFinite(deviation);
    }

    /**
     * The two-sided interval.
     *
     * @throws IllegalStateException if the number is not known
     */
    Interval interval(double level) {
        if (!isKnown()) {
            throw new IllegalStateException("an estimate that is not known has no interval");
        }
        double half = quantile((1 - level) / 2) * deviation;
        return new Interval(value - half, value + half, level);
    }

    /** Whether the true number is above a bound, with an error of at most {@code alpha}. */
    boolean isAbove(double bound, double alpha) {
        return isKnown() && value - quantile(alpha) * deviation > bound;
    }

    /** Whether the true number is below a bound, with an error of at most {@code alpha}. */
    boolean isBelow(double bound, double alpha) {
        return isKnown() && value + quantile(alpha) * deviation < bound;
    }

    /** How many deviations leave this much above them. */
    private double quantile(double tail) {
        return degrees > 1e6
                ? -new NormalDistribution().inverseCumulativeProbability(tail)
                : -new TDistribution(degrees).inverseCumulativeProbability(tail);
    }
}
