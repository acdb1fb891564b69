package org.effigy.audit.likeness;

import java.util.Arrays;
import org.effigy.audit.Internal;

/**
 * Numbers for the pairs of two columns: each possible pair has one where they are few, else each that occurs.
 *
 * @param cells by row; -1 where one of the two is negative (missing)
 * @param size more than any number
 */
@Internal
public record Numbering(int[] cells, int size) {
    private static final int DENSE = 1 << 16;

    /** Of two columns with values below {@code sizeA} and {@code sizeB}. */
    public static Numbering of(int[] a, int sizeA, int[] b, int sizeB) {
        int[] cells = new int[a.length];
        if ((long) sizeA * sizeB <= DENSE) {
            for (int row = 0; row < a.length; row++) {
                cells[row] = a[row] < 0 || b[row] < 0 ? -1 : a[row] * sizeB + b[row];
            }
            return new Numbering(cells, sizeA * sizeB);
        }
        int mask = Integer.highestOneBit(Math.max(8, a.length)) * 4 - 1;
        long[] keys = new long[mask + 1];
        int[] numbers = new int[mask + 1];
        Arrays.fill(keys, -1);
        int size = 0;
        for (int row = 0; row < a.length; row++) {
            if (a[row] < 0 || b[row] < 0) {
                cells[row] = -1;
                continue;
            }
            long key = (long) a[row] * sizeB + b[row];
            long hash = key * 0x9E3779B97F4A7C15L;
            int slot = (int) (hash ^ hash >>> 32) & mask;
            while (keys[slot] != key && keys[slot] != -1) {
                slot = slot + 1 & mask;
            }
            if (keys[slot] == -1) {
                keys[slot] = key;
                numbers[slot] = size++;
            }
            cells[row] = numbers[slot];
        }
        return new Numbering(cells, size);
    }
}
