package org.effigy.synth;

import org.effigy.domain.Clique;
import org.effigy.domain.Factor;
import org.effigy.measure.Candidate;

/**
 * A table of independent counts as a candidate to be chosen, scored by how much further the rows are from it than chance
 * and noise explain: independent columns of finitely many rows are off by {@code E|X - e|} in a cell where {@code e} rows
 * are expected, near {@code sqrt(2 e / pi)} and never above {@code 2 e}.
 */
final class Dependence {
    private Dependence() {}

    /**
     * The candidate.
     *
     * @param independent the counts that independence would bring
     * @param noise what counts against it for each of its cells, in rows
     */
    static Candidate on(Factor independent, double noise) {
        double[] expected = independent.toArray();
        return on(independent.clique(), expected, noise * expected.length);
    }

    /**
     * The candidate of a table of expected counts.
     *
     * @param expected one a cell; the candidate's from now on
     * @param noise what counts against it, in rows
     */
    static Candidate on(Clique clique, double[] expected, double noise) {
        double chance = 0;
        for (double rows : expected) {
            chance += Math.min(2 * rows, Math.sqrt(2 / Math.PI * rows));
        }
        return new Candidate(clique, expected, 1, chance + noise);
    }
}
