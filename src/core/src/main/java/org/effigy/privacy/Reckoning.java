package org.effigy.privacy;

import java.util.List;

/**
 * What a file says of a release, held against its own charges and against the ledger that paid. A digest shows that a file
 * was altered by chance; who alters it on purpose seals it again, and must then make all of this agree.
 *
 * @param release its name in the ledger
 * @param budget what the file says that it was allowed
 * @param charges and was charged, oldest first
 * @param spent and spent in all
 */
public record Reckoning(String release, PrivacyBudget budget, List<Charge> charges, PrivacyLoss spent) {
    /** A later version may convert more tightly than the one that opened the release, by no more than this. */
    private static final double SLACK = 1e-9;

    /** Copies the list. */
    public Reckoning {
        charges = List.copyOf(charges);
    }

    /**
     * Refuses charges that do not add up to what is spent, or pass the limit.
     *
     * @throws IllegalArgumentException if so, with both amounts
     */
    public void requireSum() {
        Spending sum = Spending.upTo(budget.limit());
        for (Charge charge : charges) {
            sum = sum.plus(charge.loss());
        }
        if (!sum.spent().equals(spent)) {
            throw new IllegalArgumentException("the " + charges.size() + " charges of release " + release
                    + " add up to " + sum.spent().words() + ", and it says that " + spent.words() + " was spent");
        }
        if (!isWithin(spent, budget.limit())) {
            throw new IllegalArgumentException("release " + release + " promises " + budget.words() + ", which allows "
                    + budget.limit().words() + ", and its charges add up to " + spent.words());
        }
    }

    /**
     * Refuses what the ledger does not say of this release.
     *
     * @throws IllegalArgumentException if so, with what each says
     */
    public void requireSaidBy(LedgerStatement ledger) {
        LedgerStatement.OfRelease said = ledger.releases().stream()
                .filter(one -> one.id().equals(release))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the ledger of '" + ledger.dataset()
                        + "' has no release " + release + ", which the file names"));
        if (!said.budget().equals(budget)) {
            throw new IllegalArgumentException("the file says that release " + release + " was opened for "
                    + budget.words() + aside(budget) + ", and the ledger of '" + ledger.dataset() + "' says "
                    + said.budget().words() + aside(said.budget()));
        }
        List<Charge> all =
                said.entries().stream().map(LedgerStatement.Entry::charge).toList();
        if (all.size() != charges.size()) {
            throw new IllegalArgumentException("the file names " + charges.size() + " charges of release " + release
                    + ", and the ledger of '" + ledger.dataset() + "' has " + all.size());
        }
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).equals(charges.get(i))) {
                throw new IllegalArgumentException("charge " + (i + 1) + " of release " + release + " is "
                        + words(charges.get(i)) + " in the file, and " + words(all.get(i)) + " in the ledger of '"
                        + ledger.dataset() + "'");
            }
        }
        if (!said.spent().equals(spent)) {
            throw new IllegalArgumentException(
                    "the file says that release " + release + " spent " + spent.words() + ", and the ledger of '"
                            + ledger.dataset() + "' says " + said.spent().words());
        }
    }

    private static String aside(PrivacyBudget budget) {
        return budget.reserved() == 0 ? "" : ", of which delta " + budget.reserved() + " is set aside";
    }

    private static String words(Charge charge) {
        return "'" + charge.query() + "' at scale " + charge.mechanism().scale() + " for "
                + charge.loss().words();
    }

    private static boolean isWithin(PrivacyLoss spent, PrivacyLoss limit) {
        if (limit instanceof PrivacyLoss.Pure most) {
            return ((PrivacyLoss.Pure) spent).epsilon() <= most.epsilon();
        }
        if (limit instanceof PrivacyLoss.ApproximateConcentrated most) {
            PrivacyLoss.ApproximateConcentrated both = (PrivacyLoss.ApproximateConcentrated) spent;
            return both.rho() <= most.rho() * (1 + SLACK) && both.delta() <= most.delta();
        }
        return ((PrivacyLoss.ZeroConcentrated) spent).rho()
                <= ((PrivacyLoss.ZeroConcentrated) limit).rho() * (1 + SLACK);
    }
}
