package org.effigy.attack;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Fisher's linear discriminant of two classes (Fisher 1936): the likelihood ratio if features are normal with one
 * covariance. Correlations are shrunk towards none, the more the fewer the examples, so that many features don't drown
 * few examples.
 */
final class Discriminant {
    private final double[] weights;

    private Discriminant(double[] weights) {
        this.weights = weights;
    }

    /**
     * Learns from examples; cost: examples x features^2 / 2 + features^3 / 6.
     *
     * @param features one array an example, all of one length
     * @param in the class of each, both of which have an example
     */
    static Discriminant learn(float[][] features, boolean[] in) {
        int size = features[0].length;
        double[][] mean = new double[2][size];
        int[] count = new int[2];
        for (int i = 0; i < features.length; i++) {
            int side = in[i] ? 1 : 0;
            count[side]++;
            for (int f = 0; f < size; f++) {
                mean[side][f] += features[i][f];
            }
        }
        for (int side = 0; side < 2; side++) {
            for (int f = 0; f < size; f++) {
                mean[side][f] /= count[side];
            }
        }
        double[][] covariance = covariance(features, in, mean);
        double[] deviation = new double[size];
        for (int f = 0; f < size; f++) {
            // A feature that never varies inside a class tells them apart for sure, or nothing at all.
            deviation[f] = Math.max(Math.sqrt(covariance[f][f]), 1e-6);
        }
        double kept = (double) features.length / (features.length + size);
        RealMatrix correlation = new Array2DRowRealMatrix(size, size);
        double[] apart = new double[size];
        for (int f = 0; f < size; f++) {
            for (int g = 0; g < size; g++) {
                correlation.setEntry(f, g, f == g ? 1 : kept * covariance[f][g] / (deviation[f] * deviation[g]));
            }
            apart[f] = (mean[1][f] - mean[0][f]) / deviation[f];
        }
        double[] solved = new CholeskyDecomposition(correlation)
                .getSolver()
                .solve(new ArrayRealVector(apart, false))
                .toArray();
        for (int f = 0; f < size; f++) {
            solved[f] /= deviation[f];
        }
        return new Discriminant(solved);
    }

    /** Within the classes. */
    private static double[][] covariance(float[][] features, boolean[] in, double[][] mean) {
        int size = mean[0].length;
        double[][] sums = new double[size][size];
        double[] off = new double[size];
        for (int i = 0; i < features.length; i++) {
            double[] centre = mean[in[i] ? 1 : 0];
            for (int f = 0; f < size; f++) {
                off[f] = features[i][f] - centre[f];
            }
            for (int f = 0; f < size; f++) {
                if (off[f] != 0) {
                    for (int g = 0; g <= f; g++) {
                        sums[f][g] += off[f] * off[g];
                    }
                }
            }
        }
        for (int f = 0; f < size; f++) {
            for (int g = 0; g <= f; g++) {
                sums[f][g] /= features.length;
                sums[g][f] = sums[f][g];
            }
        }
        return sums;
    }

    /** Higher where an example is likelier in; up to a constant. */
    double score(float[] features) {
        double score = 0;
        for (int f = 0; f < weights.length; f++) {
            score += weights[f] * features[f];
        }
        return score;
    }
}
