package org.effigy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.effigy.privacy.Charge;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.Promise;
import org.effigy.synth.DomainOrigin;
import org.effigy.synth.Provenance;
import org.effigy.table.Field;
import org.effigy.table.Role;
import org.effigy.table.Rule;

/** A release card as a page. */
final class ReleaseCardPage {
    private final ReleaseCard card;
    private final Provenance provenance;

    ReleaseCardPage(ReleaseCard card) {
        this.card = card;
        this.provenance = card.provenance();
    }

    String text() {
        Page page =
                new Page("Release card: " + provenance.dataset()).section("promise", "What is promised", this::promise);
        if (provenance.promised().isPresent()) {
            page.section("meaning", "What that means for a person", this::meaning);
        }
        return page.section("spending", "How the budget was spent", this::spending)
                .section("inputs", "What it rests on", this::inputs)
                .section("use", "Use and limits", this::use)
                .section("checklists", "Questions that are commonly asked", this::checklists)
                .section("versions", "Versions and digests", this::versions)
                .text(this::head, this::foot);
    }

    private void head(Html html) {
        html.element("p", "Release card", "class", "soft");
        html.element("h1", provenance.dataset()).line();
        html.element("p", Protected.line(Optional.of(provenance)), "class", "lead");
        html.element(
                "p",
                "Synthetic rows drawn from a model of a private table. Each row is made up; none is a person's.",
                "class",
                "lead");
        html.open("div", "class", provenance.promised().isPresent() ? "promise" : "promise none");
        html.element("strong", provenance.promised().isPresent() ? "Differentially private" : "No privacy promise")
                .empty("br");
        html.text(Amounts.promise(provenance)).close().line();
        card.caution().ifPresent(words -> html.element("p", words + ".", "class", "lead"));
    }

    private void foot(Html html) {
        html.element(
                "p",
                "This card holds released numbers and public facts. Nothing on it was computed from real rows, so it"
                        + " may be shared with the release. Made by effigy " + provenance.version() + ".");
    }

    private void promise(Html html) {
        Map<String, String> rows = new LinkedHashMap<>();
        provenance.promised().ifPresent(promise -> rows.put("Definition", definition(promise)));
        rows.put("Promise", Amounts.promise(provenance));
        provenance.promised().ifPresent(promise -> {
            rows.put("Who is protected", Protected.words(promise.unit()));
            rows.put(
                    "Compared are",
                    promise.neighbours() == Neighbours.REPLACE
                            ? "two tables that differ in one such unit (replace)"
                            : "a table with such a unit and the table without it (add/remove)");
        });
        rows.putAll(PromiseBasis.of(provenance));
        rows.put("Spent on this release", Amounts.spent(provenance.spent()));
        rows.put(
                "Allowed over all releases",
                card.ledger()
                        .map(ledger -> Amounts.overall(ledger.budget())
                                + (provenance.lineage().isOfSyntheticRows() ? ", for the synthetic rows alone" : ""))
                        .orElse("not on this card: it was made without the ledger"));
        card.ledger()
                .ifPresent(ledger -> rows.put(
                        "Spent so far",
                        Amounts.spent(ledger.spent()) + " of "
                                + Amounts.spent(ledger.budget().limit()) + ", in "
                                + ledger.releases().size()
                                + (ledger.releases().size() == 1 ? " release" : " releases")
                                + ": an account, not a promise"));
        rows.put("Noise", provenance.noise());
        facts(html, rows);
    }

    private static String definition(Promise promise) {
        return promise.delta() == 0
                ? "Pure differential privacy."
                : "Approximate differential privacy, counted in zero-concentrated differential privacy (zCDP) and"
                        + " converted once.";
    }

    private void meaning(Html html) {
        List<PromiseMeaning.Promise> promises = new ArrayList<>();
        promises.add(PromiseMeaning.Promise.of(
                provenance.discoveries().isEmpty() ? "this release" : "this file alone",
                provenance.promised().orElseThrow()));
        provenance
                .together()
                .ifPresent(promise -> promises.add(PromiseMeaning.Promise.of("the files together", promise)));
        card.ledger()
                .filter(ledger -> !provenance.lineage().isOfSyntheticRows())
                .map(ledger -> provenance.overall(ledger.budget()))
                .ifPresent(promise -> promises.add(PromiseMeaning.Promise.of(PromiseMeaning.OVERALL, promise)));
        new PromiseMeaning(promises).draw(html);
    }

    private void spending(Html html) {
        List<Charge> charges = provenance.charges();
        html.element(
                "p",
                "The model was fitted from " + charges.size()
                        + " noisy answers and nothing else. Each was charged to the"
                        + " ledger before its noise was drawn.");
        BudgetSteps steps = new BudgetSteps(
                provenance.budget().limit(), List.of(new BudgetSteps.OfRelease(provenance.release(), charges)));
        steps.draw(html);
        html.wide("Answers in the order in which they were asked for").open("table");
        html.element("caption", "Answers in the order in which they were asked for")
                .open("thead")
                .open("tr");
        html.element("th", "Question", "scope", "col").element("th", "Mechanism", "scope", "col");
        html.element("th", "Noise scale", "scope", "col", "class", "number");
        html.element("th", "Cost", "scope", "col", "class", "number");
        html.element("th", "Share", "scope", "col", "class", "number");
        html.close().close().open("tbody").line();
        for (Charge charge : charges) {
            html.open("tr").element("td", charge.query());
            html.element("td", ReleaseChecklists.name(charge.mechanism()));
            html.element(
                    "td", String.format(Locale.ROOT, "%.4g", charge.mechanism().scale()), "class", "number");
            html.element("td", Amounts.spent(charge.loss()), "class", "number");
            html.element("td", PromiseMeaning.percent(steps.share(charge.loss())), "class", "number")
                    .close()
                    .line();
        }
        html.close().close().close().line();
    }

