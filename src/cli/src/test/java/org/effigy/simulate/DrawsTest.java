package org.effigy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrawsTest {
    /** From a Python rendering of the same formulas with integers modulo 2^64: seed 7, table 1, unit 12. */
    @Test
    void valuesAreThoseOfTheFormula() {
        Draws draws = Draws.of(7, 1, 12);
        for (double expected :
                new double[] {0.03898892720993874, 0.08581692626189785, 0.5897564622910186, 0.6235006936577635}) {
            assertEquals(expected, draws.uniform());
        }
    }

    @Test
    void unitsTablesAndSeedsStartApart() {
        Set<Double> firsts = new HashSet<>();
        for (int seed = 0; seed < 10; seed++) {
            for (int table = 0; table < 10; table++) {
                for (int unit = 0; unit < 1000; unit++) {
                    firsts.add(Draws.of(seed, table, unit).uniform());
                }
            }
        }
        assertEquals(100_000, firsts.size());
    }

    /** Uniform and normal means of 100,000: five and a half standard errors, false alarm under 1e-7. */
    @Test
    void meansAndVariancesAreRight() {
        Draws draws = Draws.of(1, 1, 1);
        int n = 100_000;
        double uniform = 0;
        double normal = 0;
        double squared = 0;
        for (int i = 0; i < n; i++) {
            uniform += draws.uniform();
            double z = draws.normal();
            normal += z;
            squared += z * z;
        }
        assertEquals(0.5, uniform / n, 5.5 * Math.sqrt(1.0 / 12 / n));
        assertEquals(0, normal / n, 5.5 / Math.sqrt(n));
        assertEquals(1, squared / n, 5.5 * Math.sqrt(2.0 / n));
    }

    /** Neighbouring units are not alike: the correlation of their first values, 5.5 standard errors over 100,000 pairs. */
    @Test
    void neighbouringUnitsAreUncorrelated() {
        int n = 100_000;
        double sum = 0;
        for (int unit = 0; unit < n; unit++) {
            sum += (Draws.of(3, 2, unit).uniform() - 0.5)
                    * (Draws.of(3, 2, unit + 1).uniform() - 0.5);
        }
        assertEquals(0, 12 * sum / n, 5.5 / Math.sqrt(n));
    }

    @Test
    void belowStaysBelowAndReachesEveryValue() {
        Draws draws = Draws.of(5, 1, 0);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            int value = draws.below(7);
            assertTrue(value >= 0 && value < 7);
            seen.add(value);
        }
        assertEquals(7, seen.size());
        assertNotEquals(Draws.of(5, 1, 0).uniform(), Draws.of(5, 1, 1).uniform());
    }
}
