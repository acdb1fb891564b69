package org.effigy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.effigy.audit.Figure;
import org.effigy.audit.Rule;
import org.effigy.audit.Verdict;

/**
 * An audit for those who get the rows: of each rule its outcome and the range in which its figure lies. Everything else
 * that it says is public: the policy, the promise, the synthetic table's digest. No title, note or reference of a figure
 * is shown, since those may tell of rows; nor the digests and sizes of real tables, by which a guess at a table could be
 * checked.
 */
final class RedactedPage {
    private final AuditDocument document;

    RedactedPage(AuditDocument document) {
        this.document = document;
    }

    String text() {
        Page page = new Page("Audit, redacted: " + document.title());
        page.section("verdicts", "Verdicts", this::verdicts);
        page.section("words", "What was tested, and what it means", this::words);
        if (document.privacy().tables().claim().isPresent()) {
            page.section("promise", "What epsilon means here", html -> new PromiseSection(document).promise(html));
        }
        page.section("limits", "What this page tells, and what not", this::limits);
        page.section("method", "What was audited", this::method);
        return page.text(this::head, this::foot);
    }

    private void head(Html html) {
        html.element("p", "Audit, redacted for release", "class", "soft").element("h1", document.title());
        html.element("p", Protected.line(document.provenance()), "class", "lead");
        Verdict.Outcome outcome = document.privacy().judgement().outcome();
        html.open(
                "div",
                "class",
                "verdict "
                        + (outcome == Verdict.Outcome.FAIL ? "fail" : outcome == Verdict.Outcome.PASS ? "pass" : ""));
        html.element("strong", document.privacy().judgement().words());
        VerdictTable.open(html, document.privacy().judgement().outcome());
        html.close().line();
        // What could not be read of real tables tells of real rows.
        AuditPage.caveats(
                html,
                document.privacy().caveats().stream()
                        .filter(caveat -> !caveat.ofRealRows())
                        .toList());
    }

    private void foot(Html html) {
        html.element(
                "p",
                "Outcomes and ranges were computed from real rows and are not differentially private. The figures"
                        + " stand in the curator's report, which stays inside.");
    }

    private List<Verdict> verdicts() {
        List<Verdict> ordered = new ArrayList<>();
        for (Rule.Kind kind : Rule.Kind.values()) {
            document.privacy().judgement().verdicts().stream()
                    .filter(verdict -> verdict.rule().kind() == kind)
                    .forEach(ordered::add);
        }
        return ordered;
    }

    private void verdicts(Html html) {
        html.element(
                "p",
                "A rule about a low end is broken only if the whole range in which the truth lies is above the limit;"
                        + " that range is not on this page. \"Not assessed\" means that an attack could not be made on"
                        + " these rows, did no better than guessing, or had too few rows to find what the rule wants"
                        + " found: it is no pass.");
        html.wide("Verdicts").open("table", "class", "figures");
        html.element(
                        "caption",
                        "Policy " + document.privacy().judgement().policy().name()
                                + ": gates stop a release, diagnostics don't")
                .open("thead")
                .open("tr");
        for (String head : List.of("Figure", "Verdict", "Its value lies")) {
            html.element("th", head, "scope", "col");
        }
        html.close().close().line();
        Map<Rule, List<Verdict>> rules = new LinkedHashMap<>();
        verdicts()
                .forEach(verdict -> rules.computeIfAbsent(verdict.rule(), rule -> new ArrayList<>())
                        .add(verdict));
        rules.forEach((rule, judged) -> {
            html.open("tbody").open("tr", "class", "rule").open("th", "colspan", "3", "scope", "rowgroup");
            html.element("strong", rule.kind() == Rule.Kind.GATE ? "Gate" : "Diagnostic");
            html.text(": " + rule.words() + ". " + rule.why()).close().close().line();
            judged.forEach(verdict -> row(html, verdict));
            html.close().line();
        });
        html.close().close().line();
    }

    private static void row(Html html, Verdict verdict) {
        html.open("tr").open("th", "scope", "row");
        String id = verdict.figure().map(Figure::id).orElse(verdict.rule().figure());
        html.text(PlainWords.name(id) + " ")
                .element("code", id, "class", "soft")
                .close();
        html.open("td");
        VerdictTable.word(html, verdict.outcome());
        html.close();
        html.element("td", range(verdict)).close().line();
    }

    private static String range(Verdict verdict) {
        return isShown(verdict)
                ? Bucket.of(verdict.figure().orElseThrow().value()).words()
                : "";
    }

    private static boolean isShown(Verdict verdict) {
        return (verdict.outcome() == Verdict.Outcome.PASS || verdict.outcome() == Verdict.Outcome.FAIL)
                && verdict.figure().filter(Figure::isDefined).isPresent();
    }

    private void words(Html html) {
        List<String> ids = verdicts().stream()
                .map(verdict ->
                        verdict.figure().map(Figure::id).orElse(verdict.rule().figure()))
                .toList();
        html.open("div", "class", "texts").line();
        PlainWords.all().stream()
                .filter(group -> ids.stream().anyMatch(id -> id.startsWith(group.figures())))
                .forEach(group -> group.write(html));
        html.close().line();
    }

    /** Each verdict is one of two with one of the ranges, or one of two without: so many bits at most. */
    private static double bits(int verdicts) {
        return verdicts * Math.log(2.0 * Bucket.COUNT + 2) / Math.log(2);
    }

    private void limits(Html html) {
        html.open("ul").line();
        for (String limit : List.of(
                "It holds outcomes and ranges, "
                        + Math.round(Math.ceil(bits(verdicts().size())))
                        + " bits at most that depend on real rows. No count, interval, distribution, curve, category or"
                        + " example of a real row, no size and no digest of a real table.",
                "It is not differentially private. An outcome that stands at its limit can turn on one person's row,"
                        + " and whoever can have many audits made of tables that differ in one person may learn whether"
                        + " that person is in. One page about one release tells an outsider little; a curator should"
                        + " publish no page for each of many such tables.",
                "A pass means that the attacks that were tried found nothing. It is no proof that none would.",
                "What limits every attacker is the promise, where there is one: see the release card.")) {
            html.element("li", limit);
        }
        html.close().line();
    }

    private void method(Html html) {
        Map<String, String> rows = new LinkedHashMap<>();
        Optional.ofNullable(document.method().sources().get("synthetic"))
                .ifPresent(source -> rows.put("Synthetic table", source.words()));
        rows.put("Policy", document.privacy().judgement().policy().name());
        rows.put("Program", document.method().environment().program());
        rows.put(
                "Claim",
                document.privacy()
                        .tables()
                        .claim()
                        .map(claim ->
                                "epsilon " + Figure.number(claim.epsilon()) + ", delta " + Figure.number(claim.delta()))
                        .orElse("none"));
        document.provenance().ifPresent(provenance -> rows.put("Promise", Amounts.promise(provenance)));
        AuditPage.facts(html, "What was audited, and by what", rows);
    }
}
