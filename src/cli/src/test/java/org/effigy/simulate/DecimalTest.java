package org.effigy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DecimalTest {
    private static final Decimal CENTS = new Decimal(0.5, 50_000, 2);

    @Test
    void valuesAreClampedAndRounded() {
        assertEquals(0.5, CENTS.round(0.1));
        assertEquals(50_000, CENTS.round(1e9));
        assertEquals(12.35, CENTS.round(12.346));
    }

    @Test
    void everyGridPointIsWrittenAsItIs() {
        for (int cents = 50; cents <= 5_000_000; cents += 37) {
            String expected = cents / 100 + "." + cents / 10 % 10 + cents % 10;
            assertEquals(expected, CENTS.text(CENTS.round(cents / 100.0)));
        }
        assertEquals("0.05", new Decimal(0, 1, 2).text(0.05));
        assertEquals("17", new Decimal(15, 2000, 0).text(17));
        assertEquals("", CENTS.text(OptionalDouble.empty()));
    }

    @Test
    void theLocaleDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals("1234.50", CENTS.text(1234.5));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void boundsThatAreNoneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Decimal(Double.NaN, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new Decimal(1, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new Decimal(-1, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new Decimal(0, 1, 7));
    }
}
