package org.effigy.synth;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import org.effigy.domain.Records;
import org.effigy.model.RowSampler;
import org.effigy.table.CsvInput;
import org.effigy.table.CsvOutput;
import org.effigy.table.HistoryWriter;
import org.effigy.table.TableReader;
import org.effigy.table.TableWriter;
import tech.tablesaw.api.Table;

/**
 * Persons drawn one after the other, each with its rows, until there are as many rows as were asked for; the last history may
 * be cut. Post-processing: it costs no privacy.
 *
 * @param scenario of a model of histories
 * @param rows at least 1
 * @param seed the same model, seed and number of rows give the same rows
 */
record DrawnHistories(Scenario scenario, long rows, long seed) {
    /** The persons that are drawn together. */
    private static final int PERSONS = 1 << 16;

    /** From the seed of one round of persons to the next: far from what people choose. */
    private static final long STRIDE = 0x9e3779b97f4a7c15L;

    void write(TableWriter writer, Progress progress) throws IOException {
        Steps steps = scenario.model().steps().orElseThrow();
        SplittableRandom random = new SplittableRandom(seed);
        HistoryWriter histories =
                new HistoryWriter(steps.codec(), scenario.codec(), Heaps.following(steps), writer, steps.next()::draw);
        RowSampler persons = scenario.sampler().withThreads(Runtime.getRuntime().availableProcessors());
        long written = 0;
        // Rounds have a fixed size, or all of a small one, so that rows are a function of the seed.
        for (long round = 0; written < rows; round++) {
            progress.at("sample", written, rows);
            Records drawn = persons.sample((int) Math.min(PERSONS, rows), seed + round * STRIDE);
            for (int i = 0; i < drawn.rows() && written < rows; i++) {
                written += histories.write(drawn, i, rows - written, random);
            }
        }
    }

    /** The rows as a table in memory. */
    Table table() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (TableWriter writer =
                    TableWriter.open(CsvOutput.of(bytes), scenario.model().schema())) {
                write(writer, Progress.NONE);
                writer.commit();
            }
            CsvInput input = CsvInput.of(new ByteArrayInputStream(bytes.toByteArray()), "the sample");
            return TableReader.of(scenario.model().schema()).readTable(input).table();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
