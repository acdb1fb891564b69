package org.effigy.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lines over an axis, as SVG inside the page. Lines differ by dashes and by a label of their own, not by colour alone;
 * the description says in words what the lines show.
 *
 * @param id unique in the page
 * @param title a short name
 * @param description what one sees, for those who don't
 * @param size how large it is drawn
 * @param x the axis along the bottom
 * @param y the axis at the left
 * @param lines at most four
 */
record LineChart(String id, String title, String description, Size size, Axis x, Axis y, List<Line> lines) {
    private static final int POINTS = 60;
    private static final double LEFT = 64;
    private static final double RIGHT = 26;
    private static final double TOP = 12;
    private static final double BOTTOM = 48;
    private static final String[] DASHES = {"none", "2 4", "8 5", "12 4 2 4"};

    /** Alone, or one of several beside one another. */
    enum Size {
        /** Alone. */
        LARGE(560, 340),
        /** Beside others. */
        SMALL(340, 250);

        private final double width;
        private final double height;

        Size(double width, double height) {
            this.width = width;
            this.height = height;
        }
    }

    /**
     * A line.
     *
     * @param label its name, which stands in the key
     * @param points x and y of each point, in the order in which they are joined
     * @param band x, lower and upper end of each point that has an interval; may be empty
     */
    record Line(String label, List<double[]> points, List<double[]> band) {
        /** Copies the lists. */
        Line {
            Objects.requireNonNull(label, "label");
            points = List.copyOf(points);
            band = List.copyOf(band);
        }

        /** A function between two ends, in equal steps or in equal powers. */
        static Line over(String label, double from, double to, boolean powers, DoubleUnaryOperator of) {
            return new Line(
                    label,
                    IntStream.rangeClosed(0, POINTS)
                            .mapToDouble(i -> powers
                                    ? from * Math.pow(to / from, (double) i / POINTS)
                                    : from + (to - from) * i / POINTS)
                            .mapToObj(x -> new double[] {x, of.applyAsDouble(x)})
                            .toList(),
                    List.of());
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
                "0 0 " + number(size.width) + " " + number(size.height),
                "style",
                "max-width:" + number(size.width * 1.1) + "px",
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        html.element("title", title, "id", id + "-title").element("desc", description, "id", id + "-desc");
        axes(html);
        for (int i = 0; i < lines.size(); i++) {
            line(html, i);
        }
        html.close().line();
        html.open("figcaption").element("strong", title).text(" ");
        for (int i = 0; i < lines.size(); i++) {
            key(html, i);
        }
        html.close().close().line();
    }

    private void axes(Html html) {
        for (double tick : x.ticks()) {
            double at = across(tick);
            html.empty("line", "class", "grid", "x1", number(at), "x2", number(at), "y1", number(TOP), "y2", bottom());
            html.element(
                    "text",
                    Axis.label(tick),
                    "x",
                    number(at),
                    "y",
                    number(size.height - BOTTOM + 17),
                    "class",
                    "tick-x");
        }
        for (double tick : y.ticks()) {
            double at = up(tick);
            html.empty(
                    "line",
                    "class",
                    "grid",
                    "x1",
                    number(LEFT),
                    "x2",
                    number(size.width - RIGHT),
                    "y1",
                    number(at),
                    "y2",
                    number(at));
            html.element("text", Axis.label(tick), "x", number(LEFT - 6), "y", number(at + 4), "class", "tick-y");
        }
        double across = (LEFT + size.width - RIGHT) / 2;
        double up = (TOP + size.height - BOTTOM) / 2;
        title(html, x.title(), across, size.height - 8);
        title(html, y.title(), 13, up, "transform", "rotate(-90 13 " + number(up) + ")");
    }

    private static void title(Html html, String text, double x, double y, Object... turned) {
        if (!text.isEmpty()) {
            html.element(
                    "text",
                    text,
                    Stream.concat(Stream.of("class", "axis", "x", number(x), "y", number(y)), Stream.of(turned))
                            .toArray());
        }
    }

    private void line(Html html, int index) {
        Line line = lines.get(index);
        if (line.band().size() > 1) {
            StringBuilder band = new StringBuilder();
            line.band().forEach(ends -> append(band, ends[0], ends[2]));
            for (int i = line.band().size() - 1; i >= 0; i--) {
                append(band, line.band().get(i)[0], line.band().get(i)[1]);
            }
            html.empty("path", "class", "band band-" + index, "d", band.append('Z'));
        }
        StringBuilder path = new StringBuilder();
        line.points().forEach(point -> append(path, point[0], point[1]));
        html.empty("path", "class", "line line-" + index, "d", path, "stroke-dasharray", DASHES[index]);
    }

    private void append(StringBuilder path, double x, double y) {
        path.append(path.isEmpty() ? "M" : "L")
                .append(number(across(x)))
                .append(' ')
                .append(number(up(y)));
    }

    private void key(Html html, int index) {
        html.open("span", "class", "key");
        html.open("svg", "viewBox", "0 0 36 8", "aria-hidden", "true");
        html.empty(
                "line",
                "class",
                "line line-" + index,
                "x1",
                "0",
                "x2",
                "36",
                "y1",
                "4",
                "y2",
                "4",
                "stroke-dasharray",
                DASHES[index]);
        html.close().text(" " + lines.get(index).label()).close().text(" ");
    }

    private double across(double value) {
        return LEFT + x.at(value) * (size.width - LEFT - RIGHT);
    }

    private double up(double value) {
        return size.height - BOTTOM - y.at(value) * (size.height - TOP - BOTTOM);
    }

    private String bottom() {
        return number(size.height - BOTTOM);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
