package org.effigy.audit.learn;

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
 * @param least what the number can't lie below; may be minus infinity
 * @param most what it can't lie above; may be infinity
 */
public record Estimate(double value, double deviation, double degrees, double least, double most) {
    /** Of a number that may be any. */
    public Estimate(double value, double deviation, double degrees) {
        this(value, deviation, degrees, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * From one training.
     *
     * @param draws the number over a bootstrap of the rows that it was tested on; those that are NaN don't count
     * @param training the variance over trainings, from {@code repeats} of them; 0 repeats if it isn't known
     */
    public static Estimate of(double value, double[] draws, double training, int repeats) {
        double testing = variance(draws);
        double sum = testing + training;
        double degrees = repeats < 2 || !(training > 0)
                ? Double.POSITIVE_INFINITY
                : (repeats - 1) * (sum / training) * (sum / training);
        return new Estimate(value, Math.sqrt(sum), degrees);
    }

    /** The sample variance of the numbers that are not NaN; NaN if those are not at least half of them. */
    public static double variance(double[] values) {
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

    /** The same number, which can't lie outside these. */
    public Estimate within(double lowest, double highest) {
        return new Estimate(value, deviation, degrees, lowest, highest);
    }

    /** This number as a score. */
    public Estimate as(ScoreKind kind) {
        return within(kind.least(), kind.most());
    }

    /** This number as the difference of two scores. */
    public Estimate asDifference(ScoreKind kind) {
        return within(kind.least() - kind.most(), kind.most() - kind.least());
    }

    /** The same number the other way round. */
    public Estimate negative() {
        return new Estimate(-value, deviation, degrees, -most, -least);
    }

    /** Whether the number and its deviation are known. */
    public boolean isKnown() {
        return Double.isFinite(value) && Double.isFinite(deviation);
    }

    /**
     * The two-sided interval, within what the number can be.
     *
     * @throws IllegalStateException if the number is not known
     */
    public Interval interval(double level) {
        if (!isKnown()) {
            throw new IllegalStateException("an estimate that is not known has no interval");
        }
        double half = quantile((1 - level) / 2) * deviation;
        return new Interval(value - half, value + half, level).within(value, least, most);
    }

    /** Whether the true number is above a bound, with an error of at most {@code alpha}. */
    public boolean isAbove(double bound, double alpha) {
        return isKnown() && value - quantile(alpha) * deviation > bound;
    }

    /** Whether the true number is below a bound, with an error of at most {@code alpha}. */
    public boolean isBelow(double bound, double alpha) {
        return isKnown() && value + quantile(alpha) * deviation < bound;
    }

    /** How many deviations leave this much above them. */
    private double quantile(double tail) {
        return degrees > 1e6
                ? -new NormalDistribution().inverseCumulativeProbability(tail)
                : -new TDistribution(degrees).inverseCumulativeProbability(tail);
    }
}
