package org.effigy.audit.privacy;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** A logistic regression with a small ridge, by Newton's method; for few columns. */
final class Logistic {
    private static final int STEPS = 25;
    private static final double RIDGE = 1;

    private final double[] weights;

    private Logistic(double[] weights) {
        this.weights = weights;
    }

    /**
     * Fits; classes count alike, however many rows they have.
     *
     * @param rows of equal length, about of size 1
     * @param positive the class of each
     */
    static Logistic fit(double[][] rows, boolean[] positive) {
        int size = rows[0].length + 1;
        double[] weights = new double[size];
        double positives = 0;
        for (boolean is : positive) {
            positives += is ? 1 : 0;
        }
        double up = rows.length / 2.0 / Math.max(1, positives);
        double down = rows.length / 2.0 / Math.max(1, rows.length - positives);
        for (int step = 0; step < STEPS; step++) {
            RealMatrix curvature = new Array2DRowRealMatrix(size, size);
            double[] slope = new double[size];
            for (int i = 0; i < size; i++) {
                curvature.setEntry(i, i, RIDGE);
                slope[i] = -RIDGE * weights[i];
            }
            for (int row = 0; row < rows.length; row++) {
                double chance = 1 / (1 + Math.exp(-score(weights, rows[row])));
                double weight = positive[row] ? up : down;
                double error = weight * ((positive[row] ? 1 : 0) - chance);
                double bend = weight * chance * (1 - chance);
                for (int i = 0; i < size; i++) {
                    double x = i == 0 ? 1 : rows[row][i - 1];
                    slope[i] += error * x;
                    for (int j = 0; j <= i; j++) {
                        curvature.addToEntry(i, j, bend * x * (j == 0 ? 1 : rows[row][j - 1]));
                    }
                }
            }
            for (int i = 0; i < size; i++) {
                for (int j = i + 1; j < size; j++) {
                    curvature.setEntry(i, j, curvature.getEntry(j, i));
                }
            }
            double[] change = new CholeskyDecomposition(curvature, 1e-6, 1e-12)
                    .getSolver()
                    .solve(new ArrayRealVector(slope))
                    .toArray();
            double most = Arrays.stream(change).map(Math::abs).max().orElse(0);
            for (int i = 0; i < size; i++) {
                // A step of more than 4 would leave the region in which the curvature says anything.
                weights[i] += change[i] * Math.min(1, 4 / Math.max(4, most));
            }
            if (most < 1e-8) {
                break;
            }
        }
        return new Logistic(weights);
    }

    /** The log-odds of the positive class. */
    double score(double[] row) {
        return score(weights, row);
    }

    private static double score(double[] weights, double[] row) {
        double score = weights[0];
        for (int i = 0; i < row.length; i++) {
            score += weights[i + 1] * row[i];
        }
        return score;
    }
}
