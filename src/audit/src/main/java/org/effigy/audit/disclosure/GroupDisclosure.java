package org.effigy.audit.disclosure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.privacy.Discretised;

/**
 * Disclosure by groups: the attacker knows some columns of a target, and all synthetic rows that agree on them have the same
 * secret. It is a success if that is the target's: disclosive in the synthetic table and correct in the original, DiSCO
 * (Raab, Nowok, Dibben 2024, Practical privacy metrics for synthetic data). That everybody of a group shares a secret can be
 * true of the population; only what holds more often of people whose rows were used is a risk. The naive guess says of the
 * same groups the secret of any synthetic row.
 */
final class GroupDisclosure {
    static final String ID = "privacy.group-disclosure";

    /** As many synthetic rows for each group at least, on average, before another column is known. */
    private static final int ROWS_A_GROUP = 3;

    /** So many columns' values fit a key of 64 bits. */
    private static final int MOST_COLUMNS = 15;

    /** A group whose rows differ in their secret. */
    private static final int MIXED = Integer.MIN_VALUE;

    private final Discretised bins;
    private final int[] columns;
    private final int hidden;

    private GroupDisclosure(Discretised bins, int[] columns, int hidden) {
        this.bins = bins;
        this.columns = columns;
        this.hidden = hidden;
    }

    static Attack attack(
            Groups groups,
            AuditTable synthetic,
            String id,
            String secret,
            int[] known,
            double level,
            SplittableRandom random) {
        int hidden = synthetic.position(secret);
        Discretised bins = Discretised.of(List.of(synthetic));
        GroupDisclosure group = new GroupDisclosure(bins, columns(bins, synthetic, known), hidden);
        long[] keys = group.keys(synthetic);
        int[] secrets = group.secrets(synthetic);
        Map<Long, Integer> told = new HashMap<>();
        for (int row = 0; row < keys.length; row++) {
            int own = secrets[row];
            told.merge(keys[row], own, (one, other) -> one.equals(other) ? one : MIXED);
        }
        long[] right = new long[2];
        long naive = 0;
        for (int side = 0; side < 2; side++) {
            AuditTable targets = side == 0 ? groups.train() : groups.control();
            long[] of = group.keys(targets);
            int[] truth = group.secrets(targets);
            for (int row = 0; row < of.length; row++) {
                int guess = told.getOrDefault(of[row], MIXED);
                right[side] += guess == truth[row] ? 1 : 0;
                if (side == 0 && guess != MIXED) {
                    naive += secrets[random.nextInt(secrets.length)] == truth[row] ? 1 : 0;
                }
            }
        }
        return new Attack(
                id,
                "Disclosure of " + secret + " by groups",
                new Excess(right[0], groups.size(), right[1], groups.size()),
                new Excess(right[0], groups.size(), naive, groups.size()),
                level);
    }

    /** Of the known columns those of most entropy, until groups are small. */
    private static int[] columns(Discretised bins, AuditTable synthetic, int[] known) {
        int[][] values = bins.of(synthetic);
        List<Integer> byEntropy = Arrays.stream(known)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer column) -> -entropy(values[column], bins.values()))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<Integer> chosen = new ArrayList<>();
        for (int column : byEntropy) {
            chosen.add(column);
            int[] sofar = chosen.stream().mapToInt(Integer::intValue).toArray();
            long count = Arrays.stream(keys(values, sofar, synthetic.rows(), bins.values()))
                    .distinct()
                    .count();
            if (chosen.size() == MOST_COLUMNS || count * ROWS_A_GROUP >= synthetic.rows()) {
                break;
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double entropy(int[] values, int size) {
        int[] counts = new int[size];
        for (int value : values) {
            counts[value]++;
        }
        return Arrays.stream(counts)
                .filter(count -> count > 0)
                .mapToDouble(count -> -count * Math.log((double) count / values.length))
                .sum();
    }

    private long[] keys(AuditTable table) {
        return keys(bins.of(table), columns, table.rows(), bins.values());
    }

    private static long[] keys(int[][] values, int[] columns, int rows, int size) {
        long[] keys = new long[rows];
        for (int column : columns) {
            for (int row = 0; row < rows; row++) {
                keys[row] = keys[row] * size + values[column][row];
            }
        }
        return keys;
    }

    /** Categories as they are, numbers in bins. */
    private int[] secrets(AuditTable table) {
        return table.columns().get(hidden) instanceof AuditColumn.Categories categories
                ? categories.codes()
                : bins.of(table)[hidden];
    }
}
