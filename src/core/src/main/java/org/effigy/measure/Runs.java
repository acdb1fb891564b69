package org.effigy.measure;

import java.util.Arrays;
import java.util.Comparator;

/** The rows of each unit in order of time, those of one time as they came. */
final class Runs {
    private final int[] rows;
    /** For each unit where its rows begin; one more at the end. */
    private final int[] starts;

    private Runs(int[] rows, int[] starts) {
        this.rows = rows;
        this.starts = starts;
    }

    static Runs of(int[] units, long[] order) {
        int count = Arrays.stream(units).max().orElse(-1) + 1;
        int[] starts = new int[count + 1];
        for (int unit : units) {
            starts[unit + 1]++;
        }
        for (int unit = 0; unit < count; unit++) {
            if (starts[unit + 1] == 0) {
                throw new IllegalArgumentException("unit " + unit + " has no row: number units without gaps");
            }
            starts[unit + 1] += starts[unit];
        }
        int[] rows = new int[units.length];
        int[] next = starts.clone();
        for (int row = 0; row < units.length; row++) {
            rows[next[units[row]]++] = row;
        }
        for (int unit = 0; unit < count; unit++) {
            sort(rows, starts[unit], starts[unit + 1], order);
        }
        return new Runs(rows, starts);
    }

    private static void sort(int[] rows, int from, int to, long[] order) {
        boolean sorted = true;
        for (int i = from + 1; i < to && sorted; i++) {
            sorted = order[rows[i - 1]] <= order[rows[i]];
        }
        if (!sorted) {
            // Boxed, since this sort alone keeps rows of one time as they came.
            int[] ascending = Arrays.stream(rows, from, to)
                    .boxed()
                    .sorted(Comparator.comparingLong(row -> order[row]))
                    .mapToInt(row -> row)
                    .toArray();
            System.arraycopy(ascending, 0, rows, from, ascending.length);
        }
    }

    /** The number of units. */
    int count() {
        return starts.length - 1;
    }

    /** How many rows a unit has, at least 1. */
    int length(int unit) {
        return starts[unit + 1] - starts[unit];
    }

    /** A unit's row at a place in its order. */
    int row(int unit, int place) {
        return rows[starts[unit] + place];
    }
}
