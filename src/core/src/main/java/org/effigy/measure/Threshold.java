package org.effigy.measure;

import java.util.function.DoubleUnaryOperator;
import org.effigy.privacy.Mechanism;

/**
 * What a noisy count must reach, so that a category that one unit brings is released with a small probability only. Let
 * {@code p(m)} be the probability that discrete Gaussian noise of parameter sigma is {@code m} or more. A unit of at most
 * {@code k} rows brings categories with counts that sum to at most k; all of them stay below {@code count} but with
 * probability {@code max(p(count - k), k p(count - 1))}: all rows in one category, or each in its own. Proof:
 * {@code docs/privacy/Discovery.md}.
 *
 * @param count the least noisy count that is released, above {@code k}
 * @param delta that probability, rounded up
 */
public record Threshold(long count, double delta) {
    /** The rounding errors of a logarithm, over the sum of its terms' sizes, as in {@code privacy.Conversions}. */
    private static final double SLACK = 0x1p-48;

    /** Thresholds are found for noise of a scale up to here; beyond it, it drowns any table. */
    static final double WIDEST = 0x1p40;

    /** Smaller probabilities are no different from none, and doubles near 0 lose their digits. */
    static final double LEAST = 1e-290;

    /**
     * The smallest threshold that fails with probability at most {@code delta}.
     *
     * @param sigma the noise's parameter, at most {@link #WIDEST}
     * @param rows the most rows of a unit, k
     * @param delta at least {@link #LEAST}
     */
    public static Threshold of(double sigma, int rows, double delta) {
        long low = rows;
        long high = rows + 1L;
        while (!(failure(sigma, rows, high) <= delta)) {
            low = high;
            high = rows + 2 * (high - rows);
        }
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (failure(sigma, rows, middle) <= delta) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return new Threshold(high, failure(sigma, rows, high));
    }

    /**
     * The smallest count that noise alone reaches in any of so many cells with probability at most {@code chance}. It says
     * which noisy counts are worth believing; no privacy rests on it.
     *
     * @param cells at least 1
     * @param chance in (0, 1)
     */
    public static long noiseIn(int cells, Mechanism.Additive mechanism, double chance) {
        DoubleUnaryOperator tail = mechanism instanceof Mechanism.DiscreteLaplace laplace
                ? m -> Math.exp(-m / laplace.scale())
                : m -> tail(mechanism.scale(), (long) m);
        double most = chance / cells;
        long low = 0;
        long high = 1;
        while (!(tail.applyAsDouble(high) <= most)) {
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (tail.applyAsDouble(middle) <= most) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static double failure(double sigma, int rows, long count) {
        double apart = rows == 1 ? 0 : Math.nextUp(rows * tail(sigma, count - 1));
        return Math.max(tail(sigma, count - rows), apart);
    }

    /**
     * At least the probability that the noise is {@code m} or more, and within a few percent of it far out. The terms
     * {@code exp(-z^2 / 2 sigma^2)} from m on shrink by a factor of {@code exp(-(2m + 1) / 2 sigma^2)} or less from one to
     * the next, so they sum to at most a geometric series; all terms sum to at least 1, and to at least
     * {@code sigma sqrt(2 pi)} by Poisson's summation formula.
     */
    static double tail(double sigma, long m) {
        if (m <= 0) {
            return 1;
        }
        // Past it the exponential is 0 anyway, and an infinite term would make no number of the sum.
        double first = Math.min(1e6, (m / sigma) * (m / sigma) / 2);
        double series = StrictMath.log(-StrictMath.expm1(-(m + 0.5) / sigma / sigma));
        double all = Math.max(0, StrictMath.log(sigma * Math.sqrt(2 * Math.PI)));
        double logarithm = -first - series - all + SLACK * (1 + first + Math.abs(series) + all);
        return Math.min(1, Math.nextUp(Math.nextUp(StrictMath.exp(logarithm))));
    }
}
