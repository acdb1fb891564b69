package org.effigy.privacy;

import java.util.List;
import java.util.Optional;

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
    default PrivacyLoss spent() {
        return statement().spent();
    }

    /** What is left of epsilon or rho, rounded down. */
    default PrivacyLoss remaining() {
        return statement().remaining();
    }

    /** All charges so far, oldest first. */
    default List<Charge> charges() {
        return statement().entries().stream().map(LedgerStatement.Entry::charge).toList();
    }

    /** How far the ledger's file has come, for a model's manifest; empty if the ledger has no file. */
    default Optional<LedgerHead> head() {
        return statement().head();
    }

    /** What the ledger says at this moment: every release and charge, and the totals. Costs a pass over all charges. */
    LedgerStatement statement();

    /**
     * Opens a release with a budget of its own out of this ledger's. It reserves nothing: what it does not spend is
     * there for other releases, and they may be quicker.
     *
     * @param purpose what it is for, as {@code "fit independent"}; public, at most 200 bytes of UTF-8
     * @throws BudgetExceededException if the release's budget is more than what is left; nothing is charged
     * @throws IllegalArgumentException if the release has another unit column or relation than the ledger, or asks for
     *     zero-concentrated accounting from a ledger that counts pure epsilon, or the purpose is blank or too long
     * @throws LedgerException if the release could not be put on the disk
     * @throws IllegalStateException if the ledger is closed
     */
    Release open(String purpose, PrivacyBudget budget);

    /**
     * Checks that a release of this budget could be opened at this moment. It changes nothing and promises nothing:
     * another release may be quicker, and {@link #open} checks again.
     *
     * @throws BudgetExceededException if the release's budget is more than what is left
     * @throws IllegalArgumentException as {@link #open}
     * @throws IllegalStateException if the ledger is closed
     */
    void requireRoom(String purpose, PrivacyBudget budget);

    /** Frees the file and its lock, if there is one. */
    @Override
    void close();
}
