package org.effigy.model;

import org.effigy.domain.Domain;

/** A distribution of coded rows that rows can be drawn from. Public numbers: whatever is asked of it costs no privacy. */
public sealed interface Distribution permits GaussianCopula, LocationCopula, MarkovRandomField, Refined {
    /** What the rows can hold. */
    Domain domain();

    /** How many rows the table that it describes is estimated to have, above 0. */
    double total();

    /** Draws rows, on one thread. */
    RowSampler sampler();
}
