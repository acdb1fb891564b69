package org.effigy.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditTable;
import org.effigy.audit.advice.Advice;
import org.effigy.audit.advice.AdviceJson;
import org.effigy.audit.advice.Adviser;
import org.effigy.audit.advice.Cost;
import org.effigy.audit.advice.Goal;
import org.effigy.audit.learn.Learner;
import org.effigy.audit.traps.Overlap;
import org.effigy.parallel.Workers;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Manifest;
import org.effigy.synth.ModelFile;
import org.effigy.table.Field;
import org.effigy.table.PendingFile;
import org.effigy.table.Role;
import org.effigy.table.Schema;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;

/** {@code effigy advise}. */
@Command(
        name = "advise",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Says whether synthetic rows help a model that you train, how many, and what to expect; or to use"
                + " none.",
        description = {
            "",
            "Takes real rows that the generator never saw, and tries on them what people do about few rows or rare"
                    + " classes: nothing, class weights, a tuned threshold, repeated rows, SMOTE-NC, synthetic rows of the"
                    + " class, synthetic rows as they come. The best is picked if it beats the real rows alone beyond"
                    + " chance, and is confirmed once on rows that nothing was chosen on. What is printed and written"
                    + " holds statistics of real rows: keep it inside.",
            "",
            "Example: effigy advise mine.csv --synthetic synthetic.csv --schema table.schema.json --target fraud",
            ""
        })
final class AdviseCommand implements Callable<Integer> {
    /** Rows drawn from a model for each real row, and at most. */
    private static final int FOR_EACH = 30;

    private static final int MOST = 100_000;

    @Parameters(
            index = "0",
            paramLabel = "REAL",
            description = "The real rows that you would train on, as CSV; the generator must not have seen them.")
    private Path real;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Made made;

    @Option(
            names = "--schema",
            paramLabel = "JSON",
            description = "What the columns may hold. Default with --from: the model's.")
    private Path schema;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column that is predicted. Default: the schema's column of role 'target'.")
    private String target;

    @Option(
            names = "--positive",
            paramLabel = "CLASS",
            description = "The class that is looked for. Default: the rarest.")
    private String positive;

    @Option(
            names = "--holdout",
            paramLabel = "CSV",
            description = "Real rows to confirm on, which nobody saw. Default: a quarter of REAL is set aside first.")
    private Path holdout;

    @Option(
            names = "--train",
            paramLabel = "CSV",
            description = "The real rows that the generator saw: checks that REAL has none of them.")
    private Path train;

    @Option(
            names = "--by",
            paramLabel = "GOAL",
            completionCandidates = Choices.Goals.class,
            description = "What is wanted: one of ${COMPLETION-CANDIDATES}. Default: pr-auc, the average precision.")
    private String by;

    @Option(
            names = "--cost",
            paramLabel = "ALARM,MISS",
            split = ",",
            description =
                    "What a false alarm and a miss cost, as 1,20; the goal is then 'cost' unless --by names another.")
    private List<Double> cost;

    @Option(
            names = "--learner",
            paramLabel = "NAME",
            completionCandidates = Choices.Learners.class,
            description = "Who learns: one of ${COMPLETION-CANDIDATES}. Default: both.")
    private String learner;

    @Option(
            names = "--slice",
            paramLabel = "COLUMN",
            description =
                    "Say who gains and who loses, by the values of this column. May be given several times. Default:"
                            + " columns of role 'sensitive'.")
    private List<String> slices = new ArrayList<>();

    @Option(names = "--seed", defaultValue = "1", description = "Of what is drawn by lot. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", paramLabel = "JSON", description = "The advice as JSON, with all that was tried.")
    private Path json;

    @Option(names = "--threads", description = "How many threads may work. Default: all processors.")
    private Integer threads;

    @Mixin
    private Talk talk;

    /** Where synthetic rows come from. */
    static final class Made {
        @Option(names = "--synthetic", paramLabel = "CSV", description = "The synthetic rows that could be added.")
        private Path synthetic;

        @Option(names = "--from", paramLabel = "MODEL", description = "Draw them from this model file.")
        private Path model;
    }

