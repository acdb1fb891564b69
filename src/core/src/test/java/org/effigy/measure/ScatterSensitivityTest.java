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

    /** The largest changes, of the sums alone: those of other rows cancel. */
    private static Sensitivity enumerated(Domain domain, Scatter scatter, int k, Neighbours neighbours) {
        return SmallTables.largest(domain, k, neighbours, 0, table -> scatter.sums(table.records(domain)));
    }

    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "1, REPLACE", "2, REPLACE"})
    void scatterMatricesMoveByWhatIsDeclared(int k, Neighbours neighbours) {
        for (Scatter scatter : List.of(MIXED, PLAIN)) {
            Sensitivity declared = ScatterSensitivity.of(scatter, k, neighbours);
            Sensitivity largest = enumerated(DOMAIN, scatter, k, neighbours);
            assertTrue(largest.l1() <= declared.l1(), largest.l1() + " of " + declared);
            assertTrue(largest.l2Squared() <= declared.l2Squared(), largest.l2Squared() + " of " + declared);
            if (neighbours == Neighbours.ADD_REMOVE || scatter == PLAIN) {
                assertEquals(largest.l1(), declared.l1());
                assertEquals(largest.l2Squared(), declared.l2Squared());
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
        Sensitivity largest = enumerated(four, scatter, 1, Neighbours.REPLACE);
        assertEquals(6, one);
        assertEquals(16, ScatterSensitivity.of(scatter, 1, Neighbours.REPLACE).l2Squared());
        assertEquals(16, largest.l2Squared());
        // The planted offender: sqrt 2 times the norm of one row holds for whole matrices, and not without the
        // diagonal.
        assertTrue(largest.l2Squared() > 2 * one);
    }

    /** A sign that flips beside a name that stays moves by twice what one row brings: 4, where sqrt 2 of it is 2. */
    @Test
    void aSignThatFlipsBesideANameMovesTwiceAsFar() {
        Domain two = Domain.of(List.of(new Attribute("c", 2), new Attribute("n", 2)));
        Scatter scatter = new Scatter(
                List.of(new Coordinates(0, new long[][] {{-1, 1}})), List.of(Coordinates.indicators(1, 2, 1)));
        Sensitivity declared = ScatterSensitivity.of(scatter, 1, Neighbours.REPLACE);
        assertEquals(4, declared.l2Squared());
        assertEquals(4, enumerated(two, scatter, 1, Neighbours.REPLACE).l2Squared());
    }

    /** Offenders: scores past the declared ones, k rows taken for sqrt k, and one pair for all. */
    @Test
    void forgottenFactorsAreSeen() {
        Scatter unclipped = new Scatter(
                List.of(new Coordinates(0, new long[][] {{-10, 3, 14}}), new Coordinates(1, new long[][] {{-10, 10, 0}
                })),
                List.of());
        long declared = ScatterSensitivity.of(PLAIN, 1, Neighbours.ADD_REMOVE).l2Squared();
        assertTrue(enumerated(DOMAIN, unclipped, 1, Neighbours.ADD_REMOVE).l2Squared() > declared);
        assertTrue(enumerated(DOMAIN, PLAIN, 2, Neighbours.ADD_REMOVE).l2Squared() > 2 * declared);
        assertTrue(enumerated(DOMAIN, MIXED, 1, Neighbours.ADD_REMOVE).l2Squared() > 100 * 100);
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
        assertEquals(
                scatter.sums(SmallTables.records(fine, rows))[0], scatter.sums(SmallTables.records(fine, turned))[0]);
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
        List<int[]> rows = SmallTables.rows(two);
        long largest = 0;
        for (List<int[]> others : SmallTables.of(two, sampled - k, sampled - k)) {
            long least = Long.MAX_VALUE;
            long most = Long.MIN_VALUE;
            for (int[] one : rows) {
                for (int[] other : k == 1 ? List.of(one) : rows) {
                    List<int[]> all = new ArrayList<>(others);
                    all.add(one);
                    if (k == 2) {
                        all.add(other);
                    }
                    long count = concordance.counts(SmallTables.records(two, all))[0];
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
        Coordinates y = Coordinates.indicators(1, 3, 1);
        assertThrows(IllegalArgumentException.class, () -> new Scatter(List.of(x), List.of(y, y)));
        assertThrows(IllegalArgumentException.class, () -> new Scatter(List.of(x, y), List.of(x)));
        assertEquals(4096 * 4096, new Coordinates(0, new long[][] {{4096}, {0}}).largestSquares());
        assertEquals(4096, new Coordinates(0, new long[][] {{-4096, 4096}}).largestSum());
        assertThrows(IllegalArgumentException.class, () -> new Coordinates(0, new long[][] {{4097}}));
        assertThrows(IllegalArgumentException.class, () -> new Coordinates(0, new long[][] {{-4097}}));
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
