package org.effigy.privacy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a release promises, or several of which one file tells. The proof is in {@code docs/privacy/Ledger.md}.
 *
 * @param epsilon rounded up
 * @param delta rounded up
 * @param neighbours the relation that the promise compares
 * @param unit whom it covers
 * @param loss the same in the definition that says most: what is left to an attacker follows from it
 */
public record Promise(double epsilon, double delta, Neighbours neighbours, PrivacyUnit unit, PrivacyLoss loss) {
    /**
     * What another release let out, of which this file tells too.
     *
     * @param loss what that cost; the limit of {@code budget} for all that the release lets out
     * @param budget the release's own
     */
    public record Part(PrivacyLoss loss, PrivacyBudget budget) {
        /** Checks that nothing is missing. */
        public Part {
            Objects.requireNonNull(loss, "loss");
            Objects.requireNonNull(budget, "budget");
        }
    }

    /** @throws IllegalArgumentException if a number promises nothing: an epsilon that is not finite, a delta of 1 */
    public Promise {
        if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY && delta >= 0 && delta < 1)) {
            throw new IllegalArgumentException("epsilon " + epsilon + " and delta " + delta
                    + " promise nothing: an epsilon is finite, a delta below 1");
        }
        Objects.requireNonNull(neighbours, "neighbours");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(loss, "loss");
    }

    /** What one release promises, whatever it has spent of its budget. */
    public static Promise of(PrivacyBudget budget) {
        return new Promise(budget.epsilon(), budget.delta(), budget.neighbours(), budget.unit(), budget.limit());
    }

    /**
     * What one release promises together with parts of others: all is added in the definition in which it is counted, and
     * converted once, at what this budget leaves of its delta; at the first part's where this budget is pure.
     *
     * @throws IllegalArgumentException if a part is about other units or another relation, so that nothing can be added
     */
    public static Promise of(PrivacyBudget budget, List<Part> parts) {
        parts.forEach(part -> requireComparable(budget, part.budget()));
        if (parts.isEmpty()) {
            return of(budget);
        }
        List<Part> all = new ArrayList<>(List.of(new Part(budget.limit(), budget)));
        all.addAll(parts);
        BigDecimal pure = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        BigDecimal rho = BigDecimal.ZERO;
        BigDecimal aside = BigDecimal.ZERO;
        PrivacyBudget converting = null;
        for (Part part : all) {
            if (part.loss() instanceof PrivacyLoss.Pure loss) {
                pure = pure.add(new BigDecimal(loss.epsilon()));
                squares = squares.add(Spending.halfSquare(loss.epsilon()));
                continue;
            }
            converting = converting == null ? part.budget() : converting;
            if (part.loss() instanceof PrivacyLoss.ApproximateConcentrated both) {
                rho = rho.add(new BigDecimal(both.rho()));
                aside = aside.add(new BigDecimal(both.delta()));
            } else {
                rho = rho.add(new BigDecimal(((PrivacyLoss.ZeroConcentrated) part.loss()).rho()));
            }
        }
        if (converting == null) {
            double sum = Rounding.up(pure);
            return new Promise(sum, 0, budget.neighbours(), budget.unit(), new PrivacyLoss.Pure(sum));
        }
        double delta = Rounding.up(new BigDecimal(converting.converted()).add(aside));
        double whole = Rounding.up(rho.add(squares));
        double concentrated = Conversions.epsilon(whole, converting.converted());
        // Pure losses may also be added to the epsilon of the others, which is less where they are large.
        double added =
                Rounding.up(pure.add(new BigDecimal(Conversions.epsilon(Rounding.up(rho), converting.converted()))));
        return added < concentrated
                ? new Promise(
                        added, delta, budget.neighbours(), budget.unit(), new PrivacyLoss.Approximate(added, delta))
                : new Promise(
                        concentrated,
                        delta,
                        budget.neighbours(),
                        budget.unit(),
                        new PrivacyLoss.ApproximateConcentrated(whole, Rounding.up(aside)));
    }

    private static void requireComparable(PrivacyBudget one, PrivacyBudget other) {
        if (one.neighbours() != other.neighbours()
                || !one.unit().column().equals(other.unit().column())) {
            throw new IllegalArgumentException("a release for "
                    + one.neighbours().words() + " "
                    + one.unit().words() + " and one for " + other.neighbours().words() + " "
                    + other.unit().words() + " can't be added up");
        }
    }
}
