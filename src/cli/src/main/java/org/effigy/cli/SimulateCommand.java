package org.effigy.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.effigy.simulate.CsvExport;
import org.effigy.simulate.SimulatedTable;
import org.effigy.simulate.Simulation;
import org.effigy.table.CsvOutput;
import org.effigy.table.PendingFile;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Draws a table of invented people whose distribution is known, or one that a scenario describes.",
        description = {
            "",
            "For trying things out, for holdouts and for attacks: another range of units of the same seed is a fresh"
                    + " draw of the same population. The tables are described in datasets/.",
            "",
            "A scenario is a JSON file that says which kinds of rows there are, what is fixed, drawn or reckoned in them,"
                    + " what is expected of them, and which mess is among them: docs/guides/scenarios.md.",
            "",
            "Example: effigy simulate hospital --rows 20000 -o patients.csv --schema-out patients.schema.json",
            "Example: effigy simulate fraud.json -o fraud.csv",
            ""
        })
final class SimulateCommand implements Callable<Integer> {
    private static final long ROWS = 5000;
    private static final long SEED = 2026;

    @Parameters(
            index = "0",
            paramLabel = "TABLE",
            description =
                    "hospital (encounters) or cards (transactions), whose rows are independent given the patient or"
                            + " account; patients or accounts, whose rows follow from the one before; or a scenario's"
                            + " file, whose name ends in .json.")
    private String name;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "The table, CSV or Parquet by its name; '-' is standard output.")
    private String output;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "How many rows. Default: 5000; of a scenario, as many as its kinds have.")
    private Long rows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Default: that of a scenario, or 2026, as the bundled tables.")
    private Long seed;

    @Option(
            names = "--first-unit",
            paramLabel = "U",
            description = "The patient or account to begin with. Default: 0. Scenarios have none.")
    private Long firstUnit;

    @Option(names = "--schema-out", paramLabel = "FILE", description = "Write the table's schema as well.")
    private Path schemaOut;

    @Mixin
    private Force force;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        if (name.toLowerCase(Locale.ROOT).endsWith(".json")) {
            if (firstUnit != null) {
                throw new UsageException(
                        "--first-unit is for the simulated tables; a scenario's other draws are those of"
                                + " another --seed");
            }
            new ScenarioTable(Path.of(name), output, schemaOut, force, talk)
                    .write(Optional.ofNullable(rows), Optional.ofNullable(seed));
            return 0;
        }
        long count = rows == null ? ROWS : rows;
        SimulatedTable<?> table =
                UsageException.unless(() -> Simulation.named(name).table(seed == null ? SEED : seed));
        CsvExport export = UsageException.unless(() -> new CsvExport(table, firstUnit == null ? 0 : firstUnit, count));
        byte[] schema = table.schemaJson().getBytes(StandardCharsets.UTF_8);
        // One that is there already, byte by byte, is not lost.
        boolean isThere = schemaOut != null
                && Files.isRegularFile(schemaOut)
                && Arrays.equals(schema, Files.readAllBytes(schemaOut));
        if (!output.equals(Places.STANDARD)) {
            Places.requireTable(output);
        }
        Guard guard = new Guard().writes(isThere ? null : schemaOut, "the schema");
        if (!output.equals(Places.STANDARD)) {
            guard.writes(Path.of(output));
        }
        guard.check(force);
        long next = output.equals(Places.STANDARD)
                ? toStandardOutput(export)
                : toFile(export, SchemaJson.parse(table.schemaJson(), name));
        if (schemaOut != null && !isThere) {
            PendingFile.write(schemaOut, schema);
        }
        talk.say("Wrote %,d rows; a disjoint table begins with --first-unit %d.", count, next);
        return 0;
    }

    private long toFile(CsvExport export, Schema schema) throws IOException {
        try (TableWriter writer = TableWriter.open(CsvOutput.of(Path.of(output)), schema)) {
            long next = export.each(cells -> {
                try {
                    writer.write(cells);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            writer.commit();
            return next;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long toStandardOutput(CsvExport export) throws IOException {
        Writer out = new OutputStreamWriter(Places.out(), StandardCharsets.UTF_8);
        long next = export.to(out);
        out.flush();
        return next;
    }
}
