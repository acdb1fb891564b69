package org.effigy.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.effigy.audit.Figure;
import org.effigy.audit.Judgement;
import org.effigy.audit.Rule;
import org.effigy.audit.Verdict;

/**
 * Verdicts by the rule that they follow from, the gravest first: a rule's reason and source stand once, above all that it
 * judges.
 *
 * @param judgement what the policy says
 */
record VerdictTable(Judgement judgement) {
    /** Gates and what they say, then diagnostics. */
    void write(Html html) {
        for (Rule.Kind kind : Rule.Kind.values()) {
            Map<Rule, List<Verdict>> rules = new LinkedHashMap<>();
            judgement.verdicts().stream()
                    .filter(verdict -> verdict.rule().kind() == kind)
                    .sorted(Comparator.comparingInt(VerdictTable::weight))
                    .forEach(verdict -> rules.computeIfAbsent(verdict.rule(), rule -> new ArrayList<>())
                            .add(verdict));
            if (!rules.isEmpty()) {
                table(html, kind, rules);
            }
        }
    }

    private static void table(Html html, Rule.Kind kind, Map<Rule, List<Verdict>> rules) {
        html.wide(kind == Rule.Kind.GATE ? "Gates" : "Diagnostics").open("table", "class", "figures");
        html.element(
                "caption",
                kind == Rule.Kind.GATE
                        ? "Gates: one that fails stops the release"
                        : "Diagnostics: to be looked at; neither a failure nor a pass means privacy");
        html.open("thead").open("tr").element("th", "What was found", "scope", "col");
        html.element("th", "Verdict", "scope", "col").element("th", "Figure", "scope", "col", "class", "number");
        html.element("th", "Rule", "scope", "col").close().close().line();
        rules.forEach((rule, verdicts) -> {
            html.open("tbody").open("tr", "class", "rule").open("th", "colspan", "4", "scope", "rowgroup");
            html.text(rule.why()).element("span", " Source: " + rule.source(), "class", "soft");
            html.close().close().line();
            verdicts.forEach(verdict -> row(html, verdict));
            html.close().line();
        });
        html.close().close().line();
    }

    private static void row(Html html, Verdict verdict) {
        boolean judged = verdict.outcome() == Verdict.Outcome.PASS || verdict.outcome() == Verdict.Outcome.FAIL;
        html.open("tr")
                .element("th", verdict.figure().map(Figure::title).orElse("No such figure"), "scope", "row")
                .open("td");
        word(html, verdict.outcome());
        html.close();
        if (judged) {
            Figure figure = verdict.figure().orElseThrow();
            html.element("td", figure.words(), "class", "number");
            html.element("td", limit(verdict.rule(), figure), "class", "limit");
        } else {
            html.element("td", verdict.words(), "colspan", "2");
        }
        html.close().line();
    }

    /** What a rule wants of a figure, with the number where the figure brings it. */
    private static String limit(Rule rule, Figure figure) {
        if (rule.limit().isPresent()) {
            return rule.words();
        }
        String words = figure.id().equals("privacy.membership.epsilon")
                ? rule.words().replace("its reference", "the claimed")
                : rule.words();
        return words + figure.reference().map(Figure::number).map(" "::concat).orElse("");
    }

    /** What is said beside the verdict of an audit that could not tell. */
    static void open(Html html, Verdict.Outcome outcome) {
        if (outcome == Verdict.Outcome.NOT_ASSESSED) {
            html.element("p", "Nothing failed. See which below, and ask whether they matter to you.");
        }
    }

    /** An outcome in its colour. */
    static void word(Html html, Verdict.Outcome outcome) {
        html.element(
                "span",
                outcome.words(),
                "class",
                switch (outcome) {
                    case PASS -> "pass-word";
                    case FAIL -> "fail-word";
                    case NOT_ASSESSED, DOES_NOT_APPLY -> "soft";
                });
    }

    private static int weight(Verdict verdict) {
        return switch (verdict.outcome()) {
            case FAIL -> 0;
            case NOT_ASSESSED -> 1;
            case PASS -> 2;
            case DOES_NOT_APPLY -> 3;
        };
    }
}
