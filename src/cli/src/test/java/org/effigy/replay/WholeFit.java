package org.effigy.replay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.effigy.domain.MarginalSource;
import org.effigy.domain.TextColumn;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.synth.Discovery;
import org.effigy.synth.FittedModel;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Progress;
import org.effigy.synth.Synthesizer;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.InvalidValues;
import org.effigy.table.OpenRows;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;

/**
 * A fit from the text of a table to a model file and rows, as the command line does it: what the schema leaves open is
 * discovered first.
 *
 * @param schema as declared
 * @param discovery of what the schema leaves open; empty if that is nothing
 * @param isInMemory whether the model asks for more than counts, so that the witness can't stand before the rows
 * @param model what is made of rows and door; an honest one has no use for the rows
 */
record WholeFit(Schema schema, Optional<Discovery> discovery, PrivacyBudget budget, boolean isInMemory, Model model)
        implements Replay.Subject {
    private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05Z");
    private static final int MOST_ROWS = 300;

    /** What is made of a table. */
    @FunctionalInterface
    interface Model {
        Replay.Output of(CodedTable rows, PrivateTable door, Schema schema);
    }

    /** The fit of a synthesizer, which is given the door alone. */
    static WholeFit of(Schema schema, PrivacyBudget budget, Synthesizer synthesizer, boolean isInMemory) {
        return of(schema, budget, isInMemory, (rows, door, whole) -> fit(synthesizer, door, whole));
    }

    static WholeFit of(Schema schema, PrivacyBudget budget, boolean isInMemory, Model model) {
        boolean isOpen = !schema.toDiscover().isEmpty();
        return new WholeFit(
                schema, isOpen ? Optional.of(Discovery.of(schema)) : Optional.empty(), budget, isInMemory, model);
    }

    static Replay.Output fit(Synthesizer synthesizer, PrivateTable door, Schema schema) {
        FittedModel fitted = FittedModel.fit(synthesizer, door, schema);
        int rows = (int) Math.min(MOST_ROWS, fitted.estimatedRows());
        return new Replay.Output(ModelFile.bytes(fitted), fitted.sample(rows, 7).printAll());
    }

    @Override
    public Replay.Output fit(String csv, InvalidValues policy, Witness witness) throws IOException {
        PrivacyBudget whole = discovery.map(open -> open.budget(budget)).orElse(budget);
        Release release = witness.at(MemoryLedger.of("table", whole).open("fit", whole));
        Schema declared = schema;
        if (discovery.isPresent()) {
            OpenRows rows = TableReader.of(schema).withInvalidValues(policy).readOpen(input(csv));
            for (TextColumn column : rows.texts()) {
                witness.at(column);
            }
            declared = discovery.get().run(rows, release, witness, BEGUN, Progress.NONE);
        }
        CodedTable rows = TableReader.of(declared).withInvalidValues(policy).readRecords(input(csv));
        if (rows.units().isPresent()) {
            int[] units = rows.units().get();
            return model.of(rows, PrivateTable.ofUnits(rows.records(), units, release, witness), declared);
        }
        MarginalSource source = isInMemory ? rows.records() : witness.at(rows.records(), budget);
        return model.of(rows, PrivateTable.ofRows(source, release, witness), declared);
    }

    private static CsvInput input(String csv) {
        return CsvInput.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "table");
    }
}
