package org.effigy.attack;

import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.synth.Synthesizer;

/** The door to rows for one fit of an attack, which releases nothing: its ledger is in memory, and forgotten. */
final class ForgottenDoor {
    private ForgottenDoor() {}

    static PrivateTable to(Rows rows, Synthesizer synthesizer, PrivacyBudget budget, NoiseSource noise) {
        Release release = MemoryLedger.of("attack", budget).open("attack " + synthesizer.name(), budget);
        return rows.units().isPresent()
                ? PrivateTable.ofUnits(rows.records(), rows.units().get(), release, noise)
                : PrivateTable.ofRows(rows.records(), release, noise);
    }
}
