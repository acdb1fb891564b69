package org.effigy.model;

import java.util.function.Consumer;
import org.effigy.domain.Records;

/** Draws rows from a {@link Distribution}. The rows depend on the seed alone, not on the number of threads. */
public interface RowSampler {
    /**
     * A sampler that draws the same rows on this many threads.
     *
     * @throws IllegalArgumentException if not positive
     */
    RowSampler withThreads(int threads);

    /**
     * Draws rows, in random order.
     *
     * @param rows how many, 0 or more
     * @throws IllegalArgumentException if negative
     */
    Records sample(int rows, long seed);

    /**
     * Draws rows and hands them on in batches, in order; the same rows as {@link #sample}. The memory that it takes does
     * not depend on their number.
     *
     * @param rows how many, 0 or more
     * @param sink called on the caller's thread
     * @throws IllegalArgumentException if negative
     */
    void stream(long rows, long seed, Consumer<Records> sink);
}
