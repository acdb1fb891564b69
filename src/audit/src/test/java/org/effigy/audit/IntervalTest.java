package org.effigy.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Expected ends: SciPy 1.17.1, {@code scipy.stats.binomtest(k, n).proportion_ci(0.95, method)}. */
class IntervalTest {
    @Test
    void exactAndScoreIntervalsAgreeWithAnotherLibrary() {
        same(0.0, 0.16843347098308548, Interval.clopperPearson(0, 20, 0.95));
        same(0.0, 0.16112515805281935, Interval.wilson(0, 20, 0.95));
        same(0.03207093718554477, 0.37892682654529564, Interval.clopperPearson(3, 20, 0.95));
        same(0.05236874589621662, 0.3604188647407569, Interval.wilson(3, 20, 0.95));
        same(0.8315665290169145, 1.0, Interval.clopperPearson(20, 20, 0.95));
        same(0.8388748419471808, 1.0, Interval.wilson(20, 20, 0.95));
        same(1.0549080136985136e-06, 0.00023212969849043273, Interval.clopperPearson(1, 24000, 0.95));
        same(7.3552276543140875e-06, 0.00023599993825591415, Interval.wilson(1, 24000, 0.95));
        same(0.09623231008623563, 0.10386486169010843, Interval.clopperPearson(2400, 24000, 0.95));
        same(0.09626832401215392, 0.10385970412291885, Interval.wilson(2400, 24000, 0.95));
    }

    @Test
    void nothingTriedIsNothingKnown() {
        assertEquals(new Interval(0, 1, 0.9), Interval.clopperPearson(0, 0, 0.9));
        assertEquals(new Interval(0, 1, 0.9), Interval.wilson(0, 0, 0.9));
    }

    @Test
    void nonsenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Interval.clopperPearson(3, 2, 0.95));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(-1, 2, 0.95));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(1, 2, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Interval(Double.NaN, 1, 0.95));
        assertThrows(IllegalArgumentException.class, () -> new Interval(1, 0, 0.95));
    }

    private static void same(double low, double high, Interval interval) {
        assertEquals(low, interval.low(), 1e-9);
        assertEquals(high, interval.high(), 1e-9);
    }

    @Test
    void anIntervalStaysInItsRangeAndIsAsWideInItsMiddle() {
        Interval wide = Interval.normal(0.03, 0.021, 0.95);
        assertTrue(wide.low() < 0);
        Interval inside = wide.within(0.03, 0, 1);
        assertTrue(inside.low() > 0 && inside.high() < 1 && inside.contains(0.03), inside.toString());
        Interval middle = Interval.normal(0.5, 0.01, 0.95);
        assertEquals(middle.low(), middle.within(0.5, 0, 1).low(), 1e-4);
        assertEquals(-0.9, Interval.normal(-0.5, 0.4, 0.95).within(-0.5, -1, 1).low(), 0.05);
        assertEquals(1, Interval.normal(1, 0.1, 0.95).within(1, 0, 1).high());
        assertEquals(
                0,
                Interval.normal(0.1, 0.1, 0.95)
                        .within(0.1, 0, Double.POSITIVE_INFINITY)
                        .low());
    }
}
