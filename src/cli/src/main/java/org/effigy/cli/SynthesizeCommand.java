package org.effigy.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.effigy.synth.FittedModel;
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
    private Force force;

    @Mixin
    private Talk talk;

    @Option(names = "--model-out", paramLabel = "FILE", description = "Keep the fitted model, to draw from it again.")
    private Path modelOut;

    @Override
    public Integer call() throws Exception {
        Sampling sampling = new Sampling(sample, force, talk);
        Fitting fitting = new Fitting(fit, talk);
        sampling.check();
        fitting.enter(new Guard())
                .writesTable(sample.output)
                .writes(modelOut, "the model")
                .check(force);
        sampling.check(fitting.schema());
        FittedModel model = fitting.run();
        if (modelOut != null) {
            fitting.keep(model, modelOut);
        }
        try {
            sampling.run(model);
        } catch (UsageException e) {
            fitting.unwritten(e);
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            boolean isKept = fitting.unwritten(e).isPresent();
            throw new IOException(
                    e.getMessage() + "; the fit was made and its budget is spent"
                            + (modelOut != null
                                    ? ": draw from its model with 'effigy sample " + modelOut + "', at no cost"
                                    : isKept ? "" : ": next time keep the model with --model-out, or name a --ledger"),
                    e);
        }
        fitting.done();
        return 0;
    }
}
