package org.effigy.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.effigy.audit.AuditReport;
import org.effigy.audit.Figure;
import org.effigy.audit.Rule;
import org.effigy.audit.UtilityReport;
import org.effigy.audit.Verdict;

/** An audit in a dozen lines: the verdict, the gates that did not pass, and what the table is good for. */
final class Brief {
    private static final List<String> WORTH = List.of("columns", "pairs of columns", "triples of columns");

    private Brief() {}

    static void print(AuditReport report, Optional<UtilityReport> useful, PrintWriter out) {
        out.println(report.judgement().words());
        report.caveats().forEach(caveat -> out.println("  " + caveat.words()));
        for (Verdict verdict : report.judgement().gates(Verdict.Outcome.FAIL)) {
            out.printf("  %-13s %s%n", verdict.outcome().words(), shortened(verdict.words()));
        }
        // Why a figure isn't assessed takes a paragraph, and is no news of a fault.
        Map<Rule, List<String>> open = new LinkedHashMap<>();
        report.judgement()
                .gates(Verdict.Outcome.NOT_ASSESSED)
                .forEach(verdict -> open.computeIfAbsent(verdict.rule(), rule -> new ArrayList<>())
                        .add(verdict.figure().map(Figure::title).orElse(verdict.words())));
        open.values()
                .forEach(titles -> out.printf(
                        "  %-13s %s%s%n",
                        Verdict.Outcome.NOT_ASSESSED.words(),
                        shortened(titles.get(0)),
                        titles.size() == 1 ? "" : ", and " + (titles.size() - 1) + " more like it"));
        if (!report.judgement().gates(Verdict.Outcome.NOT_ASSESSED).isEmpty()) {
            out.println("  (Not assessed: an attack had too little to tell a leak from chance; the report says why.)");
        }
        useful.ifPresent(found -> print(found, out));
    }

    private static void print(UtilityReport useful, PrintWriter out) {
        out.println("What the table is good for:");
        for (int order = 1; order <= WORTH.size(); order++) {
            String id = "utility.fidelity.total-variation." + order + ".holdout";
            String name = WORTH.get(order - 1);
            useful.figures().stream()
                    .filter(figure -> figure.id().equals(id) && figure.note().startsWith("as good as"))
                    .findFirst()
                    .ifPresent(figure -> out.printf(
                            "  %-13s %s%n",
                            "worth", name + " are " + figure.note().split(";", 2)[0]));
        }
        useful.findings()
                .forEach(finding -> out.printf(
                        "  %-13s %s%n",
                        finding.severity().name().toLowerCase(Locale.ROOT), shortened(finding.title())));
    }

    /** To about two lines of a terminal. */
    private static String shortened(String words) {
        return words.length() <= 150 ? words : words.substring(0, 149) + "\u2026";
    }
}
