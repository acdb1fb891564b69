package org.effigy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.effigy.privacy.AttackCeiling;
import org.effigy.privacy.Charge;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.synth.DomainOrigin;
import org.effigy.synth.Provenance;
import org.effigy.table.Field;
import org.effigy.table.Role;

/** A release card as a page. */
final class ReleaseCardPage {
    /** The shares of false accusations at which the ceiling is given in figures. */
    static final double[] SHOWN = {0.001, 0.01, 0.05, 0.1, 0.5};

    private static final int POINTS = 120;

    private final ReleaseCard card;
    private final Provenance provenance;

    ReleaseCardPage(ReleaseCard card) {
        this.card = card;
        this.provenance = card.provenance();
    }

    String text() {
        Page page =
                new Page("Release card: " + provenance.dataset()).section("promise", "What is promised", this::promise);
        if (provenance.secure()) {
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
        html.element(
                "p",
                "Synthetic rows drawn from a model of a private table. Each row is made up; none is a person's.",
                "class",
                "lead");
        html.open("div", "class", provenance.secure() ? "promise" : "promise none");
        html.element("strong", provenance.secure() ? "Differentially private" : "No privacy promise")
                .empty("br");
        html.text(provenance.secure() ? Amounts.release(provenance.budget()) : provenance.promise())
                .close()
                .line();
    }

    private void foot(Html html) {
        html.element(
                "p",
                "This card holds released numbers and public facts. Nothing on it was computed from real rows, so it may"
                        + " be shared with the release. Made by effigy " + provenance.version() + ".");
    }

    private void promise(Html html) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Definition", definition());
        rows.put("Promise", provenance.secure() ? Amounts.release(provenance.budget()) : provenance.promise());
        rows.put(
                "Who is protected",
                "Whoever is behind " + provenance.budget().unit().words() + ".");
        rows.put(
                "Compared are",
                provenance.budget().neighbours().words().equals("replace")
                        ? "two tables that differ in one such unit (replace)"
                        : "a table with such a unit and the table without it (add/remove)");
        rows.put("Spent on this release", Amounts.spent(provenance.spent()));
        rows.put(
                "Spent on all releases",
                card.ledger()
                        .map(ledger -> Amounts.spent(ledger.implied()) + " of " + Amounts.overall(ledger.budget())
                                + ", in " + ledger.releases().size()
                                + (ledger.releases().size() == 1 ? " release" : " releases"))
                        .orElse("not on this card: it was made without the ledger"));
        rows.put("Noise", provenance.noise());
        facts(html, rows);
    }

    private String definition() {
        return provenance.budget().delta() == 0
                ? "Pure differential privacy."
                : "Approximate differential privacy, counted in zero-concentrated differential privacy (zCDP) and"
                        + " converted once.";
    }

    private void meaning(Html html) {
        double epsilon = provenance.budget().epsilon();
        html.element(
                "p",
                "Suppose that someone suspects a person of being in the table, or of having a disease, with some"
                        + " confidence before seeing the release. The promise limits how far the release can move that"
                        + " confidence beyond what it would have said had the person not been in the table: the odds"
                        + " change by at most a factor of exp(epsilon)"
                        + (provenance.budget().delta() == 0
                                ? "."
                                : ", but for rare outcomes whose probability is of the order of delta."));
        belief(html, epsilon);
        AttackCeiling ceiling = card.ceiling();
        html.element(
                "p",
                "Seen from an attacker's side: whoever accuses people of having been in the table, by whatever means, can"
                        + " find at most so many of those who were, for a given share of those who were not and are"
                        + " accused all the same. A coin finds as many as it accuses.");
        attack(html, ceiling);
        html.open("div", "class", "wide").open("table");
        html.element("caption", "The ceiling in figures").open("thead").open("tr");
        html.element("th", "Absent people accused", "scope", "col", "class", "number");
        html.element("th", "Present people found, at most", "scope", "col", "class", "number");
        html.close().close().open("tbody");
        for (double falsePositives : SHOWN) {
            html.open("tr").element("td", percent(falsePositives), "class", "number");
            html.element("td", percent(ceiling.truePositives(falsePositives)), "class", "number")
                    .close();
        }
        html.close().close().close().line();
        html.element(
                "p",
                "What is true of everybody can be learned from the release, and may touch a person who was never in the"
                        + " table: that is what it is for.");
    }

    private void belief(Html html, double epsilon) {
        double factor = Math.exp(epsilon);
        List<LineChart.Line> lines = List.of(
                line("at most", 0, 1, prior -> prior * factor / (1 - prior + prior * factor)),
                line("no change", 0, 1, prior -> prior),
                line("at least", 0, 1, prior -> prior / (prior + (1 - prior) * factor)));
        double even = factor / (1 + factor);
        new LineChart(
                        "belief",
                        "How far a belief can move",
                        String.format(
                                Locale.ROOT,
                                "The belief after the release against the belief before. From 50 %% it can rise to"
                                        + " %.1f %% or fall to %.1f %% at most.",
                                100 * even,
                                100 * (1 - even)),
                        Axis.linear("belief before", 0, 1, 0, 0.25, 0.5, 0.75, 1),
                        Axis.linear("belief after", 0, 1, 0, 0.25, 0.5, 0.75, 1),
                        lines)
                .draw(html);
    }

