package org.effigy.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.effigy.audit.drift.BatchDrift;
import org.effigy.audit.drift.Change;
import org.effigy.audit.drift.Drift;

/**
 * Batches over time, as a page: what changed, what to do, and charts.
 *
 * @param target what the model predicts; empty if there is none
 * @param batches in their order
 */
public record DriftPage(String target, List<BatchDrift> batches) {
    /** Copies the list. */
    public DriftPage {
        batches = List.copyOf(batches);
    }

    /** The page; the same batches give the same bytes. */
    public byte[] html() {
        Page page = new Page("Drift").withBanner("Contains statistics of real data: internal");
        page.section("batches", "Batch by batch", this::table);
        page.section("charts", "Over time", this::charts);
        return page.text(this::head, DriftPage::foot).getBytes(StandardCharsets.UTF_8);
    }

    private void head(Html html) {
        long drifted = batches.stream().filter(BatchDrift::hasDrifted).count();
        html.element("h1", "Drift of later batches");
        html.open("div", "class", "verdict " + (drifted > 0 ? "fail" : "pass"))
                .element(
                        "strong",
                        drifted == 0
                                ? "No batch differs from the reference beyond chance."
                                : drifted + " of " + batches.size()
                                        + " batches differ from the reference beyond chance.")
                .close();
        html.element(
                "p",
                String.format(
                        Locale.ROOT,
                        "If nothing has changed, a batch raises any alarm in at most %.0f %% of cases, over all tests"
                                + " of columns, pairs, predictions and slices together.",
                        100 * Drift.ALARMS));
    }

    private static void foot(Html html) {
        html.element("p", "Computed from real rows, and not differentially private: keep it inside.");
    }

    private void table(Html html) {
        html.wide("Batches")
                .open("table")
                .element("caption", "Batches, and what to do")
                .open("thead")
                .open("tr");
        List.of("Batch", "Rows", "Farthest column", "Changed", "What to do")
                .forEach(head -> html.element("th", head, "scope", "col"));
        html.close().close().open("tbody").line();
        for (BatchDrift batch : batches) {
            html.open("tr").element("th", batch.name(), "scope", "row");
            html.element("td", String.format(Locale.ROOT, "%,d", batch.rows()), "class", "number");
            html.element("td", String.format(Locale.ROOT, "%.3f", batch.farthest()), "class", "number");
            html.element(
                    "td",
                    batch.hasDrifted()
                            ? String.join(
                                            "; ",
                                            batch.changes().stream()
                                                    .map(Change::words)
                                                    .toList()) + "."
                            : "nothing beyond chance");
            html.element("td", batch.advice()).close().line();
        }
        html.close().close().close().line();
    }

    private void charts(Html html) {
        html.open("div", "class", "charts").line();
        List<double[]> farthest = IntStream.range(0, batches.size())
                .mapToObj(i -> new double[] {i + 1, batches.get(i).farthest()})
                .toList();
        draw(html, "farthest", "The farthest column of each batch", "distance", farthest, List.of());
        if (batches.stream().allMatch(batch -> batch.score().isPresent())) {
            List<double[]> scores = IntStream.range(0, batches.size())
                    .mapToObj(i -> new double[] {i + 1, batches.get(i).score().orElseThrow()})
                    .toList();
            List<double[]> before = IntStream.range(0, batches.size())
                    .mapToObj(
                            i -> new double[] {i + 1, batches.get(i).reference().orElseThrow()})
                    .toList();
            draw(html, "score", "How well a model of the reference predicts '" + target + "'", "score", scores, before);
        }
        html.close().line();
    }

    private static void draw(
            Html html, String id, String title, String axis, List<double[]> points, List<double[]> before) {
        double least = IntStream.range(0, points.size() + before.size())
                .mapToDouble(i -> (i < points.size() ? points.get(i) : before.get(i - points.size()))[1])
                .min()
                .orElse(0);
        double most = IntStream.range(0, points.size() + before.size())
                .mapToDouble(i -> (i < points.size() ? points.get(i) : before.get(i - points.size()))[1])
                .max()
                .orElse(1);
        List<LineChart.Line> lines = new ArrayList<>();
        lines.add(new LineChart.Line("batches", points, List.of()));
        if (!before.isEmpty()) {
            lines.add(new LineChart.Line("reference", before, List.of()));
        }
        String told = String.join(
                ", ",
                points.stream()
                        .map(point -> String.format(Locale.ROOT, "batch %.0f: %.3f", point[0], point[1]))
                        .toList());
        new LineChart(
                        id,
                        title + ".",
                        told + ".",
                        LineChart.Size.SMALL,
                        Axis.linear("batch", 1, Math.max(2, points.size()), 1, Math.max(2, points.size())),
                        Axis.around(axis, Math.min(0, least), Math.max(most, least + .01)),
                        lines)
                .draw(html);
    }
}
