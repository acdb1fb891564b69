package org.effigy.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Matrices with the same rows and columns as coloured cells beside one another, as SVG inside the page, with their
 * numbers in tables that open below. Blue is below zero and orange above, the deeper the further, in twenty steps each:
 * the two stay apart for those who see few colours.
 *
 * @param id unique in the page
 * @param title a short name
 * @param description what one sees, for those who don't
 * @param rows the rows' labels
 * @param columns the columns' labels
 * @param panels the matrices, from left to right
 */
record HeatMap(
        String id, String title, String description, List<String> rows, List<String> columns, List<Panel> panels) {
    private static final double LABELS = 130;
    private static final double TOP = 116;
    private static final double GAP = 14;
    private static final double RIGHT = 50;
    private static final double WIDTH = 940;
    private static final int LEVELS = 20;

    /** Below this, labels of rows lie on each other. */
    private static final double LEAST = 11;

    /**
     * One matrix.
     *
     * @param title what stands above it
     * @param values by row, then column; NaN cells stay empty
     * @param deepest the absolute value that has the deepest colour, above 0
     */
    record Panel(String title, double[][] values, double deepest) {
        /** @throws IllegalArgumentException if the deepest value is not above 0 */
        Panel {
            Objects.requireNonNull(title, "title");
            if (!(deepest > 0)) {
                throw new IllegalArgumentException("the deepest colour stands for a value above 0; it is " + deepest);
            }
        }
    }

    /** Copies the lists. */
    HeatMap {
        Objects.requireNonNull(title, "title");
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        panels = List.copyOf(panels);
    }

    /** Whether so many columns beside one another can still be read. */
    static boolean fits(int panels, int columns) {
        return cell(panels, columns) >= LEAST;
    }

    private static double cell(int panels, int columns) {
        return ((WIDTH - LABELS - RIGHT) / panels - GAP) / columns;
    }

    /** Draws the matrices, their caption and their tables. */
    void draw(Html html) {
        // To a tenth, in which it is written.
        double cell = Math.floor(10
                        * Math.max(LEAST, Math.min(panels.size() == 1 ? 26 : 18, cell(panels.size(), columns.size()))))
                / 10;
        // Few columns are narrower than what stands above them.
        double step = panels.stream()
                .limit(panels.size() - 1L)
                .mapToDouble(panel -> length(panel.title()) + GAP / 2)
                .reduce(cell * columns.size() + GAP, Math::max);
        double last = Math.max(
                cell * columns.size() + GAP + RIGHT,
                length(panels.get(panels.size() - 1).title()));
        double width = LABELS + step * (panels.size() - 1) + last;
        double height = TOP + cell * rows.size() + 4;
        html.open("figure", "class", "map").line().wide(title);
        html.open(
                "svg",
                "viewBox",
                "0 0 " + number(width) + " " + number(height),
                "style",
                "max-width:" + number(width) + "px;min-width:min(36rem," + number(width) + "px)",
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        html.element("title", title, "id", id + "-title").element("desc", description, "id", id + "-desc");
        for (int r = 0; r < rows.size(); r++) {
            html.element(
                    "text",
                    shortened(rows.get(r), 17),
                    "class",
                    "tick-y cell-label",
                    "x",
                    number(LABELS - 5),
                    "y",
                    number(TOP + cell * (r + 0.5) + 4));
        }
        for (int p = 0; p < panels.size(); p++) {
            panel(html, panels.get(p), LABELS + step * p, cell);
        }
        html.close().close().line();
        html.open("figcaption").element("strong", title).text(" " + description).close();
        html.open("details").element("summary", "The numbers");
        panels.forEach(panel -> table(html, panel));
        html.close().close().line();
    }

    /** How long a text is when it is written above a matrix, at most. */
    private static double length(String text) {
        return 8.2 * text.length();
    }

    private void panel(Html html, Panel panel, double left, double cell) {
        html.element("text", panel.title(), "class", "map-title", "x", number(left), "y", "12");
        for (int c = 0; c < columns.size(); c++) {
            html.element(
                    "text",
                    shortened(columns.get(c), 14),
                    "class",
                    "cell-label",
                    "transform",
                    "translate(" + number(left + cell * (c + 0.5) + 3) + " " + number(TOP - 5) + ") rotate(-60)");
        }
        Map<Integer, StringBuilder> levels = new TreeMap<>();
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                double value = panel.values()[r][c];
                if (Double.isNaN(value)) {
                    continue;
                }
                int level = (int) Math.round(Math.max(-1, Math.min(1, value / panel.deepest())) * LEVELS);
                // Cells of one colour are one path in units of a cell: an element for each would be ten times as long.
                levels.computeIfAbsent(level, any -> new StringBuilder())
                        .append('M')
                        .append(c)
                        .append(' ')
                        .append(r)
                        .append("h.9v.9h-.9z");
            }
        }
        html.open("g", "transform", "translate(" + number(left) + " " + number(TOP) + ") scale(" + number(cell) + ")");
        levels.forEach((level, path) ->
                html.empty("path", "class", "cell", "fill", colour((double) level / LEVELS), "d", path));
        html.close();
    }

    private void table(Html html, Panel panel) {
        html.wide(title + ", " + panel.title()).open("table", "class", "matrix");
        html.element("caption", title + ", " + panel.title());
        html.open("thead").open("tr").element("td", "");
        columns.forEach(column -> html.element("th", column, "scope", "col"));
        html.close().close().open("tbody").line();
        for (int r = 0; r < rows.size(); r++) {
            html.open("tr").element("th", rows.get(r), "scope", "row");
            for (double number : panel.values()[r]) {
                html.element("td", Double.isNaN(number) ? "" : value(number));
            }
            html.close().line();
        }
        html.close().close().close();
    }

    /** White at 0, orange at 1, blue at -1; between them in equal steps of each primary colour. */
    private static String colour(double depth) {
        double share = Math.abs(depth);
        int[] end = depth < 0 ? new int[] {0, 84, 147} : new int[] {190, 78, 0};
        return String.format(
                Locale.ROOT,
                "#%02x%02x%02x",
                Math.round(255 + share * (end[0] - 255)),
                Math.round(255 + share * (end[1] - 255)),
                Math.round(255 + share * (end[2] - 255)));
    }

    private static String shortened(String label, int length) {
        return label.length() <= length ? label : label.substring(0, length - 1) + "\u2026";
    }

    private static String value(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
