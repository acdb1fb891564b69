package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger owes, wherever it keeps its charges. */
abstract class LedgerContract {
    static final PrivacyBudget BUDGET = PrivacyBudget.of(1, 1e-9);

    /** An empty ledger. */
    abstract PrivacyLedger ledger(PrivacyBudget budget, Clock clock);

    PrivacyLedger ledger(PrivacyBudget budget) {
        return ledger(budget, Clock.systemUTC());
    }

    static Charge charge(String query, PrivacyLoss loss) {
        return new Charge(query, new Mechanism.DiscreteGaussian(10), new Sensitivity(1, 1, 1), loss);
    }

    static Charge charge(double rho) {
        return charge("marginal (age)", new PrivacyLoss.ZeroConcentrated(rho));
    }

    static double rho(PrivacyLoss loss) {
        return ((PrivacyLoss.ZeroConcentrated) loss).rho();
    }

    @Test
    void aNewLedgerHasAllLeft() {
        try (PrivacyLedger ledger = ledger(BUDGET);
                PrivacyLedger other = MemoryLedger.of("adult", BUDGET)) {
            assertEquals("adult", ledger.dataset());
            assertEquals(BUDGET, ledger.budget());
            assertEquals(BUDGET.limit(), ledger.remaining());
            assertEquals(new PrivacyLoss.ZeroConcentrated(0), ledger.spent());
            assertEquals(List.of(), ledger.charges());
            assertNotEquals(other.id(), ledger.id());
        }
    }

