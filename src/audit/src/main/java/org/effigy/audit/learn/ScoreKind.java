package org.effigy.audit.learn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * How good predictions are. Of classes, ROC-AUC and PR-AUC are those of the second class where there are two, else the
 * mean over the classes of one against the rest. Each is defined as scikit-learn 1.9 defines it.
 */
public enum ScoreKind {
    /** The share of rows whose most probable class is right. */
    ACCURACY("accuracy", true, true),
    /** The mean over the classes of the share of their rows that are found. */
    BALANCED_ACCURACY("balanced accuracy", true, true),
    /** The area under the ROC curve: how well rows are ranked; 0.5 is chance. */
    ROC_AUC("ROC-AUC", true, true),
    /** The average precision: how well the positive rows are ranked first; their share is chance. */
    PR_AUC("PR-AUC", true, true),
    /** The mean squared error of the probabilities (Brier 1950); with more than two classes summed over them. */
    BRIER("Brier score", false, true),
    /** The mean of minus the natural logarithm of the true class's probability. */
    LOG_LOSS("log loss", false, true),
    /** The square root of the mean squared error, in the target's unit. */
    RMSE("RMSE", false, false),
    /** One less the mean squared error over the variance of the truth; 0 is what the mean scores. */
    R2("R2", true, false);

    /** The smallest probability that the log loss counts: one unit in the last place of 1. */
    private static final double SMALLEST = Math.ulp(1.0);

    private final String title;
    private final boolean higherIsBetter;
    private final boolean nominal;

