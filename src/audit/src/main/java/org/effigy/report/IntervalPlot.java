package org.effigy.report;

import java.util.List;
import java.util.Locale;
import org.effigy.audit.Figure;

/**
 * Figures with their intervals and references on one axis, as SVG inside the page. The table that goes with it has the
 * numbers.
 *
 * @param id unique in the page
 * @param title a short name
 * @param figures those that are defined, of one kind, so that one axis fits
 */
record IntervalPlot(String id, String title, List<Figure> figures) {
    private static final double WIDTH = 780;
    private static final double LEFT = 390;
    private static final double ROW = 30;
    private static final int LINE = 56;

    IntervalPlot {
        figures = List.copyOf(figures);
    }

    /** Draws the figures, one a row. */
    void draw(Html html) {
        Axis axis = Axis.around(
                "",
                figures.stream().mapToDouble(IntervalPlot::low).min().orElse(0),
                figures.stream().mapToDouble(IntervalPlot::high).max().orElse(1));
        double height = ROW * figures.size() + 34;
        html.open("figure", "class", "plot").line().wide(title);
        html.open(
                "svg",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(height),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        html.element("title", title, "id", id + "-title");
        html.element("desc", words(), "id", id + "-desc");
        for (double tick : axis.ticks()) {
            double at = at(axis, tick);
            html.empty(
                    "line", "class", "grid", "x1", number(at), "x2", number(at), "y1", "4", "y2", number(height - 24));
            html.element("text", Axis.label(tick), "class", "tick-x", "x", number(at), "y", number(height - 6));
        }
        for (int i = 0; i < figures.size(); i++) {
            row(html, axis, figures.get(i), ROW * i + 20);
        }
        html.close().close().line();
        html.open("figcaption").element("strong", title);
        html.text(" Dot: the figure. Line: its interval. Diamond: what a table without the fault scores.");
        html.close().close().line();
    }

    /** How many figures are surely off their reference, in words. */
    private String words() {
        long above = figures.stream().filter(figure -> side(figure) > 0).count();
        long below = figures.stream().filter(figure -> side(figure) < 0).count();
        return figures.size() + " figures, each a dot with its interval as a line and a diamond at its reference. The"
                + " whole interval lies above the reference in " + above + ", below it in " + below
                + ". The table has the numbers.";
    }

    private static int side(Figure figure) {
        if (figure.interval().isEmpty() || figure.reference().isEmpty()) {
            return 0;
        }
        double reference = figure.reference().get();
        return figure.interval().get().low() > reference
                ? 1
                : figure.interval().get().high() < reference ? -1 : 0;
    }

    private static void row(Html html, Axis axis, Figure figure, double y) {
        List<String> lines = lines(figure.title());
        for (int i = 0; i < lines.size(); i++) {
            html.element(
                    "text",
                    lines.get(i),
                    "class",
                    "tick-y cell-label",
                    "x",
                    number(LEFT - 12),
                    "y",
                    number(y + 4 + 13 * (i - (lines.size() - 1) / 2.0)));
        }
        figure.interval()
                .ifPresent(ends -> html.empty(
                        "line",
                        "class",
                        "line line-0",
                        "x1",
                        number(at(axis, ends.low())),
                        "x2",
                        number(at(axis, ends.high())),
                        "y1",
                        number(y),
                        "y2",
                        number(y)));
        figure.reference().ifPresent(reference -> {
            double x = at(axis, reference);
            html.empty("path", "class", "reference", "d", "M" + number(x) + " " + number(y - 7) + "l6 7l-6 7l-6 -7z");
        });
        html.empty("circle", "class", "dot", "cx", number(at(axis, figure.value())), "cy", number(y), "r", "4.5");
    }

    /** One line, or two that are broken at a blank; of a title longer than both the middle is left out. */
    static List<String> lines(String title) {
        if (title.length() <= LINE) {
            return List.of(title);
        }
        int blank = title.lastIndexOf(' ', LINE);
        int end = blank > LINE / 2 ? blank : LINE;
        String rest = title.substring(end).trim();
        return List.of(
                title.substring(0, end).trim(),
                rest.length() <= LINE ? rest : "\u2026" + rest.substring(rest.length() - LINE + 1));
    }

    private static double low(Figure figure) {
        double least = figure.interval().map(ends -> Math.max(ends.low(), -1e6)).orElse(figure.value());
        return Math.min(Math.min(least, figure.value()), figure.reference().orElse(figure.value()));
    }

    private static double high(Figure figure) {
        double most = figure.interval().map(ends -> Math.min(ends.high(), 1e6)).orElse(figure.value());
        return Math.max(Math.max(most, figure.value()), figure.reference().orElse(figure.value()));
    }

    private static double at(Axis axis, double value) {
        return LEFT + axis.at(value) * (WIDTH - LEFT - 40);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
