package org.effigy.table;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and how a CSV is written: UTF-8, lines ended by a line feed, quotes only where needed.
 */
public final class CsvOutput {
    private final Optional<Path> file;
    private final Optional<OutputStream> stream;
    private final char delimiter;
    private final boolean formulasGuarded;

    private CsvOutput(Optional<Path> file, Optional<OutputStream> stream, char delimiter, boolean formulasGuarded) {
        this.file = file;
        this.stream = stream;
        this.delimiter = delimiter;
        this.formulasGuarded = formulasGuarded;
    }

    /** A file, replaced as a whole once the table is complete. */
    public static CsvOutput of(Path file) {
        return new CsvOutput(Optional.of(file), Optional.empty(), ',', false);
    }

    /** A stream, which is flushed at the end and not closed. */
    public static CsvOutput of(OutputStream stream) {
        return new CsvOutput(Optional.empty(), Optional.of(stream), ',', false);
    }

    /** This output with another delimiter than a comma. */
    public CsvOutput withDelimiter(char character) {
        return new CsvOutput(file, stream, character, formulasGuarded);
    }

    /**
     * This output with an apostrophe before texts that a spreadsheet would take for a formula: cells of string columns
     * that begin with {@code = + - @}, a tab or a carriage return. Such cells no longer read as they were.
     */
    public CsvOutput withFormulasGuarded() {
        return new CsvOutput(file, stream, delimiter, true);
    }

    Optional<Path> file() {
        return file;
    }

    Optional<OutputStream> stream() {
        return stream;
    }

    char delimiter() {
        return delimiter;
    }

    /** The cell of a string column as it is written. */
    String guarded(String text) {
        return formulasGuarded && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
