package org.effigy.privacy;

import java.util.Optional;

/** Where a ledger's events are kept: nowhere but in memory, or in a file. */
interface Journal extends AutoCloseable {
    /** Keeps the event for good before it returns; if it throws, the event did not happen. */
    void append(LedgerEvent event);

    /** How far the file has come; empty without a file. */
    Optional<LedgerHead> head();

    @Override
    void close();

    /** Keeps nothing: for a ledger that ends with the process. */
    static Journal none() {
        return new Journal() {
            @Override
            public void append(LedgerEvent event) {}

            @Override
            public Optional<LedgerHead> head() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }
}
