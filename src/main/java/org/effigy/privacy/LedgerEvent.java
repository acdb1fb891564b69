package org.effigy.privacy;

import java.time.Instant;

/** What happens to a ledger; a ledger is the list of its events, in memory or in a file. */
sealed interface LedgerEvent {
    /** When, by the clock of the machine. */
    Instant time();

    /**
     * The ledger begins.
     *
     * @param limit what {@code budget.limit()} was: it stands, should a later version convert more tightly
     */
    record Created(String id, String dataset, PrivacyBudget budget, PrivacyLoss limit, Instant time)
            implements LedgerEvent {}

    /**
     * A release begins.
     *
     * @param limit what {@code budget.limit()} was
     */
    record Opened(String release, String purpose, PrivacyBudget budget, PrivacyLoss limit, Instant time)
            implements LedgerEvent {}

    /**
     * A release is charged.
     *
     * @param number among the charges of its release, from 1
     */
    record Charged(String release, long number, Charge charge, Instant time) implements LedgerEvent {}

    /**
     * A release ends: nothing more is charged to it.
     *
     * @param answers the hash of its journal: of two that differ in an answer, one alone belongs to it
     */
    record Finished(String release, String answers, Instant time) implements LedgerEvent {}
}
