package org.effigy.statistical;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.Copula;
import org.effigy.synth.Progress;
import org.effigy.synth.Settings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An attack on whole fits of {@code copula}, as {@link IndependentAuditTest} attacks single columns: {@value #FITS} fits on
 * each of two worst neighbours, told apart by the likelihood ratio of all answers, the scatter matrix among them. Answers
 * are normal, so the whole is as good as one normal with mean {@code mu} apart; Clopper-Pearson bounds of the two rates
 * give a lower bound on it, which must not pass the claim {@code sqrt(2 rho)}, and must come near it.
 *
 * <p>The table has two columns of two codes, whose scores are then always the two largest. Added: a row of the first
 * codes moves all. Replaced: it goes to the second code of one column, which moves half of the marginals' answers and all
 * of the scatter matrix. The same false alarms (1e-7) and power (1 - 1e-10) as there; the offender draws noise that is
 * smaller by sqrt 2 under add/remove; under replace, where {@code mu} is .87 of the claim, by 2.
 */
class CopulaAuditTest {
    private static final int FITS = 1_500;
    private static final double ALARM = 5e-8;
    private static final double SQUARE = 1024. * 1024;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    /** Keeps what was answered, and draws noise that is smaller than charged by a factor. */
    private static final class Listening implements NoiseSource {
        private final NoiseSource noise = OpenDpNoise.load();
        private final double by;
        private final List<Double> answers = new ArrayList<>();
        private final List<Double> deviations = new ArrayList<>();

        Listening(double by) {
            this.by = by;
        }

        @Override
        public boolean secure() {
            return false;
        }

        @Override
        public String name() {
            return "listening";
        }

        @Override
        public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
            return noise.loss(mechanism, sensitivity);
        }

        @Override
        public void add(Mechanism.Additive mechanism, long[] values) {
            noise.add(new Mechanism.DiscreteGaussian(mechanism.scale() / by), values);
            for (long value : values) {
                answers.add((double) value);
                deviations.add(mechanism.scale());
            }
        }

        @Override
        public int select(Mechanism mechanism, long[] scores) {
            throw new AssertionError("a copula selects nothing");
        }
    }

    @ParameterizedTest
    @EnumSource(Neighbours.class)
    void fitsPromiseWhatTheyClaimAndHardlyMore(Neighbours neighbours) {
        PrivacyBudget budget = new PrivacyBudget(8, .01, neighbours, PrivacyUnit.row());
        double claim = Math.sqrt(2 * ((PrivacyLoss.ZeroConcentrated) budget.limit()).rho());
        boolean added = neighbours == Neighbours.ADD_REMOVE;
        double bound = mu(budget, 1);
        assertTrue(bound <= claim, bound + " of " + claim);
        assertTrue(bound >= (added ? .65 : .5) * claim, bound + " of " + claim);
        double planted = mu(budget, added ? Math.sqrt(2) : 2);
        assertTrue(planted > claim, planted + " of " + claim);
    }

    private static double mu(PrivacyBudget budget, double by) {
        boolean replace = budget.neighbours() == Neighbours.REPLACE;
        // Marginal of a, marginal of b, and the sum of products of scores -1024 and 1024.
        double[] before = replace ? new double[] {1, 0, 1, 0, SQUARE} : new double[5];
        double[] after = replace ? new double[] {0, 1, 1, 0, -SQUARE} : new double[] {1, 0, 1, 0, SQUARE};
        int wrong = supporting(replace ? new int[] {0, 0} : new int[0], budget, by, before, after);
        int right = supporting(replace ? new int[] {1, 0} : new int[] {0, 0}, budget, by, before, after);
        double most = new BetaDistribution(wrong + 1.0, FITS - wrong).inverseCumulativeProbability(1 - ALARM);
        double least = new BetaDistribution(right, FITS - right + 1.0).inverseCumulativeProbability(ALARM);
        return NORMAL.inverseCumulativeProbability(least) - NORMAL.inverseCumulativeProbability(most);
    }

    /** How many fits of a table of this row, or of none, look more like the second neighbour. */
    private static int supporting(int[] row, PrivacyBudget budget, double by, double[] before, double[] after) {
        Domain domain = Domain.of(List.of(new Attribute("a", 2), new Attribute("b", 2)));
        Records.Builder rows = Records.builder(domain, 1);
        if (row.length > 0) {
            rows.add(row);
        }
        Records table = rows.build();
        int supporting = 0;
        for (int i = 0; i < FITS; i++) {
            Release release = MemoryLedger.of("audit", budget).open("fit", budget);
            Listening noise = new Listening(by);
            Copula.of(Settings.standard()).fit(PrivateTable.ofRows(table, release, noise), Progress.NONE);
            double ratio = 0;
            for (int a = 0; a < before.length; a++) {
                double middle = (before[a] + after[a]) / 2;
                ratio +=
                        (after[a] - before[a]) * (noise.answers.get(a) - middle) / Math.pow(noise.deviations.get(a), 2);
            }
            supporting += ratio > 0 ? 1 : 0;
        }
        return supporting;
    }
}
