package org.effigy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.junit.jupiter.api.Test;

class AmountsTest {
    @Test
    void budgetsAreWrittenAsPeopleTypeThem() {
        assertEquals("epsilon 10, delta 1e-9 (add/remove one row)", Amounts.release(PrivacyBudget.of(10, 1e-9)));
        assertEquals("epsilon 0.5, delta 0 (add/remove one row)", Amounts.release(PrivacyBudget.of(.5, 0)));
        assertEquals("epsilon 120000, delta 0 (add/remove one row)", Amounts.release(PrivacyBudget.of(120_000, 0)));
    }

    @Test
    void whatIsSpentIsRoundedUpAndWhatIsLeftDown() {
        PrivacyLoss third = new PrivacyLoss.Pure(1.0 / 3);
        assertEquals("epsilon 0.333334", Amounts.spent(third));
        assertEquals("epsilon 0.333333", Amounts.left(third));
    }
}
