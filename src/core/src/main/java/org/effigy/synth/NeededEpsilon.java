package org.effigy.synth;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;

/** By how much a budget would have to grow for noise to shrink; public. */
final class NeededEpsilon {
    /** Beyond it nobody speaks of privacy, and the search ends. */
    private static final double MOST = 1e6;

    private NeededEpsilon() {}

    /**
     * The epsilon at which the noise of a budget is smaller by a factor, everything else the same, rounded up to two
     * digits.
     *
     * @param factor at least 1
     */
    static String words(PrivacyBudget budget, double factor) {
        double low = budget.epsilon();
        double needed = strength(budget, low) * factor;
        double high = low;
        while (high < MOST && strength(budget, high) < needed) {
            low = high;
            high *= 2;
        }
        for (int halving = 0; halving < 20; halving++) {
            double middle = (low + high) / 2;
            if (strength(budget, middle) < needed) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new BigDecimal(high)
                .round(new MathContext(2, RoundingMode.CEILING))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** What the inverse of noise is proportional to. */
    private static double strength(PrivacyBudget budget, double epsilon) {
        PrivacyLoss limit = new PrivacyBudget(epsilon, budget.delta(), budget.neighbours(), budget.unit()).limit();
        return limit instanceof PrivacyLoss.ZeroConcentrated concentrated ? Math.sqrt(concentrated.rho()) : epsilon;
    }
}
