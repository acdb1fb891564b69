package org.effigy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.effigy.privacy.Charge;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Spending;

/**
 * Where a budget went: of each release, how much each kind of question took, as shares of one limit. Public facts alone.
 *
 * @param limit what all shares are of
 * @param releases oldest first
 */
record BudgetSteps(PrivacyLoss limit, List<OfRelease> releases) {
    private static final double WIDTH = 640;
    private static final double LEFT = 190;
    private static final double ROW = 30;
    private static final int COLOURS = 6;

    /**
     * A release.
     *
     * @param name for people
     * @param charges oldest first
     */
    record OfRelease(String name, List<Charge> charges) {
        /** Copies the list. */
        OfRelease {
            Objects.requireNonNull(name, "name");
            charges = List.copyOf(charges);
        }
    }

    private record Step(String kind, int answers, Set<String> mechanisms, double share) {}

    /** @throws IllegalArgumentException if the limit is approximate, in which nothing is counted */
    BudgetSteps {
        Objects.requireNonNull(limit, "limit");
        releases = List.copyOf(releases);
    }

    /** All releases of a ledger, as shares of what it allows; the one that is named is marked. */
    static BudgetSteps of(LedgerStatement ledger, String release) {
        return new BudgetSteps(
                ledger.budget().limit(),
                ledger.releases().stream()
                        .map(one -> new OfRelease(
                                one.id()
                                        + (one.purpose().isEmpty() ? "" : " (" + one.purpose() + ")")
                                        + (one.id().equals(release) ? ", this one" : ""),
                                one.entries().stream()
                                        .map(LedgerStatement.Entry::charge)
                                        .toList()))
                        .toList());
    }

    /** Draws bars and the table that goes with them. */
    void draw(Html html) {
        Map<OfRelease, List<Step>> steps = new LinkedHashMap<>();
        Set<String> kinds = new LinkedHashSet<>();
        for (OfRelease release : releases) {
            List<Step> own = steps(release);
            steps.put(release, own);
            own.forEach(step -> kinds.add(step.kind()));
        }
        if (!kinds.isEmpty()) {
            bars(html, steps, new ArrayList<>(kinds));
        }
        table(html, steps);
    }

    private List<Step> steps(OfRelease release) {
        Map<String, Step> steps = new LinkedHashMap<>();
        for (Charge charge : release.charges()) {
            Step step = new Step(
                    kind(charge.query()), 1, Set.of(ReleaseChecklists.name(charge.mechanism())), share(charge.loss()));
            steps.merge(step.kind(), step, BudgetSteps::sum);
        }
        return List.copyOf(steps.values());
    }

    private static Step sum(Step one, Step other) {
        Set<String> mechanisms = new LinkedHashSet<>(one.mechanisms());
        mechanisms.addAll(other.mechanisms());
        return new Step(one.kind(), one.answers() + other.answers(), mechanisms, one.share() + other.share());
    }

    /** What a query asks for: its first word, as the door writes it. */
    private static String kind(String query) {
        return query.split(" ", 2)[0];
    }

    /** A loss as a share of the limit, in the limit's definition. */
    double share(PrivacyLoss loss) {
        double whole = amount(limit);
        return whole > 0 ? amount(Spending.upTo(limit).plus(loss).spent()) / whole : 0;
    }

    private static double amount(PrivacyLoss loss) {
        if (loss instanceof PrivacyLoss.Pure pure) {
            return pure.epsilon();
        }
        return loss instanceof PrivacyLoss.ApproximateConcentrated both
                ? both.rho()
                : ((PrivacyLoss.ZeroConcentrated) loss).rho();
    }

