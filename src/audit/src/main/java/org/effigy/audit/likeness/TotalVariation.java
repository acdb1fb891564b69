package org.effigy.audit.likeness;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.parallel.Workers;

/**
 * The total variation between two tables over sets of columns: half the sum, over all cells, of the difference of the two
 * shares. 0 for the same shares, 1 for none in common.
 *
 * @param each by set of columns, in their order
 * @param mean over the sets
 * @param deviation of the mean, by chance in both tables: the infinitesimal jackknife (Jaeckel 1972), in which a row
 *     moves the mean by the signs of the differences in its cells. It does not tell of the bias, which a reference of
 *     equal size shares; NaN if it was not asked for
 */
record TotalVariation(double[] each, double mean, double deviation) {
    /**
     * Counts both tables over each set of columns. Linear in rows and sets.
     *
     * @param cliques at least one set of columns
     * @param withDeviation whether to find the deviation, for half as much time again
     */
    static TotalVariation of(BinnedTable a, BinnedTable b, List<int[]> cliques, boolean withDeviation) {
        int workers = Math.min(Workers.available(), cliques.size());
        double[] each = new double[cliques.size()];
        Worker[] done = IntStream.range(0, workers)
                .parallel()
                .mapToObj(w -> {
                    Worker worker = new Worker(a, b, withDeviation);
                    for (int k = w; k < each.length; k += workers) {
                        each[k] = worker.distance(cliques.get(k));
                    }
                    return worker;
                })
                .toArray(Worker[]::new);
        double deviation = withDeviation
                ? Math.sqrt(variance(done, worker -> worker.signsA, each.length)
                        + variance(done, worker -> worker.signsB, each.length))
                : Double.NaN;
        return new TotalVariation(each, Arrays.stream(each).average().orElseThrow(), deviation);
    }

    private interface Signs {
        int[] of(Worker worker);
    }

    /** Of one table's part in the mean. The sums are of whole numbers: the number of workers doesn't change them. */
    private static double variance(Worker[] workers, Signs signs, int cliques) {
        int rows = signs.of(workers[0]).length;
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            long total = 0;
            for (Worker worker : workers) {
                total += signs.of(worker)[row];
            }
            sum += total;
            squares += (double) total * total;
        }
        double mean = sum / rows;
        return (squares / rows - mean * mean) / (4.0 * cliques * cliques) / rows;
    }

    /** Counts for one thread. */
    private static final class Worker {
        private final BinnedTable a;
        private final BinnedTable b;
        private final Cells cells;
        private final int[] signsA;
        private final int[] signsB;
        private int[] countsA = new int[0];
        private int[] countsB = new int[0];

        Worker(BinnedTable a, BinnedTable b, boolean withSigns) {
            this.a = a;
            this.b = b;
            this.cells = new Cells(a.rows(), b.rows());
            this.signsA = new int[withSigns ? a.rows() : 0];
            this.signsB = new int[withSigns ? b.rows() : 0];
        }

        double distance(int[] clique) {
            cells.number(clique, a, b);
            int size = cells.size();
            if (countsA.length < size) {
                countsA = new int[size];
                countsB = new int[size];
            } else {
                Arrays.fill(countsA, 0, size, 0);
                Arrays.fill(countsB, 0, size, 0);
            }
            for (int cell : cells.of(0)) {
                countsA[cell]++;
            }
            for (int cell : cells.of(1)) {
                countsB[cell]++;
            }
            double sum = 0;
            double rowsA = a.rows();
            double rowsB = b.rows();
            for (int cell = 0; cell < size; cell++) {
                // Most cells of three columns have no row, and division is slow.
                if ((countsA[cell] | countsB[cell]) != 0) {
                    sum += Math.abs(countsA[cell] / rowsA - countsB[cell] / rowsB);
                }
            }
            if (signsA.length > 0) {
                // From here on the first counts hold the sign of each cell's difference, in whole numbers.
                for (int cell = 0; cell < size; cell++) {
                    countsA[cell] = Long.signum((long) countsA[cell] * b.rows() - (long) countsB[cell] * a.rows());
                }
                add(signsA, cells.of(0));
                add(signsB, cells.of(1));
            }
            return sum / 2;
        }

        private void add(int[] signs, int[] rowCells) {
            for (int row = 0; row < signs.length; row++) {
                signs[row] += countsA[rowCells[row]];
            }
        }
    }
}
