package org.effigy.analysis;

import java.util.Arrays;
import java.util.Optional;

/** The few equations of a regression, solved by elimination with the largest pivot of a column. */
final class SquareMatrix {
    private SquareMatrix() {}

    /** The inverse; empty where there is none to speak of. */
    static Optional<double[][]> inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] work = new double[n][];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            work[i] = Arrays.copyOf(matrix[i], 2 * n);
            work[i][n + i] = 1;
            for (double entry : matrix[i]) {
                largest = Math.max(largest, Math.abs(entry));
            }
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                pivot = Math.abs(work[row][column]) > Math.abs(work[pivot][column]) ? row : pivot;
            }
            if (!(Math.abs(work[pivot][column]) > 1e-10 * largest)) {
                return Optional.empty();
            }
            double[] swapped = work[pivot];
            work[pivot] = work[column];
            work[column] = swapped;
            double by = swapped[column];
            for (int k = 0; k < 2 * n; k++) {
                swapped[k] /= by;
            }
            for (int row = 0; row < n; row++) {
                double times = work[row][column];
                for (int k = 0; row != column && times != 0 && k < 2 * n; k++) {
                    work[row][k] -= times * swapped[k];
                }
            }
        }
        return Optional.of(Arrays.stream(work)
                .map(row -> Arrays.copyOfRange(row, n, 2 * n))
                .toArray(double[][]::new));
    }
}
