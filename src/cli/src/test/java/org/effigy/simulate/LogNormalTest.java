package org.effigy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LogNormalTest {
    private static final LogNormal AMOUNTS = LogNormal.ofMedian(20, 0.5);

    @Test
    void halfOfTheValuesAreBelowTheMedian() {
        assertEquals(0.5, AMOUNTS.below(20), 1e-12);
        assertEquals(20, AMOUNTS.at(0), 1e-12);
        assertEquals(0, AMOUNTS.below(0));
    }

    /** 0.975002... is the textbook share below 1.96. */
    @Test
    void valuesAndSharesAreEachOthersInverse() {
        assertEquals(0.9750021048517795, AMOUNTS.below(AMOUNTS.at(1.96)), 1e-12);
        assertEquals(0.024997895148220435, LogNormal.normalBelow(-1.96), 1e-15);
    }

    @Test
    void aShiftMultiplies() {
        assertEquals(2 * AMOUNTS.at(0.7), AMOUNTS.shifted(Math.log(2)).at(0.7), 1e-12);
    }

    @Test
    void spreadsThatAreNoneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LogNormal(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new LogNormal(0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> LogNormal.ofMedian(-1, 1));
    }
}
