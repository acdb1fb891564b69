package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.effigy.table.Field;
import org.effigy.table.Schema;
import org.effigy.table.TableInput;
import org.effigy.table.TableSplit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy split}. */
@Command(
        name = "split",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Sets a random part of a table aside, to audit with.",
        description = {
            "",
            "Nobody's rows are on both sides: the schema's unit is split, not the row. Fit on one part, and let no"
                    + " model see the other.",
            "What is promised about the fitted part holds for the whole table where neighbours are made by add/remove,"
                    + " the default; with 'replace' it holds for the fitted part alone, since how many rows that part has"
                    + " is then public.",
            "",
            "Example: effigy split patients.csv --schema patients.schema.json -o train.csv --holdout-out holdout.csv",
            ""
        })
final class SplitCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "INPUT",
            description = "The private table, CSV or Parquet by its name; '-' reads standard input.")
    private String input;

    @Option(names = "--schema", required = true, paramLabel = "FILE", description = "What the table may hold.")
    private Path schema;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "CSV",
            description = "The rows to fit on.")
    private Path output;

    @Option(names = "--holdout-out", required = true, paramLabel = "CSV", description = "The rows that are set aside.")
    private Path holdout;

    @Option(
            names = "--share",
            paramLabel = "S",
            defaultValue = "0.3",
            description = "The part of the units that is set aside, between 0 and 1. Default: ${DEFAULT-VALUE}.")
    private double share;

    @Option(
            names = "--unit",
            paramLabel = "COLUMN",
            description =
                    "The column that names whom to protect. Default: the schema's field of role 'unit'; without one"
                            + " each row is a unit.")
    private String unit;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same parts. Default: a random one.")
    private Long seed;

    @Mixin
    private FromDatabase from;

    @Mixin
    private Talk talk;

    private TableSplit.Rows write(TableSplit split) throws IOException {
        TableInput rows = from.input(input);
        try {
            return split.write(rows, output, holdout);
        } finally {
            Places.close(rows);
        }
    }

    @Override
    public Integer call() throws Exception {
        Places.requireTable(output.toString());
        Places.requireTable(holdout.toString());
        new Guard().reads(input).reads(schema).writes(output).writes(holdout).check();
        Schema declared = Schema.read(schema);
        Schema columns = unit == null ? declared : declared.withUnit(unit);
        long drawn = seed == null ? new SecureRandom().nextLong() : seed;
        TableSplit split = UsageException.unless(() -> TableSplit.of(columns, share, drawn));
        TableSplit.Rows rows = write(split);
        talk.say(
                "Wrote %,d rows to fit on to %s, and %,d to audit with to %s%s.",
                rows.fitted(),
                output,
                rows.heldOut(),
                holdout,
                columns.unit()
                        .map(Field::name)
                        .map(name -> "; each "
                                + (rows.warnings().isEmpty() ? "'" + name + "'" : "spelling of '" + name + "'")
                                + " is in one of them")
                        .orElse(""));
        rows.warnings().forEach(warning -> talk.say("Note: %s. So a person may be on both sides.", warning));
        return 0;
    }
}
