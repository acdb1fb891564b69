package org.effigy.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code effigy fit}. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Fits a model of a private table and keeps it in a file.",
        description = {
            "",
            "The file holds released numbers and public facts alone, and may be shared. Samples of it cost no more"
                    + " privacy.",
            "",
            "Example: effigy fit patients.csv --schema patients.schema.json \\",
            "           --epsilon 1 --delta 1e-9 -o patients.effigy",
            ""
        })
final class FitCommand implements Callable<Integer> {
    @Mixin
    private FitOptions options;

    @Mixin
    private Force force;

    @Mixin
    private Talk talk;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "MODEL",
            description = "The model file to write.")
    private Path output;

    @Override
    public Integer call() throws Exception {
        if (output.toString().equals(Places.STANDARD)) {
            throw new UsageException("a model is kept in a file: name one, as -o patients.effigy");
        }
        Fitting fitting = new Fitting(options, talk);
        fitting.enter(new Guard()).writes(output).check(force);
        fitting.keep(fitting.run(), output);
        fitting.done();
        return 0;
    }
}
