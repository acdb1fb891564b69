package org.effigy.measure;

import java.util.Arrays;
import java.util.Objects;
import org.effigy.privacy.Mechanism;

/**
 * A scatter matrix as it was released: whole-number sums with noise. Public from here on.
 *
 * @param scatter what was asked
 * @param sums the sums, pair by pair of columns; copied on the way in and out
 * @param mechanism the noise that each sum carries
 */
public record NoisyScatter(Scatter scatter, long[] sums, Mechanism.Additive mechanism) {
    /** @throws IllegalArgumentException if there is another number of sums than was asked for */
    public NoisyScatter {
        Objects.requireNonNull(mechanism, "mechanism");
        if (sums.length != scatter.entries()) {
            throw new IllegalArgumentException(
                    "a scatter matrix of " + scatter.entries() + " sums can't have " + sums.length);
        }
        sums = sums.clone();
    }

    /** The noisy sums; the caller's own copy. */
    @Override
    public long[] sums() {
        return sums.clone();
    }

    /**
     * The noisy sum of the products of two columns' coordinates.
     *
     * @param i the place of the one column in the question, among the first ones
     * @param f its coordinate
     * @param j the place of the other column, after {@code i}
     * @param g its coordinate
     * @throws IndexOutOfBoundsException if that was not asked
     */
    public long sum(int i, int f, int j, int g) {
        Objects.checkIndex(i, scatter.first().size());
        Objects.checkFromToIndex(i + 1, j, scatter.columns());
        Objects.checkIndex(j, scatter.columns());
        Objects.checkIndex(f, scatter.column(i).size());
        Objects.checkIndex(g, scatter.column(j).size());
        int place = 0;
        for (int a = 0; a <= i; a++) {
            for (int b = a + 1; b < scatter.columns() && (a < i || b < j); b++) {
                place += scatter.column(a).size() * scatter.column(b).size();
            }
        }
        return sums[place + f * scatter.column(j).size() + g];
    }

    /** The standard deviation of the noise in one sum; for the discrete noises an upper bound that is close. */
    public double standardDeviation() {
        return NoisyMarginal.standardDeviation(mechanism);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoisyScatter scattered
                && scatter.equals(scattered.scatter)
                && mechanism.equals(scattered.mechanism)
                && Arrays.equals(sums, scattered.sums);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scatter, mechanism, Arrays.hashCode(sums));
    }

    @Override
    public String toString() {
        return "NoisyScatter[" + scatter.columns() + " columns, " + sums.length + " sums, " + mechanism + "]";
    }
}