    private static void attack(Html html, AttackCeiling ceiling) {
        List<LineChart.Line> lines = List.of(
                new LineChart.Line(
                        "best possible attack",
                        IntStream.rangeClosed(0, POINTS)
                                .mapToDouble(i -> Math.pow(10, -4 + 4.0 * i / POINTS))
                                .mapToObj(x -> new double[] {x, ceiling.truePositives(x)})
                                .toList()),
                new LineChart.Line(
                        "a coin",
                        IntStream.rangeClosed(0, POINTS)
                                .mapToDouble(i -> Math.pow(10, -4 + 4.0 * i / POINTS))
                                .mapToObj(x -> new double[] {x, x})
                                .toList()));
        new LineChart(
                        "attack",
                        "The best possible attack",
                        "The share of present people found against the share of absent people accused, both on scales of"
                                + " powers of ten. The table below has the figures.",
                        Axis.logarithmic("absent people accused", 1e-4, 1, 1e-4, 1e-3, 1e-2, 1e-1, 1),
                        Axis.logarithmic("present people found", 1e-4, 1, 1e-4, 1e-3, 1e-2, 1e-1, 1),
                        lines)
                .draw(html);
    }

    private static LineChart.Line line(String label, double from, double to, DoubleUnaryOperator of) {
        return new LineChart.Line(
                label,
                IntStream.rangeClosed(0, POINTS)
                        .mapToDouble(i -> from + (to - from) * i / POINTS)
                        .mapToObj(x -> new double[] {x, of.applyAsDouble(x)})
                        .toList());
    }

    private void spending(Html html) {
        List<Charge> charges = provenance.charges();
        html.element(
                "p",
                "The model was fitted from " + charges.size()
                        + " noisy answers and nothing else. Each was charged to the"
                        + " ledger before its noise was drawn.");
        double whole = amount(provenance.budget().limit());
        kinds(html, whole);
        html.open("div", "class", "wide").open("table");
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
            html.element("td", percent(amount(charge.loss()) / whole), "class", "number")
                    .close()
                    .line();
        }
        html.close().close().close().line();
    }

    /** The same by what was asked for: where the budget went, at a glance. */
    private void kinds(Html html, double whole) {
        Map<String, double[]> kinds = new LinkedHashMap<>();
        for (Charge charge : provenance.charges()) {
            double[] sums = kinds.computeIfAbsent(kind(charge.query()), kind -> new double[2]);
            sums[0]++;
            sums[1] += amount(charge.loss()) / whole;
        }
        html.open("div", "class", "wide").open("table");
        html.element("caption", "By kind of question").open("thead").open("tr");
        html.element("th", "Kind", "scope", "col");
        html.element("th", "Answers", "scope", "col", "class", "number");
        html.element("th", "Share of the budget", "scope", "col", "class", "number");
        html.close().close().open("tbody").line();
        kinds.forEach((kind, sums) -> html.open("tr")
                .element("th", kind, "scope", "row")
                .element("td", String.format(Locale.ROOT, "%.0f", sums[0]), "class", "number")
                .element("td", percent(sums[1]), "class", "number")
                .close()
                .line());
        html.close().close().close().line();
    }

    /** What a query asks for: its first word, as the door writes it. */
    private static String kind(String query) {
        return query.split(" ", 2)[0];
    }

    /** A loss as one number, in the definition in which the release is counted. */
    private static double amount(PrivacyLoss loss) {
        if (loss instanceof PrivacyLoss.Pure pure) {
            return pure.epsilon();
        }
        return loss instanceof PrivacyLoss.ZeroConcentrated concentrated
                ? concentrated.rho()
                : ((PrivacyLoss.Approximate) loss).epsilon();
    }

    private void inputs(Html html) {
        html.element(
                "p",
                provenance.origin() == DomainOrigin.DECLARED
                        ? "Columns, categories and bounds were declared by the curator from public knowledge. The promise"
                                + " holds if that is so."
                        : "Columns, categories and bounds were derived from the real table, and the curator stated that"
                                + " they are public all the same. The promise holds only if that is so.");
        if (provenance.lineage().generation() > 1) {
            html.element(
                    "p",
                    "The model was not fitted on real rows but on synthetic ones: generation "
                            + provenance.lineage().generation() + ". Faults add up from generation to generation.");
        }
        html.open("div", "class", "wide").open("table");
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
    }

    private static String values(Field field) {
        if (field.role() == Role.IDENTIFIER || field.role() == Role.UNIT) {
            return "running numbers, not derived from real ones";
        }
        String bounds = field.minimum().isPresent() && field.maximum().isPresent()
                ? field.minimum().get() + " to " + field.maximum().get()
                : "";
        String size = field.codec().map(codec -> codec.size() + " codes").orElse("");
        return bounds.isEmpty() ? size : bounds + ", " + size;
    }

    private void use(Html html) {
        html.element(
                "p",
                card.intendedUse().isEmpty()
                        ? "The curator named no intended use."
                        : "Intended use, as the curator states it: " + card.intendedUse());
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
        html.open("div", "class", "wide").open("table").open("tbody").line();
        rows.forEach((name, value) -> html.open("tr")
                .element("th", name, "scope", "row")
                .element("td", value)
                .close()
                .line());
        html.close().close().close().line();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.0995 ? "%.2f %%" : "%.1f %%", 100 * share);
    }
}
