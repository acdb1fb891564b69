package org.effigy.audit.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static AuditTable table(int rows, Optional<int[]> units) {
        return new AuditTable(
                "a table",
                List.of(new AuditColumn.Numbers(
                        Field.builder("x", FieldType.NUMBER).build(), new double[rows])),
                units.map(codes -> new AuditColumn.Categories(
                        Field.builder("u", FieldType.STRING).build(),
                        codes,
                        IntStream.range(0, rows).mapToObj(i -> "u" + i).toList(),
                        0)));
    }

    /**
     * The deviation of the mean of 0 and 1 in equal parts over 400 rows is 0.025; over 100 units of 4 equal rows it is
     * 0.05. With 2,000 draws an estimate has a relative deviation of 1/sqrt(4000) = 1.6 %: 8 % are five deviations
     * (1e-6), and rows mistaken for units would be off by half.
     */
    @Test
    void theSpreadIsThatOfRowsOrOfWholeUnits() {
        double[] values = IntStream.range(0, 400).mapToDouble(i -> i / 4 % 2).toArray();
        int[] units = IntStream.range(0, 400).map(i -> i / 4).toArray();
        assertEquals(0.025, deviation(Optional.empty(), values), 0.025 * 0.08);
        assertEquals(0.05, deviation(Optional.of(units), values), 0.05 * 0.08);
    }

    private static double deviation(Optional<int[]> units, double[] values) {
        double[] draws = Bootstrap.of(table(400, units), 2000, 3).values(List.of(Statistic.mean(values)))[0];
        double mean = Arrays.stream(draws).average().orElseThrow();
        return Math.sqrt(Arrays.stream(draws)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    @Test
    void drawsAreTheSameOnAnyNumberOfThreads() {
        double[] values = IntStream.range(0, 50).mapToDouble(i -> i).toArray();
        Bootstrap bootstrap = Bootstrap.of(table(50, Optional.empty()), 40, 9);
        List<Statistic> mean = List.of(
                Statistic.mean(values), weights -> Arrays.stream(weights).max().orElseThrow());
        double[][] here = bootstrap.values(mean);
        ForkJoinPool alone = new ForkJoinPool(1);
        try {
            assertArrayEquals(here, alone.submit(() -> bootstrap.values(mean)).join());
        } finally {
            alone.shutdown();
        }
    }

    @Test
    void drawsThatAreKeptAreTheSameDraws() {
        int[] units = IntStream.range(0, 50).map(i -> i / 3).toArray();
        List<Statistic> rows = IntStream.range(0, 50)
                .<Statistic>mapToObj(row -> weights -> weights[row])
                .toList();
        for (Optional<int[]> some : List.of(Optional.<int[]>empty(), Optional.of(units))) {
            Bootstrap fresh = Bootstrap.of(table(50, some), 40, 9);
            Bootstrap kept = fresh.keepingDraws();
            for (int time = 0; time < 2; time++) {
                assertArrayEquals(fresh.values(rows), kept.values(rows));
            }
        }
    }

    @Test
    void aRowWithoutAUnitStandsForItself() {
        int[] units = {AuditColumn.Categories.MISSING, 2, 2, AuditColumn.Categories.MISSING};
        Bootstrap bootstrap = Bootstrap.of(table(4, Optional.of(units)), 200, 1);
        double[][] values = bootstrap.values(
                List.of(weights -> weights[1] - weights[2], weights -> weights[0] - weights[3], weights -> weights[0]));
        assertEquals(0, Arrays.stream(values[0]).map(Math::abs).max().orElseThrow());
        assertEquals(true, Arrays.stream(values[1]).anyMatch(difference -> difference != 0));
    }

    @Test
    void oneDrawOrNoRowIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Bootstrap.of(table(3, Optional.empty()), 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Bootstrap.of(table(0, Optional.empty()), 9, 1));
    }

    @Test
    void halfOfATableKeepsItsUnitsWhole() {
        int[] units = IntStream.range(0, 40).map(row -> row / 4).toArray();
        AuditTable half = Subsample.half(table(40, Optional.of(units)), 5);
        assertEquals(20, half.rows());
        int[] chosen = half.units().orElseThrow().codes();
        assertEquals(5, Arrays.stream(chosen).distinct().count());
        assertEquals(20, Subsample.half(table(40, Optional.empty()), 5).rows());
        assertEquals(1, Subsample.half(table(1, Optional.empty()), 5).rows());
    }
}
