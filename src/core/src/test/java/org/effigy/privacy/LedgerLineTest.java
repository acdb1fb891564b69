package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerLineTest {
    private static LedgerEvent named(int length) {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        return new LedgerEvent.Created("id", "d".repeat(length), budget, budget.limit(), "s".repeat(36), Instant.EPOCH);
    }

    /** Every line has one length; what fits to the last byte reads back, and one byte more is refused, not cut. */
    @Test
    void aLineHoldsWhatFitsAndRefusesOneByteMore() throws LedgerLine.Fault {
        int longest = 0;
        while (fits(longest + 1)) {
            longest++;
        }
        LedgerLine.Written full = LedgerLine.write(1, named(longest), LedgerLine.ORIGIN);
        assertEquals(LedgerLine.LENGTH, full.bytes().length);
        assertEquals('}', full.bytes()[LedgerLine.LENGTH - 2], "no space is left");
        assertEquals('\n', full.bytes()[LedgerLine.LENGTH - 1]);
        LedgerLine.Read back = LedgerLine.read(1, full.bytes(), LedgerLine.ORIGIN);
        assertEquals(named(longest), back.event());
        assertEquals(full.hash(), back.hash());
        LedgerEvent over = named(longest + 1);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> LedgerLine.write(1, over, LedgerLine.ORIGIN))
                .getMessage();
        assertTrue(message.contains("room for 1024 bytes, and this needs 1025"), message);
    }

    private static boolean fits(int length) {
        try {
            return LedgerLine.write(1, named(length), LedgerLine.ORIGIN).bytes().length == LedgerLine.LENGTH;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
