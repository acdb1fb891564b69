package org.effigy.audit.privacy;

import java.util.Arrays;

/** Finds rows that equal a row: all of them, by hash and then cell by cell. Memory is linear in the rows. Immutable. */
final class RowIndex {
    private final Cells cells;
    private final int without;
    private final int mask;
    /** A row that stands for all that equal it, at its hash or the next free place; -1 where there is none. */
    private final int[] rows;

    private final int[] counts;

    private RowIndex(Cells cells, int without) {
        this.cells = cells;
        this.without = without;
        this.mask = Integer.highestOneBit(Math.max(8, cells.rows())) * 4 - 1;
        this.rows = new int[mask + 1];
        this.counts = new int[mask + 1];
        Arrays.fill(rows, -1);
        for (int row = 0; row < cells.rows(); row++) {
            int place = place(cells, row);
            rows[place] = rows[place] < 0 ? row : rows[place];
            counts[place]++;
        }
    }

    /** Rows are equal if all their cells are. */
    static RowIndex of(Cells cells) {
        return new RowIndex(cells, -1);
    }

    /** Rows are equal if all their cells are, but for those of one column. */
    static RowIndex without(Cells cells, int column) {
        return new RowIndex(cells, column);
    }

    /** How many rows equal a row of a table that was coded together with this one. */
    int count(Cells other, int row) {
        return counts[place(other, row)];
    }

    private int place(Cells other, int row) {
        int place = (int) other.hash(row, without) & mask;
        while (rows[place] >= 0 && !other.equal(row, cells, rows[place], without)) {
            place = place + 1 & mask;
        }
        return place;
    }
}
