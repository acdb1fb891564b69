package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.measure.NoisyMarginal;
import org.effigy.privacy.Mechanism;
import org.effigy.table.Grid;

/**
 * How the rows of a column lie over its fine cells, as far as noisy counts of its readings show it. Post-processing.
 */
final class FineDensity {
    /** Weights are moved towards the counts of each reading in turn, this many times. */
    private static final int ROUNDS = 20;

    /** A single code's count is believed if it stands out by so many standard deviations. */
    private static final double STANDING = 3;

    /** Cells so many times as wide as the narrowest are far out. */
    private static final double TAIL = 16;

    private FineDensity() {}

    /**
     * The expected rows of each fine cell, the code for missing cells apart; at least 0, and some above 0.
     *
     * @param counted one answer a reading, in the grid's order
     */
    static double[] of(Readings.Column column, List<NoisyMarginal> counted) {
        Grid grid = column.grid();
        Grid.Reading ranges = grid.readings().get(0);
        double[] within = new double[ranges.size()];
        for (int range : ranges.classes()) {
            within[range]++;
        }
        double[] counts = smoothing(counted.get(0))
                .apply(noisy(ranges, counted.get(0)), isTail(column, 1), isTail(column, column.cells() - 2));
        double[] density = new double[ranges.classes().length];
        for (int code = 0; code < density.length; code++) {
            density[code] = counts[ranges.classes()[code]] / within[ranges.classes()[code]];
        }
        if (grid.readings().size() > 1 && grid.readings().get(1).isOrdered()) {
            density = values(ranges, counts, noisy(grid.readings().get(1), counted.get(1)), smoothing(counted.get(1)));
        }
        if (!(Arrays.stream(density).sum() > 0)) {
            Arrays.fill(density, 1);
        }
        rake(density, grid, counted);
        return density;
    }

    /** Whether the cells around one are so much wider than others that they are a tail of numbers. */
    private static boolean isTail(Readings.Column column, int cell) {
        double narrowest = IntStream.range(0, column.cells())
                .mapToDouble(column.codec()::steps)
                .min()
                .orElse(1);
        return column.codec().isOfNumbers()
                && column.cells() > 2
                && column.codec().steps(cell) >= TAIL * narrowest;
    }

    /** The density of single codes: their noisy counts say how what a range holds lies inside it. */
    private static double[] values(Grid.Reading ranges, double[] counts, double[] noisy, Smoothing smoothing) {
        double[] density = new double[noisy.length];
        int from = 0;
        for (int code = 1; code <= noisy.length; code++) {
            if (code == noisy.length || ranges.classes()[code] != ranges.classes()[from]) {
                double[] inside = Arrays.copyOfRange(noisy, from, code);
                double[] even = smoothing.apply(inside, counts[ranges.classes()[from]]);
                System.arraycopy(even, 0, density, from, even.length);
                from = code;
            }
        }
        return density;
    }

    private static Smoothing smoothing(NoisyMarginal counted) {
        boolean laplace = counted.mechanism() instanceof Mechanism.DiscreteLaplace;
        return new Smoothing(counted.standardDeviation(), laplace, counted.counts().length);
    }

    /** The noisy counts of a reading's classes, without that of missing cells. */
    private static double[] noisy(Grid.Reading reading, NoisyMarginal counted) {
        return Arrays.stream(counted.counts())
                .limit(reading.size())
                .asDoubleStream()
                .toArray();
    }

    /**
     * Weighs codes so that what recurs has its counts, and ranges keep theirs (iterative proportional fitting; Deming,
     * Stephan 1940).
     */
    private static void rake(double[] density, Grid grid, List<NoisyMarginal> counted) {
        List<Grid.Reading> readings = new ArrayList<>();
        List<double[]> targets = new ArrayList<>();
        for (int i = 1; i < counted.size(); i++) {
            Grid.Reading reading = grid.readings().get(i);
            if (!reading.isOrdered()) {
                readings.add(reading);
                double[] expected = sums(reading, density);
                double[] noisy = noisy(reading, counted.get(i));
                targets.add(
                        reading.isOfSingles()
                                ? outstanding(expected, noisy, counted.get(i))
                                : shrunk(expected, noisy, counted.get(i)));
            }
        }
        if (readings.isEmpty()) {
            return;
        }
        readings.add(grid.readings().get(0));
        targets.add(sums(grid.readings().get(0), density));
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < readings.size(); i++) {
                double[] sums = sums(readings.get(i), density);
                for (int code = 0; code < density.length; code++) {
                    int of = readings.get(i).classes()[code];
                    density[code] *= sums[of] > 0 ? targets.get(i)[of] / sums[of] : 1;
                }
            }
        }
    }

    /**
     * Noisy counts drawn towards expected ones, as far as noise explains the difference (James, Stein 1961, positive
     * part); above 0, and with the expected sum.
     */
    private static double[] shrunk(double[] expected, double[] noisy, NoisyMarginal counted) {
        double total = Arrays.stream(expected).sum();
        double seen = Arrays.stream(noisy).sum();
        if (!(seen > 0)) {
            return expected;
        }
        double distance = 0;
        for (int i = 0; i < noisy.length; i++) {
            distance += Math.pow(noisy[i] - expected[i] * seen / total, 2);
        }
        double noise = (noisy.length - 2) * Math.pow(counted.standardDeviation(), 2);
        double keep = Math.max(0, 1 - noise / distance);
        double[] target = new double[noisy.length];
        double sum = 0;
        for (int i = 0; i < noisy.length; i++) {
            double mean = expected[i] * seen / total;
            target[i] = Math.max(0, mean + keep * (noisy[i] - mean));
            sum += target[i];
        }
        for (int i = 0; i < noisy.length; i++) {
            target[i] = sum > 0 ? target[i] * total / sum : expected[i];
        }
        return target;
    }

    /**
     * The noisy counts of single codes that noise doesn't explain, and expected ones for the others; the first class takes
     * the rest. A code that nobody has must not get the noise of its count.
     */
    private static double[] outstanding(double[] expected, double[] noisy, NoisyMarginal counted) {
        double total = Arrays.stream(expected).sum();
        double seen = Arrays.stream(noisy).sum();
        if (!(seen > 0)) {
            return expected;
        }
        double[] target = expected.clone();
        double rest = total;
        double threshold = Math.max(STANDING, smoothing(counted).threshold()) * counted.standardDeviation();
        for (int i = 1; i < noisy.length; i++) {
            double mean = expected[i] * seen / total;
            if (noisy[i] - mean > threshold) {
                target[i] = noisy[i] * total / seen;
            }
            rest -= target[i];
        }
        target[0] = Math.max(0, rest);
        return target;
    }

    private static double[] sums(Grid.Reading reading, double[] density) {
        double[] sums = new double[reading.size()];
        for (int code = 0; code < density.length; code++) {
            sums[reading.classes()[code]] += density[code];
        }
        return sums;
    }
}
