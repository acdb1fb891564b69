package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class MemoryLedgerTest extends LedgerContract {
    @Override
    PrivacyLedger ledger(PrivacyBudget budget, Clock clock) {
        return MemoryLedger.of("adult", budget, clock);
    }

    @Test
    void aLedgerInMemoryHasNoHead() {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            assertTrue(ledger.head().isEmpty());
        }
    }
}
