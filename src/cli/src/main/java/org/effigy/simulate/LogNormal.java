package org.effigy.simulate;

import org.apache.commons.math3.special.Erf;

/**
 * A log-normal distribution.
 *
 * @param logMedian the logarithm of its median
 * @param spread the standard deviation of its logarithm, positive
 */
record LogNormal(double logMedian, double spread) {
    LogNormal {
        if (!Double.isFinite(logMedian) || !(spread > 0 && spread < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a log-normal has a finite log median and a positive, finite spread; got " + logMedian + " and "
                            + spread);
        }
    }

    static LogNormal ofMedian(double median, double spread) {
        return new LogNormal(StrictMath.log(median), spread);
    }

    /** The same distribution with every value multiplied by {@code exp(shift)}. */
    LogNormal shifted(double shift) {
        return new LogNormal(logMedian + shift, spread);
    }

    /** The value that stands at this standard normal score. */
    double at(double score) {
        return StrictMath.exp(logMedian + spread * score);
    }

    /** The probability of a value below {@code x}; 0 for x at most 0. */
    double below(double x) {
        return x > 0 ? normalBelow((StrictMath.log(x) - logMedian) / spread) : 0;
    }

    /** The standard normal distribution function. */
    static double normalBelow(double score) {
        return 0.5 * Erf.erfc(-score / Math.sqrt(2));
    }
}
