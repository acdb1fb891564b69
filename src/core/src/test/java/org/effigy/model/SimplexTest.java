package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimplexTest {
    @Test
    void aPointInsideStaysWhereItIs() {
        assertArrayEquals(new double[] {1, 2, 3}, Simplex.project(new double[] {1, 2, 3}, 6), 1e-12);
    }

    @Test
    void smallCountsGoToZeroAndTheRestShareTheDifference() {
        assertArrayEquals(new double[] {9.5, 0.5, 0}, Simplex.project(new double[] {10, 1, -4}, 10), 1e-12);
    }

    @Test
    void oneCellTakesTheWholeSum() {
        assertArrayEquals(new double[] {7}, Simplex.project(new double[] {-3}, 7), 0);
    }

    /** The projection is the point from which no feasible point lies closer: checked by small feasible moves. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noFeasibleMoveComesCloser(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] y = random.doubles(1 + random.nextInt(12), -5, 10).toArray();
        double[] x = Simplex.project(y, 12);
        assertEquals(12, Arrays.stream(x).sum(), 1e-9);
        for (int i = 0; i < x.length; i++) {
            assertTrue(x[i] >= 0);
            for (int j = 0; j < x.length; j++) {
                double step = Math.min(1e-4, x[i]);
                double[] moved = x.clone();
                moved[i] -= step;
                moved[j] += step;
                assertTrue(distance(moved, y) >= distance(x, y) - 1e-9);
            }
        }
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Simplex.project(new double[0], 1));
        assertThrows(IllegalArgumentException.class, () -> Simplex.project(new double[] {1}, 0));
        assertThrows(IllegalArgumentException.class, () -> Simplex.project(new double[] {1}, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Simplex.project(new double[] {1, Double.NaN}, 1));
        assertThrows(
                IllegalArgumentException.class, () -> Simplex.project(new double[] {Double.NEGATIVE_INFINITY, 2}, 1));
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
