package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Records;
import org.junit.jupiter.api.Test;

/** Samples of one batch are balanced, larger ones are not. */
class BalanceTest {
    private static final int LEAVES = 6;

    /**
     * Two leaves of a star meet in no clique. Independent draws are off by the square root of what is expected, and so are
     * the rows of a larger sample, but for the share of it that the groups explain; balanced ones by a fraction.
     */
    @Test
    void pairsThatNoCliqueHoldsAreNearerToTheModelThanChanceLeavesThem() {
        MarkovRandomField field = star(3, 5, 1);
        assertTrue(excess(field, 20_000) < .15, "balanced " + excess(field, 20_000));
        int large = RecordSampler.BATCH + 20_000;
        assertTrue(excess(field, large) > .5, "left to chance " + excess(field, large));
    }

    /** Mean squared deviation of leaf pairs from the model, over the variance of independent draws. */
    private static double excess(MarkovRandomField field, int rows) {
        Records records = field.sampler().sample(rows, 3);
        double squares = 0;
        double variance = 0;
        for (int i = 1; i <= LEAVES; i++) {
            for (int j = i + 1; j <= LEAVES; j++) {
                Factor expected = field.marginal(Clique.of(i, j)).times(rows / field.total());
                long[] counts = records.counts(Clique.of(i, j));
                for (int cell = 0; cell < counts.length; cell++) {
                    squares += Math.pow(counts[cell] - expected.value(cell), 2);
                    variance += expected.value(cell) * (1 - expected.value(cell) / rows);
                }
            }
        }
        return squares / variance;
    }

    /**
     * Cells that expect less than half a row must hold rows as often as they should, and not be rounded to nothing. Over
     * 60 seeds some ten thousand are expected in all; counts of balanced rows vary no more than Poisson ones, so that a
     * sum is off by 6 of its square roots, 6 %, once in 5e8. A sampler that leaves out a tenth is told; one that
     * balanced these cells as well would lack 8 to 25 %.
     */
    @Test
    void rareCombinationsStayAsFrequentAsTheyShouldBe() {
        MarkovRandomField field = star(2, 12, 5);
        int rows = 400;
        double expected = 0;
        long seen = 0;
        for (int seed = 0; seed < 60; seed++) {
            Records records = field.sampler().sample(rows, seed);
            for (int i = 1; i <= LEAVES; i++) {
                for (int j = i + 1; j <= LEAVES; j++) {
                    Factor model = field.marginal(Clique.of(i, j)).times(rows / field.total());
                    long[] counts = records.counts(Clique.of(i, j));
                    for (int cell = 0; cell < counts.length; cell++) {
                        if (model.value(cell) < .5) {
                            expected += model.value(cell);
                            seen += counts[cell];
                        }
                    }
                }
            }
        }
        assertTrue(expected > 4000, "rows expected in rare cells: " + expected);
        double limit = 6 * Math.sqrt(expected);
        assertTrue(Math.abs(seen - expected) < limit, seen + " rows where " + expected + " are expected");
        assertTrue(Math.abs(.9 * seen - expected) > limit, "a tenth fewer is told");
    }

    /**
     * Pearson's statistic of all 56 triples of a star and its hub, below its chi-squared quantile for 1e-6 in all; balance makes it
     * smaller. A leaf that is made a function of two others, which no pair shows, is the offender.
     */
    @Test
    void triplesFollowTheModel() {
        MarkovRandomField field = star(2, 2, .3);
        Records records = field.sampler().sample(30_000, 5);
        assertTrue(largest(field, records) < 1, "a triple is off by " + largest(field, records));
        int[][] columns = new int[LEAVES + 1][records.rows()];
        for (int row = 0; row < records.rows(); row++) {
            for (int c = 0; c <= LEAVES; c++) {
                columns[c][row] = records.code(row, c);
            }
            columns[3][row] = (columns[1][row] + columns[2][row]) % 2;
        }
        assertTrue(largest(field, Records.of(records.domain(), columns)) > 1, "the offender is caught");
    }

    /** The largest statistic of a triple as a share of its quantile. */
    private static double largest(MarkovRandomField field, Records records) {
        double largest = 0;
        Function<Integer, Double> quantile =
                cells -> new ChiSquaredDistribution(cells - 1).inverseCumulativeProbability(1 - 1e-6 / 56);
        for (int i = 0; i <= LEAVES; i++) {
            for (int j = i + 1; j <= LEAVES; j++) {
                for (int k = j + 1; k <= LEAVES; k++) {
                    Clique triple = Clique.of(i, j, k);
                    Factor expected = field.marginal(triple).times(records.rows() / field.total());
                    long[] counts = records.counts(triple);
                    double statistic = 0;
                    for (int cell = 0; cell < counts.length; cell++) {
                        statistic += Math.pow(counts[cell] - expected.value(cell), 2) / expected.value(cell);
                    }
                    largest = Math.max(largest, statistic / quantile.apply(counts.length));
                }
            }
        }
        return largest;
    }

    /** A hub, column 0, and leaves that are independent given it. */
    private static MarkovRandomField star(int hub, int leaf, double spread) {
        Domain domain = Shapes.domain(
                IntStream.rangeClosed(0, LEAVES).map(i -> i == 0 ? hub : leaf).toArray());
        SplittableRandom random = new SplittableRandom(8);
        List<Factor> potentials = IntStream.rangeClosed(1, LEAVES)
                .mapToObj(i -> Shapes.potential(domain, Clique.of(0, i), spread, random))
                .toList();
        return MarkovRandomField.of(domain, potentials, 1);
    }
}
