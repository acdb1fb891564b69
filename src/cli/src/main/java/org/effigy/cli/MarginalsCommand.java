package org.effigy.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.effigy.report.Amounts;
import org.effigy.synth.FittedModel;
import org.effigy.synth.ModelFile;
import org.effigy.synth.NoisyAnswers;
import org.effigy.table.PendingFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy marginals}. */
@Command(
        name = "marginals",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Writes the noisy counts that a model was made from, and says how far they are off.",
        description = {
            "",
            "The counts were paid for by the fit: to write or share them costs nothing more, and the model's promise"
                    + " holds for them. Intervals hold for all counts at once, with a probability of .95 over the noise.",
            "",
            "Example: effigy marginals patients.effigy -o patients.marginals.json",
            ""
        })
final class MarginalsCommand implements Callable<Integer> {
    private static final List<String> HEADING = List.of(
            "Counts of the rows that were used. With a probability of .95 all of this holds at once.",
            "  noise   how many rows a noisy count is off by at most (its standard deviation)",
            "  model   how many rows any of the model's own counts is off by at most; without one, it has none",
            "  points  the same, of the rows above");

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that 'effigy fit' wrote.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "JSON",
            description = "The file to write: each count with its cell, noise and interval. Default: a summary alone.")
    private Path output;

    @Mixin
    private Force force;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        new Guard().reads(file).writes(output).check(force);
        FittedModel model = ModelFile.read(file);
        NoisyAnswers answers = NoisyAnswers.of(model);
        if (output != null) {
            PendingFile.write(output, answers.json());
            talk.say("Wrote %,d marginals to %s.", answers.answers().size(), output);
        }
        print(model, answers, talk.out());
        return 0;
    }

    private static void print(FittedModel model, NoisyAnswers answers, PrintWriter out) {
        double rows = model.distribution().total();
        out.println("Promise      " + Amounts.promise(model.provenance()));
        out.printf(Locale.ROOT, "Rows         about %,d (a noisy number)%n", model.estimatedRows());
        out.println();
        HEADING.forEach(out::println);
        out.println();
        out.printf("  %20s  %8s  %6s  %s%n", "noise", "model", "points", "counted");
        for (NoisyAnswers.Answer answer : answers.answers()) {
            out.printf(
                    Locale.ROOT,
                    "  %20s  %8s  %6s  %s%n",
                    String.format(
                            Locale.ROOT,
                            "%,d (%.1f)",
                            answer.halfWidth(),
                            answer.marginal().standardDeviation()),
                    answer.off()
                            .map(off -> String.format(Locale.ROOT, "%,d", (long) Math.ceil(off)))
                            .orElse("-"),
                    answer.off()
                            .map(off -> String.format(Locale.ROOT, "%.1f", 100 * off / rows))
                            .orElse("-"),
                    String.join(", ", answer.columns()));
        }
        out.flush();
    }
}
