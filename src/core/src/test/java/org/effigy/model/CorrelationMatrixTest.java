package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CorrelationMatrixTest {
    /** Higham 2002, section 4: the nearest one to {@code [1 1 0; 1 1 1; 0 1 1]}, to four digits as printed there. */
    @Test
    void highamsExampleComesOutAsPrinted() {
        CorrelationMatrix nearest = CorrelationMatrix.nearest(new double[][] {{}, {1}, {0, 1}});
        assertEquals(.7607, nearest.get(1, 0), 1e-4);
        assertEquals(.1573, nearest.get(2, 0), 1e-4);
        assertEquals(.7607, nearest.get(2, 1), 1e-4);
        assertEquals(.5278, nearest.repair(), 1e-4);
    }

    @Test
    void whatIsOneAlreadyStaysAsItIs() {
        CorrelationMatrix same = CorrelationMatrix.nearest(new double[][] {{}, {.5}, {-.2, .3}});
        assertEquals(0, same.repair());
        assertEquals(-.2, same.get(0, 2));
        assertEquals(0, CorrelationMatrix.nearest(new double[0][0]).size());
    }

    /** Of random matrices: nothing that could be drawn at random is nearer, and the factor gives the matrix back. */
    @Test
    void noOtherCorrelationMatrixIsNearer() {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 20; trial++) {
            int n = 3 + trial % 4;
            double[][] entries = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    entries[i][j] = random.nextDouble(-1, 1);
                }
            }
            CorrelationMatrix nearest = CorrelationMatrix.nearest(entries);
            double[][] factor = nearest.factor();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double product = 0;
                    for (int k = 0; k <= j; k++) {
                        product += factor[i][k] * factor[j][k];
                    }
                    assertEquals(nearest.get(i, j), product, 1e-9);
                }
            }
            assertEquals(distance(entries, nearest), nearest.repair(), 1e-6);
            // Any other one lies on a line from it into the set: steps towards random ones bring nothing.
            for (int other = 0; other < 200; other++) {
                CorrelationMatrix towards = at(random, n, nearest);
                assertTrue(distance(entries, towards) >= nearest.repair() - 1e-4);
            }
        }
    }

    private static CorrelationMatrix at(SplittableRandom random, int n, CorrelationMatrix from) {
        double[][] rows = new double[n][n];
        for (double[] row : rows) {
            double square = 0;
            for (int k = 0; k < n; k++) {
                row[k] = random.nextGaussian();
                square += row[k] * row[k];
            }
            for (int k = 0; k < n; k++) {
                row[k] /= Math.sqrt(square);
            }
        }
        double step = random.nextDouble();
        double[][] mixed = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double product = 0;
                for (int k = 0; k < n; k++) {
                    product += rows[i][k] * rows[j][k];
                }
                mixed[i][j] = (1 - step) * from.get(i, j) + step * product;
            }
        }
        return CorrelationMatrix.of(mixed, 0);
    }

    private static double distance(double[][] entries, CorrelationMatrix matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.size(); i++) {
            for (int j = 0; j < i; j++) {
                sum += 2 * Math.pow(entries[i][j] - matrix.get(i, j), 2);
            }
        }
        return Math.sqrt(sum);
    }

    /** In a chain a - b - c the ends are correlated by the product. */
    @Test
    void givenTheRestAChainHasTheProduct() {
        CorrelationMatrix chain = CorrelationMatrix.nearest(new double[][] {{}, {.6}, {.1, .5}});
        assertEquals(.3, chain.givenTheRest(2, 0), 1e-12);
        assertEquals(0, CorrelationMatrix.nearest(new double[][] {{}, {.6}}).givenTheRest(1, 0));
    }

    @Test
    void whatIsNoCorrelationIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CorrelationMatrix.nearest(new double[][] {{}, {1.1}}));
        assertThrows(
                IllegalArgumentException.class, () -> CorrelationMatrix.nearest(new double[][] {{}, {Double.NaN}}));
        assertThrows(IllegalArgumentException.class, () -> CorrelationMatrix.nearest(new double[][] {{}, {}}));
        assertThrows(IllegalArgumentException.class, () -> CorrelationMatrix.of(new double[][] {{}, {1}, {0, 1}}, 0));
        assertThrows(IllegalArgumentException.class, () -> CorrelationMatrix.of(new double[][] {{}, {.5}}, -1));
    }
}
