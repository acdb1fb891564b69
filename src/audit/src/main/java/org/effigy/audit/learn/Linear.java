package org.effigy.audit.learn;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.Optional;
import org.effigy.audit.AuditTable;

/**
 * A linear model, by LIBLINEAR (Fan et al. 2008): logistic regression with an L2 penalty for classes (one model a class
 * against the rest where there are more than two, their probabilities scaled to sum to 1), ridge regression for numbers.
 * The intercept is not penalised. Solved by a trust-region Newton method towards the optimum, which is unique: no seed, no
 * threads.
 */
public final class Linear implements Learner {
    /** The weight of the errors against half the squared coefficients, as in most libraries' defaults. */
    private static final double COST = 1;

    /** Of the gradient's norm against that at the start; on Adult the ROC-AUC is within 1e-4 of the optimum's. */
    private static final double TOLERANCE = 1e-3;

    static {
        de.bwaldvogel.liblinear.Linear.disableDebugOutput();
    }

    private final double tolerance;

    /** With the penalty of {@link #description}. */
    public Linear() {
        this(TOLERANCE);
    }

    /**
     * As near to the optimum as wanted; 1e-10 takes about twenty times as long as the default.
     *
     * @param tolerance of the gradient's norm against that at the start
     * @throws IllegalArgumentException if it is not positive
     */
    public Linear(double tolerance) {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("the tolerance of a linear model is above 0; it is " + tolerance);
        }
        this.tolerance = tolerance;
    }

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public String description() {
        return "logistic or ridge regression (LIBLINEAR 2.44, cost " + COST + ", categories one-hot, numbers scaled)";
    }

    @Override
    public Model fit(Training training) {
        Answers answers = training.answers();
        LinearEncoder encoder = LinearEncoder.of(training.features());
        Feature[][] rows = encoder.encode(training.features());
        if (!answers.isNominal()) {
            double[] weights = solve(
                    rows, encoder.size(), answers.numbers(), Optional.empty(), SolverType.L2R_L2LOSS_SVR, COST / 2);
            return table -> new Predictions(new double[][] {values(encoder, weights, training, table)});
        }
        double[][] weights = new double[answers.count()][];
        // Two classes share one model; without a row of a class there is none.
        for (int c = answers.count() == 2 ? 1 : 0; c < weights.length; c++) {
            int positive = c;
            double[] sides = Arrays.stream(answers.classes())
                    .mapToDouble(truth -> truth == positive ? 1 : -1)
                    .toArray();
            if (Arrays.stream(sides).anyMatch(side -> side > 0)) {
                weights[c] = solve(rows, encoder.size(), sides, sideWeights(training, c), SolverType.L2R_LR, COST);
            }
        }
        return table -> probabilities(encoder, weights, training, table);
    }

    /** The weights of the rows of other classes, on average, and of one class's; empty where all weigh the same. */
    private static Optional<double[]> sideWeights(Training training, int positive) {
        return training.weights().map(weights -> {
            double others = 0;
            long rows = 0;
            for (int c : training.answers().classes()) {
                if (c != positive) {
                    others += weights[c];
                    rows++;
                }
            }
            return new double[] {rows == 0 ? 1 : others / rows, weights[positive]};
        });
    }

    /** @return the coefficients of features 1 .. size at 0 .. size - 1, then the intercept */
    private double[] solve(
            Feature[][] rows,
            int size,
            double[] answers,
            Optional<double[]> sideWeights,
            SolverType type,
            double cost) {
        Problem problem = new Problem();
        problem.l = rows.length;
        problem.n = size + 1;
        problem.bias = 1;
        problem.y = answers;
        problem.x = withIntercept(rows, size + 1);
        Parameter parameter = new Parameter(type, cost, tolerance);
        parameter.setRegularizeBias(false);
        sideWeights.ifPresent(weights -> parameter.setWeights(weights, new int[] {-1, 1}));
        parameter.setP(0);
        de.bwaldvogel.liblinear.Model model = de.bwaldvogel.liblinear.Linear.train(problem, parameter);
        // The library's sign is that of its first label, which is the first row's class.
        double sign = type == SolverType.L2R_LR && model.getLabels()[0] < 0 ? -1 : 1;
        return Arrays.stream(model.getFeatureWeights()).map(w -> sign * w).toArray();
    }

    private static Feature[][] withIntercept(Feature[][] rows, int position) {
        Feature one = new de.bwaldvogel.liblinear.FeatureNode(position, 1);
        Feature[][] extended = new Feature[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            extended[i] = Arrays.copyOf(rows[i], rows[i].length + 1);
            extended[i][rows[i].length] = one;
        }
        return extended;
    }

    private static double[] values(LinearEncoder encoder, double[] weights, Training training, AuditTable table) {
        return Arrays.stream(encoder.encode(training.features(table)))
                .mapToDouble(row -> value(weights, row))
                .toArray();
    }

    private static double value(double[] weights, Feature[] row) {
        double value = weights[weights.length - 1];
        for (Feature feature : row) {
            value += weights[feature.getIndex() - 1] * feature.getValue();
        }
        return value;
    }

    private static Predictions probabilities(
            LinearEncoder encoder, double[][] weights, Training training, AuditTable table) {
        Feature[][] rows = encoder.encode(training.features(table));
        double[][] scores = new double[weights.length][];
        for (int c = 0; c < weights.length; c++) {
            double[] coefficients = weights[c];
            if (coefficients != null) {
                scores[c] = Arrays.stream(rows)
                        .mapToDouble(row -> 1 / (1 + Math.exp(-value(coefficients, row))))
                        .toArray();
            }
        }
        return OneAgainstRest.probabilities(scores, rows.length);
    }
}
