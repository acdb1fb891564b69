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
     * Refuses a clique that {@link #counts} would refuse, by its size alone; looks at no row.
     *
     * @throws IllegalArgumentException if the clique, or what has to be counted for it, has more cells than an array can hold
     */
    default void requireCountable(Clique clique) {
        domain().arrayCells(clique);
    }

    /**
     * The sums over all rows of a score of one attribute's code, one for each value of another: private, as counts are.
     *
     * @param attribute the position of the attribute that is scored
     * @param scores one a code of it
     * @param by the position of another attribute
     * @return one sum a code of {@code by}, of the rows with that code
     */
    default long[] sums(int attribute, long[] scores, int by) {
        Clique pair = Clique.of(attribute, by);
        long[] counts = counts(pair);
        long[] sums = new long[domain().attribute(by).size()];
        boolean scoredFirst = attribute < by;
        for (int cell = 0; cell < counts.length; cell++) {
            int code = scoredFirst ? cell / sums.length : cell % scores.length;
            int group = scoredFirst ? cell % sums.length : cell / scores.length;
            sums[group] += scores[code] * counts[cell];
        }
        return sums;
    }

    /**
     * The same rows, each read through a coarsening; private like these.
     *
     * @throws IllegalArgumentException if the coarsening is of another domain
     */
    default MarginalSource coarsened(Coarsening coarsening) {
        return new CoarseCounts(this, coarsening);
    }
}
