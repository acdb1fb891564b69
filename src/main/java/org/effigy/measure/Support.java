package org.effigy.measure;

import java.util.Arrays;

/**
 * The cells of a marginal that hold rows, with their counts: at most as many as there are rows, however large the
 * marginal is. Private, and never outside this package.
 */
final class Support {
    private final int[] cells;
    private final long[] counts;

    private Support(int[] cells, long[] counts) {
        this.cells = cells;
        this.counts = counts;
    }

    /** Those of a whole marginal. */
    static Support of(long[] marginal) {
        int[] cells = new int
                [(int) Arrays.stream(marginal).filter(count -> count != 0).count()];
        long[] counts = new long[cells.length];
        int held = 0;
        for (int cell = 0; cell < marginal.length; cell++) {
            if (marginal[cell] != 0) {
                cells[held] = cell;
                counts[held++] = marginal[cell];
            }
        }
        return new Support(cells, counts);
    }

    /** How many cells hold rows. */
    int size() {
        return cells.length;
    }

    /** The place of the {@code i}-th of them in the marginal, ascending. */
    int cell(int i) {
        return cells[i];
    }

    /** The rows in it, at least 1. */
    long count(int i) {
        return counts[i];
    }
}
