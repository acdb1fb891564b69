package org.effigy.domain;

import java.util.Arrays;

/**
 * The rows of a source read through a {@link Coarsening}, for sources that can only count: each question is asked of the
 * fine attributes, and summed.
 */
record CoarseCounts(MarginalSource source, Coarsening coarsening) implements MarginalSource {
    CoarseCounts {
        if (!source.domain().equals(coarsening.fine())) {
            throw new IllegalArgumentException(
                    "the rows have the domain " + source.domain() + "; the coarsening is of " + coarsening.fine());
        }
    }

    @Override
    public Domain domain() {
        return coarsening.coarse();
    }

    /** The fine attributes that a clique is read from. */
    private Clique read(Clique clique) {
        return Clique.of(Arrays.stream(clique.toArray()).map(coarsening::source).toArray());
    }

    @Override
    public void requireCountable(Clique clique) {
        domain().arrayCells(clique);
        source.requireCountable(read(clique));
    }

    @Override
    public long[] counts(Clique clique) {
        Domain fine = source.domain();
        long[] sums = new long[domain().arrayCells(clique)];
        Clique read = read(clique);
        long[] counts = source.counts(read);
        int[] codes = new int[read.size()];
        for (long count : counts) {
            int to = 0;
            for (int i = 0; i < clique.size(); i++) {
                int attribute = clique.get(i);
                int code = coarsening.code(attribute, codes[read.indexOf(coarsening.source(attribute))]);
                to = to * domain().attribute(attribute).size() + code;
            }
            sums[to] += count;
            for (int i = codes.length - 1;
                    i >= 0 && ++codes[i] == fine.attribute(read.get(i)).size();
                    i--) {
                codes[i] = 0;
            }
        }
        return sums;
    }
}
