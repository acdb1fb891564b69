package org.effigy.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.effigy.audit.Figure;
import org.effigy.audit.Judgement;
import org.effigy.audit.Power;
import org.effigy.audit.Verdict;

/**
 * What a person who decides reads, and may read alone: what is asked of them, what was found about people, what the table is
 * good for, and where they write down what they decide. Sentences say no more than the figures and verdicts behind them.
 *
 * @param document what was audited
 */
record DecisionSheet(AuditDocument document) {
    private static final String RELEASE = "Release";

    private static final List<String> CHOICES = List.of(RELEASE, "Release with conditions", "Send back", "Refuse");

    void write(Html html) {
        Judgement judgement = document.privacy().judgement();
        AuditPage.facts(html, "What is to be decided on", subject());
        html.wide("Answers").open("table", "class", "answers").element("caption", "What was found");
        html.open("thead")
                .open("tr")
                .element("th", "Question", "scope", "col")
                .element("th", "Answer", "scope", "col")
                .element("th", "What was found", "scope", "col")
                .close()
                .close()
                .line()
                .open("tbody")
                .line();
        for (Question question : Question.values()) {
            if (!question.gates(judgement).isEmpty()) {
                row(html, question, judgement);
            }
        }
        html.close().close().close().line();
        html.element("p", missed(judgement));
        use(html);
        box(html);
    }

    private void row(Html html, Question question, Judgement judgement) {
        Verdict.Outcome outcome = question.outcome(judgement);
        html.open("tr").element("th", question.words(), "scope", "row").open("td", "class", "answer");
        mark(html, outcome);
        html.close().open("td");
        html.text(String.join(" ", said(question, judgement)));
        html.close().close().line();
    }

    /** An outcome by its shape, its colour and its word. */
    static void mark(Html html, Verdict.Outcome outcome) {
        html.element(
                "span",
                switch (outcome) {
                    case PASS -> "✓ pass";
                    case FAIL -> "✕ STOP";
                    case NOT_ASSESSED -> "? could not tell";
                    case DOES_NOT_APPLY -> "– not asked";
                },
                "class",
                switch (outcome) {
                    case PASS -> "pass-word";
                    case FAIL -> "fail-word";
                    case NOT_ASSESSED, DOES_NOT_APPLY -> "open-word";
                });
    }

    private Map<String, String> subject() {
        Map<String, String> facts = new LinkedHashMap<>();
        AuditMethod.Source made = document.method().sources().get("synthetic");
        facts.put("Table", document.title() + (made == null ? "" : ", " + made.words()));
        facts.put(
                "Promise of this release",
                document.provenance()
                        .map(Amounts::promise)
                        .orElse("not known: the table came without its manifest. Nothing is proven; what follows are"
                                + " attacks that were tried"));
        document.overall()
                .ifPresent(promise -> facts.put(
                        "Promise of all releases",
                        "epsilon " + Figure.number(promise.epsilon()) + ", delta " + Figure.number(promise.delta())
                                + ", by all that the ledger allows"));
        document.provenance()
                .ifPresent(from -> facts.put(
                        "Made by", "model " + from.synthesizer() + ", from the data set '" + from.dataset() + "'"));
        AuditMethod.Source holdout = document.method().sources().get("holdout");
        facts.put(
                "Judged with",
                holdout == null
                        ? "no holdout: next to nothing can be told"
                        : holdout.words()
                                + " as the holdout. That the generator never saw them is the word of whoever ran"
                                + " the audit");
        facts.put(
                "Judged by",
                "policy '" + document.privacy().judgement().policy().name()
                        + "', fixed before anybody looked; it raises a false alarm in at most "
                        + Shares.percent(document.privacy().judgement().policy().error()) + " of audits");
        document.method().date().ifPresent(date -> facts.put("Audited on", date.toString()));
        return facts;
    }