    private void bars(Html html, Map<OfRelease, List<Step>> steps, List<String> kinds) {
        double height = ROW * steps.size() + 30;
        double scale = WIDTH - LEFT - 26;
        double spent = steps.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Step::share)
                .sum();
        html.open("figure", "class", "plot").line().wide("Where the budget went");
        html.open(
                "svg",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(height),
                "role",
                "img",
                "aria-labelledby",
                "budget-title budget-desc");
        html.element("title", "Where the budget went", "id", "budget-title");
        html.element(
                "desc",
                "Bars of " + steps.size() + (steps.size() == 1 ? " release" : " releases")
                        + " in parts by kind of question; " + PromiseMeaning.percent(spent)
                        + " of the budget is spent. The table below has the figures.",
                "id",
                "budget-desc");
        for (int tick = 0; tick <= 4; tick++) {
            double at = LEFT + scale * tick / 4;
            html.empty(
                    "line", "class", "grid", "x1", number(at), "x2", number(at), "y1", "2", "y2", number(height - 24));
            html.element("text", 25 * tick + " %", "class", "tick-x", "x", number(at), "y", number(height - 8));
        }
        int row = 0;
        for (Map.Entry<OfRelease, List<Step>> release : steps.entrySet()) {
            double top = ROW * row++ + 6;
            html.element(
                    "text",
                    cut(release.getKey().name()),
                    "class",
                    "tick-y",
                    "x",
                    number(LEFT - 8),
                    "y",
                    number(top + 14));
            double from = 0;
            for (Step step : release.getValue()) {
                int at = kinds.indexOf(step.kind());
                double width = Math.max(0, Math.min(1 - from, step.share()) * scale);
                html.empty(
                        "rect",
                        "class",
                        "part part-" + at % COLOURS,
                        "x",
                        number(LEFT + from * scale),
                        "y",
                        number(top),
                        "width",
                        number(width),
                        "height",
                        number(ROW - 12));
                if (width > 14) {
                    html.element(
                            "text",
                            Integer.toString(at + 1),
                            "class",
                            "part-label",
                            "x",
                            number(LEFT + from * scale + width / 2),
                            "y",
                            number(top + 13));
                }
                from += step.share();
            }
        }
        html.close().close().line().open("figcaption").element("strong", "Where the budget went");
        html.text(", as shares of " + Amounts.spent(limit) + ":");
        for (int i = 0; i < kinds.size(); i++) {
            html.open("span", "class", "key").open("svg", "viewBox", "0 0 36 8", "aria-hidden", "true");
            html.empty("rect", "class", "part part-" + i % COLOURS, "width", "36", "height", "8");
            html.close().text(" " + (i + 1) + " " + kinds.get(i)).close();
        }
        html.close().close().line();
    }

    private static void table(Html html, Map<OfRelease, List<Step>> steps) {
        html.wide("The budget by release, step and mechanism").open("table");
        html.element("caption", "The budget by release, step and mechanism")
                .open("thead")
                .open("tr");
        html.element("th", "Step", "scope", "col").element("th", "Mechanism", "scope", "col");
        html.element("th", "Answers", "scope", "col", "class", "number");
        html.element("th", "Share of the budget", "scope", "col", "class", "number");
        html.close().close().line();
        steps.forEach((release, own) -> {
            html.open("tbody").open("tr", "class", "rule");
            html.element("th", release.name(), "scope", "rowgroup", "colspan", "2");
            html.element(
                    "td", Integer.toString(own.stream().mapToInt(Step::answers).sum()), "class", "number");
            html.element(
                    "td",
                    PromiseMeaning.percent(own.stream().mapToDouble(Step::share).sum()),
                    "class",
                    "number");
            html.close().line();
            own.forEach(step -> html.open("tr")
                    .element("th", step.kind(), "scope", "row")
                    .element("td", String.join(", ", step.mechanisms()))
                    .element("td", Integer.toString(step.answers()), "class", "number")
                    .element("td", PromiseMeaning.percent(step.share()), "class", "number")
                    .close()
                    .line());
            html.close().line();
        });
        html.close().close().line();
    }

    private static String cut(String name) {
        return name.length() <= 26 ? name : name.substring(0, 25) + "\u2026";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
