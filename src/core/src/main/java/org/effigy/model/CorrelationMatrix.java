package org.effigy.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** A correlation matrix: symmetric, ones on the diagonal, and positive definite. Public numbers. Immutable. */
public final class CorrelationMatrix {
    /** The least eigenvalue: a matrix that has it can be factored in doubles. */
    static final double FLOOR = 1e-6;

    private static final int ITERATIONS = 1000;
    private static final double TOLERANCE = 1e-9;

    private final DMatrixRMaj matrix;
    private final double repair;

    private CorrelationMatrix(DMatrixRMaj matrix, double repair) {
        this.matrix = matrix;
        this.repair = repair;
    }

    /**
     * The correlation matrix that is nearest to a symmetric matrix in the sum of squares: the matrix itself if it is one,
     * else by alternating projections (Higham 2002, Algorithm 3.3) onto the matrices with eigenvalues of at least
     * {@value #FLOOR} and onto those with a diagonal of ones. Estimates from noisy answers need it, since each entry is
     * estimated for itself. Costs an eigendecomposition a step.
     *
     * @param entries a square; only the part below the diagonal is read, in -1 .. 1
     * @throws IllegalArgumentException if the matrix is not square, or an entry is not in -1 .. 1
     */
    public static CorrelationMatrix nearest(double[][] entries) {
        DMatrixRMaj given = symmetric(entries);
        if (given.numRows == 0 || leastEigenvalue(given) >= FLOOR) {
            return new CorrelationMatrix(given, 0);
        }
        DMatrixRMaj y = given.copy();
        DMatrixRMaj correction = new DMatrixRMaj(given.numRows, given.numCols);
        DMatrixRMaj x = y;
        for (int i = 0; i < ITERATIONS; i++) {
            DMatrixRMaj shifted = new DMatrixRMaj(y.numRows, y.numCols);
            CommonOps_DDRM.subtract(y, correction, shifted);
            x = raised(shifted);
            CommonOps_DDRM.subtract(x, shifted, correction);
            DMatrixRMaj next = x.copy();
            for (int d = 0; d < next.numRows; d++) {
                next.set(d, d, 1);
            }
            double moved = distance(next, y) / NormOps_DDRM.normF(next);
            y = next;
            if (moved < TOLERANCE) {
                break;
            }
        }
        DMatrixRMaj nearest = scaled(x);
        return new CorrelationMatrix(nearest, distance(nearest, given));
    }

