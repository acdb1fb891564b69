package org.effigy.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A table that is audited: its columns without identifiers and units, in the schema's order. Immutable.
 *
 * @param name what messages call it, as "train"
 * @param columns at least one, of equal length
 * @param units the unit of each row, if the schema has one
 */
public record AuditTable(String name, List<AuditColumn> columns, Optional<AuditColumn.Categories> units) {
    /** @throws IllegalArgumentException if there is no column, or their lengths differ */
    public AuditTable {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "table '" + name + "' has no column to audit: every field is an identifier or a unit");
        }
        int rows = columns.get(0).rows();
        if (columns.stream().anyMatch(column -> column.rows() != rows)
                || units.filter(column -> column.rows() != rows).isPresent()) {
            throw new IllegalArgumentException("the columns of table '" + name + "' differ in length");
        }
    }

    /** The number of rows. */
    public int rows() {
        return columns.get(0).rows();
    }

    /**
     * The position of the column of this name.
     *
     * @throws IllegalArgumentException if there is none, with those that there are
     */
    public int position(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("table '" + name + "' has no audited column '" + column + "'; it has "
                + columns.stream().map(AuditColumn::name).toList());
    }

    /**
     * The column of this name.
     *
     * @throws IllegalArgumentException if there is none, with those that there are
     */
    public AuditColumn column(String column) {
        return columns.get(position(column));
    }

    /** These rows, in this order; a row may be named more than once. */
    public AuditTable select(int[] rows) {
        return new AuditTable(
                name,
                columns.stream().map(column -> column.select(rows)).toList(),
                units.map(column -> column.select(rows)));
    }

    /**
     * One row drawn at random of each unit, in the table's order; all rows where there are no units. Rows that lack a unit
     * count as one. Whoever wants some units only must draw among these rows: the first units that come up in a random
     * order of all rows are those of many rows.
     */
    public AuditTable onePerUnit(SplittableRandom random) {
        if (units.isEmpty()) {
            return this;
        }
        int[] codes = units.get().codes();
        int[] kept = new int[Arrays.stream(codes).max().orElse(-1) + 2];
        int[] seen = new int[kept.length];
        for (int row = 0; row < codes.length; row++) {
            int unit = codes[row] + 1;
            seen[unit]++;
            if (random.nextInt(seen[unit]) == 0) {
                kept[unit] = row;
            }
        }
        return select(IntStream.range(0, kept.length)
                .filter(unit -> seen[unit] > 0)
                .map(unit -> kept[unit])
                .sorted()
                .toArray());
    }

    /**
     * Without some columns.
     *
     * @throws IllegalArgumentException if none is left
     */
    public AuditTable without(Set<String> names) {
        return new AuditTable(
                name,
                columns.stream()
                        .filter(column -> !names.contains(column.name()))
                        .toList(),
                units);
    }
}
