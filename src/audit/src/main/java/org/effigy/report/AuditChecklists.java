package org.effigy.report;

import static org.effigy.report.Checklist.Item.answered;
import static org.effigy.report.Checklist.Item.open;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.effigy.audit.Claim;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Rule;
import org.effigy.audit.UtilityReport;
import org.effigy.audit.Verdict;
import org.effigy.table.Field;
import org.effigy.table.Role;

/**
 * What an audit answers of the questions of {@link ReleaseChecklists}: its own verdicts for the three risks of WP216, the
 * manifest's facts for the rest, and "not assessed" where there is neither.
 */
final class AuditChecklists {
    private static final String UNKNOWN =
            "The synthetic rows have no manifest of this program beside them: ask whoever made them.";

    private final AuditDocument document;

    private AuditChecklists(AuditDocument document) {
        this.document = document;
    }

    static List<Checklist> of(AuditDocument document) {
        AuditChecklists checklists = new AuditChecklists(document);
        return List.of(checklists.nist(), checklists.wp216(), checklists.hipaa());
    }

    private Checklist nist() {
        Checklist base = document.provenance()
                .map(provenance -> ReleaseChecklists.nist(provenance, document.ledger()))
                .orElseGet(() -> new Checklist(
                        ReleaseChecklists.NIST,
                        Stream.of(
                                        ReleaseChecklists.MEANING,
                                        ReleaseChecklists.UNIT,
                                        ReleaseChecklists.NEIGHBOURS,
                                        ReleaseChecklists.SEVERAL,
                                        ReleaseChecklists.MECHANISMS,
                                        ReleaseChecklists.RANDOMNESS,
                                        ReleaseChecklists.USEFUL,
                                        ReleaseChecklists.CHANNELS,
                                        ReleaseChecklists.TRUST,
                                        ReleaseChecklists.STORAGE,
                                        ReleaseChecklists.COLLECTION)
                                .map(this::unknown)
                                .toList()));
        return base.with(useful());
    }

    private Checklist.Item unknown(String question) {
        Optional<Claim> claim = document.privacy().tables().claim();
        if (question.equals(ReleaseChecklists.MEANING)) {
            return claim.map(claimed -> open(
                            question,
                            "Claimed is epsilon " + Figure.number(claimed.epsilon()) + ", delta "
                                    + Figure.number(claimed.delta())
                                    + "; nothing that this audit was given proves it."))
                    .orElseGet(() -> open(question, "No differential privacy is claimed."));
        }
        return open(question, UNKNOWN);
    }

