package org.effigy.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.effigy.scenario.Made;
import org.effigy.scenario.ScenarioFile;
import org.effigy.scenario.ScenarioFile.Marks;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Generator;
import org.effigy.synth.Manifest;
import org.effigy.synth.ModelFile;
import org.effigy.table.CsvOutput;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.PendingFile;
import org.effigy.table.Role;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableKind;
import org.effigy.table.TableWriter;

/** From a scenario's file to its table, with what is known of each row beside it. */
final class ScenarioTable {
    private static final long SEED = 2026;

    private final Path scenario;
    private final String output;
    private final Path schemaOut;
    private final Force force;
    private final Talk talk;
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.DAYS);

    /** @param schemaOut where the table's schema goes; null for nowhere */
    ScenarioTable(Path scenario, String output, Path schemaOut, Force force, Talk talk) {
        this.scenario = scenario;
        this.output = output;
        this.schemaOut = schemaOut;
        this.force = force;
        this.talk = talk;
    }

    void write(Optional<Long> rows, Optional<Long> seed) throws IOException {
        boolean standard = output.equals(Places.STANDARD);
        if (!standard) {
            Places.requireTable(output);
        }
        new Guard()
                .reads(scenario)
                .writes(schemaOut, "the schema")
                .writesTable(output)
                .writes(standard ? null : marksOf(output), "what is known of each row")
                .check(force);
        ScenarioFile read = UsageException.unless(() -> read(scenario));
        ScenarioFile asked = rows.isEmpty() ? read : UsageException.unless(() -> read.withRows(rows.get()));
        long by = seed.orElse(asked.seed().orElse(SEED));
        if (!standard) {
            if (asked.isMessy() && TableKind.of(output).isTyped()) {
                throw new UsageException("the scenario has cells that are no values of their columns, which '" + output
                        + "' can't hold: write a CSV");
            }
            new Room(Path.of(output), force).require(asked.schema(), asked.rows());
        }
        if (standard && asked.marks() == Marks.BESIDE) {
            talk.say("Standard output has nothing beside it: what is known of each row is not written.");
        }
        Counts counts = new Counts();
        Schema columns = asked.marks() == Marks.COLUMNS ? withMarks(asked.schema()) : asked.schema();
        boolean beside = !standard && asked.marks() == Marks.BESIDE;
        try (TableWriter table = TableWriter.open(
                        standard ? CsvOutput.of(Places.out()) : CsvOutput.of(Path.of(output)), columns);
                TableWriter marks = beside ? TableWriter.open(CsvOutput.of(marksOf(output)), marks()) : null) {
            UsageException.unless(() -> {
                asked.each(by, row -> write(row, asked, table, marks, counts));
                return counts;
            });
            String digest = table.finish();
            if (marks != null) {
                marks.commit();
            }
            if (asked.model().isPresent() && !standard && Manifest.isKeptBeside(Path.of(output))) {
                PendingFile.write(
                        Manifest.beside(Path.of(output)),
                        manifest(asked, columns, "sha256:" + digest, counts.rows, by)
                                .bytes());
            }
            table.commit();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (schemaOut != null) {
            PendingFile.write(schemaOut, SchemaJson.text(columns).getBytes(StandardCharsets.UTF_8));
        }
        talk.say(
                "Wrote %,d rows to %s (%s), by seed %d%s.",
                counts.rows,
                standard ? "standard output" : output,
                asked.words(),
                by,
                beside ? ", and what is known of each to " + marksOf(output).getFileName() : "");
        if (!counts.mess.isEmpty()) {
            talk.say("Made wrong on purpose: %s.", counts.words());
        }
    }

    /** Says of a table with rows of a model what that promises: the rest of it is made of nobody's rows. */
    private Manifest manifest(ScenarioFile asked, Schema columns, String digest, long rows, long seed) {
        FittedModel model = asked.model().orElseThrow();
        return new Manifest(
                Generator.version(),
                ModelFile.digest(model),
                "sha256:" + columns.digest(),
                model.provenance(),
                digest,
                rows,
                seed,
                begun,
                "tests: " + (asked.title().isBlank() ? "a scenario" : asked.title()),
                "",
                Optional.of("a scenario: " + asked.words()),
                Optional.of("rows were set by hand, and are no likeness of the table that the model was fitted on"));
    }

    private static ScenarioFile read(Path file) {
        try {
            return ScenarioFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Made row, ScenarioFile asked, TableWriter table, TableWriter marks, Counts counts) {
        try {
            List<String> cells = row.cells();
            if (asked.marks() == Marks.COLUMNS) {
                cells = new ArrayList<>(cells);
                cells.addAll(known(row));
            }
            if (asked.isRagged()) {
                table.writeDamaged(cells);
            } else {
                table.write(cells);
            }
            counts.add(row);
            if (marks != null) {
                List<String> said = new ArrayList<>(List.of(Long.toString(counts.rows)));
                said.addAll(known(row));
                marks.write(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> known(Made row) {
        return List.of(row.kind(), row.expected().orElse(""), String.join("; ", row.mess()));
    }

    private static Schema withMarks(Schema schema) {
        List<Field> fields = new ArrayList<>(schema.fields());
        fields.addAll(texts());
        return UsageException.unless(() -> Schema.of(fields).withDialect(schema.dialect()));
    }

    private static Schema marks() {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.builder("row", FieldType.INTEGER).role(Role.IDENTIFIER).build());
        fields.addAll(texts());
        return Schema.of(fields);
    }

    private static List<Field> texts() {
        return ScenarioFile.MARKED.stream()
                .map(name -> Field.builder(name, FieldType.STRING)
                        .role(Role.IDENTIFIER)
                        .build())
                .toList();
    }

    /** {@code fraud.csv} has {@code fraud.csv.marks.csv} beside it. */
    private static Path marksOf(String output) {
        return Path.of(output + ".marks.csv");
    }

    /** What was written. */
    private static final class Counts {
        private final Map<String, Long> mess = new TreeMap<>();
        private long rows;

        private void add(Made row) {
            rows++;
            row.mess().forEach(each -> mess.merge(each.split(" ")[0], 1L, Long::sum));
        }

        private String words() {
            List<String> words = new ArrayList<>();
            mess.forEach((sort, count) -> words.add(String.format(Locale.ROOT, "%,d %s", count, sort)));
            return String.join(", ", words);
        }
    }
}
