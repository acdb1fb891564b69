package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands in a ledger's line: texts of a bounded length, and fields under the format's own names. */
class LedgerTextTest {
    @Test
    void aQueryThatFitsIsKeptAndALongerOneKeepsItsBeginningAndItsDigest() {
        String fits = "q".repeat(LedgerText.QUERY);
        assertEquals(fits, LedgerText.query(fits));
        String over = fits + "q";
        String cut = LedgerText.query(over);
        assertTrue(cut.startsWith("q".repeat(380) + "... (cut; SHA-256 of all "), cut);
        assertTrue(cut.endsWith(Digest.of(over.getBytes(StandardCharsets.UTF_8)) + ")"), cut);
        // No character of two units is cut in half, and each counts by its bytes.
        String wide = LedgerText.query("\uD83D\uDE00".repeat(200));
        assertTrue(wide.startsWith("\uD83D\uDE00".repeat(95) + "..."), wide);
    }

    @Test
    void everyNameInALedgerIsShortAndNoneIsBlank() {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        String longest = "n".repeat(LedgerText.NAME);
        assertEquals(longest, MemoryLedger.of(longest, budget).dataset());
        PrivacyBudget units = budget.withUnit(PrivacyUnit.of(longest, 2));
        assertEquals(units, MemoryLedger.of("t", units).budget());
        assertThrows(IllegalArgumentException.class, () -> MemoryLedger.of(longest + "n", budget));
        assertThrows(IllegalArgumentException.class, () -> MemoryLedger.of(" ", budget));
        for (String column : new String[] {longest + "n", " "}) {
            PrivacyBudget named = budget.withUnit(PrivacyUnit.of(column, 2));
            assertThrows(IllegalArgumentException.class, () -> MemoryLedger.of("t", named));
        }
    }

    @Test
    void aLossWithADeltaStandsUnderTheNamesOfTheFormat() {
        ObjectNode node = new ObjectMapper().createObjectNode();
        PrivacyJson.put(node, new PrivacyLoss.ApproximateConcentrated(.5, 1e-9));
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        assertEquals(List.of("definition", "loss", "lossDelta"), names);
        assertEquals(new PrivacyLoss.ApproximateConcentrated(.5, 1e-9), PrivacyJson.loss(JsonFields.of(node)));
    }

    @Test
    void aShareThatIsNoShareIsCalledAWeight() {
        for (double weight : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> new PrivacyLoss.Pure(1).split(2, weight))
                    .getMessage();
            assertTrue(message.contains("a weight must be"), message);
        }
    }

    @Test
    void aLossThatMayFailIsANumberAndAProbability() {
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new PrivacyLoss.ApproximateConcentrated(bad, 1e-9));
            assertThrows(IllegalArgumentException.class, () -> new PrivacyLoss.ApproximateConcentrated(1, bad));
            assertThrows(IllegalArgumentException.class, () -> new PrivacyLoss.Approximate(bad, 1e-9));
        }
        PrivacyLoss.ApproximateConcentrated loss = new PrivacyLoss.ApproximateConcentrated(1, .5);
        assertEquals(
                List.of(
                        new PrivacyLoss.ApproximateConcentrated(.25, .125),
                        new PrivacyLoss.ApproximateConcentrated(.75, .375)),
                loss.split(1, 3));
        assertEquals(new PrivacyLoss.ZeroConcentrated(1), loss.concentrated());
        assertEquals("epsilon 2.0", new PrivacyLoss.Pure(2).words());
        for (double scale : new double[] {0, Double.POSITIVE_INFINITY, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new Mechanism.DiscreteGaussian(scale));
            assertThrows(IllegalArgumentException.class, () -> new Mechanism.DiscreteLaplace(scale));
            assertThrows(IllegalArgumentException.class, () -> new Mechanism.ExponentialSelection(scale));
            assertThrows(IllegalArgumentException.class, () -> new Mechanism.PureSelection(scale));
        }
    }
}
