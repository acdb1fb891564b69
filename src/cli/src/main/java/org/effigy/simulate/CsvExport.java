package org.effigy.simulate;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows of a simulated table as CSV: UTF-8, a header, commas, line feeds, missing values as empty cells. The bytes depend
 * on table, seed, first unit and row count alone.
 *
 * @param table what is drawn
 * @param firstUnit the unit that it starts with
 * @param rows how many rows, without the header
 */
public record CsvExport(SimulatedTable<?> table, long firstUnit, long rows) {
    public CsvExport {
        Units.check(firstUnit);
        if (rows < 0) {
            throw new IllegalArgumentException("the number of rows is at least 0; got " + rows);
        }
    }

    /**
     * Writes a file, under a temporary name beside it that is moved into place at the end, so that the file is whole or
     * untouched.
     *
     * @return the first unit that was not drawn: where a disjoint export starts
     * @throws IOException if the file can't be written
     */
    public long to(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // A pipe or device is written to, and never replaced.
            try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                return to(out);
            }
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path part = part(target);
        try {
            long next;
            try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                next = to(out);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return next;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    // Not a temporary file of the JDK's: those keep other users out for good. A file that is there is somebody's.
    private static Path part(Path target) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                return Files.createFile(target.resolveSibling("." + target.getFileName() + "."
                        + ProcessHandle.current().pid() + "-" + attempt + ".part"));
            } catch (FileAlreadyExistsException e) {
                if (attempt == 99) {
                    throw e;
                }
            }
        }
    }

    /**
     * Writes to a stream of characters and leaves it open, in memory that does not grow with the rows.
     *
     * @return the first unit that was not drawn: where a disjoint export starts
     * @throws IOException if {@code out} can't be written to
     */
    public long to(Writer out) throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        try {
            csv.writeRecord(table.columns().stream().map(Column::name).toList());
            long next = each(csv::writeRecord);
            csv.flush();
            return next;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Gives the cells of each row to somebody else.
     *
     * @return the first unit that was not drawn: where a disjoint export starts
     */
    public long each(Consumer<List<String>> sink) {
        return each(table, sink);
    }

    private <R> long each(SimulatedTable<R> source, Consumer<List<String>> sink) {
        long unit = firstUnit;
        long left = rows;
        while (left > 0) {
            List<R> block = source.unit(unit++);
            for (R row : block.subList(0, (int) Math.min(left, block.size()))) {
                sink.accept(source.cells(row));
            }
            left -= Math.min(left, block.size());
        }
        return unit;
    }
}