    private Checklist.Item useful() {
        if (document.utility().isEmpty()) {
            return open(ReleaseChecklists.USEFUL, "Usefulness was not part of this audit.");
        }
        UtilityReport report = document.utility().get();
        String findings = Stream.of(Finding.Severity.SERIOUS, Finding.Severity.WARNING, Finding.Severity.NOTE)
                .map(severity -> report.findings().stream()
                                .filter(finding -> finding.severity() == severity)
                                .count()
                        + " " + severity.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        boolean groups =
                report.figures().stream().anyMatch(figure -> figure.id().startsWith("utility.fairness"));
        return answered(
                ReleaseChecklists.USEFUL,
                "Findings: " + findings + "; each stands in the report with its evidence. "
                        + (groups ? "Fairness by declared group stands there too." : whyNoGroups()));
    }

    private String whyNoGroups() {
        List<Field> fields = document.privacy().tables().schema().fields();
        if (fields.stream().noneMatch(field -> field.role() == Role.SENSITIVE)) {
            return "No sensitive column is declared, so groups of people were not compared.";
        }
        // What was asked for goes before the schema: --target none sets its target aside.
        boolean target = Optional.ofNullable(document.method().options().get("--target"))
                .map(name -> !name.equals("none"))
                .orElseGet(() -> fields.stream().anyMatch(field -> field.role() == Role.TARGET));
        return target
                ? "Groups of people could not be compared on these tables."
                : "No target was given, so groups of people were not compared.";
    }

    private Checklist wp216() {
        String bound = bound();
        return new Checklist(
                ReleaseChecklists.WP216,
                List.of(
                        risk(ReleaseChecklists.SINGLING_OUT, bound, "privacy.singling-out."),
                        risk(ReleaseChecklists.LINKABILITY, bound, "privacy.linkability."),
                        risk(
                                ReleaseChecklists.INFERENCE,
                                " What follows from the whole population can always be inferred, with or without the"
                                        + " person in it.",
                                "privacy.inference."),
                        risk(
                                "Does a record's presence show, or is a record copied? (Not a risk of WP216 by name; it"
                                        + " underlies all three.)",
                                bound,
                                "privacy.membership.",
                                "privacy.copies.")));
    }

    private String bound() {
        return document.ceiling()
                .map(ceiling -> String.format(
                        Locale.ROOT,
                        document.proven().isPresent()
                                ? " The promise bounds every attacker: who accuses 1 %% of absent people finds at most"
                                        + " %s of present ones."
                                : " If what is claimed held, it would bound every attacker: who accuses 1 %% of absent"
                                        + " people would find at most %s of present ones. Nothing here proves it.",
                        PromiseMeaning.percent(ceiling.truePositives(0.01))))
                .orElse(" No promise bounds attackers beyond those that were tried.");
    }

    /** The gates about figures whose ids begin so, with their figures. */
    private Checklist.Item risk(String question, String rest, String... prefixes) {
        List<Verdict> gates = new ArrayList<>();
        for (Verdict verdict : document.privacy().judgement().verdicts()) {
            String id = verdict.figure().map(Figure::id).orElse(verdict.rule().figure());
            if (verdict.rule().kind() == Rule.Kind.GATE
                    && verdict.outcome() != Verdict.Outcome.DOES_NOT_APPLY
                    && Stream.of(prefixes).anyMatch(id::startsWith)) {
                gates.add(verdict);
            }
        }
        List<Verdict> assessed = gates.stream()
                .filter(verdict -> verdict.outcome() != Verdict.Outcome.NOT_ASSESSED)
                .toList();
        if (assessed.isEmpty()) {
            return open(
                    question,
                    gates.isEmpty()
                            ? "No gate of the policy is about it, or there was nothing to attack." + rest
                            : gates.get(0).words() + rest);
        }
        List<Verdict> failed = assessed.stream()
                .filter(verdict -> verdict.outcome() == Verdict.Outcome.FAIL)
                .toList();
        String words = "Assessed: " + failed.size() + " of " + assessed.size()
                + (assessed.size() == 1 ? " gate fails" : " gates fail")
                + (gates.size() > assessed.size()
                        ? ", " + (gates.size() - assessed.size()) + " could not be assessed"
                        : "")
                + ". ";
        String figures = (failed.isEmpty() ? assessed : failed)
                .stream()
                        .limit(4)
                        .map(verdict -> verdict.figure()
                                .map(figure -> figure.title() + ": " + figure.words())
                                .orElse(""))
                        .collect(Collectors.joining("; "));
        return answered(
                question,
                words + figures + "."
                        + (failed.isEmpty() ? " That these attacks find nothing is no proof that none would." : "")
                        + rest);
    }

    private Checklist hipaa() {
        List<String> identifiers = document.privacy().tables().schema().fields().stream()
                .filter(field -> field.role() == Role.IDENTIFIER || field.role() == Role.UNIT)
                .map(Field::name)
                .toList();
        Checklist base = document.provenance()
                .map(provenance -> ReleaseChecklists.hipaa(provenance, identifiers))
                .orElseGet(() -> new Checklist(
                        ReleaseChecklists.HIPAA,
                        Stream.of(
                                        ReleaseChecklists.EXPERT,
                                        ReleaseChecklists.OTHERS,
                                        ReleaseChecklists.IDENTIFIERS,
                                        ReleaseChecklists.DOCUMENTED,
                                        ReleaseChecklists.PUBLIC)
                                .map(question -> open(question, UNKNOWN))
                                .toList()));
        return base.with(open(
                        ReleaseChecklists.EXPERT,
                        "No program can be that person. This report is material for one: the verdicts, their intervals"
                                + " and what they do not show."))
                .with(answered(
                        ReleaseChecklists.DOCUMENTED,
                        document.provenance().isPresent()
                                ? "By this report, its JSON twin, the manifest, the model file and the ledger."
                                : "The audit: by this report and its JSON twin. How the rows were made: not by this"
                                        + " report."));
    }
}
