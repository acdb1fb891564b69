package org.effigy.synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLedger;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.PendingFile;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;

/**
 * A process that fits the bundled table with a file ledger until it is killed; a witness writes down, synced, each time
 * that OpenDP has drawn noise.
 */
final class WitnessedFit {
    private WitnessedFit() {}

    /** Folder of the table, ledger, file of the witness, model file. */
    public static void main(String[] arguments) throws IOException {
        Path table = Path.of(arguments[0]);
        Schema schema = Schema.read(table.resolve("encounters.schema.json"));
        CodedTable rows = TableReader.of(schema).readRecords(CsvInput.of(table.resolve("encounters.csv")));
        PrivacyBudget budget = PrivacyBudget.of(.001, 1e-9).withUnit(PrivacyUnit.of("patient_id", 3));
        try (PrivacyLedger ledger = FileLedger.open(Path.of(arguments[1]));
                FileChannel witness =
                        FileChannel.open(Path.of(arguments[2]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            System.out.println("ready");
            while (true) {
                PrivateTable door = PrivateTable.ofUnits(
                        rows.records(),
                        rows.units().orElseThrow(),
                        ledger.open("fit", budget),
                        new Witnessed(OpenDpNoise.load(), witness));
                FittedModel model = FittedModel.fit(new Independent(), door, schema);
                PendingFile.write(Path.of(arguments[3]), ModelFile.bytes(model));
            }
        }
    }

    /** OpenDP's noise, each draw of it written down. */
    private record Witnessed(NoiseSource noise, FileChannel witness) implements NoiseSource {
        @Override
        public boolean secure() {
            return noise.secure();
        }

        @Override
        public String name() {
            return noise.name();
        }

        @Override
        public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
            return noise.loss(mechanism, sensitivity);
        }

        @Override
        public void add(Mechanism.Additive mechanism, long[] values) {
            noise.add(mechanism, values);
            writeDown("add\n");
        }

        @Override
        public int select(Mechanism mechanism, long[] scores) {
            int selected = noise.select(mechanism, scores);
            writeDown("select\n");
            return selected;
        }

        private void writeDown(String draw) {
            try {
                witness.write(ByteBuffer.wrap(draw.getBytes(StandardCharsets.US_ASCII)));
                witness.force(true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
