package org.effigy.audit.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.learn.Answers;
import org.effigy.audit.learn.BoostedTrees;
import org.effigy.audit.learn.Bootstrap;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.ScoreKind;
import org.effigy.audit.learn.Stacked;
import org.effigy.audit.learn.Statistic;
import org.effigy.audit.learn.Subsample;
import org.effigy.audit.learn.Task;
import org.effigy.audit.learn.Training;

/**
 * What would make an advice worthless: a column that gives the target away, a synthetic table that teaches the opposite, a
 * holdout that is not what the real rows are.
 */
final class Doubts {
    private static final int ROUNDS = 20;
    private static final int MOST = 10_000;
    private static final int FOLDS = 5;
    private static final int DRAWS = 100;

    /** Each finding is a false alarm with this probability at most. */
    private static final double ALPHA = .005;

    /** A column that ranks like this, alone, is the target in other words. */
    private static final double GIVEN_AWAY = .98;

    /** Tables that are told apart better than this differ. */
    private static final double APART = .6;

    /** Tables that are told apart no better than this are alike. */
    private static final double ALIKE = .55;

    /** In standard deviations: what chance makes of a difference once in a thousand times. */
    private static final double MORE = 3;

    private final Task task;
    private final int rare;
    private final long seed;
    private final Learner learner = new BoostedTrees(ROUNDS);

    Doubts(Task task, int rare, long seed) {
        this.task = task;
        this.rare = rare;
        this.seed = seed;
    }

    /** Columns of the real rows that give the target away. */
    List<Advice.Doubt> leaks(AuditTable real) {
        AuditTable rows = Subsample.of(real, MOST, seed);
        Answers truth = task.answers(rows);
        int[] parts = Folds.of(rows, truth, rare, FOLDS, seed);
        List<Advice.Doubt> doubts = new ArrayList<>();
        for (AuditColumn column : rows.columns()) {
            if (column.name().equals(task.target())) {
                continue;
            }
            AuditTable only =
                    new AuditTable(rows.name(), List.of(column, rows.column(task.target())), Optional.empty());
            Estimate area = area(only, truth, parts);
            if (area.isAbove(GIVEN_AWAY, ALPHA)) {
                doubts.add(new Advice.Doubt(
                        false,
                        String.format(
                                Locale.ROOT,
                                "column '%s' alone gives '%s' away (ROC-AUC %.3f): if it is known only afterwards,"
                                        + " take it out of all tables and ask again",
                                column.name(),
                                task.target(),
                                area.value())));
            }
        }
        return doubts;
    }

    private Estimate area(AuditTable rows, Answers truth, int[] parts) {
        double[][] all = new double[truth.count()][rows.rows()];
        IntStream.range(0, FOLDS).parallel().forEach(fold -> {
            int[] tested = Folds.rows(parts, fold, true);
            Predictions said = Training.of(task, rows.select(Folds.rows(parts, fold, false)))
                    .fit(learner)
                    .score(rows.select(tested));
            for (int i = 0; i < tested.length; i++) {
                for (int c = 0; c < all.length; c++) {
                    all[c][tested[i]] = said.scores()[c][i];
                }
            }
        });
        return estimate(rows, ScoreKind.ranking(truth, new Predictions(all), rare)::area);
    }

    private Estimate estimate(AuditTable rows, Statistic statistic) {
        Bootstrap bootstrap = Bootstrap.of(rows, DRAWS, seed + 1);
        return Estimate.of(statistic.value(bootstrap.once()), bootstrap.values(List.of(statistic))[0], 0, 0);
    }

    /** Whether who learns from the synthetic rows alone ranks real rows the wrong way round. */
    Optional<Advice.Doubt> opposite(AuditTable real, AuditTable synthetic) {
        AuditTable rows = Subsample.of(real, MOST, seed + 2);
        Predictions said = Training.of(task, Subsample.of(synthetic, MOST, seed + 3))
                .fit(learner)
                .score(rows);
        Estimate area = estimate(rows, ScoreKind.ranking(task.answers(rows), said, rare)::area);
        return area.isBelow(.5, ALPHA)
                ? Optional.of(new Advice.Doubt(
                        false,
                        String.format(
                                Locale.ROOT,
                                "the synthetic rows teach the opposite of the real ones (ROC-AUC %.3f on real rows):"
                                        + " their classes may be swapped. They were left out",
                                area.value())))
                : Optional.empty();
    }

    /**
     * Whether the holdout differs from the real rows; gravely if it looks like the synthetic ones, which real rows of the same
     * number don't.
     */
    Optional<Advice.Doubt> otherHoldout(AuditTable real, AuditTable holdout, AuditTable synthetic) {
        int size = Math.min(MOST, Math.min(synthetic.rows(), Math.min(real.rows(), holdout.rows())));
        Estimate ofReal = apart(real, synthetic, size);
        Estimate ofHoldout = apart(holdout, synthetic, size);
        double chance = Math.hypot(ofReal.deviation(), ofHoldout.deviation());
        if (ofHoldout.isBelow(ALIKE, ALPHA) && ofReal.value() - ofHoldout.value() > MORE * chance) {
            return Optional.of(new Advice.Doubt(
                    true,
                    String.format(
                            Locale.ROOT,
                            "the holdout can't be told from the synthetic rows (ROC-AUC %.3f), as the real rows can"
                                    + " (%.3f): it seems to be made by the generator, and would praise it. Name real rows"
                                    + " as --holdout",
                            ofHoldout.value(),
                            ofReal.value())));
        }
        Estimate between = apart(real, holdout, size);
        return between.isAbove(APART, ALPHA)
                ? Optional.of(new Advice.Doubt(
                        false,
                        String.format(
                                Locale.ROOT,
                                "the holdout differs from the real rows (they are told apart with ROC-AUC %.3f): it is"
                                        + " of another time or population, and the advice may not hold there",
                                between.value())))
                : Optional.empty();
    }

    private Estimate apart(AuditTable one, AuditTable other, int size) {
        AuditTable both = Stacked.marked(Subsample.of(one, size, seed + 4), Subsample.of(other, size, seed + 5));
        Task which = Task.of(Stacked.ORIGIN, both);
        Answers truth = which.answers(both);
        Doubts same = new Doubts(which, 1, seed + 6);
        return same.area(both, truth, Folds.of(both, truth, 1, FOLDS, seed + 7));
    }
}
