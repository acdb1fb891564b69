package org.effigy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.Grid;
import org.junit.jupiter.api.Test;

class GridPictureTest {
    private static String drawn(List<Grid> grids) throws Exception {
        Page page = new Page("grids").section("s", "Grids", html -> new GridPicture("g", grids).draw(html));
        String html = page.text(head -> head.element("h1", "Grids"), foot -> {});
        PageChecks.check(html.getBytes(StandardCharsets.UTF_8));
        return html;
    }

    private static Grid matrix(String id, String title, int size, double at) {
        List<String> names =
                IntStream.range(0, size).mapToObj(i -> "column " + i).toList();
        SplittableRandom random = new SplittableRandom(id.hashCode());
        double[][] values = new double[size][size];
        for (double[] row : values) {
            Arrays.setAll(row, c -> at * random.nextDouble());
        }
        values[0][1] = -at;
        return new Grid(id, title, names, names, values, "");
    }

    @Test
    void matricesOfOneMeasureStandSideBySideAndTheWordsNameTheLargestDifference() throws Exception {
        String html = drawn(List.of(
                matrix("u.pearson.train", "Pearson correlation, train", 8, 0.9),
                matrix("u.pearson.synthetic", "Pearson correlation, synthetic", 8, 0.9),
                matrix("u.pearson.difference", "Pearson correlation, synthetic less train", 8, 0.5),
                matrix("u.spearman.train", "Spearman rank correlation, train", 8, 0.9)));
        assertEquals(2, html.split("<figure", -1).length - 1);
        assertTrue(html.contains("Furthest from 0 in 'synthetic less train': column 0 with column 1, -0.5."));
        assertTrue(html.contains("of the difference: 0.5"));
    }

    /** The widest bundled table has 50 columns; four matrices of each of three measures and more must stay small. */
    @Test
    void fiftyColumnsStayFarBelowTwoMegabytes() throws Exception {
        List<Grid> grids = new ArrayList<>();
        for (String kind : List.of("cramers-v", "mutual-information", "spearman")) {
            for (String side : List.of("train", "holdout", "synthetic", "difference")) {
                grids.add(matrix("u." + kind + "." + side, kind + ", " + side, 50, 1));
            }
        }
        String drawn = drawn(grids);
        assertTrue(drawn.length() < 1_300_000, drawn.length() + " characters");
    }

    @Test
    void aCurveHasItsBandItsWordsAndSomeOfItsNumbers() throws Exception {
        double[][] points = IntStream.rangeClosed(0, 100)
                .mapToObj(i -> new double[] {i / 100.0, i / 200.0, i / 400.0, i / 100.0})
                .toArray(double[][]::new);
        String html = drawn(List.of(new Grid(
                "u.mixing.curve",
                "A score",
                IntStream.rangeClosed(0, 100).mapToObj(i -> i + " %").toList(),
                List.of("share", "score", "from", "to"),
                points,
                "a note")));
        assertEquals(1, html.split("class=\"band band-0\"", -1).length - 1);
        assertEquals(1, html.split("class=\"line line-0\" d=", -1).length - 1);
        assertTrue(html.contains("At share 0: score 0. At share 0.5: score 0.25. At share 1: score 0.5."), html);
        assertEquals(11, html.split("scope=\"row\"", -1).length - 1);
    }

    @Test
    void ticksAreRoundNumbersAroundWhatIsShown() {
        assertEquals(
                List.of(0.5, 0.6, 0.7, 0.8, 0.9),
                Arrays.stream(Axis.around("", 0.52, 0.86).ticks())
                        .mapToObj(tick -> Math.round(tick * 1e6) / 1e6)
                        .toList());
        for (double[] ends : new double[][] {{0, 0}, {-3, 11}, {1e-9, 2e-9}, {5, 5}, {0, 1}, {-0.2, 0.1}}) {
            Axis axis = Axis.around("", ends[0], ends[1]);
            assertTrue(axis.low() <= ends[0] && axis.high() >= ends[1], axis.toString());
            assertTrue(axis.ticks().length >= 2 && axis.ticks().length <= 9, axis.ticks().length + " ticks");
        }
    }
}
