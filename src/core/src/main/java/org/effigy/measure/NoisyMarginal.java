package org.effigy.measure;

import java.util.Arrays;
import java.util.Objects;
import org.effigy.domain.Clique;
import org.effigy.privacy.Mechanism;

/**
 * A marginal as it was released: whole-number counts with noise, some of them negative. Public from here on.
 *
 * @param clique the attributes counted
 * @param counts one a cell, row-major, the clique's first attribute slowest; copied on the way in and out
 * @param mechanism the noise that each count carries
 */
public record NoisyMarginal(Clique clique, long[] counts, Mechanism.Additive mechanism) {
    /** Checks that nothing is missing, and copies the counts. */
    public NoisyMarginal {
        Objects.requireNonNull(clique, "clique");
        Objects.requireNonNull(mechanism, "mechanism");
        counts = counts.clone();
    }

    /** The noisy counts; the caller's own copy. */
    @Override
    public long[] counts() {
        return counts.clone();
    }

    /** The sum of the noisy counts: an estimate of the number of rows. It ends at the ends of the 64-bit range. */
    public long total() {
        long high = 0;
        long low = 0;
        for (long count : counts) {
            // 32 bits each, so that sums over as many cells as an array holds fit.
            high += count >> 32;
            low += count & 0xffff_ffffL;
        }
        high += low >>> 32;
        if (high != (int) high) {
            return high > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        return high << 32 | low & 0xffff_ffffL;
    }

    /** The standard deviation of the noise in one count; for the discrete noises an upper bound that is close. */
    public double standardDeviation() {
        return standardDeviation(mechanism);
    }

    static double standardDeviation(Mechanism.Additive mechanism) {
        return mechanism instanceof Mechanism.DiscreteLaplace laplace
                ? Math.sqrt(2) * laplace.scale()
                : mechanism.scale();
    }

    /** How far a count is off on average, up or down: {@code b} for Laplace noise, {@code sqrt(2 / pi) sigma} for Gaussian. */
    public double expectedError() {
        return expectedError(mechanism);
    }

    static double expectedError(Mechanism.Additive mechanism) {
        return mechanism instanceof Mechanism.DiscreteLaplace
                ? mechanism.scale()
                : Math.sqrt(2 / Math.PI) * mechanism.scale();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoisyMarginal marginal
                && clique.equals(marginal.clique)
                && mechanism.equals(marginal.mechanism)
                && Arrays.equals(counts, marginal.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(clique, mechanism, Arrays.hashCode(counts));
    }

    @Override
    public String toString() {
        return "NoisyMarginal[" + clique + ", " + counts.length + " cells, " + mechanism + "]";
    }
}
