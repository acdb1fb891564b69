package org.effigy.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Dates and times. A step is a day (a month where no day is written), or the shortest span that the pattern writes (a second, minute or hour), counted
 * from 1970-01-01 in local time; fractions of it are cut off.
 */
final class DateFormat implements CellFormat {
    private static final int DAY = 24 * 60 * 60;

    private final FieldType type;
    private final DatePattern pattern;
    private final int stepSeconds;

    private DateFormat(FieldType type, DatePattern pattern) {
        this.type = type;
        this.pattern = pattern;
        this.stepSeconds = type == FieldType.DATE ? DAY : pattern.resolution();
    }

    /**
     * The format of a date or datetime field.
     *
     * @param pattern {@code default} for ISO 8601, or a strptime pattern such as {@code %d.%m.%Y}
     * @throws IllegalArgumentException if the pattern is not understood or doesn't fix a day (or, for a datetime, the
     *     hour)
     */
    static DateFormat of(FieldType type, String pattern) {
        return new DateFormat(type, DatePattern.of(type, pattern));
    }

    @Override
    public long parse(String text) {
        try {
            return step(pattern.parse(text));
        } catch (DateTimeException e) {
            return NOT_OF_TYPE;
        }
    }

    @Override
    public long step(double value) {
        if (isMonthly()) {
            return Math.abs(value) < 1e9
                    ? step(LocalDate.ofEpochDay((long) Math.floor(value)).atStartOfDay())
                    : NOT_OF_TYPE;
        }
        return Double.isFinite(value) && Math.abs(value) < 1e15
                ? Math.floorDiv((long) Math.floor(value), type == FieldType.DATE ? 1 : stepSeconds)
                : NOT_OF_TYPE;
    }

    @Override
    public double value(long step) {
        if (isMonthly()) {
            return date(step).toEpochDay();
        }
        return (double) step * (type == FieldType.DATE ? 1 : stepSeconds);
    }

    /** Whether a step is a month: their lengths differ. */
    boolean isMonthly() {
        return pattern.isMonthly();
    }

    /** Whether a text names a day or month; else it names a time of day alone. */
    boolean isOfDays() {
        return pattern.isOfDays();
    }

    /** Whether a text follows the pattern by its looks. */
    boolean looksLike(String text) {
        return pattern.looksLike(text);
    }

    /** How long a step is, in seconds; not for months. */
    int stepSeconds() {
        return stepSeconds;
    }

    /** The step that holds a moment. */
    long step(LocalDateTime time) {
        return isMonthly()
                ? 12L * (time.getYear() - 1970) + time.getMonthValue() - 1
                : Math.floorDiv(time.toEpochSecond(ZoneOffset.UTC), stepSeconds);
    }

    /** The moment at which a step begins. */
    LocalDateTime time(long step) {
        if (isMonthly()) {
            return LocalDate.EPOCH.plusMonths(step).atStartOfDay();
        }
        return LocalDateTime.ofEpochSecond(step * stepSeconds, 0, ZoneOffset.UTC);
    }

    /** The day of a step. */
    LocalDate date(long step) {
        return time(step).toLocalDate();
    }

    @Override
    public String text(long step) {
        return pattern.text(time(step));
    }

    @Override
    public String rule() {
        return "a " + type.word() + " written as " + text(step(LocalDateTime.of(2024, 12, 31, 23, 58, 59)));
    }
}