    /**
     * A matrix that is a correlation matrix already, as it stands in a file.
     *
     * @param repair how far it had been moved to become one
     * @throws IllegalArgumentException if it is not positive definite, or not of the kind that {@link #nearest} takes
     */
    public static CorrelationMatrix of(double[][] entries, double repair) {
        DMatrixRMaj given = symmetric(entries);
        if (!(repair >= 0 && repair < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the distance of a repair is finite and at least 0; it is " + repair);
        }
        if (given.numRows > 0 && !(leastEigenvalue(given) > 0)) {
            throw new IllegalArgumentException("the correlation matrix is not positive definite");
        }
        return new CorrelationMatrix(given, repair);
    }

    private static DMatrixRMaj symmetric(double[][] entries) {
        int n = entries.length;
        DMatrixRMaj matrix = CommonOps_DDRM.identity(n);
        for (int i = 0; i < n; i++) {
            if (entries[i].length <= i - 1 || entries[i].length > n) {
                throw new IllegalArgumentException(
                        "a correlation matrix of " + n + " rows has no row of " + entries[i].length + " entries");
            }
            for (int j = 0; j < i; j++) {
                if (!(Math.abs(entries[i][j]) <= 1)) {
                    throw new IllegalArgumentException("a correlation is in -1 .. 1; one is " + entries[i][j]);
                }
                matrix.set(i, j, entries[i][j]);
                matrix.set(j, i, entries[i][j]);
            }
        }
        return matrix;
    }

    private static double leastEigenvalue(DMatrixRMaj matrix) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(matrix, false);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < eigen.getNumberOfEigenvalues(); i++) {
            least = Math.min(least, eigen.getEigenvalue(i).getReal());
        }
        return least;
    }

    /** The same eigenvectors, with eigenvalues of at least the floor. */
    private static DMatrixRMaj raised(DMatrixRMaj matrix) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(matrix, true);
        DMatrixRMaj sum = new DMatrixRMaj(matrix.numRows, matrix.numCols);
        for (int i = 0; i < eigen.getNumberOfEigenvalues(); i++) {
            DMatrixRMaj vector = eigen.getEigenVector(i);
            CommonOps_DDRM.multAddTransB(Math.max(FLOOR, eigen.getEigenvalue(i).getReal()), vector, vector, sum);
        }
        return sum;
    }

    private static EigenDecomposition_F64<DMatrixRMaj> decomposed(DMatrixRMaj matrix, boolean vectors) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(matrix.numRows, vectors, true);
        if (!eigen.decompose(matrix.copy())) {
            throw new IllegalStateException("the eigenvalues of " + matrix.numRows + " correlations did not converge");
        }
        return eigen;
    }

    private static DMatrixRMaj scaled(DMatrixRMaj matrix) {
        DMatrixRMaj scaled = CommonOps_DDRM.identity(matrix.numRows);
        for (int i = 0; i < matrix.numRows; i++) {
            for (int j = 0; j < i; j++) {
                double value = matrix.get(i, j) / Math.sqrt(matrix.get(i, i) * matrix.get(j, j));
                scaled.set(i, j, value);
                scaled.set(j, i, value);
            }
        }
        return scaled;
    }

    private static double distance(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj difference = new DMatrixRMaj(a.numRows, a.numCols);
        CommonOps_DDRM.subtract(a, b, difference);
        return NormOps_DDRM.normF(difference);
    }

    /** The number of variables. */
    public int size() {
        return matrix.numRows;
    }

    /** The correlation of two variables. */
    public double get(int i, int j) {
        return matrix.get(i, j);
    }

    /** How far the estimate had to be moved, as the root of the sum of squares over all entries; 0 if not at all. */
    public double repair() {
        return repair;
    }

    /** The correlation that two variables would have if they were independent given all the others. */
    public double givenTheRest(int i, int j) {
        int[] rest = IntStream.range(0, size()).filter(v -> v != i && v != j).toArray();
        if (rest.length == 0) {
            return 0;
        }
        DMatrixRMaj among = new DMatrixRMaj(rest.length, rest.length);
        DMatrixRMaj first = new DMatrixRMaj(rest.length, 1);
        DMatrixRMaj second = new DMatrixRMaj(rest.length, 1);
        for (int a = 0; a < rest.length; a++) {
            first.set(a, matrix.get(rest[a], i));
            second.set(a, matrix.get(rest[a], j));
            for (int b = 0; b < rest.length; b++) {
                among.set(a, b, matrix.get(rest[a], rest[b]));
            }
        }
        DMatrixRMaj weights = new DMatrixRMaj(rest.length, 1);
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(rest.length);
        if (!solver.setA(among)) {
            throw new IllegalStateException("a part of a positive definite matrix is positive definite");
        }
        solver.solve(second, weights);
        return Math.max(-1, Math.min(1, CommonOps_DDRM.dot(first, weights)));
    }

    /** The lower triangular factor {@code L} of {@code L L' =} this, by rows, each up to the diagonal. */
    double[][] factor() {
        double[][] factor = new double[size()][];
        if (size() == 0) {
            return factor;
        }
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(size(), true);
        if (!cholesky.decompose(matrix.copy())) {
            throw new IllegalStateException("a positive definite matrix has a Cholesky factor");
        }
        DMatrixRMaj lower = cholesky.getT(null);
        for (int i = 0; i < size(); i++) {
            factor[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                factor[i][j] = lower.get(i, j);
            }
        }
        return factor;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CorrelationMatrix one
                && repair == one.repair
                && size() == one.size()
                && Arrays.equals(matrix.data, one.matrix.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(matrix.data);
    }
}
