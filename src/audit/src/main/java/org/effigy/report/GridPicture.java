package org.effigy.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.audit.Figure;
import org.effigy.audit.Grid;

/**
 * Grids as people would rather see them: matrices of one measure as heat maps beside one another, curves as charts,
 * anything else as a table that opens.
 *
 * @param id unique in the page
 * @param grids of one part, in its order
 */
record GridPicture(String id, List<Grid> grids) {
    /** What matrices of one measure are called that belong side by side. */
    private static final List<String> SIDES = List.of("train", "holdout", "real", "synthetic", "difference");

    GridPicture {
        grids = List.copyOf(grids);
    }

    void draw(Html html) {
        int at = 0;
        while (at < grids.size()) {
            int from = at;
            do {
                at++;
            } while (at < grids.size() && belong(grids.get(from), grids.get(at)));
            draw(html, id + "-" + from, grids.subList(from, at));
        }
    }

    private static boolean belong(Grid first, Grid next) {
        if (CurvePicture.isCurve(first)) {
            return CurvePicture.isCurve(next);
        }
        return isSide(first)
                && isSide(next)
                && family(first).equals(family(next))
                && first.rows().equals(next.rows())
                && first.columns().equals(next.columns());
    }

    private static void draw(Html html, String name, List<Grid> group) {
        if (CurvePicture.isCurve(group.get(0))) {
            html.open("div", "class", "charts").line();
            for (int i = 0; i < group.size(); i++) {
                new CurvePicture(name + "-" + i, group.get(i)).draw(html);
            }
            html.close().line();
        } else if (isSide(group.get(0))) {
            maps(html, name, group);
        } else {
            group.forEach(grid -> table(html, grid));
        }
    }

    private static void maps(Html html, String name, List<Grid> group) {
        int columns = group.get(0).columns().size();
        if (group.size() == 1 || HeatMap.fits(group.size(), columns)) {
            map(html, name, group);
            return;
        }
        int half = (group.size() + 1) / 2;
        if (HeatMap.fits(half, columns)) {
            map(html, name + "-a", group.subList(0, half));
            map(html, name + "-b", group.subList(half, group.size()));
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            map(html, name + "-" + i, group.subList(i, i + 1));
        }
    }

    private static void map(Html html, String name, List<Grid> group) {
        Grid first = group.get(0);
        double whole = Math.max(
                1e-9,
                group.stream()
                        .filter(grid -> !isDifference(grid))
                        .mapToDouble(grid -> deepest(grid.values()))
                        .max()
                        .orElse(1));
        double least = group.stream()
                .filter(GridPicture::isDifference)
                .mapToDouble(grid -> scale(grid, whole))
                .findFirst()
                .orElse(Double.NaN);
        new HeatMap(
                        name,
                        group.size() == 1 ? first.title() : title(first),
                        words(group, whole, least),
                        first.rows(),
                        first.columns(),
                        group.stream()
                                .map(grid -> new HeatMap.Panel(side(grid), grid.values(), scale(grid, whole)))
                                .toList())
                .draw(html);
    }

    /** A matrix of differences is drawn on its own scale, down to a tenth, so that noise doesn't look like a fault. */
    private static double scale(Grid grid, double whole) {
        return isDifference(grid) ? Math.max(0.1, deepest(grid.values())) : whole;
    }

    private static String words(List<Grid> group, double whole, double least) {
        StringBuilder words = new StringBuilder(group.get(0).note());
        for (Grid grid : group) {
            if (isDifference(grid) || group.stream().noneMatch(GridPicture::isDifference)) {
                words.append(words.isEmpty() ? "" : " ").append(furthest(grid));
            }
        }
        words.append(" Deepest colour: ");
        if (!group.stream().allMatch(GridPicture::isDifference)) {
            words.append(Figure.number(whole));
        }
        if (!Double.isNaN(least)) {
            words.append(group.size() > 1 ? "; of the difference: " : "").append(Figure.number(least));
        }
        return words.append('.').toString();
    }

    private static String furthest(Grid grid) {
        double[][] values = grid.values();
        boolean ofPairs = grid.rows().equals(grid.columns());
        int row = -1;
        int column = -1;
        for (int r = 0; r < values.length; r++) {
            for (int c = 0; c < values[r].length; c++) {
                boolean self = ofPairs && r == c;
                if (!self
                        && Double.isFinite(values[r][c])
                        && (row < 0 || Math.abs(values[r][c]) > Math.abs(values[row][column]))) {
                    row = r;
                    column = c;
                }
            }
        }
        return row < 0
                ? "No pair has a value."
                : "Furthest from 0 in '" + side(grid) + "': " + grid.rows().get(row) + " with "
                        + grid.columns().get(column) + ", " + Figure.number(values[row][column]) + ".";
    }

    private static double deepest(double[][] values) {
        return Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(1);
    }

    private static boolean isSide(Grid grid) {
        return SIDES.contains(grid.id().substring(grid.id().lastIndexOf('.') + 1))
                && grid.rows().size() > 1;
    }

    private static boolean isDifference(Grid grid) {
        return grid.id().endsWith(".difference");
    }

    private static String family(Grid grid) {
        return grid.id().substring(0, Math.max(0, grid.id().lastIndexOf('.')));
    }

    private static String title(Grid grid) {
        int comma = grid.title().lastIndexOf(", ");
        return comma < 0 ? grid.title() : grid.title().substring(0, comma);
    }

    private static String side(Grid grid) {
        return grid.title()
                .substring(grid.title().lastIndexOf(", ") < 0 ? 0 : grid.title().lastIndexOf(", ") + 2);
    }

    private static void table(Html html, Grid grid) {
        html.open("details", "class", "numbers").element("summary", grid.title());
        if (!grid.note().isEmpty()) {
            html.element("p", grid.note());
        }
        table(html, grid, IntStream.range(0, grid.rows().size()).toArray(), 0);
        html.close().line();
    }

    /**
     * A grid's numbers.
     *
     * @param shown which rows
     * @param from the first column that is shown
     */
    static void table(Html html, Grid grid, int[] shown, int from) {
        double[][] values = grid.values();
        html.wide(grid.title()).open("table", "class", "matrix").element("caption", grid.title());
        html.open("thead").open("tr");
        if (from == 0) {
            html.element("td", "");
        } else {
            html.element("th", grid.columns().get(0), "scope", "col");
        }
        grid.columns().stream().skip(from).forEach(column -> html.element("th", column, "scope", "col"));
        html.close().close().open("tbody").line();
        for (int r : shown) {
            html.open("tr").element("th", grid.rows().get(r), "scope", "row");
            for (int c = from; c < values[r].length; c++) {
                html.element("td", Double.isNaN(values[r][c]) ? "" : Figure.number(values[r][c]));
            }
            html.close().line();
        }
        html.close().close().close().line();
    }
}
