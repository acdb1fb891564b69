package org.effigy.audit.downstream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Grid;
import org.effigy.audit.UtilityPart;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.learn.BoostedTrees;
import org.effigy.audit.learn.Bootstrap;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.ScoreKind;
import org.effigy.audit.learn.Statistic;
import org.effigy.audit.learn.Subsample;
import org.effigy.audit.learn.Task;
import org.effigy.audit.learn.Training;

/**
 * Does a column give the target away in the synthetic table, and not in the real one? Each column alone predicts the
 * target, by a few boosted trees: learned from one half of the synthetic rows and tested on the other; and learned from as
 * many real rows and tested on the holdout.
 */
public final class LabelLeakage implements UtilityPart {
    private static final String ID = "utility.label-leakage";
    private static final int ROUNDS = 20;
    private static final int SMALLEST = 10;
    private static final double MORE = 0.05;
    private static final double MUCH_MORE = 0.2;

    private final Study study;

    private LabelLeakage(Study study) {
        this.study = Objects.requireNonNull(study, "study");
    }

    /** Of the target of a study. */
    public static LabelLeakage of(Study study) {
        return new LabelLeakage(study);
    }

    @Override
    public UtilitySection examine(UtilityTables tables) {
        Optional<UtilitySection> none =
                Unanswerable.of(ID, "Label leakage: columns that give '" + study.target() + "' away", study, tables);
        if (none.isPresent()) {
            return none.get();
        }
        Ground ground = study.ground(tables);
        long seed = ground.options().seed() + 500;
        AuditTable made = ground.synthetic();
        int[] learned = Subsample.of(made.rows(), made.rows() / 2, seed);
        boolean[] used = new boolean[made.rows()];
        IntStream.of(learned).forEach(row -> used[row] = true);
        int[] tested = IntStream.range(0, used.length).filter(row -> !used[row]).toArray();
        int size = Math.min(learned.length, ground.train().rows());
        if (size < SMALLEST) {
            return new UtilitySection(
                    ID,
                    "Label leakage: left out, because it needs at least " + 2 * SMALLEST + " synthetic rows",
                    List.of(),
                    List.of(),
                    List.of());
        }
        AuditTable synthetic = Subsample.of(made.select(learned), size, seed + 1);
        AuditTable real = Subsample.of(ground.train(), size, seed + 2);
        List<String> columns = made.columns().stream()
                .map(AuditColumn::name)
                .filter(name -> !name.equals(study.target()))
                .toList();
        double[][] inSynthetic = scores(ground, synthetic, made.select(tested), columns, seed + 3);
        double[][] inReal = scores(ground, real, ground.holdout(), columns, seed + 4);
        List<Estimate> differences = IntStream.range(0, columns.size())
                .mapToObj(c -> difference(inSynthetic[c], inReal[c]))
                .toList();
        return section(ground, columns, inSynthetic, inReal, differences, size);
    }

    /** By column: the score of that column alone, then the same over draws of the rows that it was tested on. */
    private static double[][] scores(
            Ground ground, AuditTable train, AuditTable test, List<String> columns, long seed) {
        Learner learner = new BoostedTrees(ROUNDS);
        Task task = ground.task();
        ScoreKind kind = ScoreKind.main(task);
        List<Statistic> statistics = columns.parallelStream()
                .map(column -> kind.of(
                        task.answers(test),
                        Training.of(task, only(train, column, task))
                                .fit(learner)
                                .score(only(test, column, task))))
                .toList();
        Bootstrap bootstrap = Bootstrap.of(test, ground.bootstrap().draws(), seed);
        double[][] draws = bootstrap.values(statistics);
        return IntStream.range(0, columns.size())
                .mapToObj(c -> IntStream.rangeClosed(0, draws[c].length)
                        .mapToDouble(i -> i == 0 ? statistics.get(c).value(bootstrap.once()) : draws[c][i - 1])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static AuditTable only(AuditTable table, String column, Task task) {
        return new AuditTable(
                table.name(), List.of(table.column(column), table.column(task.target())), Optional.empty());
    }

    private static Estimate difference(double[] synthetic, double[] real) {
        double[] draws = IntStream.range(1, synthetic.length)
                .mapToDouble(i -> synthetic[i] - real[i])
                .toArray();
        return Estimate.of(synthetic[0] - real[0], draws, 0, 0);
    }

    private UtilitySection section(
            Ground ground,
            List<String> columns,
            double[][] inSynthetic,
            double[][] inReal,
            List<Estimate> differences,
            int size) {
        ScoreKind kind = ScoreKind.main(ground.task());
        double level = ground.options().level();
        double alpha = ground.alpha(columns.size());
        String note = "One column at a time, learned from " + size + " rows by "
                + new BoostedTrees(ROUNDS).description() + ". " + ground.note();
        double[][] values = new double[columns.size()][];
        List<Finding> findings = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            Estimate more = differences.get(c).asDifference(kind);
            values[c] = new double[] {
                inSynthetic[c][0],
                inReal[c][0],
                more.value(),
                more.isKnown() ? more.interval(level).low() : Double.NaN,
                more.isKnown() ? more.interval(level).high() : Double.NaN
            };
            if (more.isAbove(MORE, alpha)) {
                findings.add(new Finding(
                        ID + ".column",
                        more.value() > MUCH_MORE ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
                        String.format(
                                Locale.ROOT,
                                "'%s' alone predicts '%s' better in the synthetic rows than in the real ones: %s %.3f"
                                        + " instead of %.3f",
                                columns.get(c),
                                study.target(),
                                kind.title(),
                                inSynthetic[c][0],
                                inReal[c][0]),
                        List.of(figure(kind, more, level, columns.get(c), note)),
                        "Models that are built and tested on the synthetic table rely on this column, look better than"
                                + " they are, and fail on real rows.",
                        "Test on real rows only; check how the column was made; leave it out, or measure it together"
                                + " with the target (--clique)."));
            }
        }
        int largest = IntStream.range(0, columns.size())
                .boxed()
                .max(Comparator.comparingDouble(c -> differences.get(c).value()))
                .orElseThrow();
        return new UtilitySection(
                ID,
                "Label leakage: one column predicting '" + study.target() + "'",
                List.of(figure(kind, differences.get(largest), level, columns.get(largest), note)),
                List.of(new Grid(
                        ID + ".columns",
                        kind.title() + " of one column alone, in synthetic and in real rows",
                        columns,
                        List.of("synthetic", "real", "difference", "from", "to"),
                        values,
                        note.trim())),
                findings);
    }

    private static Figure figure(ScoreKind kind, Estimate more, double level, String column, String note) {
        return Lift.figure(
                ID + ".largest",
                kind.title() + " of '" + column + "' alone, in synthetic less in real rows",
                more,
                level,
                0,
                note.trim());
    }
}
