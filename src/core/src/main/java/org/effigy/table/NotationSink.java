package org.effigy.table;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Takes rows into a Tablesaw table, and keeps the texts of cells that are not of their type until all have been seen:
 * then they are read in any notation. Memory grows with those cells alone.
 */
final class NotationSink implements RowSink {
    private final Schema declared;
    private final TableSink sink;
    private final Map<Integer, List<Cell>> unread = new LinkedHashMap<>();
    private int rows;

    /** A cell that was not read. */
    private record Cell(int row, String text) {}

    /**
     * For a schema's columns.
     *
     * @param types the schema without its domains, by which cells are read
     * @param declared the same with them
     */
    NotationSink(Schema types, Schema declared) {
        this.declared = declared;
        this.sink = new TableSink(types);
    }

    @Override
    public void take(List<CellReader> cells, CellReader.Status[] statuses) {
        sink.take(cells, statuses);
        for (int i = 0; i < statuses.length; i++) {
            if (statuses[i] == CellReader.Status.MISSING) {
                CellReader cell = cells.get(i);
                if (!cell.field().missing().contains(cell.text()) && !AnyNotation.isMissing(cell.text())) {
                    unread.computeIfAbsent(i, column -> new ArrayList<>()).add(new Cell(rows, cell.text()));
                }
            }
        }
        rows++;
    }

    /**
     * The table.
     *
     * @param report what the reader says; its counts are replaced by those of cells that no notation reads
     */
    ReadTable read(ReadReport report) {
        Table table = sink.table(report.source());
        Map<String, Long> left = new LinkedHashMap<>();
        for (int i = 0; i < declared.fields().size(); i++) {
            List<Cell> cells = unread.getOrDefault(i, List.of());
            long none = read(declared.fields().get(i), cells, table);
            if (none > 0) {
                left.put(declared.fields().get(i).name(), none);
            }
        }
        return new ReadTable(
                table,
                new ReadReport(
                        report.source(),
                        report.rows(),
                        report.extraColumns(),
                        left,
                        report.unknown(),
                        report.broken()));
    }

    /** Puts what cells mean into their column, and returns how many mean nothing. */
    private static long read(Field field, List<Cell> cells, Table table) {
        if (cells.isEmpty()) {
            return 0;
        }
        // By position, because Tablesaw finds names whatever their capitals are.
        int position = table.columnNames().indexOf(field.columnName());
        Map<String, Integer> texts = new HashMap<>();
        cells.forEach(cell -> texts.merge(cell.text(), 1, Integer::sum));
        Map<String, Object> values = AnyNotation.read(field, texts);
        if (field.type() == FieldType.INTEGER && values.values().stream().anyMatch(value -> !isWhole((Double) value))) {
            // A number with decimals is none of the column's, and still tells where the row came from.
            LongColumn whole = (LongColumn) table.column(position);
            DoubleColumn any = DoubleColumn.create(whole.name(), whole.size());
            for (int row = 0; row < whole.size(); row++) {
                if (!whole.isMissing(row)) {
                    any.set(row, whole.getLong(row));
                }
            }
            table.replaceColumn(position, any);
        }
        long none = 0;
        for (Cell cell : cells) {
            Object value = values.get(cell.text());
            if (value == null) {
                none++;
            } else {
                set(table.column(position), cell.row(), value);
            }
        }
        return none;
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= IntegerFormat.LARGEST;
    }

    private static void set(Column<?> column, int row, Object value) {
        if (column instanceof DoubleColumn numbers) {
            numbers.set(row, (double) value);
        } else if (column instanceof LongColumn numbers) {
            numbers.set(row, (long) (double) value);
        } else if (column instanceof BooleanColumn truths) {
            truths.set(row, (boolean) value);
        } else if (column instanceof DateColumn days) {
            days.set(row, ((LocalDateTime) value).toLocalDate());
        } else {
            ((DateTimeColumn) column).set(row, (LocalDateTime) value);
        }
    }
}
