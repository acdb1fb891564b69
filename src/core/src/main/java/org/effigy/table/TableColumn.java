package org.effigy.table;

import java.math.BigDecimal;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * A field's Tablesaw column: text as StringColumn, integers as LongColumn, numbers as DoubleColumn, booleans, dates and
 * datetimes as the columns of those names.
 */
final class TableColumn {
    private final Field field;
    private final Column<?> column;

    private TableColumn(Field field, Column<?> column) {
        this.field = field;
        this.column = column;
    }

    /** An empty column for a field. */
    static TableColumn of(Field field) {
        String name = field.name();
        return new TableColumn(
                field,
                switch (field.type()) {
                    case STRING -> StringColumn.create(name);
                    case INTEGER -> LongColumn.create(name);
                    case NUMBER -> DoubleColumn.create(name);
                    case BOOLEAN -> BooleanColumn.create(name);
                    case DATE -> DateColumn.create(name);
                    case DATETIME -> DateTimeColumn.create(name);
                });
    }

    /**
     * The column of a table that holds a field.
     *
     * @throws IllegalArgumentException if its type can't hold the field
     */
    static TableColumn of(Field field, Column<?> column) {
        boolean fits = switch (field.type()) {
            case STRING -> column instanceof StringColumn;
            case INTEGER, NUMBER -> column instanceof NumericColumn;
            case BOOLEAN -> column instanceof BooleanColumn;
            case DATE -> column instanceof DateColumn;
            case DATETIME -> column instanceof DateTimeColumn;
        };
        if (!fits) {
            throw new IllegalArgumentException(
                    "the column has type " + column.type().name() + ", which can't hold a "
                            + field.type().word() + ": read the table with its schema, or convert the column");
        }
        return new TableColumn(field, column);
    }

    /** The Tablesaw column. */
    Column<?> column() {
        return column;
    }

    /** Appends a missing cell. */
    void appendMissing() {
        column.appendMissing();
    }

    /** Appends the value that a reader has just read. */
    void append(CellReader cell) {
        switch (field.type()) {
            case STRING -> ((StringColumn) column).append(cell.text());
            case NUMBER -> ((DoubleColumn) column).append(cell.number());
            case INTEGER, BOOLEAN, DATE, DATETIME -> append(cell.step());
        }
    }

    /** Appends the value of a step of the field's format. */
    void append(long step) {
        CellFormat format = field.format().orElseThrow();
        switch (field.type()) {
            case INTEGER -> ((LongColumn) column).append(step);
            case NUMBER -> ((DoubleColumn) column).append(((DecimalFormat) format).number(step));
            case BOOLEAN -> ((BooleanColumn) column).append(step == 1);
            case DATE -> ((DateColumn) column).append(((DateFormat) format).date(step));
            case DATETIME -> ((DateTimeColumn) column).append(((DateFormat) format).time(step));
            case STRING -> throw new IllegalStateException("strings have no steps");
        }
    }

    /** Appends a text to a string column. */
    void append(String text) {
        ((StringColumn) column).append(text);
    }

    /** Gives the cell in a row to a reader. */
    CellReader.Status read(int row, CellReader cell) {
        if (column.isMissing(row)) {
            return cell.readMissing();
        }
        if (field.type() == FieldType.STRING) {
            return cell.read(((StringColumn) column).get(row));
        }
        // The text is only for messages, and making it takes longer than reading the value.
        CellReader.Status status = switch (field.type()) {
            case INTEGER -> cell.readStep(whole(row));
            case NUMBER -> cell.readNumber(((NumericColumn<?>) column).getDouble(row));
            case BOOLEAN -> cell.readStep(((BooleanColumn) column).getByte(row) == 1 ? 1 : 0);
            case DATE -> cell.readDate(((DateColumn) column).get(row));
            case DATETIME -> cell.readTime(((DateTimeColumn) column).get(row));
            case STRING -> throw new IllegalStateException("strings are read as text");
        };
        if (status != CellReader.Status.VALUE && status != CellReader.Status.MISSING) {
            cell.quote(column.getUnformattedString(row));
        }
        return status;
    }

    /** The cell in a row as it is written. */
    String text(int row, CsvOutput output) {
        if (column.isMissing(row)) {
            return field.missing().written();
        }
        return switch (field.type()) {
            case STRING -> output.formulas().written(((StringColumn) column).get(row));
            case NUMBER -> decimal(((NumericColumn<?>) column).getDouble(row));
            case INTEGER ->
                column instanceof LongColumn longs
                        ? Long.toString(longs.getLong(row))
                        : BigDecimal.valueOf(((NumericColumn<?>) column).getDouble(row))
                                .stripTrailingZeros()
                                .toPlainString();
            case BOOLEAN -> field.format().orElseThrow().text(((BooleanColumn) column).getByte(row) == 1 ? 1 : 0);
            case DATE -> {
                DateFormat format = (DateFormat) field.format().orElseThrow();
                yield format.text(format.step(((DateColumn) column).get(row).atStartOfDay()));
            }
            case DATETIME -> {
                DateFormat format = (DateFormat) field.format().orElseThrow();
                yield format.text(format.step(((DateTimeColumn) column).get(row)));
            }
        };
    }

    /** With the field's decimals where it has any declared or derived; else as many as the double needs. */
    private String decimal(double value) {
        DecimalFormat format = (DecimalFormat) field.format().orElseThrow();
        long step = format.step(value);
        boolean known = field.precision().isPresent() || field.codec().isPresent();
        if (known && Math.abs(step) <= DecimalFormat.LARGEST) {
            return format.text(step);
        }
        return Double.isInfinite(value)
                ? Double.toString(value)
                : new BigDecimal(Double.toString(value))
                        .stripTrailingZeros()
                        .toPlainString()
                        .replace('.', format.mark());
    }

    private long whole(int row) {
        if (column instanceof LongColumn longs) {
            return longs.getLong(row);
        }
        double value = ((NumericColumn<?>) column).getDouble(row);
        return value == Math.rint(value) && Math.abs(value) < 1e18 ? (long) value : CellFormat.NOT_OF_TYPE;
    }
}
