package org.effigy.table;

import java.util.List;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Takes rows into a Tablesaw table. */
final class TableSink implements RowSink {
    private final List<TableColumn> columns;

    TableSink(Schema schema) {
        this.columns = schema.fields().stream().map(TableColumn::of).toList();
    }

    @Override
    public void take(List<CellReader> cells, CellReader.Status[] statuses) {
        for (int i = 0; i < statuses.length; i++) {
            if (statuses[i] == CellReader.Status.VALUE) {
                columns.get(i).append(cells.get(i));
            } else {
                columns.get(i).appendMissing();
            }
        }
    }

    Table table(String name) {
        return Table.create(name, columns.stream().map(TableColumn::column).toArray(Column<?>[]::new));
    }
}
