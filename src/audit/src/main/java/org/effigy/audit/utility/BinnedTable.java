package org.effigy.audit.utility;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.audit.AuditTable;

/**
 * A table's rows as bins. Tables that are compared share their binnings.
 *
 * @param sizes the number of bins by column
 * @param columns the bin of each row, 0 .. size - 1, by column; not copied, not to be changed
 */
record BinnedTable(int[] sizes, int[][] columns) {
    /** One for each of several tables, by the binning of the first. */
    static List<BinnedTable> of(AuditTable train, List<AuditTable> tables) {
        List<Binning> binnings = train.columns().stream().map(Binning::of).toList();
        int[] sizes = binnings.stream().mapToInt(Binning::size).toArray();
        return tables.stream()
                .map(table -> new BinnedTable(
                        sizes,
                        IntStream.range(0, sizes.length)
                                .parallel()
                                .mapToObj(c ->
                                        binnings.get(c).bins(table.columns().get(c)))
                                .toArray(int[][]::new)))
                .toList();
    }

    /** The number of rows. */
    int rows() {
        return columns[0].length;
    }

    /** These rows, in this order. */
    BinnedTable select(int[] rows) {
        return new BinnedTable(
                sizes,
                Arrays.stream(columns)
                        .map(column ->
                                Arrays.stream(rows).map(row -> column[row]).toArray())
                        .toArray(int[][]::new));
    }
}
