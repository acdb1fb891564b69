package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpendingTest {
    private static PrivacyLoss rho(double rho) {
        return new PrivacyLoss.ZeroConcentrated(rho);
    }

    private static PrivacyLoss pure(double epsilon) {
        return new PrivacyLoss.Pure(epsilon);
    }

    @Test
    void tenTenthsAreMoreThanOneBecauseTheDoubleIs() {
        // The double nearest 0.1 is above 0.1, so ten of them pass 1 by 5.6e-17, which adding doubles hides.
        Spending spending = Spending.upTo(rho(1));
        for (int i = 0; i < 9; i++) {
            spending = spending.plus(rho(0.1));
        }
        assertFalse(spending.fits(rho(0.1)));
        assertEquals(rho(Math.nextUp(1.0)), spending.plus(rho(0.1)).spent());
        assertTrue(spending.fits(spending.remaining()));
    }

    @Test
    void aLossFarBelowTheLimitsLastDigitStillCounts() {
        Spending spending = Spending.upTo(rho(1)).plus(rho(Double.MIN_VALUE));
        assertEquals(rho(Math.nextDown(1.0)), spending.remaining());
        assertFalse(spending.fits(rho(1)));
        assertTrue(spending.fits(rho(Math.nextDown(1.0))));
    }

    @Test
    void spentRoundsUpAndRemainingRoundsDown() {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 200; trial++) {
            double limit = random.nextDouble(0.5, 2);
            BigDecimal exact = BigDecimal.ZERO;
            Spending spending = Spending.upTo(rho(limit));
            for (double loss = limit / 3; spending.fits(rho(loss)); loss *= random.nextDouble(0.2, 1)) {
                spending = spending.plus(rho(loss));
                exact = exact.add(new BigDecimal(loss));
                if (loss < 1e-30) {
                    break;
                }
            }
            double spent = ((PrivacyLoss.ZeroConcentrated) spending.spent()).rho();
            double left = ((PrivacyLoss.ZeroConcentrated) spending.remaining()).rho();
            assertTrue(new BigDecimal(spent).compareTo(exact) >= 0);
            assertTrue(new BigDecimal(Math.nextDown(spent)).compareTo(exact) < 0);
            BigDecimal exactLeft = new BigDecimal(limit).subtract(exact);
            assertTrue(new BigDecimal(left).compareTo(exactLeft) <= 0);
            assertTrue(new BigDecimal(Math.nextUp(left)).compareTo(exactLeft) > 0);
            assertTrue(spending.fits(spending.remaining()));
        }
    }

    @Test
    void aPureLossCostsHalfItsSquareInRho() {
        assertEquals(rho(0.125), Spending.upTo(rho(1)).plus(pure(0.5)).spent());
        assertEquals(new PrivacyLoss.ZeroConcentrated(0.125), new PrivacyLoss.Pure(0.5).asZeroConcentrated());
        double rounded = new PrivacyLoss.Pure(0.1).asZeroConcentrated().rho();
        BigDecimal exact = new BigDecimal(0.1).pow(2).divide(BigDecimal.valueOf(2));
        assertTrue(new BigDecimal(rounded).compareTo(exact) >= 0);
        assertTrue(new BigDecimal(Math.nextDown(rounded)).compareTo(exact) < 0);
        assertEquals(
                Double.MIN_VALUE,
                new PrivacyLoss.Pure(Double.MIN_VALUE).asZeroConcentrated().rho());
    }

    @Test
    void theLargestPureLossThatFitsFits() {
        for (double limit : new double[] {1e-12, 0.02, 1, 77}) {
            Spending spending = Spending.upTo(rho(limit));
            double most = spending.remainingPure().epsilon();
            assertTrue(spending.fits(pure(most)));
            assertFalse(spending.fits(pure(Math.nextUp(most))));
        }
        assertEquals(pure(0.25), Spending.upTo(pure(1)).plus(pure(0.75)).remainingPure());
    }

    @Test
    void aLossThatHasNoCountHereIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> Spending.upTo(pure(1)).plus(rho(0.1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Spending.upTo(rho(1)).fits(new PrivacyLoss.Approximate(0.1, 1e-9)));
        assertThrows(IllegalArgumentException.class, () -> Spending.upTo(new PrivacyLoss.Approximate(1, 1e-9)));
    }

    @Test
    void partsNeverSumToMoreThanTheWhole() {
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 300; trial++) {
            double whole = Math.pow(10, random.nextDouble(-12, 3));
            double[] weights =
                    random.doubles(random.nextInt(1, 40), 0, 5).map(Math::rint).toArray();
            weights[0] = 1;
            BigDecimal sum = BigDecimal.ZERO;
            List<PrivacyLoss.ZeroConcentrated> parts = new PrivacyLoss.ZeroConcentrated(whole).split(weights);
            for (int i = 0; i < weights.length; i++) {
                sum = sum.add(new BigDecimal(parts.get(i).rho()));
                double share = whole * weights[i] / Arrays.stream(weights).sum();
                assertEquals(share, parts.get(i).rho(), 1e-15 * whole);
            }
            assertTrue(sum.compareTo(new BigDecimal(whole)) <= 0);
            assertEquals(whole, sum.doubleValue(), 1e-14 * whole);
        }
    }

    @Test
    void whoSpendsLastCanSpendAllThatIsLeft() {
        Spending spending = Spending.upTo(rho(0.1));
        List<PrivacyLoss.ZeroConcentrated> parts = new PrivacyLoss.ZeroConcentrated(0.1).split(1, 1, 1);
        spending = spending.plus(parts.get(0)).plus(parts.get(1));
        spending = spending.plus(spending.remaining());
        // One step left: what remains after the last step is less than a double near the limit can tell.
        assertTrue(((PrivacyLoss.ZeroConcentrated) spending.remaining()).rho() < Math.ulp(0.1));
        assertEquals(rho(0.1), spending.spent());
    }

    @Test
    void aSplitNeedsWeightsThatAreShares() {
        for (double[] weights : new double[][] {{}, {0, 0}, {1, -1}, {Double.NaN}, {Double.POSITIVE_INFINITY}}) {
            assertThrows(IllegalArgumentException.class, () -> new PrivacyLoss.Pure(1).split(weights));
        }
        assertEquals(
                List.of(new PrivacyLoss.Approximate(0.5, 0.25), new PrivacyLoss.Approximate(0.5, 0.25)),
                new PrivacyLoss.Approximate(1, 0.5).split(2, 2));
        assertEquals(List.of(pure(0), pure(1)), new PrivacyLoss.Pure(1).split(0, 7));
    }

    @Test
    void lossesAndBudgetsMustBeNumbers() {
        for (double bad : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> pure(bad));
            assertThrows(IllegalArgumentException.class, () -> rho(bad));
            assertThrows(IllegalArgumentException.class, () -> new PrivacyLoss.Approximate(1, bad));
            assertThrows(IllegalArgumentException.class, () -> PrivacyBudget.of(bad, 1e-9));
            assertThrows(IllegalArgumentException.class, () -> PrivacyBudget.of(1, bad));
        }
    }

    /** Infinity, and the ends that a promise can't have: nothing at all, everything, and all of delta set aside. */
    @Test
    void budgetsAtTheEndsOfTheirRangesAreRefused() {
        for (double epsilon : new double[] {0, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> PrivacyBudget.of(epsilon, 1e-9));
        }
        assertThrows(IllegalArgumentException.class, () -> PrivacyBudget.of(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new PrivacyLoss.Approximate(1, 1));
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        assertEquals(0, budget.withReserved(0).reserved());
        assertEquals(5e-10, budget.withReserved(5e-10).reserved());
        for (double reserved : new double[] {1e-9, 1e-8, -1e-10, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> budget.withReserved(reserved));
        }
        assertEquals(0, PrivacyBudget.of(1, 0).withReserved(0).reserved());
    }

    /** Never a bare epsilon: relation and unit stand beside it. */
    @Test
    void aPromiseInWordsHoldsEverythingThatItRestsOn() {
        assertEquals(
                "epsilon 1.0, delta 1.0E-9 (add/remove one row)",
                PrivacyBudget.of(1, 1e-9).words());
        assertEquals(
                "epsilon 2.0, delta 0.0 (replace all rows of one patient, at most 3 kept)",
                PrivacyBudget.of(2, 0)
                        .withNeighbours(Neighbours.REPLACE)
                        .withUnit(PrivacyUnit.of("patient", 3))
                        .words());
        assertEquals("rho 0.5, delta 1.0E-9", new PrivacyLoss.ApproximateConcentrated(.5, 1e-9).words());
        assertEquals("epsilon 0.5, delta 1.0E-9", new PrivacyLoss.Approximate(.5, 1e-9).words());
    }

    @Test
    void aLossThatIsCountedOtherwiseIsRefusedWithWhatToDo() {
        Spending pure = Spending.upTo(pure(1));
        assertEquals(pure(1), pure.limit());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> pure.plus(rho(.1)))
                .getMessage()
                .contains("where only pure epsilon is"));
        Spending concentrated = Spending.upTo(rho(1));
        PrivacyLoss approximate = new PrivacyLoss.Approximate(1, 1e-9);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> concentrated.fits(approximate))
                .getMessage()
                .contains("can't be counted as rho"));
    }

    @Test
    void aBudgetSpentToItsLimitImpliesItsOwnEpsilonAndNoMore() {
        for (double epsilon = 1e-4; epsilon < 100; epsilon *= 1.7) {
            PrivacyBudget budget = PrivacyBudget.of(epsilon, 1e-9);
            assertEquals(epsilon, budget.implied(budget.limit()).epsilon(), 1e-10 * epsilon);
            assertTrue(budget.implied(budget.limit()).epsilon() <= epsilon);
            double over = ((PrivacyLoss.ZeroConcentrated) budget.limit()).rho() * 1.001;
            assertTrue(budget.implied(rho(over)).epsilon() > epsilon);
        }
        assertEquals(new PrivacyLoss.Approximate(0.5, 0), PrivacyBudget.of(1, 0).implied(pure(0.5)));
    }
}
