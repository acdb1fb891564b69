package org.effigy.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.effigy.privacy.AttackCeiling;

/**
 * What epsilon means for one person: how far a release can move anybody's belief, and how often the best possible
 * attacker is right. Both follow from promises alone; no row is looked at.
 *
 * @param promises the narrowest first: this release, then all releases together
 */
record PromiseMeaning(List<Promise> promises) {
    /** The shares of false accusations at which the ceiling is given in figures. */
    static final double[] SHOWN = {0.001, 0.01, 0.05, 0.1, 0.5};

    private static final double[] PRIORS = {0.01, 0.1, 0.5, 0.9};

    /** What a ledger's whole budget covers. */
    static final String OVERALL = "all releases, at most";

    /**
     * A promise.
     *
     * @param label what it covers, as "this release"
     * @param epsilon of it
     * @param delta of it
     * @param ceiling what it leaves to an attacker
     */
    record Promise(String label, double epsilon, double delta, AttackCeiling ceiling) {
        /** Checks that nothing is missing. */
        Promise {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(ceiling, "ceiling");
        }

        /** What follows from a promise that is kept. */
        static Promise of(String label, org.effigy.privacy.Promise promise) {
            return new Promise(label, promise.epsilon(), promise.delta(), AttackCeiling.of(promise.loss()));
        }

        /** The highest belief after a release, from this one before. */
        double most(double prior) {
            // At 0 a factor that has run out of digits would give 0 / 0.
            return prior == 0 ? 0 : prior / (prior + (1 - prior) * Math.exp(-epsilon));
        }

        /** The lowest belief after a release, from this one before. */
        double least(double prior) {
            return 1 - most(1 - prior);
        }
    }

    /** @throws IllegalArgumentException if there is no promise, or more than can be told apart */
    PromiseMeaning {
        promises = List.copyOf(promises);
        if (promises.isEmpty() || promises.size() > 3) {
            throw new IllegalArgumentException("one to three promises are shown; there are " + promises.size());
        }
    }

    void draw(Html html) {
        Promise first = promises.get(0);
        html.element(
                "p",
                "Suppose that someone suspects a person of being in the table, or of having a disease, with some"
                        + " confidence before seeing the release. The promise limits how far the release can move that"
                        + " confidence beyond what it would have said had the person not been in the table: the odds"
                        + " change by at most a factor of exp(epsilon), here "
                        + String.format(Locale.ROOT, "%.4g", Math.exp(first.epsilon()))
                        + (first.delta() == 0
                                ? "."
                                : ", but for rare outcomes whose probability is of the order of delta."));
        html.element(
                "p",
                "Seen from an attacker's side: whoever accuses people of having been in the table, by whatever means,"
                        + " can find at most so many of those who were, for a given share of those who were not and are"
                        + " accused all the same. A coin finds as many as it accuses.");
        html.open("div", "class", "charts").line();
        belief(html, first);
        attack(html);
        html.close().line();
        html.open("div", "class", "pair").line();
        beliefs(html);
        ceilings(html);
        html.close().line();
        html.element(
                "p",
                "What is true of everybody can be learned from the release, and may touch a person who was never in the"
                        + " table: that is what it is for.");
    }

    private static void belief(Html html, Promise promise) {
        new LineChart(
                        "belief",
                        "How far a belief can move, by " + promise.label() + ".",
                        String.format(
                                Locale.ROOT,
                                "The belief after the release against the belief before. From 50 %% it can rise to"
                                        + " %.1f %% or fall to %.1f %% at most.",
                                100 * promise.most(0.5),
                                100 * promise.least(0.5)),
                        LineChart.Size.SMALL,
                        Axis.linear("belief before", 0, 1, 0, 0.25, 0.5, 0.75, 1),
                        Axis.linear("belief after", 0, 1, 0, 0.25, 0.5, 0.75, 1),
                        List.of(
                                LineChart.Line.over("at most", 0, 1, false, promise::most),
                                LineChart.Line.over("no change", 0, 1, false, prior -> prior),
                                LineChart.Line.over("at least", 0, 1, false, promise::least)))
                .draw(html);
    }

    private void attack(Html html) {
        List<LineChart.Line> lines = new ArrayList<>();
        for (int i = 0; i < promises.size(); i++) {
            lines.add(LineChart.Line.over(
                    promises.get(i).label(), 1e-4, 1, true, promises.get(i).ceiling()::truePositives));
            if (i == 0) {
                lines.add(LineChart.Line.over("a coin", 1e-4, 1, true, x -> x));
            }
        }
        new LineChart(
                        "attack",
                        "The best possible attack.",
                        String.format(
                                Locale.ROOT,
                                "The share of present people found against the share of absent people accused, both on"
                                        + " scales of powers of ten. Who accuses 1 %% of absent people finds at most"
                                        + " %.1f %% of present ones under %s; a coin finds 1 %%.",
                                100 * promises.get(0).ceiling().truePositives(0.01),
                                promises.get(0).label()),
                        LineChart.Size.SMALL,
                        Axis.shares("absent people accused"),
                        Axis.shares("present people found"),
                        lines)
                .draw(html);
    }

    private void beliefs(Html html) {
        List<String> heads = new ArrayList<>(List.of("Belief before"));
        promises.forEach(promise -> heads.add("After, by " + promise.label()));
        List<List<String>> rows = new ArrayList<>();
        for (double prior : PRIORS) {
            List<String> row = new ArrayList<>(List.of(percent(prior)));
            promises.forEach(promise -> row.add(percent(promise.least(prior)) + " to " + percent(promise.most(prior))));
            rows.add(row);
        }
        table(html, "The most that a belief can move", heads, rows);
    }

    private void ceilings(Html html) {
        List<String> heads = new ArrayList<>(List.of("Absent people accused"));
        promises.forEach(promise -> heads.add("Found, by " + promise.label()));
        List<List<String>> rows = new ArrayList<>();
        for (double falsePositives : SHOWN) {
            List<String> row = new ArrayList<>(List.of(percent(falsePositives)));
            promises.forEach(promise -> row.add(percent(promise.ceiling().truePositives(falsePositives))));
            rows.add(row);
        }
        table(html, "Present people that the best possible attacker finds", heads, rows);
    }

    private static void table(Html html, String caption, List<String> heads, List<List<String>> rows) {
        html.wide(caption).open("table").element("caption", caption);
        html.open("thead").open("tr");
        heads.forEach(head -> html.element("th", head, "scope", "col", "class", "number"));
        html.close().close().open("tbody").line();
        for (List<String> row : rows) {
            html.open("tr").element("th", row.get(0), "scope", "row", "class", "number");
            row.stream().skip(1).forEach(cell -> html.element("td", cell, "class", "number"));
            html.close().line();
        }
        html.close().close().close().line();
    }

    /** A share, with the digits that count at its end of the scale. */
    static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.0995 ? "%.2f %%" : "%.1f %%", 100 * share);
    }
}
