package org.effigy.audit.privacy;

import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/** The cells of a table as 64-bit words that are equal where the cells are, and a hash of each row. Immutable. */
final class Cells {
    private final long[][] columns;
    private final long[] hashes;

    private Cells(long[][] columns, long[] hashes) {
        this.columns = columns;
        this.hashes = hashes;
    }

    static Cells of(AuditTable table) {
        int rows = table.rows();
        long[][] columns = new long[table.columns().size()][rows];
        long[] hashes = new long[rows];
        for (int column = 0; column < columns.length; column++) {
            AuditColumn source = table.columns().get(column);
            long[] cells = columns[column];
            for (int row = 0; row < rows; row++) {
                // Adding 0 makes -0 and 0 one; the bits of all NaN are one.
                cells[row] = source instanceof AuditColumn.Numbers numbers
                        ? Double.doubleToLongBits(numbers.values()[row] + 0.0)
                        : ((AuditColumn.Categories) source).codes()[row];
                hashes[row] += mixed(column, cells[row]);
            }
        }
        return new Cells(columns, hashes);
    }

    int rows() {
        return hashes.length;
    }

    int columns() {
        return columns.length;
    }

    long cell(int column, int row) {
        return columns[column][row];
    }

    /** The hash of a row whose cell in one column doesn't count; with -1 all count. */
    long hash(int row, int without) {
        return without < 0 ? hashes[row] : hashes[row] - mixed(without, columns[without][row]);
    }

    /** Whether a row equals a row of other cells, but for one column that doesn't count; with -1 all count. */
    boolean equal(int row, Cells other, int otherRow, int without) {
        for (int column = 0; column < columns.length; column++) {
            if (column != without && columns[column][row] != other.columns[column][otherRow]) {
                return false;
            }
        }
        return true;
    }

    /** Mixes as SplitMix64 does (Steele, Lea, Flood 2014). */
    private static long mixed(int column, long cell) {
        long z = cell * 0x9E3779B97F4A7C15L + (column + 1) * 0xD1B54A32D192ED03L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