    private List<String> said(Question question, Judgement judgement) {
        List<Verdict> gates = question.gates(judgement);
        List<String> words = new ArrayList<>();
        switch (question) {
            case COPIES -> copies(words);
            case MEMBERSHIP -> membership(gates, words);
            case SINGLING_OUT -> beyond(gates, words, "pick out people of the data", "picked out");
            case LINKABILITY -> beyond(gates, words, "join two halves of a person's record", "joined");
            case SECRETS -> beyond(gates, words, "guess a secret of people of the data", "guessed right");
            case CLAIM -> claim(gates, words);
            case TABLE, OTHER ->
                gates.forEach(gate -> words.add(sentence(gate.figure()
                        .map(figure -> figure.title() + ": " + figure.words())
                        .orElse(gate.rule().figure()))));
        }
        if (question.outcome(judgement) != Verdict.Outcome.FAIL) {
            missedBy(gates).ifPresent(words::add);
        }
        if (question.outcome(judgement) == Verdict.Outcome.NOT_ASSESSED) {
            words.add(remedy(gates));
        }
        return words;
    }

    private void copies(List<String> words) {
        figure("privacy.copies.exact.synthetic")
                .ifPresent(figure -> words.add(sentence("Of the synthetic rows, " + Shares.of(figure.value())
                        + (figure.value() > 0 ? " equals a real one of the data" : " equals a real one"))));
        figure("privacy.copies.exact.excess")
                .ifPresent(figure -> words.add(sentence(
                        figure.value() > 0
                                ? Shares.of(figure.value())
                                        + " real people's rows stand in it beyond what people outside the data have, by"
                                        + " coincidence"
                                : "People of the data have their row in it no more often than people outside it")));
        figure("privacy.copies.near.excess")
                .filter(figure -> figure.value() > 0)
                .ifPresent(figure -> words.add(sentence(
                        Shares.of(figure.value()) + " stand in it with at most one value changed, beyond that")));
    }

    /** The best attack at the fewest false accusations at which one could have found something; else at the most. */
    private static void membership(List<Verdict> gates, List<String> words) {
        List<Verdict> failed = gates.stream()
                .filter(gate -> gate.outcome() == Verdict.Outcome.FAIL)
                .toList();
        List<Verdict> told = failed.isEmpty()
                ? gates.stream()
                        .filter(gate -> gate.outcome() == Verdict.Outcome.PASS)
                        .toList()
                : failed;
        Optional<Figure> best = (told.isEmpty() ? gates : told)
                .stream()
                        .flatMap(gate -> gate.figure().stream())
                        // An attack is told of at the fewest false accusations at which it could have found something.
                        .filter(figure -> figure.point().isPresent() && figure.isDefined())
                        .min(Comparator.comparingDouble(DecisionSheet::accused)
                                .thenComparing(figure -> -figure.value()));
        best.ifPresent(figure -> words.add(sentence("The best of the attacks that were tried finds "
                + Shares.percent(figure.value()) + " of the people in the data while it accuses "
                + Shares.percent(accused(figure)) + " of outsiders wrongly; guessing finds "
                + Shares.percent(accused(figure)))));
        long open = gates.stream()
                .filter(gate -> gate.outcome() == Verdict.Outcome.NOT_ASSESSED)
                .count();
        if (open > 0 && !told.isEmpty()) {
            words.add("Fewer false accusations could not be tried on so few rows.");
        }
    }

    private static double accused(Figure figure) {
        return figure.point().orElseThrow().falsePositives();
    }

    /** Attacks on people of the data beside the same attacks on outsiders. */
    private void beyond(List<Verdict> gates, List<String> words, String what, String done) {
        for (Verdict gate : gates) {
            Figure figure = gate.figure().orElse(null);
            if (figure == null) {
                continue;
            }
            String of = figure.id().substring(0, figure.id().length() - ".risk".length());
            Optional<Figure> success = figure(of + ".success");
            Optional<Figure> control = figure(of + ".control");
            String title = figure.title().contains(":")
                    ? figure.title().substring(0, figure.title().indexOf(':'))
                    : figure.title();
            String rates = success.isPresent() && control.isPresent()
                    ? Shares.percent(success.get().value()) + " of attacks on people of the data succeed, "
                            + Shares.percent(control.get().value()) + " on outsiders"
                    : what;
            words.add(sentence(
                    gate.outcome() == Verdict.Outcome.NOT_ASSESSED
                            ? title + ": " + rates + ", too few to tell a leak from chance"
                            : title + ": " + rates));
        }
    }

