package org.effigy.measure;

import java.util.Arrays;
import org.effigy.privacy.PrivacyUnit;

/**
 * Which rows a door looks at, by their indices: at most so many of each unit, or a sample of all. Chosen by
 * a key that is drawn from the platform's secure generator; which rows of a unit are kept depends on no other unit's rows.
 */
final class KeptRows {
    private KeptRows() {}

    static void requireRows(PrivacyUnit unit) {
        if (unit.column().isPresent()) {
            throw new IllegalArgumentException("the budget is for " + unit.words()
                    + ": give the unit of each row, or ask for a budget for one row");
        }
    }

    static void requireUnits(PrivacyUnit unit, int units, int rows, int maxRows) {
        if (unit.column().isEmpty()) {
            throw new IllegalArgumentException(
                    "the budget is for single rows, but the rows have units: ask for a budget for the unit's column");
        }
        if (units != rows) {
            throw new IllegalArgumentException(units + " units were given for " + rows + " rows: give one a row");
        }
        if (maxRows < 1 || maxRows > unit.maxRows()) {
            throw new IllegalArgumentException("the rows kept per unit must be from 1 to the " + unit.maxRows()
                    + " of the budget; they are " + maxRows);
        }
    }

    /** At most {@code maxRows} of each unit, ascending. */
    static int[] of(int[] units, int maxRows, byte[] choice) {
        int[] order = shuffled(units.length, choice);
        int[] seen = new int[Arrays.stream(units).max().orElse(-1) + 1];
        return Arrays.stream(order)
                .filter(row -> seen[units[row]]++ < maxRows)
                .sorted()
                .toArray();
    }

    /** At most {@code most} of all rows, ascending. */
    static int[] sample(int rows, int most, byte[] choice) {
        return Arrays.stream(shuffled(rows, choice)).limit(most).sorted().toArray();
    }

    /** The indices of rows in a random order. */
    private static int[] shuffled(int rows, byte[] choice) {
        KeyStream random = new KeyStream(choice);
        int[] order = new int[rows];
        for (int i = 0; i < order.length; i++) {
            int j = random.below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
