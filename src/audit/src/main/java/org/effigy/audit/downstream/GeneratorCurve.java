package org.effigy.audit.downstream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Grid;
import org.effigy.audit.Origin;
import org.effigy.audit.UtilityOptions;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.ScoreKind;
import org.effigy.audit.learn.Statistic;
import org.effigy.audit.learn.Task;
import org.effigy.table.Schema;
import tech.tablesaw.api.Table;

/**
 * The generator is judged, not one table of it: several draws at each budget, and what each budget costs a model that
 * learns from synthetic rows in place of real ones. The interval holds for the mean over all draws that there could be: it
 * counts both the differences between draws (fits, noise and sampling) and which holdout rows there happened to be.
 * Each fit spends its budget: so this is for public or simulated rows, or for draws of one model that is fitted already.
 */
public final class GeneratorCurve {
    private static final String ID = "utility.curve";

    private final Schema schema;
    private final Study study;
    private final List<Double> epsilons;
    private final int draws;
    private final UtilityOptions options;

    private GeneratorCurve(Schema schema, Study study, List<Double> epsilons, int draws, UtilityOptions options) {
        this.schema = schema;
        this.study = study;
        this.epsilons = List.copyOf(epsilons);
        this.draws = draws;
        this.options = options;
    }

    /**
     * A curve over budgets.
     *
     * @param draws at each budget, at least 2
     * @throws IllegalArgumentException if there is no budget, one is not positive, or there are fewer draws than 2
     */
    public static GeneratorCurve of(
            Schema schema, Study study, List<Double> epsilons, int draws, UtilityOptions options) {
        Objects.requireNonNull(options, "options");
        if (epsilons.isEmpty() || epsilons.stream().anyMatch(epsilon -> !(epsilon > 0))) {
            throw new IllegalArgumentException("a curve needs budgets above 0, as 0.3, 1, 3; they are " + epsilons);
        }
        if (draws < 2) {
            throw new IllegalArgumentException(
                    "a curve needs at least 2 draws at each budget, to know how they differ; asked for " + draws);
        }
        return new GeneratorCurve(schema, study, epsilons, draws, options);
    }

    /** Told after each draw. */
    @FunctionalInterface
    public interface Progress {
        /** So many of all draws are done. */
        void done(int draws, int all);
    }

    /**
     * Draws and scores.
     *
     * @param train the rows that the generator learns from; what it costs is measured against these
     * @param holdout real rows of the same population that it does not see
     * @throws Exception if the generator fails
     */
    public UtilitySection run(Table train, Table holdout, Generator generator, Progress progress) throws Exception {
        List<Point> points = new ArrayList<>();
        int done = 0;
        for (double epsilon : epsilons) {
            Point point = null;
            for (int draw = 0; draw < draws; draw++) {
                Table synthetic = generator.draw(epsilon, options.seed() + draw);
                Ground ground = Ground.of(study, tables(train, holdout, synthetic));
                if (point == null) {
                    point = Point.of(ground, study.learners(), draws);
                }
                point.add(draw, ground, study.learners());
                progress.done(++done, epsilons.size() * draws);
            }
            points.add(point);
        }
        return section(points);
    }

    private UtilityTables tables(Table train, Table holdout, Table synthetic) {
        Map<String, Table> named = new LinkedHashMap<>();
        named.put("train", train);
        named.put("holdout", holdout);
        named.put("synthetic", synthetic);
        List<AuditTable> coded = AuditCoding.code(schema, named);
        return new UtilityTables(
                schema,
                coded.get(0),
                coded.get(1),
                coded.get(2),
                Optional.empty(),
                Origin.UNMARKED,
                Origin.UNMARKED,
                options);
    }

