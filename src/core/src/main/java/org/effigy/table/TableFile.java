package org.effigy.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table while it is written, as its file's name says. A file is in its place only after {@link #commit}; closed before
 * that, nothing is left of it.
 */
interface TableFile extends Closeable {
    /**
     * A column that is written.
     *
     * @param heading its name as a CSV has it
     * @param field says how its cells are written; empty if nobody declared any
     * @param type what its cells hold, where a file has types
     */
    record Column(String heading, Optional<Field> field, TypedColumn type) {
        static Column of(Field field, String heading) {
            return new Column(heading, Optional.of(field), TypedColumn.of(field));
        }
    }

    /**
     * Opens the output, and writes the columns' names.
     *
     * @param dialect how a CSV is written
     * @param notes said of the table in a file that has a place for it
     * @throws IllegalArgumentException if the columns can't be kept in such a file
     * @throws IOException if it can't be opened
     */
    static TableFile open(CsvOutput output, List<Column> columns, Dialect dialect, Map<String, String> notes)
            throws IOException {
        return output.kind().isTyped()
                ? TypedFile.open(output, columns, notes)
                : CsvFile.open(output, columns.stream().map(Column::heading).toList(), dialect);
    }

    /**
     * Writes a record of texts in their fields' notation.
     *
     * @param cells one for each column; null is missing
     * @throws TableFormatException if a cell is not of its column's type, and the file has types
     */
    void add(String[] cells) throws IOException;

    /**
     * Ends the table without moving it into its place.
     *
     * @return the SHA-256 of its bytes, in hexadecimal
     * @throws IOException if its last bytes can't be written
     */
    String finish() throws IOException;

    /**
     * Completes the table: a file is moved into its place, a stream flushed.
     *
     * @throws IOException if it can't be
     */
    void commit() throws IOException;
}
