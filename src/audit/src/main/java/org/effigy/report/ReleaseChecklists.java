package org.effigy.report;

import static org.effigy.report.Checklist.Item.answered;
import static org.effigy.report.Checklist.Item.open;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.Promise;
import org.effigy.synth.DomainOrigin;
import org.effigy.synth.Provenance;

/**
 * What the public facts of a release answer of the questions that are commonly asked: NIST SP 800-226 (Near, Darais,
 * Lefkovitz and Howarth 2025), the Article 29 Working Party's opinion 05/2014 (WP216), and the expert determination of
 * 45 CFR 164.514(b)(1).
 */
final class ReleaseChecklists {
    static final String MEANING = "What are epsilon and delta?";
    static final String UNIT = "What is the unit of privacy?";
    static final String NEIGHBOURS = "Which tables count as neighbours?";
    static final String SEVERAL = "What happens with several releases?";
    static final String MECHANISMS = "Which mechanisms add the noise?";
    static final String RANDOMNESS = "Where does the randomness come from, and is arithmetic exact?";
    static final String USEFUL = "Are results useful, and for whom less so?";
    static final String CHANNELS = "Do side channels leak?";
    static final String TRUST = "Who must be trusted?";
    static final String STORAGE = "Is the real table kept safe, and who may read it?";
    static final String COLLECTION = "How was the real table collected?";
    static final String SINGLING_OUT = "Can a person be singled out?";
    static final String LINKABILITY = "Can records of one person be linked?";
    static final String INFERENCE = "Can something be inferred about a person?";
    static final String EXPERT = "Has a person with appropriate knowledge determined that the risk is very small?";
    static final String OTHERS = "Does the risk hold against other information that a recipient may have?";
    static final String IDENTIFIERS = "Are direct identifiers gone?";
    static final String DOCUMENTED = "Are methods and results documented?";
    static final String PUBLIC = "Did the categories and bounds come from public knowledge?";
    static final String NIST = "NIST SP 800-226, Guidelines for Evaluating Differential Privacy Guarantees";
    static final String WP216 = "WP216, Opinion 05/2014 on Anonymisation Techniques";
    static final String HIPAA = "HIPAA expert determination, 45 CFR 164.514(b)(1)";

    private static final String ATTACKS = "Attacks on the rows are the audit report's part, which is internal.";

    private ReleaseChecklists() {}

    static List<Checklist> of(ReleaseCard card) {
        return List.of(
                nist(card.provenance(), card.ledger()), wp216(card), hipaa(card.provenance(), card.identifiers()));
    }

    /** What public facts answer of the guidelines of NIST. */
    static Checklist nist(Provenance provenance, Optional<LedgerStatement> all) {
        Promise shown = provenance.promised().orElseGet(() -> Promise.of(provenance.budget()));
        return new Checklist(
                NIST,
                List.of(
                        promise(provenance),
                        answered(UNIT, "It is " + shown.unit().words() + "."),
                        answered(
                                NEIGHBOURS,
                                shown.neighbours() == Neighbours.ADD_REMOVE
                                        ? "Tables of which one has a unit more (unbounded): the number of units is"
                                                + " protected too."
                                        : "Tables of which one has another unit in a unit's place (bounded): the number"
                                                + " of units is public."),
                        answered(
                                SEVERAL,
                                all.map(ledger -> "All releases on this ledger together are allowed "
                                                + Amounts.overall(ledger.budget()) + ", and that is what they promise."
                                                + " Spent so far: " + Amounts.spent(ledger.spent()) + " of "
                                                + Amounts.spent(ledger.budget().limit()) + ". Another ledger for the"
                                                + " same people would add to it.")
                                        .orElse("This page speaks of one release. Losses add up: ask for the ledger's"
                                                + " total.")),
                        answered(
                                MECHANISMS,
                                provenance.charges().stream()
                                                .map(charge -> name(charge.mechanism()))
                                                .distinct()
                                                .collect(Collectors.joining(", ", "", ". "))
                                        + "Each has its proof in the program's documentation, with the tests that"
                                        + " attack it."),
                        answered(
                                RANDOMNESS,
                                "From " + provenance.noise() + ". Noise is drawn in whole numbers, without rounding."),
                        open(USEFUL, "Utility and bias by group are the audit report's part, which is internal."),
                        answered(
                                CHANNELS,
                                "Timing, memory and error messages of the fit are not hardened: they are the curator's"
                                        + " to see. What leaves is this release alone."),
                        answered(TRUST, "The curator, who holds the real table and ran the program (central model)."),
                        open(STORAGE, "The curator's organisation answers for storage and access."),
                        open(COLLECTION, "The curator's organisation answers for it.")));
    }

    private static Checklist.Item promise(Provenance provenance) {
        return provenance.promised().isPresent()
                ? answered(MEANING, Amounts.promise(provenance) + ".")
                : answered(MEANING, "There is no promise: " + provenance.promise() + ".");
    }

    private static Checklist wp216(ReleaseCard card) {
        String bound = card.ceiling()
                .map(ceiling -> String.format(
                        Locale.ROOT,
                        " The promise bounds it: who accuses 1 %% of absent units finds at most %.1f %% of present"
                                + " ones.",
                        100 * ceiling.truePositives(0.01)))
                .orElse(" No promise bounds it.");
        return new Checklist(
                WP216,
                List.of(
                        open(SINGLING_OUT, ATTACKS + bound),
                        open(LINKABILITY, ATTACKS + bound),
                        open(
                                INFERENCE,
                                ATTACKS + " What follows from the whole population can always be inferred, with or"
                                        + " without the person in it.")));
    }

    /**
     * What public facts answer of the rule of HIPAA.
     *
     * @param identifiers the columns that hold running numbers in place of names
     */
    static Checklist hipaa(Provenance provenance, List<String> identifiers) {
        return new Checklist(
                HIPAA,
                List.of(
                        open(EXPERT, "No program can be that person. This card is material for one."),
                        provenance.promised().isPresent()
                                ? answered(OTHERS, "The promise holds whatever else a recipient knows, now or later.")
                                : open(OTHERS, "There is no promise that would hold against it."),
                        answered(
                                IDENTIFIERS,
                                identifiers.isEmpty()
                                        ? "The schema names no identifier or unit column. Whether another column"
                                                + " identifies a person is the curator's to say."
                                        : "Running numbers, not derived from real ones, stand in "
                                                + String.join(", ", identifiers) + "."),
                        answered(DOCUMENTED, "By this card, its JSON twin, the model file and the ledger."),
                        provenance.origin() != DomainOrigin.ATTESTED
                                ? answered(
                                        PUBLIC,
                                        provenance.origin() == DomainOrigin.DECLARED
                                                ? "The curator declared them so."
                                                : "The curator declared them so, but for those that were found under"
                                                        + (provenance.origin() == DomainOrigin.DISCOVERED
                                                                ? " the budget"
                                                                : " the budget of another release")
                                                        + ", which the schema marks.")
                                : open(
                                        PUBLIC,
                                        "They were derived from the data; the curator stated that they are public all"
                                                + " the same.")));
    }

    static String name(Mechanism mechanism) {
        if (mechanism instanceof Mechanism.DiscreteGaussian) {
            return "discrete Gaussian";
        }
        if (mechanism instanceof Mechanism.DiscreteLaplace) {
            return "discrete Laplace";
        }
        return mechanism instanceof Mechanism.ExponentialSelection ? "exponential mechanism" : "noisy maximum";
    }
}
