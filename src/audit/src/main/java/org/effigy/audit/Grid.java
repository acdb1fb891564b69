package org.effigy.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Numbers with a label for each row and column: a matrix of correlations, a table by column, or the points of a curve.
 *
 * <p>Of curves the id ends in {@code .curve}, or in {@code .curve.log} where equal steps along both axes multiply. The
 * first column is where each point stands along the bottom, in ascending order, each other one a line; columns {@code
 * from} and {@code to} after a line are the ends of its intervals.
 *
 * @param id its name in JSON, as {@code utility.fidelity.spearman.difference}
 * @param title its name for people
 * @param rows the rows' labels
 * @param columns the columns' labels
 * @param values by row, then column; NaN where a number is not defined
 * @param note how to read it; may be empty
 */
public record Grid(String id, String title, List<String> rows, List<String> columns, double[][] values, String note) {
    /** Copies. @throws IllegalArgumentException if the id is malformed, or the values don't fit the labels */
    public Grid {
        if (!id.matches("[a-z0-9][a-z0-9.-]*")) {
            throw new IllegalArgumentException("a grid's id is made of a-z, 0-9, '.' and '-'; it is '" + id + "'");
        }
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(note, "note");
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        int width = columns.size();
        if (values.length != rows.size() || Arrays.stream(values).anyMatch(row -> row.length != width)) {
            throw new IllegalArgumentException(
                    "grid '" + id + "' has " + rows.size() + " x " + width + " labels, and values of another shape");
        }
        values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /** The numbers by row, copied. */
    @Override
    public double[][] values() {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * One number.
     *
     * @throws IllegalArgumentException if there is no such row or column
     */
    public double value(String row, String column) {
        int r = rows.indexOf(row);
        int c = columns.indexOf(column);
        if (r < 0 || c < 0) {
            throw new IllegalArgumentException("grid '" + id + "' has no cell (" + row + ", " + column
                    + "); its rows are " + rows + " and its columns " + columns);
        }
        return values[r][c];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Grid grid
                && id.equals(grid.id)
                && title.equals(grid.title)
                && rows.equals(grid.rows)
                && columns.equals(grid.columns)
                && Arrays.deepEquals(values, grid.values)
                && note.equals(grid.note);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, rows, columns, Arrays.deepHashCode(values));
    }
}
