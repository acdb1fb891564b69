package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalInt;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Golden numbers by SciPy 1.17.1: {@code scipy.stats.norm.ppf} for cuts; for the series
 * {@code scipy.integrate.quad} of the step function times {@code scipy.special.eval_hermitenorm(k, x) / sqrt(k!)} times
 * {@code norm.pdf(x)}; for products sums of scores over the cells of {@code scipy.stats.multivariate_normal.cdf}.
 */
class LatentScaleTest {
    private static final LatentScale THREE = LatentScale.of(new double[] {2, 5, 3});
    private static final long[] SCORES = {-1024, 100, 1024};
    private static final LatentScale TWO = LatentScale.of(new double[] {.6, .4});
    private static final long[] SIGNS = {-1024, 1024};

    @Test
    void cutsAreQuantiles() {
        assertArrayEquals(new double[] {-0.84162123, 0.52440051}, THREE.cuts(), 1e-8);
        // scipy.stats.t(5).ppf
        assertArrayEquals(new double[] {-0.91954378, 0.55942964}, THREE.cuts(OptionalInt.of(5)), 1e-8);
    }

    @Test
    void scoresAreMidRanksClippedAndStretched() {
        // Mid-ranks -.8, -.1, .7: clipped at .5 the range is -.5 .. .5.
        assertArrayEquals(new long[] {-1000, -200, 1000}, THREE.scores(.5, 1000));
        assertArrayEquals(new long[] {-1000, -67, 1000}, THREE.scores(1, 1000));
        assertArrayEquals(
                new long[] {-1000, 1000}, LatentScale.of(new double[] {1, 0}).scores(.5, 1000));
        assertArrayEquals(new long[] {0}, LatentScale.of(new double[] {7}).scores(.5, 1000));
        assertArrayEquals(new long[] {-9, 0, 9}, LatentScale.of(new double[3]).scores(1, 9));
    }

    @Test
    void theSeriesIsThatOfScipy() {
        double[] series = THREE.series(SCORES);
        double[] golden = {152.4000081667305, 635.9451740688174, -68.14099616582297, -132.5597152178723};
        // The mean differs from 152.4 by the error of the quadrature.
        assertArrayEquals(golden, Arrays.copyOf(series, 4), 1e-5);
    }

    @ParameterizedTest
    @CsvSource({
        "-.9, -513095.5112223814",
        "-.5, -290532.85023175133",
        "0, -31211.52",
        ".3, 119933.43641587772",
        ".8, 383971.20655832824",
        ".95, 469362.544931734"
    })
    void expectedProductsAreThoseOfTheBivariateNormal(double correlation, double golden) {
        ExpectedProduct product = ExpectedProduct.of(THREE.series(SCORES), TWO.series(SIGNS));
        assertEquals(golden, product.at(correlation), 1024 * 1024 * 2e-4);
        assertEquals(correlation, product.correlation(golden), 1e-3);
    }

    @Test
    void productsBeyondAllCorrelationsGiveTheNearest() {
        ExpectedProduct product = ExpectedProduct.of(THREE.series(SCORES), TWO.series(SIGNS));
        assertTrue(product.correlation(1e12) > .99);
        assertTrue(product.correlation(-1e12) < -.99);
    }

    /** Around several means the codes keep their proportions. */
    @Test
    void cutsAroundMeansHaveTheMarginalsMass() {
        double[] means = {-1, 0, .3, 1.7};
        LatentScale scale = LatentScale.of(new double[] {1, 0, 4, 2, 0});
        double[] cuts = scale.cutsAround(means, .6);
        double[] below = {1 / 7., 1 / 7., 5 / 7.};
        for (int i = 0; i < 3; i++) {
            double mass = 0;
            for (double mean : means) {
                mass += new NormalDistribution(mean, .6).cumulativeProbability(cuts[i]) / 4;
            }
            assertEquals(below[i], mass, 1e-9);
        }
        assertEquals(cuts[0], cuts[1]);
        assertEquals(40, cuts[3]);
    }

    @Test
    void codesWithoutMassAreNeverFound() {
        LatentScale scale = LatentScale.of(new double[] {0, 1, 0, 2, 0});
        CutPoints cuts = CutPoints.of(scale.cuts());
        for (double z = -9; z < 9; z += .001) {
            int code = cuts.code(z);
            assertTrue(code == 1 || code == 3, z + " is " + code);
            assertEquals(code == 3, z >= scale.cuts()[1]);
        }
    }

    @Test
    void weightsThatAreNoneAreRefused() {
        for (double[] wrong : new double[][] {{}, {-1, 2}, {Double.NaN}, {1e308, 1e308}, {Double.POSITIVE_INFINITY}}) {
            assertThrows(IllegalArgumentException.class, () -> LatentScale.of(wrong));
        }
    }
}
