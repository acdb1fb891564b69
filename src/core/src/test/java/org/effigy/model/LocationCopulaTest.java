package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
import org.junit.jupiter.api.Test;

/** Bounds are six standard deviations of what the sample's size leaves to chance; the seeds are fixed. */
class LocationCopulaTest {
    private static final Domain DOMAIN = Domain.of(List.of(
            new Attribute("g", 2),
            new Attribute("x", 3, Ordering.ORDERED),
            new Attribute("y", 3, Ordering.ORDERED_OR_MISSING)));

    private static final Coarsening PRESENCE =
            Coarsening.none(DOMAIN).mapping(1, 1, new int[3]).mapping(2, 2, new int[] {0, 0, 1});

    private static final int ROWS = 100_000;

    private static MarkovRandomField head() {
        Domain coarse = PRESENCE.coarse();
        return MarkovRandomField.of(
                coarse,
                List.of(
                        Factor.of(coarse, Clique.of(0), new double[] {.6, .4}).log(),
                        Factor.of(coarse, Clique.of(0, 2), new double[] {.9, .1, .5, .5})
                                .log()),
                500);
    }

    private static LocationCopula copula(double correlation) {
        return LocationCopula.of(
                PRESENCE,
                head(),
                Clique.of(1, 2),
                List.of(new double[] {-1, .5}, new double[] {0}),
                List.of(
                        List.of(new double[] {0, 1.5}, new double[0], new double[] {0, -1}),
                        List.of(new double[] {.3, 0}, new double[0], new double[0])),
                new double[] {.8, .5},
                CorrelationMatrix.nearest(new double[][] {{}, {correlation}}));
    }

    /** Inside each combination of group and presence, x is normal around its mean, with its deviation. */
    @Test
    void valuesAreNormalAroundTheMeansOfTheirGroup() {
        Records rows = copula(.6).sampler().sample(ROWS, 1);
        for (int group = 0; group < 2; group++) {
            for (int missing = 0; missing < 2; missing++) {
                double n = 0;
                double low = 0;
                for (int row = 0; row < ROWS; row++) {
                    if (rows.code(row, 0) == group && (rows.code(row, 2) == 2) == (missing == 1)) {
                        n++;
                        low += rows.code(row, 1) == 0 ? 1 : 0;
                    }
                }
                double mean = 1.5 * group - missing;
                double expected = new NormalDistribution(mean, .8).cumulativeProbability(-1);
                assertEquals(expected, low / n, 6 * Math.sqrt(expected * (1 - expected) / n));
            }
        }
    }

    /** The share of rows in which both are high moves with the correlation: by .05 up and .03 down, with a deviation of .002. */
    @Test
    void valuesAreCorrelatedAroundTheirMeans() {
        assertTrue(together(copula(.9)) > together(copula(0)) + .03);
        assertTrue(together(copula(-.9)) < together(copula(0)) - .02);
    }

    private static double together(LocationCopula copula) {
        Records rows = copula.sampler().sample(ROWS, 2);
        double n = 0;
        double both = 0;
        for (int row = 0; row < ROWS; row++) {
            if (rows.code(row, 0) == 0 && rows.code(row, 2) < 2) {
                n++;
                both += rows.code(row, 1) > 0 && rows.code(row, 2) == 1 ? 1 : 0;
            }
        }
        return both / n;
    }

    @Test
    void rowsDependOnTheSeedAndNotOnThreads() {
        Records one = copula(.5).sampler().sample(70_000, 9);
        Records four = copula(.5).sampler().withThreads(4).sample(70_000, 9);
        int[] row = {0};
        copula(.5).sampler().withThreads(2).stream(70_000, 9, batch -> {
            for (int i = 0; i < batch.rows(); i++, row[0]++) {
                for (int c = 0; c < 3; c++) {
                    assertEquals(one.code(row[0], c), batch.code(i, c));
                    assertEquals(one.code(row[0], c), four.code(row[0], c));
                }
            }
        });
        assertEquals(70_000, row[0]);
    }

    @Test
    void partsThatDoNotBelongTogetherAreRefused() {
        LocationCopula good = copula(.5);
        List<double[]> cuts = List.of(good.cuts(0), good.cuts(1));
        List<List<double[]>> effects = List.of(
                List.of(new double[0], new double[0], new double[0]),
                List.of(new double[0], new double[0], new double[0]));
        double[] deviations = good.deviations();
        assertArrayEquals(new double[] {.8, .5}, deviations);
        Clique linked = good.linked();
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> LocationCopula.of(
                            PRESENCE, head(), linked, cuts, effects, new double[] {.8, wrong}, good.correlations()));
        }
        for (double[] wrong : List.of(new double[] {1, 0}, new double[] {0}, new double[] {0, Double.NaN})) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> LocationCopula.of(
                            PRESENCE,
                            head(),
                            linked,
                            List.of(wrong, cuts.get(1)),
                            effects,
                            deviations,
                            good.correlations()));
        }
        List<List<double[]>> tooMany =
                List.of(effects.get(0), Arrays.asList(new double[3], new double[0], new double[0]));
        assertThrows(
                IllegalArgumentException.class,
                () -> LocationCopula.of(PRESENCE, head(), linked, cuts, tooMany, deviations, good.correlations()));
        assertThrows(
                IllegalArgumentException.class,
                () -> LocationCopula.of(
                        Coarsening.none(DOMAIN), head(), linked, cuts, effects, deviations, good.correlations()));
        assertThrows(
                IllegalArgumentException.class,
                () -> LocationCopula.of(
                        PRESENCE, head(), Clique.of(1), cuts, effects, deviations, good.correlations()));
    }
}
