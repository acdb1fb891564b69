package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a file promises that tells of other releases too, and what holds a file's promise against its charges. */
class PromiseTest {
    private static final PrivacyBudget SMALL = PrivacyBudget.of(0.1, 1e-9);
    private static final PrivacyBudget LARGE = PrivacyBudget.of(20, 1e-9);

    private static Promise.Part part(PrivacyLoss loss, PrivacyBudget of) {
        return new Promise.Part(loss, of);
    }

    @Test
    void aReleaseAloneKeepsItsBudgetToTheDigit() {
        assertEquals(0.1, Promise.of(SMALL, List.of()).epsilon());
        assertEquals(SMALL.limit(), Promise.of(SMALL).loss());
    }

    /** Two figures by another way: rho (Bun and Steinke 2016) by the formula, at the delta of the release. */
    @Test
    void whatAnotherReleasePaidIsAddedInRhoAndConvertedOnce() {
        PrivacyLoss paid = new PrivacyLoss.ZeroConcentrated(0.02);
        double rho = ((PrivacyLoss.ZeroConcentrated) SMALL.limit()).rho() + 0.02;
        Promise alone = Promise.of(SMALL, List.of(part(paid, LARGE)));
        assertEquals(Conversions.epsilon(rho, 1e-9), alone.epsilon(), 1e-12);
        assertEquals(1e-9, alone.delta());
        Promise together = Promise.of(SMALL, List.of(part(LARGE.limit(), LARGE)));
        assertTrue(together.epsilon() > 20 && together.epsilon() < 20.2, together.toString());
        // Planted: the budget alone, epsilons of two budgets, and a factor of 1.3 on what was paid.
        for (double wrong : List.of(0.1, 20.1, Conversions.epsilon(rho + .3 * .02, 1e-9))) {
            assertTrue(Math.abs(wrong - alone.epsilon()) > 1e-3);
        }
    }

    @Test
    void deltasThatWereSetAsideAddUpByThemselves() {
        PrivacyLoss paid = new PrivacyLoss.ApproximateConcentrated(0.02, 1e-10);
        Promise alone = Promise.of(SMALL.withReserved(2e-10), List.of(part(paid, LARGE.withReserved(1e-10))));
        assertTrue(alone.delta() >= 1.1e-9 && alone.delta() < 1.1000001e-9, alone.toString());
        assertEquals(3e-10, ((PrivacyLoss.ApproximateConcentrated) alone.loss()).delta(), 1e-24);
    }

    /** The exact sum of two pure losses, and the better of two ways where one is pure: at 1, epsilons add up to less. */
    @Test
    void pureLossesAddUpExactlyAndTakeTheBetterWayBesideRho() {
        PrivacyBudget pure = PrivacyBudget.of(1, 0);
        assertEquals(
                1.5,
                Promise.of(pure, List.of(part(new PrivacyLoss.Pure(.5), PrivacyBudget.of(3, 0))))
                        .epsilon());
        PrivacyLoss paid = new PrivacyLoss.ZeroConcentrated(1e-4);
        Promise large = Promise.of(pure, List.of(part(paid, LARGE)));
        assertEquals(1 + Conversions.epsilon(1e-4, 1e-9), large.epsilon(), 1e-12);
        Promise small = Promise.of(PrivacyBudget.of(1e-3, 0), List.of(part(paid, LARGE)));
        assertEquals(Conversions.epsilon(1e-4 + 5e-7, 1e-9), small.epsilon(), 1e-12);
        assertEquals(1e-9, small.delta());
    }

    @Test
    void otherUnitsAndAnotherRelationCantBeAddedUp() {
        for (PrivacyBudget other :
                List.of(LARGE.withNeighbours(Neighbours.REPLACE), LARGE.withUnit(PrivacyUnit.of("id", 1)))) {
            assertThrows(IllegalArgumentException.class, () -> Promise.of(SMALL, List.of(part(other.limit(), other))));
        }
    }

    private static Charge charge(String query, double rho) {
        return new Charge(
                query,
                new Mechanism.DiscreteGaussian(Math.sqrt(.5 / rho)),
                new Sensitivity(1, 1, 1),
                new PrivacyLoss.ZeroConcentrated(rho));
    }

    @Test
    void chargesMustAddUpToWhatIsSpentAndStayWithinTheLimit() {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        double rho = ((PrivacyLoss.ZeroConcentrated) budget.limit()).rho();
        List<Charge> charges = List.of(charge("a", rho / 4), charge("b", rho / 2));
        PrivacyLoss spent = new PrivacyLoss.ZeroConcentrated(rho * .75);
        new Reckoning("r1", budget, charges, spent).requireSum();
        for (Reckoning wrong : List.of(
                new Reckoning("r1", budget, charges.subList(0, 1), spent),
                new Reckoning("r1", budget, charges, new PrivacyLoss.ZeroConcentrated(rho * .75 / 1.3)),
                new Reckoning("r1", PrivacyBudget.of(.7, 1e-9), charges, spent),
                new Reckoning(
                        "r1",
                        budget,
                        List.of(charge("a", rho), charge("b", rho / 10)),
                        Spending.upTo(budget.limit())
                                .plus(new PrivacyLoss.ZeroConcentrated(rho))
                                .plus(new PrivacyLoss.ZeroConcentrated(rho / 10))
                                .spent()),
                new Reckoning(
                        "r1",
                        budget.withReserved(5e-10),
                        charges,
                        new PrivacyLoss.ApproximateConcentrated(rho * .75 / 1.3, 0)))) {
            assertThrows(IllegalArgumentException.class, wrong::requireSum, wrong.toString());
        }
    }

    /** Each thing that a file says of its release, altered by itself. */
    @Test
    void theLedgerRefutesWhateverItDoesNotSay() {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        MemoryLedger ledger = MemoryLedger.of("people", PrivacyBudget.of(2, 1e-9));
        ledger.open("fit", budget).charge(charge("other", .001));
        Release release = ledger.open("fit", budget);
        release.charge(charge("a", .002));
        release.charge(charge("b", .003));
        LedgerStatement said = ledger.statement();
        List<Charge> charges = release.charges();
        new Reckoning("r2", budget, charges, release.spent()).requireSaidBy(said);
        Charge cheaper = new Charge(
                "b", charges.get(1).mechanism(), charges.get(1).sensitivity(), new PrivacyLoss.ZeroConcentrated(.001));
        for (Reckoning forged : List.of(
                new Reckoning("r1", budget, charges, release.spent()),
                new Reckoning("r3", budget, charges, release.spent()),
                new Reckoning("r2", PrivacyBudget.of(.9, 1e-9), charges, release.spent()),
                new Reckoning("r2", PrivacyBudget.of(1, 1e-8), charges, release.spent()),
                new Reckoning("r2", budget.withReserved(1e-10), charges, release.spent()),
                new Reckoning("r2", budget.withNeighbours(Neighbours.REPLACE), charges, release.spent()),
                new Reckoning("r2", budget.withUnit(PrivacyUnit.of("id", 1)), charges, release.spent()),
                new Reckoning("r2", budget, charges.subList(0, 1), release.spent()),
                new Reckoning("r2", budget, List.of(charges.get(1), charges.get(0)), release.spent()),
                new Reckoning("r2", budget, List.of(charges.get(0), cheaper), release.spent()),
                new Reckoning("r2", budget, charges, new PrivacyLoss.ZeroConcentrated(.004)))) {
            assertThrows(IllegalArgumentException.class, () -> forged.requireSaidBy(said), forged.toString());
        }
    }
}
