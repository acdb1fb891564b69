package org.effigy.table;

import java.io.IOException;

/** A table whose columns have types, which can be read as often as one likes. */
public non-sealed interface TypedInput extends TableInput {
    /**
     * Opens it before its first row.
     *
     * @throws TableFormatException if it is not what its name says
     * @throws IOException if it can't be read
     */
    TypedRows open() throws IOException;
}
