package org.effigy.audit.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.effigy.audit.AuditTable;
import org.effigy.audit.learn.Answers;
import org.effigy.audit.learn.Bootstrap;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.Statistic;
import org.effigy.audit.learn.Task;

/**
 * Arms that are tried by repeated cross-validation on the same folds; each is scored on all real rows, by models that did not
 * learn from them. Arms that are clearly behind drop out after a repeat. A difference of two arms has two sources of error:
 * which rows it was tested on (a paired bootstrap) and which it learned from (the variance over repeats, not divided by their
 * number, because all repeats learn from the same rows; in the spirit of Nadeau, Bengio 2003).
 */
final class Race {
    private static final int DRAWS = 200;

    /** An arm that is behind the leader by more than chance explains, at this error, need not run on. */
    private static final double BEHIND = .02;

    private final Task task;
    private final int rare;
    private final AuditTable real;
    private final AuditTable synthetic;
    private final Goal goal;
    private final Cost cost;
    private final long seed;
    private final Answers truth;
    private final Bootstrap bootstrap;
    private final Map<Arm, Map<Goal, List<Statistic>>> scores = new LinkedHashMap<>();
    private final Map<Arm, List<double[]>> draws = new LinkedHashMap<>();

    Race(Task task, int rare, AuditTable real, AuditTable synthetic, Goal goal, Cost cost, long seed) {
        this.task = task;
        this.rare = rare;
        this.real = real;
        this.synthetic = synthetic;
        this.goal = goal;
        this.cost = cost;
        this.seed = seed;
        this.truth = task.answers(real);
        this.bootstrap = Bootstrap.of(real, DRAWS, seed + 17);
    }

    /**
     * Runs.
     *
     * @param arms those without a remedy stay in to the end
     * @param progress is told of repeats
     */
    void run(List<Arm> arms, int folds, int repeats, BiConsumer<Integer, Integer> progress) {
        Set<Arm> alive = new LinkedHashSet<>(arms);
        for (int repeat = 0; repeat < repeats; repeat++) {
            progress.accept(repeat, repeats);
            int[] parts = Folds.of(real, truth, rare, folds, seed + 1000L * repeat);
            repeat(List.copyOf(alive), parts, folds, seed + 1000L * repeat);
            if (repeat > 0) {
                drop(alive);
            }
        }
        progress.accept(repeats, repeats);
    }

    private record Job(Arm arm, int fold) {}

    private void repeat(List<Arm> arms, int[] parts, int folds, long drawn) {
        List<Job> jobs = new ArrayList<>();
        for (Arm arm : arms) {
            IntStream.range(0, folds).forEach(fold -> jobs.add(new Job(arm, fold)));
        }
        List<Outcome> outcomes = jobs.parallelStream()
                .map(job -> job.arm.run(
                        task,
                        rare,
                        real.select(Folds.rows(parts, job.fold, false)),
                        synthetic,
                        real.select(Folds.rows(parts, job.fold, true)),
                        cost,
                        drawn + job.fold))
                .toList();
        List<Statistic> mine = new ArrayList<>();
        for (int a = 0; a < arms.size(); a++) {
            Outcome all = together(outcomes.subList(a * folds, (a + 1) * folds), parts);
            Map<Goal, List<Statistic>> own = scores.computeIfAbsent(arms.get(a), arm -> new EnumMap<>(Goal.class));
            for (Goal each : Goal.values()) {
                own.computeIfAbsent(each, key -> new ArrayList<>()).add(each.of(truth, rare, all, cost));
            }
            mine.add(own.get(goal).get(own.get(goal).size() - 1));
        }
        double[][] values = bootstrap.values(mine);
        for (int a = 0; a < arms.size(); a++) {
            draws.computeIfAbsent(arms.get(a), arm -> new ArrayList<>()).add(values[a]);
        }
    }

    /** What the models of all folds said, each of the rows that it did not see. */
    private Outcome together(List<Outcome> folds, int[] parts) {
        double[][] all = new double[truth.count()][parts.length];
        boolean[] flagged = new boolean[parts.length];
        for (int fold = 0; fold < folds.size(); fold++) {
            int[] rows = Folds.rows(parts, fold, true);
            for (int i = 0; i < rows.length; i++) {
                for (int c = 0; c < all.length; c++) {
                    all[c][rows[i]] = folds.get(fold).predictions().scores()[c][i];
                }
                flagged[rows[i]] = folds.get(fold).flagged()[i];
            }
        }
        return new Outcome(new Predictions(all), flagged);
    }

    private void drop(Set<Arm> alive) {
        Arm leader = leader(alive);
        alive.removeIf(arm -> !arm.remedy().equals(Remedy.NONE)
                && !arm.equals(leader)
                && gain(leader, arm).isAbove(0, BEHIND));
    }

    /** The arm with the best mean. */
    Arm leader(Set<Arm> among) {
        Arm best = null;
        for (Arm arm : among) {
            best = best == null || goal.gain(value(arm, goal), value(best, goal)) > 0 ? arm : best;
        }
        return best;
    }

    /** All arms that ran. */
    Set<Arm> arms() {
        return scores.keySet();
    }

    /** How many repeats an arm ran. */
    int repeats(Arm arm) {
        return draws.get(arm).size();
    }

    /** The mean over an arm's repeats. */
    double value(Arm arm, Goal of) {
        return mean(arm, of, repeats(arm));
    }

    private double mean(Arm arm, Goal of, int repeats) {
        return scores.get(arm).get(of).subList(0, repeats).stream()
                .mapToDouble(score -> score.value(bootstrap.once()))
                .average()
                .orElse(Double.NaN);
    }

    /** By how much one arm is better than another, over the repeats that both ran. */
    Estimate gain(Arm arm, Arm than) {
        int repeats = Math.min(repeats(arm), repeats(than));
        double[] drawn = new double[DRAWS];
        double[] each = new double[repeats];
        for (int r = 0; r < repeats; r++) {
            double[] mine = draws.get(arm).get(r);
            double[] other = draws.get(than).get(r);
            for (int d = 0; d < DRAWS; d++) {
                drawn[d] += goal.gain(mine[d], other[d]) / repeats;
            }
            each[r] = goal.gain(
                    scores.get(arm).get(goal).get(r).value(bootstrap.once()),
                    scores.get(than).get(goal).get(r).value(bootstrap.once()));
        }
        double training = repeats < 2 ? 0 : Estimate.variance(each);
        return Estimate.of(
                Arrays.stream(each).average().orElse(Double.NaN),
                drawn,
                Double.isNaN(training) ? 0 : training,
                repeats);
    }
}
