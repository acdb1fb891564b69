package org.effigy.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A matrix as coloured cells, as SVG inside the page, with its numbers in a table that opens below it. Blue is below zero
 * and orange above, the deeper the further: the two stay apart for those who see few colours, and each cell says its
 * number when pointed at.
 *
 * @param id unique in the page
 * @param title a short name
 * @param description what one sees, for those who don't
 * @param rows the rows' labels
 * @param columns the columns' labels
 * @param values by row, then column; NaN cells stay empty
 * @param deepest the absolute value that has the deepest colour, above 0
 */
record HeatMap(
        String id,
        String title,
        String description,
        List<String> rows,
        List<String> columns,
        double[][] values,
        double deepest) {
    private static final double LABELS = 130;

    /** @throws IllegalArgumentException if the deepest value is not above 0 */
    HeatMap {
        Objects.requireNonNull(title, "title");
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        if (!(deepest > 0)) {
            throw new IllegalArgumentException("the deepest colour stands for a value above 0; it is " + deepest);
        }
    }

    /** Draws the matrix, its caption and its table. */
    void draw(Html html) {
        double cell = Math.max(9, Math.min(34, 480.0 / Math.max(rows.size(), columns.size())));
        double width = LABELS + cell * columns.size() + 8;
        double height = LABELS + cell * rows.size() + 8;
        html.open("figure").line();
        html.open(
                "svg",
                "viewBox",
                "0 0 " + number(width) + " " + number(height),
                "style",
                "max-width:" + number(width) + "px",
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-desc");
        html.element("title", title, "id", id + "-title").element("desc", description, "id", id + "-desc");
        for (int c = 0; c < columns.size(); c++) {
            double at = LABELS + cell * (c + 0.5) + 4;
            html.element(
                    "text",
                    shortened(columns.get(c)),
                    "class",
                    "cell-label",
                    "transform",
                    "translate(" + number(at) + " " + number(LABELS - 6) + ") rotate(-60)");
        }
        for (int r = 0; r < rows.size(); r++) {
            double top = LABELS + cell * r;
            html.element(
                    "text",
                    shortened(rows.get(r)),
                    "class",
                    "tick-y cell-label",
                    "x",
                    number(LABELS - 6),
                    "y",
                    number(top + cell / 2 + 4));
            for (int c = 0; c < columns.size(); c++) {
                if (Double.isNaN(values[r][c])) {
                    continue;
                }
                html.open(
                        "rect",
                        "x",
                        number(LABELS + cell * c),
                        "y",
                        number(top),
                        "width",
                        number(cell - 1),
                        "height",
                        number(cell - 1),
                        "fill",
                        colour(values[r][c] / deepest));
                html.element("title", rows.get(r) + ", " + columns.get(c) + ": " + value(values[r][c]))
                        .close();
            }
        }
        html.close().line();
        html.open("figcaption").element("strong", title).text(" " + description).close();
        table(html);
        html.close().line();
    }

    private void table(Html html) {
        html.open("details").element("summary", "The numbers").open("div", "class", "wide");
        html.open("table").open("thead").open("tr").element("td", "");
        columns.forEach(column -> html.element("th", column, "scope", "col", "class", "number"));
        html.close().close().open("tbody").line();
        for (int r = 0; r < rows.size(); r++) {
            html.open("tr").element("th", rows.get(r), "scope", "row");
            for (double number : values[r]) {
                html.element("td", Double.isNaN(number) ? "" : value(number), "class", "number");
            }
            html.close().line();
        }
        html.close().close().close().close();
    }

    /** White at 0, orange at 1 and above, blue at -1 and below; between them in equal steps of each primary colour. */
    private static String colour(double depth) {
        double share = Math.min(1, Math.abs(depth));
        int[] end = depth < 0 ? new int[] {0, 84, 147} : new int[] {190, 78, 0};
        return String.format(
                Locale.ROOT,
                "#%02x%02x%02x",
                Math.round(255 + share * (end[0] - 255)),
                Math.round(255 + share * (end[1] - 255)),
                Math.round(255 + share * (end[2] - 255)));
    }

    private static String shortened(String label) {
        return label.length() <= 18 ? label : label.substring(0, 17) + "\u2026";
    }

    private static String value(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
