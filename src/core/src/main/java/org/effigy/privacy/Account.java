package org.effigy.privacy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a ledger: the sum of its events. Live events and those read back from a file pass the same checks.
 * Not thread-safe; {@link Teller} guards it.
 */
final class Account {
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.DOWN);

    private final LedgerEvent.Created created;
    private final Map<String, Book> releases = new LinkedHashMap<>();
    private Spending spending;
    private long charges;

    Account(LedgerEvent.Created created) {
        requireLimit(created.budget(), created.limit());
        this.created = created;
        this.spending = Spending.upTo(created.limit());
    }

    LedgerEvent.Created created() {
        return created;
    }

    Spending spending() {
        return spending;
    }

    /** The name that the next release will have. */
    String nextRelease() {
        return "r" + (releases.size() + 1);
    }

    /**
     * Whether a release may be opened; changes nothing.
     *
     * @throws BudgetExceededException if its limit is more than what is left
     * @throws IllegalArgumentException if it is about other units or another relation, can't be counted here, or is not
     *     the next
     */
    void check(LedgerEvent.Opened opened) {
        PrivacyBudget whole = created.budget();
        PrivacyBudget part = opened.budget();
        requireLimit(part, opened.limit());
        if (!opened.release().equals(nextRelease())) {
            throw new IllegalArgumentException(
                    "the next release is " + nextRelease() + ", not " + opened.release() + ": keep their order");
        }
        if (!part.unit().column().equals(whole.unit().column())) {
            throw new IllegalArgumentException("release '" + opened.purpose() + "' protects "
                    + part.unit().words() + ", and the ledger of '" + created.dataset() + "' counts for "
                    + whole.unit().words() + ": use the ledger's unit, or a ledger of its own for the other unit");
        }
        if (part.neighbours() != whole.neighbours()) {
            throw new IllegalArgumentException("release '" + opened.purpose() + "' compares tables by "
                    + part.neighbours().words() + ", and the ledger of '" + created.dataset() + "' counts "
                    + whole.neighbours().words() + ": use the ledger's relation, or a ledger of its own");
        }
        if (!(opened.limit() instanceof PrivacyLoss.Pure) && created.limit() instanceof PrivacyLoss.Pure) {
            throw new IllegalArgumentException("release '" + opened.purpose() + "' has delta " + part.delta()
                    + ", and the ledger of '" + created.dataset() + "' promises pure epsilon (delta 0): give the"
                    + " release delta 0, or start a ledger with a delta above 0");
        }
        if (!spending.fits(opened.limit())) {
            throw new BudgetExceededException("release '" + opened.purpose() + "' asks for "
                    + Rounding.words(opened.limit(), RoundingMode.CEILING) + " (" + part.words() + "); " + left() + ": "
                    + affordable(part));
        }
    }

    /**
     * Whether a charge fits, in its release and in the ledger; changes nothing.
     *
     * @throws BudgetExceededException if it does not fit
     * @throws IllegalArgumentException if it can't be counted, or is not the release's next
     */
    void check(LedgerEvent.Charged charged) {
        Book book = book(charged.release());
        if (charged.number() != nextCharge(charged.release())) {
            throw new IllegalArgumentException("the next charge of release " + charged.release() + " has number "
                    + nextCharge(charged.release()) + ", not " + charged.number() + ": keep their order");
        }
        requireUnfinished(book);
        PrivacyLoss loss = charged.charge().loss();
        if (!book.spending.fits(loss)) {
            throw new BudgetExceededException("measuring " + charged.charge().query() + " needs "
                    + Rounding.words(loss, RoundingMode.CEILING) + "; "
                    + remaining(book.spending) + " of "
                    + Rounding.words(book.opened.limit(), RoundingMode.FLOOR) + " is left in release "
                    + charged.release() + " ('"
                    + book.opened.purpose() + "'): lower the request or raise the release's budget");
        }
        if (!spending.fits(loss)) {
            throw new BudgetExceededException("measuring " + charged.charge().query() + " needs "
                    + Rounding.words(loss, RoundingMode.CEILING) + "; "
                    + left() + ", because another release has spent since release " + charged.release()
                    + " was opened: lower the request");
        }
    }

    /**
     * Whether a release may end; changes nothing.
     *
     * @throws IllegalArgumentException if it ended before, or there is none of this name
     */
    void check(LedgerEvent.Finished finished) {
        requireUnfinished(book(finished.release()));
    }

    private static void requireUnfinished(Book book) {
        if (book.finished.isPresent()) {
            throw new IllegalArgumentException("release " + book.opened.release() + " ('" + book.opened.purpose()
                    + "') is finished, and nothing more is charged to it: open another");
        }
    }

    /**
     * Whether all that a release has left could still be spent on it: other releases may have been quicker.
     *
     * @throws BudgetExceededException if not
     */
    void requireRest(String release) {
        Book book = book(release);
        PrivacyLoss left = book.spending.remaining();
        PrivacyLoss rest = book.spending.limit() instanceof PrivacyLoss.ApproximateConcentrated
                ? new PrivacyLoss.ApproximateConcentrated(
                        ((PrivacyLoss.ZeroConcentrated) left).rho(), book.spending.remainingDelta())
                : left;
        if (!spending.fits(rest)) {
            throw new BudgetExceededException("release " + release + " ('" + book.opened.purpose()
                    + "') stopped with " + Rounding.words(rest, RoundingMode.FLOOR) + " of its budget left; " + left()
                    + ", because another release has spent since: it can't be finished under this ledger's promise");
        }
    }

    /** The hash of the answers with which a release has ended; empty if it has not. */
    Optional<String> finished(String release) {
        return book(release).finished;
    }

    /** A release that is there, as it was opened. */
    LedgerEvent.Opened opened(String release) {
        return book(release).opened;
    }

    /** Enters what {@link #check(LedgerEvent.Finished)} let pass. */
    void enter(LedgerEvent.Finished finished) {
        book(finished.release()).finished = Optional.of(finished.answers());
    }

    /** Enters what {@link #check(LedgerEvent.Opened)} let pass. */
    void enter(LedgerEvent.Opened opened) {
        releases.put(opened.release(), new Book(opened));
    }

    /** Enters what {@link #check(LedgerEvent.Charged)} let pass. */
    void enter(LedgerEvent.Charged charged) {
        Book book = book(charged.release());
        spending = spending.plus(charged.charge().loss());
        book.spending = book.spending.plus(charged.charge().loss());
        charges++;
        book.charges.add(new LedgerStatement.Entry(charges, charged.number(), charged.time(), charged.charge()));
    }

    /** The number that the release's next charge will have. */
    long nextCharge(String release) {
        return book(release).charges.size() + 1L;
    }

    /** The release's account. */
    Spending spending(String release) {
        return book(release).spending;
    }

    /** The release's charges, oldest first. */
    List<LedgerStatement.Entry> entries(String release) {
        return List.copyOf(book(release).charges);
    }

    /** What it says now. */
    LedgerStatement statement(Optional<LedgerHead> head) {
        List<LedgerStatement.OfRelease> all = new ArrayList<>();
        for (Book book : releases.values()) {
            all.add(new LedgerStatement.OfRelease(
                    book.opened.release(),
                    book.opened.purpose(),
                    book.opened.budget(),
                    book.opened.time(),
                    book.spending.spent(),
                    book.finished.isPresent(),
                    book.charges));
        }
        return new LedgerStatement(
                created.id(),
                created.dataset(),
                created.budget(),
                created.time(),
                spending.spent(),
                spending.remaining(),
                spending.remainingDelta(),
                all,
                head.map(created::shown));
    }

    private Book book(String release) {
        Book book = releases.get(release);
        if (book == null) {
            throw new IllegalArgumentException(
                    "there is no release " + release + " in this ledger: open it before it is charged");
        }
        return book;
    }

    private String left() {
        return remaining(spending) + " of " + Rounding.words(created.limit(), RoundingMode.FLOOR)
                + " is left in the ledger of '" + created.dataset() + "'";
    }

    private static String remaining(Spending account) {
        return Rounding.words(account.remaining(), RoundingMode.FLOOR)
                + (account.limit() instanceof PrivacyLoss.ApproximateConcentrated
                        ? ", delta " + Rounding.words(account.remainingDelta(), RoundingMode.FLOOR)
                        : "");
    }

    private String affordable(PrivacyBudget part) {
        if (part.reserved() > spending.remainingDelta()) {
            return "set less of delta aside for discovery, at most " + spending.remainingDelta()
                    + ", or start a ledger with a larger part set aside, which is a weaker promise";
        }
        double most = part.delta() == 0
                ? spending.remainingPure().epsilon()
                : spending.remaining() instanceof PrivacyLoss.ZeroConcentrated left
                        ? part.implied(left).epsilon()
                        : 0;
        // A rho past 1e100 implies no finite epsilon.
        double epsilon = Math.min(most, Double.MAX_VALUE);
        return epsilon > 0
                ? "ask for an epsilon of at most " + new BigDecimal(epsilon).round(THREE_DIGITS)
                        + " at this delta, or start a ledger with a larger total, which is a weaker promise"
                : "nothing more can be measured on these data under this ledger's promise";
    }

    // The reader may be a later version that converts more tightly; the recorded limit stands if it is the same but for
    // that. A larger one would be a forged promise.
    private static void requireLimit(PrivacyBudget budget, PrivacyLoss limit) {
        PrivacyLoss ours = budget.limit();
        if (!(ours.getClass() == limit.getClass()
                && amount(limit) <= amount(ours) * (1 + 1e-9)
                && delta(limit) == delta(ours))) {
            throw new IllegalArgumentException(budget.words() + " allows " + ours.words() + ", not " + limit.words()
                    + ": the limit must follow from the budget");
        }
    }

    private static double amount(PrivacyLoss limit) {
        if (limit instanceof PrivacyLoss.ApproximateConcentrated both) {
            return both.rho();
        }
        return limit instanceof PrivacyLoss.ZeroConcentrated concentrated
                ? concentrated.rho()
                : ((PrivacyLoss.Pure) limit).epsilon();
    }

    private static double delta(PrivacyLoss limit) {
        return limit instanceof PrivacyLoss.ApproximateConcentrated both ? both.delta() : 0;
    }

    /** One release's account and charges. */
    private static final class Book {
        private final LedgerEvent.Opened opened;
        private final List<LedgerStatement.Entry> charges = new ArrayList<>();
        private Spending spending;
        private Optional<String> finished = Optional.empty();

        private Book(LedgerEvent.Opened opened) {
            this.opened = opened;
            this.spending = Spending.upTo(opened.limit());
        }
    }
}
