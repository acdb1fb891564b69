package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordSamplerTest {
    /** What a test of this file may raise a false alarm with, all its comparisons together. */
    private static final double FALSE_ALARM = 1e-6;

    static List<Shapes> shapes() {
        return Shapes.all();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void rootCliqueCountsAreTheExpectedOnesRounded(Shapes shape) {
        MarkovRandomField field = random(shape, 11);
        int rows = 10_000;
        Records records = field.sampler().sample(rows, 1);
        assertEquals(rows, records.rows());
        for (int c = 0; c < field.tree().cliques().size(); c++) {
            if (field.tree().parent(c) < 0) {
                Clique root = field.tree().cliques().get(c);
                Factor expected = field.marginal(root).times(rows / field.total());
                long[] counts = records.counts(root);
                for (int i = 0; i < counts.length; i++) {
                    assertTrue(Math.abs(counts[i] - expected.value(i)) < 1 + 1e-6);
                }
            }
        }
    }

    /**
     * Pearson's statistic of every pair's counts against the model. Rounding to within 1 makes it smaller than for
     * independent draws, so that its chi-squared quantile at FALSE_ALARM over all pairs bounds the false alarms. The
     * offender, one column sorted, must be caught.
     */
    @ParameterizedTest
    @MethodSource("shapes")
    void allPairsFollowTheModel(Shapes shape) {
        MarkovRandomField field = random(shape, 12);
        Records records = field.sampler().sample(20_000, 2);
        int pairs = field.domain().size() * field.domain().size();
        for (int i = 0; i < field.domain().size(); i++) {
            for (int j = i + 1; j < field.domain().size(); j++) {
                Factor expected = field.marginal(Clique.of(i, j)).times(records.rows() / field.total());
                assertTrue(pearson(records.counts(Clique.of(i, j)), expected) <= quantile(expected.cells() - 1, pairs));
            }
        }
    }

    /**
     * 20 columns that are independent in the model, with uneven values: 190 chi-squared tests of independence, each at
     * FALSE_ALARM / 190. Both margins are fixed by rounding, which is the case that the statistic is made for. The
     * offender is what rounding without a shuffle gives: columns whose values stand in order in every group.
     */
    @Test
    void independentColumnsAreIndependentInTheRows() {
        int n = 20;
        Domain domain = Shapes.domain(IntStream.range(0, n).map(i -> 2 + i % 5).toArray());
        SplittableRandom random = new SplittableRandom(3);
        List<Factor> potentials = IntStream.range(0, n)
                .mapToObj(i -> Shapes.potential(domain, Clique.of(i), 2, random))
                .toList();
        MarkovRandomField field = MarkovRandomField.of(domain, potentials, 1);
        Records records = field.sampler().sample(30_000, 3);
        int dependent = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                dependent += isDependent(records, i, j, n * (n - 1) / 2) ? 1 : 0;
            }
        }
        assertEquals(0, dependent);
        assertTrue(isDependent(withSortedColumns(records, 0, 1), 0, 1, n * (n - 1) / 2));
    }

    /**
     * A star: columns 1 to 8 depend on column 0 only, which has 2,000 values, so that groups are small and the places
     * where their rounding starts matter. Given column 0 they must be independent: the statistic over all values of
     * column 0 of the products of deviations, standardised, is normal to within its third moment at 30,000 rows; 28
     * pairs at FALSE_ALARM / 28 each: 6 standard deviations. If two columns shared their rounding offsets, it would be
     * above 50.
     */
    @Test
    void childrenOfOneParentAreIndependentGivenIt() {
        int n = 9;
        int[] sizes = IntStream.range(0, n).map(i -> i == 0 ? 2000 : 2).toArray();
        Domain domain = Shapes.domain(sizes);
        SplittableRandom random = new SplittableRandom(4);
        List<Factor> potentials = IntStream.range(1, n)
                .mapToObj(i -> Shapes.potential(domain, Clique.of(0, i), 2, random))
                .toList();
        MarkovRandomField field = MarkovRandomField.of(domain, potentials, 1);
        Records records = field.sampler().sample(30_000, 4);
        double[][] deviations = new double[n][];
        for (int i = 1; i < n; i++) {
            Factor pair = field.marginal(Clique.of(0, i));
            deviations[i] = new double[records.rows()];
            for (int row = 0; row < records.rows(); row++) {
                int parent = records.code(row, 0);
                double one = pair.value(2 * parent + 1) / (pair.value(2 * parent) + pair.value(2 * parent + 1));
                deviations[i][row] = (records.code(row, i) - one) / Math.sqrt(one * (1 - one));
            }
        }
        for (int i = 1; i < n; i++) {
            assertTrue(Math.abs(correlation(deviations[i], deviations[i])) > 50, "the offender is caught");
            for (int j = i + 1; j < n; j++) {
                double statistic = correlation(deviations[i], deviations[j]);
                assertTrue(Math.abs(statistic) < 6, "columns " + i + ", " + j + ": " + statistic);
            }
        }
    }

    /**
     * Rows are in random order: the first third of the rows is a sample of all. For each value a normal test with the
     * hypergeometric variance; 60 tests at 6 standard deviations, false alarms below FALSE_ALARM by the normal tail
     * 2e-9. Sorted rows are the offender.
     */
    @Test
    void rowsAreInRandomOrder() {
        Shapes shape = named("chain");
        Records records = random(shape, 13).sampler().sample(30_000, 5);
        int third = records.rows() / 3;
        Records first = records.select(IntStream.range(0, third).toArray());
        Records sorted = records.select(IntStream.range(0, records.rows())
                .boxed()
                .sorted((a, b) -> records.code(a, 0) - records.code(b, 0))
                .limit(third)
                .mapToInt(i -> i)
                .toArray());
        double worst = 0;
        double offender = 0;
        for (Clique clique : shape.cliques()) {
            long[] all = records.counts(clique);
            worst = Math.max(worst, largestDeviation(first.counts(clique), all, records.rows()));
            offender = Math.max(offender, largestDeviation(sorted.counts(clique), all, records.rows()));
        }
        assertTrue(worst < 6, "deviation " + worst);
        assertTrue(offender > 6);
    }

    @Test
    void countsVaryLessThanWithIndependentDraws() {
        Shapes shape = named("star");
        MarkovRandomField field = random(shape, 14);
        int rows = 1000;
        double squares = 0;
        double independent = 0;
        for (int seed = 0; seed < 50; seed++) {
            Records records = field.sampler().sample(rows, seed);
            for (Clique clique : shape.cliques()) {
                Factor expected = field.marginal(clique).times(rows / field.total());
                long[] counts = records.counts(clique);
                for (int i = 0; i < counts.length; i++) {
                    double off = counts[i] - expected.value(i);
                    squares += off * off;
                    independent += expected.value(i) * (1 - expected.value(i) / rows);
                }
            }
        }
        // A cell of n rows is off by some sqrt(n) in independent draws, and by less than 2 here.
        assertTrue(squares < independent / 20, squares + " against " + independent);
    }

    @Test
    void marginalsOfManyBatchesStayNearTheExpectedCounts() {
        Shapes shape = named("chain");
        MarkovRandomField field = random(shape, 15);
        int rows = 5 * RecordSampler.BATCH + 17;
        Records records = field.sampler().sample(rows, 6);
        for (Clique clique : shape.cliques()) {
            Factor expected = field.marginal(clique).times(rows / field.total());
            long[] counts = records.counts(clique);
            for (int i = 0; i < counts.length; i++) {
                // Each of 6 batches is off by less than 1 for each of at most 5 contexts and the root.
                assertTrue(Math.abs(counts[i] - expected.value(i)) < 36);
            }
        }
    }

    @Test
    void cellsOfProbabilityZeroAreNeverDrawn() {
        for (Shapes shape : Shapes.all()) {
            SplittableRandom random = new SplittableRandom(16);
            List<Factor> potentials = new ArrayList<>();
            for (Clique clique : shape.cliques()) {
                double[] values =
                        Shapes.potential(shape.domain(), clique, 2, random).toArray();
                // The first cell of all stays possible, so that some record is.
                for (int i = 1; i < values.length; i++) {
                    values[i] = random.nextInt(3) == 0 ? Double.NEGATIVE_INFINITY : values[i];
                }
                potentials.add(Factor.of(shape.domain(), clique, values));
            }
            Records records = MarkovRandomField.of(shape.domain(), potentials, 1)
                    .sampler()
                    .sample(5000, 7);
            for (Factor potential : potentials) {
                long[] counts = records.counts(potential.clique());
                for (int i = 0; i < counts.length; i++) {
                    assertTrue(counts[i] == 0 || potential.value(i) > Double.NEGATIVE_INFINITY);
                }
            }
        }
    }

    @Test
    void rowsDependOnTheSeedAlone() {
        MarkovRandomField field = random(named("triples with a loop"), 17);
        int rows = 2 * RecordSampler.BATCH + 100;
        Records records = field.sampler().sample(rows, 8);
        assertTrue(same(records, field.sampler().withThreads(3).sample(rows, 8)));
        assertTrue(!same(records, field.sampler().sample(rows, 9)));
        List<Records> batches = new ArrayList<>();
        field.sampler().withThreads(2).stream(rows, 8, batches::add);
        assertEquals(3, batches.size());
        int row = 0;
        for (Records batch : batches) {
            for (int i = 0; i < batch.rows(); i++, row++) {
                for (int c = 0; c < field.domain().size(); c++) {
                    assertEquals(records.code(row, c), batch.code(i, c));
                }
            }
        }
        assertEquals(rows, row);
    }

    @Test
    void moreContextsThanCanBeCountedAreSorted() {
        Domain domain = Shapes.domain(900, 700, 2, 2);
        double[] values = new double[900 * 700 * 2];
        for (int i = 0; i < values.length; i++) {
            // The third attribute is the parity of the first two, and so is the fourth: they agree.
            int parity = (i / 1400 + i / 2 % 700) % 2;
            values[i] = i % 2 == parity ? 0 : Double.NEGATIVE_INFINITY;
        }
        MarkovRandomField field = MarkovRandomField.of(
                domain,
                List.of(Factor.of(domain, Clique.of(0, 1, 2), values), Factor.of(domain, Clique.of(0, 1, 3), values)),
                1);
        Records records = field.sampler().sample(70_000, 10);
        for (int row = 0; row < records.rows(); row++) {
            int parity = (records.code(row, 0) + records.code(row, 1)) % 2;
            assertEquals(parity, records.code(row, 2));
            assertEquals(parity, records.code(row, 3));
        }
    }

    @Test
    void noRowsAreNoRowsAndFewerAreRefused() {
        MarkovRandomField field = random(named("chain"), 18);
        assertEquals(0, field.sampler().sample(0, 1).rows());
        field.sampler().stream(0, 1, batch -> {
            throw new AssertionError("there is no batch");
        });
        assertThrows(IllegalArgumentException.class, () -> field.sampler().sample(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> field.sampler().withThreads(0));
    }

    private static Shapes named(String name) {
        return Shapes.all().stream()
                .filter(shape -> shape.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static MarkovRandomField random(Shapes shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return MarkovRandomField.of(
                shape.domain(),
                shape.cliques().stream()
                        .map(clique -> Shapes.potential(shape.domain(), clique, 2, random))
                        .toList(),
                1000);
    }

    private static boolean isDependent(Records records, int i, int j, int tests) {
        Factor first = counts(records, Clique.of(i));
        Factor second = counts(records, Clique.of(j));
        Factor expected = first.times(second).times(1.0 / records.rows());
        return pearson(records.counts(Clique.of(i, j)), expected)
                > quantile((first.cells() - 1) * (second.cells() - 1), tests);
    }

    private static Factor counts(Records records, Clique clique) {
        return Factor.of(
                records.domain(),
                clique,
                Arrays.stream(records.counts(clique)).asDoubleStream().toArray());
    }

    private static double pearson(long[] counts, Factor expected) {
        double statistic = 0;
        for (int i = 0; i < counts.length; i++) {
            double off = counts[i] - expected.value(i);
            statistic += expected.value(i) > 0 ? off * off / expected.value(i) : counts[i] * 1e9;
        }
        return statistic;
    }

    private static double quantile(int degrees, int tests) {
        return new ChiSquaredDistribution(Math.max(1, degrees))
                .inverseCumulativeProbability(1 - FALSE_ALARM / Math.max(1, tests));
    }

    private static double correlation(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum / Math.sqrt(a.length);
    }

    private static double largestDeviation(long[] part, long[] all, int rows) {
        double largest = 0;
        long size = Arrays.stream(part).sum();
        for (int i = 0; i < part.length; i++) {
            double share = (double) all[i] / rows;
            double variance = size * share * (1 - share) * (rows - size) / (rows - 1.0);
            if (variance > 9) {
                largest = Math.max(largest, Math.abs(part[i] - size * share) / Math.sqrt(variance));
            }
        }
        return largest;
    }

    private static Records withSortedColumns(Records records, int... sorted) {
        int[][] columns = new int[records.domain().size()][records.rows()];
        for (int c = 0; c < columns.length; c++) {
            for (int row = 0; row < records.rows(); row++) {
                columns[c][row] = records.code(row, c);
            }
        }
        for (int c : sorted) {
            Arrays.sort(columns[c]);
        }
        return Records.of(records.domain(), columns);
    }

    private static boolean same(Records a, Records b) {
        if (a.rows() != b.rows()) {
            return false;
        }
        for (int row = 0; row < a.rows(); row++) {
            for (int c = 0; c < a.domain().size(); c++) {
                if (a.code(row, c) != b.code(row, c)) {
                    return false;
                }
            }
        }
        return true;
    }
}
