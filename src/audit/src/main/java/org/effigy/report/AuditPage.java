package org.effigy.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.effigy.audit.AuditReport;
import org.effigy.audit.Caveat;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Interval;
import org.effigy.audit.Verdict;
import org.effigy.synth.Provenance;

/** An audit report as a page: verdicts, plain words, figures, the promise and its cost, checklists, method. */
final class AuditPage {
    /** Columns whose distributions are drawn. */
    private static final int DRAWN = 40;

    /** Figures that one plot shows. */
    private static final int PLOTTED = 24;

    private final AuditDocument document;
    private final List<AuditDocument.Part> parts;
    private final boolean isPrintedWhole;

    /** @param isPrintedWhole whether the figures of each part are printed too, and not on the screen alone */
    AuditPage(AuditDocument document, boolean isPrintedWhole) {
        this.document = document;
        this.isPrintedWhole = isPrintedWhole;
        this.parts = document.parts();
    }

    String text() {
        Page page = new Page("Audit: " + document.title()).withBanner(banner());
        if (isPrintedWhole) {
            page.printedWhole();
        }
        page.section("decision", "The sheet to decide on", new DecisionSheet(document)::write);
        page.section("verdicts", "Verdicts", this::verdicts);
        page.section("words", "What was tested, and what it means", this::words);
        if (document.privacy().tables().claim().isPresent()) {
            page.section("promise", "What epsilon means here", html -> new PromiseSection(document).promise(html));
        }
        if (document.ledger().isPresent() || document.provenance().isPresent()) {
            page.section("budget", "Where the budget went", html -> new PromiseSection(document).budget(html));
        }
        if (parts.stream().anyMatch(part -> !part.findings().isEmpty())) {
            page.section("findings", "Findings", this::findings);
        }
        for (int i = 0; i < parts.size(); i++) {
            int at = i;
            page.detail("part-" + i, parts.get(i).title(), html -> part(html, at));
        }
        page.detail(
                "distributions",
                "Column by column",
                html -> new Distributions(
                                document.privacy().tables().train(),
                                document.privacy().tables().synthetic())
                        .draw(html, DRAWN));
        page.section(
                "checklists",
                "Questions that are commonly asked",
                html -> document.checklists().forEach(list -> list.write(html)));
        page.section("method", "Method and inputs", this::method);
        return page.text(this::head, this::foot);
    }

    /** What stands on every page, as a sentence. */
    private static String banner() {
        return Character.toUpperCase(AuditReport.BANNER.charAt(0)) + AuditReport.BANNER.substring(1);
    }

    private void head(Html html) {
        html.element("p", "Audit report", "class", "soft").element("h1", document.title());
        html.element("p", Protected.line(document.provenance()), "class", "lead");
        boolean failed = document.privacy().judgement().outcome() == Verdict.Outcome.FAIL;
        boolean passed = document.privacy().judgement().outcome() == Verdict.Outcome.PASS;
        html.open("div", "class", "verdict " + (failed ? "fail" : passed ? "pass" : ""));
        html.element("strong", document.privacy().judgement().words());
        VerdictTable.open(html, document.privacy().judgement().outcome());
        html.close().line();
        caveats(html, document.privacy().caveats());
        html.element(
                "p",
                isPrintedWhole
                        ? "Tables that open on the screen (\"the numbers\") are left out of print; the JSON twin has"
                                + " them all."
                        : "The figures of each part and the columns one by one are on the screen, and left out of print"
                                + " unless the report is written with --print-all. The JSON twin has them all.",
                "class",
                "print-only");
    }

