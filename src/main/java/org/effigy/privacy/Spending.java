package org.effigy.privacy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact account against a limit: every double is a decimal number of finitely many digits, so losses are added and
 * compared without rounding and without a tolerance. Immutable. Pure losses add up in a pure account and cost
 * {@code epsilon^2 / 2} each in a zero-concentrated one (Bun and Steinke 2016, Proposition 1.4).
 */
public final class Spending {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final PrivacyLoss limit;
    private final BigDecimal most;
    private final BigDecimal spent;

    private Spending(PrivacyLoss limit, BigDecimal most, BigDecimal spent) {
        this.limit = limit;
        this.most = most;
        this.spent = spent;
    }

    /**
     * Nothing spent yet, against this limit.
     *
     * @param limit pure or zero-concentrated: the definition in which is counted
     * @throws IllegalArgumentException if the limit is approximate
     */
    public static Spending upTo(PrivacyLoss limit) {
        if (limit instanceof PrivacyLoss.Pure pure) {
            return new Spending(limit, new BigDecimal(pure.epsilon()), BigDecimal.ZERO);
        }
        if (limit instanceof PrivacyLoss.ZeroConcentrated concentrated) {
            return new Spending(limit, new BigDecimal(concentrated.rho()), BigDecimal.ZERO);
        }
        throw new IllegalArgumentException("losses are counted as pure epsilon or as rho, not against " + limit.words()
                + ": convert the limit with Conversions.rho first");
    }

    /** The most that may be spent. */
    public PrivacyLoss limit() {
        return limit;
    }

    /**
     * What is spent when {@code loss} is spent as well; it may be more than the limit.
     *
     * @throws IllegalArgumentException if the loss can't be counted in the limit's definition
     */
    public Spending plus(PrivacyLoss loss) {
        return new Spending(limit, most, spent.add(cost(loss)));
    }

    /**
     * Whether {@code loss} can be spent as well without passing the limit.
     *
     * @throws IllegalArgumentException if the loss can't be counted in the limit's definition
     */
    public boolean fits(PrivacyLoss loss) {
        return spent.add(cost(loss)).compareTo(most) <= 0;
    }

    /** What is spent, rounded up. */
    public PrivacyLoss spent() {
        return in(limit, Rounding.up(spent));
    }

    /** What is left, rounded down; a single loss of this size fits. */
    public PrivacyLoss remaining() {
        return in(limit, Rounding.down(most.subtract(spent).max(BigDecimal.ZERO)));
    }

    /**
     * The largest single pure loss that fits, rounded down: {@code sqrt(2 rho)} of what is left in a zero-concentrated
     * account.
     */
    public PrivacyLoss.Pure remainingPure() {
        BigDecimal left = most.subtract(spent).max(BigDecimal.ZERO);
        return new PrivacyLoss.Pure(Rounding.down(
                limit instanceof PrivacyLoss.Pure
                        ? left
                        : left.add(left).sqrt(new MathContext(40, RoundingMode.DOWN))));
    }

    /** Exactly {@code epsilon^2 / 2}. */
    static BigDecimal halfSquare(double epsilon) {
        BigDecimal exact = new BigDecimal(epsilon);
        return exact.multiply(exact).multiply(HALF);
    }

    private BigDecimal cost(PrivacyLoss loss) {
        boolean inRho = limit instanceof PrivacyLoss.ZeroConcentrated;
        if (loss instanceof PrivacyLoss.Pure pure) {
            return inRho ? halfSquare(pure.epsilon()) : new BigDecimal(pure.epsilon());
        }
        if (inRho && loss instanceof PrivacyLoss.ZeroConcentrated concentrated) {
            return new BigDecimal(concentrated.rho());
        }
        throw new IllegalArgumentException(
                inRho
                        ? "a loss of " + loss.words() + " can't be counted as rho: charge the mechanism's own pure or"
                                + " zero-concentrated loss"
                        : "a loss of " + loss.words() + " can't be counted where only pure epsilon is (delta is 0):"
                                + " use a mechanism with a pure loss, such as the discrete Laplace, or a budget with a"
                                + " delta above 0");
    }

    private static PrivacyLoss in(PrivacyLoss definition, double amount) {
        return definition instanceof PrivacyLoss.Pure
                ? new PrivacyLoss.Pure(amount)
                : new PrivacyLoss.ZeroConcentrated(amount);
    }
}
