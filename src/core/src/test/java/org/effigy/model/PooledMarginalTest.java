package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pooled counts are those of generalised least squares over the whole table, by brute force, and so are their variances. */
class PooledMarginalTest {
    private static final Domain DOMAIN = Domain.of(
            List.of(new Attribute("a", 2), new Attribute("b", 3), new Attribute("c", 4), new Attribute("d", 1)));

    private static Measurement measured(SplittableRandom random, int... attributes) {
        Clique clique = Clique.of(attributes);
        double[] values = random.doubles(DOMAIN.cells(clique), -50, 200).toArray();
        return new Measurement(clique, values, random.nextDouble(1, 9));
    }

    private static List<Measurement> some(SplittableRandom random) {
        return List.of(
                measured(random, 0, 1, 2),
                measured(random, 0, 1),
                measured(random, 1, 2),
                measured(random, 2),
                measured(random, 2, 3),
                measured(random));
    }

    /** Each measured count as a sum of the table's cells. */
    private static RealMatrix design(Clique whole, Clique clique) {
        int cells = DOMAIN.arrayCells(whole);
        RealMatrix design = new Array2DRowRealMatrix(DOMAIN.arrayCells(clique), cells);
        for (int cell = 0; cell < cells; cell++) {
            double[] one = new double[cells];
            one[cell] = 1;
            double[] projected = Factor.of(DOMAIN, whole, one).project(clique).toArray();
            for (int row = 0; row < projected.length; row++) {
                design.setEntry(row, cell, projected[row]);
            }
        }
        return design;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void countsAndVariancesAreThoseOfLeastSquares(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Clique whole = DOMAIN.all();
        List<Measurement> measurements = new ArrayList<>(some(random));
        measurements.add(measured(random, 0, 1, 2, 3));
        int cells = DOMAIN.arrayCells(whole);
        RealMatrix normal = new Array2DRowRealMatrix(cells, cells);
        RealVector right = new ArrayRealVector(cells);
        for (Measurement one : measurements) {
            RealMatrix design = design(whole, one.clique());
            double precision = 1 / (one.scale() * one.scale());
            normal = normal.add(design.transpose().multiply(design).scalarMultiply(precision));
            right = right.add(design.transpose()
                    .operate(new ArrayRealVector(one.values()))
                    .mapMultiply(precision));
        }
        RealMatrix covariance = new LUDecomposition(normal).getSolver().getInverse();
        PooledMarginal pooled = PooledMarginal.of(DOMAIN, measurements, whole, OptionalDouble.empty());
        double[] expected = covariance.operate(right).toArray();
        double[] counts = pooled.counts();
        for (int cell = 0; cell < cells; cell++) {
            assertEquals(expected[cell], counts[cell], 1e-8);
        }
        double[] weights = random.doubles(cells, -1, 3).toArray();
        RealVector column = new ArrayRealVector(weights);
        assertEquals(column.dotProduct(covariance.operate(column)), pooled.variance(weights), 1e-8);
        assertEquals(covariance.getEntry(5, 5), pooled.cellVariance(), 1e-9);

        // A part of the clique has the estimate of the whole, summed: nothing outside tells more of it.
        Clique part = Clique.of(0, 2);
        PooledMarginal fewer = PooledMarginal.of(DOMAIN, measurements, part, OptionalDouble.empty());
        double[] summed = Factor.of(DOMAIN, whole, counts).project(part).toArray();
        double[] own = fewer.counts();
        for (int cell = 0; cell < own.length; cell++) {
            assertEquals(summed[cell], own[cell], 1e-8);
        }
    }

    @Test
    void aPublicTotalIsKept() {
        SplittableRandom random = new SplittableRandom(4);
        PooledMarginal pooled = PooledMarginal.of(DOMAIN, some(random), Clique.of(0, 1), OptionalDouble.of(1234));
        double[] ones = new double[pooled.cells()];
        Arrays.fill(ones, 1);
        assertEquals(1234, pooled.sum(ones), 1e-9);
        assertEquals(0, pooled.variance(ones), 1e-9);
    }

    @Test
    void whatWasNotMeasuredWholeIsRefused() {
        List<Measurement> apart =
                List.of(measured(new SplittableRandom(5), 0, 1), measured(new SplittableRandom(6), 1, 2));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> PooledMarginal.of(DOMAIN, apart, Clique.of(0, 2), OptionalDouble.empty()));
        assertEquals("nothing that was measured has all of (a, c)", refused.getMessage());
    }

    /** By brute force over the noises of bins and of cells, which are independent. */
    @Test
    void nestedCountsTakeBinsFromBinsAndTheRestFromCells() {
        SplittableRandom random = new SplittableRandom(7);
        PooledMarginal bins = PooledMarginal.of(DOMAIN, some(random), Clique.of(1), OptionalDouble.empty());
        int[] map = {0, 0, 1, 1, 1, 2};
        Measurement fine = new Measurement(Clique.EMPTY, new double[] {3, 5, -1, 2, 8, 4}, 2);
        NestedCounts nested = NestedCounts.of(bins, fine, map);
        double[] counts = nested.counts();
        double[] held = bins.counts();
        assertEquals(held[0], counts[0] + counts[1], 1e-9);
        assertEquals(held[1], counts[2] + counts[3] + counts[4], 1e-9);
        assertEquals(held[2], counts[5], 1e-9);
        assertEquals(-2, counts[0] - counts[1], 1e-9);
        // A difference inside a bin has the noise of two cells alone; a bin's sum that of the bin.
        assertEquals(2 * 4, nested.variance(new double[] {1, -1, 0, 0, 0, 0}), 1e-9);
        assertEquals(bins.variance(new double[] {0, 1, 0}), nested.variance(new double[] {0, 0, 1, 1, 1, 0}), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> NestedCounts.of(bins, fine, new int[] {0, 1}));
    }
}