    /** What a reader should know before the verdicts. */
    static void caveats(Html html, List<Caveat> caveats) {
        if (!caveats.isEmpty()) {
            html.open("ul", "aria-label", "To know first").line();
            caveats.forEach(caveat -> html.element("li", caveat.words()));
            html.close().line();
        }
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
                "The rules of policy \""
                        + document.privacy().judgement().policy().name()
                        + "\" were written before anybody looked. A gate that fails stops the release; a diagnostic is"
                        + " shown and is no evidence by itself. \"Not assessed\" is no pass. On a table without a fault"
                        + " all gates together raise a false alarm in at most "
                        + Axis.label(
                                100 * document.privacy().judgement().policy().error())
                        + " % of audits. The brackets hold the range in which the truth lies; a rule about its low"
                        + " end is broken only if the whole range lies above the limit.");
        new VerdictTable(document.privacy().judgement()).write(html);
    }

    private void words(Html html) {
        List<Figure> figures =
                parts.stream().flatMap(part -> part.figures().stream()).toList();
        html.open("div", "class", "texts").line();
        for (PlainWords group : PlainWords.all()) {
            if (figures.stream().noneMatch(figure -> figure.id().startsWith(group.figures()))) {
                continue;
            }
            group.write(html);
        }
        html.close().line();
    }

    private void findings(Html html) {
        for (AuditDocument.Part part : parts) {
            for (Finding finding : part.findings()) {
                html.element("h3", finding.title());
                html.open("p")
                        .element("strong", severity(finding) + ". ")
                        .text(finding.consequence() + " ")
                        .element("strong", "What to do: ")
                        .text(finding.advice())
                        .close();
                if (!finding.evidence().isEmpty()) {
                    new FigureTable("Evidence: " + finding.title(), finding.evidence()).write(html);
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
        if (part.figures().isEmpty() && part.grids().isEmpty()) {
            html.element("p", "Not assessed: these tables and their schema give nothing to measure here.");
            return;
        }
        List<Figure> plotted = plotted(part.figures());
        // Shares near 0.001 and areas near 0.5 on one axis would show neither.
        plot(html, "plot-" + index, part.title() + ": shares and their intervals.", plotted, false);
        plot(html, "areas-" + index, part.title() + ": areas under the curve and their intervals.", plotted, true);
        new GridPicture(
                        "curve-" + index,
                        part.grids().stream().filter(CurvePicture::isCurve).toList())
                .draw(html);
        if (!part.figures().isEmpty()) {
            new FigureTable(part.title(), part.figures()).write(html);
        }
        new GridPicture(
                        "grid-" + index,
                        part.grids().stream()
                                .filter(grid -> !CurvePicture.isCurve(grid))
                                .toList())
                .draw(html);
    }

    private static void plot(Html html, String id, String title, List<Figure> figures, boolean areas) {
        List<Figure> chosen = figures.stream()
                .filter(figure -> figure.id().endsWith(".auc") == areas)
                .toList();
        if (chosen.size() > 1) {
            new IntervalPlot(id, title, chosen).draw(html);
        }
    }

    /** Figures that fit on one axis; where they are many, those that are differences, whose reference is 0. */
    private static List<Figure> plotted(List<Figure> figures) {
        List<Figure> shares = figures.stream()
                .filter(figure -> figure.isDefined()
                        && figure.interval().filter(AuditPage::isShare).isPresent()
                        && Math.abs(figure.value()) <= 1)
                .toList();
        List<Figure> differences = shares.stream()
                .filter(figure ->
                        figure.reference().filter(reference -> reference == 0).isPresent())
                .toList();
        return (shares.size() > PLOTTED && differences.size() > 1 ? differences : shares)
                .stream().limit(PLOTTED).toList();
    }

    private static boolean isShare(Interval ends) {
        return ends.low() >= -1 && ends.high() <= 1;
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
                "An interval [a, b] at level L: computed so that it holds the true value in a share L of all audits."
                        + " The reference is what a table without the fault scores. A holdout is a set of real rows that"
                        + " the generator never saw.");
    }

    private static Map<String, String> sources(AuditMethod method) {
        Map<String, String> rows = new LinkedHashMap<>();
        method.sources().forEach((role, source) -> rows.put(role, source.words()));
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
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("Generator", "effigy " + provenance.version() + ", model " + provenance.synthesizer());
        origin.put("Promise", Amounts.promise(provenance));
        origin.putAll(PromiseBasis.of(provenance));
        origin.put("Noise", provenance.noise());
        origin.put("Ledger", provenance.ledger() + ", release " + provenance.release());
        provenance.ledgerHead().ifPresent(head -> origin.put("Ledger head", head.toString()));
        return origin;
    }

    private static Map<String, String> environment(Environment environment) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("program", environment.program());
        rows.put("Java", environment.java());
        rows.put("platform", environment.platform());
        rows.putAll(environment.libraries());
        return rows;
    }

    /** Names and what they stand for. */
    static void facts(Html html, String caption, Map<String, String> rows) {
        html.wide(caption)
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
}
