package org.effigy.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.effigy.audit.AuditReport;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Interval;
import org.effigy.audit.Rule;
import org.effigy.audit.Verdict;
import org.effigy.synth.Provenance;

/** An audit report as a page: verdicts, plain words, figures, method. */
final class AuditPage {
    /** Columns whose distributions are drawn. */
    private static final int DRAWN = 40;

    private final AuditDocument document;
    private final List<AuditDocument.Part> parts;

    AuditPage(AuditDocument document) {
        this.document = document;
        this.parts = document.parts();
    }

    String text() {
        Page page = new Page("Audit: " + document.title()).withBanner(banner());
        page.section("verdicts", "Verdicts", this::verdicts);
        page.section("words", "What was tested, and what it means", this::words);
        if (parts.stream().anyMatch(part -> !part.findings().isEmpty())) {
            page.section("findings", "Findings", this::findings);
        }
        for (int i = 0; i < parts.size(); i++) {
            int at = i;
            page.section("part-" + i, parts.get(i).title(), html -> part(html, at));
        }
        page.section(
                "distributions",
                "Column by column",
                html -> new Distributions(
                                document.privacy().tables().train(),
                                document.privacy().tables().synthetic())
                        .draw(html, DRAWN));
        document.privacy()
                .tables()
                .claim()
                .ifPresent(claim -> page.section("promise", "What is claimed", html -> promise(html)));
        page.section("method", "Method and inputs", this::method);
        return page.text(this::head, this::foot);
    }

    /** What stands on every page, as a sentence. */
    private static String banner() {
        return Character.toUpperCase(AuditReport.BANNER.charAt(0)) + AuditReport.BANNER.substring(1);
    }

    private void head(Html html) {
        html.element("p", "Audit report", "class", "soft").element("h1", document.title());
        boolean failed = document.privacy().judgement().outcome() == Verdict.Outcome.FAIL;
        boolean passed = document.privacy().judgement().outcome() == Verdict.Outcome.PASS;
        html.open("div", "class", "verdict " + (failed ? "fail" : passed ? "pass" : ""));
        html.element("strong", document.privacy().judgement().words()).close().line();
    }

    private void foot(Html html) {
        html.element(
                "p",
                banner() + ". Figures were computed from real rows and are not differentially private:"
                        + " do not release this page with the synthetic table. The release card is made for that.");
    }

    private void verdicts(Html html) {
        html.element(
                "p",
                "The rules were written before anybody looked. A gate that fails stops the release; a diagnostic is shown"
                        + " and is no evidence by itself. \"Not assessed\" is no pass. On a table without a fault all gates"
                        + " together raise a false alarm in at most "
                        + percent(document.privacy().judgement().policy().error())
                        + " of audits.");
        html.open("div", "class", "wide").open("table");
        html.element(
                        "caption",
                        "Policy: " + document.privacy().judgement().policy().name())
                .open("thead")
                .open("tr");
        for (String head : List.of("Verdict", "Kind", "What was found, and the rule", "Why, and the rule's source")) {
            html.element("th", head, "scope", "col");
        }
        html.close().close().open("tbody").line();
        List<Verdict> ordered = new ArrayList<>(document.privacy().judgement().verdicts());
        ordered.sort(Comparator.comparingInt(AuditPage::weight));
        for (Verdict verdict : ordered) {
            html.open("tr").open("td");
            html.element(
                    "span",
                    verdict.outcome().words(),
                    "class",
                    switch (verdict.outcome()) {
                        case PASS -> "pass-word";
                        case FAIL -> "fail-word";
                        case NOT_ASSESSED, DOES_NOT_APPLY -> "soft";
                    });
            html.close();
            html.element("td", verdict.rule().kind() == Rule.Kind.GATE ? "gate" : "diagnostic");
            html.element("td", verdict.words());
            html.element(
                            "td",
                            verdict.rule().why() + " Source: " + verdict.rule().source())
                    .close()
                    .line();
        }
        html.close().close().close().line();
    }

    /** Failed gates first, then gates that weren't assessed, then the rest. */
    private static int weight(Verdict verdict) {
        int kind = verdict.rule().kind() == Rule.Kind.GATE ? 0 : 3;
        return kind
                + switch (verdict.outcome()) {
                    case FAIL -> 0;
                    case NOT_ASSESSED -> 1;
                    case PASS -> 2;
                    case DOES_NOT_APPLY -> 6;
                };
    }

    private void words(Html html) {
        List<Figure> figures =
                parts.stream().flatMap(part -> part.figures().stream()).toList();
        for (PlainWords group : PlainWords.all()) {
            if (figures.stream().noneMatch(figure -> figure.id().startsWith(group.figures()))) {
                continue;
            }
            html.element("h3", group.title());
            html.element("p", group.tested());
            html.element("p", group.means());
            html.open("p")
                    .element("strong", "What it does not show: ")
                    .text(group.hidden())
                    .close()
                    .line();
        }
    }

