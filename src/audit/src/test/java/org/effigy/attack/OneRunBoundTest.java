package org.effigy.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneRunBoundTest {
    /** Expected: the theorem's formula summed up with SciPy 1.17.1's binomial law, and a root of it by Brent's method. */
    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 600, 0, 0.5, 0.9324878499113014, 0.2974679236493477",
        "1000, 100, 98, 1e-5, 1.0, 0.0005996515167432635, 2.7109629220070257",
        "10000, 1500, 1429, 1e-5, 2.7, 0.010909914163338254, 2.7914001345195976",
        "50, 50, 50, 1e-3, 1.0, 0.00529227106826208, NaN",
        "100, 100, 100, 0, NaN, NaN, 3.4929654311522946"
    })
    void theBoundIsTheTheoremsFormula(
            int units, int guesses, int right, double delta, double epsilon, double p, double bound) {
        if (!Double.isNaN(p)) {
            assertEquals(p, OneRunBound.pValue(units, guesses, right, epsilon, delta), 1e-9 * p);
        }
        if (!Double.isNaN(bound)) {
            assertEquals(bound, OneRunBound.epsilon(units, guesses, right, delta, 0.95), 1e-7);
        }
    }

    /**
     * Each of the units answers truly with probability 1 / (1 + exp(-epsilon)), and with probability delta for sure: the
     * number of right answers is binomial, so the tail can be summed up and held against the bound. A mechanism with half
     * as much epsilon again passes it: the bound can fail.
     */
    @ParameterizedTest
    @CsvSource({"40, 1, 0", "40, 0.5, 0.01", "100, 2, 1e-3", "100, 0.1, 1e-5"})
    void theBoundHoldsForRandomisedResponseAndCatchesAWeakerOne(int units, double epsilon, double delta) {
        double honest = delta + (1 - delta) / (1 + Math.exp(-epsilon));
        double weaker = 1 / (1 + Math.exp(-1.5 * epsilon - 1));
        boolean caught = false;
        for (int right = 1; right <= units; right++) {
            double bound = OneRunBound.pValue(units, units, right, epsilon, delta);
            assertTrue(tail(units, honest, right) <= bound + 1e-12, right + " of " + units);
            caught |= tail(units, weaker, right) > bound * 1.5;
        }
        assertTrue(caught);
    }

    private static double tail(int trials, double probability, int least) {
        return 1 - new BinomialDistribution(null, trials, probability).cumulativeProbability(least - 1);
    }

    @Test
    void noBoundComesFromGuessesThatAreNoBetterThanChance() {
        assertEquals(0, OneRunBound.epsilon(1000, 100, 50, 0, 0.95));
        assertEquals(0, OneRunBound.epsilon(1000, 100, 0, 1e-9, 0.95));
        assertEquals(0, OneRunBound.epsilon(1000, 0, 0, 1e-9, 0.95));
    }

    @Test
    void numbersOutOfTheirRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> OneRunBound.pValue(10, 11, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> OneRunBound.pValue(10, 5, 6, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> OneRunBound.pValue(10, 5, 5, Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> OneRunBound.pValue(10, 5, 5, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> OneRunBound.epsilon(10, 5, 5, 0, 1));
    }
}
