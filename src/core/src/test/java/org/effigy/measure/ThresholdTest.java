package org.effigy.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.effigy.privacy.Conversions;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.Neighbours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The threshold's delta against the exact tail, over all ways in which a unit can bring new categories. */
class ThresholdTest {
    private static final double[] SIGMAS = {0.3, 0.5, 1, 2.5, 7, 40, 300};
    private static final double[] DELTAS = {0.05, 1e-3, 1e-6, 1e-9, 1e-12};

    /** All lists of positive whole numbers, largest first, that sum to at most k. */
    private static List<List<Integer>> units(int k, int largest) {
        List<List<Integer>> all = new ArrayList<>(List.of(List.of()));
        for (int first = Math.min(k, largest); first > 0; first--) {
            for (List<Integer> rest : units(k - first, first)) {
                List<Integer> unit = new ArrayList<>(List.of(first));
                unit.addAll(rest);
                all.add(unit);
            }
        }
        return all;
    }

    /** The exact probability that some category of this unit alone is released. */
    private static double shows(List<Integer> unit, double sigma, long threshold) {
        double hidden = 1;
        for (int count : unit) {
            hidden *= 1 - ExactTail.atLeast(sigma, threshold - count);
        }
        return 1 - hidden;
    }

    private static double worst(int k, double sigma, long threshold) {
        return units(k, k).stream()
                .mapToDouble(unit -> shows(unit, sigma, threshold))
                .max()
                .orElseThrow();
    }

    @Test
    void aCategoryOfOneUnitShowsWithProbabilityAtMostDeltaAndNotMuchLess() {
        int caught = 0;
        for (int k = 1; k <= 6; k++) {
            for (double sigma : SIGMAS) {
                for (double delta : DELTAS) {
                    Threshold threshold = Threshold.of(sigma, k, delta);
                    String at = "k " + k + ", sigma " + sigma + ", delta " + delta + ": " + threshold;
                    assertTrue(threshold.delta() <= delta, at);
                    // 1 - (1 - p) loses digits below 1e-16, which the sum does not.
                    double exact = worst(k, sigma, threshold.count());
                    assertTrue(exact <= threshold.delta() + 1e-15, at + " but " + exact);
                    assertTrue(
                            threshold.count() == k + 1 || worst(k, sigma, threshold.count() - 1) > 0.6 * delta - 1e-15,
                            at + " is too high");
                    // The planted offender: a threshold for one row a unit.
                    long careless = Threshold.of(sigma, 1, delta).count();
                    caught += k > 1 && worst(k, sigma, careless) > delta ? 1 : 0;
                    assertTrue(k == 1 || careless < threshold.count() || worst(k, sigma, careless) <= delta, at);
                }
            }
        }
        assertTrue(caught > 100, "the careless threshold was caught " + caught + " times of 175");
    }

    /** All rows in one category is the worst where noise is small, each in its own where it is large. */
    @Test
    void neitherWayToBringNewCategoriesCoversTheOther() {
        List<Integer> together = List.of(3);
        List<Integer> apart = List.of(1, 1, 1);
        long small = Threshold.of(0.5, 3, 1e-6).count();
        assertTrue(shows(together, 0.5, small) > 10 * shows(apart, 0.5, small));
        long large = Threshold.of(300, 3, 1e-6).count();
        assertTrue(shows(apart, 300, large) > 2 * shows(together, 300, large));
    }

