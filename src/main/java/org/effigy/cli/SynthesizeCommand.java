package org.effigy.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.effigy.synth.FittedModel;
import org.effigy.synth.ModelFile;
import org.effigy.table.PendingFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code effigy synthesize}: fit and sample in one go. */
@Command(
        name = "synthesize",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Makes a synthetic table of a private one.",
        description = {
            "",
            "Example: effigy synthesize patients.csv --schema patients.schema.json \\",
            "           --epsilon 1 --delta 1e-9 -o synthetic.csv",
            ""
        })
final class SynthesizeCommand implements Callable<Integer> {
    @Mixin
    private FitOptions fit;

    @Mixin
    private SampleOptions sample;

    @Mixin
    private Talk talk;

    @Option(names = "--model-out", paramLabel = "FILE", description = "Keep the fitted model, to draw from it again.")
    private Path modelOut;

    @Override
    public Integer call() throws Exception {
        Sampling sampling = new Sampling(sample, talk);
        sampling.check();
        if (modelOut != null) {
            Places.requireWritable(modelOut);
        }
        FittedModel model = new Fitting(fit, talk).run();
        if (modelOut != null) {
            PendingFile.write(modelOut, ModelFile.bytes(model));
            talk.say("Wrote the model to %s.", modelOut);
        }
        sampling.run(model);
        return 0;
    }
}
