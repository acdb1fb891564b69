package org.effigy.domain;

/** Something that counts rows: the in-memory {@link Records} now, a query engine over larger tables later. */
public interface MarginalSource {
    /** What the rows can hold; public. */
    Domain domain();

    /**
     * How many rows there are for each combination of values of a clique's attributes: the exact marginal, which is
     * private.
     *
     * @return counts in row-major order, the clique's first attribute slowest; {@code domain().cells(clique)} of them
     * @throws IllegalArgumentException if the clique has more cells than an array can hold
     */
    long[] counts(Clique clique);

    /**
     * The same rows, each read through a coarsening; private like these.
     *
     * @throws IllegalArgumentException if the coarsening is of another domain
     */
    default MarginalSource coarsened(Coarsening coarsening) {
        return new CoarseCounts(this, coarsening);
    }
}
