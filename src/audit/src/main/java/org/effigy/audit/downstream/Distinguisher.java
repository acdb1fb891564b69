package org.effigy.audit.downstream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.UtilityPart;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.learn.Answers;
import org.effigy.audit.learn.BoostedTrees;
import org.effigy.audit.learn.Bootstrap;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.Ranking;
import org.effigy.audit.learn.ScoreKind;
import org.effigy.audit.learn.Stacked;
import org.effigy.audit.learn.Statistic;
import org.effigy.audit.learn.Subsample;
import org.effigy.audit.learn.Task;
import org.effigy.audit.learn.Training;

/**
 * Can a classifier tell synthetic rows from real ones? The ROC-AUC of boosted trees that were trained to do so, on rows
 * that they were not trained on (five folds), of holdout against synthetic rows; beside the same of holdout against train
 * rows, which a perfect table would score (Lopez-Paz, Oquab 2017, with the area in place of the accuracy).
 */
public final class Distinguisher implements UtilityPart {
    private static final String ID = "utility.distinguisher";
    private static final int FOLDS = 5;
    private static final int SMALLEST = 50;
    private static final double SLIGHT = 0.05;
    private static final double CLEAR = 0.2;
    private static final double PLAIN = 0.4;

    private final int rows;
    private final int draws;

    private Distinguisher(int rows, int draws) {
        this.rows = rows;
        this.draws = draws;
    }

    /** With at most 20,000 rows of each table, and {@value Study#DRAWS} draws of the bootstrap. */
    public static Distinguisher standard() {
        return new Distinguisher(20_000, Study.DRAWS);
    }

    /** @throws IllegalArgumentException if there are fewer rows than 50, or draws than 100 */
    public Distinguisher withEffort(int mostRows, int bootstrapDraws) {
        if (mostRows < SMALLEST || bootstrapDraws < 100) {
            throw new IllegalArgumentException("telling tables apart needs at least " + SMALLEST
                    + " rows and 100 draws; asked for " + mostRows + " and " + bootstrapDraws);
        }
        return new Distinguisher(mostRows, bootstrapDraws);
    }

    @Override
    public UtilitySection examine(UtilityTables tables) {
        Objects.requireNonNull(tables, "tables");
        long seed = tables.options().seed() + 700;
        int size = Math.min(
                rows,
                Math.min(
                        tables.holdout().rows(),
                        Math.min(tables.train().rows(), tables.synthetic().rows())));
        if (size < SMALLEST) {
            return new UtilitySection(
                    ID,
                    "Telling synthetic from real rows: left out, because it needs at least " + SMALLEST
                            + " rows of each table",
                    List.of(),
                    List.of(),
                    List.of());
        }
        AuditTable holdout = Subsample.of(tables.holdout(), size, seed);
        Told synthetic = Told.of(holdout, Subsample.of(tables.synthetic(), size, seed + 1), draws, seed + 3);
        Told real = Told.of(holdout, Subsample.of(tables.train(), size, seed + 2), draws, seed + 4);
        double level = tables.options().level();
        String note = size + " rows of each, " + FOLDS + " folds, " + new BoostedTrees().description()
                + ". 0.5: not told apart; 1: told apart always. The reference is real against real.";
        Estimate more = Estimate.of(
                synthetic.area() - real.area(),
                IntStream.range(0, draws)
                        .mapToDouble(draw -> synthetic.draws()[draw] - real.draws()[draw])
                        .toArray(),
                0,
                0);
        Figure area = Lift.figure(
                ID + ".auc",
                "ROC-AUC of telling synthetic from real rows",
                Estimate.of(synthetic.area(), synthetic.draws(), 0, 0).as(ScoreKind.ROC_AUC),
                level,
                real.area(),
                note);
        Figure reference = Lift.figure(
                ID + ".auc.real",
                "ROC-AUC of telling real from real rows",
                Estimate.of(real.area(), real.draws(), 0, 0).as(ScoreKind.ROC_AUC),
                level,
                0.5,
                note);
        double alpha = tables.options().falseAlarms() / 10;
        List<Finding> findings = !more.isAbove(SLIGHT, alpha)
                ? List.of()
                : List.of(new Finding(
                        ID + ".told-apart",
                        more.value() > PLAIN
                                ? Finding.Severity.SERIOUS
                                : more.value() > CLEAR ? Finding.Severity.WARNING : Finding.Severity.NOTE,
                        "A classifier tells synthetic rows from real ones",
                        List.of(area, reference),
                        "Something in the synthetic rows is not as in real ones: what is concluded from"
                                + " combinations of columns may not hold.",
                        "See which columns and pairs differ most (fidelity), and measure those (--clique,"
                                + " --workload)."));
        return new UtilitySection(
                ID, "Telling synthetic from real rows", List.of(area, reference), List.of(), findings);
    }

    /**
     * How well two tables are told apart.
     *
     * @param area the mean over folds of the area under the ROC curve
     * @param draws the same over a bootstrap of the rows
     */
    private record Told(double area, double[] draws) {
        static Told of(AuditTable real, AuditTable other, int draws, long seed) {
            AuditTable both = Stacked.marked(real, other);
            Task task = Task.of(Stacked.ORIGIN, both).withPositive("below");
            Learner learner = new BoostedTrees();
            int[] folds = folds(real, other, seed);
            List<Statistic> areas = IntStream.range(0, FOLDS)
                    .parallel()
                    .mapToObj(fold -> area(both, task, learner, folds, fold))
                    .toList();
            Statistic mean = weights -> areas.stream()
                    .mapToDouble(area -> area.value(weights))
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN);
            Bootstrap bootstrap = Bootstrap.of(both, draws, seed + 50);
            return new Told(mean.value(bootstrap.once()), bootstrap.values(List.of(mean))[0]);
        }

        private static Statistic area(AuditTable both, Task task, Learner learner, int[] folds, int fold) {
            int[] train = IntStream.range(0, folds.length)
                    .filter(row -> folds[row] != fold)
                    .toArray();
            int[] test = IntStream.range(0, folds.length)
                    .filter(row -> folds[row] == fold)
                    .toArray();
            AuditTable tested = both.select(test);
            Predictions predictions =
                    Training.of(task, both.select(train)).fit(learner).score(tested);
            Answers truth = task.answers(tested);
            Ranking ranking = ScoreKind.ranking(truth, predictions, 1);
            return weights ->
                    ranking.area(Arrays.stream(test).map(row -> weights[row]).toArray());
        }

        /** A fold for each row; rows of one unit, which are alike, share theirs. */
        private static int[] folds(AuditTable real, AuditTable other, long seed) {
            List<Integer> folds = new ArrayList<>();
            for (AuditTable table : List.of(real, other)) {
                Optional<AuditColumn.Categories> units = table.units();
                SplittableRandom random = new SplittableRandom(seed + folds.size());
                int count = units.map(column -> column.labels().size()).orElse(table.rows());
                int[] fold = random.ints(count, 0, FOLDS).toArray();
                for (int row = 0; row < table.rows(); row++) {
                    int unit = units.isEmpty() || units.get().isMissing(row)
                            ? row % count
                            : units.get().codes()[row];
                    folds.add(fold[unit]);
                }
            }
            return folds.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
