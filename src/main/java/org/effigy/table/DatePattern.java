package org.effigy.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** How dates and times are written: ISO 8601, or a pattern in the letters of C's strptime, with English names. */
final class DatePattern {
    private static final String LETTERS = "%Y %y %m %b %B %d %j %H %I %p %M %S %%";

    private final boolean iso;
    private final FieldType type;
    private final DateTimeFormatter reader;
    private final DateTimeFormatter writer;
    private final int resolution;

    private DatePattern(FieldType type, boolean iso, DateTimeFormatter reader, DateTimeFormatter writer, int seconds) {
        this.type = type;
        this.iso = iso;
        this.reader = reader;
        this.writer = writer;
        this.resolution = seconds;
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
        boolean day = letters.contains("%j") || letters.contains("%d") && letters.matches(".*%[mbB].*");
        if (!letters.matches(".*%[Yy].*") || !day) {
            throw new IllegalArgumentException(
                    "format '" + pattern + "' doesn't fix a day: it needs %Y, a month and %d, for example %Y-%m-%d");
        }
        boolean hour = letters.contains("%H") || letters.contains("%I") && letters.contains("%p");
        if (type == FieldType.DATE && letters.matches(".*%[HIpMS].*")) {
            throw new IllegalArgumentException("format '" + pattern + "' has a time of day: declare type datetime");
        }
        if (type == FieldType.DATETIME && !hour) {
            throw new IllegalArgumentException(
                    "format '" + pattern + "' has no hour: add %H, or %I with %p, or declare type date");
        }
        int seconds = letters.contains("%S") ? 1 : letters.contains("%M") ? 60 : 3600;
        return new DatePattern(type, iso, formatter(letters, true), formatter(letters, false), seconds);
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
        return type == FieldType.DATE
                ? LocalDate.parse(text, reader).atStartOfDay()
                : LocalDateTime.parse(text, reader);
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
        if (type == FieldType.DATE) {
            if (length != 10) {
                throw new DateTimeException("not an ISO date");
            }
            return date.atStartOfDay();
        }
        int end = text.endsWith("Z") ? length - 1 : length;
        if (end < 19 || text.charAt(10) != 'T' || text.charAt(13) != ':' || text.charAt(16) != ':') {
            throw new DateTimeException("not an ISO time");
        }
        if (end > 19) {
            if (text.charAt(19) != '.' || end == 20) {
                throw new DateTimeException("not an ISO time");
            }
            digits(text, 20, end);
        }
        return date.atTime(digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19));
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
