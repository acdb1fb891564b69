package org.effigy.table;

import java.io.IOException;

/** Takes the rows of a table whose columns have types. */
public interface TypedSink {
    /**
     * Takes a row.
     *
     * @param cells the plain text of each cell's type, as {@link TypedRows} gives it; null is missing
     * @throws IllegalArgumentException if one can't be kept
     */
    void add(String[] cells) throws IOException;

    /** Writes all that is still to be written, and leaves the stream open. */
    void end() throws IOException;
}
