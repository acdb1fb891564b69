package org.effigy.privacy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** From exact numbers to doubles and to words, to a known side: losses round up, what is left rounds down. */
final class Rounding {
    private Rounding() {}

    /** The smallest double that is at least {@code exact}; infinite past the largest. */
    static double up(BigDecimal exact) {
        double near = exact.doubleValue();
        return !Double.isInfinite(near) && new BigDecimal(near).compareTo(exact) < 0 ? Math.nextUp(near) : near;
    }

    /** The largest finite double that is at most {@code exact}, which is not negative. */
    static double down(BigDecimal exact) {
        double near = Math.min(exact.doubleValue(), Double.MAX_VALUE);
        return new BigDecimal(near).compareTo(exact) > 0 ? Math.nextDown(near) : near;
    }

    /** A loss with its definition, for people: six digits. */
    static String words(PrivacyLoss loss, RoundingMode side) {
        if (loss instanceof PrivacyLoss.Pure pure) {
            return "epsilon " + words(pure.epsilon(), side);
        }
        if (loss instanceof PrivacyLoss.Approximate approximate) {
            return "epsilon " + words(approximate.epsilon(), side) + ", delta " + words(approximate.delta(), side);
        }
        if (loss instanceof PrivacyLoss.ApproximateConcentrated both) {
            return "rho " + words(both.rho(), side) + ", delta " + words(both.delta(), side);
        }
        return "rho " + words(((PrivacyLoss.ZeroConcentrated) loss).rho(), side);
    }

    /** A finite number, for people: six digits. */
    static String words(double value, RoundingMode side) {
        BigDecimal rounded = new BigDecimal(Double.toString(value))
                .round(new MathContext(6, side))
                .stripTrailingZeros();
        boolean isPlain = rounded.scale() < 0 && rounded.precision() - rounded.scale() <= 6;
        return (isPlain ? rounded.setScale(0) : rounded).toString().replace("E", "e");
    }
}
