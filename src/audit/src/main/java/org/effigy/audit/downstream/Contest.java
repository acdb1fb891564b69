package org.effigy.audit.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.effigy.audit.AuditTable;
import org.effigy.audit.learn.Estimate;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.learn.Predictions;
import org.effigy.audit.learn.Stacked;
import org.effigy.audit.learn.Statistic;
import org.effigy.audit.learn.Subsample;

/**
 * One learner trained on all real rows, on all synthetic rows, and on both; and each of these again on random halves of
 * the rows, from which comes how much a score depends on the rows that it was trained on: the variance over random halves
 * is, for a mean and what behaves like one, the variance over new samples of the full size (half-samples without
 * replacement: Politis, Romano, Wolf 1999, Subsampling, ch. 2, with the finite-population factor 1 - 1/2).
 */
final class Contest {
    /** What a model learned from. */
    enum Arm {
        /** Real rows. */
        REAL("real"),
        /** Synthetic rows. */
        SYNTHETIC("synthetic"),
        /** Both. */
        BOTH("real + synthetic");

        private final String title;

        Arm(String title) {
            this.title = title;
        }

        /** Its name for people. */
        String title() {
            return title;
        }
    }

    /** More would know the variance better: it has one degree of freedom less than there are halves. */
    private static final int HALVES = 10;

    private final Ground ground;
    private final Learner learner;
    private final List<Predictions> full;
    private final List<List<Predictions>> halves;

    private Contest(Ground ground, Learner learner, List<Predictions> full, List<List<Predictions>> halves) {
        this.ground = ground;
        this.learner = learner;
        this.full = full;
        this.halves = halves;
    }

    /** Trains all models, in parallel. */
    static Contest of(Ground ground, Learner learner) {
        List<AuditTable> rows = new ArrayList<>(arms(ground.train(), ground.synthetic()));
        for (int h = 0; h < HALVES; h++) {
            long seed = ground.options().seed() + 1000L * (h + 1);
            rows.addAll(arms(Subsample.half(ground.train(), seed), Subsample.half(ground.synthetic(), seed + 1)));
        }
        List<Predictions> predictions = rows.parallelStream()
                .map(table -> ground.predict(learner, table))
                .toList();
        int width = Arm.values().length;
        List<List<Predictions>> byHalf = IntStream.rangeClosed(1, HALVES)
                .mapToObj(h -> predictions.subList(h * width, (h + 1) * width))
                .toList();
        return new Contest(ground, learner, predictions.subList(0, width), byHalf);
    }

    private static List<AuditTable> arms(AuditTable real, AuditTable synthetic) {
        return List.of(real, synthetic, Stacked.of("real + synthetic", real, synthetic));
    }

    /** What was trained and tested on. */
    Ground ground() {
        return ground;
    }

    /** Who learned. */
    Learner learner() {
        return learner;
    }

    /** What the full model of an arm says of the holdout. */
    Predictions predictions(Arm arm) {
        return full.get(arm.ordinal());
    }

    /**
     * Scores all models.
     *
     * @param scores each from predictions to a function of the holdout rows' weights
     * @return one for each score
     */
    List<Scored> score(List<Function<Predictions, Statistic>> scores) {
        Arm[] arms = Arm.values();
        List<Statistic> statistics = new ArrayList<>();
        for (Function<Predictions, Statistic> score : scores) {
            full.forEach(predictions -> statistics.add(score.apply(predictions)));
        }
        int[] once = ground.bootstrap().once();
        double[][] draws = ground.bootstrap().values(statistics);
        return IntStream.range(0, scores.size())
                .parallel()
                .mapToObj(s -> {
                    double[] values = new double[arms.length];
                    double[][] drawn = new double[arms.length][];
                    double[][] trained = new double[arms.length][HALVES];
                    for (int a = 0; a < arms.length; a++) {
                        values[a] = statistics.get(s * arms.length + a).value(once);
                        drawn[a] = draws[s * arms.length + a];
                        for (int h = 0; h < HALVES; h++) {
                            trained[a][h] =
                                    scores.get(s).apply(halves.get(h).get(a)).value(once);
                        }
                    }
                    return new Scored(values, drawn, trained);
                })
                .toList();
    }

    /**
     * One score of all models, by arm.
     *
     * @param values of the full models
     * @param draws of the full models over the bootstrap
     * @param halves of the models that learned from halves
     */
    record Scored(double[] values, double[][] draws, double[][] halves) {
        /** The score of an arm. */
        Estimate of(Arm arm) {
            int a = arm.ordinal();
            return Estimate.of(values[a], draws[a], known(Estimate.variance(halves[a])), HALVES);
        }

        /** How much one arm scores more than another, on the same rows. */
        Estimate difference(Arm more, Arm less) {
            int a = more.ordinal();
            int b = less.ordinal();
            return Estimate.of(
                    values[a] - values[b],
                    minus(draws[a], draws[b]),
                    known(Estimate.variance(minus(halves[a], halves[b]))),
                    HALVES);
        }

        private static double known(double variance) {
            return Double.isNaN(variance) ? 0 : variance;
        }

        private static double[] minus(double[] a, double[] b) {
            return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
        }
    }
}
