package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.effigy.synth.Completion;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Manifest;
import org.effigy.synth.Sample;
import org.effigy.synth.Scenario;
import org.effigy.table.CsvOutput;
import org.effigy.table.Formulas;
import org.effigy.table.PartialRows;
import org.effigy.table.Rule;
import org.effigy.table.Schema;
import org.effigy.table.TableInput;

/** From options and a model to a synthetic table with its manifest. */
final class Sampling {
    /** The most rows that are written unasked: an estimate may be all noise, or forged. */
    private static final long MOST = 1_000_000_000;

    private final SampleOptions options;
    private final Force force;
    private final Talk talk;

    /** Stands still from before a fit that may come first. */
    private final Clock begun = Clock.fixed(Instant.now(), ZoneOffset.UTC);

    Sampling(SampleOptions options, Force force, Talk talk) {
        this.options = options;
        this.force = force;
        this.talk = talk;
    }

    /** Refuses options that can't work, before a budget is spent for nothing. */
    void check() {
        if (options.rows != null && options.rows < 1) {
            throw new UsageException("--rows must be at least 1; it is " + options.rows);
        }
        if (options.json && options.output.equals(Places.STANDARD)) {
            throw new UsageException("--json prints the manifest, and -o - the rows: write one of them to a file");
        }
        if (options.json && !Manifest.isKeptBeside(Path.of(options.output))) {
            throw new UsageException("--json prints the manifest, and '" + options.output
                    + "' is no file that one could be written for: leave out --json");
        }
        if (!options.output.equals(Places.STANDARD)) {
            Places.requireTable(options.output);
        }
    }

    /**
     * Refuses what the schema holds and the options don't want, before a budget is spent for nothing.
     *
     * @throws UsageException if the schema has a formula and these are refused, or there is no room for so many rows
     */
    void check(Schema schema) throws IOException {
        if (options.rows != null && !options.output.equals(Places.STANDARD)) {
            new Room(Path.of(options.output), force).require(schema, options.rows);
        }
        UsageException.unless(() -> {
            options.formulas.require(schema);
            return schema;
        });
    }

    /** Draws and writes what a model has. */
    void run(FittedModel model) throws IOException {
        run(Scenario.of(model));
    }

    /** Draws and writes. */
    void run(Scenario scenario) throws IOException {
        FittedModel model = scenario.model();
        long rows = options.rows != null ? options.rows : model.estimatedRows();
        if (options.rows == null && rows > MOST) {
            throw new UsageException("the model estimates " + rows + " rows, as a forged one or one of a very small"
                    + " budget does: say how many you want with --rows");
        }
        if (!options.output.equals(Places.STANDARD)) {
            new Room(Path.of(options.output), force).require(scenario, rows);
        }
        adviseOnFormulas(model);
        Sample sample = new Sample(scenario, rows, options.seed(), options.purpose, options.license);
        if (options.output.equals(Places.STANDARD)) {
            try (Talk.Bars bars = talk.bars()) {
                sample.write(CsvOutput.of(Places.out()).withFormulas(options.formulas), bars);
            }
            talk.say("Wrote %,d synthetic rows. Standard output has no manifest beside it.", rows);
            return;
        }
        Path file = Path.of(options.output);
        try (Talk.Bars bars = talk.bars()) {
            sample.write(file, options.formulas, begun, bars);
        }
        if (!Manifest.isKeptBeside(file)) {
            talk.say("Wrote %,d synthetic rows to %s, which is no file and has no manifest beside it.", rows, file);
            return;
        }
        if (options.json) {
            talk.out().print(Files.readString(Manifest.beside(file)));
            talk.out().flush();
        }
        talk.say(
                "Wrote %,d synthetic rows to %s, and %s.",
                rows, file, Manifest.beside(file).getFileName());
        List<String> rules = model.schema().rules().stream().map(Rule::name).toList();
        if (!rules.isEmpty()) {
            talk.say("The model was made to keep the rules of the schema: %s.", String.join(", ", rules));
        }
    }

    /** Completes the rows of a public table, and writes them. */
    void complete(Scenario scenario, TableInput given) throws IOException {
        FittedModel model = scenario.model();
        PartialRows partial = PartialRows.read(given, model.schema());
        adviseOnFormulas(model);
        Completion completion = new Completion(scenario, partial, options.seed(), options.purpose, options.license);
        boolean standard = options.output.equals(Places.STANDARD);
        Path file = Path.of(options.output);
        long unknown;
        try (Talk.Bars bars = talk.bars()) {
            unknown = standard
                    ? completion.write(CsvOutput.of(Places.out()).withFormulas(options.formulas), bars)
                    : completion.write(file, options.formulas, begun, bars);
        }
        if (options.json) {
            talk.out().print(Files.readString(Manifest.beside(file)));
            talk.out().flush();
        }
        talk.say("Completed %,d rows of %s%s.", partial.rows(), given.name(), standard ? "" : " in " + file);
        if (unknown > 0) {
            talk.say(
                    "Of what is given in %,d of them, noise alone could make as much as the model has: it knows next to"
                            + " nothing of such rows.",
                    unknown);
        }
    }

    private void adviseOnFormulas(FittedModel model) {
        if (options.formulas == Formulas.KEEP) {
            Formulas.in(model.schema())
                    .ifPresent(text -> talk.say(
                            "A spreadsheet would take %s for a formula: '--formulas escape' puts an apostrophe before"
                                    + " such texts.",
                            text));
        }
    }
}