    private void inputs(Html html) {
        html.element(
                "p",
                provenance.origin() != DomainOrigin.ATTESTED && card.schema().isDerivedFromData()
                        ? "Categories and bounds were read from the real table, as the schema itself says, and nobody"
                                + " stated that they are public. The promise does not cover what they tell."
                        : provenance.origin() == DomainOrigin.DECLARED
                                ? "Columns, categories and bounds were declared by the curator from public knowledge."
                                        + " The promise holds if that is so."
                                : provenance.origin() == DomainOrigin.DISCOVERED
                                        ? "Columns, categories and bounds were declared by the curator from public"
                                                + " knowledge, but for those that the schema marks as discovered: these"
                                                + " were found in the rows, with noise, and are part of what was spent."
                                                + " The promise holds if that is so."
                                        : provenance.origin() == DomainOrigin.DISCOVERED_BEFORE
                                                ? "Columns, categories and bounds were declared by the curator from"
                                                        + " public knowledge, but for those that the schema marks as"
                                                        + " discovered: these were found in the rows, with noise, by"
                                                        + " another release that paid for it. What that cost is not part"
                                                        + " of this release's budget; it is part of what this file"
                                                        + " promises. The promise holds if that is so."
                                                : "Columns, categories and bounds were derived from the real table,"
                                                        + " and the curator stated that they are public all the same."
                                                        + " The promise holds only if that is so.");
        if (provenance.lineage().generation() > 1) {
            html.element(
                    "p",
                    "The model was not fitted on real rows but on synthetic ones: generation "
                            + provenance.lineage().generation() + ". What protects people is the promise of the release"
                            + " that was made of their rows. Faults add up from generation to generation.");
        }
        html.wide("The columns of the synthetic table").open("table");
        html.element("caption", "The columns of the synthetic table")
                .open("thead")
                .open("tr");
        List<String> heads = new ArrayList<>(List.of("Column", "Type", "Values", "Where that is known from"));
        heads.forEach(head -> html.element("th", head, "scope", "col"));
        html.close().close().open("tbody").line();
        for (Field field : card.schema().fields()) {
            html.open("tr").element("th", field.name(), "scope", "row");
            html.element("td", field.type().word()).element("td", values(field));
            html.element("td", field.domainOrigin().isEmpty() ? "not said" : field.domainOrigin())
                    .close()
                    .line();
        }
        html.close().close().close().line();
        card.histories().ifPresent(words -> html.element("p", words).line());
        html.element(
                "p",
                "How far shares in a large synthetic table are from those of the rows that were used, in points of a hundred,"
                        + " all at once but for a probability of .05: " + String.join(" ", card.known()));
        rules(html);
    }

    private void rules(Html html) {
        List<Rule> rules = card.schema().rules();
        if (rules.isEmpty()) {
            return;
        }
        html.element(
                        "p",
                        "Rules of the schema that the model was made to keep in every row. An audit of a table counts"
                                + " the rows that break one:")
                .open("ul");
        rules.forEach(rule -> html.open("li")
                .element("strong", rule.name())
                .text(": "
                        + (rule.sentence().isEmpty()
                                ? rule.demand().toString()
                                : rule.sentence() + " (" + rule.demand() + ")")
                        + (rule.derivedFromData() ? " Seen in the real rows, not known before." : ""))
                .close()
                .line());
        html.close().line();
    }

    private static String values(Field field) {
        if (field.role() == Role.IDENTIFIER || field.role() == Role.UNIT) {
            return "running numbers, not derived from real ones";
        }
        String bounds = field.minimum().isPresent() && field.maximum().isPresent()
                ? field.minimum().get() + " to " + field.maximum().get()
                : "";
        String size = field.codec()
                .map(codec -> codec.size() + (codec.size() == 1 ? " bin" : " bins"))
                .orElse("");
        return bounds.isEmpty() ? size : bounds + ", " + size;
    }

    private void use(Html html) {
        html.element(
                "p",
                card.intendedUse().isEmpty()
                        ? "The curator named no intended use."
                        : "Intended use, as the curator states it: " + card.intendedUse());
        if (!provenance.asked().isEmpty()) {
            html.element("p", "Columns that were asked to be right together, and what became of them:")
                    .open("ul");
            provenance.asked().forEach(one -> html.element("li", one.words() + "."));
            html.close().line();
        }
        html.open("ul");
        for (String limit : List.of(
                "The rows imitate what the model measured. Relations that were not measured, rare combinations and"
                        + " outliers may be missing or wrong: check what matters on real data before you rely on it.",
                "Noise makes small groups uncertain. A count of a few rows says little.",
                "The promise covers one unit at a time. For a group of g units it is g times weaker.",
                "Further releases from the same table add to what is spent.")) {
            html.element("li", limit);
        }
        html.close().line();
    }

    private void checklists(Html html) {
        card.checklists().forEach(list -> list.write(html));
    }

    private void versions(Html html) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Program", "effigy " + provenance.version());
        rows.put("Model", provenance.synthesizer());
        rows.put("Model file", card.modelDigest());
        rows.put("Schema", "sha256:" + card.schema().digest());
        rows.put("Ledger", provenance.ledger() + ", release " + provenance.release());
        provenance.ledgerHead().ifPresent(head -> rows.put("Ledger head", head.toString()));
        facts(html, rows);
    }

    private static void facts(Html html, Map<String, String> rows) {
        html.wide("Facts").open("table").open("tbody").line();
        rows.forEach((name, value) -> html.open("tr")
                .element("th", name, "scope", "row")
                .element("td", value)
                .close()
                .line());
        html.close().close().close().line();
    }
}
