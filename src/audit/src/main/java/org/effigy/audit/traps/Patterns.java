package org.effigy.audit.traps;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.likeness.BinnedTable;
import org.effigy.audit.likeness.Numbering;
import org.effigy.audit.likeness.OneWayDistance;

/**
 * Which rows are equal: the same number for equal rows, another for others.
 *
 * @param of by row, 0 .. count - 1
 * @param count how many different rows there are
 */
record Patterns(int[] of, int count) {
    /** Of all columns, every value exact; missing cells are equal. */
    static Patterns exact(AuditTable table) {
        return combine(
                table.rows(), table.columns().stream().map(Patterns::exact).toArray(Patterns[]::new));
    }

    /** Of one column, every value exact; missing cells are equal. */
    static Patterns exact(AuditColumn column) {
        if (column instanceof AuditColumn.Categories categories) {
            int[] codes =
                    Arrays.stream(categories.codes()).map(code -> code + 1).toArray();
            return new Patterns(codes, categories.labels().size() + 1);
        }
        double[] values = ((AuditColumn.Numbers) column).values();
        double[] distinct =
                Arrays.stream(OneWayDistance.sorted(values)).distinct().toArray();
        return new Patterns(
                Arrays.stream(values)
                        .mapToInt(value -> Double.isNaN(value) ? 0 : 1 + Arrays.binarySearch(distinct, value + 0.0))
                        .toArray(),
                distinct.length + 1);
    }

    /** Of all columns, as bins. */
    static Patterns binned(BinnedTable table) {
        return combine(
                table.rows(),
                IntStream.range(0, table.sizes().length)
                        .mapToObj(c -> new Patterns(table.columns()[c], table.sizes()[c]))
                        .toArray(Patterns[]::new));
    }

    private static Patterns combine(int rows, Patterns[] columns) {
        Patterns all = new Patterns(new int[rows], 1);
        for (Patterns column : columns) {
            Numbering numbering = Numbering.of(all.of, all.count, column.of, column.count);
            all = new Patterns(numbering.cells(), numbering.size());
        }
        return all;
    }

    /** How many of the rows from .. to - 1 have each pattern. */
    int[] counts(int from, int to) {
        int[] counts = new int[count];
        for (int row = from; row < to; row++) {
            counts[of[row]]++;
        }
        return counts;
    }
}
