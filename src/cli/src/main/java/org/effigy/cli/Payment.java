package org.effigy.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.effigy.privacy.AnswerJournal;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLedger;
import org.effigy.privacy.Release;
import org.effigy.privacy.ResumableRelease;
import org.effigy.report.Amounts;
import org.effigy.synth.DiscoveryException;

/**
 * The release that pays for one fit. Where a ledger's file counts it, the answers are kept beside it until the fit is whole: a
 * fit that dies is gone on with. Says, also on Ctrl-C, what was spent and how to go on.
 */
final class Payment {
    private final PrivacyLedger ledger;
    private final Map<String, String> request;
    private final Talk talk;
    private final Thread onEnd = new Thread(this::interrupted);
    private Optional<AnswerJournal> stopped = Optional.empty();
    private Optional<ResumableRelease> kept = Optional.empty();
    private volatile boolean ending;
    private boolean isDoomed;

    private Payment(PrivacyLedger ledger, Map<String, String> request, Talk talk) {
        this.ledger = ledger;
        this.request = request;
        this.talk = talk;
    }

    /**
     * Looks for a fit that stopped.
     *
     * @param request all that the questions of a fit follow from beside the rows, by the names that a person knows
     * @param resume whether a person wants to go on with one
     * @throws UsageException if so and there is none that was asked for the same; or if not and there is one
     */
    static Payment of(PrivacyLedger ledger, Map<String, String> request, boolean resume, Talk talk) throws IOException {
        Payment payment = new Payment(ledger, request, talk);
        if (ledger instanceof FileLedger file) {
            payment.find(file, resume);
        } else if (resume) {
            throw new UsageException("--resume goes on with a fit that a ledger counts: name it with --ledger");
        }
        return payment;
    }

    private void find(FileLedger file, boolean resume) {
        List<AnswerJournal> others = new ArrayList<>();
        for (AnswerJournal journal : ResumableRelease.stopped(file)) {
            if (journal.size() == 0 && charges(journal.release()) == 0) {
                journal.delete();
            } else if (stopped.isEmpty() && journal.request().equals(request)) {
                stopped = Optional.of(journal);
            } else {
                others.add(journal);
            }
        }
        others.forEach(AnswerJournal::close);
        if (resume && stopped.isEmpty()) {
            throw new UsageException(
                    others.isEmpty()
                            ? "no fit of this ledger stopped, so there is nothing to resume: leave out --resume"
                            : "release " + others.get(0).release()
                                    + " of this ledger stopped, and was asked for with another "
                                    + String.join(
                                            ", ", differences(others.get(0).request()))
                                    + ": give what it was given, or leave out --resume to pay for a new fit");
        }
        if (!resume && stopped.isPresent()) {
            AnswerJournal journal = stopped.get();
            journal.close();
            throw new UsageException("release " + journal.release() + " of this ledger is this fit, and stopped after "
                    + Amounts.spent(of(journal.release()).spent())
                    + " was spent: add --resume to finish it, which pays for"
                    + " nothing twice, or remove '" + journal.file() + "' to pay for a new one");
        }
        others.forEach(journal -> talk.say(
                "Note: release %s of this ledger stopped. What it was given and --resume finishes it; its answers are"
                        + " in %s, for your eyes alone.",
                journal.release(), journal.file()));
    }

    private List<String> differences(Map<String, String> theirs) {
        return Stream.concat(request.keySet().stream(), theirs.keySet().stream())
                .distinct()
                .filter(name -> !String.valueOf(request.get(name)).equals(theirs.get(name)))
                .map(name -> name.equals("--max-model-mb") ? name + " (" + theirs.get(name) + ")" : name)
                .toList();
    }

    private LedgerStatement.OfRelease of(String release) {
        return ledger.statement().releases().stream()
                .filter(one -> one.id().equals(release))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no release " + release
                        + " in this ledger, and there is a journal of it: put back the ledger that belongs to it"));
    }

    private int charges(String release) {
        return of(release).entries().size();
    }

    /** Whether an earlier run is gone on with, whose budget is set aside already. */
    boolean isResumed() {
        return stopped.isPresent();
    }

    /**
     * Opens the release, or goes on with it.
     *
     * @param rows a digest of the table that was read
     */
    Release open(String purpose, PrivacyBudget budget, byte[] rows) {
        if (!(ledger instanceof FileLedger file)) {
            return ledger.open(purpose, budget);
        }
        ResumableRelease release = stopped.isPresent()
                ? ResumableRelease.resume(file, stopped.get(), rows)
                : ResumableRelease.begin(file, purpose, budget, request, rows);
        kept = Optional.of(release);
        Runtime.getRuntime().addShutdownHook(onEnd);
        if (isResumed()) {
            talk.say(
                    "Going on with release %s: %,d of its questions were answered, and are not paid for again.",
                    release.id(), release.journal().size());
        }
        return release;
    }

    /** What to say of a fit that did not come to its end, if anything is lost by it. */
    Optional<String> advice() {
        return kept.map(release -> of(release.id()))
                .filter(release -> !release.entries().isEmpty())
                .map(release -> "release " + release.id() + " of '" + ledger.dataset() + "' has spent "
                        + Amounts.spent(release.implied()) + " in "
                        + release.entries().size()
                        + " charges, and its answers are kept: the same command with --resume goes on from there, and"
                        + " pays for nothing twice");
    }

    /** Says of an error to come that the same settings and answers would lead to it again. */
    void doomed() {
        isDoomed = true;
    }

    /** After an error in the fit. */
    void failed(Throwable error) {
        if (ending) {
            // The program is being told to end, and has said so: what breaks by that is no news.
            while (true) {
                LockSupport.park();
            }
        }
        forget();
        if (kept.isEmpty()) {
            stopped.ifPresent(AnswerJournal::close);
            return;
        }
        if (error instanceof DiscoveryException || isDoomed) {
            // An answer like any other, and the last one: to resume would only give it again.
            if (!of(kept.get().id()).finished()) {
                kept.get().finish();
            }
            kept.get().journal().delete();
            if (isDoomed && charges(kept.get().id()) > 0) {
                talk.err()
                        .println("effigy: what was answered leads to this whenever it is asked again, so release "
                                + kept.get().id() + " is over, and "
                                + Amounts.spent(of(kept.get().id()).implied()) + " is spent");
            }
            return;
        }
        kept.filter(release -> charges(release.id()) == 0)
                .ifPresentOrElse(release -> release.journal().delete(), () -> {
                    advice().ifPresent(words -> talk.err().println("effigy: " + words));
                    kept.ifPresent(ResumableRelease::close);
                });
    }

    /** The fit is whole, and what it made is on the disk: nothing is to be resumed any more. */
    void done() {
        forget();
        kept.ifPresent(release -> release.journal().delete());
    }

    private void forget() {
        if (kept.isPresent() && !ending) {
            try {
                Runtime.getRuntime().removeShutdownHook(onEnd);
            } catch (IllegalStateException e) {
                // The program is ending just now.
                return;
            }
        }
    }

    /** Ctrl-C: nothing more is charged, and what was is said. */
    private void interrupted() {
        ending = true;
        ledger.close();
        advice().ifPresent(words -> {
            talk.err().println();
            talk.err().println("effigy: stopped: " + words);
        });
    }
}
