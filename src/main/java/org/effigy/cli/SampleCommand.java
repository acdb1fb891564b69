package org.effigy.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.effigy.synth.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code effigy sample}. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Draws synthetic rows from a fitted model. Costs no privacy.",
        description = {"", "Example: effigy sample patients.effigy --rows 100000 -o synthetic.csv", ""})
final class SampleCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that 'effigy fit' wrote.")
    private Path model;

    @Mixin
    private SampleOptions options;

    @Mixin
    private Force force;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        Sampling sampling = new Sampling(options, talk);
        sampling.check();
        new Guard().reads(model).writesTable(options.output).check(force);
        sampling.run(ModelFile.read(model));
        return 0;
    }
}
