package org.effigy.audit.likeness;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Logistic regression by Newton's method, for features of which each row has few. Features that follow from others are
 * left out. A ridge of {@link #RIDGE} keeps coefficients finite where the classes can be told apart entirely; elsewhere it
 * moves no digit that is shown.
 */
final class LogisticModel {
    private static final double RIDGE = 1e-6;
    private static final int MOST_STEPS = 50;

    /** A feature is taken to follow from others if they leave less than this share of its square. */
    private static final double DEPENDENT = 1e-9;

    private final double[] coefficients;
    private final int rank;

    private LogisticModel(double[] coefficients, int rank) {
        this.coefficients = coefficients;
        this.rank = rank;
    }

    /**
     * Fits to rows of class 0 and class 1. Time: rows times the square of features by row, and the cube of all features,
     * by step.
     *
     * @param features how many there are
     */
    static LogisticModel fit(Design.Rows zeros, Design.Rows ones, int features) {
        List<Design.Rows> classes = List.of(zeros, ones);
        double[] none = new double[features];
        boolean[] kept = independent(system(classes, none, features).hessian);
        double[] beta = new double[features];
        // Starting from the shares of the classes spares a step or two.
        beta[0] = Math.log((double) ones.rows() / zeros.rows());
        LinearSystem system = system(classes, beta, features);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] move = solve(system, kept);
            double[] next = new double[features];
            LinearSystem tried;
            double size = 2;
            do {
                size /= 2;
                for (int i = 0; i < features; i++) {
                    next[i] = beta[i] + size * move[i];
                }
                tried = system(classes, next, features);
            } while (!(tried.objective >= system.objective - 1e-12 * Math.abs(system.objective)) && size > 1e-6);
            double gain = tried.objective - system.objective;
            beta = next.clone();
            system = tried;
            if (gain <= 1e-11 * Math.abs(system.objective)) {
                break;
            }
        }
        int rank = (int) IntStream.range(0, features).filter(i -> kept[i]).count();
        return new LogisticModel(beta, rank);
    }

    /** The number of features that don't follow from others, the constant among them. */
    int rank() {
        return rank;
    }

    /** The probability of class 1, by row. */
    double[] probabilities(Design.Rows rows) {
        double[] result = new double[rows.rows()];
        for (int row = 0; row < result.length; row++) {
            result[row] = 1 / (1 + Math.exp(-score(rows, row, coefficients)));
        }
        return result;
    }

    private static double score(Design.Rows rows, int row, double[] beta) {
        double score = 0;
        int from = row * rows.width();
        for (int at = from; at < from + rows.width(); at++) {
            score += rows.values()[at] * beta[rows.features()[at]];
        }
        return score;
    }

    /** The log-likelihood less the ridge, its gradient, and the negative of its curvature (lower triangle). */
    private static final class LinearSystem {
        private double objective;
        private final double[] gradient;
        private final double[][] hessian;

        LinearSystem(int features) {
            gradient = new double[features];
            hessian = new double[features][];
            Arrays.setAll(hessian, i -> new double[i + 1]);
        }
    }

    private static LinearSystem system(List<Design.Rows> classes, double[] beta, int features) {
        LinearSystem system = new LinearSystem(features);
        for (int label = 0; label < 2; label++) {
            Design.Rows rows = classes.get(label);
            for (int row = 0; row < rows.rows(); row++) {
                double score = score(rows, row, beta);
                double probability = 1 / (1 + Math.exp(-score));
                double towards = label == 1 ? score : -score;
                // log(1 / (1 + e^-t)), without overflow for scores far from 0.
                system.objective +=
                        towards > 0 ? -Math.log1p(Math.exp(-towards)) : towards - Math.log1p(Math.exp(towards));
                add(system, rows, row, label - probability, probability * (1 - probability));
            }
        }
        for (int i = 0; i < features; i++) {
            system.objective -= RIDGE * beta[i] * beta[i] / 2;
            system.gradient[i] -= RIDGE * beta[i];
            system.hessian[i][i] += RIDGE;
        }
        return system;
    }

    private static void add(LinearSystem system, Design.Rows rows, int row, double residual, double weight) {
        int from = row * rows.width();
        int to = from + rows.width();
        for (int at = from; at < to; at++) {
            double value = rows.values()[at];
            if (value != 0) {
                int feature = rows.features()[at];
                system.gradient[feature] += residual * value;
                double weighted = weight * value;
                for (int other = from; other <= at; other++) {
                    int second = rows.features()[other];
                    double product = weighted * rows.values()[other];
                    if (second <= feature) {
                        system.hessian[feature][second] += product;
                    } else {
                        system.hessian[second][feature] += product;
                    }
                }
            }
        }
    }

    /** Which features don't follow from those before them: a Cholesky factorisation that leaves out what is left with nothing. */
    private static boolean[] independent(double[][] gram) {
        boolean[] kept = new boolean[gram.length];
        Arrays.fill(kept, true);
        double[][] factor = new double[gram.length][];
        for (int i = 0; i < gram.length; i++) {
            factor[i] = row(gram, factor, kept, i);
            double left = factor[i][i];
            kept[i] = left > DEPENDENT * gram[i][i] + 2 * RIDGE;
            factor[i][i] = kept[i] ? Math.sqrt(left) : 0;
        }
        return kept;
    }

    /** The row of the factor, with the square of its last number still to be rooted. */
    private static double[] row(double[][] gram, double[][] factor, boolean[] kept, int i) {
        double[] row = gram[i].clone();
        for (int j = 0; j < i; j++) {
            if (kept[j]) {
                double sum = row[j];
                for (int k = 0; k < j; k++) {
                    sum -= row[k] * factor[j][k];
                }
                row[j] = sum / factor[j][j];
                row[i] -= row[j] * row[j];
            } else {
                row[j] = 0;
            }
        }
        return row;
    }

    private static double[] solve(LinearSystem system, boolean[] kept) {
        int features = kept.length;
        double[][] factor = new double[features][];
        double[] solution = system.gradient.clone();
        for (int i = 0; i < features; i++) {
            factor[i] = row(system.hessian, factor, kept, i);
            // Where fitted probabilities are all 0 or 1, rounding may take away more than is there.
            factor[i][i] = Math.sqrt(Math.max(factor[i][i], RIDGE));
            double sum = solution[i];
            for (int j = 0; j < i; j++) {
                sum -= factor[i][j] * solution[j];
            }
            solution[i] = kept[i] ? sum / factor[i][i] : 0;
        }
        for (int i = features - 1; i >= 0; i--) {
            if (!kept[i]) {
                solution[i] = 0;
            } else {
                solution[i] /= factor[i][i];
                for (int j = 0; j < i; j++) {
                    solution[j] -= factor[i][j] * solution[i];
                }
            }
        }
        return solution;
    }
}
