package org.effigy.synth;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.effigy.condition.Condition;
import org.effigy.domain.Records;
import org.effigy.table.CsvOutput;
import org.effigy.table.Formulas;
import org.effigy.table.PartialRows;
import org.effigy.table.PendingFile;
import org.effigy.table.TableWriter;

/**
 * A table of public partial rows, each completed by a draw from the model given what is known of it. Rows of which the same
 * is known are drawn together. Nothing of the partial rows but their cells goes anywhere: no digest of them is kept.
 *
 * @param scenario what else is asked of the rows
 * @param partial public rows
 * @param seed the same model, rows and seed give the same table
 * @param purpose what the rows are for; may be empty
 * @param license the rows' licence; may be empty
 */
public record Completion(Scenario scenario, PartialRows partial, long seed, String purpose, String license) {
    /** Checks that nothing is missing. */
    public Completion {
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(partial, "partial");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(license, "license");
        if (scenario.model().steps().isPresent()) {
            throw new IllegalArgumentException("the model draws histories, and rows of these can't be completed one by"
                    + " one: fit with --histories none");
        }
    }

    /** A row's place in the output, and its texts. */
    private record Done(List<List<String>> rows, long unknown) {}

    /**
     * Writes the completed rows as CSV, in the order of the partial ones.
     *
     * @return of how many rows noise alone could make what is known ({@link Scenario#isBeyondNoise})
     * @throws IllegalArgumentException if what is known of a row has a probability of 0 in the model, with its line
     * @throws IOException if it can't be written; then no file is left
     */
    public long write(CsvOutput output, Progress progress) throws IOException {
        Done done = complete(progress);
        try (TableWriter writer = TableWriter.open(output, scenario.model().schema())) {
            for (List<String> row : done.rows) {
                writer.write(row);
            }
            writer.commit();
        }
        return done.unknown;
    }

    /**
     * As {@link #write(CsvOutput, Progress)}, to a file and with its manifest beside it.
     *
     * @throws IOException if either can't be written
     */
    public long write(Path file, Formulas formulas, Clock clock, Progress progress) throws IOException {
        Instant day = clock.instant().truncatedTo(ChronoUnit.DAYS);
        Done done = complete(progress);
        FittedModel model = scenario.model();
        Manifest open = new Manifest(
                Generator.version(),
                ModelFile.digest(model),
                "sha256:" + model.schema().digest(),
                model.provenance(),
                "",
                partial.rows(),
                seed,
                day,
                purpose,
                license,
                Optional.of(scenario.words().map(words -> words + "; ").orElse("") + "partial rows completed"),
                Noisiness.caution(model));
        CsvOutput output = CsvOutput.of(file).withFormulas(formulas);
        try (TableWriter writer = TableWriter.open(output, model.schema(), open.notes(model.schema()))) {
            for (List<String> row : done.rows) {
                writer.write(row);
            }
            Manifest manifest = open.withOutput("sha256:" + writer.finish());
            if (Manifest.isKeptBeside(file)) {
                PendingFile.write(Manifest.beside(file), manifest.bytes());
            }
            writer.commit();
        }
        return done.unknown;
    }

    private Done complete(Progress progress) {
        Map<Optional<Condition>, List<Integer>> alike = new LinkedHashMap<>();
        for (int row = 0; row < partial.rows(); row++) {
            alike.computeIfAbsent(partial.condition(row), known -> new ArrayList<>())
                    .add(row);
        }
        List<List<String>> rows = new ArrayList<>(Collections.nCopies(partial.rows(), List.of()));
        long unknown = 0;
        long drawn = 0;
        for (Map.Entry<Optional<Condition>, List<Integer>> group : alike.entrySet()) {
            progress.at("complete", drawn, partial.rows());
            Scenario given = given(group.getKey(), group.getValue().get(0));
            unknown += group.getKey().isPresent() && given.isBeyondNoise()
                    ? group.getValue().size()
                    : 0;
            SplittableRandom random = new SplittableRandom(seed + drawn);
            Records codes = given.sampler().sample(group.getValue().size(), random.nextLong());
            for (int i = 0; i < codes.rows(); i++) {
                int row = group.getValue().get(i);
                rows.set(row, texts(given, codes, i, row, random));
            }
            drawn += codes.rows();
        }
        progress.at("complete", drawn, partial.rows());
        return new Done(rows, unknown);
    }

    private Scenario given(Optional<Condition> known, int row) {
        try {
            return known.map(scenario::where).orElse(scenario);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    partial.source() + ", line " + partial.line(row) + ": " + e.getMessage(), e);
        }
    }

    private List<String> texts(Scenario given, Records codes, int drawn, int row, SplittableRandom random) {
        List<String> texts = new ArrayList<>();
        List<Optional<String>> made = given.codec().texts(codes, drawn, random);
        for (int field = 0; field < made.size(); field++) {
            int number = field;
            texts.add(partial.cell(row, field).or(() -> made.get(number)).orElse(Integer.toString(row + 1)));
        }
        return texts;
    }
}
