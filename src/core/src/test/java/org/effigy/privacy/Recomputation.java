package org.effigy.privacy;

import java.math.BigDecimal;

/**
 * What was answered, counted beside the ledger and not through it: rho of each discrete Gaussian by Canonne, Kamath and
 * Steinke 2020, Theorem 4, added up exactly.
 */
final class Recomputation {
    private BigDecimal rho = BigDecimal.ZERO;
    private BigDecimal delta = BigDecimal.ZERO;
    private int answers;

    /** Counts one answer; returns its rho, rounded up. */
    double answered(Mechanism mechanism, Sensitivity sensitivity) {
        double loss = Math.nextUp(sensitivity.l2Squared() / (2 * mechanism.scale() * mechanism.scale()));
        rho = rho.add(new BigDecimal(loss));
        answers++;
        return loss;
    }

    /** Counts the chance that an answer fails; returns it. */
    double mayFail(double chance) {
        delta = delta.add(new BigDecimal(chance));
        return chance;
    }

    /**
     * Whether a ledger that sets delta aside has charged just this, and its promise covers it: what conversion takes of
     * delta for the sum of rho, and the sum of deltas, are no more than the budget's delta (up to the conversion's 13
     * digits).
     */
    boolean agreesWith(PrivacyBudget budget, LedgerStatement statement) {
        BigDecimal promised = new BigDecimal(Conversions.delta(rho.doubleValue(), budget.epsilon())).add(delta);
        return statement.entries().size() == answers
                && statement
                        .spent()
                        .equals(new PrivacyLoss.ApproximateConcentrated(Rounding.up(rho), Rounding.up(delta)))
                && promised.doubleValue() <= budget.delta() * (1 + 1e-12);
    }

    /** Whether a ledger has charged just this. */
    boolean agreesWith(LedgerStatement statement) {
        return statement.entries().size() == answers
                && statement.spent().equals(new PrivacyLoss.ZeroConcentrated(Rounding.up(rho)));
    }
}
