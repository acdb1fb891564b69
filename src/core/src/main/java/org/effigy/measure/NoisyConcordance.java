package org.effigy.measure;

import java.util.Arrays;
import java.util.Objects;
import org.effigy.privacy.Mechanism;

/**
 * Concordant less discordant pairs of rows as they were released, with noise. Public from here on.
 *
 * @param concordance what was asked
 * @param counts one for each pair of columns, {@code (0, 1), (0, 2), .. (1, 2), ..}; copied on the way in and out
 * @param mechanism the noise that each count carries
 */
public record NoisyConcordance(Concordance concordance, long[] counts, Mechanism.Additive mechanism) {
    /** @throws IllegalArgumentException if there is another number of counts than was asked for */
    public NoisyConcordance {
        Objects.requireNonNull(mechanism, "mechanism");
        if (counts.length != concordance.pairs()) {
            throw new IllegalArgumentException(
                    concordance + " has " + concordance.pairs() + " counts, not " + counts.length);
        }
        counts = counts.clone();
    }

    /** The noisy counts; the caller's own copy. */
    @Override
    public long[] counts() {
        return counts.clone();
    }

    /** The standard deviation of the noise in one count; for the discrete noises an upper bound that is close. */
    public double standardDeviation() {
        return NoisyMarginal.standardDeviation(mechanism);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoisyConcordance noisy
                && concordance.equals(noisy.concordance)
                && mechanism.equals(noisy.mechanism)
                && Arrays.equals(counts, noisy.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(concordance, mechanism, Arrays.hashCode(counts));
    }
}
