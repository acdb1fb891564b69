package org.effigy.privacy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a ledger says at one moment, for people and reports; it does not change when the ledger does.
 *
 * @param id a name that no other ledger has
 * @param dataset the data set, as the person named it
 * @param budget the most that may be spent over all releases
 * @param created when the ledger was
 * @param spent in the definition of {@code budget.limit()}, rounded up
 * @param remaining of epsilon or rho, rounded down
 * @param remainingDelta of the delta that was set aside, rounded down; 0 if none was
 * @param releases oldest first
 * @param head how far the file had come; empty if the ledger has none
 */
public record LedgerStatement(
        String id,
        String dataset,
        PrivacyBudget budget,
        Instant created,
        PrivacyLoss spent,
        PrivacyLoss remaining,
        double remainingDelta,
        List<OfRelease> releases,
        Optional<LedgerHead> head) {
    /** Copies the list. */
    public LedgerStatement {
        releases = List.copyOf(releases);
    }

    /**
     * What is spent, as the promise that it makes at the ledger's delta, rounded up: all of delta that was not spent is the
     * conversion's, since what was set aside and not used has bought nothing.
     */
    public PrivacyLoss.Approximate implied() {
        double used = spent instanceof PrivacyLoss.ApproximateConcentrated both ? both.delta() : 0;
        return budget.withReserved(used).implied(spent);
    }

    /** All charges, oldest first. */
    public List<Entry> entries() {
        return releases.stream()
                .flatMap(release -> release.entries().stream())
                .sorted(Comparator.comparingLong(Entry::position))
                .toList();
    }

    /**
     * What one release says.
     *
     * @param id its name in the ledger
     * @param purpose as it was given
     * @param budget what it may spend
     * @param opened when it was
     * @param spent in the definition of {@code budget.limit()}, rounded up
     * @param finished whether nothing more can be charged to it
     * @param entries its charges, oldest first
     */
    public record OfRelease(
            String id,
            String purpose,
            PrivacyBudget budget,
            Instant opened,
            PrivacyLoss spent,
            boolean finished,
            List<Entry> entries) {
        /** Copies the list. */
        public OfRelease {
            entries = List.copyOf(entries);
        }

        /** What it spent, as the promise that it makes at its own delta, rounded up. */
        public PrivacyLoss.Approximate implied() {
            return budget.implied(spent);
        }
    }

    /**
     * One charge.
     *
     * @param position among all charges of the ledger, from 1
     * @param number among the charges of its release, from 1
     * @param time by the clock of the machine that charged; a clock may go backwards, the position does not
     * @param charge what was charged
     */
    public record Entry(long position, long number, Instant time, Charge charge) {}
}
