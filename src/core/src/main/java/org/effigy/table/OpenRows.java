package org.effigy.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.effigy.domain.Records;
import org.effigy.domain.TextColumn;
import tech.tablesaw.api.Table;

/**
 * The columns of real rows whose domain is still to be discovered. As private as the rows: it is for
 * {@code measure.OpenColumn} and {@code measure.PrivateTable}.
 *
 * @param texts the string columns, in the schema's order; empty texts, those of more than {@value #LONGEST} characters and
 *     those that are the field's other category take no part, and neither do missing cells
 * @param grids the ordered columns by name, in the schema's order: one attribute, whose codes are the cells of the field's
 *     {@link WideGrid} and, unless the field is required, a last one for missing cells
 * @param units the unit of each row; empty if the schema has no unit
 * @param report what happened while they were read
 */
public record OpenRows(List<TextColumn> texts, Map<String, Records> grids, Optional<int[]> units, ReadReport report) {
    /** The longest text that can become a category, in UTF-16 units. */
    public static final int LONGEST = 200;

    /** How the name of a grid's attribute begins. */
    public static final String BOUNDS = "bounds of ";

    /** Copies the list and the map. */
    public OpenRows {
        texts = List.copyOf(texts);
        grids = Collections.unmodifiableMap(new LinkedHashMap<>(grids));
        Objects.requireNonNull(units, "units");
        Objects.requireNonNull(report, "report");
    }

    /**
     * Checks that a schema leaves something open, and declares enough of all other modelled fields.
     *
     * @throws IllegalArgumentException if not, with every field that can't be fitted and what to declare
     */
    public static void requireReady(Schema schema) {
        if (schema.toDiscover().isEmpty()) {
            throw new IllegalArgumentException("the schema has nothing to discover: mark a field with effigy:discover");
        }
        List<String> problems = new ArrayList<>();
        for (Field field : schema.modelled()) {
            try {
                if (!field.isToDiscover()) {
                    field.requireCodec();
                }
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
    }

    /**
     * Those of a table in memory. Columns are found by name, and may be more than the schema's.
     *
     * @throws IllegalArgumentException if there is nothing to discover, or another modelled field declares too little
     * @throws TableFormatException if a column is missing or of another type, or a cell is not allowed
     */
    public static OpenRows of(Table table, Schema schema) {
        OpenSink sink = new OpenSink(schema);
        return sink.rows(new TableEncoder(schema, InvalidValues.REFUSE).read(table, sink));
    }

    /** The string column of this name. */
    public TextColumn text(String name) {
        return texts.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the rows were read without '" + name
                        + "': read them with the schema that is to be discovered"));
    }

    /** The ordered column of this name. */
    public Records grid(String name) {
        return Optional.ofNullable(grids.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the rows were read without '" + name
                        + "': read them with the schema that is to be discovered"));
    }
}
