package org.effigy.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.effigy.model.GaussianCopula;
import org.effigy.privacy.Neighbours;
import org.effigy.synth.CopulaOptions;
import org.effigy.synth.Discovery;
import org.effigy.synth.Generator;
import org.effigy.synth.Settings;
import org.effigy.synth.Workload;
import org.effigy.table.Bins;
import org.effigy.table.BrokenRules;
import org.effigy.table.Field;
import org.effigy.table.HistoryCodec;
import org.effigy.table.InvalidValues;
import org.effigy.table.Schema;
import org.effigy.table.UnknownUnits;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** What a fit needs to know; shared by {@code fit} and {@code synthesize}. */
final class FitOptions {
    /** What a clique counts beside the workload's 1 where a person gives no weight. */
    private static final double CLIQUE_WEIGHT = 10;

    /** The degrees of freedom of Student's copula where none are given. */
    private static final int DEGREES = 5;

    /** A month. */
    private static final long LONGEST_WAIT = 31 * 86_400;

    @Mixin
    Noise noise;

    @Mixin
    FromDatabase from;

    @Parameters(
            index = "0",
            paramLabel = "INPUT",
            description = "The private table: CSV or Parquet by its name, or a database (jdbc:...); '-' reads standard"
                    + " input.")
    String input;

    @Option(
            names = "--schema",
            required = true,
            paramLabel = "FILE",
            description = "What the table may hold: a Frictionless Table Schema. Public knowledge.")
    Path schema;

    @Option(
            names = "--epsilon",
            required = true,
            paramLabel = "E",
            description = "How much one unit may change the odds of any result: exp(E). 1 is common, smaller is safer.")
    double epsilon;

    @Option(
            names = "--delta",
            required = true,
            paramLabel = "D",
            description = "The probability with which that may fail; far below 1 over the number of people, as 1e-9."
                    + " 0 asks for pure differential privacy.")
    double delta;

    @Option(
            names = "--neighbours",
            completionCandidates = Choices.Relations.class,
            paramLabel = "RELATION",
            defaultValue = "add/remove",
            converter = Relation.class,
            description = "add/remove (the number of units is secret) or replace (it is public)."
                    + " Default: ${DEFAULT-VALUE}.")
    Neighbours neighbours;

    @Option(
            names = "--unit",
            paramLabel = "COLUMN",
            description = "The column that names whom to protect, as a patient's number. Default: the schema's field of"
                    + " role 'unit'; without one each row is a unit.")
    String unit;

    @Option(
            names = "--max-rows-per-unit",
            paramLabel = "K",
            description = "At most K rows of each unit are used. Needed with a unit, unless the model has histories;"
                    + " smaller means less noise, but not with histories.")
    Integer maxRowsPerUnit;

    @Option(
            names = "--histories",
            completionCandidates = Choices.HistoryKinds.class,
            paramLabel = "KIND",
            defaultValue = "auto",
            description = "auto: where the schema declares a unit and an order, synthetic units have rows that follow"
                    + " each other; none: each synthetic row is drawn by itself. Default: ${DEFAULT-VALUE}.")
    String histories = "auto";

    @Option(
            names = "--model",
            completionCandidates = Choices.Models.class,
            paramLabel = "NAME",
            defaultValue = "auto",
            description = {
                "auto: one of these, by the schema and the budget; says which and why.",
                "aim: marginals chosen one by one for the workload; the closest likeness.",
                "mst: a tree of pairs; fast, any width, small budgets.",
                "privbayes: a network of tables of up to four columns; fast, close on pairs and triples.",
                "hybrid: mixed tables; numbers and dates by a copula whose means the other columns set.",
                "copula: tables of numbers; the other columns are drawn independently.",
                "independent: single columns, nothing between them.",
                "Default: ${DEFAULT-VALUE}."
            })
    String model;

    @Option(
            names = "--bins",
            completionCandidates = Choices.BinMethods.class,
            paramLabel = "METHOD",
            description =
                    "How numbers and dates of many values are binned where the schema does not say: equal (64 bins of"
                            + " equal width, nothing spent on them), quantile or tree (made by the fit, from a small share"
                            + " of the budget). Default: quantile.")
    String bins;

    @Option(
            names = "--workload",
            completionCandidates = Choices.Workloads.class,
            paramLabel = "KIND",
            description = "Which marginals should be right: triples, pairs or singles of columns. Default: triples;"
                    + " pairs for more than " + Workload.WIDE + " columns. For --model aim. Public knowledge.")
    String workload;

