package org.effigy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {
    @Test
    void probabilitiesAreWeightsOverTheirSum() {
        Choice choice = Choice.of(1, 0, 3);
        assertEquals(0.25, choice.probability(0));
        assertEquals(0, choice.probability(1));
        assertEquals(0.75, choice.probability(2));
        assertEquals(1.5, choice.mean());
    }

    /** False alarm at most 3 x 2 exp(-17) = 2.5e-7; a probability off by a tenth gives a surprise of over 80. */
    @Test
    void valuesAreDrawnAsOftenAsStated() {
        Choice choice = Choice.of(2, 0, 5, 3, 0);
        Draws draws = Draws.of(1, 1, 1);
        int n = 100_000;
        int[] counts = new int[choice.size()];
        for (int i = 0; i < n; i++) {
            counts[choice.draw(draws)]++;
        }
        assertEquals(0, counts[1]);
        assertEquals(0, counts[4]);
        for (int value : new int[] {0, 2, 3}) {
            assertTrue(Surprise.ofCount(counts[value], n, choice.probability(value)) < 17);
            assertTrue(Surprise.ofCount(counts[value], n, 1.1 * choice.probability(value)) > 17);
        }
    }

    @Test
    void binomialHasItsMeanAndItsEnds() {
        Choice choice = Choice.binomial(9, 0.3);
        assertEquals(2.7, choice.mean(), 1e-12);
        assertEquals(Math.pow(0.7, 9), choice.probability(0), 1e-15);
        assertEquals(Math.pow(0.3, 9), choice.probability(9), 1e-15);
        assertEquals(1, Choice.binomial(9, 0).probability(0));
    }

    @Test
    void geometricFallsByItsOdds() {
        Choice choice = Choice.geometric(4, 0.5);
        assertEquals(8.0 / 15, choice.probability(0), 1e-15);
        assertEquals(1.0 / 15, choice.probability(3), 1e-15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, 0})
    void weightsThatAreNoneAreRefused(double weight) {
        assertThrows(IllegalArgumentException.class, () -> Choice.of(weight));
    }
}
