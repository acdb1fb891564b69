package org.effigy.privacy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What happens to a ledger; a ledger is the list of its events, in memory or in a file. */
sealed interface LedgerEvent {
    /** When, by the clock of the machine. */
    Instant time();

    /**
     * The ledger begins.
     *
     * @param limit what {@code budget.limit()} was: it stands, should a later version convert more tightly
     * @param secret random text that leaves the ledger in no form but {@link #shown}; empty in ledgers of before it was
     */
    record Created(String id, String dataset, PrivacyBudget budget, PrivacyLoss limit, String secret, Instant time)
            implements LedgerEvent {
        /**
         * A head as it is written into what leaves the house. The lines of a ledger tell when each charge was made, and so how
         * long a fit took, which depends on the rows; and whoever has a model knows everything else in them, so that a bare
         * hash could be searched for the times.
         */
        LedgerHead shown(LedgerHead own) {
            return secret.isEmpty()
                    ? own
                    : new LedgerHead(
                            own.lines(), Digest.of((secret + ":" + own.hash()).getBytes(StandardCharsets.US_ASCII)));
        }
    }

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
