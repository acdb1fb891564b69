package org.effigy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Shares as people write them. */
class SharesTest {
    @Test
    void percentsHaveTheDigitsThatCount() {
        assertEquals("0 %", Shares.percent(0));
        assertEquals("2.2 %", Shares.percent(.02161));
        assertEquals("12 %", Shares.percent(.1205));
        assertEquals("1 %", Shares.percent(.01));
        assertEquals("0.067 %", Shares.percent(.00067));
        assertEquals("0.00001 %", Shares.percent(1e-7));
        assertEquals("100 %", Shares.percent(1));
    }

    @Test
    void sharesOfPeopleAreCounted() {
        assertEquals("none", Shares.of(0));
        assertEquals("none", Shares.of(-.1));
        assertEquals("1 in 250", Shares.of(.004));
        assertEquals("33 in 100", Shares.of(.333));
    }

    @Test
    void differencesArePoints() {
        assertEquals("1 point", Shares.points(-.01));
        assertEquals("4.8 points", Shares.points(.0478));
        assertEquals("20 points", Shares.points(.196));
    }
}
