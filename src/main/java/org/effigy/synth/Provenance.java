package org.effigy.synth;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.effigy.privacy.Charge;
import org.effigy.privacy.LedgerHead;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;

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
        Lineage lineage) {
    /** Checks that nothing is missing, and copies the list. */
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
    }

    /** What a recipient is promised, with everything that it rests on. */
    public String promise() {
        return secure ? budget.words() : "none: the noise came from '" + noise + "', on which no guarantee can rest";
    }
}
