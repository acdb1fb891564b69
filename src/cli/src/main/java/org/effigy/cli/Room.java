package org.effigy.cli;

import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.effigy.synth.Progress;
import org.effigy.synth.Sample;
import org.effigy.synth.Scenario;
import org.effigy.table.CsvOutput;
import org.effigy.table.Packing;
import org.effigy.table.Schema;
import org.effigy.table.TableKind;

/** Whether a disk has room for as many rows as a person wants. */
final class Room {
    /** Fewer rows are written without a look. */
    private static final long MANY = 100_000;

    /** Rows by which the length of a row is estimated. */
    private static final long TRIED = 1_000;

    private final Path file;
    private final Force force;
    private final UnaryOperator<String> ask;

    /** Asks on the terminal, if there is one. */
    Room(Path file, Force force) {
        this(file, force, question -> {
            Console console = System.console();
            return console == null ? null : console.readLine("%s", question);
        });
    }

    /** @param ask gives the answer to a question, or null where there is nobody to ask */
    Room(Path file, Force force, UnaryOperator<String> ask) {
        this.file = file;
        this.force = force;
        this.ask = ask;
    }

    /**
     * Asks before more rows than the disk holds are written, even if each cell had one letter; to be called before a budget
     * is spent for them.
     *
     * @throws UsageException if there are too many, and nobody says that they are meant
     */
    void require(Schema schema, long rows) throws IOException {
        if (packing() == Packing.NONE) {
            require(rows, 2 * Math.max(1, schema.modelled().size()));
        }
    }

    /**
     * As {@link #require(Schema, long)}, by the length of rows that were drawn.
     *
     * @throws UsageException if there are too many, and nobody says that they are meant
     */
    void require(Scenario scenario, long rows) throws IOException {
        if (rows < MANY) {
            return;
        }
        Counter counter = new Counter();
        new Sample(scenario, TRIED, 1, "", "").write(CsvOutput.of(counter).withPacking(packing()), Progress.NONE);
        require(rows, (double) counter.bytes / TRIED);
    }

    /** How many bytes a Parquet file takes is about what gzip makes of its CSV. */
    private Packing packing() {
        return TableKind.of(file.toString()) == TableKind.PARQUET ? Packing.GZIP : Packing.of(file.toString());
    }

    private void require(long rows, double bytes) throws IOException {
        if (rows < MANY || force.given || Files.exists(file) && !Files.isRegularFile(file)) {
            return;
        }
        double needed = rows * bytes;
        long room = Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
        if (needed <= room) {
            return;
        }
        String words = String.format(
                Locale.ROOT,
                "%,d rows take about %,.1f GB, and the disk of '%s' has %,.1f GB left",
                rows,
                needed / 1e9,
                file,
                room / 1e9);
        if (!isYes(ask.apply("effigy: " + words + ": go on? [y/N] "))) {
            throw new UsageException(words + ": ask for fewer with --rows, or add --force to go on");
        }
    }

    private static boolean isYes(String answer) {
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** Counts what is written to it, and keeps nothing. */
    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes += length;
        }
    }
}
