package org.effigy.audit;

/**
 * The differential privacy that a synthetic table is said to have, for one record added or removed.
 *
 * @param epsilon at least 0
 * @param delta in [0, 1)
 */
public record Claim(double epsilon, double delta) {
    /** @throws IllegalArgumentException if either is out of its range */
    public Claim {
        if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a claim's epsilon is a number from 0 up; it is " + epsilon);
        }
        if (!(delta >= 0 && delta < 1)) {
            throw new IllegalArgumentException("a claim's delta is from 0 to below 1; it is " + delta);
        }
    }

    /**
     * The highest rate of true positives that any attack on a record's membership can have at this rate of false ones:
     * {@code min(e^epsilon f + delta, 1 - e^-epsilon (1 - delta - f))} (Wasserman, Zhou 2010; Kairouz, Oh, Viswanath
     * 2015), within [0, 1].
     */
    public double ceiling(double falsePositives) {
        double up = Math.exp(epsilon) * falsePositives + delta;
        double down = 1 - Math.exp(-epsilon) * (1 - delta - falsePositives);
        return Math.max(0, Math.min(1, Math.min(up, down)));
    }
}