    @Test
    void aChargeIsCountedInReleaseAndLedger() {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            Release release = ledger.open("fit", PrivacyBudget.of(0.5, 1e-9));
            release.charge(charge(0.001));
            release.charge(charge(0.0005));
            assertEquals(List.of(charge(0.001), charge(0.0005)), release.charges());
            assertEquals(release.charges(), ledger.charges());
            assertEquals(0.0015, rho(release.spent()), 1e-18);
            assertEquals(release.spent(), ledger.spent());
            assertEquals(rho(release.budget().limit()) - 0.0015, rho(release.remaining()), 1e-17);
            assertEquals(rho(BUDGET.limit()) - 0.0015, rho(ledger.remaining()), 1e-17);
            assertEquals(ledger, release.ledger());
        }
    }

    /** As a message says it: six digits, and never more than there is. */
    private static String leftOf(PrivacyLoss left) {
        BigDecimal exact = new BigDecimal(rho(left));
        return "rho "
                + exact.round(new MathContext(6, RoundingMode.DOWN))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    @Test
    void aReleaseOverTheLedgersRestIsRefusedAndNothingIsCharged() {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            ledger.open("first", BUDGET).charge(charge(0.005));
            LedgerStatement before = ledger.statement();
            BudgetExceededException refused = assertThrows(
                    BudgetExceededException.class, () -> ledger.open("second", PrivacyBudget.of(0.9, 1e-9)));
            assertEquals(before, ledger.statement());
            assertTrue(refused.getMessage().contains("'second'"), refused.getMessage());
            assertTrue(refused.getMessage().contains(leftOf(ledger.remaining())), refused.getMessage());
            assertTrue(refused.getMessage().contains(leftOf(BUDGET.limit())), refused.getMessage());
            String advice = refused.getMessage().replaceAll(".*at most ([0-9.E-]+) at.*", "$1");
            ledger.open("second, as advised", PrivacyBudget.of(Double.parseDouble(advice), 1e-9));
        }
    }

    @Test
    void roomIsToldWithoutOpeningAReleaseAndInTheWordsOfOpening() {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            LedgerStatement untouched = ledger.statement();
            ledger.requireRoom("fit", BUDGET);
            assertEquals(untouched, ledger.statement());
            ledger.open("first", BUDGET).charge(charge(0.005));
            LedgerStatement before = ledger.statement();
            String told = assertThrows(BudgetExceededException.class, () -> ledger.requireRoom("second", BUDGET))
                    .getMessage();
            String refused = assertThrows(BudgetExceededException.class, () -> ledger.open("second", BUDGET))
                    .getMessage();
            assertEquals(refused, told);
            assertEquals(before, ledger.statement());
        }
    }

    @Test
    void aChargeOverTheReleasesRestIsRefusedAndNothingIsCharged() {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            Release release = ledger.open("fit aim", PrivacyBudget.of(0.5, 1e-9));
            release.charge(charge(0.001));
            LedgerStatement before = ledger.statement();
            double left = rho(release.remaining());
            BudgetExceededException refused =
                    assertThrows(BudgetExceededException.class, () -> release.charge(charge(Math.nextUp(left))));
            assertEquals(before, ledger.statement());
            for (String part : List.of(
                    "marginal (age)", leftOf(new PrivacyLoss.ZeroConcentrated(left)), "fit aim", "lower the request")) {
                assertTrue(refused.getMessage().contains(part), refused.getMessage());
            }
            release.charge(charge(left));
        }
    }

    @Test
    void whatAReleaseLeavesUnspentIsLeftForTheNext() {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            Release first = ledger.open("first", BUDGET);
            first.charge(charge(0.001));
            Release second = ledger.open("second", PrivacyBudget.of(0.8, 1e-9));
            second.charge(charge(rho(second.remaining())));
            assertEquals(ledger.remaining(), first.remaining());
            double own = rho(first.budget().limit()) - 0.001;
            BudgetExceededException refused =
                    assertThrows(BudgetExceededException.class, () -> first.charge(charge(own)));
            assertTrue(refused.getMessage().contains("another release"), refused.getMessage());
            first.charge(charge(rho(first.remaining())));
            assertEquals(BUDGET.limit(), ledger.spent());
            assertEquals(1.0, ledger.statement().implied().epsilon());
        }
    }

    @Test
    void aPureReleaseInAConcentratedLedgerCostsHalfSquares() {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            Release pure = ledger.open("pure", PrivacyBudget.of(0.125, 0));
            pure.charge(charge("total", new PrivacyLoss.Pure(0.0625)));
            pure.charge(charge("total", new PrivacyLoss.Pure(0.0625)));
            assertEquals(new PrivacyLoss.Pure(0.125), pure.spent());
            assertEquals(new PrivacyLoss.Pure(0), pure.remaining());
            assertEquals(new PrivacyLoss.ZeroConcentrated(0.0625 * 0.0625), ledger.spent());
            assertThrows(IllegalArgumentException.class, () -> pure.charge(charge(1e-6)));
            Release wide = ledger.open("wide", PrivacyBudget.of(0.14, 0));
            Release greedy = ledger.open("greedy", PrivacyBudget.of(0.8, 1e-9));
            greedy.charge(charge(rho(greedy.remaining())));
            PrivacyLoss.Pure left = (PrivacyLoss.Pure) wide.remaining();
            assertEquals(Math.min(0.14, Math.sqrt(2 * rho(ledger.remaining()))), left.epsilon(), 1e-12);
            wide.charge(charge("total", left));
        }
    }

    @Test
    void aPureLedgerAddsEpsilonsAndRefusesADelta() {
        try (PrivacyLedger ledger = ledger(PrivacyBudget.of(1, 0))) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class, () -> ledger.open("zCDP", PrivacyBudget.of(0.1, 1e-9)));
            assertTrue(refused.getMessage().contains("delta 0"), refused.getMessage());
            Release release = ledger.open("pure", PrivacyBudget.of(1, 0));
            release.charge(charge("a", new PrivacyLoss.Pure(0.25)));
            release.charge(charge("b", new PrivacyLoss.Pure(0.75)));
            assertEquals(new PrivacyLoss.Pure(1), ledger.spent());
            assertThrows(BudgetExceededException.class, () -> ledger.open("more", PrivacyBudget.of(1e-9, 0)));
        }
    }

    @Test
    void anotherUnitOrRelationIsRefusedAndAnotherCapIsNot() {
        PrivacyBudget patients = BUDGET.withUnit(PrivacyUnit.of("patient", 3));
        try (PrivacyLedger ledger = ledger(patients)) {
            ledger.open("two rows each", patients.withUnit(PrivacyUnit.of("patient", 2)));
            for (PrivacyBudget other : List.of(
                    BUDGET,
                    BUDGET.withUnit(PrivacyUnit.of("account", 3)),
                    patients.withNeighbours(Neighbours.REPLACE))) {
                IllegalArgumentException refused =
                        assertThrows(IllegalArgumentException.class, () -> ledger.open("other", other));
                assertTrue(refused.getMessage().contains("a ledger of its own"), refused.getMessage());
            }
            assertEquals(1, ledger.statement().releases().size());
        }
    }

    @Test
    void anApproximateLossIsRefused() {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            Release release = ledger.open("fit", BUDGET);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> release.charge(charge("total", new PrivacyLoss.Approximate(0.1, 1e-9))));
            assertEquals(List.of(), ledger.charges());
        }
    }

    @Test
    void aLossWithADeltaPaysFromWhatWasSetAsideAndFromNothingElse() {
        PrivacyBudget aside = BUDGET.withReserved(2.5e-10);
        try (PrivacyLedger ledger = ledger(aside)) {
            Release release = ledger.open("fit", PrivacyBudget.of(.9, 1e-9).withReserved(2e-10));
            assertEquals(2e-10, release.remainingDelta());
            release.charge(charge("categories", new PrivacyLoss.ApproximateConcentrated(0.001, 1.5e-10)));
            assertEquals(new PrivacyLoss.ApproximateConcentrated(0.001, 1.5e-10), release.spent());
            assertEquals(release.spent(), ledger.spent());
            assertEquals(5e-11, release.remainingDelta(), 1e-24);
            LedgerStatement before = ledger.statement();
            for (PrivacyLoss over : List.of(
                    new PrivacyLoss.ApproximateConcentrated(0, Math.nextUp(release.remainingDelta())),
                    new PrivacyLoss.ApproximateConcentrated(Math.nextUp(rho(release.remaining())), 0))) {
                assertThrows(BudgetExceededException.class, () -> release.charge(charge("more", over)));
            }
            assertEquals(before, ledger.statement());
            release.charge(charge("last", new PrivacyLoss.ApproximateConcentrated(0, release.remainingDelta())));
            release.charge(charge(rho(release.remaining())));
            // Rounded down, less than one digit of either is left, and the whole is what was promised.
            assertTrue(release.remainingDelta() < 1e-25);
            assertEquals(.9, release.budget().implied(release.spent()).epsilon(), 1e-9);
            assertTrue(release.budget().implied(release.spent()).epsilon() <= .9);
        }
    }

    @Test
    void whatIsNotSetAsideAtTheBeginningIsNotThereLater() {
        PrivacyBudget aside = BUDGET.withReserved(1e-10);
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            assertThrows(IllegalArgumentException.class, () -> ledger.open("fit", aside));
            Release plain = ledger.open("fit", BUDGET);
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> plain.charge(charge("categories", new PrivacyLoss.ApproximateConcentrated(0, 1e-11))));
            assertTrue(refused.getMessage().contains("set aside"), refused.getMessage());
            assertEquals(List.of(), ledger.charges());
        }
        try (PrivacyLedger ledger = ledger(aside)) {
            assertThrows(BudgetExceededException.class, () -> ledger.open("fit", BUDGET), "its rho is larger");
            assertThrows(
                    BudgetExceededException.class,
                    () -> ledger.open("fit", PrivacyBudget.of(.5, 1e-9).withReserved(1.1e-10)));
            Release plain = ledger.open("plain", PrivacyBudget.of(.5, 1e-9));
            assertEquals(0, plain.remainingDelta());
            Release pure = ledger.open("pure", PrivacyBudget.of(.05, 0));
            pure.charge(charge("total", new PrivacyLoss.Pure(.05)));
            assertEquals(
                    new PrivacyLoss.ApproximateConcentrated(
                            new PrivacyLoss.Pure(.05).asZeroConcentrated().rho(), 0),
                    ledger.spent());
        }
    }

    /** The promise, computed beside the ledger: OpenDP's rule for rho at the part of delta that was not set aside. */
    @Test
    void theLimitAndWhatIsSetAsideAddUpToThePromise() {
        for (double epsilon : new double[] {.1, 1, 8}) {
            for (double part : new double[] {1e-12, 1e-10, 5e-10, 9.9e-10, Math.nextDown(1e-9)}) {
                PrivacyBudget budget = PrivacyBudget.of(epsilon, 1e-9).withReserved(part);
                PrivacyLoss.ApproximateConcentrated limit = (PrivacyLoss.ApproximateConcentrated) budget.limit();
                assertEquals(part, limit.delta());
                BigDecimal total = new BigDecimal(Conversions.delta(limit.rho(), epsilon)).add(new BigDecimal(part));
                assertTrue(total.doubleValue() <= 1e-9 * (1 + 1e-10), total.toString());
                assertTrue(limit.rho() < rho(PrivacyBudget.of(epsilon, 1e-9).limit()));
            }
        }
        for (double bad : new double[] {-1e-12, 1e-9, 1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> BUDGET.withReserved(bad));
        }
        assertThrows(
                IllegalArgumentException.class, () -> PrivacyBudget.of(1, 0).withReserved(1e-12));
        assertThrows(
                IllegalArgumentException.class,
                () -> BUDGET.withReserved(1e-10).implied(new PrivacyLoss.ApproximateConcentrated(.001, 2e-10)));
    }

    @Test
    void namesAreRefusedWhereTooLongAndQueriesAreCut() {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            assertThrows(IllegalArgumentException.class, () -> ledger.open(" ", BUDGET));
            assertThrows(IllegalArgumentException.class, () -> ledger.open("\u0001".repeat(34), BUDGET));
            Release release = ledger.open("é".repeat(100), BUDGET);
            for (String piece : List.of("x", "\"", "\u0001", "\ud83d\ude00", "\ud83d", "ß", "\n")) {
                release.charge(new Charge(
                        piece.repeat(1000),
                        new Mechanism.ExponentialSelection(1.2345678901234567e-300),
                        new Sensitivity(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
                        new PrivacyLoss.ZeroConcentrated(1.2345678901234567e-300)));
                String kept = ledger.charges().get(ledger.charges().size() - 1).query();
                assertTrue(kept.contains("(cut; SHA-256 of all "), kept);
            }
            release.charge(charge("y".repeat(480), new PrivacyLoss.ZeroConcentrated(0)));
            assertEquals("y".repeat(480), release.charges().get(7).query());
        }
    }

    @Test
    void aClockThatGoesBackwardsChangesNoOrder() {
        AtomicInteger ticks = new AtomicInteger(1_000_000);
        Clock backwards = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochSecond(ticks.getAndAdd(-1000));
            }
        };
        try (PrivacyLedger ledger = ledger(BUDGET, backwards)) {
            Release release = ledger.open("fit", BUDGET);
            release.charge(charge("first", new PrivacyLoss.ZeroConcentrated(0.001)));
            release.charge(charge("second", new PrivacyLoss.ZeroConcentrated(0.001)));
            List<LedgerStatement.Entry> entries = ledger.statement().entries();
            assertEquals("first", entries.get(0).charge().query());
            assertTrue(entries.get(1).time().isBefore(entries.get(0).time()));
        }
    }

    @Test
    void threadsTogetherNeverPassTheLimit() throws InterruptedException {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            List<Release> releases = IntStream.range(0, 4)
                    .mapToObj(i -> ledger.open("thread " + i, BUDGET))
                    .toList();
            double part = rho(BUDGET.limit()) / 100;
            AtomicInteger charged = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            for (Release release : releases) {
                threads.execute(() -> {
                    for (int i = 0; i < 60; i++) {
                        try {
                            release.charge(charge(part));
                            charged.incrementAndGet();
                        } catch (BudgetExceededException e) {
                            return;
                        }
                    }
                });
            }
            threads.shutdown();
            assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
            assertEquals(charged.get(), ledger.charges().size());
            assertTrue(charged.get() == 99 || charged.get() == 100, charged::toString);
            assertTrue(rho(ledger.spent()) <= rho(BUDGET.limit()));
        }
    }

    @Test
    void aRecomputationFromTheCallsAgreesAndFindsAForgottenCharge() {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            Release release = ledger.open("fit", BUDGET);
            Recomputation calls = new Recomputation();
            for (int i = 1; i <= 5; i++) {
                Mechanism mechanism = new Mechanism.DiscreteGaussian(50 + i);
                Sensitivity sensitivity = new Sensitivity(i, i, i);
                release.charge(new Charge(
                        "marginal " + i,
                        mechanism,
                        sensitivity,
                        new PrivacyLoss.ZeroConcentrated(calls.answered(mechanism, sensitivity))));
            }
            assertTrue(calls.agreesWith(ledger.statement()));
            // The planted offender: one more answer that was never charged.
            calls.answered(new Mechanism.DiscreteGaussian(1000), new Sensitivity(1, 1, 1));
            assertFalse(calls.agreesWith(ledger.statement()));
        }
    }

    @Test
    void aRecomputationWithDeltasAgreesAndFindsAForgottenDelta() {
        PrivacyBudget aside = BUDGET.withReserved(5e-10);
        try (PrivacyLedger ledger = ledger(aside)) {
            Release release = ledger.open("fit", aside);
            Recomputation calls = new Recomputation();
            for (int i = 1; i <= 5; i++) {
                Mechanism mechanism = new Mechanism.DiscreteGaussian(50 + i);
                Sensitivity sensitivity = new Sensitivity(i, i, i);
                double rho = calls.answered(mechanism, sensitivity);
                release.charge(new Charge(
                        "categories " + i,
                        mechanism,
                        sensitivity,
                        new PrivacyLoss.ApproximateConcentrated(rho, calls.mayFail(i * 1e-11))));
            }
            assertTrue(calls.agreesWith(aside, ledger.statement()));
            // The planted offender: a threshold whose chance to fail was not charged.
            calls.mayFail(1e-12);
            assertFalse(calls.agreesWith(aside, ledger.statement()));
        }
    }

    @Test
    void aClosedLedgerChargesNothing() {
        PrivacyLedger ledger = ledger(BUDGET);
        Release release = ledger.open("fit", BUDGET);
        ledger.close();
        ledger.close();
        assertThrows(IllegalStateException.class, () -> release.charge(charge(0.001)));
        assertThrows(IllegalStateException.class, () -> ledger.open("another", BUDGET));
        assertEquals(List.of(), ledger.charges());
    }
}
