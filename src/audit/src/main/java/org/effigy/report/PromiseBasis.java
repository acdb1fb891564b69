package org.effigy.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.effigy.synth.Ancestor;
import org.effigy.synth.DiscoveryCost;
import org.effigy.synth.Lineage;
import org.effigy.synth.Provenance;

/** What a promise rests on beside the release's own budget, as short facts: for cards, reports and screens alike. */
public final class PromiseBasis {
    private PromiseBasis() {}

    /** The facts by their names; empty where the promise is the release's budget and the rows are taken for real ones. */
    public static Map<String, String> of(Provenance provenance) {
        Map<String, String> facts = new LinkedHashMap<>();
        Lineage lineage = provenance.lineage();
        if (!provenance.discoveries().isEmpty()) {
            facts.put("Own budget", Amounts.release(provenance.budget()));
            facts.put(
                    "Discovered before",
                    provenance.discoveries().stream().map(PromiseBasis::paid).collect(Collectors.joining("; "))
                            + ". This file tells what was found, so that is part of its promise");
            provenance
                    .together()
                    .ifPresent(promise -> facts.put(
                            "Files together",
                            Amounts.promise(promise)
                                    + ": what this file promises with all that the named releases may have let out"));
        }
        if (lineage.isOfSyntheticRows()) {
            facts.put(
                    "Rows fitted",
                    "synthetic, generation " + lineage.generation() + ". People are protected by what was promised when"
                            + " rows were made of theirs"
                            + lineage.ancestors().stream()
                                    .findFirst()
                                    .map(PromiseBasis::source)
                                    .orElse("")
                            + ", whatever was spent since");
            facts.put("Own budget", Amounts.release(provenance.budget()) + ", for the synthetic rows alone");
        }
        if (!lineage.checked()) {
            facts.put(
                    "Origin",
                    "not checked: rows came from standard input without a manifest. If they were synthetic, people are"
                            + " protected by what was promised for those, and not by this");
        }
        return facts;
    }

    private static String paid(DiscoveryCost cost) {
        return "release " + cost.release() + " of ledger " + cost.ledger() + " spent " + Amounts.spent(cost.loss())
                + " of its " + Amounts.release(cost.budget()) + " on columns of this schema";
    }

    private static String source(Ancestor ancestor) {
        return " (release " + ancestor.release() + " of ledger " + ancestor.ledger() + ", '" + ancestor.dataset()
                + "': " + ancestor.promise().map(Amounts::release).orElse("no promise") + ")";
    }
}
