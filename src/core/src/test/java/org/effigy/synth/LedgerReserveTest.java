package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.effigy.privacy.BudgetExceededException;
import org.effigy.privacy.Charge;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Sensitivity;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a ledger sets aside for discovery by itself keeps nobody from spending the rest, and lasts as long as that does. */
class LedgerReserveTest {
    private static final Schema OPEN = SchemaJson.parse("""
        {"fields": [{"name": "sex", "type": "boolean"},
          {"name": "town", "type": "string", "effigy:discover": true, "effigy:other": "elsewhere"}]}
        """, "open");

    private static PrivacyBudget whole(double epsilon, double delta) {
        return PrivacyBudget.of(epsilon, delta).withReserved(Discovery.part(delta, Discovery.SHARE));
    }

    @ParameterizedTest
    @CsvSource({"3, 1e-9", "1, 1e-9", ".1, 1e-6", "20, 1e-12", "7.3, 3.7e-8", "1e-3, .01", "1, 1e-300"})
    void aReleaseOfAllOfItFitsWithAndWithoutDiscovery(double epsilon, double delta) {
        PrivacyBudget whole = whole(epsilon, delta);
        PrivacyBudget asked = PrivacyBudget.of(epsilon, delta);
        PrivacyBudget plain = asked.within(whole);
        assertEquals(epsilon, plain.epsilon());
        assertTrue(plain.delta() < delta && plain.delta() > .8 * delta, plain.words());
        MemoryLedger.of("all", whole).open("fit", plain);
        // The same without this would not fit: the rule is needed.
        assertThrows(
                BudgetExceededException.class,
                () -> MemoryLedger.of("all", whole).open("fit", asked));
        MemoryLedger.of("all", whole)
                .open("discover and fit", Discovery.of(OPEN).budget(asked, whole));
    }

    @Test
    void releasesThatFitAsTheyAreStayAsTheyAre() {
        PrivacyBudget whole = whole(3, 1e-9);
        for (PrivacyBudget asked : new PrivacyBudget[] {
            PrivacyBudget.of(3, 1e-10), PrivacyBudget.of(1, 0), PrivacyBudget.of(1, 1e-6), PrivacyBudget.of(1, 9e-10)
        }) {
            assertSame(asked, asked.within(whole));
            assertSame(asked, asked.within(PrivacyBudget.of(3, 1e-9)));
        }
        PrivacyBudget own = PrivacyBudget.of(1, 1e-9).withReserved(2e-10);
        assertSame(own, Discovery.of(OPEN).budget(own, whole));
        // A ledger that sets nothing aside changes nothing.
        assertEquals(
                Discovery.of(OPEN).budget(PrivacyBudget.of(1, 1e-9)),
                Discovery.of(OPEN).budget(PrivacyBudget.of(1, 1e-9), PrivacyBudget.of(3, 1e-9)));
    }

    /** What was set aside and not used costs nothing in the account either. */
    @Test
    void anAccountCountsWhatWasSpentAndNotWhatWasSetAside() {
        MemoryLedger ledger = MemoryLedger.of("account", whole(3, 1e-9));
        PrivacyBudget one = PrivacyBudget.of(1, 1e-9);
        ledger.open("fit", one)
                .charge(new Charge("all", new Mechanism.DiscreteGaussian(1), new Sensitivity(1, 1, 1), one.limit()));
        assertEquals(1, ledger.statement().implied().epsilon(), 1e-6);
        PrivacyBudget found = Discovery.of(OPEN).budget(one, whole(3, 1e-9));
        ledger.open("discover and fit", found)
                .charge(new Charge("all", new Mechanism.DiscreteGaussian(1), new Sensitivity(1, 1, 1), found.limit()));
        double used = ((PrivacyLoss.ApproximateConcentrated) found.limit()).delta();
        double rho = ((PrivacyLoss.ZeroConcentrated) one.limit()).rho()
                + ((PrivacyLoss.ApproximateConcentrated) found.limit()).rho();
        PrivacyLoss.ZeroConcentrated both = new PrivacyLoss.ZeroConcentrated(rho);
        double honest = PrivacyBudget.of(3, 1e-9 - used).implied(both).epsilon();
        assertEquals(honest, ledger.statement().implied().epsilon(), 1e-6);
        assertTrue(honest > PrivacyBudget.of(3, 1e-9).implied(both).epsilon(), "as if no delta had been spent");
    }

    /** Each release discovers, and spends all that it may. */
    @ParameterizedTest
    @CsvSource({"3, 1e-9, 1", "3, 1e-9, .5", "1, 1e-6, .6", "10, 1e-9, 1", "2, 1e-7, 2"})
    void whatIsSetAsideLastsAsLongAsTheRest(double epsilon, double delta, double each) {
        PrivacyBudget whole = whole(epsilon, delta);
        PrivacyBudget part = Discovery.of(OPEN).budget(PrivacyBudget.of(each, delta), whole);
        PrivacyLoss.ApproximateConcentrated limit = (PrivacyLoss.ApproximateConcentrated) part.limit();
        MemoryLedger ledger = MemoryLedger.of("many", whole);
        int releases = 0;
        while (rho(ledger.statement()) >= limit.rho()) {
            ledger.open("discover and fit", part)
                    .charge(new Charge("all", new Mechanism.DiscreteGaussian(1), new Sensitivity(1, 1, 1), limit));
            releases++;
        }
        assertTrue(releases >= 1 && (each == epsilon || releases > 1), releases + "");
    }

    private static double rho(LedgerStatement statement) {
        return ((PrivacyLoss.ZeroConcentrated) statement.remaining()).rho();
    }
}