    ScoreKind(String title, boolean higherIsBetter, boolean nominal) {
        this.title = title;
        this.higherIsBetter = higherIsBetter;
        this.nominal = nominal;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Its name in figures and JSON, as {@code roc-auc}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether more is better. */
    public boolean isHigherBetter() {
        return higherIsBetter;
    }

    /** The lowest value that it can have; may be minus infinity. */
    public double least() {
        return this == R2 ? Double.NEGATIVE_INFINITY : 0;
    }

    /** The highest value that it can have; may be infinity. */
    public double most() {
        return switch (this) {
            case BRIER -> 2;
            case LOG_LOSS, RMSE -> Double.POSITIVE_INFINITY;
            default -> 1;
        };
    }

    /** Those that a task has. */
    public static List<ScoreKind> of(Task task) {
        return Arrays.stream(values())
                .filter(kind -> kind.nominal == task.isNominal())
                .toList();
    }

    /** The one that findings rest on: ROC-AUC, which no threshold enters, or R2. */
    public static ScoreKind main(Task task) {
        return task.isNominal() ? ROC_AUC : R2;
    }

    /**
     * This score of predictions as a function of the rows' weights; NaN where a weighting leaves nothing to score.
     *
     * @throws IllegalArgumentException if there is not one prediction for each answer
     */
    public Statistic of(Answers truth, Predictions predictions) {
        if (truth.rows() != predictions.rows() || Math.max(1, truth.count()) != predictions.scores().length) {
            throw new IllegalArgumentException("there are " + predictions.rows() + " predictions of "
                    + predictions.scores().length + " scores for " + truth.rows() + " answers of " + truth.count()
                    + " classes");
        }
        if (truth.isNominal() != nominal) {
            throw new IllegalArgumentException("the " + title + " is a score of "
                    + (nominal ? "classes, and the target is a number" : "numbers, and the target has classes"));
        }
        return switch (this) {
            case ACCURACY -> Statistic.mean(right(truth, predictions));
            case BALANCED_ACCURACY -> meanByClass(truth, right(truth, predictions));
            case ROC_AUC -> overClasses(truth, predictions, Ranking::area);
            case PR_AUC -> overClasses(truth, predictions, Ranking::precision);
            case BRIER -> Statistic.mean(squaredErrors(truth, predictions));
            case LOG_LOSS -> Statistic.mean(logLosses(truth, predictions));
            case RMSE -> {
                Statistic mean = Statistic.mean(squaredErrors(truth, predictions));
                yield weights -> Math.sqrt(mean.value(weights));
            }
            case R2 -> explained(truth.numbers(), squaredErrors(truth, predictions));
        };
    }

    private static double[] right(Answers truth, Predictions predictions) {
        int[] decisions = predictions.decisions();
        return IntStream.range(0, decisions.length)
                .mapToDouble(row -> decisions[row] == truth.classes()[row] ? 1 : 0)
                .toArray();
    }

    /** Class after class, whose rows are found beforehand: each draw then only adds up. */
    private static Statistic meanByClass(Answers truth, double[] right) {
        int[][] rows = IntStream.range(0, truth.count())
                .mapToObj(c -> IntStream.range(0, right.length)
                        .filter(row -> truth.classes()[row] == c)
                        .toArray())
                .toArray(int[][]::new);
        // All bits where the answer is right, and none where it is wrong.
        int[][] masks = Arrays.stream(rows)
                .map(ofClass -> Arrays.stream(ofClass)
                        .map(row -> right[row] > 0 ? -1 : 0)
                        .toArray())
                .toArray(int[][]::new);
        return weights -> IntStream.range(0, rows.length)
                .mapToDouble(c -> share(rows[c], masks[c], weights))
                .filter(share -> !Double.isNaN(share))
                .average()
                .orElse(Double.NaN);
    }

    private static double share(int[] rows, int[] masks, int[] weights) {
        long found = 0;
        long total = 0;
        for (int i = 0; i < rows.length; i++) {
            int weight = weights[rows[i]];
            found += weight & masks[i];
            total += weight;
        }
        return total > 0 ? (double) found / total : Double.NaN;
    }

    private static Statistic overClasses(
            Answers truth, Predictions predictions, ToDoubleBiFunction<Ranking, int[]> measure) {
        Ranking[] rankings = IntStream.range(truth.count() == 2 ? 1 : 0, truth.count())
                .mapToObj(c -> ranking(truth, predictions, c))
                .toArray(Ranking[]::new);
        return weights -> Arrays.stream(rankings)
                .mapToDouble(ranking -> measure.applyAsDouble(ranking, weights))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** Rows ranked by the probability of one class, whose rows are the positive ones. */
    public static Ranking ranking(Answers truth, Predictions predictions, int positive) {
        boolean[] positives = new boolean[truth.rows()];
        for (int row = 0; row < positives.length; row++) {
            positives[row] = truth.classes()[row] == positive;
        }
        return Ranking.of(predictions.scores()[positive], positives);
    }

    private static double[] squaredErrors(Answers truth, Predictions predictions) {
        double[] errors = new double[truth.rows()];
        for (int row = 0; row < errors.length; row++) {
            if (!truth.isNominal()) {
                double error = predictions.scores()[0][row] - truth.numbers()[row];
                errors[row] = error * error;
            } else {
                for (int c = truth.count() == 2 ? 1 : 0; c < truth.count(); c++) {
                    double error = predictions.scores()[c][row] - (truth.classes()[row] == c ? 1 : 0);
                    errors[row] += error * error;
                }
            }
        }
        return errors;
    }

    private static double[] logLosses(Answers truth, Predictions predictions) {
        return IntStream.range(0, truth.rows())
                .mapToDouble(row -> -Math.log(
                        Math.min(1 - SMALLEST, Math.max(SMALLEST, predictions.scores()[truth.classes()[row]][row]))))
                .toArray();
    }

    private static Statistic explained(double[] truth, double[] errors) {
        Statistic error = Statistic.mean(errors);
        Statistic mean = Statistic.mean(truth);
        return weights -> {
            double centre = mean.value(weights);
            double spread = 0;
            long total = 0;
            for (int row = 0; row < truth.length; row++) {
                spread += weights[row] * (truth[row] - centre) * (truth[row] - centre);
                total += weights[row];
            }
            return spread > 0 ? 1 - error.value(weights) / (spread / total) : Double.NaN;
        };
    }
}
