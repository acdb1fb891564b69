package org.effigy.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.effigy.table.Field;

/** Numbers of a column as people write them. */
final class Ticks {
    private Ticks() {}

    /** Days and seconds since 1970 as dates, other numbers with four digits. */
    static String label(Field field, double value) {
        return switch (field.type()) {
            case DATE -> LocalDate.ofEpochDay((long) Math.floor(value)).toString();
            case DATETIME ->
                LocalDateTime.ofEpochSecond((long) Math.floor(value), 0, ZoneOffset.UTC)
                        .toString();
            default ->
                new BigDecimal(value)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString();
        };
    }
}
