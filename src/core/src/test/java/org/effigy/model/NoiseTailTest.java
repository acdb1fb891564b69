package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The bounds against sums of the noise's own probabilities. */
class NoiseTailTest {
    private static final double[] SCALES = {.05, .3, .8, 1, 2.5, 17, 300};
    private static final double[] PROBABILITIES = {.5, .05, 1e-3, 1e-6, 1e-9};

    /** The probability that noise with these weights lies beyond {@code t}, up or down. */
    private static double beyond(DoubleUnaryOperator weight, double scale, long t) {
        long end = (long) (60 * scale) + 60;
        double all = weight.applyAsDouble(0);
        double out = 0;
        for (long k = end; k >= 1; k--) {
            all += 2 * weight.applyAsDouble(k);
            out += k > t ? 2 * weight.applyAsDouble(k) : 0;
        }
        return out / all;
    }

    /** Whether a bound holds; and that it is not larger than it must be, by more than a little. */
    private static void check(DoubleUnaryOperator weight, double scale, double probability, long bound, double slack) {
        assertTrue(beyond(weight, scale, bound) <= probability * (1 + 1e-9), scale + " " + probability);
        long less = (long) Math.floor(bound - 1 - slack);
        assertTrue(less < 0 || beyond(weight, scale, less) > probability, scale + " " + probability + " " + bound);
    }

    @Test
    void boundsHoldAndAreTight() {
        for (double scale : SCALES) {
            for (double probability : PROBABILITIES) {
                check(
                        k -> Math.exp(-k * k / (2 * scale * scale)),
                        scale,
                        probability,
                        NoiseTail.gaussian(scale, probability),
                        1);
                check(k -> Math.exp(-k / scale), scale, probability, NoiseTail.laplace(scale, probability), 0);
            }
        }
    }

    @Test
    void aProbabilityIsNeeded() {
        assertThrows(IllegalArgumentException.class, () -> NoiseTail.gaussian(1, 0));
        assertThrows(IllegalArgumentException.class, () -> NoiseTail.laplace(1, 1));
        assertThrows(IllegalArgumentException.class, () -> NoiseTail.gaussian(1, Double.NaN));
    }
}
