package org.effigy.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.effigy.audit.AuditReport;
import org.effigy.audit.AuditSection;
import org.effigy.audit.Claim;
import org.effigy.audit.Figure;
import org.effigy.audit.Findings;
import org.effigy.audit.Policy;
import org.effigy.audit.Rule;
import org.effigy.audit.UtilityReport;
import org.effigy.audit.Verdict;
import org.effigy.audit.disclosure.DisclosureAudit;
import org.effigy.audit.privacy.Distances;
import org.effigy.audit.privacy.PrivacyAudit;
import org.effigy.parallel.Workers;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.LedgerStatement;
import org.effigy.report.Amounts;
import org.effigy.report.AuditDocument;
import org.effigy.report.AuditMethod;
import org.effigy.report.Environment;
import org.effigy.synth.Manifest;
import org.effigy.table.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code effigy audit}. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Judges a synthetic table by attacking it; exit status 4 when a gate fails.",
        description = {
            "",
            "Any generator's table can be judged. Give the real rows that it saw and real rows that it never saw:"
                    + " attacks are told from chance by the latter. What is printed and written holds statistics of real"
                    + " rows: it is for you, not for release.",
            "",
            "Example: effigy audit --train train.csv --holdout holdout.csv --synthetic synthetic.csv --schema"
                    + " patients.schema.json --json audit.json",
            ""
        })
final class AuditCommand implements Callable<Integer> {
    /** An audit gate failed. */
    static final int GATE_FAILED = 4;

    @Option(
            names = "--train",
            required = true,
            paramLabel = "CSV",
            description = "The real rows that the generator saw.")
    private Path train;

    @Option(
            names = "--holdout",
            paramLabel = "CSV",
            description =
                    "Real rows of the same population that it never saw. Without them almost nothing can be told.")
    private Path holdout;

    @Option(names = "--synthetic", required = true, paramLabel = "CSV", description = "The rows to judge.")
    private Path synthetic;

    @Option(names = "--schema", required = true, paramLabel = "JSON", description = "What the columns may hold.")
    private Path schema;

    @Option(
            names = "--claim",
            paramLabel = "E,D",
            description = "The epsilon and delta that the rows are said to have; from the manifest beside the synthetic"
                    + " table if there is one.")
    private String claim;

    @Option(
            names = "--ledger",
            paramLabel = "LEDGER",
            description =
                    "The ledger that the synthetic rows were paid from: the page then shows what all releases together"
                            + " have spent, and on what.")
    private Path ledger;

    @Option(
            names = "--policy",
            paramLabel = "JSON",
            description = "What to judge by, instead of the standard policy. Fix it before you look.")
    private Path policy;

    @Option(
            names = "--group",
            paramLabel = "NAME=COLUMN,COLUMN",
            description = "Distances over these columns as well. May be given several times.")
    private Map<String, String> groups = new LinkedHashMap<>();

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of what is drawn at random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--brief", description = "Print the verdict and what is wrong; the rest stands in the report.")
    private boolean brief;

    @Option(names = "--threads", description = "How many threads may work. Default: all processors.")
    private Integer threads;

    @Mixin
    private AuditOutputs outputs;

    @Mixin
    private DisclosureChoices disclosure;