    @Test
    void theTailIsBoundedFromAboveAndFarOutWithinAFewPercent() {
        for (double sigma : SIGMAS) {
            for (long m = 1; m <= 8 * sigma + 3; m += Math.max(1, (long) (sigma / 3))) {
                double exact = ExactTail.atLeast(sigma, m);
                double bound = Threshold.tail(sigma, m);
                assertTrue(bound >= exact * (1 - 1e-12), sigma + ", " + m + ": " + bound + " < " + exact);
                assertTrue(m < 4 * sigma || sigma < 1 || bound <= 1.08 * exact, sigma + ", " + m + ": " + bound);
            }
        }
        assertEquals(1, Threshold.tail(3, 0));
        assertTrue(Threshold.tail(1e-200, 1) > 0 && Threshold.tail(1e-200, 1) < 1e-300, "no NaN, and never 0");
        assertTrue(Threshold.tail(0x1p40, 1L << 45) > 0);
        assertTrue(Threshold.of(0x1p40, Integer.MAX_VALUE, Threshold.LEAST).count() > Integer.MAX_VALUE);
    }

    /**
     * Where sigma is small the bound has no room: the tail is the first term but for e^-38 of it or less, so that nothing
     * but rounding up keeps the bound above it. The exponential by its series, in 60 digits.
     */
    @Test
    void theTailIsRoundedUpWhereTheBoundIsTight() {
        MathContext digits = new MathContext(60);
        for (double sigma = 0.04; sigma < 0.11; sigma += 0.0007) {
            for (int m = 1; m <= Math.max(1, 30 * sigma); m++) {
                BigDecimal ratio = new BigDecimal(m).divide(new BigDecimal(sigma), digits);
                BigDecimal exponent = ratio.multiply(ratio, digits).divide(BigDecimal.valueOf(2), digits);
                BigDecimal term = BigDecimal.ONE;
                BigDecimal inverse = BigDecimal.ONE;
                for (int i = 1; i < 40 + 8 * exponent.intValue(); i++) {
                    term = term.multiply(exponent, digits).divide(BigDecimal.valueOf(i), digits);
                    inverse = inverse.add(term, digits);
                }
                BigDecimal exact = BigDecimal.ONE.divide(inverse, digits);
                BigDecimal bound = new BigDecimal(Threshold.tail(sigma, m));
                assertTrue(bound.compareTo(exact) >= 0, sigma + ", " + m);
                assertTrue(bound.compareTo(exact.multiply(new BigDecimal("1.0000000001"))) < 0, sigma + ", " + m);
            }
        }
    }

