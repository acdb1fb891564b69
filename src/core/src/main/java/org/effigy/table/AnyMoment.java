package org.effigy.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments whose day is written by one pattern, with or without a time of day and an offset from UTC, which is read over. */
final class AnyMoment {
    /** The ways of writing a day. */
    static final List<String> DAYS = List.of(
            "%Y-%m-%d",
            "%Y/%m/%d",
            "%Y.%m.%d",
            "%Y%m%d",
            "%d.%m.%Y",
            "%d/%m/%Y",
            "%m/%d/%Y",
            "%d-%m-%Y",
            "%m-%d-%Y",
            "%d.%m.%y",
            "%d/%m/%y",
            "%m/%d/%y",
            "%d %b %Y",
            "%d-%b-%Y",
            "%d-%b-%y",
            "%b %d, %Y",
            "%d %B %Y",
            "%B %d, %Y");

    private static final Pattern TIME = Pattern.compile("(.*?)(?:[T"
            + " ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?\\s*([AaPp][Mm])?)?\\s*(?:Z|UTC|[+-]\\d{2}:?\\d{2})?");
    private static final Pattern DIGITS = Pattern.compile("\\d{10}(\\d{3}){0,3}(\\.0+)?");
    private static final Pattern SERIAL = Pattern.compile("[1-9]\\d{4}(\\.0+)?");

    /** The day before the first of a spreadsheet's days, as all after February 1900 are counted. */
    private static final LocalDate SERIAL_START = LocalDate.of(1899, 12, 30);

    private final DatePattern day;

    AnyMoment(String pattern) {
        this.day = DatePattern.of(FieldType.DATE, pattern);
    }

    /** The moment of a text; midnight where there is no time. */
    Optional<LocalDateTime> value(String text) {
        try {
            return Optional.of(day.parse(text));
        } catch (DateTimeException e) {
            // It may have a time of day.
        }
        Matcher found = TIME.matcher(text);
        if (!found.matches() || found.group(1).length() == text.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(day.parse(found.group(1)).toLocalDate().atTime(time(found)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalTime time(Matcher found) {
        if (found.group(2) == null) {
            return LocalTime.MIDNIGHT;
        }
        int hour = Integer.parseInt(found.group(2));
        if (found.group(5) != null) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException("no hour of a half day");
            }
            hour = hour % 12 + (found.group(5).toLowerCase(Locale.ROOT).equals("pm") ? 12 : 0);
        }
        return LocalTime.of(
                hour, Integer.parseInt(found.group(3)), found.group(4) == null ? 0 : Integer.parseInt(found.group(4)));
    }

    /** Seconds, or thousandths, millionths or billionths of them, since 1970. */
    static Optional<LocalDateTime> sinceEpoch(String text) {
        if (!DIGITS.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(LocalDateTime.ofEpochSecond(Long.parseLong(text.substring(0, 10)), 0, ZoneOffset.UTC));
    }

    /** A spreadsheet's number of a day. */
    static Optional<LocalDateTime> serialDay(String text) {
        return SERIAL.matcher(text).matches()
                ? Optional.of(SERIAL_START
                        .plusDays(Long.parseLong(text.substring(0, 5)))
                        .atStartOfDay())
                : Optional.empty();
    }
}
