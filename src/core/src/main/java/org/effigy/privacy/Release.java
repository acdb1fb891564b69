package org.effigy.privacy;

import java.security.SecureRandom;
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

    /**
     * What it may still spend of epsilon or rho, rounded down: what is left of its own budget, or of the ledger if that
     * is less. One charge of just this fits.
     */
    PrivacyLoss remaining();

    /**
     * What it may still spend of the delta that its budget sets aside, rounded down: what is left of its own, or of the
     * ledger's if that is less; 0 if none is.
     */
    double remainingDelta();

    /** Its charges so far, oldest first. */
    List<Charge> charges();

    /**
     * Charges before noise is drawn. When this returns, the charge is in the ledger for good (and on disk, synced).
     *
     * @param charge a query of more than 480 bytes is cut, and ends with the SHA-256 of all of it
     * @throws BudgetExceededException if more would be spent than the release or the ledger has; nothing is charged then
     * @throws IllegalArgumentException if the loss can't be counted in the release's or the ledger's definition
     * @throws LedgerException if the charge could not be put on the disk; no noise may be drawn for it
     * @throws IllegalStateException if the ledger is closed
     */
    void charge(Charge charge);

    /** A draw of noise on what was counted. */
    @FunctionalInterface
    interface Draw {
        /** Counts, draws, once. */
        Answer draw();
    }

    /**
     * Answers a question: charges, then draws, then hands over. The one way from rows to an answer.
     *
     * @param room the bytes that the answer may take, by {@link Answer#room}; nothing that is drawn plays a part in it
     * @param draw is not asked if the charge is refused, nor where the same question of this release was answered before the
     *     program stopped: then that answer is handed over
     * @throws BudgetExceededException as {@link #charge}
     * @throws LedgerException as {@link #charge}
     */
    default Answer answer(Charge charge, long room, Draw draw) {
        charge(charge);
        return draw.draw();
    }

    /**
     * 32 bytes that nobody can guess, for a choice of rows that depends on nothing else. A release that is resumed gives the
     * same ones again, in the order in which they were asked for.
     */
    default byte[] choice() {
        byte[] choice = new byte[32];
        new SecureRandom().nextBytes(choice);
        return choice;
    }

    /** Says that all has been asked: where it is written down, nothing more can be charged to this release. */
    default void finish() {}
}
