package org.effigy.examples;

import java.nio.file.Path;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLedger;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Synthesizer;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;
import tech.tablesaw.api.Table;

/** The README's example of the library; a test holds the two together and runs it. */
final class TenLines {
    private TenLines() {}

    static Table run(Path folder) throws Exception {
        // README begins
        Schema schema = Schema.read(folder.resolve("encounters.schema.json"));
        CsvInput file = CsvInput.of(folder.resolve("encounters.csv"));
        Table stays = TableReader.of(schema).readTable(file).table();
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9).withUnit(PrivacyUnit.of("patient_id", 3));
        try (PrivacyLedger ledger = MemoryLedger.of("encounters", budget)) {
            Synthesizer mst = Synthesizer.named("mst");
            FittedModel model = FittedModel.fit(mst, stays, schema, ledger.open("fit", budget), OpenDpNoise.load());
            Table synthetic = model.sample(1000, 42);
            System.out.println(synthetic.first(3));
            return synthetic;
        }
        // README ends
    }
}
