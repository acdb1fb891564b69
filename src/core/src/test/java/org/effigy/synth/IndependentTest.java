package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.Charge;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.junit.jupiter.api.Test;

class IndependentTest {
    private static final Domain DOMAIN =
            Domain.of(List.of(new Attribute("wide", 64), new Attribute("narrow", 2), new Attribute("one", 1)));

    private static Records rows(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Records.Builder rows = Records.builder(DOMAIN, n);
        for (int i = 0; i < n; i++) {
            rows.add(Math.min(random.nextInt(64), random.nextInt(64)), random.nextInt(4) / 3, 0);
        }
        return rows.build();
    }

    private static Release release(PrivacyBudget budget) {
        return MemoryLedger.of("test", budget).open("fit", budget);
    }

    /** An independent recomputation: the exact sum of what was charged, against the whole. */
    @Test
    void chargesSumToTheBudgetAndNeverPastIt() {
        for (PrivacyBudget budget :
                List.of(PrivacyBudget.of(1, 1e-9), PrivacyBudget.of(.3, 1e-6), PrivacyBudget.of(2, 0))) {
            Release release = release(budget);
            new Independent().fit(PrivateTable.ofRows(rows(100, 1), release, OpenDpNoise.load()), Progress.NONE);
            BigDecimal sum = release.charges().stream()
                    .map(Charge::loss)
                    .map(IndependentTest::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal whole = amount(budget.limit());
            assertTrue(sum.compareTo(whole) <= 0, sum + " of " + whole);
            assertEquals(1, sum.doubleValue() / whole.doubleValue(), 1e-12);
        }
    }

    private static BigDecimal amount(PrivacyLoss loss) {
        return new BigDecimal(
                loss instanceof PrivacyLoss.Pure pure ? pure.epsilon() : ((PrivacyLoss.ZeroConcentrated) loss).rho());
    }

    @Test
    void theQuestionsAreTheSameOnEveryTable() {
        Release one = release(PrivacyBudget.of(1, 1e-9));
        Release other = release(PrivacyBudget.of(1, 1e-9));
        new Independent().fit(PrivateTable.ofRows(rows(1000, 1), one, OpenDpNoise.load()), Progress.NONE);
        new Independent().fit(PrivateTable.ofRows(rows(0, 2), other, OpenDpNoise.load()), Progress.NONE);
        assertEquals(one.charges(), other.charges());
    }

    @Test
    void widerColumnsGetMoreOfTheBudget() {
        Release release = release(PrivacyBudget.of(1, 1e-9));
        new Independent().fit(PrivateTable.ofRows(rows(10, 1), release, new SilentNoise()), Progress.NONE);
        double wide = release.charges().get(0).mechanism().scale();
        double narrow = release.charges().get(1).mechanism().scale();
        assertEquals(Math.pow(64 / 2, -1.0 / 3), wide / narrow, 1e-9);
    }

    @Test
    void withoutNoiseTheShapeOfEachColumnIsKept() {
        Records rows = rows(5000, 3);
        Fit fit = new Independent()
                .fit(PrivateTable.ofRows(rows, release(PrivacyBudget.of(1, 1e-9)), new SilentNoise()), Progress.NONE);
        assertEquals(5000, Fields.of(fit).total(), 1e-6);
        Factor wide = Fields.of(fit).marginal(DOMAIN.clique("wide"));
        long[] counts = rows.counts(DOMAIN.clique("wide"));
        for (int value = 0; value < counts.length; value++) {
            assertEquals(counts[value], wide.value(value), 1e-6);
        }
    }

    @Test
    void underReplaceTheNumberOfRowsIsExactAndFree() {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9).withNeighbours(Neighbours.REPLACE);
        Release release = release(budget);
        Fit fit = new Independent().fit(PrivateTable.ofRows(rows(77, 1), release, OpenDpNoise.load()), Progress.NONE);
        assertEquals(77, Fields.of(fit).total());
        assertEquals(DOMAIN.size(), release.charges().size());
    }

    /** The noisy total of 30 fits is exact in all of them with probability below 1e-30: its deviation is over 20 rows. */
    @Test
    void underAddRemoveTheNumberOfRowsIsNoisy() {
        boolean same = true;
        for (int i = 0; i < 30; i++) {
            Fit fit = new Independent()
                    .fit(
                            PrivateTable.ofRows(rows(1000, 1), release(PrivacyBudget.of(.1, 1e-9)), OpenDpNoise.load()),
                            Progress.NONE);
            same &= Math.round(Fields.of(fit).total()) == 1000;
        }
        assertNotEquals(true, same);
    }

    @Test
    void anEmptyTableStillHasAModel() {
        Fit fit = new Independent()
                .fit(
                        PrivateTable.ofRows(rows(0, 1), release(PrivacyBudget.of(1, 0)), OpenDpNoise.load()),
                        Progress.NONE);
        assertEquals(10, Fields.of(fit).sampler().sample(10, 1).rows());
    }
}
