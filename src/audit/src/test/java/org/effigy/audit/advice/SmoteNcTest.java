package org.effigy.audit.advice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.junit.jupiter.api.Test;

/** New rows lie where the definition says. */
class SmoteNcTest {
    private static double[] numbers(AuditTable table, String name) {
        return ((AuditColumn.Numbers) table.column(name)).values();
    }

    private static int[] codes(AuditTable table, String name) {
        return ((AuditColumn.Categories) table.column(name)).codes();
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }

    /** The five nearest by an independent computation of the distance. */
    private static int[] nearest(AuditTable own, AuditTable all, int row) {
        String[] names = {"amount", "hour", "age"};
        double[] whole = Arrays.stream(names)
                .mapToDouble(name -> deviation(numbers(all, name)))
                .toArray();
        double[] within = IntStream.range(0, 3)
                .mapToDouble(i -> deviation(numbers(own, names[i])) / whole[i])
                .sorted()
                .toArray();
        return IntStream.range(0, own.rows())
                .filter(other -> other != row)
                .boxed()
                .sorted(Comparator.comparingDouble(other -> {
                    double sum = codes(own, "shop")[row] == codes(own, "shop")[other] ? 0 : within[1] * within[1];
                    for (int i = 0; i < 3; i++) {
                        double[] values = numbers(own, names[i]);
                        sum += Math.pow((values[row] - values[other]) / whole[i], 2);
                    }
                    return sum;
                }))
                .limit(5)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Each new row must lie between some row and one of its five nearest, in all numbers by the same part of the way. */
    @Test
    void rowsLieBetweenNeighbours() {
        AuditTable all = Fraud.rows("real", 500, 1);
        AuditTable own = all.select(IntStream.range(0, all.rows())
                .filter(row -> codes(all, "fraud")[row] == 0)
                .limit(60)
                .toArray());
        AuditTable drawn = new SmoteNc(own, all).draw(200, 7);
        for (int i = 0; i < drawn.rows(); i++) {
            int at = i;
            assertTrue(
                    IntStream.range(0, own.rows()).anyMatch(row -> {
                        int[] near = nearest(own, all, row);
                        return isMostFrequent(codes(drawn, "shop")[at], codes(own, "shop"), near)
                                && Arrays.stream(near).anyMatch(other -> isBetween(drawn, at, own, row, other));
                    }),
                    "row " + i);
        }
    }

    private static boolean isBetween(AuditTable drawn, int at, AuditTable own, int row, int other) {
        double amount = numbers(own, "amount")[other] - numbers(own, "amount")[row];
        double part = (numbers(drawn, "amount")[at] - numbers(own, "amount")[row]) / amount;
        return part >= 0
                && part <= 1
                && Math.abs(numbers(own, "age")[row]
                                + part * (numbers(own, "age")[other] - numbers(own, "age")[row])
                                - numbers(drawn, "age")[at])
                        < 1e-6;
    }

    private static boolean isMostFrequent(int code, int[] codes, int[] near) {
        long[] counts = new long[4];
        Arrays.stream(near).forEach(row -> counts[codes[row]]++);
        return counts[code] == Arrays.stream(counts).max().orElseThrow();
    }

    /** A missing number stays missing where one of the two lacks it, and the seed decides. */
    @Test
    void gapsStayGapsAndSeedsDecide() {
        AuditTable rows = Fraud.rows("real", 40, 1);
        double[] amount = numbers(rows, "amount").clone();
        Arrays.fill(amount, 0, 20, Double.NaN);
        AuditTable gaps =
                Fraud.with(rows, new AuditColumn.Numbers(rows.column("amount").field(), amount));
        AuditTable one = new SmoteNc(gaps, gaps).draw(100, 3);
        assertArrayEquals(numbers(one, "age"), numbers(new SmoteNc(gaps, gaps).draw(100, 3), "age"));
        long missing =
                Arrays.stream(numbers(one, "amount")).filter(Double::isNaN).count();
        assertTrue(missing > 20 && missing < 100, missing + "");
        assertEquals(
                1, new SmoteNc(rows.select(new int[] {0, 1}), rows).draw(1, 1).rows());
    }
}
