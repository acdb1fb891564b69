package org.effigy.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Layout;

/**
 * The counts of a clique as all measurements that say anything of them give it together: the linear unbiased estimate of
 * least variance, and the exact variance of any sum of its cells. No prior, no shrinking, no rounding to what can be: so
 * counts may be negative, and errors are known.
 *
 * <p>In an orthonormal basis that is a product of one basis an attribute, whose first element is constant, a marginal has
 * those coefficients of the whole table that are constant in all other attributes. Noise that is alike in every cell of a
 * marginal is alike in every coefficient; so each coefficient is estimated by itself, by the mean of all measurements that
 * have it, weighted by precision (residual basis: Xiao, He, Zhang, Kifer 2023, "An optimal and scalable matrix mechanism for
 * noisy marginals under convex loss functions").
 */
public final class PooledMarginal implements NoisyCounts {
    private final Clique clique;
    private final int[] sizes;
    /** Of each coefficient, the variance of its noise. */
    private final double[] variances;

    private final double[] counts;

    private PooledMarginal(Clique clique, int[] sizes, double[] coefficients, double[] variances) {
        this.clique = clique;
        this.sizes = sizes;
        this.variances = variances;
        this.counts = coefficients.clone();
        fromBasis(counts, sizes);
    }

    /**
     * The counts of a clique.
     *
     * @param measurements of which at least one has the whole clique; their noises independent
     * @param total the number of rows, where it is public
     * @throws IllegalArgumentException if no measurement has the whole clique, or it has more cells than an array can hold
     */
    public static PooledMarginal of(
            Domain domain, Collection<Measurement> measurements, Clique clique, OptionalDouble total) {
        int[] sizes = sizes(domain, clique);
        double[] sums = new double[domain.arrayCells(clique)];
        double[] precisions = new double[sums.length];
        boolean isWhole = false;
        for (Measurement measured : measurements) {
            Clique both = measured.clique().intersect(clique);
            isWhole |= both.size() == clique.size();
            double[] marginal = Factor.of(domain, measured.clique(), measured.values())
                    .project(both)
                    .toArray();
            toBasis(marginal, sizes(domain, both));
            double summed = (double) domain.cells(measured.clique()) / domain.cells(both);
            double spread = (double) sums.length / domain.cells(both);
            double precision = spread / (measured.scale() * measured.scale() * summed);
            int[] places = Layout.of(domain, clique).offsets(both.toArray());
            for (int i = 0; i < marginal.length; i++) {
                sums[places[i]] += precision * marginal[i] / Math.sqrt(spread);
                precisions[places[i]] += precision;
            }
        }
        if (!isWhole) {
            throw new IllegalArgumentException("nothing that was measured has all of " + domain.describe(clique));
        }
        double[] variances = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= precisions[i];
            variances[i] = 1 / precisions[i];
        }
        if (total.isPresent()) {
            sums[0] = total.getAsDouble() / Math.sqrt(sums.length);
            variances[0] = 0;
        }
        return new PooledMarginal(clique, sizes, sums, variances);
    }

    private static int[] sizes(Domain domain, Clique clique) {
        return Arrays.stream(clique.toArray())
                .map(attribute -> domain.attribute(attribute).size())
                .toArray();
    }

    /** The attributes counted. */
    public Clique clique() {
        return clique;
    }

    @Override
    public int cells() {
        return counts.length;
    }

    @Override
    public double[] counts() {
        return counts.clone();
    }

    @Override
    public double sum(double[] weights) {
        return Kernels.dot(counts, weights);
    }

    @Override
    public double variance(double[] weights) {
        double[] transformed = weights.clone();
        toBasis(transformed, sizes);
        double variance = 0;
        for (int i = 0; i < transformed.length; i++) {
            variance += variances[i] * transformed[i] * transformed[i];
        }
        return variance;
    }

    /** The variance by the noise of one count, the same for each. */
    public double cellVariance() {
        double[] one = new double[counts.length];
        one[0] = 1;
        return variance(one);
    }

    /** Along each axis the mean, and how far each entry is from the mean of those before it, to norm 1 (Helmert 1876). */
    private static void toBasis(double[] table, int[] sizes) {
        along(table, sizes, (cells, start, stride, size) -> {
            double sum = cells[start];
            for (int j = 1; j < size; j++) {
                int place = start + j * stride;
                double value = cells[place];
                cells[place] = (sum - j * value) / Math.sqrt((double) j * (j + 1));
                sum += value;
            }
            cells[start] = sum / Math.sqrt(size);
        });
    }

    private static void fromBasis(double[] table, int[] sizes) {
        along(table, sizes, (cells, start, stride, size) -> {
            double rest = cells[start] / Math.sqrt(size);
            for (int j = size - 1; j > 0; j--) {
                int place = start + j * stride;
                double each = cells[place] / Math.sqrt((double) j * (j + 1));
                cells[place] = rest - j * each;
                rest += each;
            }
            cells[start] = rest;
        });
    }

    private interface Line {
        void change(double[] cells, int start, int stride, int size);
    }

    private static void along(double[] table, int[] sizes, Line line) {
        int stride = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            int block = stride * sizes[axis];
            for (int from = 0; from < table.length; from += block) {
                for (int start = from; start < from + stride; start++) {
                    line.change(table, start, stride, sizes[axis]);
                }
            }
            stride = block;
        }
    }
}
