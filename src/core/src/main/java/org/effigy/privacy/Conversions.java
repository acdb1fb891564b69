package org.effigy.privacy;

import java.util.function.DoubleUnaryOperator;

/**
 * From zero-concentrated to approximate differential privacy, and back to the rho that a promise allows. The account is
 * that of Canonne, Kamath and Steinke 2020, Corollary 13: for every {@code t = alpha - 1 > 0}, rho-zCDP implies
 * (epsilon, delta)-DP with
 *
 * <pre>log delta = t ((t + 1) rho - epsilon) - log(1 + t) - t log(1 + 1/t)</pre>
 *
 * Solved for any one of the three numbers this is a valid bound at <em>every</em> t, so the search for the best t needs
 * no exactness; only the bound itself is rounded, to the side that keeps the promise. Derivation, rounding and tests:
 * {@code docs/privacy/Conversions.md}. Each call takes microseconds; the same arguments give the same bits on every
 * machine, because only {@link StrictMath} is used.
 */
public final class Conversions {
    /** Where t is looked for; outside it the answer is still valid, and no longer the best. */
    private static final double LEAST = 1e-60;

    private static final double MOST = 1e60;

    /** Numbers past it are treated as it is, on the safe side, so that no product overflows. */
    private static final double HUGE = 1e100;

    /** The rounding errors of a bound, over the sum of its terms' sizes: at most 16 half-ulps, taken twice. */
    private static final double SLACK = 0x1p-48;

    private Conversions() {}

    /**
     * The smallest delta for which rho-zCDP implies (epsilon, delta)-DP, rounded up.
     *
     * @param rho at least 0, finite
     * @param epsilon at least 0, finite
     * @return in (0, 1], or 0 if rho is 0
     * @throws IllegalArgumentException if an argument is out of its range or not a number
     */
    public static double delta(double rho, double epsilon) {
        requireAmount("rho", rho);
        requireAmount("epsilon", epsilon);
        if (rho == 0) {
            return 0;
        }
        if (rho > HUGE) {
            return 1;
        }
        // A promise at a smaller epsilon is the stronger one.
        double e = Math.min(epsilon, HUGE);
        double t = root(x -> (2 * x + 1) * rho - e - StrictMath.log1p(1 / x));
        double gain = t * (t + 1) * rho;
        double cost = t * e + StrictMath.log1p(t) + t * StrictMath.log1p(1 / t);
        double logDelta = gain - cost + SLACK * (gain + cost);
        return logDelta >= 0 ? 1 : Math.min(1, Math.nextUp(Math.nextUp(StrictMath.exp(logDelta))));
    }

    /**
     * The smallest epsilon for which rho-zCDP implies (epsilon, delta)-DP, rounded up.
     *
     * @param rho at least 0, finite
     * @param delta in (0, 1)
     * @return at least 0; infinite if rho is past 1e100
     * @throws IllegalArgumentException if an argument is out of its range or not a number
     */
    public static double epsilon(double rho, double delta) {
        requireAmount("rho", rho);
        requireDelta(delta);
        if (rho == 0) {
            return 0;
        }
        if (rho > HUGE) {
            return Double.POSITIVE_INFINITY;
        }
        double bits = -StrictMath.log(delta);
        // Where the bound's slope in t is 0 and the bound is met, t^2 rho + log(1 + t) = log(1/delta).
        double t = root(x -> x * x * rho + StrictMath.log1p(x) - bits);
        double gain = (t + 1) * rho + bits / t;
        double cost = StrictMath.log1p(t) / t + StrictMath.log1p(1 / t);
        return Math.max(0, gain - cost + SLACK * (gain + cost));
    }

    /**
     * The largest rho for which rho-zCDP implies (epsilon, delta)-DP, rounded down.
     *
     * @param epsilon positive and finite
     * @param delta in (0, 1)
     * @return at least 0
     * @throws IllegalArgumentException if an argument is out of its range or not a number
     */
    public static double rho(double epsilon, double delta) {
        requireAmount("epsilon", epsilon);
        if (epsilon == 0) {
            throw new IllegalArgumentException("epsilon must be above 0 to allow any rho; it is 0.0");
        }
        requireDelta(delta);
        double e = Math.min(epsilon, HUGE);
        double bits = -StrictMath.log(delta);
        // As for epsilon, with rho = (epsilon + log(1 + 1/t)) / (2t + 1) from the slope put in.
        double t = root(x -> x * x * (e + StrictMath.log1p(1 / x)) / (2 * x + 1) + StrictMath.log1p(x) - bits);
        double gain = t * e + StrictMath.log1p(t) + t * StrictMath.log1p(1 / t);
        double rho = (gain - bits - SLACK * (gain + bits)) / (t * (t + 1));
        return Math.max(0, rho * (1 - SLACK));
    }

    /**
     * Where an increasing function passes 0, to a relative 1e-10: the bounds are flat at their best t, so that an error
     * there costs its square. At an end of the range if it passes 0 outside.
     */
    private static double root(DoubleUnaryOperator increasing) {
        double low = LEAST;
        double high = MOST;
        while (high > low * (1 + 1e-10)) {
            double middle = Math.sqrt(low) * Math.sqrt(high);
            if (increasing.applyAsDouble(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static void requireAmount(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be a finite number of at least 0; it is " + value);
        }
    }

    private static void requireDelta(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must be in (0, 1) for a conversion; it is " + delta
                    + ": choose it below one over the number of units, from public knowledge");
        }
    }
}
