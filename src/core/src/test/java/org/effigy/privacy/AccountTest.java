package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a refusal offers instead can be had, and nothing larger. */
class AccountTest {
    private static final Pattern OFFERED = Pattern.compile("ask for an epsilon of at most ([0-9.E-]+)");

    private static String refused(PrivacyLedger ledger, PrivacyBudget budget) {
        return assertThrows(BudgetExceededException.class, () -> ledger.open("next", budget))
                .getMessage();
    }

    private static void charge(PrivacyLedger ledger, PrivacyBudget budget, PrivacyLoss loss) {
        ledger.open("first", budget)
                .charge(new Charge("q", new Mechanism.DiscreteLaplace(1), new Sensitivity(1, 1, 1), loss));
    }

    @Test
    void theEpsilonThatIsOfferedIsAccepted() {
        for (PrivacyBudget whole : new PrivacyBudget[] {PrivacyBudget.of(1, 0), PrivacyBudget.of(1, 1e-9)}) {
            for (PrivacyBudget part :
                    new PrivacyBudget[] {PrivacyBudget.of(.9, whole.delta()), PrivacyBudget.of(5, 0)}) {
                MemoryLedger ledger = MemoryLedger.of("test", whole);
                charge(ledger, whole, new PrivacyLoss.Pure(whole.delta() == 0 ? .25 : .1));
                Matcher offered = OFFERED.matcher(refused(ledger, part));
                assertTrue(offered.find());
                double most = Double.parseDouble(offered.group(1));
                PrivacyBudget over = new PrivacyBudget(1.02 * most, part.delta(), part.neighbours(), part.unit());
                refused(ledger, over);
                PrivacyBudget fits = new PrivacyBudget(most, part.delta(), part.neighbours(), part.unit());
                assertEquals(fits, ledger.open("next", fits).budget());
            }
        }
    }

    @Test
    void whenNothingIsLeftNothingIsOffered() {
        for (PrivacyBudget whole : new PrivacyBudget[] {PrivacyBudget.of(1, 0), PrivacyBudget.of(1, 1e-9)}) {
            MemoryLedger ledger = MemoryLedger.of("test", whole);
            charge(ledger, whole, whole.limit());
            String message = refused(ledger, whole);
            assertTrue(message.contains("nothing more can be measured"), message);
            assertFalse(OFFERED.matcher(message).find(), message);
        }
    }

    @Test
    void theDeltaThatIsOfferedIsAcceptedAndNamedOnlyWhereSomeWasSetAside() {
        PrivacyBudget aside = PrivacyBudget.of(1, 1e-9).withReserved(2e-10);
        MemoryLedger ledger = MemoryLedger.of("test", aside);
        String message = refused(ledger, PrivacyBudget.of(.1, 1e-9).withReserved(3e-10));
        assertTrue(message.contains("set less of delta aside for discovery, at most 2.0E-10"), message);
        assertTrue(message.contains(", delta 2e-10 of rho"), message);
        PrivacyBudget fits = PrivacyBudget.of(.1, 1e-9).withReserved(2e-10);
        assertEquals(fits, ledger.open("next", fits).budget());

        String plain = refused(MemoryLedger.of("test", PrivacyBudget.of(1, 1e-9)), PrivacyBudget.of(2, 1e-9));
        assertFalse(plain.contains("delta 0.0"), plain);
    }
}
