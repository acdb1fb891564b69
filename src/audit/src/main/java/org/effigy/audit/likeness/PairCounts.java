package org.effigy.audit.likeness;

import java.util.Arrays;
import org.effigy.audit.Internal;

/**
 * How often two categories stand together: in all rows, and for jackknives without one group of rows at a time.
 */
@Internal
public final class PairCounts {
    /** Beyond so many counters the groups are left out. */
    private static final long MOST = 4_000_000;

    private final int[] first;
    private final int[] second;
    private final int[] counts;
    private final int[][] ofGroup;
    private final int sizeA;
    private final int sizeB;

    private PairCounts(int[] first, int[] second, int[] counts, int[][] ofGroup, int sizeA, int sizeB) {
        this.first = first;
        this.second = second;
        this.counts = counts;
        this.ofGroup = ofGroup;
        this.sizeA = sizeA;
        this.sizeB = sizeB;
    }

    /** A number made of counts. */
    public interface Statistic {
        /**
         * Of the cells that have a row.
         *
         * @param cells how often each pair stands together
         * @param a by pair, how often its first category occurs
         * @param b by pair, how often its second category occurs
         * @param totalsA how often each first category occurs
         * @param totalsB how often each second category occurs
         * @param rows the sum
         */
        double of(int[] cells, int[] a, int[] b, int[] totalsA, int[] totalsB, int rows);
    }

    /**
     * Counts; rows in which a category is negative (missing) are left out.
     *
     * @param group the group of each row, 0 .. groups - 1
     * @param groups 0 for none
     */
    public static PairCounts of(int[] a, int sizeA, int[] b, int sizeB, byte[] group, int groups) {
        Numbering numbering = Numbering.of(a, sizeA, b, sizeB);
        int cells = numbering.size();
        int[] counts = new int[cells];
        int kept = (long) cells * groups <= MOST ? groups : 0;
        int[][] ofGroup = new int[kept][cells];
        int[] first = new int[cells];
        int[] second = new int[cells];
        int[] cell = numbering.cells();
        for (int row = 0; row < a.length; row++) {
            int at = cell[row];
            if (at >= 0) {
                if (counts[at]++ == 0) {
                    first[at] = a[row];
                    second[at] = b[row];
                }
                if (kept > 0) {
                    ofGroup[group[row]][at]++;
                }
            }
        }
        return new PairCounts(first, second, counts, ofGroup, sizeA, sizeB);
    }

    /** The statistic of all rows, then without each group; only the first where groups were not asked for or too many. */
    public double[] evaluate(Statistic statistic) {
        double[] results = new double[1 + ofGroup.length];
        results[0] = evaluate(statistic, counts);
        int[] without = new int[counts.length];
        for (int g = 0; g < ofGroup.length; g++) {
            for (int cell = 0; cell < counts.length; cell++) {
                without[cell] = counts[cell] - ofGroup[g][cell];
            }
            results[1 + g] = evaluate(statistic, without);
        }
        return results;
    }

    private double evaluate(Statistic statistic, int[] cells) {
        int[] totalsA = new int[sizeA];
        int[] totalsB = new int[sizeB];
        int rows = 0;
        for (int cell = 0; cell < cells.length; cell++) {
            totalsA[first[cell]] += cells[cell];
            totalsB[second[cell]] += cells[cell];
            rows += cells[cell];
        }
        return statistic.of(cells, first, second, totalsA, totalsB, rows);
    }

    /** Cramer's V, corrected for bias (Bergsma 2013); NaN with fewer than two categories in a column. */
    public static double cramersV(int[] cells, int[] a, int[] b, int[] totalsA, int[] totalsB, int rows) {
        double levelsA = Arrays.stream(totalsA).filter(total -> total > 0).count();
        double levelsB = Arrays.stream(totalsB).filter(total -> total > 0).count();
        if (levelsA < 2 || levelsB < 2) {
            return Double.NaN;
        }
        double sum = 0;
        for (int cell = 0; cell < cells.length; cell++) {
            if (cells[cell] > 0) {
                sum += (double) cells[cell] * cells[cell] / ((double) totalsA[a[cell]] * totalsB[b[cell]]);
            }
        }
        double free = rows - 1.0;
        double phi = Math.max(0, sum - 1 - (levelsA - 1) * (levelsB - 1) / free);
        double rowsLeft = levelsA - (levelsA - 1) * (levelsA - 1) / free;
        double columnsLeft = levelsB - (levelsB - 1) * (levelsB - 1) / free;
        double room = Math.min(rowsLeft, columnsLeft) - 1;
        return room > 0 ? Math.sqrt(phi / room) : Double.NaN;
    }

    /** Mutual information in nats, of the shares as they are; NaN without rows. */
    static double mutualInformation(int[] cells, int[] a, int[] b, int[] totalsA, int[] totalsB, int rows) {
        double sum = entropySum(cells) - entropySum(totalsA) - entropySum(totalsB);
        return rows == 0 ? Double.NaN : Math.max(0, Math.log(rows) + sum / rows);
    }

    private static double entropySum(int[] counts) {
        double sum = 0;
        for (int count : counts) {
            if (count > 1) {
                sum += count * Math.log(count);
            }
        }
        return sum;
    }
}
