package org.effigy.audit.downstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Grid;
import org.effigy.audit.UtilityOptions;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.learn.Linear;
import org.effigy.audit.utility.PlantedTables;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class GeneratorCurveTest {
    private static Study study() {
        return Study.of("answer").withLearners(List.of(new Linear())).withEffort(5000, 100);
    }

    private static Table tablesaw(AuditTable table, double flip, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> kinds = List.of("a", "b", "c", "d");
        return Table.create(
                DoubleColumn.create("x", PlantedTables.numbers(table, "x")),
                texts("kind", PlantedTables.codes(table, "kind"), kinds),
                texts("group", PlantedTables.codes(table, "group"), List.of("p", "q")),
                DoubleColumn.create("noise", PlantedTables.numbers(table, "noise")),
                texts(
                        "answer",
                        IntStream.of(PlantedTables.codes(table, "answer"))
                                .map(code -> random.nextDouble() < flip ? 1 - code : code)
                                .toArray(),
                        List.of("no", "yes")));
    }

    private static StringColumn texts(String name, int[] codes, List<String> labels) {
        return StringColumn.create(
                name, IntStream.of(codes).mapToObj(labels::get).toList());
    }

    /**
     * Randomised response: each answer is turned over with probability 1 / (1 + exp(epsilon)) (Warner 1965), so that the
     * Brier score that the synthetic rows teach gets better with epsilon, and at 10 costs nothing.
     */
    @Test
    void theCurveShowsWhatEachBudgetCosts() throws Exception {
        Table train = tablesaw(PlantedTables.rows("train", 1000, 1), 0, 0);
        Table holdout = tablesaw(PlantedTables.rows("holdout", 1000, 2), 0, 0);
        int[] told = new int[1];
        UtilitySection section = GeneratorCurve.of(
                        PlantedTables.SCHEMA, study(), List.of(0.2, 1.0, 10.0), 4, UtilityOptions.DEFAULT)
                .run(
                        train,
                        holdout,
                        (epsilon, seed) -> tablesaw(
                                PlantedTables.rows("synthetic", 1000, 100 + seed), 1 / (1 + Math.exp(epsilon)), seed),
                        (done, all) -> told[0] = done * 100 + all);
        assertEquals(1212, told[0]);
        Grid brier = section.grids().stream()
                .filter(grid -> grid.id().equals("utility.curve.linear.brier"))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of("epsilon 0.2", "epsilon 1", "epsilon 10"), brier.rows());
        assertTrue(brier.value("epsilon 0.2", "cost from") > 0.005, brier.toString());
        assertTrue(brier.value("epsilon 0.2", "synthetic") > brier.value("epsilon 1", "synthetic"));
        assertTrue(brier.value("epsilon 1", "synthetic") > brier.value("epsilon 10", "synthetic"));
        assertEquals(0, brier.value("epsilon 10", "synthetic - real"), 0.01);
        assertTrue(brier.value("epsilon 10", "cost from") < brier.value("epsilon 10", "cost to"));
        assertEquals(3, section.figures().size());
        assertTrue(section.figures().stream()
                .anyMatch(figure -> figure.id().equals("utility.curve.linear.roc-auc.cost-at-0-2")));
    }

    @Test
    void oneDrawOrNoBudgetIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> GeneratorCurve.of(PlantedTables.SCHEMA, study(), List.of(1.0), 1, UtilityOptions.DEFAULT));
        assertThrows(
                IllegalArgumentException.class,
                () -> GeneratorCurve.of(PlantedTables.SCHEMA, study(), List.of(), 3, UtilityOptions.DEFAULT));
        assertThrows(
                IllegalArgumentException.class,
                () -> GeneratorCurve.of(PlantedTables.SCHEMA, study(), List.of(Double.NaN), 3, UtilityOptions.DEFAULT));
    }
}