    private void findings(Html html) {
        for (AuditDocument.Part part : parts) {
            for (Finding finding : part.findings()) {
                html.element("h3", finding.title());
                html.open("p")
                        .element("strong", severity(finding) + ". ")
                        .text(finding.consequence())
                        .close();
                html.open("p")
                        .element("strong", "What to do: ")
                        .text(finding.advice())
                        .close();
                if (!finding.evidence().isEmpty()) {
                    new FigureTable("Evidence", finding.evidence()).write(html);
                }
            }
        }
    }

    private static String severity(Finding finding) {
        return switch (finding.severity()) {
            case NOTE -> "Worth knowing";
            case WARNING -> "Harms some uses";
            case SERIOUS -> "Serious";
        };
    }

    private void part(Html html, int index) {
        AuditDocument.Part part = parts.get(index);
        List<Figure> plotted = part.figures().stream()
                .filter(figure -> figure.isDefined()
                        && figure.interval().filter(AuditPage::isShare).isPresent()
                        && Math.abs(figure.value()) <= 1)
                .limit(24)
                .toList();
        if (plotted.size() > 1) {
            new IntervalPlot("plot-" + index, part.title() + ": shares and their intervals", plotted).draw(html);
        }
        if (!part.figures().isEmpty()) {
            new FigureTable(part.title(), part.figures()).write(html);
        }
        for (int i = 0; i < part.grids().size(); i++) {
            new GridPicture("grid-" + index + "-" + i, part.grids().get(i)).draw(html);
        }
    }

    private static boolean isShare(Interval ends) {
        return ends.low() >= -1 && ends.high() <= 1;
    }

    private void promise(Html html) {
        html.element(
                "p",
                "Claimed is epsilon "
                        + document.privacy().tables().claim().orElseThrow().epsilon() + ", delta "
                        + document.privacy().tables().claim().orElseThrow().delta()
                        + ". It limits every attacker, also those that were not tried here.");
        new LineChart(
                        "ceiling",
                        "The best attack that the claim allows",
                        "The share of present people found against the share of absent people accused, on scales of"
                                + " powers of ten.",
                        Axis.logarithmic("absent people accused", 1e-4, 1, 1e-4, 1e-3, 1e-2, 1e-1, 1),
                        Axis.logarithmic("present people found", 1e-4, 1, 1e-4, 1e-3, 1e-2, 1e-1, 1),
                        List.of(
                                LineChart.Line.over(
                                        "the claim's ceiling",
                                        1e-4,
                                        1,
                                        true,
                                        x -> document.privacy()
                                                .tables()
                                                .claim()
                                                .orElseThrow()
                                                .ceiling(x)),
                                LineChart.Line.over("a coin", 1e-4, 1, true, x -> x)))
                .draw(html);
    }

    private void method(Html html) {
        AuditMethod method = document.method();
        facts(html, "Inputs, and the SHA-256 of each file", sources(method));
        facts(html, "Parameters", parameters(method));
        document.provenance()
                .ifPresent(provenance -> facts(html, "Where the synthetic rows came from", origin(provenance)));
        facts(html, "Program and platform", environment(method.environment()));
        html.element("h3", "Words");
        html.element(
                "p",
                "An interval [a, b] at level L: computed so that it holds the true value in a share L of all audits. The"
                        + " reference is what a table without the fault scores. A holdout is a set of real rows that the"
                        + " generator never saw.");
    }

    private static Map<String, String> sources(AuditMethod method) {
        Map<String, String> rows = new LinkedHashMap<>();
        method.sources()
                .forEach((role, source) -> rows.put(
                        role,
                        source.rows()
                                        .map(count -> String.format(Locale.ROOT, "%,d rows, ", count))
                                        .orElse("")
                                + source.digest()));
        rows.put("what the schema means", method.schemaDigest());
        return rows;
    }

    private Map<String, String> parameters(AuditMethod method) {
        Map<String, String> rows = new LinkedHashMap<>();
        method.date().ifPresent(date -> rows.put("date", date.toString()));
        rows.put("policy", document.privacy().judgement().policy().name());
        rows.put("seed", Long.toString(document.privacy().tables().seed()));
        rows.put(
                "claim",
                document.privacy()
                        .tables()
                        .claim()
                        .map(claim -> "epsilon " + claim.epsilon() + ", delta " + claim.delta())
                        .orElse("none"));
        rows.putAll(method.options());
        return rows;
    }

    private static Map<String, String> origin(Provenance provenance) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Generator", "effigy " + provenance.version() + ", model " + provenance.synthesizer());
        rows.put("Promise", provenance.promise());
        rows.put("Ledger", provenance.ledger() + ", release " + provenance.release());
        return rows;
    }

    private static Map<String, String> environment(Environment environment) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("program", environment.program());
        rows.put("Java", environment.java());
        rows.put("platform", environment.platform());
        rows.putAll(environment.libraries());
        return rows;
    }

    private static void facts(Html html, String caption, Map<String, String> rows) {
        html.open("div", "class", "wide")
                .open("table")
                .element("caption", caption)
                .open("tbody")
                .line();
        rows.forEach((name, value) -> html.open("tr")
                .element("th", name, "scope", "row")
                .element("td", value)
                .close()
                .line());
        html.close().close().close().line();
    }

    private static String percent(double share) {
        return Axis.label(100 * share) + " %";
    }
}
