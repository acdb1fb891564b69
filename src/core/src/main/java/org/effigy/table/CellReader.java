package org.effigy.table;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Reads the cells of one field, one after the other, and applies the policy for invalid ones. The last cell's value
 * stays here, unboxed, until the next is read.
 */
final class CellReader {
    /** What a cell turned out to be. */
    enum Status {
        /** A value of the domain, or of the type where there is no domain. */
        VALUE,
        /** A missing cell where that is allowed. */
        MISSING,
        /** A missing cell in a required field. */
        REQUIRED,
        /** A text that is not of the type. */
        NOT_OF_TYPE,
        /** Of the type, but not of the domain. */
        OUTSIDE
    }

    private final Field field;
    private final FieldType type;
    private final InvalidValues policy;
    private final MissingValues missing;
    private final boolean required;
    private final Optional<CellFormat> format;
    private final Optional<CategoryCodec> categories;
    private final Optional<IntervalCodec> intervals;

    private String text = "";
    private long step;
    private double number;
    private int code;
    private long changed;

    CellReader(Field field, InvalidValues policy) {
        this.field = field;
        this.type = field.type();
        this.policy = policy;
        this.missing = field.missing();
        this.required = field.isRequired();
        this.format = field.format();
        this.categories = field.codec().filter(CategoryCodec.class::isInstance).map(CategoryCodec.class::cast);
        this.intervals = field.codec().filter(IntervalCodec.class::isInstance).map(IntervalCodec.class::cast);
    }

    Field field() {
        return field;
    }

    /** The text of the last cell; for categories, the category. */
    String text() {
        return text;
    }

    /** The step of the last cell, of a field that isn't a string. */
    long step() {
        return step;
    }

    /** The number of the last cell of a number field. */
    double number() {
        return number;
    }

    /** The code of the last cell, of a field with a codec. */
    int code() {
        return code;
    }

    /** How many cells the policy changed. */
    long changed() {
        return changed;
    }

    /** Reads a cell's text. */
    Status read(String cell) {
        text = cell;
        if (missing.contains(cell)) {
            return settle(noValue());
        }
        if (type == FieldType.STRING) {
            return settle(category());
        }
        String bare = bare(cell);
        if (bare.length() < cell.length() && missing.contains(bare)) {
            return settle(noValue());
        }
        if (format.get() instanceof DecimalFormat decimal) {
            return readNumber(decimal.number(bare));
        }
        return readStep(format.get().parse(bare));
    }

    /** A cell without blanks around it, which mean nothing but in texts. */
    static String bare(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && isBlank(cell.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(cell.charAt(to - 1))) {
            to--;
        }
        return from == 0 && to == cell.length() ? cell : cell.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u202f' || c == '\ufeff';
    }

    /** Reads a missing cell. */
    Status readMissing() {
        text = "";
        return settle(noValue());
    }

    /** Reads a number; one that is not finite is not of the type. */
    Status readNumber(double value) {
        number = value;
        if (!Double.isFinite(value)) {
            return settle(Status.NOT_OF_TYPE);
        }
        // A double can't tell -0.0 from 0 in a table that people read.
        number = value + 0.0;
        return readStep(((DecimalFormat) format.get()).step(value));
    }

    /** Reads a step. */
    Status readStep(long value) {
        step = value;
        if (value == CellFormat.NOT_OF_TYPE) {
            return settle(Status.NOT_OF_TYPE);
        }
        if (intervals.isEmpty()) {
            return Status.VALUE;
        }
        code = intervals.get().code(value);
        return code < 0 ? settle(Status.OUTSIDE) : Status.VALUE;
    }

    /** Reads a date. */
    Status readDate(LocalDate date) {
        return readStep(((DateFormat) format.get()).step(date.atStartOfDay()));
    }

    /** Reads a moment. */
    Status readTime(LocalDateTime time) {
        return readStep(((DateFormat) format.get()).step(time));
    }

    /** Sets the text that a message quotes, of a cell that was not read from text. */
    void quote(String cell) {
        text = cell;
    }

    private Status noValue() {
        if (required) {
            return Status.REQUIRED;
        }
        field.codec().ifPresent(codec -> code = codec.size() - 1);
        return Status.MISSING;
    }

    private Status category() {
        if (categories.isEmpty()) {
            return Status.VALUE;
        }
        code = categories.get().code(text);
        if (code < 0) {
            return Status.OUTSIDE;
        }
        text = categories.get().categories().get(code);
        return Status.VALUE;
    }

    private Status settle(Status found) {
        if (found == Status.VALUE || found == Status.MISSING || found == Status.REQUIRED) {
            return found;
        }
        // A domain that was found leaves out what few rows hold, and never because they are wrong.
        boolean mended = field.discovered().isPresent() && found == Status.OUTSIDE;
        if ((policy == InvalidValues.CLAMP || mended)
                && found == Status.OUTSIDE
                && intervals.isPresent()
                && intervals.get().hasNearest()) {
            IntervalCodec range = intervals.get();
            step = range.nearest(step);
            code = range.code(step);
            if (format.get() instanceof DecimalFormat decimal) {
                number = decimal.number(step);
            }
            changed++;
            return Status.VALUE;
        }
        if (policy == InvalidValues.MISSING && !required && !mended) {
            changed++;
            return noValue();
        }
        if ((policy == InvalidValues.OTHER || mended)
                && categories.isPresent()
                && field.other().isPresent()) {
            text = field.other().get();
            code = categories.get().categories().indexOf(text);
            changed++;
            return Status.VALUE;
        }
        return found;
    }

    /** What is wrong with the last cell, the rule, and what to do. */
    String problem(Status status) {
        String quoted = "'" + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + "'";
        return switch (status) {
            case REQUIRED ->
                "the cell is missing, and the field is required: fill it in, or declare the field without"
                        + " required";
            case NOT_OF_TYPE ->
                quoted + " is not " + format.get().rule() + ": correct the cell, "
                        + (text.isEmpty() ? "list \"\" in missingValues, " : "")
                        + "or say in the schema how the column is written";
            case OUTSIDE ->
                quoted + " is not "
                        + (categories.isPresent()
                                ? categories.get().rule()
                                        + ": correct the cell, declare the value, or let invalid values become other or"
                                        + " missing"
                                : intervals.get().rule()
                                        + ": correct the cell, declare the value, or let invalid values be clamped or"
                                        + " become missing");
            case VALUE, MISSING -> throw new IllegalStateException("there is no problem with " + quoted);
        };
    }
}
