package org.effigy.audit.advice;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.effigy.audit.AuditTable;
import org.effigy.audit.learn.Answers;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.Subsample;
import org.effigy.audit.learn.Task;

/**
 * A learner with a remedy.
 *
 * @param learner who learns
 * @param remedy from what
 */
record Arm(Learner learner, Remedy remedy) {
    /** Of the rows, the part on which a threshold is tuned. */
    private static final double TUNED_ON = .25;

    /** Even odds. */
    private static final double EVEN = .5;

    /** Learns, and says of other rows what it thinks. */
    Outcome run(Task task, int rare, AuditTable real, AuditTable synthetic, AuditTable tested, Cost cost, long seed) {
        Predictions predictions =
                remedy.apply(task, rare, real, synthetic, seed).fit(learner).score(tested);
        double threshold = remedy.kind() == Remedy.Kind.THRESHOLD ? threshold(task, rare, real, cost, seed + 1) : EVEN;
        double[] scores = predictions.scores()[rare];
        boolean[] flagged = new boolean[scores.length];
        for (int row = 0; row < flagged.length; row++) {
            flagged[row] = scores[row] >= threshold;
        }
        return new Outcome(predictions, flagged);
    }

    /** The threshold that costs least, or finds best where both errors cost the same, on a part that was kept apart. */
    private double threshold(Task task, int rare, AuditTable real, Cost cost, long seed) {
        int[] kept = Subsample.of(real.rows(), (int) Math.ceil(TUNED_ON * real.rows()), seed);
        boolean[] isKept = new boolean[real.rows()];
        Arrays.stream(kept).forEach(row -> isKept[row] = true);
        AuditTable learned = real.select(
                IntStream.range(0, isKept.length).filter(row -> !isKept[row]).toArray());
        AuditTable tuned = real.select(kept);
        Answers truth = task.answers(tuned);
        Predictions predictions = Remedy.NONE
                .apply(task, rare, learned, learned, seed)
                .fit(learner)
                .score(tuned);
        double[] scores = predictions.scores()[rare];
        double[] candidates = Arrays.stream(scores).sorted().distinct().toArray();
        Goal goal = cost.equals(Cost.EVEN) ? Goal.F1 : Goal.COST;
        int[] once = new int[tuned.rows()];
        Arrays.fill(once, 1);
        double best = EVEN;
        double most = Double.NEGATIVE_INFINITY;
        for (double candidate : thinned(candidates)) {
            boolean[] flagged = new boolean[scores.length];
            for (int row = 0; row < flagged.length; row++) {
                flagged[row] = scores[row] >= candidate;
            }
            double value = goal.gain(
                    goal.of(truth, rare, new Outcome(predictions, flagged), cost)
                            .value(once),
                    0);
            if (value > most) {
                most = value;
                best = candidate;
            }
        }
        return best;
    }

    private static double[] thinned(double[] candidates) {
        int step = Math.max(1, candidates.length / 200);
        return IntStream.iterate(0, i -> i < candidates.length, i -> i + step)
                .mapToDouble(i -> candidates[i])
                .toArray();
    }
}
