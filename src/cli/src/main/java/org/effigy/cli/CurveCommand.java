package org.effigy.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.Grid;
import org.effigy.audit.UtilityOptions;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.downstream.GeneratorCurve;
import org.effigy.audit.downstream.Study;
import org.effigy.privacy.Promise;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Manifest;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Provenance;
import org.effigy.table.Field;
import org.effigy.table.PendingFile;
import org.effigy.table.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;

/** {@code effigy curve}. */
@Command(
        name = "curve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Shows what each budget costs: models that learn from synthetic rows, tested on real ones.",
        description = {
            "",
            "Several synthetic tables are made at each budget, because one draw proves little. Each is a fit that"
                    + " spends its budget: so the table must be public or simulated, which you state with"
                    + " --data-is-public. With --from, tables are drawn from one model that is fitted already, and cost"
                    + " nothing.",
            "",
            "What is written holds statistics of the real rows: keep it inside.",
            "",
            "Example: effigy curve train.csv --holdout holdout.csv --schema table.schema.json \\",
            "           --target readmitted --model mst --delta 1e-9 --data-is-public -o curve.csv",
            ""
        })
final class CurveCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "TRAIN",
            description = "The real rows that the generator learns from, CSV or Parquet by its name.")
    private String train;

    @Option(
            names = "--holdout",
            required = true,
            paramLabel = "FILE",
            description = "Real rows of the same kind that it doesn't see, CSV or Parquet by its name.")
    private Path holdout;

    @Option(names = "--schema", required = true, paramLabel = "FILE", description = "What the tables may hold.")
    private Path schema;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column that is predicted. Default: the schema's field of role 'target'.")
    private String target;

    @Option(
            names = "--epsilons",
            paramLabel = "E,E",
            split = ",",
            defaultValue = "0.3,1,3,10",
            description = "The budgets. Default: ${DEFAULT-VALUE}.")
    private List<Double> epsilons;

    @Option(names = "--delta", paramLabel = "D", description = "Of each fit, as 1e-9.")
    private Double delta;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "mst",
            description = "aim, copula, hybrid, independent, mst or privbayes. Default: ${DEFAULT-VALUE}.")
    private String model;

    @Option(
            names = "--max-rows-per-unit",
            paramLabel = "K",
            description = "At most K rows of each unit are used. Needed with a unit.")
    private Integer maxRowsPerUnit;

    @Option(
            names = "--data-is-public",
            description = "State that the rows are public or simulated, so that no budget of anybody is spent.")
    private boolean dataIsPublic;

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description = "Draw all tables from this model file, in place of new fits.")
    private Path from;

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "5",
            description = "Synthetic tables at each budget. Default: ${DEFAULT-VALUE}.")
    private int draws;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the draws and of the audit; the noise of fits has no seed. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The curve as CSV: a line for each learner, score and budget. Default: standard output.")
    private Path output;

    @Option(names = "--json", paramLabel = "FILE", description = "The curve as JSON.")
    private Path json;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        new Guard()
                .readsTable(train)
                .readsTable(holdout.toString())
                .reads(schema)
                .reads(from)
                .writes(output)
                .writes(json)
                .check();
        requireReal(holdout);
        Schema declared = Schema.read(schema);
        String predicted = Optional.ofNullable(target)
                .or(() -> declared.target().map(Field::name))
                .orElseThrow(() -> new UsageException(
                        "nothing says which column is predicted: name it with --target, or give a field of the schema"
                                + " the role 'target'"));
        Table real = AuditCoding.read(declared, Places.table(train)).table();
        Table kept =
                AuditCoding.read(declared, Places.table(holdout.toString())).table();
        UtilitySection section;
        try (Talk.Bars bars = talk.bars()) {
            section = from == null
                    ? fits(declared, predicted, real, kept, bars)
                    : ofModel(declared, predicted, real, kept, bars);
        }
        String csv = csv(section);
        if (output == null) {
            talk.out().print(csv);
            talk.out().flush();
        } else {
            PendingFile.write(output, csv.getBytes(StandardCharsets.UTF_8));
            talk.say("Wrote the curve to %s. It holds statistics of real rows: keep it inside.", output);
        }
        if (json != null) {
            String text = JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(section.json());
            PendingFile.write(json, (text + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return 0;
    }

    private UtilitySection fits(Schema declared, String predicted, Table real, Table kept, Talk.Bars bars)
            throws Exception {
        if (!dataIsPublic) {
            throw new UsageException("a curve fits the table again and again, and all fits together spend far more than"
                    + " any one budget: state with --data-is-public that its rows are public or simulated, or draw from"
                    + " one fitted model with --from");
        }
        if (delta == null) {
            throw new UsageException("each fit needs --delta, as 1e-9 (0 asks for pure differential privacy)");
        }
        Refits refits = Refits.of(declared, predicted, model, delta, maxRowsPerUnit, train);
        return UsageException.unless(() -> curve(declared, predicted, epsilons))
                .run(real, kept, refits::draw, (done, all) -> bars.at("draws", done, all));
    }

    private UtilitySection ofModel(Schema declared, String predicted, Table real, Table kept, Talk.Bars bars)
            throws Exception {
        FittedModel fitted = ModelFile.read(from);
        Provenance provenance = fitted.provenance();
        double epsilon = provenance
                .promised()
                .map(Promise::epsilon)
                .orElse(provenance.budget().epsilon());
        return UsageException.unless(() -> curve(declared, predicted, List.of(epsilon)))
                .run(
                        real,
                        kept,
                        (budget, draw) -> fitted.sample(real.rowCount(), draw),
                        (done, all) -> bars.at("draws", done, all));
    }

    private GeneratorCurve curve(Schema declared, String predicted, List<Double> budgets) {
        UtilityOptions options =
                new UtilityOptions(seed, UtilityOptions.DEFAULT.level(), UtilityOptions.DEFAULT.falseAlarms());
        return GeneratorCurve.of(declared, Study.of(predicted), budgets, draws, options);
    }

    private static void requireReal(Path file) throws IOException {
        if (Manifest.find(file).isPresent()) {
            throw new IllegalArgumentException("the manifest beside " + file
                    + " says that its rows are synthetic: what a model is worth shows on real rows alone; name a real"
                    + " holdout");
        }
    }

    private static String csv(UtilitySection section) {
        StringBuilder text = new StringBuilder("score,budget,");
        text.append(String.join(
                        ",",
                        section.grids().get(0).columns().stream()
                                .map(name -> name.replace(" - ", "-minus-").replace(' ', '-'))
                                .toList()))
                .append('\n');
        for (Grid grid : section.grids()) {
            for (int row = 0; row < grid.rows().size(); row++) {
                text.append(grid.id().substring(section.id().length() + 1))
                        .append(',')
                        .append(grid.rows().get(row).replace("epsilon ", ""));
                for (double value : grid.values()[row]) {
                    text.append(',').append(Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value));
                }
                text.append('\n');
            }
        }
        return text.toString();
    }
}
