package org.effigy.privacy;

import java.math.BigDecimal;

/**
 * What was answered, counted beside the ledger and not through it: rho of each discrete Gaussian by Canonne, Kamath and
 * Steinke 2020, Theorem 4, added up exactly.
 */
final class Recomputation {
    private BigDecimal rho = BigDecimal.ZERO;
    private int answers;

    /** Counts one answer; returns its rho, rounded up. */
    double answered(Mechanism mechanism, Sensitivity sensitivity) {
        double loss = Math.nextUp(sensitivity.l2Squared() / (2 * mechanism.scale() * mechanism.scale()));
        rho = rho.add(new BigDecimal(loss));
        answers++;
        return loss;
    }

    /** Whether a ledger has charged just this. */
    boolean agreesWith(LedgerStatement statement) {
        return statement.entries().size() == answers
                && statement.spent().equals(new PrivacyLoss.ZeroConcentrated(Rounding.up(rho)));
    }
}
