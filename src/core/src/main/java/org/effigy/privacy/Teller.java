package org.effigy.privacy;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The one way into an account: checks, writes to the journal, then enters, one event at a time. If the journal fails,
 * nothing is entered. Thread-safe.
 */
final class Teller {
    private final Account account;
    private final Journal journal;
    private final Clock clock;
    private boolean closed;

    Teller(Account account, Journal journal, Clock clock) {
        this.account = account;
        this.journal = journal;
        this.clock = clock;
    }

    LedgerEvent.Created created() {
        return account.created();
    }

    synchronized LedgerStatement statement() {
        return account.statement(journal.head());
    }

    synchronized void requireRoom(String purpose, PrivacyBudget budget) {
        checked(purpose, budget);
    }

    synchronized Release open(PrivacyLedger ledger, String purpose, PrivacyBudget budget) {
        LedgerEvent.Opened opened = checked(purpose, budget);
        journal.append(opened);
        account.enter(opened);
        return new OpenRelease(ledger, opened);
    }

    /** A release that was opened before. */
    synchronized Release reopen(PrivacyLedger ledger, String release) {
        requireOpen();
        return new OpenRelease(ledger, account.opened(release));
    }

    synchronized void requireRest(String release) {
        account.requireRest(release);
    }

    synchronized Optional<String> finished(String release) {
        return account.finished(release);
    }

    /** Ends a release; one that has ended stays so. */
    synchronized void finish(String release, String answers) {
        requireOpen();
        if (account.finished(release).isEmpty()) {
            LedgerEvent.Finished finished = new LedgerEvent.Finished(release, answers, clock.instant());
            account.check(finished);
            journal.append(finished);
            account.enter(finished);
        }
    }

    /** The release that would be opened now; changes nothing. */
    private LedgerEvent.Opened checked(String purpose, PrivacyBudget budget) {
        Objects.requireNonNull(budget, "budget");
        String name = LedgerText.name("a release's purpose", Objects.requireNonNull(purpose, "purpose"));
        requireOpen();
        LedgerEvent.Opened opened =
                new LedgerEvent.Opened(account.nextRelease(), name, budget, budget.limit(), clock.instant());
        account.check(opened);
        return opened;
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            journal.close();
        }
    }

    private synchronized void charge(String release, Charge asked) {
        Charge charge =
                new Charge(LedgerText.query(asked.query()), asked.mechanism(), asked.sensitivity(), asked.loss());
        requireOpen();
        LedgerEvent.Charged charged =
                new LedgerEvent.Charged(release, account.nextCharge(release), charge, clock.instant());
        account.check(charged);
        journal.append(charged);
        account.enter(charged);
    }

    private synchronized PrivacyLoss spent(String release) {
        return account.spending(release).spent();
    }

    private synchronized PrivacyLoss remaining(String release) {
        PrivacyLoss own = account.spending(release).remaining();
        if (own instanceof PrivacyLoss.Pure pure) {
            PrivacyLoss.Pure shared = account.spending().remainingPure();
            return pure.epsilon() <= shared.epsilon() ? pure : shared;
        }
        PrivacyLoss shared = account.spending().remaining();
        return ((PrivacyLoss.ZeroConcentrated) own).rho() <= ((PrivacyLoss.ZeroConcentrated) shared).rho()
                ? own
                : shared;
    }

    private synchronized double remainingDelta(String release) {
        return Math.min(
                account.spending(release).remainingDelta(), account.spending().remainingDelta());
    }

    private synchronized List<Charge> charges(String release) {
        return account.entries(release).stream()
                .map(LedgerStatement.Entry::charge)
                .toList();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the ledger of '" + created().dataset() + "' is closed: open it again");
        }
    }

    /** The one kind of release, whatever the journal. */
    private final class OpenRelease implements Release {
        private final PrivacyLedger ledger;
        private final LedgerEvent.Opened opened;

        private OpenRelease(PrivacyLedger ledger, LedgerEvent.Opened opened) {
            this.ledger = ledger;
            this.opened = opened;
        }

        @Override
        public String id() {
            return opened.release();
        }

        @Override
        public PrivacyLedger ledger() {
            return ledger;
        }

        @Override
        public PrivacyBudget budget() {
            return opened.budget();
        }

        @Override
        public PrivacyLoss spent() {
            return Teller.this.spent(opened.release());
        }

        @Override
        public PrivacyLoss remaining() {
            return Teller.this.remaining(opened.release());
        }

        @Override
        public double remainingDelta() {
            return Teller.this.remainingDelta(opened.release());
        }

        @Override
        public List<Charge> charges() {
            return Teller.this.charges(opened.release());
        }

        @Override
        public void charge(Charge charge) {
            Teller.this.charge(opened.release(), charge);
        }
    }
}
