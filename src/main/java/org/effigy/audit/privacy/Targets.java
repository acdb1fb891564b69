package org.effigy.audit.privacy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCase;
import org.effigy.audit.AuditTable;

/**
 * The real rows whose membership is guessed: all, or one drawn at random of each unit, since rows of one person are no
 * independent trials. Members and outsiders are then draws from one population, told apart only by whether the generator
 * saw them.
 *
 * @param members of train
 * @param outsiders of the holdout
 */
record Targets(AuditTable members, AuditTable outsiders) {
    /** @throws java.util.NoSuchElementException if there is no holdout */
    static Targets of(AuditCase tables) {
        SplittableRandom random = new SplittableRandom(tables.seed());
        return new Targets(
                one(tables.train(), random.split()), one(tables.holdout().orElseThrow(), random.split()));
    }

    private static AuditTable one(AuditTable table, SplittableRandom random) {
        if (table.units().isEmpty()) {
            return table;
        }
        int[] units = table.units().get().codes();
        int[] kept = new int[Arrays.stream(units).max().orElse(-1) + 2];
        int[] seen = new int[kept.length];
        for (int row = 0; row < units.length; row++) {
            int unit = units[row] + 1;
            seen[unit]++;
            if (random.nextInt(seen[unit]) == 0) {
                kept[unit] = row;
            }
        }
        return table.select(IntStream.range(0, kept.length)
                .filter(unit -> seen[unit] > 0)
                .map(unit -> kept[unit])
                .sorted()
                .toArray());
    }
}
