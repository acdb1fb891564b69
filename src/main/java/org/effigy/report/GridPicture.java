package org.effigy.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.audit.Figure;
import org.effigy.audit.Grid;

/**
 * A grid as people would rather see it: a matrix of columns against columns as a heat map, points of a curve as lines,
 * anything else as a table that opens.
 *
 * @param id unique in the page
 * @param grid the numbers
 */
record GridPicture(String id, Grid grid) {
    private static final int LINES = 4;

    void draw(Html html) {
        double[][] values = grid.values();
        if (grid.rows().equals(grid.columns()) && grid.rows().size() > 1) {
            heatMap(html, values);
        } else if (grid.id().contains(".curve")
                && grid.columns().size() - 1 <= LINES
                && grid.columns().size() > 1) {
            curve(html, values);
        } else {
            table(html, values);
        }
    }

    private void heatMap(Html html, double[][] values) {
        double deepest = Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(1);
        // A matrix of differences is drawn on its own scale, down to a tenth, so that noise doesn't look like a fault.
        double scale = grid.id().contains("difference") ? Math.max(0.1, deepest) : Math.max(1, deepest);
        new HeatMap(
                        id,
                        grid.title(),
                        grid.note() + " The deepest colour stands for " + Figure.number(scale) + ".",
                        grid.rows(),
                        grid.columns(),
                        values,
                        scale)
                .draw(html);
    }

    /** The first column is the abscissa, each other one a line; on logarithmic scales where the grid says so. */
    private void curve(Html html, double[][] values) {
        boolean logarithmic = grid.id().endsWith(".curve.log");
        List<LineChart.Line> lines = new ArrayList<>();
        for (int line = 1; line < grid.columns().size(); line++) {
            int at = line;
            lines.add(new LineChart.Line(
                    grid.columns().get(line),
                    Arrays.stream(values)
                            .filter(row -> Double.isFinite(row[0]) && Double.isFinite(row[at]))
                            .map(row -> new double[] {row[0], row[at]})
                            .toList()));
        }
        double[] x = Arrays.stream(values).mapToDouble(row -> row[0]).toArray();
        double[] y = Arrays.stream(values)
                .flatMapToDouble(row -> Arrays.stream(row, 1, row.length))
                .toArray();
        new LineChart(
                        id,
                        grid.title(),
                        grid.note(),
                        axis(grid.columns().get(0), x, logarithmic),
                        axis("", y, logarithmic),
                        lines)
                .draw(html);
    }

    private static Axis axis(String title, double[] values, boolean logarithmic) {
        double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
        if (logarithmic) {
            return Axis.logarithmic(title, 1e-4, 1, 1e-4, 1e-3, 1e-2, 1e-1, 1);
        }
        double low =
                Math.min(0, Arrays.stream(values).filter(Double::isFinite).min().orElse(0));
        double top = high > low ? high : low + 1;
        return Axis.linear(
                title,
                low,
                top,
                IntStream.rangeClosed(0, 4)
                        .mapToDouble(i -> low + (top - low) * i / 4)
                        .toArray());
    }

    private void table(Html html, double[][] values) {
        html.open("details").element("summary", grid.title());
        if (!grid.note().isEmpty()) {
            html.element("p", grid.note());
        }
        html.open("div", "class", "wide").open("table").element("caption", grid.title());
        html.open("thead").open("tr").element("td", "");
        grid.columns().forEach(column -> html.element("th", column, "scope", "col", "class", "number"));
        html.close().close().open("tbody").line();
        for (int r = 0; r < values.length; r++) {
            html.open("tr").element("th", grid.rows().get(r), "scope", "row");
            for (double value : values[r]) {
                html.element("td", Double.isNaN(value) ? "" : Figure.number(value), "class", "number");
            }
            html.close().line();
        }
        html.close().close().close().close().line();
    }
}
