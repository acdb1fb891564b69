package org.effigy.privacy;

import java.util.List;

/**
 * The account of one data set: what may be spent on it over all releases, and what has been. Every charge is in the
 * ledger, and on disk if it has a file, before any noise is drawn for it; it is never taken back.
 */
public interface PrivacyLedger extends AutoCloseable {
    /** A name that no other ledger has; says nothing about the data. */
    String id();

    /** The name of the data set, as the person gave it. */
    String dataset();

    /** The most that may be spent over all releases. */
    PrivacyBudget budget();

    /** What has been spent, in the definition of {@code budget().limit()}, rounded up. */
    PrivacyLoss spent();

    /** What is left, in the definition of {@code budget().limit()}, rounded down. */
    PrivacyLoss remaining();

    /** All charges so far, oldest first. */
    List<Charge> charges();

    /**
     * Opens a release with a budget of its own out of this ledger's.
     *
     * @param purpose what it is for, as {@code "fit independent"}; public
     * @throws BudgetExceededException if the release's budget is more than what is left; nothing is charged
     * @throws IllegalArgumentException if the release has another unit column or relation than the ledger, or asks for
     *     zero-concentrated accounting from a ledger that counts pure epsilon
     */
    Release open(String purpose, PrivacyBudget budget);

    /** Frees the file and its lock, if there is one. */
    @Override
    void close();
}
