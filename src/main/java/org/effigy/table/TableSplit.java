package org.effigy.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Sets rows aside at random for audits, before a model sees the others. All rows of a unit go to one side, and where a unit
 * goes depends on nothing but its name and the seed: so one person more or less in the table moves nobody else, and what is
 * promised about the fitted rows holds for the whole table. Cells are left as they are. One pass, constant memory.
 */
public final class TableSplit {
    private final Optional<Field> unit;
    private final double share;
    private final long seed;

    /**
     * How many rows went where.
     *
     * @param fitted rows to fit on
     * @param heldOut rows that no model may see
     */
    public record Rows(long fitted, long heldOut) {}

    private TableSplit(Optional<Field> unit, double share, long seed) {
        this.unit = unit;
        this.share = share;
        this.seed = seed;
    }

    /**
     * A split by the schema's unit; by row if it has none.
     *
     * @param share the chance of each unit to be held out, between 0 and 1
     * @throws IllegalArgumentException if the share is not
     */
    public static TableSplit of(Schema schema, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "the share that is held out must be between 0 and 1, as 0.3; it is " + share);
        }
        return new TableSplit(Objects.requireNonNull(schema, "schema").unit(), share, seed);
    }

    /**
     * Splits a table. Neither output is there unless both are whole.
     *
     * @throws TableFormatException if the table is no CSV, or has no column for the unit
     * @throws IOException if it can't be read or written
     */
    public Rows write(CsvInput input, Path fitted, Path heldOut) throws IOException {
        Problems problems = new Problems(Problems.SHOWN);
        try (CsvRows rows = CsvRows.open(input, Optional.empty(), Optional.empty(), problems);
                Part train = new Part(fitted);
                Part holdout = new Part(heldOut)) {
            int column = unit.isEmpty() ? -1 : column(input.name(), rows, unit.get());
            train.csv.writeRecord(rows.header());
            holdout.csv.writeRecord(rows.header());
            for (long row = 0; rows.next(); row++) {
                String name = column < 0 ? "row " + row : name(rows.cells()[column]);
                (isHeldOut(name) ? holdout : train).add(rows.cells());
            }
            problems.throwIfAny();
            train.commit();
            holdout.commit();
            return new Rows(train.rows, holdout.rows);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static int column(String source, CsvRows rows, Field unit) {
        new HeaderLine(source, rows.header()).require(List.of(unit.name()));
        return rows.header().indexOf(unit.name());
    }

    /** Readers take 7 and 007 for one whole number. */
    private String name(String cell) {
        return unit.orElseThrow().type() == FieldType.INTEGER
                ? cell.strip().replaceFirst("^([+-]?)0+(?=\\d)", "$1")
                : cell;
    }

    private boolean isHeldOut(String name) {
        try {
            byte[] sum =
                    MessageDigest.getInstance("SHA-256").digest((seed + " " + name).getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(sum).getLong() >>> 11) * 0x1p-53 < share;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** One of the two files while it is written. */
    private static final class Part implements AutoCloseable {
        private final PendingFile file;
        private final CsvWriter csv;
        private long rows;
        private boolean done;

        Part(Path place) throws IOException {
            file = PendingFile.open(place);
            Writer chars = new BufferedWriter(new OutputStreamWriter(file.out(), StandardCharsets.UTF_8), 1 << 16);
            csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(chars);
        }

        void add(String[] cells) {
            csv.writeRecord(cells);
            rows++;
        }

        void commit() throws IOException {
            csv.flush();
            file.commit();
            done = true;
        }

        @Override
        public void close() throws IOException {
            if (!done) {
                file.abort();
            }
        }
    }
}