    @Option(
            names = "--clique",
            paramLabel = "COL,COL[=W]",
            description = "Columns that should be right together, with a weight beside the workload's 1 (default: 10)."
                    + " Measured first, for up to half of the budget together, and told on the screen; one that noise"
                    + " would drown is not, and told with the epsilon that it needs. For --model aim. May be given"
                    + " several times.")
    List<String> cliques = List.of();

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description =
                    "The column that will be predicted: what involves it counts more, and '--model aim' measures its"
                            + " pairs first. Default: the schema's field of"
                            + " role 'target'; 'none' for none.")
    String target;

    @Option(
            names = "--max-model-mb",
            paramLabel = "MB",
            description = "The largest model, in megabytes; larger ones are finer and slower. Default: "
                    + Settings.DEFAULT_MEGABYTES + ".")
    Double maxModelMegabytes;

    @Option(
            names = "--copula",
            completionCandidates = Choices.Copulas.class,
            paramLabel = "KIND",
            defaultValue = "gaussian",
            description = "For --model copula: gaussian, or student-t (extremes come together more often)."
                    + " Default: ${DEFAULT-VALUE}.")
    String copula;

    @Option(
            names = "--degrees",
            paramLabel = "N",
            description = "For --copula student-t: the degrees of freedom, 1 to " + GaussianCopula.MOST_DEGREES
                    + "; few mean heavy tails. Public knowledge. Default: " + DEGREES + ".")
    Integer degrees;

    @Option(
            names = "--correlation",
            completionCandidates = Choices.Correlations.class,
            paramLabel = "HOW",
            defaultValue = "scatter",
            description = "For --model copula: scatter (one noisy matrix for all columns) or kendall (Kendall's tau of"
                    + " each pair). Default: ${DEFAULT-VALUE}.")
    String correlation;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "The ledger of this data set over all releases ('effigy ledger init' makes one). Without it"
                    + " only this release is counted.")
    Path ledger;

    @Option(
            names = "--resume",
            description =
                    "Finish a fit of this ledger that stopped: with the same table, schema, options and version. What"
                            + " was answered is not paid for again.")
    boolean resume;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for another program that has the ledger in use. Default: not at all.")
    Long wait;

    @Option(
            names = "--expected-rows",
            paramLabel = "N",
            description =
                    "How many rows you expect to use, for the plan that is shown before anything is spent. It steers"
                            + " nothing.")
    Long expectedRows;

    @Option(
            names = "--domain-is-public",
            description = "State that the schema's categories and bounds are public, though it was derived from data."
                    + " Recorded in every output.")
    boolean domainIsPublic;

    @Option(
            names = "--invalid",
            paramLabel = "POLICY",
            defaultValue = "refuse",
            description = "Values that the schema does not allow: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    InvalidValues invalid;

    @Option(
            names = "--unknown-units",
            paramLabel = "CHOICE",
            defaultValue = "keep",
            description =
                    "Rows whose unit is a placeholder, as UNKNOWN or what marks a missing cell in any column: keep"
                            + " (one unit for all, with a warning), refuse, or drop (under add/remove). Default:"
                            + " ${DEFAULT-VALUE}.")
    UnknownUnits unknownUnits = UnknownUnits.KEEP;

    @Option(
            names = "--broken-rules",
            paramLabel = "CHOICE",
            defaultValue = "refuse",
            description =
                    "What becomes of rows that break a rule of the schema: refuse (the table), missing (the cells that"
                            + " the rule names, where they may be) or keep. Synthetic rows keep the rules in each case."
                            + " Default: refuse.")
    BrokenRules brokenRules;

    @Option(
            names = "--discover",
            paramLabel = "COL[,COL]",
            split = ",",
            description =
                    "Columns whose bounds or categories are not declared: find them in the rows, under the budget."
                            + " The schema says the same with \"effigy:discover\": true.")
    List<String> discover = List.of();

    @Option(
            names = "--discover-share",
            paramLabel = "S",
            description = "The share of the budget for that, over all such columns. Default: " + Discovery.SHARE + ".")
    Double discoverShare;

    @Option(
            names = "--delimiter",
            paramLabel = "C",
            description = "The character between fields. Default: found on the header line.")
    Character delimiter;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "The manifest of INPUT, where it does not stand beside it: says of standard input where the"
                    + " rows came from.")
    Path manifest;

    @Option(
            names = "--allow-synthetic-input",
            description = "Fit on rows whose manifest says that they are synthetic. Their faults add up.")
    boolean allowSyntheticInput;

    /** What the questions of a fit follow from, beside the schema and the rows, by the names that a person knows. */
    Map<String, String> request() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("version of Effigy", Generator.version());
        request.put("--epsilon", Double.toString(epsilon));
        request.put("--delta", Double.toString(delta));
        request.put("--neighbours", neighbours.toString());
        request.put("--unit", String.valueOf(unit));
        request.put("--max-rows-per-unit", String.valueOf(maxRowsPerUnit));
        request.put("--histories", histories);
        request.put("--model", model);
        request.put("--bins", String.valueOf(bins));
        request.put("--workload", String.valueOf(workload));
        request.put("--clique", cliques.toString());
        request.put("--target", String.valueOf(target));
        request.put("--copula", copula);
        request.put("--degrees", String.valueOf(degrees));
        request.put("--correlation", correlation);
        request.put("--domain-is-public", Boolean.toString(domainIsPublic));
        request.put("--invalid", invalid.toString());
        request.put("--discover", discover.toString());
        request.put("--discover-share", String.valueOf(discoverShare));
        request.put("--delimiter", String.valueOf(delimiter));
        request.put("--allow-synthetic-input", Boolean.toString(allowSyntheticInput));
        request.put("--manifest", String.valueOf(manifest));
        request.put("--unknown-units", unknownUnits.toString());
        return request;
    }

    /**
     * The histories that a fit of this schema models; empty if it models rows one by one.
     *
     * @throws UsageException if a word is no choice, or the schema's histories can't be modelled
     */
    Optional<HistoryCodec> histories(Schema schema) {
        if (!histories.equals("auto") && !histories.equals("none")) {
            throw new UsageException("--histories '" + histories + "' is not one of auto, none: choose one");
        }
        if (histories.equals("none") || !schema.hasHistories()) {
            return Optional.empty();
        }
        if (!discover.isEmpty() || !schema.toDiscover().isEmpty()) {
            throw new UsageException("columns are to be discovered, which a fit of histories does not do: declare them,"
                    + " discover them in a release of its own, or draw rows one by one with --histories none");
        }
        return Optional.of(UsageException.unless(() -> HistoryCodec.of(schema)));
    }

    /** How long to wait for a ledger that another program has in use. */
    static Duration waiting(Long seconds) {
        if (seconds != null && !(seconds >= 0 && seconds <= LONGEST_WAIT)) {
            throw new UsageException("--wait is a number of seconds from 0 to " + LONGEST_WAIT + "; it is " + seconds);
        }
        return Duration.ofSeconds(seconds == null ? 0 : seconds);
    }

    /**
     * What was chosen about the model, over the columns of this schema.
     *
     * @throws UsageException if an option names no column that is modelled, or a number is out of its range
     */
    Settings settings(Schema schema) {
        return UsageException.unless(() -> {
            Workload chosen = workload(schema.modelled().size());
            for (String clique : cliques) {
                chosen = withClique(chosen, clique, schema);
            }
            Optional<String> predicted = target == null
                    ? schema.target().map(Field::name)
                    : Optional.of(target).filter(name -> !name.equals("none"));
            if (predicted.isPresent()) {
                requireModelled(schema, "--target", predicted.get());
                chosen = chosen.withTarget(predicted.get());
            }
            return new Settings(chosen, maxModelMegabytes == null ? Settings.DEFAULT_MEGABYTES : maxModelMegabytes)
                    .withCopula(copula());
        });
    }

    private CopulaOptions copula() {
        if (!model.equals("copula") && !(copula.equals("gaussian") && correlation.equals("scatter"))) {
            throw new IllegalArgumentException("--copula and --correlation are for --model copula, not for --model "
                    + model + ": leave them out, or take that model");
        }
        CopulaOptions options = CopulaOptions.standard()
                .withCorrelation(
                        switch (correlation) {
                            case "scatter" -> CopulaOptions.Correlation.SCATTER;
                            case "kendall" -> CopulaOptions.Correlation.KENDALL;
                            default ->
                                throw new IllegalArgumentException("--correlation '" + correlation
                                        + "' is not one of scatter, kendall: choose one");
                        });
        return switch (copula) {
            case "gaussian" -> {
                if (degrees != null) {
                    throw new IllegalArgumentException(
                            "--degrees is for --copula student-t: add that, or leave it out");
                }
                yield options;
            }
            case "student-t" -> options.withDegrees(degrees == null ? DEGREES : degrees);
            default ->
                throw new IllegalArgumentException(
                        "--copula '" + copula + "' is not one of gaussian, student-t: choose one");
        };
    }

    /** The bins of a method's name. */
    static Bins bins(String method) {
        try {
            return Bins.named(method);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--bins '" + method + "' is not one of equal, quantile, tree: choose one", e);
        }
    }

    private Workload workload(int columns) {
        if (workload == null) {
            return Workload.standard(columns);
        }
        return switch (workload) {
            case "triples" -> Workload.triples();
            case "pairs" -> Workload.pairs();
            case "singles" -> Workload.singles();
            default ->
                throw new IllegalArgumentException(
                        "--workload '" + workload + "' is not one of triples, pairs, singles: choose one");
        };
    }

    private static Workload withClique(Workload workload, String clique, Schema schema) {
        int mark = clique.lastIndexOf('=');
        String names = mark < 0 ? clique : clique.substring(0, mark);
        double weight = CLIQUE_WEIGHT;
        if (mark >= 0) {
            try {
                weight = Double.parseDouble(clique.substring(mark + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("--clique '" + clique + "' ends with '" + clique.substring(mark + 1)
                        + "' where a weight is expected: write as age,sex=5");
            }
        }
        List<String> columns = List.of(names.split(",", -1));
        columns.forEach(column -> requireModelled(schema, "--clique", column));
        return workload.withClique(columns, weight);
    }

    private static void requireModelled(Schema schema, String option, String column) {
        if (schema.modelled().stream().noneMatch(field -> field.name().equals(column))) {
            throw new IllegalArgumentException(
                    option + " names '" + column + "', which is no modelled column; there are "
                            + schema.modelled().stream().map(Field::name).toList());
        }
    }

    /** Reads a relation by its words. */
    static final class Relation implements ITypeConverter<Neighbours> {
        @Override
        public Neighbours convert(String words) {
            try {
                return Neighbours.of(words);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
