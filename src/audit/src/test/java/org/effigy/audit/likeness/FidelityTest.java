package org.effigy.audit.likeness;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.effigy.audit.Figure;
import org.effigy.audit.UtilityReport;
import org.effigy.audit.utility.UtilityAudit;
import org.effigy.audit.utility.World;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Schema;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class FidelityTest {
    private static final Table TRAIN = World.people(1, 4000);
    private static final Table HOLDOUT = World.people(2, 2000);

    private static UtilityReport audit(Table synthetic) {
        return UtilityAudit.of(World.SCHEMA)
                .train(TRAIN)
                .holdout(HOLDOUT)
                .synthetic(synthetic)
                .only(Fidelity.of())
                .run();
    }

    @Test
    void everyMainFigureHasAReferenceAndRealRowsScoreAboutAsIt() {
        UtilityReport report = audit(World.people(3, 4000));
        for (Figure figure : report.figures()) {
            assertTrue(figure.reference().isPresent(), figure.id());
        }
        for (String way : List.of("1", "2", "3")) {
            Figure figure = report.figure("utility.fidelity.total-variation." + way + ".holdout");
            double reference = figure.reference().orElseThrow();
            // Two samples' distances from one holdout differ by some deviations of the interval, here at most six.
            double deviation = (figure.interval().orElseThrow().high() - figure.value()) / 1.96;
            assertEquals(reference, figure.value(), 6 * deviation, figure.id());
        }
        assertEquals(1, report.grid("utility.fidelity.bins").value("pay", "declared"));
        assertEquals(7 + 3, report.grid("utility.fidelity.bins").value("pay", "bins"));
        Figure two = report.figure("utility.fidelity.total-variation.2.train");
        Figure score = report.figure("utility.fidelity.k-marginal.2.train");
        assertEquals(500 * (2 - 2 * two.value()), score.value(), 1e-9);
        assertEquals(
                1000 * (1 - two.reference().orElseThrow()), score.reference().orElseThrow(), 1e-9);
    }

    /** A tenth of as good a sample is worth a tenth; its distance varies by about 3 %, which moves that by some 7 %. */
    @Test
    void aSmallRealSampleIsWorthItsSize() {
        Figure figure = audit(World.people(4, 400)).figure("utility.fidelity.total-variation.3.equivalent");
        assertEquals(10, figure.value(), 4);
    }

    @Test
    void shuffledColumnsMovePairsAndNotSingleColumns() {
        UtilityReport fresh = audit(World.people(3, 4000));
        UtilityReport shuffled = audit(World.shuffled(World.people(3, 4000), "job", 1));
        assertEquals(
                fresh.figure("utility.fidelity.total-variation.1.train").value(),
                shuffled.figure("utility.fidelity.total-variation.1.train").value(),
                1e-12);
        for (String id : List.of("cramers-v", "correlation-ratio", "mutual-information", "total-variation.2")) {
            Figure figure = shuffled.figure("utility.fidelity." + id + ".holdout");
            assertTrue(
                    figure.interval().orElseThrow().low()
                            > 1.2 * figure.reference().orElseThrow(),
                    figure.toString());
        }
        assertTrue(shuffled.grid("utility.fidelity.cramers-v.difference").value("job", "town") < -0.2);
        assertTrue(fresh.grid("utility.fidelity.cramers-v.difference").value("job", "town") > -0.1);
    }

    @Test
    void theSameAuditGivesTheSameTextOnOneThreadAndOnMany() throws Exception {
        Table synthetic = World.people(3, 1000);
        String many = audit(synthetic).toJson();
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            assertEquals(many, one.submit(() -> audit(synthetic).toJson()).get());
        } finally {
            one.shutdown();
        }
    }

    /**
     * The deviation that a table states for itself, beside that of 300 fresh tables: its estimate varies by 4 %, so a quarter
     * is six times that. A deviation off by a factor of sqrt 2 is told.
     */
    @Test
    void deviationsAreThoseOfFreshTables() {
        int draws = 300;
        List<BinnedTable> tables = IntStream.range(0, 2 * draws)
                .mapToObj(i -> coins(i, i % 2 == 0 ? 0.3 : 0.5, 500))
                .toList();
        List<int[]> cliques = List.of(new int[] {0}, new int[] {1}, new int[] {0, 1});
        double sum = 0;
        double squares = 0;
        double stated = 0;
        for (int draw = 0; draw < draws; draw++) {
            TotalVariation distance = TotalVariation.of(tables.get(2 * draw), tables.get(2 * draw + 1), cliques, true);
            sum += distance.mean();
            squares += distance.mean() * distance.mean();
            stated += distance.deviation() / draws;
        }
        double mean = sum / draws;
        double deviation = Math.sqrt(squares / draws - mean * mean);
        assertEquals(1, stated / deviation, 0.25);
    }

    private static BinnedTable coins(long seed, double chance, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] first = IntStream.range(0, rows)
                .map(row -> random.nextDouble() < chance ? 1 : 0)
                .toArray();
        int[] second = IntStream.range(0, rows)
                .map(row -> random.nextDouble() < 0.7 ? first[row] : random.nextInt(4))
                .toArray();
        return new BinnedTable(new int[] {2, 4}, new int[][] {first, second});
    }

    @Test
    void manyPossibleCellsAreCountedAsFewAre() {
        SplittableRandom random = new SplittableRandom(5);
        int[] sizes = {2000, 3000, 500};
        BinnedTable one = random(random, sizes, 700);
        BinnedTable other = random(random, sizes, 900);
        double[] found = TotalVariation.of(one, other, List.of(new int[] {0, 1, 2}, new int[] {0, 2}), false)
                .each();
        assertEquals(bruteForce(one, other, 0, 1, 2), found[0], 1e-12);
        assertEquals(bruteForce(one, other, 0, 2), found[1], 1e-12);
    }

    private static BinnedTable random(SplittableRandom random, int[] sizes, int rows) {
        return new BinnedTable(
                sizes,
                IntStream.of(sizes)
                        // Few values are in use, far apart, so that cells meet.
                        .mapToObj(size -> random.ints(rows, 0, 4)
                                .map(value -> value * (size / 4))
                                .toArray())
                        .toArray(int[][]::new));
    }

    private static double bruteForce(BinnedTable one, BinnedTable other, int... clique) {
        Map<List<Integer>, Double> shares = new HashMap<>();
        for (int row = 0; row < one.rows(); row++) {
            shares.merge(key(one, row, clique), 1.0 / one.rows(), Double::sum);
        }
        for (int row = 0; row < other.rows(); row++) {
            shares.merge(key(other, row, clique), -1.0 / other.rows(), Double::sum);
        }
        return shares.values().stream().mapToDouble(Math::abs).sum() / 2;
    }

    private static List<Integer> key(BinnedTable table, int row, int... clique) {
        return IntStream.of(clique).map(c -> table.columns()[c][row]).boxed().toList();
    }

    @Test
    void tablesWithNothingInThemHaveADefinedOutcome() {
        Schema schema = Schema.of(List.of(
                Field.builder("x", FieldType.NUMBER).build(),
                Field.builder("gap", FieldType.NUMBER).build(),
                Field.builder("word", FieldType.STRING).build(),
                Field.builder("same", FieldType.STRING).build()));
        Table real = odd(30, 1);
        Table other = odd(20, 2);
        for (Table synthetic : List.of(odd(1, 3), odd(40, 3), other.emptyCopy().append(odd(3, 9)))) {
            UtilityReport report = assertDoesNotThrow(() -> UtilityAudit.of(schema)
                    .train(real)
                    .holdout(other)
                    .synthetic(synthetic)
                    .run());
            assertDoesNotThrow(report::toJson);
        }
        Schema alone = Schema.of(List.of(Field.builder("x", FieldType.NUMBER).build()));
        assertDoesNotThrow(() -> UtilityAudit.of(alone)
                .train(real)
                .holdout(other)
                .synthetic(odd(10, 4))
                .run());
    }

    /** A column of numbers, one of gaps, one of words that are all different, and one that never changes. */
    private static Table odd(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DoubleColumn x = DoubleColumn.create("x");
        DoubleColumn gap = DoubleColumn.create("gap");
        StringColumn word = StringColumn.create("word");
        StringColumn same = StringColumn.create("same");
        for (int row = 0; row < rows; row++) {
            x.append(random.nextDouble() - 0.5);
            gap.appendMissing();
            word.append("w" + random.nextInt(1_000_000));
            same.append("s");
        }
        return Table.create(x, gap, word, same);
    }
}
