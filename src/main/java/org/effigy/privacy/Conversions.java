package org.effigy.privacy;

/**
 * Between definitions of privacy, one way each and tight: from zero-concentrated to approximate by Canonne, Kamath and
 * Steinke 2020, Corollary 13, and back by bisection on it. Each result is rounded to the side that keeps the promise.
 */
public final class Conversions {
    private Conversions() {}

    /**
     * The largest rho such that rho-zCDP implies (epsilon, delta)-DP, rounded down.
     *
     * @param epsilon positive and finite
     * @param delta in (0, 1)
     */
    public static double rho(double epsilon, double delta) {
        double low = 0;
        double high = epsilon; // rho-zCDP implies no epsilon below rho.
        for (int i = 0; i < 200; i++) {
            double middle = low + (high - low) / 2;
            if (delta(middle, epsilon) <= delta) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The smallest delta that rho-zCDP implies at epsilon. */
    public static double delta(double rho, double epsilon) {
        double low = 1.01;
        double high = (epsilon + 1) / (2 * rho) + 2;
        for (int i = 0; i < 1000; i++) {
            double alpha = (low + high) / 2;
            double slope = (2 * alpha - 1) * rho - epsilon + Math.log1p(-1.0 / alpha);
            if (slope < 0) {
                low = alpha;
            } else {
                high = alpha;
            }
        }
        double alpha = (low + high) / 2;
        return Math.exp((alpha - 1) * (alpha * rho - epsilon) + alpha * Math.log1p(-1 / alpha)) / (alpha - 1);
    }
}
