package org.effigy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.effigy.audit.Claim;
import org.effigy.audit.Figure;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.Promise;
import org.effigy.synth.Provenance;

/**
 * What is promised of the rows that were audited, and what that cost: public facts alone.
 *
 * @param document whose claim, manifest and ledger are shown
 */
record PromiseSection(AuditDocument document) {
    /** What epsilon means, where it is claimed. */
    void promise(Html html) {
        Claim claim = document.privacy().tables().claim().orElseThrow();
        List<PromiseMeaning.Promise> promises = new ArrayList<>();
        Promise made = document.proven().flatMap(Provenance::promised).orElse(null);
        promises.add(new PromiseMeaning.Promise(
                made == null ? "the claim" : "this release",
                claim.epsilon(),
                claim.delta(),
                document.ceiling().orElseThrow()));
        document.overall()
                .ifPresent(promise -> promises.add(PromiseMeaning.Promise.of(PromiseMeaning.OVERALL, promise)));
        html.open("p")
                .element(
                        "strong",
                        "Epsilon " + Figure.number(claim.epsilon()) + ", delta " + Figure.number(claim.delta()) + ". ")
                .text(
                        made == null
                                ? "That is what is claimed, for one record added or removed; nothing here proves it."
                                        + " If it held, it would limit every attacker, also those that were not tried"
                                        + " here."
                                : "Promised to whoever is behind " + made.unit().words() + " ("
                                        + made.neighbours().words()
                                        + "). It limits every attacker, also those that were not tried here.")
                .close()
                .line();
        new PromiseMeaning(promises).draw(html);
    }

    /** What the ledger says, or the manifest where there is none. */
    void budget(Html html) {
        if (document.ledger().isPresent()) {
            LedgerStatement ledger = document.ledger().get();
            Map<String, String> rows = new LinkedHashMap<>();
            rows.put("Ledger", ledger.dataset() + ", " + ledger.id());
            rows.put("It allows, over all releases", Amounts.overall(ledger.budget()));
            rows.put(
                    "Spent so far",
                    Amounts.spent(ledger.spent()) + " of "
                            + Amounts.spent(ledger.budget().limit()) + ": an account, not a promise");
            rows.put("Left", Amounts.left(ledger.remaining()));
            document.provenance()
                    .ifPresentOrElse(
                            provenance -> rows.put(
                                    "This release", provenance.release() + ": " + Amounts.release(provenance.budget())),
                            () -> rows.put(
                                    "This release", "not known: no manifest ties the synthetic rows to this ledger"));
            AuditPage.facts(html, "What the ledger says", rows);
            BudgetSteps.of(
                            ledger,
                            document.provenance().map(Provenance::release).orElse(""))
                    .draw(html);
        } else {
            Provenance provenance = document.provenance().orElseThrow();
            html.element(
                    "p",
                    "From the manifest, of this release alone. What other releases of the same table spent adds to it:"
                            + " give the ledger with --ledger to see the sum.");
            new BudgetSteps(
                            provenance.budget().limit(),
                            List.of(new BudgetSteps.OfRelease(provenance.release(), provenance.charges())))
                    .draw(html);
        }
    }
}
