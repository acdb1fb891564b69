package org.effigy.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.effigy.domain.Domain;
import org.effigy.model.Refined;
import org.effigy.privacy.Charge;
import org.effigy.report.Amounts;
import org.effigy.report.PromiseBasis;
import org.effigy.synth.ErrorBars;
import org.effigy.synth.FittedModel;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Noisiness;
import org.effigy.synth.Provenance;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.PendingFile;
import org.effigy.table.SchemaJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code effigy inspect}. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        header = "Shows what a model file promises, what it cost, and what it holds.")
final class InspectCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that 'effigy fit' wrote.")
    private Path file;

    @Option(names = "--json", description = "The whole file as JSON, checked against its digest.")
    private boolean json;

    @Option(
            names = "--schema-out",
            paramLabel = "FILE",
            description =
                    "Write the model's schema, with what was discovered declared. A fit of another release that uses it"
                            + " adds what the discovery cost to what it promises.")
    private Path schemaOut;

    @Option(
            names = "--ledger",
            paramLabel = "LEDGER",
            description = "The ledger that paid: check that it says of the release what the file says.")
    private Path ledger;

    @Mixin
    private Force force;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        new Guard().reads(file).writes(schemaOut).check(force);
        FittedModel model = ModelFile.read(file);
        if (ledger != null) {
            PaidFrom.statement(ledger, model.provenance(), "the model's charges");
        }
        if (schemaOut != null) {
            PendingFile.write(schemaOut, SchemaJson.text(model.schema()).getBytes(StandardCharsets.UTF_8));
            talk.say("Wrote the schema to %s.", schemaOut);
            return 0;
        }
        PrintWriter out = talk.out();
        if (json) {
            out.print(new String(ModelFile.bytes(model), StandardCharsets.UTF_8));
        } else {
            show(model, out);
        }
        out.flush();
        return 0;
    }

    /** What a reader of a model must know of a column whose domain nobody declared. */
    private static String origin(Field field) {
        return field.discovered()
                .map(how -> String.format(
                        Locale.ROOT,
                        ", discovered %s: %s (%s of scale %.4g, %d or more; %s %s)",
                        how.time(),
                        field.type() == FieldType.STRING
                                ? "the rest is '" + field.other().orElseThrow() + "'"
                                : field.minimum().orElseThrow() + " to "
                                        + field.maximum().orElseThrow(),
                        how.mechanism(),
                        how.scale(),
                        how.threshold(),
                        how.definition(),
                        Amounts.loss(how)))
                .orElse(field.buckets().isPresent() ? ", buckets of a public hash" : "");
    }

    private void show(FittedModel model, PrintWriter out) {
        Provenance provenance = model.provenance();
        out.println("Model        " + provenance.synthesizer() + ", by effigy " + provenance.version());
        provenance.reason().ifPresent(reason -> out.println("Chosen       because " + reason));
        out.println("Promise      " + Amounts.promise(provenance));
        PromiseBasis.of(provenance).forEach((name, fact) -> out.printf("%-12s %s%n", name, fact));
        out.println("Spent        " + Amounts.spent(provenance.spent()) + " of "
                + Amounts.spent(provenance.budget().limit()));
        out.println("Noise        " + provenance.noise());
        out.println("Data set     " + provenance.dataset() + ", release " + provenance.release() + " of ledger "
                + provenance.ledger());
        provenance.ledgerHead().ifPresent(head -> out.println("Ledger head  " + head));
        if (ledger != null) {
            out.println("Checked      the ledger says the same of budget, charges and what was spent");
        }
        out.println("Domain       " + provenance.origin().words());
        out.println("Generation   " + provenance.lineage().generation());
        out.println("Digest       " + ModelFile.digest(model));
        Noisiness.caution(model).ifPresent(words -> out.println("Caution      " + words));
        provenance.asked().forEach(one -> out.println("Asked for    " + one.words()));
        out.printf(Locale.ROOT, "Rows         about %,d (a noisy number)%n", model.estimatedRows());
        model.steps().ifPresent(steps -> {
            out.printf(Locale.ROOT, "Histories    of about %,d units (a noisy number)%n", model.estimatedUnits());
            out.println("             " + steps.words());
        });
        Copulas.correlations(model.distribution())
                .ifPresent(matrix -> out.printf(
                        Locale.ROOT,
                        "Correlations of %d variables; moved by %.4g (root of the sum of squares) to be those of a"
                                + " distribution%n",
                        matrix.size(),
                        matrix.repair()));
        List<String> apart = Copulas.apart(model.distribution());
        if (!apart.isEmpty()) {
            out.println("Drawn independently of all others, since they have no order: " + String.join(", ", apart));
        }
        model.schema().rules().forEach(rule -> out.println("Rule         " + rule));
        out.println("Known        in points of a hundred, all at once but for a probability of .05:");
        ErrorBars.of(model).words().forEach(words -> out.println("             " + words));
        out.println();
        Domain domain = model.distribution().domain();
        out.println((model.steps().isPresent() ? "Columns of a unit's first row: " : "Columns: ") + domain.size());
        Domain bins = model.distribution() instanceof Refined refined
                        && refined.bins().isColumnwise()
                ? refined.bins().coarse()
                : domain;
        for (int i = 0; i < domain.size(); i++) {
            int size = domain.attribute(i).size();
            int binned = bins.attribute(i).size();
            out.printf(
                    Locale.ROOT,
                    "  %-28s %,6d values%s%s%n",
                    domain.attribute(i).name(),
                    size,
                    binned < size ? " in " + binned + " bins" : "",
                    origin(model.codec().schema().field(domain.attribute(i).name())));
        }
        out.println();
        out.println(
                "Questions asked of the private table: " + provenance.charges().size());
        for (Charge charge : provenance.charges()) {
            out.println(Amounts.charge(charge));
        }
    }
}