    private static void claim(List<Verdict> gates, List<String> words) {
        for (Verdict gate : gates) {
            gate.figure()
                    .ifPresent(figure -> words.add(sentence("What the attacks found takes an epsilon of at least "
                            + Figure.number(figure.value())
                            + gate.limit()
                                    .map(limit -> "; " + Figure.number(limit) + " is claimed")
                                    .orElse(""))));
        }
    }

    /** What gates of a question would have found, the weakest that passed. */
    private static Optional<String> missedBy(List<Verdict> gates) {
        return gates.stream()
                .filter(gate -> gate.outcome() == Verdict.Outcome.PASS)
                .flatMap(gate -> gate.figure().stream())
                .filter(figure -> figure.power().filter(Power::isAny).isPresent()
                        && figure.reference().filter(chance -> chance == 0).isPresent())
                .map(figure -> figure.power().get().smallest())
                .max(Double::compare)
                .map(smallest -> "A leak of less than " + Shares.points(smallest) + " could have been missed.");
    }

    private static String remedy(List<Verdict> gates) {
        OptionalLong rows = gates.stream()
                .filter(gate -> gate.outcome() == Verdict.Outcome.NOT_ASSESSED)
                .flatMap(gate -> gate.figure().flatMap(Figure::power).stream())
                .flatMapToLong(power -> power.rows().stream())
                .max();
        return rows.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "Some %,d rows of the data, and as many in the holdout, would tell.",
                        rows.getAsLong())
                : "More rows in the holdout, or columns by which the secret can be guessed at all, would tell.";
    }

    /** What this audit could have missed, and what no audit shows. */
    private static String missed(Judgement judgement) {
        long open = judgement.gates(Verdict.Outcome.NOT_ASSESSED).size();
        return (open == 0 ? "" : "What could not be told is no pass. ")
                + "No audit shows that nothing leaks: an attack that was not tried may find more. Only a promise"
                + " limits every attacker. Each answer rests on the gates and figures behind this sheet.";
    }

    private void use(Html html) {
        List<String> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        new GoodFor(document).tell(good, bad);
        html.open("div", "class", "pair");
        list(html, "Good for", good, "Not examined: a holdout and --target would tell.");
        list(html, "Not good for", bad, good.isEmpty() ? "Not examined." : "Nothing was found that misleads.");
        html.close().line();
    }

    private static void list(Html html, String title, List<String> lines, String none) {
        html.open("div").element("h3", title).open("ul");
        (lines.isEmpty() ? List.of(none) : lines).forEach(line -> html.element("li", line));
        html.close().close().line();
    }

    private static void box(Html html) {
        html.open("div", "class", "decision", "role", "group", "aria-label", "Decision");
        html.element("h3", "Decision");
        html.open("p", "class", "choices");
        CHOICES.forEach(choice -> html.element("span", "☐ " + choice).text(" "));
        html.close().line();
        for (String field :
                List.of("Purpose and receiver", "Reasons", "Conditions", "Name and role", "Date, signature")) {
            html.open("p", "class", "blank")
                    .element("span", field + ":")
                    .close()
                    .line();
        }
        html.open("p", "class", "soft")
                .text("Or: ")
                .element(
                        "code",
                        "effigy decide AUDIT.json --decision release --reason \"...\" --name \"...\" --role \"...\""
                                + " -o DECISION.json")
                .text(" writes it down in a file that names this audit by its digest and can be signed.")
                .close();
        html.close().line();
    }

    private Optional<Figure> figure(String id) {
        return document.parts().stream()
                .flatMap(part -> part.figures().stream())
                .filter(figure -> figure.id().equals(id) && figure.isDefined())
                .findFirst();
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + (words.endsWith(".") ? "" : ".");
    }
}
