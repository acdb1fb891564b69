package org.effigy.cli;

import java.io.IOException;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Settings;
import org.effigy.synth.Synthesizer;
import org.effigy.synth.Workload;
import org.effigy.table.CodedTable;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;
import tech.tablesaw.api.Table;

/** Fits one public or simulated table at any budget, and draws a table from each fit; every fit is counted by itself. */
final class Refits {
    private final Schema schema;
    private final CodedTable rows;
    private final Synthesizer synthesizer;
    private final double delta;
    private final PrivacyUnit unit;
    private final OpenDpNoise noise;

    private Refits(
            Schema schema,
            CodedTable rows,
            Synthesizer synthesizer,
            double delta,
            PrivacyUnit unit,
            OpenDpNoise noise) {
        this.schema = schema;
        this.rows = rows;
        this.synthesizer = synthesizer;
        this.delta = delta;
        this.unit = unit;
        this.noise = noise;
    }

    /**
     * Reads the table.
     *
     * @param maxRowsPerUnit null without a unit
     * @throws UsageException if the model is unknown, or the unit's rows are not bounded
     * @throws IOException if the table can't be read
     */
    static Refits of(Schema schema, String target, String model, double delta, Integer maxRowsPerUnit, String input)
            throws IOException {
        Settings settings = new Settings(
                Workload.standard(schema.modelled().size()).withTarget(target), Settings.DEFAULT_MEGABYTES);
        Synthesizer synthesizer = UsageException.unless(() -> Synthesizer.named(model, settings));
        PrivacyUnit unit = PrivacyUnit.row();
        if (schema.unit().isPresent()) {
            if (maxRowsPerUnit == null) {
                throw new UsageException("rows belong to units of '"
                        + schema.unit().get().name()
                        + "': say how many of each are used at most, as --max-rows-per-unit 3");
            }
            unit = PrivacyUnit.of(schema.unit().get().name(), maxRowsPerUnit);
        }
        CodedTable rows = TableReader.of(schema).readRecords(Places.table(input));
        return new Refits(schema, rows, synthesizer, delta, unit, OpenDpNoise.load());
    }

    /** Fits with fresh noise, and draws as many rows as there are. */
    Table draw(double epsilon, long seed) {
        PrivacyBudget budget = new PrivacyBudget(epsilon, delta, Neighbours.ADD_REMOVE, unit);
        try (MemoryLedger ledger = MemoryLedger.of("public rows", budget)) {
            PrivateTable door = rows.units().isPresent()
                    ? PrivateTable.ofUnits(rows.records(), rows.units().get(), ledger.open("curve", budget), noise)
                    : PrivateTable.ofRows(rows.records(), ledger.open("curve", budget), noise);
            return FittedModel.fit(synthesizer, door, schema)
                    .sample((int) rows.report().rows(), seed);
        }
    }
}
