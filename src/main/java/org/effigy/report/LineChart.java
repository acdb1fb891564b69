package org.effigy.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Lines over an axis, as SVG inside the page. Lines differ by dashes and by a label of their own, not by colour alone;
 * the description says in words what the lines show.
 *
 * @param id unique in the page
 * @param title a short name
 * @param description what one sees, for those who don't
 * @param x the axis along the bottom
 * @param y the axis at the left
 * @param lines at most four
 */
record LineChart(String id, String title, String description, Axis x, Axis y, List<Line> lines) {
    private static final double WIDTH = 640;
    private static final double HEIGHT = 380;
    private static final double LEFT = 64;
    private static final double RIGHT = 16;
    private static final double TOP = 16;
    private static final double BOTTOM = 56;
    private static final String[] DASHES = {"none", "8 5", "2 4", "12 4 2 4"};

    /**
     * A line.
     *
     * @param label its name, which stands in the key
     * @param points x and y of each point, in the order in which they are joined
     */
    record Line(String label, List<double[]> points) {
        /** Copies the list. */
        Line {
            Objects.requireNonNull(label, "label");
            points = List.copyOf(points);
        }
    }

    /** @throws IllegalArgumentException if there are too many lines to tell apart */
    LineChart {
        lines = List.copyOf(lines);
        if (lines.size() > DASHES.length) {
            throw new IllegalArgumentException("a chart holds " + DASHES.length + " lines that can be told apart");
        }
    }

    /** Draws the chart as a figure with its caption and key. */
    void draw(Html html) {
        html.open("figure").line();
        html.open(
                "svg",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(HEIGHT),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        html.element("title", title, "id", id + "-title").element("desc", description, "id", id + "-desc");
        for (double tick : x.ticks()) {
            double at = LEFT + x.at(tick) * (WIDTH - LEFT - RIGHT);
            html.empty("line", "class", "grid", "x1", number(at), "x2", number(at), "y1", number(TOP), "y2", bottom());
            html.element(
                    "text", Axis.label(tick), "x", number(at), "y", number(HEIGHT - BOTTOM + 20), "class", "tick-x");
        }
        for (double tick : y.ticks()) {
            double at = height(tick);
            html.empty(
                    "line",
                    "class",
                    "grid",
                    "x1",
                    number(LEFT),
                    "x2",
                    number(WIDTH - RIGHT),
                    "y1",
                    number(at),
                    "y2",
                    number(at));
            html.element("text", Axis.label(tick), "x", number(LEFT - 8), "y", number(at + 4), "class", "tick-y");
        }
        html.element("text", x.title(), "x", number((LEFT + WIDTH) / 2), "y", number(HEIGHT - 10), "class", "axis");
        double middle = (TOP + HEIGHT - BOTTOM) / 2;
        html.element(
                "text",
                y.title(),
                "x",
                "16",
                "y",
                number(middle),
                "class",
                "axis",
                "transform",
                "rotate(-90 16 " + number(middle) + ")");
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder path = new StringBuilder();
            for (double[] point : lines.get(i).points()) {
                path.append(path.isEmpty() ? "M" : "L")
                        .append(number(LEFT + x.at(point[0]) * (WIDTH - LEFT - RIGHT)))
                        .append(' ')
                        .append(number(height(point[1])));
            }
            html.empty("path", "class", "line line-" + i, "d", path, "stroke-dasharray", DASHES[i]);
        }
        html.close().line();
        html.open("figcaption").element("strong", title).text(" ");
        for (int i = 0; i < lines.size(); i++) {
            html.open("span", "class", "key");
            html.open("svg", "viewBox", "0 0 36 8", "aria-hidden", "true");
            html.empty(
                    "line",
                    "class",
                    "line line-" + i,
                    "x1",
                    "0",
                    "x2",
                    "36",
                    "y1",
                    "4",
                    "y2",
                    "4",
                    "stroke-dasharray",
                    DASHES[i]);
            html.close().text(" " + lines.get(i).label()).close().text(" ");
        }
        html.close().close().line();
    }

    private double height(double value) {
        return HEIGHT - BOTTOM - y.at(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String bottom() {
        return number(HEIGHT - BOTTOM);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
