package org.effigy.audit.likeness;

import java.util.Arrays;

/**
 * The cells of several tables over a few columns, numbered from 0: with a number for each possible combination where
 * they are few, else for each that occurs. Kept by a worker from one set of columns to the next to spare memory.
 */
final class Cells {
    /** Up to so many combinations have numbers of their own. */
    private static final int DENSE = 1 << 20;

    private final int[][] cells;
    private int size;
    private long[] keys = new long[0];
    private int[] numbers = new int[0];

    /** For tables of these numbers of rows. */
    Cells(int... rows) {
        cells = Arrays.stream(rows).mapToObj(int[]::new).toArray(int[][]::new);
    }

    /** Numbers the cells of the tables, which are those of the constructor in order, over these columns. */
    void number(int[] clique, BinnedTable... tables) {
        double combinations = 1;
        for (int column : clique) {
            combinations *= tables[0].sizes()[column];
        }
        boolean dense = combinations <= DENSE;
        if (!dense) {
            prepare();
        }
        for (int t = 0; t < tables.length; t++) {
            int[] target = cells[t];
            if (dense) {
                dense(clique, tables[t], target);
            } else {
                hashed(clique, tables[t], target);
            }
        }
        if (dense) {
            size = (int) combinations;
        }
    }

    /** How many numbers there are; some may have no row. */
    int size() {
        return size;
    }

    /** The cell of each row of a table; overwritten by the next numbering. */
    int[] of(int table) {
        return cells[table];
    }

    private static void dense(int[] clique, BinnedTable table, int[] target) {
        System.arraycopy(table.columns()[clique[0]], 0, target, 0, target.length);
        for (int i = 1; i < clique.length; i++) {
            int factor = table.sizes()[clique[i]];
            int[] column = table.columns()[clique[i]];
            for (int row = 0; row < target.length; row++) {
                target[row] = target[row] * factor + column[row];
            }
        }
    }

    private void prepare() {
        int rows = Arrays.stream(cells).mapToInt(table -> table.length).sum();
        int capacity = Integer.highestOneBit(Math.max(8, rows)) * 4;
        if (keys.length < capacity) {
            keys = new long[capacity];
            numbers = new int[capacity];
        }
        Arrays.fill(keys, -1);
        size = 0;
    }

    private void hashed(int[] clique, BinnedTable table, int[] target) {
        int mask = keys.length - 1;
        for (int row = 0; row < target.length; row++) {
            long key = 0;
            for (int column : clique) {
                key = key * table.sizes()[column] + table.columns()[column][row];
            }
            long hash = key * 0x9E3779B97F4A7C15L;
            int slot = (int) (hash ^ hash >>> 32) & mask;
            while (keys[slot] != key && keys[slot] != -1) {
                slot = slot + 1 & mask;
            }
            if (keys[slot] == -1) {
                keys[slot] = key;
                numbers[slot] = size++;
            }
            target[row] = numbers[slot];
        }
    }
}
