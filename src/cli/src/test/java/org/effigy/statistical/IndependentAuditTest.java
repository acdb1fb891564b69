package org.effigy.statistical;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.WeakNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.Independent;
import org.effigy.synth.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An attack on whole fits of {@code independent}: {@value #FITS} on each of two worst neighbours, told apart by the
 * likelihood ratio of the counts in the model file, at a cut that is fixed beforehand. Clopper-Pearson bounds of the two
 * rates give a lower bound on what the fits really promise (as Annamalai, Ganev and De Cristofaro 2024 audit
 * synthesizers). It must not pass the claim, and must come near it, or the attack shows nothing.
 *
 * <p>False alarms: the bound passes a claim that holds with probability at most 1e-7 ({@value #ALARM} a rate; 1e-9 by
 * summing up the two binomial laws), and comes less near than demanded with probability below 1e-11. Power: the planted
 * offenders draw noise that is smaller than was charged, as it would be if the sensitivity of add/remove were taken for
 * that of replace, by sqrt 2 for Gaussian and by 2 for Laplace noise; they are missed with probability below 1e-10. All
 * of these by summing up the binomial laws of the two rates, with continuous noise for the discrete Gaussian.
 */
class IndependentAuditTest {
    private static final int FITS = 1_500;
    private static final double ALARM = 5e-8;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    private final NoiseSource noise = OpenDpNoise.load();

    /**
     * Discrete Gaussians of the same total are as good as one normal with mean {@code mu} apart: {@code mu = sqrt(2 rho)}
     * for whole budgets, about 2.2 here. Units have five rows, of which two are kept.
     */
    @ParameterizedTest
    @CsvSource({"ADD_REMOVE, 1", "REPLACE, 1", "ADD_REMOVE, 2", "REPLACE, 2"})
    void gaussianFitsPromiseWhatTheyClaimAndHardlyMore(Neighbours neighbours, int kept) {
        PrivacyBudget budget = budget(new PrivacyBudget(8, .01, neighbours, PrivacyUnit.row()), kept);
        double claim = Math.sqrt(2 * ((PrivacyLoss.ZeroConcentrated) budget.limit()).rho());
        double bound = mu(budget, kept, noise);
        assertTrue(bound <= claim, bound + " of " + claim);
        assertTrue(bound >= .65 * claim, bound + " of " + claim);
        double planted = mu(budget, kept, new WeakNoise(noise, Math.sqrt(2)));
        assertTrue(planted > claim, planted + " of " + claim);
    }

    /** The bound on epsilon is the logarithm of the ratio of the rates of an event that each count supports. */
    @ParameterizedTest
    @EnumSource(Neighbours.class)
    void laplaceFitsPromiseWhatTheyClaimAndHardlyMore(Neighbours neighbours) {
        PrivacyBudget budget = new PrivacyBudget(3, 0, neighbours, PrivacyUnit.row());
        double bound = epsilon(budget, noise);
        assertTrue(bound <= 3, bound + " of 3");
        assertTrue(bound >= 1.5, bound + " of 3");
        double planted = epsilon(budget, new WeakNoise(noise, 2));
        assertTrue(planted > 3, planted + " of 3");
    }

    private static PrivacyBudget budget(PrivacyBudget rows, int kept) {
        return kept == 1 ? rows : rows.withUnit(PrivacyUnit.of("unit", kept));
    }

    private double mu(PrivacyBudget budget, int kept, NoiseSource source) {
        int[] change = change(budget, kept);
        Predicate<List<NoisyMarginal>> supports = measured -> {
            double ratio = 0;
            for (NoisyMarginal marginal : measured) {
                long[] counts = marginal.counts();
                double variance = Math.pow(marginal.standardDeviation(), 2);
                for (int cell = 0; cell < 2; cell++) {
                    double middle = before(budget, cell) * kept + change[cell] / 2.0;
                    ratio += change[cell] * (counts[cell] - middle) / variance;
                }
            }
            return ratio > 0;
        };
        double[] rates = rates(budget, kept, source, supports);
        return NORMAL.inverseCumulativeProbability(rates[1]) - NORMAL.inverseCumulativeProbability(rates[0]);
    }

    private double epsilon(PrivacyBudget budget, NoiseSource source) {
        int[] change = change(budget, 1);
        Predicate<List<NoisyMarginal>> supports = measured -> measured.stream().allMatch(marginal -> {
            long[] counts = marginal.counts();
            return (change[0] <= 0 || counts[0] >= 1)
                    && (change[0] >= 0 || counts[0] <= 0)
                    && (change[1] <= 0 || counts[1] >= 1);
        });
        double[] rates = rates(budget, 1, source, supports);
        return Math.log(rates[1] / rates[0]);
    }

    /** Rows of the smaller neighbour in a cell of each column, in units of the rows kept. */
    private static int before(PrivacyBudget budget, int cell) {
        return budget.neighbours() == Neighbours.REPLACE && cell == 0 ? 1 : 0;
    }

    /** Added: all rows of the unit in the first cells. Replaced: they go from the first cells to the second. */
    private static int[] change(PrivacyBudget budget, int kept) {
        return budget.neighbours() == Neighbours.ADD_REMOVE ? new int[] {kept, 0} : new int[] {-kept, kept};
    }

    /** How often fits on the one neighbour and on the other support the other: at most, and at least. */
    private double[] rates(
            PrivacyBudget budget, int kept, NoiseSource source, Predicate<List<NoisyMarginal>> supports) {
        boolean replace = budget.neighbours() == Neighbours.REPLACE;
        // Two columns with half of the budget each, or under replace one whose two counts move.
        Domain domain = Domain.of(
                replace ? List.of(new Attribute("a", 2)) : List.of(new Attribute("a", 2), new Attribute("b", 2)));
        int wrong = supporting(unit(domain, replace ? 1 : 0, 0, kept), budget, source, supports);
        int right = supporting(unit(domain, 1, replace ? 1 : 0, kept), budget, source, supports);
        return new double[] {
            new BetaDistribution(wrong + 1.0, FITS - wrong).inverseCumulativeProbability(1 - ALARM),
            new BetaDistribution(right, FITS - right + 1.0).inverseCumulativeProbability(ALARM)
        };
    }

    /** A table of one unit or none, all rows in one cell; more rows than are kept where there are several. */
    private static Records unit(Domain domain, int units, int cell, int kept) {
        Records.Builder rows = Records.builder(domain, 5);
        int[] row = new int[domain.size()];
        Arrays.fill(row, cell);
        for (int i = 0; i < units * (kept == 1 ? 1 : 5); i++) {
            rows.add(row);
        }
        return rows.build();
    }

    private static int supporting(
            Records rows, PrivacyBudget budget, NoiseSource source, Predicate<List<NoisyMarginal>> supports) {
        int supporting = 0;
        for (int i = 0; i < FITS; i++) {
            Release release = MemoryLedger.of("audit", budget).open("fit", budget);
            PrivateTable table = budget.unit().column().isPresent()
                    ? PrivateTable.ofUnits(rows, new int[rows.rows()], release, source)
                    : PrivateTable.ofRows(rows, release, source);
            if (supports.test(new Independent().fit(table, Progress.NONE).measurements())) {
                supporting++;
            }
        }
        return supporting;
    }
}
