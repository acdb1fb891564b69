package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.junit.jupiter.api.Test;

class ProductDistributionTest {
    private static final Domain DOMAIN =
            Domain.of(List.of(new Attribute("a", 3), new Attribute("b", 2), new Attribute("one", 1)));
    private static final ProductDistribution PRODUCT = ProductDistribution.of(
            DOMAIN, 10, List.of(new double[] {1, 0, 3}, new double[] {.3, .7}, new double[] {5}));

    @Test
    void eachValueComesAsOftenAsExpectedToWithinOneRow() {
        for (long seed = 0; seed < 20; seed++) {
            Records sample = PRODUCT.sampler(1001, seed).block(0, 1001);
            long[] a = sample.counts(Clique.of(0));
            assertEquals(1001 * .25, a[0], 1);
            assertEquals(0, a[1]);
            assertEquals(1001 * .7, sample.counts(Clique.of(1))[1], 1);
        }
    }

    @Test
    void blocksAreTheSameHoweverTheyAreCut() {
        RecordSampler sampler = PRODUCT.sampler(100, 3);
        Records whole = sampler.block(0, 100);
        Records part = sampler.block(37, 20);
        for (int row = 0; row < 20; row++) {
            for (int column = 0; column < DOMAIN.size(); column++) {
                assertEquals(whole.code(37 + row, column), part.code(row, column));
            }
        }
        assertEquals(0, sampler.block(100, 0).rows());
    }

    /**
     * Columns sampled by rank must not be tied to each other by their order. Under independence the four-cell table's
     * chi-square has mean 1; over 200 seeds the sum exceeds the 1e-6 quantile of its 200 degrees of freedom with
     * probability at most 1e-6. Power: sorting both columns (a forgotten shuffle) gives a statistic near the row count.
     */
    @Test
    void columnsStayIndependent() {
        assertTrue(dependence(true) < critical());
        assertTrue(dependence(false) > critical(), "the planted offender, unshuffled ranks, must be seen");
    }

    private static double critical() {
        return new ChiSquaredDistribution(200).inverseCumulativeProbability(1 - 1e-6);
    }

    private static double dependence(boolean shuffled) {
        Domain two = Domain.of(List.of(new Attribute("a", 2), new Attribute("b", 2)));
        ProductDistribution halves = ProductDistribution.of(two, 1, List.of(new double[] {1, 1}, new double[] {1, 1}));
        double sum = 0;
        for (long seed = 0; seed < 200; seed++) {
            Records sample = halves.sampler(1000, seed).block(0, 1000);
            long[] counts = shuffled
                    ? sample.counts(Clique.of(0, 1))
                    : new long[] {sample.counts(Clique.of(0))[0], 0, 0, sample.counts(Clique.of(1))[1]};
            for (long count : counts) {
                sum += (count - 250.0) * (count - 250.0) / 250;
            }
        }
        return sum;
    }

    @Test
    void whatIsNoDistributionIsRefused() {
        double[] b = {.3, .7};
        double[] one = {5};
        assertThrows(
                IllegalArgumentException.class,
                () -> ProductDistribution.of(DOMAIN, 10, List.of(new double[] {0, 0, 0}, b, one)));
        assertThrows(
                IllegalArgumentException.class,
                () -> ProductDistribution.of(DOMAIN, 10, List.of(new double[] {1, -1, 1}, b, one)));
        assertThrows(
                IllegalArgumentException.class,
                () -> ProductDistribution.of(DOMAIN, 10, List.of(new double[] {1, Double.NaN, 1}, b, one)));
        assertThrows(IllegalArgumentException.class, () -> ProductDistribution.of(DOMAIN, 10, List.of(b, b, one)));
        assertThrows(
                IllegalArgumentException.class,
                () -> ProductDistribution.of(DOMAIN, Double.NaN, List.of(new double[] {1, 0, 3}, b, one)));
        assertThrows(IllegalArgumentException.class, () -> PRODUCT.sampler(0, 1));
        assertThrows(IllegalArgumentException.class, () -> PRODUCT.sampler(5, 1).block(3, 3));
    }
}
