package org.effigy.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.Sensitivity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every pair of neighbouring tables of one unit against none, and of one unit against another: the change of a scatter
 * matrix and of comparisons of ranks is at most what is declared, and reaches it where the proof says so. Sums are linear,
 * so that other units' rows cancel; comparisons of ranks are not, so there the other rows of the sample vary too.
 */
class ScatterSensitivityTest {
    private static final Domain DOMAIN = Domain.of(List.of(
            new Attribute("x", 3, Ordering.ORDERED),
            new Attribute("y", 3, Ordering.ORDERED_OR_MISSING),
            new Attribute("n", 2)));

    /** A value and a flag of missing on y, indicators on n. */
    private static final Scatter MIXED = new Scatter(
            List.of(new Coordinates(0, new long[][] {{-10, 3, 10}}), new Coordinates(1, new long[][] {
                {-7, 10, 0}, {0, 0, 10}
            })),
            List.of(Coordinates.indicators(2, 2, 10)));

    private static final Scatter PLAIN = new Scatter(
            List.of(new Coordinates(0, new long[][] {{-10, 3, 10}}), new Coordinates(1, new long[][] {{-10, 10, 0}})),
            List.of());

    private static List<int[]> allRows(Domain domain) {
        List<int[]> rows = new ArrayList<>();
        rows.add(new int[0]);
        for (Attribute attribute : domain.attributes()) {
            rows = rows.stream()
                    .flatMap(row -> IntStream.range(0, attribute.size())
                            .mapToObj(code -> IntStream.concat(IntStream.of(row), IntStream.of(code))
                                    .toArray()))
                    .toList();
        }
        return rows;
    }

    /** Multisets of one to k rows. */
    private static List<List<int[]>> units(Domain domain, int k) {
        List<int[]> rows = allRows(domain);
        List<List<int[]>> all = new ArrayList<>();
        List<List<Integer>> last = List.of(List.of());
        for (int size = 1; size <= k; size++) {
            List<List<Integer>> next = new ArrayList<>();
            for (List<Integer> some : last) {
                for (int i = some.isEmpty() ? 0 : some.get(some.size() - 1); i < rows.size(); i++) {
                    List<Integer> more = new ArrayList<>(some);
                    more.add(i);
                    next.add(more);
                }
            }
            next.forEach(unit -> all.add(unit.stream().map(rows::get).toList()));
            last = next;
        }
        return all;
    }

    private static Records records(Domain domain, List<int[]> rows) {
        Records.Builder builder = Records.builder(domain, rows.size());
        rows.forEach(builder::add);
        return builder.build();
    }

