package org.effigy.model;

import org.effigy.domain.Domain;

/** A distribution over the rows of a domain, estimated from released measurements; sampling it costs no privacy. */
public interface Distribution {
    /** What a row can hold. */
    Domain domain();

    /** How many rows the fitted table is estimated to have, at least 0. */
    double total();

    /**
     * A sample, drawn as it is asked for.
     *
     * @param rows how many rows the whole sample has, at least 1
     * @param seed the same seed gives the same sample
     */
    RecordSampler sampler(long rows, long seed);
}
