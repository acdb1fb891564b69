package org.effigy.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A first schema for a table, read from its rows: types, bounds, categories and missing markers as they happen to be.
 * It is marked {@code "derivedFromData"}, because a domain that follows from the rows tells about them: a person should
 * replace its values by public knowledge, and say at each field from where, before the mark is taken off.
 */
public final class SchemaSuggestion {
    private SchemaSuggestion() {}

    /**
     * Reads a table once.
     *
     * @param delimiter the character between fields; if empty, the one of comma, semicolon, tab and bar that splits the
     *     header line into most columns
     * @throws TableFormatException if it has no header line, or names that a schema can't hold, or records with
     *     too few or too many fields
     * @throws IOException if it can't be read
     */
    public static Schema of(CsvInput input, Optional<Character> delimiter) throws IOException {
        Problems problems = new Problems(Problems.SHOWN);
        try (CsvRows rows = CsvRows.openUnknown(
                input,
                delimiter.map(Dialect.STANDARD::withDelimiter).orElse(Dialect.STANDARD),
                Optional.empty(),
                problems)) {
            List<ColumnSurvey> columns = new ArrayList<>();
            rows.header().forEach(name -> columns.add(new ColumnSurvey(name)));
            String[] cells = rows.cells();
            while (rows.next()) {
                for (int i = 0; i < cells.length; i++) {
                    columns.get(i).see(cells[i]);
                }
            }
            problems.throwIfAny();
            return schema(columns, input.name());
        }
    }

    private static Schema schema(List<ColumnSurvey> columns, String source) {
        try {
            List<Field> fields = new ArrayList<>();
            for (ColumnSurvey column : columns) {
                fields.add(column.field().domainOrigin(Field.READ).build());
            }
            return Schema.of(fields).withDerivedFromData(true);
        } catch (IllegalArgumentException e) {
            throw new TableFormatException(new Problem(source, 1, "", e.getMessage()));
        }
    }
}
