package org.effigy.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What the cells of one column look like, for {@link SchemaSuggestion}. */
final class ColumnSurvey {
    /** A string column with more values than this gets no enum. */
    static final int CATEGORIES = 100;

    /** A column with fewer rows than this is not taken for an identifier, however different its values. */
    private static final int FEWEST_IDENTIFIERS = 20;

    /** Texts that are commonly written for a missing cell; those that a column holds are declared for it. */
    private static final List<String> MARKERS =
            List.of("", "?", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null");

    private static final IntegerFormat INTEGER = new IntegerFormat();
    private static final DecimalFormat NUMBER = new DecimalFormat(0, NumberMarks.PLAIN);
    private static final DateFormat DATE = DateFormat.of(FieldType.DATE, "default");
    private static final DateFormat TIME = DateFormat.of(FieldType.DATETIME, "default");

    private final String name;
    private final Set<String> markers = new TreeSet<>();
    private final Set<String> values = new TreeSet<>();
    private final Set<String> seen = new HashSet<>();
    private boolean distinct = true;
    private boolean integers = true;
    private boolean numbers = true;
    private boolean booleans = true;
    private boolean dates = true;
    private boolean times = true;
    private long rows;
    private long lowest = Long.MAX_VALUE;
    private long highest = Long.MIN_VALUE;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private int decimals;

    ColumnSurvey(String name) {
        this.name = name;
    }

    /** Looks at a cell. */
    void see(String cell) {
        if (MARKERS.contains(cell)) {
            markers.add(cell);
            return;
        }
        rows++;
        if (values.size() <= CATEGORIES) {
            values.add(cell);
        }
        if (distinct && !seen.add(cell)) {
            // One value twice settles it; the set would otherwise hold the whole column.
            distinct = false;
            seen.clear();
        }
        booleans &= cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
        if (integers || numbers) {
            seeNumber(cell);
        }
        if (dates) {
            dates = see(DATE, cell);
        }
        if (times) {
            times = see(TIME, cell);
        }
    }

    private void seeNumber(String cell) {
        int first = cell.startsWith("-") || cell.startsWith("+") ? 1 : 0;
        if (cell.length() > first + 1 && cell.charAt(first) == '0' && Character.isDigit(cell.charAt(first + 1))) {
            // 007 is a code: as a number it would lose its zeros.
            integers = false;
            numbers = false;
            return;
        }
        long whole = INTEGER.parse(cell);
        integers &= whole != CellFormat.NOT_OF_TYPE && Math.abs(whole) <= IntegerFormat.LARGEST;
        if (integers) {
            seeStep(whole);
        }
        double number = NUMBER.number(cell);
        numbers &= !Double.isNaN(number);
        if (numbers) {
            least = Math.min(least, number);
            most = Math.max(most, number);
            int point = cell.indexOf('.');
            decimals = Math.max(decimals, point < 0 ? 0 : cell.length() - point - 1);
        }
    }

    private boolean see(DateFormat format, String cell) {
        long step = format.parse(cell);
        seeStep(step);
        return step != CellFormat.NOT_OF_TYPE;
    }

    private void seeStep(long step) {
        if (step != CellFormat.NOT_OF_TYPE) {
            lowest = Math.min(lowest, step);
            highest = Math.max(highest, step);
        }
    }

    /** What the column seems to be. */
    FieldBuilder field() {
        FieldType type = type();
        FieldBuilder field = Field.builder(name, type).required(markers.isEmpty());
        if (!markers.isEmpty()) {
            field.missingValues(new ArrayList<>(markers));
        }
        boolean identifier = distinct
                && rows >= FEWEST_IDENTIFIERS
                && markers.isEmpty()
                && (type == FieldType.STRING || type == FieldType.INTEGER);
        if (identifier) {
            return field.role(Role.IDENTIFIER)
                    .description(
                            "Every row has another value: taken for an identifier. Take the role out if it is not.");
        }
        return switch (type) {
            case STRING -> strings(field);
            case BOOLEAN -> field.booleans(words("true"), words("false"));
            case INTEGER -> field.minimum(INTEGER.text(lowest)).maximum(INTEGER.text(highest));
            case NUMBER -> numbers(field);
            case DATE -> field.minimum(DATE.text(lowest)).maximum(DATE.text(highest));
            case DATETIME -> field.minimum(TIME.text(lowest)).maximum(TIME.text(highest));
        };
    }

    private FieldType type() {
        if (rows == 0) {
            return FieldType.STRING;
        }
        if (booleans) {
            return FieldType.BOOLEAN;
        }
        if (integers) {
            return FieldType.INTEGER;
        }
        if (numbers && !beyondGrid()) {
            return FieldType.NUMBER;
        }
        return dates ? FieldType.DATE : times ? FieldType.DATETIME : FieldType.STRING;
    }

    private boolean beyondGrid() {
        int kept = Math.min(decimals, 15);
        return Math.max(Math.abs(least), Math.abs(most)) * Math.pow(10, kept) > DecimalFormat.LARGEST / 2.0;
    }

    private FieldBuilder numbers(FieldBuilder field) {
        int kept = Math.min(decimals, 15);
        DecimalFormat format = new DecimalFormat(kept, NumberMarks.PLAIN);
        long low = format.step(least);
        long high = format.step(most);
        return field.precision(kept).minimum(format.text(low)).maximum(format.text(high));
    }

    private FieldBuilder strings(FieldBuilder field) {
        if (rows == 0) {
            return field.description(
                    "Every cell is missing: declare an enum from public knowledge, or drop the field.");
        }
        if (values.size() > CATEGORIES) {
            return field.description("More than " + CATEGORIES
                    + " different values: declare an enum or effigy:groups, hash it with effigy:buckets, have"
                    + " its common values found with effigy:discover, mark it as identifier, or drop the field.");
        }
        return field.categories(new ArrayList<>(values));
    }

    private List<String> words(String word) {
        List<String> found = values.stream()
                .filter(value -> value.toLowerCase(Locale.ROOT).equals(word))
                .toList();
        return found.isEmpty() ? List.of(word) : found;
    }
}
