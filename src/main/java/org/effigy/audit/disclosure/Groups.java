package org.effigy.audit.disclosure;

import java.util.BitSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/**
 * Equally many people whose rows the generator saw and did not see, drawn at random, one row a person. With unequal
 * numbers the same attack would succeed unequally often without any leak: a predicate that singles out one of 24,000
 * rows singles out one of 12,000 less often.
 *
 * @param train rows that the generator saw
 * @param control as many that it did not see
 */
record Groups(AuditTable train, AuditTable control) {
    /** As many as both tables have, {@code most} at most. */
    static Groups of(AuditTable train, AuditTable holdout, int most, SplittableRandom random) {
        int[] seen = onePerUnit(train, random);
        int[] unseen = onePerUnit(holdout, random);
        int size = Math.min(most, Math.min(seen.length, unseen.length));
        return new Groups(train.select(first(seen, size)), holdout.select(first(unseen, size)));
    }

    /** The number of rows of each. */
    int size() {
        return train.rows();
    }

    private static int[] first(int[] rows, int size) {
        return IntStream.range(0, size).map(i -> rows[i]).toArray();
    }

    /** Rows in random order, the first of each unit: rows of one person are no independent trials. */
    private static int[] onePerUnit(AuditTable table, SplittableRandom random) {
        int[] order = shuffled(table.rows(), random);
        Optional<AuditColumn.Categories> units = table.units();
        if (units.isEmpty()) {
            return order;
        }
        int[] codes = units.get().codes();
        BitSet had = new BitSet();
        return IntStream.of(order)
                .filter(row -> {
                    boolean next = codes[row] == AuditColumn.Categories.MISSING || !had.get(codes[row]);
                    if (codes[row] != AuditColumn.Categories.MISSING) {
                        had.set(codes[row]);
                    }
                    return next;
                })
                .toArray();
    }

    /** {@code 0 .. size - 1} in random order. */
    static int[] shuffled(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
