package org.effigy.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.effigy.condition.Condition;
import org.effigy.condition.Condition.Kind;
import org.effigy.condition.Condition.Operand;
import org.effigy.condition.Condition.Operator;

/**
 * Rows of which only some cells are known: a table with some of a schema's columns. An empty cell is not known; a
 * missing one is written with another of the field's missing markers. They must be public, since they are used as they are.
 */
public final class PartialRows {
    /** The most rows that are read: each is completed by itself, and all are kept in memory. */
    public static final int MOST = 1_000_000;

    private final Schema schema;
    private final String source;
    private final List<Map<Integer, String>> cells;
    private final List<Long> lines;

    private PartialRows(Schema schema, String source, List<Map<Integer, String>> cells, List<Long> lines) {
        this.schema = schema;
        this.source = source;
        this.cells = cells;
        this.lines = lines;
    }

    /**
     * Reads and checks a table.
     *
     * @throws TableFormatException if it has a column that the schema doesn't, or a cell that the schema doesn't allow
     * @throws IOException if it can't be read
     */
    public static PartialRows read(TableInput input, Schema schema) throws IOException {
        Problems problems = new Problems(Problems.SHOWN);
        Dialect own = schema.dialect();
        Dialect headed = new Dialect(Optional.empty(), own.quote(), true, own.encoding());
        try (TableRows rows = TableRows.openWhole(input, schema, headed, problems)) {
            List<String> header = rows.header();
            for (String name : header) {
                if (!schema.has(name)) {
                    problems.add(new Problem(
                            input.name(),
                            1,
                            name,
                            "the model has no such column; it has "
                                    + Excerpt.of(
                                            schema.fields().stream()
                                                    .map(Field::name)
                                                    .toList()
                                                    .toString(),
                                            300)
                                    + ": take it out or rename it"));
                }
            }
            problems.throwIfAny();
            List<CellReader> readers = header.stream()
                    .map(name -> new CellReader(schema.field(name), InvalidValues.REFUSE))
                    .toList();
            List<Map<Integer, String>> cells = new ArrayList<>();
            List<Long> lines = new ArrayList<>();
            String[] row = rows.cells();
            while (rows.next()) {
                Map<Integer, String> known = new TreeMap<>();
                for (int i = 0; i < row.length; i++) {
                    if (row[i] == null || row[i].isEmpty()) {
                        continue;
                    }
                    CellReader.Status status = readers.get(i).read(row[i]);
                    if (status != CellReader.Status.VALUE && status != CellReader.Status.MISSING) {
                        problems.add(new Problem(
                                input.name(),
                                rows.line(),
                                header.get(i),
                                readers.get(i).problem(status)));
                    }
                    known.put(schema.position(header.get(i)), row[i]);
                }
                cells.add(known);
                lines.add(rows.line());
                if (cells.size() > MOST) {
                    problems.add(new Problem(
                            input.name(), rows.line(), "", "there are more than " + MOST + " rows: split the table"));
                    break;
                }
            }
            problems.throwIfAny();
            return new PartialRows(schema, input.name(), cells, lines);
        }
    }

    /** The number of rows. */
    public int rows() {
        return cells.size();
    }

    /** What messages call the table. */
    public String source() {
        return source;
    }

    /** The line of a row in its file, from 1. */
    public long line(int row) {
        return lines.get(row);
    }

    /** The text of a cell; empty if it isn't known. */
    public Optional<String> cell(int row, int field) {
        return Optional.ofNullable(cells.get(row).get(field));
    }

    /** What a row's known cells say of the modelled columns; empty if none of these is known. */
    public Optional<Condition> condition(int row) {
        List<Condition> parts = cells.get(row).entrySet().stream()
                .filter(cell -> schema.fields().get(cell.getKey()).role().isModelled())
                .map(cell -> part(schema.fields().get(cell.getKey()), cell.getValue()))
                .collect(Collectors.toList());
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Condition.And(parts));
    }

    private static Condition part(Field field, String text) {
        if (field.missing().contains(text)) {
            return new Condition.Missing(field.name());
        }
        String value = text;
        if (field.format().isPresent()) {
            CellFormat format = field.format().get();
            value = format.text(format.parse(text));
        }
        return new Condition.Comparison(field.name(), Operator.EQUAL, new Operand(Kind.VALUE, value));
    }
}
