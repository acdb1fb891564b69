package org.effigy.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.effigy.condition.Condition;

/**
 * What the texts of a row mean under a schema, and how numbers are written as such texts. Rows are lists of texts, one for
 * each field of the schema. Not for use by several threads at once.
 */
public final class RowTexts {
    private static final double DAY = 24 * 60 * 60;

    private final Schema schema;
    private final RuleBook rules;
    private final List<CellReader> cells = new ArrayList<>();
    private final CellReader.Status[] statuses;

    private final RowCondition.Cells values = new RowCondition.Cells() {
        @Override
        public boolean isMissing(int field) {
            return statuses[field] != CellReader.Status.VALUE;
        }

        @Override
        public long step(int field) {
            CellReader cell = cells.get(field);
            return cell.field().type() == FieldType.STRING ? cell.code() : cell.step();
        }
    };

    private RowTexts(Schema schema) {
        this.schema = schema;
        this.rules = RuleBook.of(schema);
        schema.fields().forEach(field -> cells.add(new CellReader(field, InvalidValues.REFUSE)));
        this.statuses = new CellReader.Status[cells.size()];
    }

    /**
     * The texts of this schema's rows.
     *
     * @throws IllegalArgumentException if a rule of the schema names what there isn't, or can't be kept
     */
    public static RowTexts of(Schema schema) {
        return new RowTexts(schema);
    }

    /** Whether a text stands for a missing cell of this field. */
    public boolean isMissing(int field, String text) {
        CellReader.Status status = cells.get(field).read(text);
        return status == CellReader.Status.MISSING || status == CellReader.Status.REQUIRED;
    }

    /** The text of a missing cell of this field. */
    public String missing(int field) {
        return schema.fields().get(field).missing().written();
    }

    /**
     * The number that a text stands for: of dates and times, days since 1970-01-01, of a time with its part of the day.
     *
     * @throws IllegalArgumentException if the text is missing or of no ordered type
     */
    public double number(int field, String text) {
        Field declared = schema.fields().get(field);
        CellFormat format = format(declared);
        CellReader cell = cells.get(field);
        CellReader.Status status = cell.read(text);
        if (status == CellReader.Status.MISSING
                || status == CellReader.Status.REQUIRED
                || status == CellReader.Status.NOT_OF_TYPE) {
            throw new IllegalArgumentException(
                    "'" + Excerpt.of(text, 60) + "' of '" + declared.name() + "' is not " + format.rule());
        }
        if (declared.type() == FieldType.NUMBER) {
            return cell.number();
        }
        return format.value(cell.step()) / (declared.type() == FieldType.DATETIME ? DAY : 1);
    }

    /**
     * The text of a number, rounded to what the field can hold, its multiples too: as {@link #number} gives it.
     *
     * @throws IllegalArgumentException if the field has no ordered type, or holds no such number
     */
    public String text(int field, double number) {
        Field declared = schema.fields().get(field);
        CellFormat format = format(declared);
        double exact = declared.type() == FieldType.NUMBER
                ? number
                : declared.type() == FieldType.DATETIME ? Math.rint(number * DAY) : Math.rint(number);
        long step = Double.isFinite(exact) ? format.step(exact) : CellFormat.NOT_OF_TYPE;
        if (step == CellFormat.NOT_OF_TYPE) {
            throw new IllegalArgumentException("'" + declared.name() + "' can't hold " + number);
        }
        long stride = declared.multipleOf().isPresent() && declared.requireCodec() instanceof IntervalCodec range
                ? range.stride()
                : 1;
        return format.text(Math.round((double) step / stride) * stride);
    }

    /** The lowest and highest number that a field declares, as {@link #number} gives them; empty where it does not. */
    public Optional<double[]> range(int field) {
        Field declared = schema.fields().get(field);
        double unit = declared.type() == FieldType.DATETIME ? DAY : 1;
        return declared.codec()
                .filter(IntervalCodec.class::isInstance)
                .map(IntervalCodec.class::cast)
                .map(codec -> new double[] {codec.lowestValue() / unit, codec.highestValue() / unit});
    }

    private static CellFormat format(Field field) {
        return field.format()
                .orElseThrow(() -> new IllegalArgumentException("'" + field.name() + "' is of type "
                        + field.type().word() + ", which is no number and no date"));
    }

    /**
     * Whether rows meet a condition; a cell that the schema doesn't allow counts as missing.
     *
     * @throws IllegalArgumentException if it names what the schema doesn't have
     */
    public Predicate<List<String>> meets(Condition condition) {
        RowCondition asked = RowCondition.of(condition, schema);
        return row -> {
            read(row);
            return asked.test(values);
        };
    }

    /** The fields that a condition asks of. */
    public Set<Integer> fields(Condition condition) {
        return RowCondition.of(condition, schema).fields();
    }

    /** What is wrong with a cell; empty if the schema allows it. */
    public Optional<String> problem(int field, String text) {
        CellReader.Status status = cells.get(field).read(text);
        return status == CellReader.Status.VALUE || status == CellReader.Status.MISSING
                ? Optional.empty()
                : Optional.of(cells.get(field).problem(status));
    }

    /** What is wrong with a row: the first cell that the schema doesn't allow, or the first rule that it breaks. */
    public Optional<String> problem(List<String> row) {
        read(row);
        for (int field = 0; field < statuses.length; field++) {
            if (statuses[field] != CellReader.Status.VALUE && statuses[field] != CellReader.Status.MISSING) {
                return Optional.of("column '" + cells.get(field).field().name() + "': "
                        + cells.get(field).problem(statuses[field]));
            }
        }
        OptionalInt broken = rules.broken(values);
        return broken.isEmpty()
                ? Optional.empty()
                : Optional.of("the row breaks rule " + rules.rules().get(broken.getAsInt()));
    }

    private void read(List<String> row) {
        for (int field = 0; field < statuses.length; field++) {
            statuses[field] = cells.get(field).read(row.get(field));
        }
    }
}