    @Mixin
    private Usefulness usefulness;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (workers < 1) {
            throw new UsageException("--threads must be at least 1; it is " + workers);
        }
        // Parallel streams of the utility audit included.
        return Workers.within(workers, () -> run(workers));
    }

    private int run(int workers) throws Exception {
        outputs.check(inputs(), talk);
        Policy judge = policy == null ? Policy.standard() : Policy.read(policy);
        Schema columns = Schema.read(schema);
        usefulness.check(columns, Optional.ofNullable(holdout));
        Map<String, AuditInput> read = new LinkedHashMap<>();
        read.put("train", AuditInput.read(train, columns));
        if (holdout != null) {
            read.put("holdout", AuditInput.read(holdout, columns));
        }
        read.put("synthetic", AuditInput.readSynthetic(synthetic, columns));
        PrivacyAudit audit = PrivacyAudit.of(columns)
                .train(read.get("train").read())
                .synthetic(read.get("synthetic").read())
                .policy(judge)
                .seed(seed)
                .threads(workers);
        if (holdout != null) {
            audit.holdout(read.get("holdout").read());
        }
        Optional<Manifest> manifest = manifest(read.get("synthetic").digest());
        claimed(manifest).ifPresent(audit::claim);
        Optional<LedgerStatement> statement = statement(manifest);
        Map<String, AuditMethod.Source> others = others(manifest);
        AuditReport report;
        Optional<UtilityReport> useful;
        try (Talk.Bars bars = talk.bars()) {
            Told told = new Told(bars, sections().size());
            AuditReport ran =
                    audit.sections(sections().stream().map(told::of).toList()).run();
            report = usefulness.predicted(columns).map(ran::about).orElse(ran);
            useful = usefulness.ask(columns, leftOut(columns, report), files(), read, seed, bars);
        }
        outputs.write(
                new AuditDocument(
                        synthetic.getFileName().toString(),
                        report,
                        useful,
                        manifest.map(Manifest::provenance),
                        statement,
                        method(columns, read, others)),
                talk);
        print(report, useful, talk.out());
        talk.out().println("This audit " + AuditReport.BANNER + ".");
        talk.out().flush();
        return report.judgement().outcome() == Verdict.Outcome.FAIL ? GATE_FAILED : 0;
    }

    /** The columns that a table lacks, or that could not be read. */
    private static Set<String> leftOut(Schema columns, AuditReport report) {
        Set<String> names = new TreeSet<>();
        columns.modelled().forEach(field -> names.add(field.name()));
        report.tables().train().columns().forEach(column -> names.remove(column.name()));
        return names;
    }

    /** The files that are no tables, as they are before the audit runs: a ledger may grow meanwhile. */
    private Map<String, AuditMethod.Source> others(Optional<Manifest> manifest) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("schema", schema);
        Optional.ofNullable(policy).ifPresent(file -> files.put("policy", file));
        manifest.ifPresent(found -> files.put("manifest", Manifest.beside(synthetic)));
        Optional.ofNullable(ledger).ifPresent(file -> files.put("ledger", file));
        Map<String, AuditMethod.Source> others = new LinkedHashMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            others.put(file.getKey(), new AuditMethod.Source(FileDigest.of(file.getValue()), Optional.empty()));
        }
        return others;
    }

    private AuditMethod method(Schema columns, Map<String, AuditInput> read, Map<String, AuditMethod.Source> others) {
        Map<String, AuditMethod.Source> sources = new LinkedHashMap<>();
        read.forEach((role, input) -> sources.put(role, input.source()));
        sources.putAll(others);
        Map<String, String> options = new LinkedHashMap<>();
        groups.forEach((name, chosen) -> options.put("--group " + name, chosen));
        options.putAll(disclosure.given());
        options.putAll(usefulness.chosen(columns));
        return new AuditMethod(sources, "sha256:" + columns.digest(), options, outputs.date(), Environment.here());
    }

    private List<Path> inputs() {
        List<Path> inputs = new ArrayList<>(List.of(train, synthetic, schema));
        Optional.ofNullable(holdout).ifPresent(inputs::add);
        Optional.ofNullable(policy).ifPresent(inputs::add);
        Optional.ofNullable(ledger).ifPresent(inputs::add);
        Optional.of(Manifest.beside(synthetic)).filter(Files::exists).ifPresent(inputs::add);
        inputs.addAll(usefulness.inputs());
        return inputs;
    }

    private Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("train", train);
        Optional.ofNullable(holdout).ifPresent(file -> files.put("holdout", file));
        files.put("synthetic", synthetic);
        return files;
    }

    private List<AuditSection> sections() {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        groups.forEach((name, columns) -> chosen.put(name, Arrays.asList(columns.split(","))));
        return PrivacyAudit.sections().stream()
                .map(section -> section instanceof Distances && !chosen.isEmpty() ? Distances.of(chosen) : section)
                .map(section -> section instanceof DisclosureAudit ? DisclosureAudit.of(disclosure.options()) : section)
                .toList();
    }

    private Optional<Claim> claimed(Optional<Manifest> manifest) {
        if (claim != null) {
            String[] parts = claim.split(",");
            if (parts.length != 2) {
                throw new UsageException("--claim takes epsilon and delta, as 1,1e-9; it is '" + claim + "'");
            }
            try {
                return Optional.of(new Claim(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])));
            } catch (IllegalArgumentException e) {
                throw new UsageException(
                        "--claim takes epsilon and delta, as 1,1e-9; it is '" + claim + "': " + e.getMessage());
            }
        }
        manifest.ifPresent(found ->
                talk.say("The manifest beside the synthetic table claims %s.", Amounts.promise(found.provenance())));
        return manifest.flatMap(found -> found.provenance().promised())
                .map(promise -> new Claim(promise.epsilon(), promise.delta()));
    }

    /** What the ledger says, which must be the one that paid and hold all that it held then. */
    private Optional<LedgerStatement> statement(Optional<Manifest> manifest) {
        return Optional.ofNullable(ledger)
                .map(paid -> manifest.map(found -> PaidFrom.statement(paid, found.provenance(), "the synthetic rows"))
                        .orElseGet(() -> FileLedger.read(paid)));
    }

    /** The manifest beside the synthetic table; of other rows it is none, unless a claim is made without it. */
    private Optional<Manifest> manifest(String digest) throws IOException {
        Optional<Manifest> manifest = Files.exists(synthetic) ? Manifest.find(synthetic) : Optional.empty();
        boolean ours = manifest.isEmpty() || manifest.get().output().equals(digest);
        if (!ours && claim == null) {
            throw new UsageException("the manifest beside '" + synthetic
                    + "' is of other rows than these: put the table back, or remove the manifest and give --claim");
        }
        return ours ? manifest : Optional.empty();
    }

    private void print(AuditReport report, Optional<UtilityReport> useful, PrintWriter out) {
        if (brief) {
            Brief.print(report, useful, out);
        } else {
            print(report, out);
            useful.ifPresent(found -> Usefulness.print(found, out));
        }
    }

    private static void print(AuditReport report, PrintWriter out) {
        out.println(report.judgement().words());
        report.caveats().forEach(caveat -> out.println("  " + caveat.words()));
        out.println();
        for (Rule.Kind kind : Rule.Kind.values()) {
            out.println(
                    kind == Rule.Kind.GATE
                            ? "Gates"
                            : "Diagnostics: shown to be looked at; neither a failure nor a pass means privacy");
            for (Verdict verdict : report.judgement().verdicts()) {
                if (verdict.rule().kind() == kind) {
                    out.printf("  %-13s %s%n", verdict.outcome().words(), verdict.words());
                    if (kind == Rule.Kind.GATE && verdict.outcome() == Verdict.Outcome.FAIL) {
                        out.printf("  %-13s %s%n", "", verdict.rule().why());
                    }
                }
            }
            out.println();
        }
        for (Findings findings : report.sections()) {
            out.println(findings.title());
            for (Figure figure : findings.figures()) {
                out.printf("  %-76s %s%n", figure.title(), figure.words());
            }
            out.println();
        }
    }
}
