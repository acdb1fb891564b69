package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
import org.junit.jupiter.api.Test;

/**
 * Samples are seeded, so a test passes always or never. Their bounds are six standard deviations or more of what the
 * sample's size leaves to chance, so that another seed would fail with probability below 1e-8.
 */
class GaussianCopulaTest {
    private static final Domain DOMAIN = Domain.of(List.of(
            new Attribute("x", 201, Ordering.ORDERED),
            new Attribute("n", 4),
            new Attribute("y", 202, Ordering.ORDERED_OR_MISSING),
            new Attribute("z", 202, Ordering.ORDERED_OR_MISSING),
            new Attribute("b", 2)));

    private static final CorrelationMatrix CORRELATIONS = CorrelationMatrix.nearest(
            new double[][] {{}, {.7}, {-.5, -.2}, {.4, .3, 0}, {.3, .5, 0, .2}, {0, -.2, 0, .1, .6}});

    private static final int ROWS = 100_000;

    private static GaussianCopula copula() {
        double[] even = new double[201];
        Arrays.fill(even, 1);
        double[] missing = Arrays.copyOf(even, 202);
        missing[201] = 67;
        double[] rising = IntStream.range(0, 202).mapToDouble(i -> i).toArray();
        rising[201] = 2000;
        return GaussianCopula.of(
                DOMAIN,
                1000,
                List.of(even, new double[] {1, 0, 2, 5}, missing, rising, new double[] {9, 1}),
                Clique.of(0, 2, 3, 4),
                CORRELATIONS);
    }

    private static double[] shares(Records rows, int column) {
        double[] shares = new double[DOMAIN.attribute(column).size()];
        for (int row = 0; row < rows.rows(); row++) {
            shares[rows.code(row, column)] += 1.0 / rows.rows();
        }
        return shares;
    }

    /** The largest difference of distribution functions; 6 / sqrt(100,000) would be a chance of e^-72 (Massart 1990). */
    @Test
    void everyColumnKeepsItsMarginalThoughFlagsFollowValues() {
        for (GaussianCopula copula : List.of(copula(), copula().withDegrees(4))) {
            Records rows = copula.sampler().sample(ROWS, 5);
            for (int column = 0; column < DOMAIN.size(); column++) {
                double[] weights = copula.weights(column);
                double sum = Arrays.stream(weights).sum();
                double[] shares = shares(rows, column);
                double below = 0;
                for (int code = 0; code < weights.length; code++) {
                    below += shares[code] - weights[code] / sum;
                    assertTrue(Math.abs(below) < 6 / Math.sqrt(ROWS), column + " at " + code + " by " + below);
                }
            }
            assertEquals(0, shares(rows, 1)[1]);
        }
    }

    /**
     * Of columns with 201 even codes the correlation of ranks is that of the codes: {@code 6 / pi asin(r / 2)} for normal
     * variables (Pearson 1907). Its deviation is below 1 / sqrt(80,000). Offender: the copula without correlations.
     */
    @Test
    void correlationsComeBack() {
        GaussianCopula linked = GaussianCopula.of(DOMAIN, 1000, complete(), Clique.of(0, 2, 3, 4), CORRELATIONS);
        Records rows = linked.sampler().sample(ROWS, 1);
        assertEquals(spearman(.7), correlation(rows, 0, 2), .02);
        assertEquals(spearman(-.5), correlation(rows, 0, 3), .02);
        assertEquals(spearman(-.2), correlation(rows, 2, 3), .02);
        assertEquals(0, correlation(rows, 1, 0), .02);
        GaussianCopula apart = GaussianCopula.of(
                DOMAIN, 1000, complete(), Clique.of(0, 2, 3, 4), CorrelationMatrix.nearest(new double[6][6]));
        assertTrue(Math.abs(correlation(apart.sampler().sample(ROWS, 1), 0, 2) - spearman(.7)) > .5);
    }

    /** Nothing is missing, and x, y and z are even. */
    private static List<double[]> complete() {
        double[] even = new double[201];
        Arrays.fill(even, 1);
        double[] never = Arrays.copyOf(even, 202);
        return List.of(even, new double[] {1, 0, 2, 5}, never, never, new double[] {9, 1});
    }

    private static double spearman(double normal) {
        return 6 / Math.PI * Math.asin(normal / 2);
    }

