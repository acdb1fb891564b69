package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.measure.NoisyMarginal;
import org.effigy.privacy.Mechanism;
import org.junit.jupiter.api.Test;

class ShrinkageTest {
    private static final Domain DOMAIN = Domain.of(List.of(new Attribute("a", 20), new Attribute("b", 25)));
    private static final Clique PAIR = Clique.of(0, 1);
    private static final int CELLS = 500;

    /** Counts that fall off from left to right, as most do. */
    private static double[] expected() {
        double[] expected = new double[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            expected[cell] = 2000 * Math.exp(-cell / 60.0);
        }
        return expected;
    }

    private static double[] shrink(double[] expected, long[] counts, double scale) {
        NoisyMarginal noisy = new NoisyMarginal(PAIR, counts, new Mechanism.DiscreteGaussian(scale));
        return Shrinkage.towards(Factor.of(DOMAIN, PAIR, expected), noisy).values();
    }

    @Test
    void countsWithNextToNoNoiseStay() {
        double[] expected = expected();
        long[] counts = new long[CELLS];
        Arrays.setAll(counts, cell -> Math.round(expected[cell] * (cell % 2 == 0 ? 1.5 : .5)));
        double[] likely = shrink(expected, counts, .001);
        for (int cell = 0; cell < CELLS / 2; cell++) {
            assertEquals(counts[cell], likely[cell], 1e-3 * (1 + counts[cell]));
        }
    }

    @Test
    void countsThatAreAsExpectedStay() {
        double[] expected = new double[CELLS];
        Arrays.fill(expected, 40);
        long[] counts = new long[CELLS];
        Arrays.fill(counts, 40);
        assertArrayEquals(expected, shrink(expected, counts, 30), 1e-9);
    }

    @Test
    void whereNothingIsExpectedNoiseIsForgotten() {
        double[] expected = expected();
        Arrays.fill(expected, 400, 500, 0);
        SplittableRandom random = new SplittableRandom(1);
        long[] counts = new long[CELLS];
        Arrays.setAll(counts, cell -> Math.round(expected[cell] + 30 * random.nextGaussian()));
        double[] likely = shrink(expected, counts, 30);
        for (int cell = 400; cell < CELLS; cell++) {
            assertEquals(0, likely[cell]);
        }
    }

    /**
     * Rows that are as expected but for a strong relation in some cells, under noise of 30: of 500 cells, some 300 expect
     * fewer rows than the noise's scale. The noisy counts are off by 500 * 30 * .8 = 12,000 in all, with a deviation of
     * 400. The likely ones have to be off by less than half of that: not met by chance, since the noisy counts
     * themselves, the offender, would need 15 deviations.
     */
    @Test
    void whatStandsOutStaysAndNoiseGoes() {
        double[] expected = expected();
        double[] truth = new double[CELLS];
        Arrays.setAll(truth, cell -> expected[cell] * (cell % 10 == 0 ? 2 : cell % 10 == 1 ? .1 : 1));
        SplittableRandom random = new SplittableRandom(2);
        long[] counts = new long[CELLS];
        Arrays.setAll(counts, cell -> Math.round(truth[cell] + 30 * random.nextGaussian()));
        double[] likely = shrink(expected, counts, 30);
        double before = 0;
        double after = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            before += Math.abs(counts[cell] - truth[cell]);
            after += Math.abs(likely[cell] - truth[cell]);
        }
        assertTrue(before > 10_000, "the offender is off by " + before);
        assertTrue(after < 6000, "off by " + after);
        assertEquals(truth[0], likely[0], 150, "a cell that stands out");
    }
}