    /**
     * Every pair of neighbours over three categories, of which the other units hold none, almost enough, or enough: the
     * exact distribution of everything that is released, names and noisy counts, against the promise that is charged.
     */
    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "1, REPLACE", "2, REPLACE"})
    void whatIsReleasedIsAsPrivateAsItIsCharged(int k, Neighbours neighbours) {
        double sigma = 1.1 * k;
        double delta = 1e-3;
        double rho = MarginalSensitivity.of(1, k, neighbours).l2Squared() / (2 * sigma * sigma);
        Threshold threshold = Threshold.of(sigma, k, delta);
        assertTrue(excess(k, neighbours, sigma, threshold.count(), rho, threshold.delta()) <= 1e-12);
        // Planted offenders: noise of a scale that forgets the relation or the unit, and a threshold that does.
        if (k > 1) {
            long careless = Threshold.of(sigma, 1, delta).count();
            assertTrue(excess(k, neighbours, sigma, careless, rho, delta) > delta / 4);
        }
        double forgotten = rho / (k > 1 ? k * k : 2);
        if (k > 1 || neighbours == Neighbours.REPLACE) {
            assertTrue(excess(k, neighbours, sigma, threshold.count(), forgotten, threshold.delta()) > 1e-3);
        }
    }

    /** By how much the released distribution passes (epsilon, delta) at the worst pair and epsilon. */
    private static double excess(int k, Neighbours neighbours, double sigma, long threshold, double rho, double delta) {
        int[] others = {0, (int) threshold - 1, (int) threshold + 2};
        Map<Integer, double[]> known = new HashMap<>();
        IntFunction<double[]> outputs = count -> known.computeIfAbsent(count, any -> outputs(any, sigma, threshold));
        double worst = Double.NEGATIVE_INFINITY;
        for (int base = 0; base < 27; base++) {
            int[] rest = {others[base % 3], others[base / 3 % 3], others[base / 9]};
            if (rest[0] > rest[1] || rest[1] > rest[2]) {
                // The categories have no order, and the unit's are all tried.
                continue;
            }
            for (int[] one : tables(k)) {
                for (int[] two : neighbours == Neighbours.REPLACE ? tables(k) : List.of(new int[3])) {
                    if (neighbours == Neighbours.REPLACE && (sum(one) == 0 || sum(two) == 0)) {
                        continue;
                    }
                    for (double epsilon : new double[] {Math.sqrt(rho), 3 * Math.sqrt(rho), 12}) {
                        double promised = Conversions.delta(rho, epsilon) + delta;
                        worst = Math.max(worst, beyond(plus(rest, one), plus(rest, two), outputs, epsilon) - promised);
                        worst = Math.max(worst, beyond(plus(rest, two), plus(rest, one), outputs, epsilon) - promised);
                    }
                }
            }
        }
        return worst;
    }

    /** The sum of max(0, P - e^epsilon Q) over all outputs; categories are independent. */
    private static double beyond(int[] p, int[] q, IntFunction<double[]> outputs, double epsilon) {
        double[][] first = new double[3][];
        double[][] second = new double[3][];
        for (int i = 0; i < 3; i++) {
            first[i] = outputs.apply(p[i]);
            second[i] = outputs.apply(q[i]);
        }
        double factor = Math.exp(epsilon);
        double sum = 0;
        for (int a = 0; a < first[0].length; a++) {
            for (int b = 0; b < first[1].length; b++) {
                double pp = first[0][a] * first[1][b];
                double qq = second[0][a] * second[1][b];
                if (pp == 0) {
                    continue;
                }
                for (int c = 0; c < first[2].length; c++) {
                    sum += Math.max(0, pp * first[2][c] - factor * qq * second[2][c]);
                }
            }
        }
        return sum;
    }

    /** The probabilities that one category is not released, or with each noisy count. */
    private static double[] outputs(int count, double sigma, long threshold) {
        double[] outputs = new double[12];
        if (count == 0) {
            outputs[0] = 1;
            return outputs;
        }
        double released = 0;
        for (int i = 1; i < outputs.length; i++) {
            long value = threshold + i - 1;
            outputs[i] = i == outputs.length - 1
                    ? ExactTail.atLeast(sigma, value - count)
                    : ExactTail.mass(sigma, value - count);
            released += outputs[i];
        }
        outputs[0] = 1 - released;
        return outputs;
    }

    /** All tables of up to k rows over three categories. */
    private static List<int[]> tables(int k) {
        List<int[]> tables = new ArrayList<>();
        for (int a = 0; a <= k; a++) {
            for (int b = 0; a + b <= k; b++) {
                for (int c = 0; a + b + c <= k; c++) {
                    tables.add(new int[] {a, b, c});
                }
            }
        }
        return tables;
    }

    private static int sum(int[] table) {
        return table[0] + table[1] + table[2];
    }

    private static int[] plus(int[] a, int[] b) {
        return new int[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
    }

    /** No privacy rests on it: cells that hold nothing pass about as seldom as they are said to. */
    @Test
    void aCellWithoutRowsPassesAsSeldomAsItIsSaidTo() {
        for (double scale : new double[] {0.7, 5, 300}) {
            long gaussian = Threshold.noiseIn(97, new Mechanism.DiscreteGaussian(scale), 1e-3);
            assertTrue(97 * ExactTail.atLeast(scale, gaussian) <= 1e-3);
            assertTrue(gaussian == 1 || 97 * ExactTail.atLeast(scale, gaussian - 1) > 5e-4);
            long laplace = Threshold.noiseIn(97, new Mechanism.DiscreteLaplace(scale), 1e-3);
            double tail = Math.exp(-laplace / scale) / (1 + Math.exp(-1 / scale));
            assertTrue(97 * tail <= 1e-3 && 97 * tail > 1e-4);
        }
    }
}
