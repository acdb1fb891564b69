package org.effigy.cli;

import java.security.SecureRandom;
import org.effigy.table.Formulas;
import picocli.CommandLine.Option;

/** How rows are drawn from a model; shared by {@code sample} and {@code synthesize}. Drawing costs no privacy. */
final class SampleOptions {
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "The synthetic table, CSV or Parquet by its name; '-' is standard output.")
    String output;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "How many rows. Default: the model's noisy number of rows.")
    Long rows;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "The same seed and model give the same rows. Default: a random one, written into the manifest.")
    Long seed;

    @Option(
            names = "--purpose",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What the rows are for; written into the manifest.")
    String purpose;

    @Option(
            names = "--license",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "The rows' licence; written into the manifest.")
    String license;

    @Option(
            names = "--formulas",
            paramLabel = "CHOICE",
            defaultValue = "keep",
            description =
                    "What becomes of texts that a spreadsheet takes for a formula (they begin with = + - @, a tab or a"
                            + " line end, and are no number): keep, escape (an apostrophe is put before them) or refuse."
                            + " Numbers and dates are never touched. Default: keep.")
    Formulas formulas;

    @Option(names = "--json", description = "Print the manifest of the table that was written.")
    boolean json;

    long seed() {
        return seed != null ? seed : new SecureRandom().nextLong();
    }
}
