package org.effigy.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The records of a table whose columns have types, as texts in the notation of a schema's fields. */
final class TypedCells implements TableRows {
    private final TypedRows rows;
    private final Problems problems;
    private final List<String> header;
    private final List<String> extra;
    private final int[] place;
    private final int[] extraPlace;
    private final FieldNotation[] notation;
    private final String[] cells;
    private String[] more = new String[0];

    private TypedCells(TypedRows rows, List<String> wanted, Optional<Schema> schema, Problems problems) {
        this.rows = rows;
        this.problems = problems;
        this.header = rows.columns().stream().map(TypedColumn::name).toList();
        Set<String> known = new HashSet<>(wanted);
        this.extra = header.stream().filter(name -> !known.contains(name)).toList();
        this.extraPlace = extra.stream().mapToInt(header::indexOf).toArray();
        this.place = wanted.stream().mapToInt(header::indexOf).toArray();
        this.cells = new String[place.length];
        this.notation = new FieldNotation[place.length];
        for (int i = 0; i < place.length; i++) {
            String name = wanted.get(i);
            notation[i] = schema.filter(columns -> columns.has(name))
                    .map(columns -> new FieldNotation(columns.field(name)))
                    .orElse(FieldNotation.PLAIN);
        }
    }

    /**
     * Opens a table.
     *
     * @param wanted the columns that are; all if empty
     */
    static TypedCells open(TypedInput input, Optional<List<String>> wanted, Optional<Schema> schema, Problems problems)
            throws IOException {
        TypedRows rows = input.open();
        boolean opened = false;
        try {
            List<String> names = rows.columns().stream().map(TypedColumn::name).toList();
            List<String> read = wanted.orElse(names);
            new HeaderLine(input.name(), names).require(read);
            Problems refused = new Problems(Problems.SHOWN);
            for (TypedColumn column : rows.columns()) {
                if (!column.refused().isEmpty() && read.contains(column.name())) {
                    refused.add(new Problem(input.name(), 0, column.name(), column.refused()));
                }
            }
            refused.throwIfAny();
            TypedCells cells = new TypedCells(rows, read, schema, problems);
            opened = true;
            return cells;
        } finally {
            if (!opened) {
                rows.close();
            }
        }
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public List<TypedColumn> columns() {
        return rows.columns();
    }

    @Override
    public List<String> extraColumns() {
        return extra;
    }

    @Override
    public void keepExtraCells() {
        more = new String[extra.size()];
        Arrays.fill(more, "");
    }

    @Override
    public String[] extraCells() {
        return more;
    }

    @Override
    public boolean next() throws IOException {
        try {
            if (!rows.next()) {
                return false;
            }
            for (int i = 0; i < place.length; i++) {
                String text = rows.text(place[i]);
                cells[i] = text == null ? null : notation[i].written(text);
            }
            for (int i = 0; i < more.length; i++) {
                boolean isRead = rows.columns().get(extraPlace[i]).refused().isEmpty();
                String text = isRead ? rows.text(extraPlace[i]) : null;
                more[i] = text == null ? "" : text;
            }
            return true;
        } catch (TableFormatException e) {
            List<Problem> all = new ArrayList<>(problems.first());
            all.addAll(e.problems());
            throw new TableFormatException(all, problems.count() + e.count());
        }
    }

    @Override
    public String[] cells() {
        return cells;
    }

    @Override
    public long line() {
        return rows.row();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
