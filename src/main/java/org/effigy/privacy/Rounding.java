package org.effigy.privacy;

import java.math.BigDecimal;

/** From exact numbers to doubles, to a known side: losses round up, what is left rounds down. */
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
}
