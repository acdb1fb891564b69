package org.effigy.measure;

import java.util.Arrays;

/**
 * The cells of a marginal that hold rows, with their counts: at most about as many as there are rows, however large the
 * marginal is. Where most cells hold rows all are here, those without rows with a count of 0. Private, and never outside
 * this package.
 */
final class Support {
    /** The places of the cells; none where all cells are here. */
    private final int[] cells;

    /** One of the two is empty: counts are small numbers mostly. */
    private final int[] counts;

    private final long[] largeCounts;

    private Support(int[] cells, long[] counts) {
        this.cells = cells;
        boolean isLarge = Arrays.stream(counts).anyMatch(count -> count != (int) count);
        this.largeCounts = isLarge ? counts : new long[0];
        this.counts = isLarge
                ? new int[0]
                : Arrays.stream(counts).mapToInt(count -> (int) count).toArray();
    }

    /** Those of a whole marginal, which is the caller's no more. */
    static Support of(long[] marginal) {
        int held = 0;
        for (long count : marginal) {
            held += count != 0 ? 1 : 0;
        }
        if (2L * held >= marginal.length) {
            return new Support(new int[0], marginal);
        }
        int[] cells = new int[held];
        long[] counts = new long[held];
        for (int cell = 0, at = 0; cell < marginal.length; cell++) {
            if (marginal[cell] != 0) {
                cells[at] = cell;
                counts[at++] = marginal[cell];
            }
        }
        return new Support(cells, counts);
    }

    /** How many cells are here. */
    int size() {
        return counts.length + largeCounts.length;
    }

    /** How many numbers of 32 bits it takes to keep it. */
    int room() {
        return cells.length + counts.length + 2 * largeCounts.length;
    }

    /** The place of the {@code i}-th of them in the marginal, ascending. */
    int cell(int i) {
        return cells.length == 0 ? i : cells[i];
    }

    /** The rows in it. */
    long count(int i) {
        return counts.length == 0 ? largeCounts[i] : counts[i];
    }
}