    private UtilitySection section(List<Point> points) {
        List<Figure> figures = new ArrayList<>();
        List<Grid> grids = new ArrayList<>();
        List<String> labels =
                epsilons.stream().map(epsilon -> "epsilon " + number(epsilon)).toList();
        String note = draws + " draws at each budget; the interval counts them and the holdout rows.";
        for (int l = 0; l < study.learners().size(); l++) {
            Learner learner = study.learners().get(l);
            List<ScoreKind> kinds = points.get(0).kinds();
            for (int k = 0; k < kinds.size(); k++) {
                ScoreKind kind = kinds.get(k);
                double[][] values = new double[points.size()][];
                for (int p = 0; p < points.size(); p++) {
                    Point point = points.get(p);
                    int at = l * kinds.size() + k;
                    Estimate score = point.estimate(at, false).as(kind);
                    Estimate cost = point.estimate(at, true).asDifference(kind);
                    values[p] = new double[] {
                        point.real()[at], score.value(), low(score), high(score), cost.value(), low(cost), high(cost)
                    };
                    if (kind == ScoreKind.main(point.task())) {
                        figures.add(Lift.figure(
                                ID + "." + learner.name() + "." + kind.id() + ".cost-at-"
                                        + Fairness.slug(number(epsilons.get(p))),
                                kind.title() + " of " + learner.name() + " at epsilon " + number(epsilons.get(p))
                                        + ": trained on synthetic rows less trained on real rows",
                                cost,
                                options.level(),
                                0,
                                note));
                    }
                }
                grids.add(new Grid(
                        ID + "." + learner.name() + "." + kind.id(),
                        kind.title() + " of " + learner.name() + ", trained on synthetic rows",
                        labels,
                        List.of("real", "synthetic", "from", "to", "synthetic - real", "cost from", "cost to"),
                        values,
                        note));
            }
        }
        return new UtilitySection(
                ID, "The generator over budgets: predicting '" + study.target() + "'", figures, grids, List.of());
    }

    private double low(Estimate estimate) {
        return estimate.isKnown() ? estimate.interval(options.level()).low() : Double.NaN;
    }

    private double high(Estimate estimate) {
        return estimate.isKnown() ? estimate.interval(options.level()).high() : Double.NaN;
    }

    /** A budget as people write it. */
    private static String number(double value) {
        return value == Math.rint(value) && value < 1e9 ? String.format(Locale.ROOT, "%.0f", value) : "" + value;
    }

    /**
     * All draws at one budget.
     *
     * @param real scores with real rows, by learner and score
     * @param realDraws the same over the bootstrap of the holdout
     * @param values by learner and score, then draw of the generator
     * @param means of the draws of the bootstrap over the draws of the generator, by learner and score
     */
    private record Point(
            Task task,
            List<ScoreKind> kinds,
            double[] real,
            double[][] realDraws,
            double[][] values,
            double[][] means) {
        static Point of(Ground ground, List<Learner> learners, int draws) {
            List<ScoreKind> kinds = ScoreKind.of(ground.task());
            List<Statistic> statistics = statistics(ground, learners, kinds, ground.train());
            int[] once = ground.bootstrap().once();
            return new Point(
                    ground.task(),
                    kinds,
                    statistics.stream()
                            .mapToDouble(statistic -> statistic.value(once))
                            .toArray(),
                    ground.bootstrap().values(statistics),
                    new double[statistics.size()][draws],
                    new double[statistics.size()][ground.bootstrap().draws()]);
        }

        private static List<Statistic> statistics(
                Ground ground, List<Learner> learners, List<ScoreKind> kinds, AuditTable rows) {
            return learners.parallelStream()
                    .map(learner -> ground.predict(learner, rows))
                    .flatMap(predictions -> kinds.stream().map(kind -> kind.of(ground.truth(), predictions)))
                    .toList();
        }

        void add(int draw, Ground ground, List<Learner> learners) {
            List<Statistic> statistics = statistics(ground, learners, kinds, ground.synthetic());
            int[] once = ground.bootstrap().once();
            double[][] drawn = ground.bootstrap().values(statistics);
            for (int s = 0; s < values.length; s++) {
                values[s][draw] = statistics.get(s).value(once);
                for (int i = 0; i < means[s].length; i++) {
                    means[s][i] += drawn[s][i] / values[s].length;
                }
            }
        }

        /** The mean over draws; less the score with real rows, if asked. */
        Estimate estimate(int at, boolean cost) {
            double mean = Arrays.stream(values[at]).average().orElseThrow();
            double[] bootstrap = cost
                    ? IntStream.range(0, means[at].length)
                            .mapToDouble(i -> means[at][i] - realDraws[at][i])
                            .toArray()
                    : means[at];
            return Estimate.of(
                    cost ? mean - real[at] : mean,
                    bootstrap,
                    Estimate.variance(values[at]) / values[at].length,
                    values[at].length);
        }
    }
}
