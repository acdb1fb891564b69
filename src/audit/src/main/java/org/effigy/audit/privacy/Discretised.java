package org.effigy.audit.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/**
 * Tables in few values a column: numbers in bins of about equal weight among the real rows, rare categories together,
 * missing cells a value of their own. What is cut where depends on train and holdout as one, so it can't tell them apart.
 */
public final class Discretised {
    private static final int MOST = 16;

    private final double[][] cuts;
    private final int[][] places;

    private Discretised(double[][] cuts, int[][] places) {
        this.cuts = cuts;
        this.places = places;
    }

    /** Cut by these real rows. */
    public static Discretised of(List<AuditTable> real) {
        int columns = real.get(0).columns().size();
        double[][] cuts = new double[columns][];
        int[][] places = new int[columns][];
        for (int column = 0; column < columns; column++) {
            int position = column;
            List<AuditColumn> parts =
                    real.stream().map(table -> table.columns().get(position)).toList();
            if (parts.get(0) instanceof AuditColumn.Numbers) {
                cuts[column] = cuts(parts.stream()
                        .flatMapToDouble(part -> Arrays.stream(((AuditColumn.Numbers) part).values()))
                        .filter(value -> !Double.isNaN(value))
                        .sorted()
                        .toArray());
            } else {
                places[column] = places(parts);
            }
        }
        return new Discretised(cuts, places);
    }

    private static double[] cuts(double[] sorted) {
        return IntStream.range(1, MOST)
                .mapToObj(part -> sorted.length == 0 ? 0 : sorted[(int) ((long) part * sorted.length / MOST)])
                .mapToDouble(Double::doubleValue)
                .distinct()
                .toArray();
    }

    /** The place of each label: the most frequent have one each, the others share the last. */
    private static int[] places(List<AuditColumn> parts) {
        int labels = ((AuditColumn.Categories) parts.get(0)).labels().size();
        long[] counts = new long[labels];
        for (AuditColumn part : parts) {
            for (int code : ((AuditColumn.Categories) part).codes()) {
                if (code >= 0) {
                    counts[code]++;
                }
            }
        }
        int[] byCount = IntStream.range(0, labels)
                .boxed()
                .sorted((a, b) -> counts[a] == counts[b] ? a - b : Long.compare(counts[b], counts[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] places = new int[labels];
        for (int rank = 0; rank < labels; rank++) {
            places[byCount[rank]] = Math.min(rank, MOST - 1);
        }
        return places;
    }

    /** The number of values of each column, 0 standing for a missing cell. */
    public int values() {
        return MOST + 1;
    }

    /** The values of a table's cells, column by column, from 0 to {@link #values} - 1. */
    public int[][] of(AuditTable table) {
        int[][] values = new int[cuts.length][];
        for (int column = 0; column < cuts.length; column++) {
            AuditColumn source = table.columns().get(column);
            int at = column;
            values[column] = source instanceof AuditColumn.Numbers numbers
                    ? Arrays.stream(numbers.values())
                            .mapToInt(value -> bin(cuts[at], value))
                            .toArray()
                    : Arrays.stream(((AuditColumn.Categories) source).codes())
                            .map(code -> code < 0 ? 0 : 1 + places[at][code])
                            .toArray();
        }
        return values;
    }

    private static int bin(double[] cuts, double value) {
        if (Double.isNaN(value)) {
            return 0;
        }
        int found = Arrays.binarySearch(cuts, value);
        // A cut belongs to the bin above it.
        return 1 + (found >= 0 ? found + 1 : -found - 1);
    }
}
