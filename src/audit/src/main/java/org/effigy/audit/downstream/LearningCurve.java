package org.effigy.audit.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Grid;
import org.effigy.audit.Interval;
import org.effigy.audit.downstream.Contest.Arm;
import org.effigy.audit.downstream.Contest.Scored;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.ScoreKind;
import org.effigy.audit.learn.Stacked;
import org.effigy.audit.learn.Statistic;
import org.effigy.audit.learn.Subsample;

/**
 * Lift at smaller sizes of the real part, each on some random subsamples of it: what the synthetic rows are worth to
 * somebody who has few real ones.
 */
final class LearningCurve {
    private static final int REPEATS = 4;
    private static final int SMALLEST = 20;

    private final List<ScoreKind> kinds;
    private final List<Integer> sizes;
    private final List<Statistic> statistics;
    private final double[][] draws;
    private final int[] once;

    private LearningCurve(
            List<ScoreKind> kinds, List<Integer> sizes, List<Statistic> statistics, double[][] draws, int[] once) {
        this.kinds = kinds;
        this.sizes = sizes;
        this.statistics = statistics;
        this.draws = draws;
        this.once = once;
    }

    /** Trains at each share that leaves at least 20 real rows. */
    static LearningCurve of(Ground ground, Learner learner, List<ScoreKind> kinds, List<Double> shares) {
        List<Integer> sizes = shares.stream()
                .map(share -> (int) Math.round(share * ground.train().rows()))
                .filter(size -> size >= SMALLEST && size < ground.train().rows())
                .distinct()
                .sorted()
                .toList();
        List<AuditTable> rows = new ArrayList<>();
        for (int size : sizes) {
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                AuditTable real =
                        Subsample.of(ground.train(), size, ground.options().seed() + 77L * size + repeat);
                rows.add(real);
                rows.add(Stacked.of("real + synthetic", real, ground.synthetic()));
            }
        }
        List<Predictions> predictions = rows.parallelStream()
                .map(table -> ground.predict(learner, table))
                .toList();
        List<Statistic> statistics = new ArrayList<>();
        for (Predictions prediction : predictions) {
            kinds.forEach(kind -> statistics.add(kind.of(ground.truth(), prediction)));
        }
        return new LearningCurve(
                kinds,
                sizes,
                statistics,
                ground.bootstrap().values(statistics),
                ground.bootstrap().once());
    }

    /** The curve in one score, with its last point, all real rows, from the contest. */
    Grid grid(String id, ScoreKind kind, Contest contest, Scored all) {
        double level = contest.ground().options().level();
        List<String> labels = new ArrayList<>();
        double[][] values = new double[sizes.size() + 1][];
        for (int s = 0; s < sizes.size(); s++) {
            labels.add(sizes.get(s) + " real rows");
            Estimate[] point = point(s, kinds.indexOf(kind));
            values[s] = row(
                    point[0].value(),
                    all.of(Arm.SYNTHETIC).value(),
                    point[1].value(),
                    point[2].asDifference(kind),
                    level);
        }
        labels.add(contest.ground().train().rows() + " real rows");
        values[sizes.size()] = row(
                all.of(Arm.REAL).value(),
                all.of(Arm.SYNTHETIC).value(),
                all.of(Arm.BOTH).value(),
                all.difference(Arm.BOTH, Arm.REAL).asDifference(kind),
                level);
        return new Grid(
                id + "." + contest.learner().name() + "." + kind.id() + ".by-size",
                "Lift in " + kind.title() + " of " + contest.learner().name() + ", by the size of the real part",
                labels,
                List.of("real", "synthetic", "real + synthetic", "lift", "lift from", "lift to"),
                values,
                "Synthetic rows: " + contest.ground().synthetic().rows() + ". Below all real rows: the mean over "
                        + REPEATS + " random subsamples. Interval of the lift at level " + level + ".");
    }

    private static double[] row(double real, double synthetic, double both, Estimate lift, double level) {
        double low = Double.NaN;
        double high = Double.NaN;
        if (lift.isKnown()) {
            Interval interval = lift.interval(level);
            low = interval.low();
            high = interval.high();
        }
        return new double[] {real, synthetic, both, lift.value(), low, high};
    }

    /** Real, both, and the lift. */
    private Estimate[] point(int size, int kind) {
        double[][] values = new double[3][REPEATS];
        double[][] means = new double[3][draws.length == 0 ? 0 : draws[0].length];
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            int real = ((size * REPEATS + repeat) * 2) * kinds.size() + kind;
            int both = real + kinds.size();
            values[0][repeat] = statistics.get(real).value(once);
            values[1][repeat] = statistics.get(both).value(once);
            values[2][repeat] = values[1][repeat] - values[0][repeat];
            for (int draw = 0; draw < means[0].length; draw++) {
                means[0][draw] += draws[real][draw] / REPEATS;
                means[1][draw] += draws[both][draw] / REPEATS;
                means[2][draw] += (draws[both][draw] - draws[real][draw]) / REPEATS;
            }
        }
        return IntStream.range(0, 3)
                .mapToObj(i -> Estimate.of(
                        IntStream.range(0, REPEATS)
                                .mapToDouble(repeat -> values[i][repeat])
                                .average()
                                .orElseThrow(),
                        means[i],
                        Estimate.variance(values[i]) / REPEATS,
                        REPEATS))
                .toArray(Estimate[]::new);
    }
}