    @Override
    public Integer call() throws Exception {
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (workers < 1) {
            throw new UsageException("--threads must be at least 1; it is " + workers);
        }
        Guard guard = new Guard().reads(schema).reads(made.model).writes(json);
        for (Path table : Arrays.asList(real, made.synthetic, holdout, train)) {
            if (table != null) {
                guard.readsTable(table.toString());
            }
        }
        guard.check();
        if (schema == null && made.model == null) {
            throw new UsageException("--synthetic needs --schema: what the columns may hold");
        }
        return Workers.within(workers, this::run);
    }

    private int run() throws Exception {
        requireReal(real, "the rows to train on");
        if (holdout != null) {
            requireReal(holdout, "the holdout");
        }
        Optional<FittedModel> model = made.model == null ? Optional.empty() : Optional.of(ModelFile.read(made.model));
        Schema columns =
                schema != null ? Schema.read(schema) : model.orElseThrow().schema();
        String predicted = Optional.ofNullable(target)
                .or(() -> columns.target().map(Field::name))
                .orElseThrow(
                        () -> new UsageException("nothing says which column is predicted: name it with --target, or"
                                + " give a field of the schema the role 'target'"));
        List<String> told = slices(columns, predicted);
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("real", AuditInput.read(real, columns).table());
        tables.put(
                "synthetic",
                model.isPresent()
                        ? drawn(model.get(), tables.get("real").rowCount())
                        : AuditInput.readSynthetic(made.synthetic, columns).table());
        if (holdout != null) {
            tables.put("holdout", AuditInput.read(holdout, columns).table());
        }
        if (train != null) {
            tables.put("train", AuditInput.read(train, columns).table());
        }
        Map<String, AuditTable> coded = coded(columns, tables);
        requireApart(coded);
        Adviser adviser = UsageException.unless(() -> adviser(predicted, coded, told));
        Advice advice;
        try (Talk.Bars bars = talk.bars()) {
            advice = adviser.telling((done, of) -> bars.at("try remedies", done, of))
                    .run();
        }
        if (json != null) {
            String text = JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(AdviceJson.of(advice));
            PendingFile.write(json, (text + "\n").getBytes(StandardCharsets.UTF_8));
        }
        print(advice, talk.out());
        return 0;
    }

    private Adviser adviser(String predicted, Map<String, AuditTable> coded, List<String> told) {
        Adviser adviser = Adviser.of(predicted, coded.get("real"), coded.get("synthetic"))
                .seed(seed)
                .slices(told)
                .goal(goal());
        if (cost != null) {
            if (cost.size() != 2) {
                throw new IllegalArgumentException("--cost takes what a false alarm and a miss cost, as 1,20");
            }
            adviser.cost(new Cost(cost.get(0), cost.get(1)));
        }
        if (learner != null) {
            List<Learner> chosen = Learner.standard().stream()
                    .filter(one -> one.name().equals(learner))
                    .toList();
            if (chosen.isEmpty()) {
                throw new IllegalArgumentException("--learner is trees or linear; it is '" + learner + "'");
            }
            adviser.learners(chosen);
        }
        Optional.ofNullable(positive).ifPresent(adviser::positive);
        Optional.ofNullable(coded.get("holdout")).ifPresent(adviser::holdout);
        return adviser;
    }

