package org.effigy.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        header = "Draws a table of invented people whose distribution is known.",
        description = {
            "",
            "For trying things out, for holdouts and for attacks: another range of units of the same seed is a fresh"
                    + " draw of the same population. The tables are described in datasets/.",
            "",
            "Example: effigy simulate hospital --rows 20000 -o patients.csv --schema-out patients.schema.json",
            ""
        })
final class SimulateCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "TABLE",
            description =
                    "hospital (encounters) or cards (transactions), whose rows are independent given the patient or"
                            + " account; patients or accounts, whose rows follow from the one before.")
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
            defaultValue = "5000",
            description = "How many rows. Default: ${DEFAULT-VALUE}.")
    private long rows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "2026",
            description = "Default: ${DEFAULT-VALUE}, as the bundled tables.")
    private long seed;

    @Option(
            names = "--first-unit",
            paramLabel = "U",
            defaultValue = "0",
            description = "The patient or account to begin with. Default: ${DEFAULT-VALUE}.")
    private long firstUnit;

    @Option(names = "--schema-out", paramLabel = "FILE", description = "Write the table's schema as well.")
    private Path schemaOut;

    @Mixin
    private Force force;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        SimulatedTable<?> table =
                UsageException.unless(() -> Simulation.named(name).table(seed));
        CsvExport export = UsageException.unless(() -> new CsvExport(table, firstUnit, rows));
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
        talk.say("Wrote %,d rows; a disjoint table begins with --first-unit %d.", rows, next);
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
