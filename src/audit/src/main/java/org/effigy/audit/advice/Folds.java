package org.effigy.audit.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.learn.Answers;

/** Splits rows by lot into parts that have the rare class alike; rows of a unit stay together. */
final class Folds {
    private Folds() {}

    /**
     * The part of each row.
     *
     * @param truth of the rows
     * @param count of parts
     */
    static int[] of(AuditTable rows, Answers truth, int rare, int count, long seed) {
        List<List<Integer>> groups = groups(rows);
        List<List<Integer>> with = new ArrayList<>();
        List<List<Integer>> without = new ArrayList<>();
        for (List<Integer> group : groups) {
            boolean has = group.stream().anyMatch(row -> truth.classes()[row] == rare);
            (has ? with : without).add(group);
        }
        SplittableRandom random = new SplittableRandom(seed);
        int[] parts = new int[rows.rows()];
        int next = random.nextInt(count);
        for (List<List<Integer>> stratum : List.of(with, without)) {
            for (int i = stratum.size() - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                List<Integer> swap = stratum.get(i);
                stratum.set(i, stratum.get(j));
                stratum.set(j, swap);
            }
            for (List<Integer> group : stratum) {
                int part = next++ % count;
                group.forEach(row -> parts[row] = part);
            }
        }
        return parts;
    }

    /** The rows in a part, or those that are not, ascending. */
    static int[] rows(int[] parts, int part, boolean in) {
        return IntStream.range(0, parts.length)
                .filter(row -> (parts[row] == part) == in)
                .toArray();
    }

    private static List<List<Integer>> groups(AuditTable rows) {
        int[] units = rows.units().map(AuditColumn.Categories::codes).orElseGet(() -> {
            int[] none = new int[rows.rows()];
            Arrays.fill(none, AuditColumn.Categories.MISSING);
            return none;
        });
        Map<Integer, List<Integer>> byUnit = new HashMap<>();
        List<List<Integer>> groups = new ArrayList<>();
        for (int row = 0; row < units.length; row++) {
            List<Integer> group = units[row] == AuditColumn.Categories.MISSING ? null : byUnit.get(units[row]);
            if (group == null) {
                group = new ArrayList<>();
                groups.add(group);
                if (units[row] != AuditColumn.Categories.MISSING) {
                    byUnit.put(units[row], group);
                }
            }
            group.add(row);
        }
        return groups;
    }
}
