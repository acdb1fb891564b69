package org.effigy.synth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.CsvOutput;
import org.effigy.table.InvalidValues;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;
import org.effigy.table.TableWriter;
import tech.tablesaw.api.Table;

/**
 * Draws many cells from a fit and reads them again under their schema, which refuses every value outside the declared
 * domain and every missing marker where none may be; each text must also be the one that its value is written as.
 */
public final class ManyCells {
    private ManyCells() {}

    /** Arguments: a table, its schema, a model, and how many cells. */
    public static void main(String[] arguments) throws IOException {
        Schema schema = Schema.read(Path.of(arguments[1]));
        CodedTable rows = TableReader.of(schema)
                .withInvalidValues(InvalidValues.CLAMP)
                .readRecords(CsvInput.of(Path.of(arguments[0])));
        PrivacyBudget row = PrivacyBudget.of(1, 1e-9);
        PrivacyBudget budget = schema.unit()
                .map(unit -> row.withUnit(PrivacyUnit.of(unit.name(), 3)))
                .orElse(row);
        Release release = MemoryLedger.of("cells", budget).open("cells", budget);
        OpenDpNoise noise = OpenDpNoise.load();
        PrivateTable door = rows.units().isPresent()
                ? PrivateTable.ofUnits(rows.records(), rows.units().get(), release, noise)
                : PrivateTable.ofRows(rows.records(), release, noise);
        FittedModel model = FittedModel.fit(Synthesizer.named(arguments[2]), door, schema);
        long needed = Long.parseLong(arguments[3]) / schema.fields().size() + 1;
        Path drawn = Files.createTempFile("cells", ".csv");
        Path again = Files.createTempFile("again", ".csv");
        try {
            new Sample(model, needed, 1, "", "").write(CsvOutput.of(drawn), Progress.NONE);
            Table table = TableReader.of(schema).readTable(CsvInput.of(drawn)).table();
            try (TableWriter writer = TableWriter.open(CsvOutput.of(again), schema)) {
                writer.write(table);
                writer.commit();
            }
            boolean same = Files.mismatch(drawn, again) < 0;
            System.out.println((long) table.rowCount() * table.columnCount() + " cells of " + table.columnCount()
                    + " columns: all allowed by the schema, and " + (same ? "" : "NOT ")
                    + "all written as their values are");
        } finally {
            Files.delete(drawn);
            Files.delete(again);
        }
    }
}
