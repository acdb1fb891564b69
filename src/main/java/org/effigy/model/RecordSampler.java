package org.effigy.model;

import org.effigy.domain.Records;

/** A sample of a fixed number of rows, of which any block can be drawn; the same block is the same each time. */
public interface RecordSampler {
    /** The number of rows of the whole sample. */
    long rows();

    /**
     * The rows from {@code first} on.
     *
     * @param first in {@code 0 .. rows() - 1}
     * @param count at least 0, with {@code first + count} at most {@code rows()}
     */
    Records block(long first, int count);
}
