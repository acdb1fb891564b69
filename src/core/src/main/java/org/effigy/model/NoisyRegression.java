package org.effigy.model;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Linear regression from moments: the covariances of the regressors are known, and those with the response carry noise.
 * In the directions of the eigenvectors each coefficient is estimated for itself, and drawn towards 0 as far as noise
 * explains it ({@link NormalPrior}); that is ridge regression with the penalty that the noise asks for.
 */
public final class NoisyRegression {
    /** Eigenvalues below this part of the largest are directions that the regressors don't have. */
    private static final double LEAST = 1e-9;

    private NoisyRegression() {}

    /**
     * The coefficients.
     *
     * @param among covariances of the regressors, symmetric
     * @param with covariances of each regressor with the response
     * @param variance of the noise in each of these, above 0
     */
    public static double[] solve(double[][] among, double[] with, double variance) {
        int n = with.length;
        double[] coefficients = new double[n];
        if (n == 0) {
            return coefficients;
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(new DMatrixRMaj(among))) {
            throw new IllegalStateException("the eigenvalues of " + n + " covariances did not converge");
        }
        double largest = 0;
        for (int k = 0; k < n; k++) {
            largest = Math.max(largest, eigen.getEigenvalue(k).getReal());
        }
        double[] estimates = new double[n];
        double[] variances = new double[n];
        for (int k = 0; k < n; k++) {
            double value = eigen.getEigenvalue(k).getReal();
            variances[k] = Double.POSITIVE_INFINITY;
            if (value > LEAST * largest) {
                DMatrixRMaj vector = eigen.getEigenVector(k);
                for (int i = 0; i < n; i++) {
                    estimates[k] += vector.get(i) * with[i] / value;
                }
                variances[k] = variance / (value * value);
            }
        }
        double[] kept = NormalPrior.kept(estimates, variances);
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n && kept[k] > 0; i++) {
                coefficients[i] += eigen.getEigenVector(k).get(i) * kept[k] * estimates[k];
            }
        }
        return coefficients;
    }
}
