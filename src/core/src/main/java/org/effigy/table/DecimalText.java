package org.effigy.table;

import java.math.BigDecimal;

/** A number as a person writes it: without an exponent or idle zeros. */
final class DecimalText {
    private DecimalText() {}

    static String of(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
