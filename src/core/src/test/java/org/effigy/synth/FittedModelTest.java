package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.effigy.table.CodedTable;
import org.effigy.table.InvalidValues;
import org.effigy.table.Schema;
import org.junit.jupiter.api.Test;

class FittedModelTest {
    private final SilentNoise noise = new SilentNoise();

    private void refused(Schema schema, Optional<PrivacyUnit> unit) throws IOException {
        CodedTable rows = Fixture.read(Fixture.ROWS, InvalidValues.REFUSE);
        PrivacyBudget whole = PrivacyBudget.of(1, 1e-9);
        PrivacyBudget budget = unit.map(whole::withUnit).orElse(whole);
        Release release = MemoryLedger.of("test", budget).open("fit", budget);
        PrivateTable door = unit.isPresent()
                ? PrivateTable.ofUnits(rows.records(), new int[] {0, 1, 2, 3}, release, noise)
                : PrivateTable.ofRows(rows.records(), release, noise);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> FittedModel.fit(new Independent(), door, schema));
        assertTrue(refused.getMessage().contains("unit"), refused.getMessage());
        assertTrue(release.charges().isEmpty());
        assertEquals(0, noise.drawn.size());
    }

    /** Else a budget for single rows would pass for one of the people whom the schema names. */
    @Test
    void theBudgetIsForTheUnitOfTheSchemaOrNothingIsSpent() throws IOException {
        Schema people = Fixture.SCHEMA.withUnit("id");
        refused(people, Optional.empty());
        refused(people, Optional.of(PrivacyUnit.of("nurse", 2)));
        refused(Fixture.SCHEMA, Optional.of(PrivacyUnit.of("id", 2)));
    }
}
