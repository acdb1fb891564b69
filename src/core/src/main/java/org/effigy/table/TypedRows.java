package org.effigy.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The rows of a table whose columns have types, from the first to the last. A cell is given as the plain text of its type:
 * digits with a point, {@code true} or {@code false}, ISO 8601 (moments without an offset, or with {@code Z}), and texts as
 * they are.
 */
public interface TypedRows extends Closeable {
    /** The columns, in the table's order. */
    List<TypedColumn> columns();

    /**
     * Goes to the next row.
     *
     * @return whether there is one
     * @throws TableFormatException if what is there can't be read
     * @throws IOException if nothing can be
     */
    boolean next() throws IOException;

    /**
     * The text of a cell of the current row; null if it is missing. Columns that nobody asks for need not be read.
     *
     * @throws TableFormatException if it can't be read, with row and column
     * @throws IOException if nothing can be
     */
    String text(int column) throws IOException;

    /** The number of the current row, from 1. */
    long row();
}
