package org.effigy.measure;

/** The discrete Gaussian's tail by adding up its terms: slow, and not by the code under test. */
final class ExactTail {
    private ExactTail() {}

    /** The mass of one value. */
    static double mass(double sigma, long value) {
        return term(sigma, value) / all(sigma);
    }

    /** The probability of {@code m} or more. */
    static double atLeast(double sigma, long m) {
        double sum = 0;
        for (long z = m + (long) (40 * sigma) + 40; z >= m; z--) {
            sum += term(sigma, z);
        }
        return sum / all(sigma);
    }

    private static double all(double sigma) {
        double sum = 0;
        for (long z = (long) (40 * sigma) + 40; z > 0; z--) {
            sum += 2 * term(sigma, z);
        }
        return sum + 1;
    }

    private static double term(double sigma, long z) {
        return Math.exp(-(z / sigma) * (z / sigma) / 2);
    }
}
