package org.effigy.report;

import static org.effigy.report.Checklist.Item.answered;
import static org.effigy.report.Checklist.Item.open;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.Neighbours;
import org.effigy.synth.DomainOrigin;
import org.effigy.synth.Provenance;

/**
 * What the public facts of a release answer of the questions that are commonly asked: NIST SP 800-226 (Near, Darais,
 * Lefkovitz and Howarth 2025), the Article 29 Working Party's opinion 05/2014 (WP216), and the expert determination of
 * 45 CFR 164.514(b)(1).
 */
final class ReleaseChecklists {
    private static final String ATTACKS = "Attacks on the rows are the audit report's part, which is internal.";

    private ReleaseChecklists() {}

    static List<Checklist> of(ReleaseCard card) {
        return List.of(nist(card), wp216(card), hipaa(card));
    }

    private static Checklist nist(ReleaseCard card) {
        Provenance provenance = card.provenance();
        return new Checklist(
                "NIST SP 800-226, Guidelines for Evaluating Differential Privacy Guarantees",
                List.of(
                        promise(card),
                        answered(
                                "What is the unit of privacy?",
                                "It is " + provenance.budget().unit().words() + "."),
                        answered(
                                "Which tables count as neighbours?",
                                provenance.budget().neighbours() == Neighbours.ADD_REMOVE
                                        ? "Tables of which one has a unit more (unbounded): the number of units is"
                                                + " protected too."
                                        : "Tables of which one has another unit in a unit's place (bounded): the number"
                                                + " of units is public."),
                        answered(
                                "What happens with several releases?",
                                card.ledger()
                                        .map(ledger -> "All releases on this ledger together have spent "
                                                + Amounts.spent(ledger.implied()) + " of "
                                                + Amounts.overall(ledger.budget()) + ". Another ledger for the same"
                                                + " people would add to it.")
                                        .orElse("This card speaks of one release. Losses add up: ask for the ledger's"
                                                + " total.")),
                        answered(
                                "Which mechanisms add the noise?",
                                provenance.charges().stream()
                                                .map(charge -> name(charge.mechanism()))
                                                .distinct()
                                                .collect(Collectors.joining(", ", "", ". "))
                                        + "Each has its proof in the program's documentation, with the tests that"
                                        + " attack it."),
                        answered(
                                "Where does the randomness come from, and is arithmetic exact?",
                                "From " + provenance.noise() + ". Noise is drawn in whole numbers, without rounding."),
                        open(
                                "Are results useful, and for whom less so?",
                                "Utility and bias by group are the audit report's part, which is internal."),
                        answered(
                                "Do side channels leak?",
                                "Timing, memory and error messages of the fit are not hardened: they are the curator's"
                                        + " to see. What leaves is this release alone."),
                        answered(
                                "Who must be trusted?",
                                "The curator, who holds the real table and ran the program (central model)."),
                        open(
                                "Is the real table kept safe, and who may read it?",
                                "The curator's organisation answers for storage and access."),
                        open("How was the real table collected?", "The curator's organisation answers for it.")));
    }

    private static Checklist.Item promise(ReleaseCard card) {
        String question = "What are epsilon and delta?";
        return card.provenance().secure()
                ? answered(question, Amounts.release(card.provenance().budget()) + ".")
                : answered(question, "There is no promise: " + card.provenance().promise() + ".");
    }

    private static Checklist wp216(ReleaseCard card) {
        String bound = card.provenance().secure()
                ? String.format(
                        Locale.ROOT,
                        " The promise bounds it: who accuses 1 %% of absent units finds at most %.1f %% of present"
                                + " ones.",
                        100 * card.ceiling().truePositives(0.01))
                : " No promise bounds it.";
        return new Checklist(
                "WP216, Opinion 05/2014 on Anonymisation Techniques",
                List.of(
                        open("Can a person be singled out?", ATTACKS + bound),
                        open("Can records of one person be linked?", ATTACKS + bound),
                        open(
                                "Can something be inferred about a person?",
                                ATTACKS + " What follows from the whole population can always be inferred, with or"
                                        + " without the person in it.")));
    }

    private static Checklist hipaa(ReleaseCard card) {
        return new Checklist(
                "HIPAA expert determination, 45 CFR 164.514(b)(1)",
                List.of(
                        open(
                                "Has a person with appropriate knowledge determined that the risk is very small?",
                                "No program can be that person. This card is material for one."),
                        answered(
                                "Does the risk hold against other information that a recipient may have?",
                                "The promise holds whatever else a recipient knows, now or later."),
                        answered(
                                "Are direct identifiers gone?",
                                card.identifiers().isEmpty()
                                        ? "The schema names no identifier or unit column. Whether another column"
                                                + " identifies a person is the curator's to say."
                                        : "Running numbers, not derived from real ones, stand in "
                                                + String.join(", ", card.identifiers()) + "."),
                        answered(
                                "Are methods and results documented?",
                                "By this card, its JSON twin, the model file and the ledger."),
                        card.provenance().origin() == DomainOrigin.DECLARED
                                ? answered(
                                        "Did the categories and bounds come from public knowledge?",
                                        "The curator declared them so.")
                                : open(
                                        "Did the categories and bounds come from public knowledge?",
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
