package org.effigy.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** Reads the rows of a Tablesaw table. */
final class TableEncoder {
    private final Schema schema;
    private final InvalidValues policy;

    TableEncoder(Schema schema, InvalidValues policy) {
        this.schema = schema;
        this.policy = policy;
    }

    CodedTable encode(TableCodec codec, Table table) {
        RecordSink sink = new RecordSink(codec, table.rowCount());
        return sink.coded(read(table, sink));
    }

    /** How many rows break each rule of the schema, of those whose cells can be read. */
    Map<String, Long> broken(Table table) {
        Problems problems = new Problems(1);
        List<TableColumn> columns = schema.fields().stream()
                .map(field ->
                        TableColumn.of(field, table.column(table.columnNames().indexOf(field.columnName()))))
                .toList();
        RowCheck check = new RowCheck(
                schema, policy, BrokenRules.KEEP, Optional.empty(), "the table", problems, (cells, statuses) -> {});
        for (int row = 0; row < table.rowCount(); row++) {
            int at = row;
            check.row(row + 1L, (field, cell) -> columns.get(field).read(at, cell));
        }
        return check.report(List.of()).broken();
    }

    /** Hands the rows on as long as there is no problem with them. */
    ReadReport read(Table table, RowSink sink) {
        String source = table.name() == null || table.name().isBlank() ? "the table" : table.name();
        Problems problems = new Problems(Problems.SHOWN);
        Set<String> names = Set.copyOf(table.columnNames());
        List<TableColumn> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            if (!names.contains(field.columnName())) {
                problems.add(new Problem(source, 0, field.name(), "the table has no such column: add it"));
                continue;
            }
            try {
                // By position, because Tablesaw finds names whatever their capitals are.
                int position = table.columnNames().indexOf(field.columnName());
                columns.add(TableColumn.of(field, table.column(position)));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(source, 0, field.name(), e.getMessage()));
            }
        }
        problems.throwIfAny();
        RowCheck check = new RowCheck(schema, policy, BrokenRules.REFUSE, Optional.empty(), source, problems, sink);
        for (int row = 0; row < table.rowCount(); row++) {
            int at = row;
            check.row(row + 1L, (field, cell) -> columns.get(field).read(at, cell));
        }
        problems.throwIfAny();
        Set<String> known = schema.fields().stream().map(Field::columnName).collect(Collectors.toSet());
        List<String> extra = table.columnNames().stream()
                .filter(name -> !known.contains(name))
                .collect(Collectors.toList());
        return check.report(extra);
    }
}
