package org.effigy.synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.SplittableRandom;
import org.effigy.model.RowSampler;
import org.effigy.table.CsvOutput;
import org.effigy.table.Formulas;
import org.effigy.table.PendingFile;
import org.effigy.table.TableWriter;

/**
 * A sample of a model of any size, written block by block in constant memory. Post-processing: it costs no privacy.
 *
 * @param scenario what to draw: all that a model has, or under conditions
 * @param rows at least 1
 * @param seed the same model, seed and number of rows give the same table
 * @param purpose what the rows are for; may be empty
 * @param license the rows' licence; may be empty
 */
public record Sample(Scenario scenario, long rows, long seed, String purpose, String license) {
    /** @throws IllegalArgumentException if there is no row */
    public Sample {
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(license, "license");
        if (rows < 1) {
            throw new IllegalArgumentException("a sample has at least one row; " + rows + " were asked for");
        }
    }

    /** A sample of all that a model has. */
    public Sample(FittedModel model, long rows, long seed, String purpose, String license) {
        this(Scenario.of(model), rows, seed, purpose, license);
    }

    /** The model to draw from. */
    public FittedModel model() {
        return scenario.model();
    }

    /** A sample of as many rows as the model estimates its table to have. */
    public static Sample of(FittedModel model, long seed) {
        return new Sample(model, model.estimatedRows(), seed, "", "");
    }

    /**
     * Writes the sample as CSV.
     *
     * @throws IllegalArgumentException if a text would be a formula, and the output refuses these
     * @throws IOException if it can't be written; then no file is left
     */
    public void write(CsvOutput output, Progress progress) throws IOException {
        try (TableWriter writer = TableWriter.open(output, model().schema())) {
            draw(writer, progress);
            writer.commit();
        }
        progress.at("sample", rows, rows);
    }

    /** As {@link #write(Path, Formulas, Clock, Progress)}, with formulas as they are. */
    public Manifest write(Path file, Clock clock, Progress progress) throws IOException {
        return write(file, Formulas.KEEP, clock, progress);
    }

    /**
     * Writes the sample as a CSV file, and its manifest beside it; a pipe or device has none. The manifest is put in its place first: a program that
     * is killed in between leaves no table that does not say that it is synthetic.
     *
     * @return the manifest
     * @throws IllegalArgumentException if a text would be a formula, and these are refused
     * @throws IOException if either can't be written; then neither is left, but for a manifest whose table could be written
     *     and not be moved
     */
    public Manifest write(Path file, Formulas formulas, Clock clock, Progress progress) throws IOException {
        // Before the rows are drawn, and no finer: two stamps tell how long what lies between took.
        Instant day = clock.instant().truncatedTo(ChronoUnit.DAYS);
        Manifest open = new Manifest(
                Generator.version(),
                ModelFile.digest(model()),
                "sha256:" + model().schema().digest(),
                model().provenance(),
                "",
                rows,
                seed,
                day,
                purpose,
                license,
                scenario.words(),
                Noisiness.caution(model()));
        CsvOutput output = CsvOutput.of(file).withFormulas(formulas);
        try (TableWriter writer = TableWriter.open(output, model().schema(), open.notes(model().schema()))) {
            draw(writer, progress);
            Manifest manifest = open.withOutput("sha256:" + writer.finish());
            if (Manifest.isKeptBeside(file)) {
                PendingFile.write(Manifest.beside(file), manifest.bytes());
            }
            writer.commit();
            progress.at("sample", rows, rows);
            return manifest;
        }
    }

    private void draw(TableWriter writer, Progress progress) throws IOException {
        if (model().steps().isPresent()) {
            new DrawnHistories(scenario, rows, seed).write(writer, progress);
            return;
        }
        SplittableRandom random = new SplittableRandom(seed);
        long[] written = new long[1];
        try {
            sampler().stream(rows, seed, batch -> {
                progress.at("sample", written[0], rows);
                try {
                    writer.write(batch, scenario.codec(), random);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                written[0] += batch.rows();
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private RowSampler sampler() {
        return scenario.sampler().withThreads(Runtime.getRuntime().availableProcessors());
    }
}
