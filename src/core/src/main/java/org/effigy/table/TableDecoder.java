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
        CodedRow cells = new CodedRow(codec);
        for (int row = 0; row < records.rows(); row++) {
            for (int attribute = 0; attribute < codec.domain().size(); attribute++) {
                cells.set(attribute, records.code(row, attribute));
            }
            cells.draw(random);
            for (int field = 0; field < columns.size(); field++) {
                if (codec.schema().fields().get(field).role().isModelled()) {
                    append(cells, field, columns.get(field));
                }
            }
        }
        for (int field = 0; field < columns.size(); field++) {
            if (!codec.schema().fields().get(field).role().isModelled()) {
                number(records.rows(), codec.schema().fields().get(field), columns.get(field));
            }
        }
        return Table.create(columns.stream().map(TableColumn::column).toArray(Column<?>[]::new));
    }

    private void append(CodedRow cells, int field, TableColumn column) {
        if (cells.isMissing(field)) {
            column.appendMissing();
        } else if (codec.schema().fields().get(field).requireCodec() instanceof CategoryCodec categories) {
            column.append(categories.categories().get((int) cells.step(field)));
        } else {
            column.append(cells.step(field));
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
