package org.effigy.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.effigy.synth.FittedModel;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code effigy sample}. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Draws synthetic rows from a fitted model. Costs no privacy.",
        description = {
            "",
            "Example: effigy sample patients.effigy --rows 100000 -o synthetic.csv",
            "Example: effigy sample patients.effigy --where \"age >= 65 and ward = ICU\" --rows 1000 -o old.csv",
            ""
        })
final class SampleCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that 'effigy fit' wrote.")
    private Path model;

    @Mixin
    private SampleOptions options;

    @Mixin
    private ScenarioOptions scenario;

    @Mixin
    private Force force;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        Sampling sampling = new Sampling(options, force, talk);
        sampling.check();
        scenario.check(options);
        new Guard()
                .reads(model)
                .reads(scenario.given)
                .writesTable(options.output)
                .check(force);
        FittedModel fitted = ModelFile.read(model);
        Scenario asked = scenario.of(fitted, talk);
        if (scenario.given == null) {
            sampling.run(asked);
        } else {
            sampling.complete(asked, Places.table(scenario.given.toString()));
        }
        return 0;
    }
}
