package org.effigy.table;

import java.util.List;
import java.util.random.RandomGenerator;
import org.effigy.domain.Records;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** From codes to a Tablesaw table. */
final class TableDecoder {
    private final TableCodec codec;

    TableDecoder(TableCodec codec) {
        this.codec = codec;
    }

    Table decode(Records records, RandomGenerator random) {
        List<TableColumn> columns =
                codec.schema().fields().stream().map(TableColumn::of).toList();
        int attribute = 0;
        for (int i = 0; i < columns.size(); i++) {
            Field field = codec.schema().fields().get(i);
            if (field.role().isModelled()) {
                decode(records, attribute++, columns.get(i), random);
            } else {
                number(records.rows(), field, columns.get(i));
            }
        }
        return Table.create(columns.stream().map(TableColumn::column).toArray(Column<?>[]::new));
    }

    private void decode(Records records, int attribute, TableColumn column, RandomGenerator random) {
        ColumnCodec values = codec.codec(attribute);
        int missing = values.missing().orElse(-1);
        for (int row = 0; row < records.rows(); row++) {
            int code = records.code(row, attribute);
            if (code == missing) {
                column.appendMissing();
            } else if (values instanceof IntervalCodec intervals) {
                column.append(intervals.step(code, random));
            } else {
                column.append(((CategoryCodec) values).categories().get(code));
            }
        }
    }

    private static void number(int rows, Field field, TableColumn column) {
        Surrogates surrogates = new Surrogates(field);
        for (int row = 0; row < rows; row++) {
            long number = surrogates.next();
            if (field.type() == FieldType.STRING) {
                column.append(Long.toString(number));
            } else {
                column.append(number);
            }
        }
    }
}
