package org.effigy.privacy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A privacy guarantee of a mechanism, in one of four definitions; smaller numbers promise more. */
public sealed interface PrivacyLoss {

    /** The loss with its definition, as {@code "rho 0.005"}; never a bare number. */
    String words();

    /**
     * Parts of this loss in proportion to {@code weights}, each rounded down, so that their exact sum is never more
     * than the whole. What rounding leaves over (a few units in the last place) is found in
     * {@link Release#remaining()} by whoever spends last.
     *
     * @param weights at least one; each finite and at least 0, not all 0
     * @return as many parts as weights, in the same definition; of an approximate loss both numbers are split, which is
     *     basic composition
     * @throws IllegalArgumentException if a weight is out of its range or not a number, or all are 0
     */
    List<? extends PrivacyLoss> split(double... weights);

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
         * rounded up unless it is exact.
         *
         * @throws IllegalArgumentException if that is past the largest double
         */
        public ZeroConcentrated asZeroConcentrated() {
            return new ZeroConcentrated(Rounding.up(Spending.halfSquare(epsilon)));
        }

        @Override
        public String words() {
            return "epsilon " + epsilon;
        }

        @Override
        public List<Pure> split(double... weights) {
            return parts(epsilon, weights).mapToObj(Pure::new).toList();
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

        @Override
        public String words() {
            return "rho " + rho;
        }

        @Override
        public List<ZeroConcentrated> split(double... weights) {
            return parts(rho, weights).mapToObj(ZeroConcentrated::new).toList();
        }
    }

    /**
     * Approximate zero-concentrated differential privacy (Bun and Steinke 2016, Definition 8.1): with probability
     * {@code 1 - delta} the mechanism behaves as a {@code rho}-zero-concentrated one. Rhos and deltas of several answers
     * add up, each by itself.
     *
     * @param rho at least 0, finite
     * @param delta in [0, 1)
     */
    record ApproximateConcentrated(double rho, double delta) implements PrivacyLoss {
        /** @throws IllegalArgumentException if a number is out of its range or not a number */
        public ApproximateConcentrated {
            requireLoss("rho", rho);
            requireDelta(delta);
        }

        /** The loss without what may fail. */
        public ZeroConcentrated concentrated() {
            return new ZeroConcentrated(rho);
        }

        @Override
        public String words() {
            return "rho " + rho + ", delta " + delta;
        }

        @Override
        public List<ApproximateConcentrated> split(double... weights) {
            double[] deltas = parts(delta, weights).toArray();
            double[] rhos = parts(rho, weights).toArray();
            return IntStream.range(0, deltas.length)
                    .mapToObj(i -> new ApproximateConcentrated(rhos[i], deltas[i]))
                    .toList();
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
            requireDelta(delta);
        }

        @Override
        public String words() {
            return "epsilon " + epsilon + ", delta " + delta;
        }

        @Override
        public List<Approximate> split(double... weights) {
            double[] deltas = parts(delta, weights).toArray();
            double[] epsilons = parts(epsilon, weights).toArray();
            return IntStream.range(0, deltas.length)
                    .mapToObj(i -> new Approximate(epsilons[i], deltas[i]))
                    .toList();
        }
    }

    private static void requireLoss(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be a finite number of at least 0; it is " + value);
        }
    }

    private static void requireDelta(double delta) {
        if (!(delta >= 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must be in [0, 1); it is " + delta);
        }
    }

    private static DoubleStream parts(double whole, double[] weights) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double weight : weights) {
            requireLoss("a weight", weight);
            sum = sum.add(new BigDecimal(weight));
        }
        if (sum.signum() == 0) {
            throw new IllegalArgumentException("a split needs a weight above 0; it has " + weights.length
                    + " weights and their sum is 0: leave out what gets nothing");
        }
        BigDecimal total = sum;
        // 40 digits, cut off: the quotient is below the exact one by less than any double can tell.
        MathContext cut = new MathContext(40, RoundingMode.DOWN);
        return DoubleStream.of(weights)
                .map(weight -> Rounding.down(
                        new BigDecimal(whole).multiply(new BigDecimal(weight)).divide(total, cut)));
    }
}
