package org.effigy.audit.likeness;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.Internal;

/** What one column of one table holds. */
@Internal
public final class ColumnFacts {
    /** A category is rare if at most this share of the real rows has it. */
    public static final double RARE = 0.01;

    private ColumnFacts() {}

    /** The share of missing cells. */
    static double missingRate(AuditColumn column) {
        return (double) IntStream.range(0, column.rows())
                        .filter(column::isMissing)
                        .count()
                / column.rows();
    }

    /** How often each category occurs. */
    public static int[] counts(AuditColumn.Categories column) {
        int[] counts = new int[column.labels().size()];
        for (int code : column.codes()) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        return counts;
    }

    /** The share of a real column's categories that another has too; NaN if the real one has none. */
    static double categoryCoverage(AuditColumn.Categories real, AuditColumn.Categories other) {
        return coverage(counts(real), counts(other), Integer.MAX_VALUE);
    }

    /** The same of the real column's rare categories. */
    static double rareCoverage(AuditColumn.Categories real, AuditColumn.Categories other) {
        return coverage(counts(real), counts(other), (int) Math.floor(RARE * real.rows()));
    }

    private static double coverage(int[] real, int[] other, int most) {
        int[] present = IntStream.range(0, real.length)
                .filter(code -> real[code] > 0 && real[code] <= most)
                .toArray();
        return present.length == 0
                ? Double.NaN
                : (double) Arrays.stream(present)
                                .filter(code -> other[code] > 0)
                                .count()
                        / present.length;
    }

    /**
     * The share of a real column's range, from its lowest to its highest value, that another's range covers.
     *
     * @param real ascending
     * @param other ascending
     * @return NaN if the real one has no range
     */
    static double rangeCoverage(double[] real, double[] other) {
        if (real.length == 0 || real[0] == real[real.length - 1]) {
            return Double.NaN;
        }
        if (other.length == 0) {
            return 0;
        }
        double low = real[0];
        double high = real[real.length - 1];
        double covered = Math.min(high, other[other.length - 1]) - Math.max(low, other[0]);
        return Math.max(0, covered / (high - low));
    }

    /** A quantile of ascending numbers, by straight lines between them (Hyndman and Fan 1996, type 7); NaN of none. */
    public static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
