package org.effigy.audit.likeness;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Internal;

/**
 * A table's rows as bins. Tables that are compared share their binnings.
 *
 * @param sizes the number of bins by column
 * @param columns the bin of each row, 0 .. size - 1, by column; not copied, not to be changed
 */
@Internal
public record BinnedTable(int[] sizes, int[][] columns) {
    /** One for each of several tables, by the binning of the first. */
    public static List<BinnedTable> of(AuditTable train, List<AuditTable> tables) {
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
    public int rows() {
        return columns[0].length;
    }

    /** These rows, in this order. */
    public BinnedTable select(int[] rows) {
        return new BinnedTable(
                sizes,
                Arrays.stream(columns)
                        .map(column ->
                                Arrays.stream(rows).map(row -> column[row]).toArray())
                        .toArray(int[][]::new));
    }
}
