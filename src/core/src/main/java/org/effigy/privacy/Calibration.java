package org.effigy.privacy;

import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;

/**
 * The smallest noise that a share of a budget allows. Each scale starts from the closed formula and is then settled by
 * the noise source's own privacy map, so that the loss that a ledger is charged never exceeds the share; it is the
 * smallest double that does so. A call asks the map 7 times as a rule, some ten microseconds each.
 */
public final class Calibration {
    /** How far a map may stand from the closed formula before one of the two must be wrong. */
    private static final double AGREEMENT = 1e-9;

    /** Doubles on either side of the formula where the search begins: rounding alone stays within them. */
    private static final long NEAR = 16;

    private Calibration() {}

    /**
     * The discrete Gaussian that costs at most {@code share}: {@code scale = L2 / sqrt(2 rho)}.
     *
     * @throws IllegalArgumentException if the sensitivity or the share is 0, or no double fits
     * @throws IllegalStateException if the source's map contradicts the formula
     */
    public static Mechanism.DiscreteGaussian gaussian(
            NoiseSource noise, Sensitivity sensitivity, PrivacyLoss.ZeroConcentrated share) {
        double formula = Math.sqrt(sensitivity.l2Squared() / (2 * share.rho()));
        return smallest(noise, sensitivity, share, formula, Mechanism.DiscreteGaussian::new);
    }

    /**
     * The discrete Laplace that costs at most {@code share}: {@code scale = L1 / epsilon}.
     *
     * @throws IllegalArgumentException if the sensitivity or the share is 0, or no double fits
     * @throws IllegalStateException if the source's map contradicts the formula
     */
    public static Mechanism.DiscreteLaplace laplace(
            NoiseSource noise, Sensitivity sensitivity, PrivacyLoss.Pure share) {
        return smallest(noise, sensitivity, share, sensitivity.l1() / share.epsilon(), Mechanism.DiscreteLaplace::new);
    }

    /**
     * The exponential selection that costs at most {@code share}: {@code scale = Linf / sqrt(2 rho)}.
     *
     * @throws IllegalArgumentException if the sensitivity or the share is 0, or no double fits
     * @throws IllegalStateException if the source's map contradicts the formula
     */
    public static Mechanism.ExponentialSelection exponentialSelection(
            NoiseSource noise, Sensitivity sensitivity, PrivacyLoss.ZeroConcentrated share) {
        double formula = sensitivity.lInf() / Math.sqrt(2 * share.rho());
        return smallest(noise, sensitivity, share, formula, Mechanism.ExponentialSelection::new);
    }

    /**
     * The pure selection that costs at most {@code share}: {@code scale = 2 Linf / epsilon}.
     *
     * @throws IllegalArgumentException if the sensitivity or the share is 0, or no double fits
     * @throws IllegalStateException if the source's map contradicts the formula
     */
    public static Mechanism.PureSelection pureSelection(
            NoiseSource noise, Sensitivity sensitivity, PrivacyLoss.Pure share) {
        double formula = 2 * (sensitivity.lInf() / share.epsilon());
        return smallest(noise, sensitivity, share, formula, Mechanism.PureSelection::new);
    }

    private static <M extends Mechanism> M smallest(
            NoiseSource noise, Sensitivity sensitivity, PrivacyLoss share, double formula, DoubleFunction<M> of) {
        if (!(formula >= Double.MIN_NORMAL && formula < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("no noise scale fits " + share + " at " + sensitivity
                    + " (the formula gives " + formula + "): both must be above 0 and of a size that a double holds");
        }
        DoublePredicate enoughAt = scale -> fits(noise.loss(of.apply(scale), sensitivity), share);
        // Positive doubles are ordered as their bits, so a search over bits is one over all doubles between.
        long start = Double.doubleToLongBits(formula);
        long step = NEAR;
        while (!enoughAt.test(near(start + step, formula))) {
            step *= 2;
        }
        long enough = start + step;
        step = NEAR;
        while (enoughAt.test(near(start - step, formula))) {
            step *= 2;
        }
        long tooLittle = start - step;
        while (enough - tooLittle > 1) {
            long middle = tooLittle + (enough - tooLittle) / 2;
            if (enoughAt.test(Double.longBitsToDouble(middle))) {
                enough = middle;
            } else {
                tooLittle = middle;
            }
        }
        return of.apply(Double.longBitsToDouble(enough));
    }

    private static double near(long bits, double formula) {
        double scale = Double.longBitsToDouble(bits);
        if (!(Math.abs(scale - formula) <= AGREEMENT * formula)) {
            throw new IllegalStateException("the privacy map and the formula disagree by more than " + AGREEMENT
                    + " about the scale " + formula + ": one of them is wrong, so no noise may be drawn");
        }
        return scale;
    }

    private static boolean fits(PrivacyLoss loss, PrivacyLoss share) {
        if (loss instanceof PrivacyLoss.Pure pure && share instanceof PrivacyLoss.Pure most) {
            return pure.epsilon() <= most.epsilon();
        }
        if (loss instanceof PrivacyLoss.ZeroConcentrated concentrated
                && share instanceof PrivacyLoss.ZeroConcentrated most) {
            return concentrated.rho() <= most.rho();
        }
        throw new IllegalStateException("the noise source counts " + loss + " where the share is " + share);
    }
}
