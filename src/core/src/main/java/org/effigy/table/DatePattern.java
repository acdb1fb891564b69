package org.effigy.table;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

/**
 * How dates and times are written: ISO 8601, or a pattern in the letters of C's strptime, with English names. Times are
 * local ones: an offset ({@code %z}) is read over and not written, and fractions of a second ({@code %f}) are cut off.
 * A pattern of months, without a day, stands for their first days; one of times of day for those of {@link #DAY}.
 */
final class DatePattern {
    private static final String LETTERS = "%Y %y %m %b %B %d %j %a %A %H %I %p %M %S %f %z %%";

    /** The day of times without one. */
    private static final LocalDate DAY = LocalDate.EPOCH;

    private final boolean iso;
    private final FieldType type;
    private final DateTimeFormatter reader;
    private final DateTimeFormatter writer;
    private final int resolution;
    private final boolean monthly;
    private final boolean ofDays;

    private DatePattern(
            FieldType type,
            boolean iso,
            DateTimeFormatter reader,
            DateTimeFormatter writer,
            int seconds,
            boolean monthly,
            boolean ofDays) {
        this.type = type;
        this.iso = iso;
        this.reader = reader;
        this.writer = writer;
        this.resolution = seconds;
        this.monthly = monthly;
        this.ofDays = ofDays;
    }

    /**
     * The pattern of a date or datetime field; see {@link DateFormat#of}.
     *
     * @throws IllegalArgumentException if it is not understood or leaves the day or hour open
     */
    static DatePattern of(FieldType type, String pattern) {
        boolean iso = pattern.equals("default");
        String letters = !iso ? pattern : type == FieldType.DATE ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%S";
        if (letters.equals("any")) {
            throw new IllegalArgumentException("format 'any' leaves open which is the day and which the month:"
                    + " give a pattern, for example %d/%m/%Y");
        }
        boolean month = letters.matches(".*%[Yy].*") && letters.matches(".*%[mbB].*");
        boolean day = letters.matches(".*%[Yy].*") && letters.contains("%j") || month && letters.contains("%d");
        boolean hour = letters.contains("%H") || letters.contains("%I") && letters.contains("%p");
        boolean monthly = type == FieldType.DATE && month && !day;
        boolean clock = type == FieldType.DATETIME && hour && !letters.matches(".*%[YymbBdjaA].*");
        if (!day && !monthly && !clock) {
            throw new IllegalArgumentException(
                    "format '" + pattern + "' doesn't fix a day: it needs %Y, a month and %d, for example %Y-%m-%d");
        }
        if (type == FieldType.DATE && letters.matches(".*%[HIpMSfz].*")) {
            throw new IllegalArgumentException("format '" + pattern + "' has a time of day: declare type datetime");
        }
        if (type == FieldType.DATETIME && !hour) {
            throw new IllegalArgumentException(
                    "format '" + pattern + "' has no hour: add %H, or %I with %p, or declare type date");
        }
        int seconds = letters.contains("%S") ? 1 : letters.contains("%M") ? 60 : 3600;
        return new DatePattern(
                type, iso, formatter(letters, true), formatter(letters, false), seconds, monthly, !clock);
    }

    /** Whether a text names a month and no day. */
    boolean isMonthly() {
        return monthly;
    }

    /** Whether a text names a day or month; else it names a time of day alone. */
    boolean isOfDays() {
        return ofDays;
    }

    /** Whether a text follows the pattern by its looks; quick, and never an exception. */
    boolean looksLike(String text) {
        if (iso) {
            return text.length() >= 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
        }
        ParsePosition at = new ParsePosition(0);
        return reader.parseUnresolved(text, at) != null && at.getIndex() == text.length();
    }

    /** The shortest span that is written, in seconds. */
    int resolution() {
        return resolution;
    }

    /**
     * The moment of a text; midnight for a date.
     *
     * @throws DateTimeException if the text doesn't follow the pattern
     */
    LocalDateTime parse(String text) {
        if (iso) {
            return iso(text);
        }
        TemporalAccessor read = reader.parse(text);
        return type == FieldType.DATE
                ? LocalDate.from(read).atStartOfDay()
                : LocalDateTime.of(LocalDate.from(read), LocalTime.from(read));
    }

    /** The text of a moment. */
    String text(LocalDateTime time) {
        if (!iso) {
            return writer.format(time);
        }
        StringBuilder text = new StringBuilder(19);
        padded(text, time.getYear(), 4).append('-');
        padded(text, time.getMonthValue(), 2).append('-');
        padded(text, time.getDayOfMonth(), 2);
        if (type == FieldType.DATETIME) {
            padded(text.append('T'), time.getHour(), 2).append(':');
            padded(text, time.getMinute(), 2).append(':');
            padded(text, time.getSecond(), 2);
        }
        return text.toString();
    }

    private static StringBuilder padded(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        return text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }

