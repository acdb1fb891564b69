package org.effigy.audit.downstream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Grid;
import org.effigy.audit.Interval;
import org.effigy.audit.UtilityOptions;
import org.effigy.audit.UtilityPart;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.ScoreKind;
import org.effigy.audit.learn.Stacked;
import org.effigy.audit.learn.Statistic;
import org.effigy.audit.learn.Subsample;

/**
 * How many rows of a training table of fixed size should be real: from none to all of them. The size is half of the
 * smaller table, so that each point can be trained on several random subsamples, which differ as new samples of that
 * size would (see {@link Contest}).
 */
public final class MixingCurve implements UtilityPart {
    private static final String ID = "utility.mixing";
    private static final double[] SHARES = {0, 0.1, 0.25, 0.5, 0.75, 0.9, 1};
    private static final int HALF = 3;
    private static final int SMALLEST = 10;
    private static final int REPEATS = 8;
    private static final double WORSE = 0.01;
    private static final double MUCH_WORSE = 0.1;

    private final Study study;

    private MixingCurve(Study study) {
        this.study = Objects.requireNonNull(study, "study");
    }

    /** With the leading learner of a study. */
    public static MixingCurve of(Study study) {
        return new MixingCurve(study);
    }

    @Override
    public UtilitySection examine(UtilityTables tables) {
        Optional<UtilitySection> none =
                Unanswerable.of(ID, "Mixing curve: predicting '" + study.target() + "'", study, tables);
        if (none.isPresent()) {
            return none.get();
        }
        Ground ground = study.ground(tables);
        Learner learner = study.learners().get(0);
        ScoreKind kind = ScoreKind.main(ground.task());
        int total = Math.min(ground.train().rows(), ground.synthetic().rows()) / 2;
        if (total < SMALLEST) {
            return new UtilitySection(
                    ID,
                    "Mixing curve: left out, because it needs at least " + 2 * SMALLEST
                            + " rows of train and of synthetic",
                    List.of(),
                    List.of(),
                    List.of());
        }
        double[][] values = new double[SHARES.length][REPEATS];
        List<Statistic> statistics = statistics(ground, learner, kind, total);
        int[] once = ground.bootstrap().once();
        for (int s = 0; s < SHARES.length; s++) {
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                values[s][repeat] = statistics.get(s * REPEATS + repeat).value(once);
            }
        }
        double[][] draws = ground.bootstrap().values(statistics);
        Estimate[] points = IntStream.range(0, SHARES.length)
                .mapToObj(s -> point(values[s], draws, s, -1).as(kind))
                .toArray(Estimate[]::new);
        Estimate[] costs = IntStream.range(0, SHARES.length)
                .mapToObj(s -> point(minus(values[s], values[SHARES.length - 1]), draws, s, SHARES.length - 1)
                        .asDifference(kind))
                .toArray(Estimate[]::new);
        String note = learner.description() + "; " + total + " training rows, mean over " + REPEATS
                + " random subsamples. " + ground.note();
        double level = ground.options().level();
        Figure best = new Figure(
                ID + ".best-real-share",
                "The share of real rows that scores best at a fixed size",
                SHARES[argmax(Arrays.stream(points).mapToDouble(Estimate::value).toArray())],
                Optional.of(bestInterval(draws, ground.options())),
                Optional.empty(),
                "Of the shares " + Arrays.toString(SHARES) + ". " + note.trim());
        Figure all = Lift.figure(
                ID + ".all-synthetic",
                kind.title() + ": all rows synthetic less all rows real, at a fixed size",
                costs[0],
                level,
                0,
                note.trim());
        Figure half = Lift.figure(
                ID + ".half-synthetic",
                kind.title() + ": half of the rows synthetic less all rows real, at a fixed size",
                costs[HALF],
                level,
                0,
                note.trim());
        return new UtilitySection(
                ID,
                "Mixing curve: predicting '" + study.target() + "'",
                List.of(best, all, half),
                List.of(
                        grid(
                                ID + ".curve",
                                kind.title() + " by the share of real rows",
                                kind.title(),
                                points,
                                level,
                                note),
                        grid(
                                ID + ".cost.curve",
                                kind.title() + " less that of all real rows, by the share of real rows",
                                "difference",
                                costs,
                                level,
                                note)),
                findings(ground, best, half, costs[HALF]));
    }

    private static List<Statistic> statistics(Ground ground, Learner learner, ScoreKind kind, int total) {
        List<AuditTable> rows = new ArrayList<>();
        for (double share : SHARES) {
            int real = (int) Math.round(share * total);
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                long seed = ground.options().seed() + 9000 + 2L * repeat;
                rows.add(Stacked.of(
                        "mixture",
                        Subsample.of(ground.train(), real, seed),
                        Subsample.of(ground.synthetic(), total - real, seed + 1)));
            }
        }
        List<Predictions> predictions = rows.parallelStream()
                .map(table -> ground.predict(learner, table))
                .toList();
        return predictions.stream()
                .map(prediction -> kind.of(ground.truth(), prediction))
                .toList();
    }

    /** The mean over repeats, of one share or of its difference to another. */
    private static Estimate point(double[] values, double[][] draws, int share, int less) {
        double[] means = new double[draws[0].length];
        for (int draw = 0; draw < means.length; draw++) {
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                double other = less < 0 ? 0 : draws[less * REPEATS + repeat][draw];
                means[draw] += (draws[share * REPEATS + repeat][draw] - other) / REPEATS;
            }
        }
        // Not divided by the repeats: they share the same tables, and what is asked is another table of this kind.
        return Estimate.of(Arrays.stream(values).average().orElseThrow(), means, Estimate.variance(values), REPEATS);
    }

    private static double[] minus(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }

    /** The ends of the best shares over draws of the holdout, each with one training drawn at random. */
    private static Interval bestInterval(double[][] draws, UtilityOptions options) {
        SplittableRandom random = new SplittableRandom(options.seed());
        double[] best = new double[draws[0].length];
        for (int draw = 0; draw < best.length; draw++) {
            double[] curve = new double[SHARES.length];
            for (int s = 0; s < curve.length; s++) {
                curve[s] = draws[s * REPEATS + random.nextInt(REPEATS)][draw];
            }
            best[draw] = SHARES[argmax(curve)];
        }
        Arrays.sort(best);
        double tail = (1 - options.level()) / 2;
        int low = (int) Math.floor(tail * (best.length - 1));
        int high = (int) Math.ceil((1 - tail) * (best.length - 1));
        return new Interval(best[low], best[high], options.level());
    }

    private static int argmax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    private static Grid grid(String id, String title, String line, Estimate[] points, double level, String note) {
        double[][] values = new double[SHARES.length][];
        List<String> labels = new ArrayList<>();
        for (int s = 0; s < SHARES.length; s++) {
            labels.add(String.format(Locale.ROOT, "%.0f %% real", 100 * SHARES[s]));
            values[s] = new double[] {SHARES[s], points[s].value(), Double.NaN, Double.NaN};
            if (points[s].isKnown()) {
                values[s][2] = points[s].interval(level).low();
                values[s][3] = points[s].interval(level).high();
            }
        }
        return new Grid(id, title, labels, List.of("share of real rows", line, "from", "to"), values, note.trim());
    }

    private static List<Finding> findings(Ground ground, Figure best, Figure half, Estimate cost) {
        double alpha = ground.alpha(1);
        if (!cost.isBelow(-WORSE, alpha)) {
            return List.of();
        }
        return List.of(new Finding(
                ID + ".dilution",
                cost.value() < -MUCH_WORSE ? Finding.Severity.SERIOUS : Finding.Severity.WARNING,
                "Putting synthetic rows in the place of half of the real ones makes predictions of '"
                        + ground.task().target() + "' worse",
                List.of(half, best),
                "A mixture that looks as large as a real table teaches less than it.",
                "Add synthetic rows to real ones instead of replacing them, and keep to the best share of the curve."));
    }
}
