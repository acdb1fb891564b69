package org.effigy.synth;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.effigy.privacy.Charge;
import org.effigy.privacy.LedgerHead;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Promise;
import org.effigy.privacy.Reckoning;

/**
 * Where a model came from and what it cost: public facts alone. No path, user, host or row count.
 *
 * @param version of this program
 * @param synthesizer the name of the model
 * @param reason why this model was chosen, where the program chose it; else empty
 * @param noise the source of the noise and its version
 * @param secure whether a guarantee may rest on that source; if not the model promises nothing
 * @param budget what the release was allowed
 * @param spent what it spent, in the definition of {@code budget.limit()}
 * @param charges each use of the door, oldest first
 * @param dataset the data set's name in its ledger
 * @param ledger the ledger's identifier
 * @param release the release's name in it
 * @param ledgerHead how far the ledger's file had come when the fit ended; empty if it has none
 * @param origin where the domain came from
 * @param lineage which synthetic tables stand between this model and real people
 * @param discoveries what other releases paid for domains that this model uses
 * @param asked what became of the marginals that a person asked for by name
 */
public record Provenance(
        String version,
        String synthesizer,
        Optional<String> reason,
        String noise,
        boolean secure,
        PrivacyBudget budget,
        PrivacyLoss spent,
        List<Charge> charges,
        String dataset,
        String ledger,
        String release,
        Optional<LedgerHead> ledgerHead,
        DomainOrigin origin,
        Lineage lineage,
        List<DiscoveryCost> discoveries,
        List<Asked> asked) {
    /** Checks that nothing is missing, and copies the lists. */
    public Provenance {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(synthesizer, "synthesizer");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(noise, "noise");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(spent, "spent");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(release, "release");
        Objects.requireNonNull(ledgerHead, "ledgerHead");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(lineage, "lineage");
        charges = List.copyOf(charges);
        discoveries = List.copyOf(discoveries);
        asked = List.copyOf(asked);
    }

    /**
     * What this file alone promises people: its budget, and what others paid for what it uses. Of synthetic rows it is what
     * the release promises that was made of real people, whatever was spent since. Empty where there is no promise, or none
     * that can be stated: {@link #doubt} says why.
     */
    public Optional<Promise> promised() {
        if (!lineage.isOfSyntheticRows()) {
            return ownPromise();
        }
        return secure ? lineage.first().flatMap(this::promisedBehind) : Optional.empty();
    }

    /** What the first release promised, and what domains told that it did not count: they may be of people's rows too. */
    private Optional<Promise> promisedBehind(Ancestor first) {
        List<DiscoveryCost> further =
                discoveries.stream().filter(cost -> !first.counts(cost)).toList();
        return first.promise()
                .filter(budget -> further.stream().allMatch(cost -> cost.isComparable(budget)))
                .map(budget -> DiscoveryCost.promise(budget, further));
    }

    /** What this release and what it uses of others promise to the units of the rows that were fitted. */
    Optional<Promise> ownPromise() {
        return secure ? Optional.of(DiscoveryCost.promise(budget, discoveries)) : Optional.empty();
    }

    /**
     * What this file and all that the releases may have let out whose discoveries it uses promise together. Empty where it
     * uses none.
     */
    public Optional<Promise> together() {
        return secure && !discoveries.isEmpty() && !lineage.isOfSyntheticRows()
                ? Optional.of(Promise.of(
                        budget, discoveries.stream().map(DiscoveryCost::whole).toList()))
                : Optional.empty();
    }

    /**
     * What all releases together promise, of a ledger that allows this much: the most that it allows, and what other
     * ledgers paid for what this file uses. Not what happens to be spent by today: that is an account, and no promise.
     */
    public Promise overall(PrivacyBudget allowed) {
        return Promise.of(
                allowed,
                discoveries.stream()
                        .filter(cost -> !cost.ledger().equals(ledger))
                        .map(DiscoveryCost::found)
                        .toList());
    }

    /** Why nothing is promised to people; empty where something is. */
    public Optional<String> doubt() {
        if (promised().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                !secure
                        ? "the noise came from '" + noise + "', on which no guarantee can rest"
                        : lineage.first().isPresent()
                                ? "its rows are made of synthetic ones, and these came with no promise, or with one"
                                        + " that can't be added to what the schema tells"
                                : "its rows are made of synthetic ones, and the file does not say what protects the"
                                        + " people behind those: fit again");
    }

    /**
     * Refuses what the ledger that paid does not say: it is evidence, and this is a claim.
     *
     * @param said what the ledger of {@link #ledger()} says
     * @throws IllegalArgumentException if the two say different things, with both
     */
    public void requireSaidBy(LedgerStatement said) {
        if (!said.dataset().equals(dataset)) {
            throw new IllegalArgumentException(
                    "the file names the data set '" + dataset + "', and its ledger '" + said.dataset() + "'");
        }
        reckoning().requireSaidBy(said);
        discoveries.stream().filter(cost -> cost.ledger().equals(said.id())).forEach(cost -> cost.requireSaidBy(said));
    }

    /** What it says that was paid. */
    Reckoning reckoning() {
        return new Reckoning(release, budget, charges, spent);
    }

    /** What a recipient is promised, with everything that it rests on. */
    public String promise() {
        return promised()
                .map(made -> "epsilon " + made.epsilon() + ", delta " + made.delta() + " ("
                        + made.neighbours().words() + " " + made.unit().words() + ")")
                .orElseGet(() -> "none: " + doubt().orElseThrow());
    }
}