    /** By hand, because the JDK's formatter takes ten times as long and dates are read by the million. */
    private LocalDateTime iso(String text) {
        int length = text.length();
        if (length < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            throw new DateTimeException("not an ISO date");
        }
        LocalDate date = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
        if (length == 10 && type == FieldType.DATE) {
            return date.atStartOfDay();
        }
        LocalDateTime time = date.atTime(isoTime(text));
        if (type == FieldType.DATE && !time.equals(date.atStartOfDay())) {
            throw new DateTimeException("not a day alone");
        }
        return time;
    }

    /** After the day: T or a blank, hours and minutes; seconds, a fraction of them and an offset if they are there. */
    private static LocalTime isoTime(String text) {
        int end = offset(text);
        if (end < 16
                || text.charAt(10) != 'T' && text.charAt(10) != ' '
                || text.charAt(13) != ':'
                || end > 16 && (end < 19 || text.charAt(16) != ':')) {
            throw new DateTimeException("not an ISO time");
        }
        if (end > 19) {
            if (text.charAt(19) != '.' || end == 20) {
                throw new DateTimeException("not an ISO time");
            }
            digits(text, 20, end);
        }
        return LocalTime.of(digits(text, 11, 13), digits(text, 14, 16), end > 16 ? digits(text, 17, 19) : 0);
    }

    /** Where an offset from UTC begins: Z, +02:00, +0200 or +02; the text's end if there is none. */
    private static int offset(String text) {
        int length = text.length();
        if (text.endsWith("Z")) {
            return length - 1;
        }
        int sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        if (sign < 16) {
            return length;
        }
        String rest = text.substring(sign + 1).replace(":", "");
        if (rest.length() != 2 && rest.length() != 4) {
            throw new DateTimeException("not an offset from UTC");
        }
        digits(rest, 0, rest.length());
        return sign;
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not a digit");
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The ways of writing an offset from UTC, each of which may be there. */
    private static final List<DateTimeFormatter> OFFSETS =
            List.of(ofOffset("+HH:MM"), ofOffset("+HHMM"), ofOffset("+HH"));

    private static DateTimeFormatter ofOffset(String pattern) {
        return new DateTimeFormatterBuilder().appendOffset(pattern, "Z").toFormatter(Locale.ENGLISH);
    }

    private static DateTimeFormatter formatter(String letters, boolean lenient) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        for (int i = 0; i < letters.length(); i++) {
            char c = letters.charAt(i);
            if (c != '%') {
                builder.appendLiteral(c);
                continue;
            }
            i++;
            char letter = i < letters.length() ? letters.charAt(i) : ' ';
            // Like strptime, read "1/5/2024" for %m/%d/%Y; but not where the next field follows without a break.
            boolean open = lenient && (i + 1 >= letters.length() || letters.charAt(i + 1) != '%');
            switch (letter) {
                case 'Y' -> builder.appendValue(ChronoField.YEAR, 4);
                case 'y' -> builder.appendValueReduced(ChronoField.YEAR, 2, 2, 1969);
                case 'm' -> twoDigits(builder, ChronoField.MONTH_OF_YEAR, open);
                case 'd' -> twoDigits(builder, ChronoField.DAY_OF_MONTH, open);
                case 'H' -> twoDigits(builder, ChronoField.HOUR_OF_DAY, open);
                case 'I' -> twoDigits(builder, ChronoField.CLOCK_HOUR_OF_AMPM, open);
                case 'M' -> twoDigits(builder, ChronoField.MINUTE_OF_HOUR, open);
                case 'S' -> twoDigits(builder, ChronoField.SECOND_OF_MINUTE, open);
                case 'j' -> builder.appendValue(ChronoField.DAY_OF_YEAR, 3);
                case 'b' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
                case 'B' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
                case 'p' -> builder.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
                case 'a' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
                case 'A' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
                case 'f' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, lenient ? 1 : 6, lenient ? 9 : 6, false);
                case 'z' -> {
                    if (lenient) {
                        OFFSETS.forEach(offset -> builder.appendOptional(offset));
                    }
                }
                case '%' -> builder.appendLiteral('%');
                default ->
                    throw new IllegalArgumentException(
                            "format '" + letters + "' has %" + letter + "; known are " + LETTERS);
            }
        }
        if (letters.contains("%H") || letters.contains("%I")) {
            if (!letters.contains("%M")) {
                builder.parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0);
            }
            if (!letters.contains("%S")) {
                builder.parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0);
            }
        }
        if (!letters.contains("%d") && letters.matches(".*%[mbB].*")) {
            builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
        }
        if (!letters.matches(".*%[Yy].*")) {
            builder.parseDefaulting(ChronoField.EPOCH_DAY, DAY.toEpochDay());
        }
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    private static void twoDigits(DateTimeFormatterBuilder builder, ChronoField field, boolean open) {
        if (open) {
            builder.appendValue(field, 1, 2, SignStyle.NOT_NEGATIVE);
        } else {
            builder.appendValue(field, 2);
        }
    }
}
