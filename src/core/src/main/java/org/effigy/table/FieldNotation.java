package org.effigy.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/** From a cell's plain text ({@link TypedRows}) to that in its field's notation, and back. */
final class FieldNotation {
    /** That of a column that no field describes. */
    static final FieldNotation PLAIN = new FieldNotation(Optional.empty());

    private final Optional<Field> field;
    private final Optional<CellFormat> format;

    FieldNotation(Field field) {
        this(Optional.of(field));
    }

    private FieldNotation(Optional<Field> field) {
        this.field = field;
        this.format = field.flatMap(Field::format);
    }

    /** The field's text of a plain one; a text that is not of the field's type stays as it is, and is told as that. */
    String written(String plain) {
        if (format.isEmpty()) {
            return plain;
        }
        CellFormat to = format.get();
        if (to instanceof DecimalFormat decimal) {
            return decimal.mark() == '.' ? plain : plain.replace('.', decimal.mark());
        }
        if (to instanceof BooleanFormat && (plain.equals("true") || plain.equals("false"))) {
            return to.text(plain.equals("true") ? 1 : 0);
        }
        if (to instanceof DateFormat dates) {
            return moment(plain, dates);
        }
        return plain;
    }

    /** A day under a field of moments is its first one, a moment at midnight under a field of days the day. */
    private String moment(String plain, DateFormat dates) {
        boolean day = plain.length() == 10 && plain.charAt(4) == '-';
        boolean time = plain.length() >= 16 && plain.charAt(10) == 'T';
        if (!day && !time || dates.parse(plain) != CellFormat.NOT_OF_TYPE) {
            return plain;
        }
        try {
            LocalDateTime moment = day
                    ? LocalDate.parse(plain).atStartOfDay()
                    : LocalDateTime.parse(plain.endsWith("Z") ? plain.substring(0, plain.length() - 1) : plain);
            boolean loses = field.orElseThrow().type() == FieldType.DATE
                    && !moment.equals(moment.toLocalDate().atStartOfDay());
            return loses ? plain : dates.text(dates.step(moment));
        } catch (DateTimeException e) {
            return plain;
        }
    }

    /** Whether a text of the field is a missing cell. */
    boolean isMissing(String text) {
        return field.isPresent() && field.get().missing().contains(text);
    }

    /** What a text must be to have a plain one. */
    String rule() {
        return format.orElseThrow().rule();
    }

    /**
     * The plain text of a cell.
     *
     * @return null if it is missing
     * @throws IllegalArgumentException if it is not of the field's type
     */
    String plain(String text) {
        if (text == null || isMissing(text)) {
            return null;
        }
        if (format.isEmpty()) {
            return text;
        }
        String bare = CellReader.bare(text);
        if (bare.length() < text.length() && isMissing(bare)) {
            return null;
        }
        CellFormat from = format.get();
        long step = from.parse(bare);
        if (step == CellFormat.NOT_OF_TYPE) {
            throw new IllegalArgumentException("'" + Excerpt.of(text, 60) + "' is not " + from.rule());
        }
        if (from instanceof DecimalFormat decimal) {
            return Double.toString(decimal.number(bare));
        }
        if (from instanceof BooleanFormat) {
            return step == 1 ? "true" : "false";
        }
        if (from instanceof DateFormat dates) {
            return !dates.isOfDays()
                    ? text
                    : field.orElseThrow().type() == FieldType.DATE
                            ? dates.date(step).toString()
                            : dates.time(step).toString();
        }
        return Long.toString(step);
    }
}
