package org.effigy.synth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SplittableRandom;
import org.effigy.model.RowSampler;
import org.effigy.table.CsvOutput;
import org.effigy.table.PendingFile;
import org.effigy.table.TableWriter;

/**
 * A sample of a model of any size, written block by block in constant memory. Post-processing: it costs no privacy.
 *
 * @param model to draw from
 * @param rows at least 1
 * @param seed the same model, seed and number of rows give the same table
 * @param purpose what the rows are for; may be empty
 * @param license the rows' licence; may be empty
 */
public record Sample(FittedModel model, long rows, long seed, String purpose, String license) {
    /** @throws IllegalArgumentException if there is no row */
    public Sample {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(license, "license");
        if (rows < 1) {
            throw new IllegalArgumentException("a sample has at least one row; " + rows + " were asked for");
        }
    }

    /** A sample of as many rows as the model estimates its table to have. */
    public static Sample of(FittedModel model, long seed) {
        return new Sample(model, model.estimatedRows(), seed, "", "");
    }

    /**
     * Writes the sample as CSV.
     *
     * @throws IOException if it can't be written; then no file is left
     */
    public void write(CsvOutput output, Progress progress) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (TableWriter writer = TableWriter.open(output, model.schema())) {
            long[] written = new long[1];
            sampler().stream(rows, seed, batch -> {
                progress.at("sample", written[0], rows);
                try {
                    writer.write(batch, random);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                written[0] += batch.rows();
            });
            writer.commit();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        progress.at("sample", rows, rows);
    }

    /**
     * Writes the sample as a CSV file, and its manifest beside it.
     *
     * @return the manifest
     * @throws IOException if it can't be written; then no half file is left
     */
    public Manifest write(Path file, Clock clock, Progress progress) throws IOException {
        write(CsvOutput.of(file), progress);
        Manifest manifest = new Manifest(
                Generator.version(),
                ModelFile.digest(model),
                "sha256:" + model.schema().digest(),
                model.provenance(),
                digest(file),
                rows,
                seed,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                purpose,
                license);
        PendingFile.write(Manifest.beside(file), manifest.bytes());
        return manifest;
    }

    private RowSampler sampler() {
        return model.distribution().sampler().withThreads(Runtime.getRuntime().availableProcessors());
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
