package org.effigy.privacy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A release of a ledger's file whose answers are kept until its fit is whole. It answers what was answered before from its
 * journal, without a charge and without a look at the rows, and goes on from there. An answer is handed over when it is on the
 * disk, and not before: so a charge without a whole answer is one whose draw nobody has seen, and is drawn for again. Claim and
 * proof: {@code docs/privacy/Resume.md}.
 *
 * <p>What it has left is what its own budget leaves after the answers given so far: a fit that is resumed sees what it saw.
 * Not thread-safe.
 */
public final class ResumableRelease implements Release, AutoCloseable {
    private final FileLedger ledger;
    private final Release release;
    private final AnswerJournal journal;
    private Spending spending;
    private int answered;
    private int choices;

    private ResumableRelease(FileLedger ledger, Release release, AnswerJournal journal) {
        this.ledger = ledger;
        this.release = release;
        this.journal = journal;
        this.spending = Spending.upTo(release.budget().limit());
    }

    /**
     * Opens a release, and begins its journal.
     *
     * @param request what the fit is asked for, by name: all that its questions follow from beside the rows; public
     * @param rows a digest of the rows; kept under a key, for the owner's eyes alone
     * @throws BudgetExceededException if the release's budget is more than what is left
     * @throws LedgerException if either can't be put on the disk; nothing is charged then
     */
    public static ResumableRelease begin(
            FileLedger ledger, String purpose, PrivacyBudget budget, Map<String, String> request, byte[] rows) {
        Release release = ledger.open(purpose, budget);
        return new ResumableRelease(
                ledger, release, AnswerJournal.create(ledger.path(), ledger.id(), release.id(), request, rows));
    }

    /** As above with a given key, for tests: two fits of one key keep the same rows of each unit. */
    static ResumableRelease begin(
            FileLedger ledger,
            String purpose,
            PrivacyBudget budget,
            Map<String, String> request,
            byte[] rows,
            byte[] key) {
        Release release = ledger.open(purpose, budget);
        return new ResumableRelease(
                ledger, release, AnswerJournal.create(ledger.path(), ledger.id(), release.id(), request, rows, key));
    }

    /** The journals of this ledger's releases that stopped before they were whole; each is to be closed. */
    public static List<AnswerJournal> stopped(FileLedger ledger) {
        return AnswerJournal.beside(ledger.path()).stream()
                .map(AnswerJournal::open)
                .filter(journal -> {
                    boolean ours = journal.ledger().equals(ledger.id());
                    if (!ours) {
                        journal.close();
                    }
                    return ours;
                })
                .toList();
    }

    /**
     * Goes on with a release that stopped.
     *
     * @param rows the digest of the rows that it is to be finished with
     * @throws IllegalArgumentException if these are other rows, or the journal is not of this moment of the ledger: a copy of
     *     an earlier one, which would have drawn for again what somebody has seen
     * @throws BudgetExceededException if others have spent what it would still need
     */
    public static ResumableRelease resume(FileLedger ledger, AnswerJournal journal, byte[] rows) {
        if (!journal.isOf(rows)) {
            throw new IllegalArgumentException("the rows are not those of the fit that stopped (release "
                    + journal.release() + "): give the same table, byte by byte, or remove '" + journal.file()
                    + "' and pay for a new fit");
        }
        Release release = ledger.reopen(journal.release());
        int charges = release.charges().size();
        Optional<String> finished = ledger.finished(journal.release());
        if (journal.size() > charges) {
            throw new IllegalArgumentException("release " + journal.release() + " has " + charges
                    + " charges in the ledger and " + journal.size() + " answers in '" + journal.file()
                    + "', so charges were removed: " + LedgerLine.RESTORE);
        }
        if (charges > journal.size() + (finished.isPresent() ? 0 : 1)) {
            throw new IllegalArgumentException("release " + journal.release() + " has " + charges
                    + " charges in the ledger and only " + journal.size() + " answers in '" + journal.file()
                    + "', so that is an earlier copy, and what it lacks was answered already: put the right one back,"
                    + " or remove it and pay for a new fit");
        }
        if (finished.isPresent() && !finished.get().equals(journal.hash())) {
            throw new IllegalArgumentException(
                    "release " + journal.release() + " was finished with other answers than" + " those in '"
                            + journal.file() + "', so that is another copy: put the right one back, or remove it");
        }
        if (finished.isEmpty()) {
            ledger.requireRest(journal.release());
        }
        return new ResumableRelease(ledger, release, journal);
    }

    /** Where its answers are kept. */
    public AnswerJournal journal() {
        return journal;
    }

    @Override
    public String id() {
        return release.id();
    }

    @Override
    public PrivacyLedger ledger() {
        return ledger;
    }

    @Override
    public PrivacyBudget budget() {
        return release.budget();
    }

    @Override
    public PrivacyLoss spent() {
        return spending.spent();
    }

    @Override
    public PrivacyLoss remaining() {
        return spending.remaining();
    }

    @Override
    public double remainingDelta() {
        return spending.remainingDelta();
    }

    @Override
    public List<Charge> charges() {
        return release.charges().subList(0, answered);
    }

    /** Refused: what is charged here has an answer. */
    @Override
    public void charge(Charge charge) {
        throw new UnsupportedOperationException(
                "a release that can be resumed is charged with its answers: use answer");
    }

    @Override
    public Answer answer(Charge charge, long room, Draw draw) {
        List<Charge> charged = release.charges();
        boolean isCharged = answered < charged.size();
        if (isCharged) {
            requireSame(charged.get(answered), charge);
        }
        Answer answer;
        if (answered < journal.size()) {
            answer = journal.answer(answered);
        } else {
            journal.reserve(room);
            if (!isCharged) {
                release.charge(charge);
            }
            answer = draw.draw();
            journal.append(answer);
        }
        spending = spending.plus(charge.loss());
        answered++;
        return answer;
    }

    private void requireSame(Charge charged, Charge asked) {
        Charge same = new Charge(LedgerText.query(asked.query()), asked.mechanism(), asked.sensitivity(), asked.loss());
        if (!Objects.equals(charged, same)) {
            throw new IllegalStateException("the fit asks for " + same + " where it asked for " + charged
                    + " before it stopped, so it can't be resumed here: resume it with the same Java on the same kind"
                    + " of machine, or remove"
                    + " '" + journal.file() + "' and pay for a new fit; nothing more was charged");
        }
    }

    @Override
    public byte[] choice() {
        choices++;
        return journal.choice(choices);
    }

    @Override
    public void finish() {
        if (answered != release.charges().size()) {
            throw new IllegalStateException("release " + id()
                    + " has charges that the fit did not ask for again: resume" + " it with the same version");
        }
        ledger.finish(id(), journal.hash());
    }

    /** Lets others have the journal; it stays for another try. */
    @Override
    public void close() {
        journal.close();
    }
}
