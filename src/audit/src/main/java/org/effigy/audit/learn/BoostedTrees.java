package org.effigy.audit.learn;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;

/**
 * Gradient-boosted trees (Friedman 2001), by LightGBM (Ke et al. 2017): categories by their codes as unordered values,
 * numbers as they are, missing cells as such. The library chooses bins from the training rows. One thread a fit, and
 * nothing drawn at random, so that equal rows give equal trees on a machine of the same kind. More than two classes are one
 * model each against the rest: the Java wrapper's buffer for predictions is too small for the library's own objective of
 * several classes.
 */
public final class BoostedTrees implements Learner {
    private static final int ROUNDS = 100;
    private static final int LEAVES = 31;
    private static final double RATE = 0.1;
    private static final String QUIET = "verbosity=-1 num_threads=1 deterministic=true force_row_wise=true seed=1";

    private final int rounds;

    /** With {@value #ROUNDS} rounds. */
    public BoostedTrees() {
        this(ROUNDS);
    }

    /** @throws IllegalArgumentException if the number of rounds is not positive */
    public BoostedTrees(int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("trees are boosted for at least one round; asked for " + rounds);
        }
        this.rounds = rounds;
    }

    @Override
    public String name() {
        return "trees";
    }

    @Override
    public String description() {
        return "gradient-boosted trees (LightGBM 4.3, " + rounds + " rounds, " + LEAVES + " leaves, rate " + RATE + ")";
    }

    /** @throws IllegalStateException if the native library can't be loaded, with what to install */
    @Override
    public Model fit(Training training) {
        LightGbmLibrary.load();
        Answers answers = training.answers();
        if (!answers.isNominal()) {
            float[] labels = new float[answers.rows()];
            for (int row = 0; row < labels.length; row++) {
                labels[row] = (float) answers.numbers()[row];
            }
            String trees = boost(training, labels, "regression");
            return table -> new Predictions(new double[][] {score(trees, training.features(table))});
        }
        String[] trees = new String[answers.count()];
        // Two classes share one model; without a row of a class there is none.
        for (int c = trees.length == 2 ? 1 : 0; c < trees.length; c++) {
            float[] labels = new float[answers.rows()];
            boolean present = false;
            for (int row = 0; row < labels.length; row++) {
                labels[row] = answers.classes()[row] == c ? 1 : 0;
                present |= labels[row] > 0;
            }
            if (present) {
                trees[c] = boost(training, labels, "binary");
            }
        }
        return table -> OneAgainstRest.probabilities(
                Arrays.stream(trees)
                        .map(text -> text == null ? null : score(text, training.features(table)))
                        .toArray(double[][]::new),
                table.rows());
    }

    private String boost(Training training, float[] labels, String objective) {
        List<AuditColumn> features = training.features();
        String settings = QUIET + " objective=" + objective + " num_leaves=" + LEAVES + " learning_rate=" + RATE;
        try (LGBMDataset data = LGBMDataset.createFromMat(
                matrix(features), labels.length, features.size(), true, QUIET + categorical(features), null)) {
            data.setField("label", labels);
            if (training.weights().isPresent()) {
                data.setField("weight", weights(training));
            }
            try (LGBMBooster booster = LGBMBooster.create(data, settings)) {
                boolean finished = false;
                for (int i = 0; i < rounds && !finished; i++) {
                    finished = booster.updateOneIter();
                }
                return booster.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.GAIN);
            }
        } catch (LGBMException e) {
            throw new IllegalStateException(
                    "LightGBM could not learn '" + training.task().target() + "': " + e, e);
        }
    }

    private static float[] weights(Training training) {
        double[] byClass = training.weights().orElseThrow();
        int[] classes = training.answers().classes();
        float[] weights = new float[classes.length];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = (float) byClass[classes[row]];
        }
        return weights;
    }

    private static String categorical(List<AuditColumn> features) {
        String positions = IntStream.range(0, features.size())
                .filter(i -> features.get(i) instanceof AuditColumn.Categories)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
        return positions.isEmpty() ? "" : " categorical_feature=" + positions;
    }

    private static double[] matrix(List<AuditColumn> features) {
        int width = features.size();
        int rows = features.get(0).rows();
        double[] matrix = new double[Math.multiplyExact(rows, width)];
        for (int c = 0; c < width; c++) {
            AuditColumn column = features.get(c);
            for (int row = 0; row < rows; row++) {
                matrix[row * width + c] = column.isMissing(row)
                        ? Double.NaN
                        : column instanceof AuditColumn.Categories categories
                                ? categories.codes()[row]
                                : ((AuditColumn.Numbers) column).values()[row];
            }
        }
        return matrix;
    }

    private static double[] score(String trees, List<AuditColumn> features) {
        int rows = features.get(0).rows();
        if (rows == 0) {
            return new double[0];
        }
        try (LGBMBooster booster = LGBMBooster.loadModelFromString(trees)) {
            return booster.predictForMat(
                    matrix(features),
                    rows,
                    features.size(),
                    true,
                    PredictionType.C_API_PREDICT_NORMAL,
                    "num_threads=1");
        } catch (LGBMException e) {
            throw new IllegalStateException("LightGBM could not score rows: " + e, e);
        }
    }
}
