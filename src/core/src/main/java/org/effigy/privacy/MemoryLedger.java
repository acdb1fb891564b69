package org.effigy.privacy;

import java.time.Clock;
import java.util.UUID;

/**
 * A ledger that ends with the process: it counts the releases that are made through it and no others, so the promise
 * for the data set is only as good as the caller's memory of earlier ones. {@link FileLedger} is the one to use for
 * data that are released more than once. Thread-safe.
 */
public final class MemoryLedger implements PrivacyLedger {
    private final Teller teller;

    private MemoryLedger(Teller teller) {
        this.teller = teller;
    }

    /**
     * An empty ledger.
     *
     * @param dataset the data set's name, public
     * @throws IllegalArgumentException if a name is blank or over 200 bytes long
     */
    public static MemoryLedger of(String dataset, PrivacyBudget budget) {
        return of(dataset, budget, Clock.systemUTC());
    }

    /** An empty ledger that tells the time by {@code clock}. */
    public static MemoryLedger of(String dataset, PrivacyBudget budget, Clock clock) {
        return new MemoryLedger(new Teller(new Account(beginning(dataset, budget, clock)), Journal.none(), clock));
    }

    /** The first event of any ledger. */
    static LedgerEvent.Created beginning(String dataset, PrivacyBudget budget, Clock clock) {
        String name = LedgerText.name("a data set's name", dataset);
        budget.unit().column().ifPresent(column -> LedgerText.name("a unit column's name", column));
        String id = UUID.randomUUID().toString();
        String secret = UUID.randomUUID().toString();
        return new LedgerEvent.Created(id, name, budget, budget.limit(), secret, clock.instant());
    }

    @Override
    public String id() {
        return teller.created().id();
    }

    @Override
    public String dataset() {
        return teller.created().dataset();
    }

    @Override
    public PrivacyBudget budget() {
        return teller.created().budget();
    }

    @Override
    public LedgerStatement statement() {
        return teller.statement();
    }

    @Override
    public Release open(String purpose, PrivacyBudget budget) {
        return teller.open(this, purpose, budget);
    }

    @Override
    public void requireRoom(String purpose, PrivacyBudget budget) {
        teller.requireRoom(purpose, budget);
    }

    @Override
    public void close() {
        teller.close();
    }
}
