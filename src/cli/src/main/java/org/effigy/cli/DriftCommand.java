package org.effigy.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditTable;
import org.effigy.audit.drift.BatchDrift;
import org.effigy.audit.drift.Change;
import org.effigy.audit.drift.Drift;
import org.effigy.audit.drift.DriftJson;
import org.effigy.report.DriftPage;
import org.effigy.synth.Manifest;
import org.effigy.table.Field;
import org.effigy.table.PendingFile;
import org.effigy.table.Role;
import org.effigy.table.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tech.tablesaw.api.Table;

/** {@code effigy drift}. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Says of each later batch of real rows whether the world has moved on; exit status 4 if it has.",
        description = {
            "",
            "Compares columns, pairs of columns, and what a model of the reference predicts. If nothing has changed, a"
                    + " batch raises an alarm in at most one of twenty cases, over all tests together. What is printed"
                    + " and written holds statistics of real rows: keep it inside.",
            "",
            "Example: effigy drift --reference train.csv --batch june.csv --batch july.csv --schema table.schema.json",
            ""
        })
final class DriftCommand implements Callable<Integer> {
    @Option(
            names = "--reference",
            required = true,
            paramLabel = "CSV",
            description = "The real rows that the table was made from, or others of that time.")
    private Path reference;

    @Option(
            names = "--batch",
            required = true,
            paramLabel = "CSV",
            description = "Later real rows. May be given several times, in the order of time.")
    private List<Path> batches = new ArrayList<>();

    @Option(names = "--schema", required = true, paramLabel = "JSON", description = "What the columns may hold.")
    private Path schema;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description =
                    "What a model of the reference predicts. Default: the schema's column of role 'target'; 'none'"
                            + " for none.")
    private String target;

    @Option(
            names = "--slice",
            paramLabel = "COLUMN",
            description = "Look at predictions by the values of this column too. May be given several times. Default:"
                    + " columns of role 'sensitive'.")
    private List<String> slices = new ArrayList<>();

    @Option(names = "--seed", defaultValue = "1", description = "Of what is drawn by lot. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", paramLabel = "JSON", description = "What was found, for a scheduler.")
    private Path json;

    @Option(names = "--report", paramLabel = "HTML", description = "A page with a chart over the batches.")
    private Path page;

    @Mixin
    private Talk talk;

    @Override
    public Integer call() throws Exception {
        Guard guard = new Guard()
                .readsTable(reference.toString())
                .reads(schema)
                .writes(json)
                .writes(page);
        batches.forEach(batch -> guard.readsTable(batch.toString()));
        guard.check();
        requireReal(reference);
        for (Path batch : batches) {
            requireReal(batch);
        }
        Schema columns = Schema.read(schema);
        Optional<String> predicted = "none".equals(target)
                ? Optional.empty()
                : Optional.ofNullable(target).or(() -> columns.target().map(Field::name));
        for (String name : slices) {
            if (!columns.has(name)) {
                throw new UsageException("--slice names no column of the schema: it is '" + name + "'");
            }
        }
        predicted.filter(name -> !columns.has(name)).ifPresent(name -> {
            throw new UsageException("--target names no column of the schema: it is '" + name + "'");
        });
        List<AuditTable> coded = read(columns);
        Drift drift = Drift.from(coded.get(0)).seed(seed);
        if (predicted.isPresent()) {
            drift = drift.predicting(predicted.get(), told(columns, predicted.get()));
        }
        List<BatchDrift> found = drift.of(coded.subList(1, coded.size()));
        if (json != null) {
            String text = JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(DriftJson.of(found));
            PendingFile.write(json, (text + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (page != null) {
            PendingFile.write(page, new DriftPage(predicted.orElse(""), found).html());
        }
        print(found, talk.out());
        return found.stream().anyMatch(BatchDrift::hasDrifted) ? AuditCommand.GATE_FAILED : 0;
    }

    private List<String> told(Schema columns, String predicted) {
        return slices.isEmpty()
                ? columns.fields().stream()
                        .filter(field -> field.role() == Role.SENSITIVE)
                        .map(Field::name)
                        .filter(name -> !name.equals(predicted))
                        .toList()
                : slices;
    }

    private List<AuditTable> read(Schema columns) throws IOException {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("reference", AuditInput.read(reference, columns).table());
        for (Path batch : batches) {
            String name = batch.getFileName().toString();
            while (tables.containsKey(name)) {
                name = name + "'";
            }
            tables.put(name, AuditInput.read(batch, columns).table());
        }
        return AuditCoding.code(columns, tables);
    }

    private static void requireReal(Path file) throws IOException {
        if (Manifest.find(file).isPresent()) {
            throw new IllegalArgumentException("the manifest beside '" + file + "' says that its rows are synthetic:"
                    + " whether the world has moved on shows on real rows alone");
        }
    }

    private static void print(List<BatchDrift> found, PrintWriter out) {
        for (BatchDrift batch : found) {
            out.printf(
                    Locale.ROOT,
                    "%s: %,d rows, %s%s%n",
                    batch.name(),
                    batch.rows(),
                    batch.hasDrifted() ? "changed" : "as the reference",
                    batch.score()
                            .map(score -> String.format(
                                    Locale.ROOT,
                                    "; predictions score %.3f (%.3f on the reference)",
                                    score,
                                    batch.reference().orElseThrow()))
                            .orElse(""));
            for (Change change : batch.changes()) {
                out.printf(Locale.ROOT, "  %s; chance %.1g%n", change.words(), change.chance());
            }
            out.println("  " + batch.advice());
        }
        out.flush();
    }
}