    /** The largest L1 and squared L2 changes. */
    private static long[] enumerated(Domain domain, Scatter scatter, int k, Neighbours neighbours) {
        List<long[]> sums = new ArrayList<>();
        units(domain, k).forEach(unit -> sums.add(scatter.sums(records(domain, unit))));
        long[] largest = new long[2];
        List<long[]> others = neighbours == Neighbours.REPLACE ? sums : List.of(new long[sums.get(0).length]);
        for (long[] a : sums) {
            for (long[] b : others) {
                long l1 = 0;
                long l2 = 0;
                for (int i = 0; i < a.length; i++) {
                    l1 += Math.abs(a[i] - b[i]);
                    l2 += (a[i] - b[i]) * (a[i] - b[i]);
                }
                largest[0] = Math.max(largest[0], l1);
                largest[1] = Math.max(largest[1], l2);
            }
        }
        return largest;
    }

    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "1, REPLACE", "2, REPLACE"})
    void scatterMatricesMoveByWhatIsDeclared(int k, Neighbours neighbours) {
        for (Scatter scatter : List.of(MIXED, PLAIN)) {
            Sensitivity declared = ScatterSensitivity.of(scatter, k, neighbours);
            long[] largest = enumerated(DOMAIN, scatter, k, neighbours);
            assertTrue(largest[0] <= declared.l1(), largest[0] + " of " + declared);
            assertTrue(largest[1] <= declared.l2Squared(), largest[1] + " of " + declared);
            if (neighbours == Neighbours.ADD_REMOVE || scatter == PLAIN) {
                assertEquals(largest[0], declared.l1());
                assertEquals(largest[1], declared.l2Squared());
            }
        }
    }

    /** Four columns of which two change sign: the bound (sum of Q)^2 is reached, where twice add/remove's is passed. */
    @Test
    void oppositeRowsMoveFurtherThanRootTwoOfOne() {
        Domain four = Domain.of(
                IntStream.range(0, 4).mapToObj(i -> new Attribute("c" + i, 2)).toList());
        Scatter scatter = new Scatter(
                IntStream.range(0, 4)
                        .mapToObj(i -> new Coordinates(i, new long[][] {{-1, 1}}))
                        .toList(),
                List.of());
        long one = ScatterSensitivity.of(scatter, 1, Neighbours.ADD_REMOVE).l2Squared();
        long[] largest = enumerated(four, scatter, 1, Neighbours.REPLACE);
        assertEquals(6, one);
        assertEquals(16, ScatterSensitivity.of(scatter, 1, Neighbours.REPLACE).l2Squared());
        assertEquals(16, largest[1]);
        // The planted offender: sqrt 2 times the norm of one row holds for whole matrices, and not without the
        // diagonal.
        assertTrue(largest[1] > 2 * one);
    }

    /** Offenders: scores past the declared ones, k rows taken for sqrt k, and one pair for all. */
    @Test
    void forgottenFactorsAreSeen() {
        Scatter unclipped = new Scatter(
                List.of(new Coordinates(0, new long[][] {{-10, 3, 14}}), new Coordinates(1, new long[][] {{-10, 10, 0}
                })),
                List.of());
        long declared = ScatterSensitivity.of(PLAIN, 1, Neighbours.ADD_REMOVE).l2Squared();
        assertTrue(enumerated(DOMAIN, unclipped, 1, Neighbours.ADD_REMOVE)[1] > declared);
        assertTrue(enumerated(DOMAIN, PLAIN, 2, Neighbours.ADD_REMOVE)[1] > 2 * declared);
        assertTrue(enumerated(DOMAIN, MIXED, 1, Neighbours.ADD_REMOVE)[1] > 100 * 100);
    }

    /** Sums of doubles depend on the order of rows: on the grid they don't. The offender adds the same products as reals. */
    @Test
    void theOrderOfRowsChangesNothing() {
        Domain fine =
                Domain.of(List.of(new Attribute("x", 3, Ordering.ORDERED), new Attribute("y", 3, Ordering.ORDERED)));
        double[] reals = {.1, .2, .3};
        long[][] grid = {{1, 2, 3}};
        Scatter scatter = new Scatter(List.of(new Coordinates(0, grid), new Coordinates(1, grid)), List.of());
        List<int[]> rows = List.of(new int[] {0, 0}, new int[] {1, 0}, new int[] {2, 0});
        List<int[]> turned = List.of(rows.get(2), rows.get(1), rows.get(0));
        assertEquals(scatter.sums(records(fine, rows))[0], scatter.sums(records(fine, turned))[0]);
        assertTrue(sum(reals, rows) != sum(reals, turned));
    }

    private static double sum(double[] reals, List<int[]> rows) {
        double sum = 0;
        for (int[] row : rows) {
            sum += reals[row[0]] * (row[1] + 1);
        }
        return sum;
    }

    /** Samples of two and three rows in which a unit's rows are others. */
    @ParameterizedTest
    @CsvSource({"1, 2", "1, 3", "2, 3"})
    void comparisonsOfRanksMoveByWhatIsDeclared(int k, int sampled) {
        Domain two = Domain.of(
                List.of(new Attribute("x", 3, Ordering.ORDERED), new Attribute("y", 3, Ordering.ORDERED_OR_MISSING)));
        Concordance concordance = new Concordance(List.of(0, 1), sampled);
        Sensitivity declared = ScatterSensitivity.of(concordance, k);
        List<int[]> rows = allRows(two);
        long largest = 0;
        for (List<int[]> others : units(two, sampled - k)) {
            if (others.size() != sampled - k) {
                continue;
            }
            long least = Long.MAX_VALUE;
            long most = Long.MIN_VALUE;
            for (int[] one : rows) {
                for (int[] other : k == 1 ? List.of(one) : rows) {
                    List<int[]> all = new ArrayList<>(others);
                    all.add(one);
                    if (k == 2) {
                        all.add(other);
                    }
                    long count = concordance.counts(records(two, all))[0];
                    least = Math.min(least, count);
                    most = Math.max(most, count);
                }
            }
            largest = Math.max(largest, most - least);
        }
        assertTrue(largest <= declared.l1(), largest + " of " + declared);
        if (k == 1) {
            assertEquals(2L * (sampled - 1), largest);
            assertEquals(largest, declared.l1());
            assertEquals(largest * largest, declared.l2Squared());
        }
    }

    @Test
    void whatIsNoQuestionIsRefused() {
        Coordinates x = new Coordinates(0, new long[][] {{1, 2, 3}});
        assertThrows(IllegalArgumentException.class, () -> new Scatter(List.of(x), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Scatter(List.of(x, x), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Coordinates(0, new long[][] {{4097}}));
        assertThrows(IllegalArgumentException.class, () -> new Coordinates(0, new long[][] {{1}, {1, 2}}));
        assertThrows(IllegalArgumentException.class, () -> new Coordinates(0, new long[0][]));
        assertThrows(IllegalArgumentException.class, () -> new Concordance(List.of(1), 5));
        assertThrows(IllegalArgumentException.class, () -> new Concordance(List.of(1, 1), 5));
        assertThrows(IllegalArgumentException.class, () -> new Concordance(List.of(0, 1), 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> ScatterSensitivity.of(MIXED, Integer.MAX_VALUE, Neighbours.ADD_REMOVE));
    }
}
