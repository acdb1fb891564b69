package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NoisyRegressionTest {
    private static final double[][] AMONG = {{2, .5, 0}, {.5, 1, .3}, {0, .3, 4}};

    /** With next to no noise the coefficients are those that made the covariances. */
    @Test
    void exactMomentsGiveTheCoefficientsBack() {
        double[] truth = {1, -2, .5};
        assertArrayEquals(truth, NoisyRegression.solve(AMONG, times(truth), 1e-18), 1e-9);
    }

    private static double[] times(double[] coefficients) {
        double[] with = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                with[i] += AMONG[i][j] * coefficients[j];
            }
        }
        return with;
    }

    /** Indicators of all codes of a column sum to 1: their covariances have no inverse, and the direction is left out. */
    @Test
    void whatRegressorsDoNotVaryInIsLeftOut() {
        double[] solved =
                NoisyRegression.solve(new double[][] {{.25, -.25}, {-.25, .25}}, new double[] {.5, -.5}, 1e-18);
        assertArrayEquals(new double[] {1, -1}, solved, 1e-9);
        assertEquals(0, NoisyRegression.solve(new double[0][0], new double[0], 1).length);
        assertArrayEquals(new double[] {0}, NoisyRegression.solve(new double[][] {{0}}, new double[] {.1}, 1));
    }

    @Test
    void whatNoiseExplainsIsNotKept() {
        assertArrayEquals(new double[3], NoisyRegression.solve(AMONG, new double[] {.1, -.1, .1}, 100), 1e-12);
        double[] kept =
                NormalPrior.kept(new double[] {3, -3, 3, -3}, new double[] {1e-9, 1, 9, Double.POSITIVE_INFINITY});
        assertTrue(kept[0] > .999 && kept[1] > .8 && kept[2] < kept[1], kept[1] + ", " + kept[2]);
        assertEquals(0, kept[3]);
        assertArrayEquals(new double[2], NormalPrior.kept(new double[] {.1, .2}, new double[] {1, 1}));
    }
}
