package org.effigy.audit.learn;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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

    /** Half of a table's rows; of its units, with all their rows, where it has any. At least one row. */
    public static AuditTable half(AuditTable table, long seed) {
        if (table.units().isEmpty()) {
            return of(table, Math.max(1, table.rows() / 2), seed);
        }
        int[] codes = table.units().get().codes();
        int[] units = Arrays.stream(codes).distinct().sorted().toArray();
        boolean[] chosen = new boolean[units.length];
        Arrays.stream(of(units.length, Math.max(1, units.length / 2), seed)).forEach(unit -> chosen[unit] = true);
        return table.select(IntStream.range(0, codes.length)
                .filter(row -> chosen[Arrays.binarySearch(units, codes[row])])
                .toArray());
    }
}
