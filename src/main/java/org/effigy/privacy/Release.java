package org.effigy.privacy;

import java.util.List;

/** One release out of a {@link PrivacyLedger}: a fit, with the budget that it may spend. */
public interface Release {
    /** The release's name in its ledger. */
    String id();

    /** The ledger that it draws on. */
    PrivacyLedger ledger();

    /** What this release may spend. */
    PrivacyBudget budget();

    /** What it has spent, in the definition of {@code budget().limit()}, rounded up. */
    PrivacyLoss spent();

    /** What it has left, in the definition of {@code budget().limit()}, rounded down. */
    PrivacyLoss remaining();

    /** Its charges so far, oldest first. */
    List<Charge> charges();

    /**
     * Charges before noise is drawn. When this returns, the charge is in the ledger for good (and on disk, synced).
     *
     * @throws BudgetExceededException if more would be spent than the release has; nothing is charged then
     */
    void charge(Charge charge);
}