    private static double correlation(Records rows, int a, int b) {
        double[] sums = new double[5];
        for (int row = 0; row < rows.rows(); row++) {
            double x = rows.code(row, a);
            double y = rows.code(row, b);
            sums[0] += x;
            sums[1] += y;
            sums[2] += x * x;
            sums[3] += y * y;
            sums[4] += x * y;
        }
        double n = rows.rows();
        return (sums[4] - sums[0] * sums[1] / n)
                / Math.sqrt((sums[2] - sums[0] * sums[0] / n) * (sums[3] - sums[1] * sums[1] / n));
    }

    /** Flags with correlation .6 and shares of 1/4 and 1/11 are both up in 6.9 % of rows; independent ones in 2.3 %. */
    @Test
    void columnsAreMissingTogether() {
        Records rows = copula().sampler().sample(ROWS, 3);
        long both = IntStream.range(0, ROWS)
                .filter(row -> rows.code(row, 2) == 201 && rows.code(row, 3) == 201)
                .count();
        double first = 67 / 268.;
        double second = 2000 / 22100.;
        ExpectedProduct product = ExpectedProduct.of(
                LatentScale.of(new double[] {1 - first, first}).series(new long[] {0, 1000}),
                LatentScale.of(new double[] {1 - second, second}).series(new long[] {0, 1000}));
        assertEquals(product.at(.6) / 1e6, both / (double) ROWS, 6 * Math.sqrt(.07 / ROWS));
        assertTrue(both / (double) ROWS > 2 * first * second);
    }

    /**
     * Among uncorrelated variables, both in their upper hundredth: one in 10,000 rows for the normal copula, and for
     * Student's with 3 degrees ten times as many. The counts are Poisson with means 10 and above 80 in 100,000 rows.
     */
    @Test
    void studentsExtremesComeTogether() {
        List<double[]> weights = complete();
        GaussianCopula normal =
                GaussianCopula.of(DOMAIN, 1, weights, Clique.of(0, 2), CorrelationMatrix.nearest(new double[3][3]));
        assertTrue(extremes(normal) < 40);
        assertTrue(extremes(normal.withDegrees(3)) > 60);
    }

    private static long extremes(GaussianCopula copula) {
        Records rows = copula.sampler().sample(ROWS, 11);
        return IntStream.range(0, ROWS)
                .filter(row -> rows.code(row, 0) >= 199 && rows.code(row, 2) >= 199)
                .count();
    }

    @Test
    void rowsDependOnTheSeedAndNotOnThreads() {
        GaussianCopula copula = copula().withDegrees(5);
        Records one = copula.sampler().sample(40_000, 9);
        Records four = copula.sampler().withThreads(4).sample(40_000, 9);
        List<Records> batches = new ArrayList<>();
        copula.sampler().withThreads(3).stream(40_000, 9, batches::add);
        int start = 0;
        for (Records batch : batches) {
            for (int row = 0; row < batch.rows(); row++, start++) {
                assertArrayEquals(codes(one, start), codes(batch, row));
                assertArrayEquals(codes(one, start), codes(four, start));
            }
        }
        assertEquals(40_000, start);
        Records other = copula.sampler().sample(40_000, 10);
        assertTrue(IntStream.range(0, 100).anyMatch(row -> !Arrays.equals(codes(one, row), codes(other, row))));
        assertEquals(0, copula.sampler().sample(0, 1).rows());
        assertThrows(IllegalArgumentException.class, () -> copula.sampler().sample(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> copula.sampler().withThreads(0));
    }

    private static int[] codes(Records rows, int row) {
        return IntStream.range(0, DOMAIN.size())
                .map(column -> rows.code(row, column))
                .toArray();
    }

    @Test
    void partsThatDoNotBelongTogetherAreRefused() {
        GaussianCopula good = copula();
        List<double[]> weights = complete();
        Clique linked = Clique.of(0, 2, 3, 4);
        assertThrows(IllegalArgumentException.class, () -> GaussianCopula.of(DOMAIN, 0, weights, linked, CORRELATIONS));
        assertThrows(
                IllegalArgumentException.class,
                () -> GaussianCopula.of(DOMAIN, 1, weights.subList(0, 4), linked, CORRELATIONS));
        assertThrows(
                IllegalArgumentException.class,
                () -> GaussianCopula.of(DOMAIN, 1, weights, Clique.of(0, 1, 2, 3), CORRELATIONS));
        assertThrows(
                IllegalArgumentException.class,
                () -> GaussianCopula.of(DOMAIN, 1, weights, Clique.of(0, 2, 3), CORRELATIONS));
        assertThrows(IllegalArgumentException.class, () -> good.withDegrees(0));
        assertThrows(IllegalArgumentException.class, () -> good.withDegrees(101));
    }
}
