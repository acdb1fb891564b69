package org.effigy.audit.disclosure;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.privacy.NeighbourSearch;
import org.effigy.audit.privacy.Neighbours;

/**
 * Attribute inference: the attacker knows some columns of a target and guesses a secret one as that of the nearest
 * synthetic row (Giomi et al. 2023, section 4.3). A category is guessed right if it is the same, a number if it is off by
 * no more than a tolerance on the column's public scale. What synthetic rows tell about everybody lets the guess succeed
 * on the control group as well: only what they tell about people whose rows were used is a risk. The naive guess is the
 * secret of any synthetic row.
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
            Near near,
            SplittableRandom random) {
        AuditTable mixed = synthetic.select(Groups.shuffled(synthetic.rows(), random));
        int hidden = mixed.position(secret);
        double slack = mixed.columns().get(hidden) instanceof AuditColumn.Numbers ? tolerance : 0;
        double[] guesses = near.values(mixed, hidden);
        NeighbourSearch search = near.among(mixed, known);
        long[] right = new long[2];
        for (int group = 0; group < 2; group++) {
            AuditTable targets = group == 0 ? groups.train() : groups.control();
            Neighbours nearest = near.find(search, targets, known, 1);
            double[] truth = near.values(targets, hidden);
            right[group] = IntStream.range(0, truth.length)
                    .filter(target -> same(truth[target], guesses[nearest.row(target, 0)], slack))
                    .count();
        }
        long naive = Arrays.stream(near.values(groups.train(), hidden))
                .filter(truth -> same(truth, guesses[random.nextInt(guesses.length)], slack))
                .count();
        return new Attack(
                id,
                "Inference of " + secret,
                new Excess(right[0], groups.size(), right[1], groups.size()),
                new Excess(right[0], groups.size(), naive, groups.size()),
                level);
    }

    /** Two missing cells are the same; a missing one is far from all others. */
    private static boolean same(double truth, double guess, double slack) {
        return Math.abs(truth - guess) <= slack;
    }
}
