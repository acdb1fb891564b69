package org.effigy.audit.learn;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.effigy.audit.AuditTable;

/** Rows drawn without replacement, by a seed. */
public final class Subsample {
    private Subsample() {}

    /**
     * The positions of {@code size} of {@code rows} rows, ascending; all of them if there are no more.
     *
     * @throws IllegalArgumentException if the size is negative
     */
    public static int[] of(int rows, int size, long seed) {
        if (size < 0) {
            throw new IllegalArgumentException("a subsample has no negative size; asked for " + size);
        }
        int[] positions = new int[rows];
        Arrays.setAll(positions, i -> i);
        if (size >= rows) {
            return positions;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i, rows);
            int swap = positions[i];
            positions[i] = positions[j];
            positions[j] = swap;
        }
        int[] chosen = Arrays.copyOf(positions, size);
        Arrays.sort(chosen);
        return chosen;
    }

    /** The same of a table's rows; the table itself if it has no more. */
    public static AuditTable of(AuditTable table, int size, long seed) {
        return size >= table.rows() ? table : table.select(of(table.rows(), size, seed));
    }
}
