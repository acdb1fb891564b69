package org.effigy.audit.disclosure;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.effigy.audit.AuditTable;

/**
 * Equally many people whose rows the generator saw and did not see, drawn at random, one row a person. With unequal
 * numbers the same attack would succeed unequally often without any leak: a predicate that singles out one of 24,000
 * rows singles out one of 12,000 less often. And each unit is as likely as any other, or the attacked of the larger table
 * would be people with more rows than those of the smaller.
 *
 * @param train rows that the generator saw
 * @param control as many that it did not see
 */
record Groups(AuditTable train, AuditTable control) {
    /** As many as both tables have, {@code most} at most. */
    static Groups of(AuditTable train, AuditTable holdout, int most, SplittableRandom random) {
        // Units first, and then some of them: the first that come up in a random order of rows have more rows than
        // others,
        // and of the larger table only the first are taken.
        AuditTable seen = train.onePerUnit(random);
        AuditTable unseen = holdout.onePerUnit(random);
        int size = Math.min(most, Math.min(seen.rows(), unseen.rows()));
        return new Groups(some(seen, size, random), some(unseen, size, random));
    }

    /** The number of rows of each. */
    int size() {
        return train.rows();
    }

    private static AuditTable some(AuditTable table, int size, SplittableRandom random) {
        return table.select(Arrays.copyOf(shuffled(table.rows(), random), size));
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
