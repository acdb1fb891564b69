package org.effigy.privacy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact account against a limit: every double is a decimal number of finitely many digits, so losses are added and
 * compared without rounding and without a tolerance. Immutable. Pure losses add up in a pure account and cost
 * {@code epsilon^2 / 2} each in a zero-concentrated one (Bun and Steinke 2016, Proposition 1.4). Where the limit has a
 * delta, losses may have one too; rhos and deltas are then two accounts, and neither can pay for the other.
 */
public final class Spending {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final PrivacyLoss limit;
    private final BigDecimal most;
    private final BigDecimal spent;
    private final BigDecimal mostDelta;
    private final BigDecimal spentDelta;

    private Spending(
            PrivacyLoss limit, BigDecimal most, BigDecimal spent, BigDecimal mostDelta, BigDecimal spentDelta) {
        this.limit = limit;
        this.most = most;
        this.spent = spent;
        this.mostDelta = mostDelta;
        this.spentDelta = spentDelta;
    }

    /**
     * Nothing spent yet, against this limit.
     *
     * @param limit pure or zero-concentrated, with a delta or without: the definition in which is counted
     * @throws IllegalArgumentException if the limit is approximate
     */
    public static Spending upTo(PrivacyLoss limit) {
        if (limit instanceof PrivacyLoss.Pure pure) {
            return new Spending(
                    limit, new BigDecimal(pure.epsilon()), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        }
        if (limit instanceof PrivacyLoss.ZeroConcentrated concentrated) {
            return new Spending(
                    limit, new BigDecimal(concentrated.rho()), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        }
        if (limit instanceof PrivacyLoss.ApproximateConcentrated both) {
            return new Spending(
                    limit, new BigDecimal(both.rho()), BigDecimal.ZERO, new BigDecimal(both.delta()), BigDecimal.ZERO);
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
        return new Spending(limit, most, spent.add(cost(loss)), mostDelta, spentDelta.add(delta(loss)));
    }

    /**
     * Whether {@code loss} can be spent as well without passing the limit.
     *
     * @throws IllegalArgumentException if the loss can't be counted in the limit's definition
     */
    public boolean fits(PrivacyLoss loss) {
        return spent.add(cost(loss)).compareTo(most) <= 0
                && spentDelta.add(delta(loss)).compareTo(mostDelta) <= 0;
    }

    /** What is spent, rounded up, in the limit's definition. */
    public PrivacyLoss spent() {
        double amount = Rounding.up(spent);
        if (limit instanceof PrivacyLoss.ApproximateConcentrated) {
            return new PrivacyLoss.ApproximateConcentrated(amount, Rounding.up(spentDelta));
        }
        return limit instanceof PrivacyLoss.Pure
                ? new PrivacyLoss.Pure(amount)
                : new PrivacyLoss.ZeroConcentrated(amount);
    }

    /** Whether what is spent, rounded up, is at most this much of the limit's definition. */
    public boolean isWithin(PrivacyLoss most) {
        return Rounding.up(spent) <= amount(most) && Rounding.up(spentDelta) <= deltaOf(most);
    }

    private static double amount(PrivacyLoss loss) {
        return loss instanceof PrivacyLoss.Pure pure
                ? pure.epsilon()
                : loss instanceof PrivacyLoss.ApproximateConcentrated both
                        ? both.rho()
                        : ((PrivacyLoss.ZeroConcentrated) loss).rho();
    }

    private static double deltaOf(PrivacyLoss loss) {
        return loss instanceof PrivacyLoss.ApproximateConcentrated both ? both.delta() : 0;
    }

    /** What is left of epsilon or rho, rounded down; a single loss of this size, with no delta, fits. */
    public PrivacyLoss remaining() {
        double amount = Rounding.down(most.subtract(spent).max(BigDecimal.ZERO));
        return limit instanceof PrivacyLoss.Pure
                ? new PrivacyLoss.Pure(amount)
                : new PrivacyLoss.ZeroConcentrated(amount);
    }

    /** What is left of the delta that was set aside, rounded down; 0 if none was. */
    public double remainingDelta() {
        return Rounding.down(mostDelta.subtract(spentDelta).max(BigDecimal.ZERO));
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
        boolean inRho = !(limit instanceof PrivacyLoss.Pure);
        if (loss instanceof PrivacyLoss.Pure pure) {
            return inRho ? halfSquare(pure.epsilon()) : new BigDecimal(pure.epsilon());
        }
        if (inRho && loss instanceof PrivacyLoss.ZeroConcentrated concentrated) {
            return new BigDecimal(concentrated.rho());
        }
        if (inRho && loss instanceof PrivacyLoss.ApproximateConcentrated both) {
            return new BigDecimal(both.rho());
        }
        throw new IllegalArgumentException(
                inRho
                        ? "a loss of " + loss.words() + " can't be counted as rho: charge the mechanism's own pure or"
                                + " zero-concentrated loss"
                        : "a loss of " + loss.words() + " can't be counted where only pure epsilon is (delta is 0):"
                                + " use a mechanism with a pure loss, such as the discrete Laplace, or a budget with a"
                                + " delta above 0");
    }

    private BigDecimal delta(PrivacyLoss loss) {
        if (!(loss instanceof PrivacyLoss.ApproximateConcentrated both) || both.delta() == 0) {
            return BigDecimal.ZERO;
        }
        if (!(limit instanceof PrivacyLoss.ApproximateConcentrated)) {
            throw new IllegalArgumentException(
                    "a loss of " + loss.words() + " fails with a probability of its own, and no"
                            + " delta was set aside for that when this account began: begin it with one,"
                            + " as 'effigy ledger init --discovery-delta' does for a ledger");
        }
        return new BigDecimal(both.delta());
    }
}
