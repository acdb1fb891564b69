package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;

/**
 * Columns that know nothing of each other: the distribution of largest entropy with given one-way marginals.
 *
 * <p>A sample of {@code n} rows has each value {@code n p} times to within one row (systematic sampling), in an order of
 * its own for each column, so that the rounding adds less error than independent draws and ties no two columns together.
 */
public final class ProductDistribution implements Distribution {
    private final Domain domain;
    private final double total;
    private final List<double[]> weights;

    private ProductDistribution(Domain domain, double total, List<double[]> weights) {
        this.domain = domain;
        this.total = total;
        this.weights = weights;
    }

    /**
     * The product of these columns.
     *
     * @param total the estimated number of rows, at least 0 and finite
     * @param weights for each attribute one number a value, at least 0, finite, not all 0; copied
     * @throws IllegalArgumentException if a number is out of its range or an attribute has another size
     */
    public static ProductDistribution of(Domain domain, double total, List<double[]> weights) {
        if (!(total >= 0 && total < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the number of rows must be finite and at least 0; it is " + total);
        }
        if (weights.size() != domain.size()) {
            throw new IllegalArgumentException(
                    weights.size() + " columns were given for a domain of " + domain.size() + " attributes");
        }
        List<double[]> copies = new ArrayList<>();
        for (int column = 0; column < domain.size(); column++) {
            requireWeights(domain, column, weights.get(column));
            copies.add(weights.get(column).clone());
        }
        return new ProductDistribution(domain, total, List.copyOf(copies));
    }

    private static void requireWeights(Domain domain, int column, double[] weights) {
        String name = domain.attribute(column).name();
        if (weights.length != domain.attribute(column).size()) {
            throw new IllegalArgumentException("column '" + name + "' has " + weights.length + " weights for "
                    + domain.attribute(column).size() + " values");
        }
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("column '" + name + "' has a weight of " + weight);
            }
        }
        double sum = Arrays.stream(weights).sum();
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("column '" + name + "' has weights that sum to " + sum);
        }
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public double total() {
        return total;
    }

    /** The weights of a column's values, in proportion to their probabilities; the caller's own copy. */
    public double[] weights(int column) {
        return weights.get(column).clone();
    }

    @Override
    public RecordSampler sampler(long rows, long seed) {
        if (rows < 1) {
            throw new IllegalArgumentException("a sample has at least one row; " + rows + " were asked for");
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<ColumnSampler> columns = weights.stream()
                .map(column -> ColumnSampler.of(column, rows, random.split()))
                .toList();
        return new Sampler(domain, rows, columns);
    }

    private record Sampler(Domain domain, long rows, List<ColumnSampler> columns) implements RecordSampler {
        @Override
        public Records block(long first, int count) {
            if (first < 0 || count < 0 || first + count > rows) {
                throw new IllegalArgumentException(
                        "rows " + first + " to " + (first + count) + " are not all in a sample of " + rows);
            }
            Records.Builder builder = Records.builder(domain, count);
            int[] codes = new int[columns.size()];
            for (long row = first; row < first + count; row++) {
                for (int c = 0; c < codes.length; c++) {
                    codes[c] = columns.get(c).code(row);
                }
                builder.add(codes);
            }
            return builder.build();
        }
    }

    /** Rank {@code j} of a column's sorted sample has the value whose cumulative count first exceeds {@code j}. */
    private record ColumnSampler(Permutation order, long[] ends) {
        static ColumnSampler of(double[] weights, long rows, SplittableRandom random) {
            double start = random.nextDouble();
            double sum = Arrays.stream(weights).sum();
            long[] ends = new long[weights.length];
            double cumulative = 0;
            for (int k = 0; k < ends.length; k++) {
                cumulative += weights[k] / sum;
                // Rank j sits at (j + start) / rows; the values below it are those with j + start < cumulative * rows.
                ends[k] = Math.max(0, Math.min(rows, (long) Math.ceil(cumulative * rows - start)));
            }
            int last = ends.length - 1;
            while (weights[last] == 0) {
                last--;
            }
            // Rounding in the sum must not leave the last ranks to a value that has no weight.
            Arrays.fill(ends, last, ends.length, rows);
            return new ColumnSampler(Permutation.of(rows, random), ends);
        }

        int code(long row) {
            long rank = order.apply(row);
            int low = 0;
            int high = ends.length - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (rank < ends[middle]) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }
}
