package org.effigy.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.effigy.audit.Figure;
import org.effigy.audit.Grid;

/**
 * A curve as a chart, with some of its points in a table that opens.
 *
 * @param id unique in the page
 * @param grid the points, as {@link Grid} says of curves
 */
record CurvePicture(String id, Grid grid) {
    private static final int LINES = 4;
    private static final int SHOWN = 11;

    /** Whether a grid is a curve that can be drawn. */
    static boolean isCurve(Grid grid) {
        int lines = (int)
                grid.columns().stream().skip(1).filter(CurvePicture::isLine).count();
        return (grid.id().endsWith(".curve") || grid.id().endsWith(".curve.log"))
                && !grid.rows().isEmpty()
                && lines > 0
                && lines <= LINES;
    }

    private static boolean isLine(String column) {
        return !column.equals("from") && !column.equals("to");
    }

    void draw(Html html) {
        double[][] values = grid.values();
        List<LineChart.Line> lines = new ArrayList<>();
        List<Integer> at = new ArrayList<>();
        for (int column = 1; column < grid.columns().size(); column++) {
            if (isLine(grid.columns().get(column))) {
                lines.add(line(values, column));
                at.add(column);
            }
        }
        boolean logarithmic = grid.id().endsWith(".curve.log");
        // The line itself need not stand at the axis where it is the only one: the title has its name.
        String up = lines.size() == 1 || logarithmic ? lines.get(0).label() : "";
        html.open("div", "class", "chart");
        new LineChart(
                        id,
                        grid.title(),
                        words(values, at),
                        LineChart.Size.SMALL,
                        logarithmic
                                ? Axis.shares(grid.columns().get(0))
                                : around(
                                        grid.columns().get(0),
                                        Arrays.stream(values).mapToDouble(row -> row[0])),
                        logarithmic
                                ? Axis.shares(up)
                                : around(
                                        up,
                                        Arrays.stream(values)
                                                .flatMapToDouble(row -> Arrays.stream(row, 1, row.length))),
                        lines)
                .draw(html);
        html.open("details").element("summary", "Some of its numbers").element("p", grid.note());
        GridPicture.table(html, grid, shown(values), 1);
        html.close().close().line();
    }

    private LineChart.Line line(double[][] values, int column) {
        boolean banded = column + 2 < grid.columns().size()
                && grid.columns().get(column + 1).equals("from")
                && grid.columns().get(column + 2).equals("to");
        return new LineChart.Line(
                grid.columns().get(column),
                Arrays.stream(values)
                        .filter(row -> Double.isFinite(row[column]))
                        .map(row -> new double[] {row[0], row[column]})
                        .toList(),
                Arrays.stream(values)
                        .filter(row -> banded && Double.isFinite(row[column + 1]) && Double.isFinite(row[column + 2]))
                        .map(row -> new double[] {row[0], row[column + 1], row[column + 2]})
                        .toList());
    }

    private static Axis around(String title, DoubleStream values) {
        double[] finite = values.filter(Double::isFinite).sorted().toArray();
        return finite.length == 0 ? Axis.around(title, 0, 1) : Axis.around(title, finite[0], finite[finite.length - 1]);
    }

    /** Where the lines stand at a few points, in words. */
    private String words(double[][] values, List<Integer> lines) {
        StringBuilder words = new StringBuilder();
        int[] shown = shown(values);
        for (int i = 0; i < 3; i++) {
            double[] row = values[shown[(shown.length - 1) * i / 2]];
            if (i > 0 && shown.length < 2 || i == 1 && shown.length < 3) {
                continue;
            }
            words.append(i == 0 ? "At " : " At ")
                    .append(grid.columns().get(0))
                    .append(' ')
                    .append(Figure.number(row[0]))
                    .append(": ");
            for (int l = 0; l < lines.size(); l++) {
                int column = lines.get(l);
                words.append(l == 0 ? "" : ", ")
                        .append(grid.columns().get(column))
                        .append(' ')
                        .append(Figure.number(row[column]));
            }
            words.append('.');
        }
        return words.toString();
    }

    /** Powers of ten of a curve in powers, and evenly spread points of others. */
    private int[] shown(double[][] values) {
        int last = values.length - 1;
        if (grid.id().endsWith(".curve.log")) {
            return IntStream.rangeClosed(0, last)
                    .filter(r -> r == 0 || isPower(values[r][0]))
                    .toArray();
        }
        return last < SHOWN
                ? IntStream.rangeClosed(0, last).toArray()
                : IntStream.range(0, SHOWN).map(i -> i * last / (SHOWN - 1)).toArray();
    }

    private static boolean isPower(double value) {
        double power = Math.log10(value);
        return Math.abs(power - Math.rint(power)) < 1e-9;
    }
}
