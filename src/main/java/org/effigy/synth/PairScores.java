package org.effigy.synth;

import org.effigy.domain.Clique;
import org.effigy.domain.Factor;
import org.effigy.measure.Candidate;
import org.effigy.model.MarkovRandomField;

/** What pairs of columns would look like if they had nothing to do with each other, as candidates to be chosen from. */
final class PairScores {
    private final double[][] shares;
    private final double total;
    private final double noise;

    /**
     * @param columns the one-way estimate
     * @param noise what counts against a pair for each of its cells, in rows
     */
    PairScores(MarkovRandomField columns, double noise) {
        this.total = columns.total();
        this.noise = noise;
        this.shares = new double[columns.domain().size()][];
        for (int column = 0; column < shares.length; column++) {
            shares[column] =
                    columns.marginal(Clique.of(column)).times(1 / total).toArray();
        }
    }

    /** The expected counts of a pair of independent columns. */
    static Factor product(MarkovRandomField columns, Clique pair) {
        Factor first = columns.marginal(Clique.of(pair.get(0)));
        Factor second = columns.marginal(Clique.of(pair.get(1)));
        return first.times(second).times(1 / columns.total());
    }

    /**
     * A pair, scored by its distance from independence beyond what chance and noise bring: independent columns of
     * finitely many rows are off by {@code E|X - e|} in a cell where {@code e} rows are expected, near
     * {@code sqrt(2 e / pi)} and never above {@code 2 e}.
     */
    Candidate candidate(Clique pair) {
        double[] first = shares[pair.get(0)];
        double[] second = shares[pair.get(1)];
        double[] expected = new double[first.length * second.length];
        double chance = 0;
        for (int i = 0, cell = 0; i < first.length; i++) {
            for (int j = 0; j < second.length; j++, cell++) {
                expected[cell] = total * first[i] * second[j];
                chance += Math.min(2 * expected[cell], Math.sqrt(2 / Math.PI * expected[cell]));
            }
        }
        return new Candidate(pair, expected, 1, chance + noise * expected.length);
    }
}
