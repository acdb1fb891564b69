package org.effigy.privacy;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What may be spent, and on whose behalf: no epsilon stands alone.
 *
 * <p>A part of delta can be set aside, once and before anything is answered, for answers that fail with a probability of
 * their own, such as the discovery of categories. The rest of delta is what conversion from zero-concentrated privacy
 * takes.
 *
 * @param epsilon positive and finite
 * @param delta in [0, 1); 0 asks for pure differential privacy
 * @param neighbours the relation that the promise compares
 * @param unit whom the promise covers
 * @param reserved the part of delta that is set aside; 0, or above 0 and below delta
 */
public record PrivacyBudget(double epsilon, double delta, Neighbours neighbours, PrivacyUnit unit, double reserved) {
    /** @throws IllegalArgumentException if a number is out of its range or not a number */
    public PrivacyBudget {
        Objects.requireNonNull(neighbours, "neighbours");
        Objects.requireNonNull(unit, "unit");
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("epsilon must be positive and finite; it is " + epsilon);
        }
        if (!(delta >= 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must be in [0, 1); it is " + delta);
        }
        if (!(reserved == 0 || reserved > 0 && reserved < delta)) {
            throw new IllegalArgumentException("what is set aside of delta must be 0, or above 0 and below delta "
                    + delta + "; it is " + reserved + ": lower it, or raise delta");
        }
    }

    /** The budget of which no delta is set aside. */
    public PrivacyBudget(double epsilon, double delta, Neighbours neighbours, PrivacyUnit unit) {
        this(epsilon, delta, neighbours, unit, 0);
    }

    /** The budget for one row under add/remove. */
    public static PrivacyBudget of(double epsilon, double delta) {
        return new PrivacyBudget(epsilon, delta, Neighbours.ADD_REMOVE, PrivacyUnit.row());
    }

    /** The same amount for another unit. */
    public PrivacyBudget withUnit(PrivacyUnit other) {
        return new PrivacyBudget(epsilon, delta, neighbours, other, reserved);
    }

    /** The same amount under another relation. */
    public PrivacyBudget withNeighbours(Neighbours other) {
        return new PrivacyBudget(epsilon, delta, other, unit, reserved);
    }

    /**
     * The same amount with another part of delta set aside. The promise stays what it is.
     *
     * @param part 0, or above 0 and below delta
     * @throws IllegalArgumentException if it is neither
     */
    public PrivacyBudget withReserved(double part) {
        return new PrivacyBudget(epsilon, delta, neighbours, unit, part);
    }

    /**
     * This budget for a release that uses nothing of what a whole sets aside: at no more delta than conversion may take there.
     * It is the same promise or a stronger one, and one that asks for all of the whole fits into it.
     */
    public PrivacyBudget within(PrivacyBudget whole) {
        double most = whole.converted();
        return whole.reserved == 0 || reserved > 0 || delta <= most || delta > whole.delta
                ? this
                : new PrivacyBudget(epsilon, most, neighbours, unit);
    }

    /**
     * The most that may be spent, in the definition in which it is counted: {@link PrivacyLoss.Pure} if delta is 0,
     * else the largest {@link PrivacyLoss.ZeroConcentrated} loss that implies (epsilon, delta); with a part of delta set
     * aside, that part and the largest rho that implies (epsilon, delta - part).
     */
    public PrivacyLoss limit() {
        if (delta == 0) {
            return new PrivacyLoss.Pure(epsilon);
        }
        double rho = Conversions.rho(epsilon, converted());
        return reserved == 0
                ? new PrivacyLoss.ZeroConcentrated(rho)
                : new PrivacyLoss.ApproximateConcentrated(rho, reserved);
    }

    /**
     * What {@code spent} promises at this budget's delta, rounded up: its own epsilon if it is pure, by
     * {@link Conversions#epsilon} if it is zero-concentrated, at what is not set aside of delta. Where {@code spent} is
     * within {@link #limit()} this is never more than the budget's epsilon.
     *
     * @throws IllegalArgumentException if {@code spent} is zero-concentrated and this budget's delta is 0, or it has a
     *     larger delta than was set aside, or it is approximate
     */
    public PrivacyLoss.Approximate implied(PrivacyLoss spent) {
        if (spent instanceof PrivacyLoss.Pure pure) {
            return new PrivacyLoss.Approximate(pure.epsilon(), delta);
        }
        double rho;
        if (spent instanceof PrivacyLoss.ApproximateConcentrated both && both.delta() <= reserved) {
            rho = both.rho();
        } else if (spent instanceof PrivacyLoss.ZeroConcentrated concentrated) {
            rho = concentrated.rho();
        } else {
            throw new IllegalArgumentException("a spending of " + spent.words() + " has its own delta: ask it instead");
        }
        double limit = Conversions.rho(epsilon, converted());
        double implied = Conversions.epsilon(rho, converted());
        // The limit was rounded down and this was rounded up: within the limit, the budget's own epsilon is proven, and
        // at the limit it is what the person asked for.
        return new PrivacyLoss.Approximate(
                rho < limit ? Math.min(implied, epsilon) : rho == limit ? epsilon : implied, delta);
    }

    /** What conversion may take of delta: all that is not set aside, rounded down. */
    double converted() {
        return reserved == 0 ? delta : Rounding.down(new BigDecimal(delta).subtract(new BigDecimal(reserved)));
    }

    /** The promise in words, with everything that it rests on. */
    public String words() {
        return "epsilon " + epsilon + ", delta " + delta + " (" + neighbours.words() + " " + unit.words() + ")";
    }
}
