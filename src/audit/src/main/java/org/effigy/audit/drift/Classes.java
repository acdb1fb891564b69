package org.effigy.audit.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;

/** A column in few classes, cut by the reference alone, so that pairs can be counted. */
final class Classes {
    private static final int BINS = 6;
    private static final int NAMED = 7;

    private final double[] edges;
    private final int[] ofCode;
    private final int size;

    private Classes(double[] edges, int[] ofCode, int size) {
        this.edges = edges;
        this.ofCode = ofCode;
        this.size = size;
    }

    /** Bins of as equal numbers of the reference's rows as ties allow; the frequent categories, and the rest together. */
    static Classes of(AuditColumn reference) {
        if (reference instanceof AuditColumn.Categories categories) {
            long[] counts = new long[categories.labels().size()];
            Arrays.stream(categories.codes()).filter(code -> code >= 0).forEach(code -> counts[code]++);
            int[] byCount = IntStream.range(0, counts.length)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingLong(code -> -counts[code]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int[] ofCode = new int[counts.length];
            for (int i = 0; i < byCount.length; i++) {
                ofCode[byCount[i]] = Math.min(i, NAMED);
            }
            return new Classes(new double[0], ofCode, Math.min(counts.length, NAMED + 1) + 1);
        }
        double[] sorted = Arrays.stream(((AuditColumn.Numbers) reference).values())
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double[] edges = IntStream.range(1, BINS)
                .filter(i -> sorted.length > 0)
                .mapToDouble(i -> sorted[(int) ((long) i * sorted.length / BINS)])
                .distinct()
                .toArray();
        return new Classes(edges, new int[0], edges.length + 2);
    }

    /** How many there are, the one for missing cells included. */
    int size() {
        return size;
    }

    /** The class of each row. */
    int[] read(AuditColumn column) {
        int rows = column.rows();
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++) {
            if (column.isMissing(row)) {
                classes[row] = size - 1;
            } else if (column instanceof AuditColumn.Categories categories) {
                classes[row] = ofCode[categories.codes()[row]];
            } else {
                int at = Arrays.binarySearch(edges, ((AuditColumn.Numbers) column).values()[row]);
                classes[row] = at >= 0 ? at + 1 : -at - 1;
            }
        }
        return classes;
    }
}
