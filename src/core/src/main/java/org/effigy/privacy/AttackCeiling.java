package org.effigy.privacy;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The best that anyone can do who tries to tell from a release whether a unit's rows were in the table: of all tests
 * that accuse an absent unit at most that often, none finds a present one more often than this. It follows from the
 * promise alone, whatever the attacker knows or computes (Wasserman and Zhou 2010; Kairouz, Oh and Viswanath 2015,
 * Theorem 2.1).
 */
public final class AttackCeiling {
    /** Zero-concentrated losses promise one (epsilon, delta) for each epsilon; so many are tried. */
    private static final int PROMISES = 400;

    private final List<PrivacyLoss.Approximate> promises;

    private AttackCeiling(List<PrivacyLoss.Approximate> promises) {
        this.promises = promises;
    }

    /** The ceiling under a loss in any definition; a zero-concentrated one allows less than its epsilon at one delta. */
    public static AttackCeiling of(PrivacyLoss loss) {
        Objects.requireNonNull(loss, "loss");
        if (loss instanceof PrivacyLoss.Pure pure) {
            return new AttackCeiling(List.of(new PrivacyLoss.Approximate(pure.epsilon(), 0)));
        }
        if (loss instanceof PrivacyLoss.Approximate approximate) {
            return new AttackCeiling(List.of(approximate));
        }
        PrivacyLoss.ApproximateConcentrated both = loss instanceof PrivacyLoss.ApproximateConcentrated approximate
                ? approximate
                : new PrivacyLoss.ApproximateConcentrated(((PrivacyLoss.ZeroConcentrated) loss).rho(), 0);
        double rho = both.rho();
        // Any choice of epsilons gives a valid ceiling; from next to nothing to where delta is negligible is enough.
        double most = rho + 8 * Math.sqrt(rho);
        return new AttackCeiling(IntStream.rangeClosed(0, PROMISES)
                .mapToDouble(i -> most * i / PROMISES)
                .mapToObj(epsilon -> new PrivacyLoss.Approximate(
                        epsilon, below1(sum(Conversions.delta(rho, epsilon), both.delta()))))
                .toList());
    }

    private static double sum(double converted, double own) {
        return own == 0 ? converted : Math.nextUp(converted + own);
    }

    // A delta of 1 promises nothing, and no loss may be written with it.
    private static double below1(double delta) {
        return Math.min(delta, Math.nextDown(1.0));
    }

    /**
     * How often a present unit can be found at most.
     *
     * @param falsePositives how often an absent unit is accused, 0 to 1
     * @return 0 to 1, at least {@code falsePositives}
     * @throws IllegalArgumentException if the share is not in [0, 1]
     */
    public double truePositives(double falsePositives) {
        if (!(falsePositives >= 0 && falsePositives <= 1)) {
            throw new IllegalArgumentException("a share of false positives is from 0 to 1; it is " + falsePositives);
        }
        return promises.stream()
                .mapToDouble(promise -> Math.min(
                        Math.exp(promise.epsilon()) * falsePositives + promise.delta(),
                        1 - Math.exp(-promise.epsilon()) * (1 - promise.delta() - falsePositives)))
                .map(share -> Math.max(falsePositives, Math.min(1, share)))
                .min()
                .orElse(1);
    }
}
