package org.effigy.privacy;

import java.util.Objects;

/**
 * What may be spent, and on whose behalf: no epsilon stands alone.
 *
 * @param epsilon positive and finite
 * @param delta in [0, 1); 0 asks for pure differential privacy
 * @param neighbours the relation that the promise compares
 * @param unit whom the promise covers
 */
public record PrivacyBudget(double epsilon, double delta, Neighbours neighbours, PrivacyUnit unit) {
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
    }

    /** The budget for one row under add/remove. */
    public static PrivacyBudget of(double epsilon, double delta) {
        return new PrivacyBudget(epsilon, delta, Neighbours.ADD_REMOVE, PrivacyUnit.row());
    }

    /** The same amount for another unit. */
    public PrivacyBudget withUnit(PrivacyUnit other) {
        return new PrivacyBudget(epsilon, delta, neighbours, other);
    }

    /** The same amount under another relation. */
    public PrivacyBudget withNeighbours(Neighbours other) {
        return new PrivacyBudget(epsilon, delta, other, unit);
    }

    /**
     * The most that may be spent, in the definition in which it is counted: {@link PrivacyLoss.Pure} if delta is 0,
     * else the largest {@link PrivacyLoss.ZeroConcentrated} loss that implies (epsilon, delta).
     */
    public PrivacyLoss limit() {
        return delta == 0
                ? new PrivacyLoss.Pure(epsilon)
                : new PrivacyLoss.ZeroConcentrated(Conversions.rho(epsilon, delta));
    }

    /**
     * What {@code spent} promises at this budget's delta, rounded up: its own epsilon if it is pure, by
     * {@link Conversions#epsilon} if it is zero-concentrated. Where {@code spent} is within {@link #limit()} this is
     * never more than the budget's epsilon.
     *
     * @throws IllegalArgumentException if {@code spent} is zero-concentrated and this budget's delta is 0, or it is
     *     approximate
     */
    public PrivacyLoss.Approximate implied(PrivacyLoss spent) {
        if (spent instanceof PrivacyLoss.Pure pure) {
            return new PrivacyLoss.Approximate(pure.epsilon(), delta);
        }
        if (!(spent instanceof PrivacyLoss.ZeroConcentrated concentrated)) {
            throw new IllegalArgumentException("a spending of " + spent.words() + " has its own delta: ask it instead");
        }
        double limit = Conversions.rho(epsilon, delta);
        double implied = Conversions.epsilon(concentrated.rho(), delta);
        // The limit was rounded down and this was rounded up: within the limit, the budget's own epsilon is proven, and
        // at the limit it is what the person asked for.
        return new PrivacyLoss.Approximate(
                concentrated.rho() < limit
                        ? Math.min(implied, epsilon)
                        : concentrated.rho() == limit ? epsilon : implied,
                delta);
    }

    /** The promise in words, with everything that it rests on. */
    public String words() {
        return "epsilon " + epsilon + ", delta " + delta + " (" + neighbours.words() + " " + unit.words() + ")";
    }
}
