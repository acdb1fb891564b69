package org.effigy.audit.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.learn.Answers;
import org.effigy.audit.learn.Predictions;
import org.junit.jupiter.api.Test;

/** Scores against their definitions. */
class GoalTest {
    private static Outcome outcome(double[] scores, double threshold) {
        boolean[] flagged = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            flagged[i] = scores[i] >= threshold;
        }
        return new Outcome(
                new Predictions(
                        new double[][] {Arrays.stream(scores).map(s -> 1 - s).toArray(), scores}),
                flagged);
    }

    /** Over every threshold that accuses at most one in a hundred of the others, the most that is found. */
    @Test
    void recallIsTheMostAtFewFalseAlarms() {
        SplittableRandom random = new SplittableRandom(4);
        int[] classes = IntStream.range(0, 700).map(i -> i % 7 == 0 ? 1 : 0).toArray();
        double[] scores = Arrays.stream(classes)
                .mapToDouble(c -> Math.rint(20 * Math.min(1, .4 * c + .6 * random.nextDouble())) / 20)
                .toArray();
        int[] weights = IntStream.range(0, 700).map(i -> random.nextInt(3)).toArray();
        double best = 0;
        for (double threshold = 0; threshold <= 1.05; threshold += .05) {
            double found = 0;
            double own = 0;
            double accused = 0;
            double others = 0;
            for (int i = 0; i < 700; i++) {
                boolean flagged = scores[i] > threshold - .025;
                own += classes[i] * weights[i];
                others += (1 - classes[i]) * weights[i];
                found += flagged ? classes[i] * weights[i] : 0;
                accused += flagged ? (1 - classes[i]) * weights[i] : 0;
            }
            best = accused <= .01 * others ? Math.max(best, found / own) : best;
        }
        assertTrue(best > 0 && best < 1);
        assertEquals(
                best,
                Goal.RECALL
                        .of(Answers.ofClasses(classes, 2), 1, outcome(scores, .5), Cost.EVEN)
                        .value(weights),
                1e-12);
    }

    /** Two found, one false alarm, one missed. */
    @Test
    void decisionsAreCounted() {
        Answers truth = Answers.ofClasses(new int[] {1, 1, 1, 0, 0, 0}, 2);
        Outcome outcome = outcome(new double[] {.9, .8, .1, .7, .2, .3}, .5);
        int[] once = {1, 1, 1, 1, 1, 1};
        assertEquals(
                2. * 2 / (2 * 2 + 1 + 1),
                Goal.F1.of(truth, 1, outcome, Cost.EVEN).value(once),
                1e-12);
        assertEquals(
                (1 + 20) / 6., Goal.COST.of(truth, 1, outcome, new Cost(1, 20)).value(once), 1e-12);
        assertTrue(Goal.COST.gain(1, 2) > 0 && Goal.PR_AUC.gain(1, 2) < 0);
        assertThrows(IllegalArgumentException.class, () -> new Cost(0, 1));
    }
}
