package org.effigy.privacy;

/** A privacy guarantee of a mechanism, in one of three definitions; smaller numbers promise more. */
public sealed interface PrivacyLoss {

    /**
     * Pure differential privacy.
     *
     * @param epsilon at least 0, finite
     */
    record Pure(double epsilon) implements PrivacyLoss {
        /** @throws IllegalArgumentException if epsilon is negative, infinite or not a number */
        public Pure {
            requireLoss("epsilon", epsilon);
        }

        /**
         * The same guarantee as zero-concentrated: {@code epsilon^2 / 2} (Bun and Steinke 2016, Proposition 1.4),
         * rounded up.
         */
        public ZeroConcentrated asZeroConcentrated() {
            return new ZeroConcentrated(epsilon == 0 ? 0 : Math.nextUp(Math.nextUp(epsilon * epsilon) / 2));
        }
    }

    /**
     * Zero-concentrated differential privacy (Bun and Steinke 2016).
     *
     * @param rho at least 0, finite
     */
    record ZeroConcentrated(double rho) implements PrivacyLoss {
        /** @throws IllegalArgumentException if rho is negative, infinite or not a number */
        public ZeroConcentrated {
            requireLoss("rho", rho);
        }
    }

    /**
     * Approximate differential privacy.
     *
     * @param epsilon at least 0, finite
     * @param delta in [0, 1)
     */
    record Approximate(double epsilon, double delta) implements PrivacyLoss {
        /** @throws IllegalArgumentException if a number is out of its range or not a number */
        public Approximate {
            requireLoss("epsilon", epsilon);
            if (!(delta >= 0 && delta < 1)) {
                throw new IllegalArgumentException("delta must be in [0, 1); it is " + delta);
            }
        }
    }

    private static void requireLoss(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be a finite number of at least 0; it is " + value);
        }
    }
}
