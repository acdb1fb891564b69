package org.effigy.audit.disclosure;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/**
 * Attribute inference: the attacker knows some columns of a target and guesses a secret one as that of the nearest
 * synthetic row (Giomi et al. 2023, section 4.3). A category is guessed right if it is the same, a number if it is off by
 * no more than a tolerance on the column's public scale. What synthetic rows tell about everybody lets the guess succeed
 * on the control group as well: only what they tell about people whose rows were used is a risk. The naive guess is the
 * one value that is right for the most synthetic rows.
 */
final class Inference {
    private Inference() {}

    static Attack attack(
            Groups groups,
            AuditTable synthetic,
            String id,
            String secret,
            int[] known,
            double tolerance,
            double level,
            SplittableRandom random) {
        AuditTable mixed = synthetic.select(Groups.shuffled(synthetic.rows(), random));
        AuditColumn guesses = mixed.column(secret);
        Nearness nearness = Nearness.of(mixed, known);
        double slack = guesses instanceof AuditColumn.Numbers numbers ? slack(numbers, tolerance) : 0;
        long hits = right(groups.train(), secret, nearness, guesses, slack);
        long control = right(groups.control(), secret, nearness, guesses, slack);
        int best = mostCommon(guesses, slack);
        AuditColumn truth = groups.train().column(secret);
        long naive = IntStream.range(0, groups.size())
                .filter(target -> same(truth, target, guesses, best, slack))
                .count();
        return new Attack(
                id,
                "Inference of " + secret,
                new Excess(hits, groups.size(), control, groups.size()),
                new Excess(hits, groups.size(), naive, groups.size()),
                level);
    }

    private static double slack(AuditColumn.Numbers numbers, double tolerance) {
        double[] range = Nearness.range(numbers);
        return tolerance * (range[1] - range[0]);
    }

    private static long right(AuditTable targets, String secret, Nearness nearness, AuditColumn guesses, double slack) {
        int[][] nearest = nearness.nearest(targets, 1);
        AuditColumn truth = targets.column(secret);
        return IntStream.range(0, targets.rows())
                .filter(target -> same(truth, target, guesses, nearest[target][0], slack))
                .count();
    }

    private static boolean same(AuditColumn truth, int target, AuditColumn guesses, int row, double slack) {
        if (truth.isMissing(target) || guesses.isMissing(row)) {
            return truth.isMissing(target) && guesses.isMissing(row);
        }
        return Math.abs(Condition.value(truth, target) - Condition.value(guesses, row)) <= slack;
    }

    /** A row whose value is right for the most rows. */
    private static int mostCommon(AuditColumn column, double slack) {
        int[] present = IntStream.range(0, column.rows())
                .filter(row -> !column.isMissing(row))
                .boxed()
                .sorted((a, b) -> Double.compare(Condition.value(column, a), Condition.value(column, b)))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values = Arrays.stream(present)
                .mapToDouble(row -> Condition.value(column, row))
                .toArray();
        int best = column.rows() - present.length;
        int at = IntStream.range(0, column.rows())
                .filter(column::isMissing)
                .findFirst()
                .orElse(0);
        for (int i = 0, low = 0, high = 0; i < values.length; i++) {
            while (values[i] - values[low] > slack) {
                low++;
            }
            while (high < values.length && values[high] - values[i] <= slack) {
                high++;
            }
            if (high - low > best) {
                best = high - low;
                at = present[i];
            }
        }
        return at;
    }
}