    private Goal goal() {
        if (by == null) {
            return cost == null ? Goal.PR_AUC : Goal.COST;
        }
        Goal goal = Arrays.stream(Goal.values())
                .filter(one -> one.id().equals(by))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--by is one of "
                        + String.join(
                                ", ", Arrays.stream(Goal.values()).map(Goal::id).toList()) + "; it is '" + by
                        + "'"));
        if (goal == Goal.COST && cost == null) {
            throw new IllegalArgumentException("--by cost needs --cost: what a false alarm and a miss cost, as 1,20");
        }
        return goal;
    }

    private List<String> slices(Schema columns, String predicted) {
        for (String name : slices) {
            if (!columns.has(name)) {
                throw new UsageException("--slice names no column of the schema: it is '" + name + "'");
            }
        }
        return slices.isEmpty()
                ? columns.fields().stream()
                        .filter(field -> field.role() == Role.SENSITIVE)
                        .map(Field::name)
                        .filter(name -> !name.equals(predicted))
                        .toList()
                : slices;
    }

    private Table drawn(FittedModel model, int rows) {
        int drawn = (int) Math.min(MOST, (long) FOR_EACH * rows);
        talk.say("Drew %,d rows from %s, for this advice alone.", drawn, made.model);
        return model.sample(drawn, seed);
    }

    private static Map<String, AuditTable> coded(Schema columns, Map<String, Table> tables) {
        Set<String> lacking = AuditCoding.lacking(columns, tables);
        List<AuditTable> all = AuditCoding.code(columns, tables, lacking);
        Map<String, AuditTable> coded = new LinkedHashMap<>();
        List<String> names = List.copyOf(tables.keySet());
        for (int i = 0; i < all.size(); i++) {
            coded.put(names.get(i), all.get(i));
        }
        return coded;
    }

    /** Where the generator saw the rows, every fold of them is spoilt. */
    private void requireApart(Map<String, AuditTable> coded) {
        if (coded.containsKey("train")) {
            try {
                Overlap.check(coded.get("train"), coded.get("real"), coded.get("synthetic"));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the generator saw rows of '" + real
                        + "', so nothing that is tried on" + " them can be believed (" + e.getMessage() + ")");
            }
        }
        if (coded.containsKey("holdout")) {
            Overlap.check(coded.get("real"), coded.get("holdout"), coded.get("synthetic"));
        }
    }

    private static void requireReal(Path file, String what) throws IOException {
        if (Manifest.find(file).isPresent()) {
            throw new IllegalArgumentException("the manifest beside '" + file + "' says that its rows are synthetic: "
                    + what + " must be real, or the advice praises the generator; name real rows");
        }
    }

    private void print(Advice advice, PrintWriter out) {
        out.println(advice.words());
        advice.findings().forEach(doubt -> out.println("  Note: " + doubt.words() + "."));
        out.println();
        out.printf(
                Locale.ROOT,
                "Tried on %,d real rows (%,d of '%s'), by cross-validation; 'gain' is over real rows alone:%n",
                advice.rows(),
                advice.rareRows(),
                advice.rare());
        out.println();
        Goal goal = advice.goal();
        out.printf("  %-9s  %-28s  %8s  %8s  %7s  %s%n", goal.id(), "gain (95 %)", "roc-auc", "brier", "repeats", "");
        for (Advice.Tried tried : advice.tried()) {
            out.printf(
                    Locale.ROOT,
                    "  %-9.3f  %-28s  %8.3f  %8.4f  %7d  %s%n",
                    tried.values().get(goal),
                    tried.remedy().equals(advice.control().remedy())
                                    && tried.learner().equals(advice.control().learner())
                            ? "-"
                            : Advice.gain(tried.gain()),
                    tried.values().get(Goal.ROC_AUC),
                    tried.values().get(Goal.BRIER),
                    tried.repeats(),
                    tried.words());
        }
        if (!advice.onHoldout().isEmpty()) {
            out.println();
            out.printf(Locale.ROOT, "On the %,d rows of the holdout, looked at once:%n", advice.holdoutRows());
            out.println();
            out.printf("  %-28s  %12s  %12s%n", "", "real alone", "the best");
            advice.onHoldout().entrySet().stream()
                    .filter(entry -> entry.getKey() != Goal.COST || cost != null)
                    .forEach(entry -> out.printf(
                            Locale.ROOT,
                            "  %-28s  %12.4f  %12.4f%n",
                            entry.getKey().title(),
                            entry.getValue()[0],
                            entry.getValue()[1]));
        }
        advice.slices()
                .forEach(slice -> out.printf(
                        Locale.ROOT,
                        "  %s where %s is %s (%,d rows)%n",
                        Advice.gain(slice.gain()),
                        slice.column(),
                        slice.value(),
                        slice.rows()));
        if (advice.pick().remedy().isSynthetic()) {
            out.println();
            out.println("The ratio was chosen on real rows: no promise of a synthetic table covers that choice.");
        }
        out.flush();
    }
}
