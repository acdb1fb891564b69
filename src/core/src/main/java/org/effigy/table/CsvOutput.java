package org.effigy.table;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and how a table is written: a CSV in UTF-8, lines ended by a line feed, quotes only where needed, or what the file's
 * name says.
 */
public final class CsvOutput {
    private final Optional<Path> file;
    private final Optional<OutputStream> stream;
    private final Packing packing;
    private final char delimiter;
    private final Formulas formulas;

    private CsvOutput(
            Optional<Path> file, Optional<OutputStream> stream, Packing packing, char delimiter, Formulas formulas) {
        this.file = file;
        this.stream = stream;
        this.packing = packing;
        this.delimiter = delimiter;
        this.formulas = formulas;
    }

    /** A file, replaced as a whole once the table is complete, and packed as its name says. */
    public static CsvOutput of(Path file) {
        return new CsvOutput(Optional.of(file), Optional.empty(), Packing.of(file.toString()), ',', Formulas.KEEP);
    }

    /** A stream, which is flushed at the end and not closed. */
    public static CsvOutput of(OutputStream stream) {
        return new CsvOutput(Optional.empty(), Optional.of(stream), Packing.NONE, ',', Formulas.KEEP);
    }

    /** This output with another delimiter than a comma. */
    public CsvOutput withDelimiter(char character) {
        return new CsvOutput(file, stream, packing, character, formulas);
    }

    /** This output with another way of writing what a spreadsheet would take for a formula. */
    public CsvOutput withFormulas(Formulas choice) {
        return new CsvOutput(file, stream, packing, delimiter, choice);
    }

    /** This output, packed in another way. */
    public CsvOutput withPacking(Packing choice) {
        return new CsvOutput(file, stream, choice, delimiter, formulas);
    }

    /** What it becomes, by its file's name; a stream is a CSV. */
    TableKind kind() {
        return file.map(path -> TableKind.of(path.toString())).orElse(TableKind.CSV);
    }

    Packing packing() {
        return packing;
    }

    Formulas formulas() {
        return formulas;
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
}
