package org.effigy.attack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;

/**
 * What a shadow attack asks synthetic rows about a target: how many agree with it in one column, in two, in some sets of
 * three, and in all (Houssiau et al. 2022, the query-based attack of TAPAS); and, where the model is seen, how much its
 * noisy counts speak for the target.
 */
final class Queries {
    private static final int PAIRS = 200;
    private static final int TRIPLES = 60;

    private final Lineup lineup;
    private final List<Clique> cliques;

    private Queries(Lineup lineup, List<Clique> cliques) {
        this.lineup = lineup;
        this.cliques = cliques;
    }

    /** All columns and pairs, where they are not too many, and some triples. */
    static Queries of(Lineup lineup, SplittableRandom random) {
        Domain domain = lineup.domain();
        int size = domain.size();
        List<Clique> pairs = new ArrayList<>();
        Set<Clique> cliques = new LinkedHashSet<>();
        for (int a = 0; a < size; a++) {
            cliques.add(Clique.of(a));
            for (int b = a + 1; b < size; b++) {
                pairs.add(Clique.of(a, b));
            }
        }
        for (int i = pairs.size() - 1; i > 0; i--) {
            Collections.swap(pairs, i, random.nextInt(i + 1));
        }
        cliques.addAll(pairs.subList(0, Math.min(PAIRS, pairs.size())));
        for (int i = 0; i < TRIPLES && size > 3; i++) {
            int[] three = random.ints(0, size).distinct().limit(3).toArray();
            cliques.add(Clique.of(three));
        }
        cliques.add(domain.all());
        return new Queries(lineup, List.copyOf(cliques));
    }

    /** The features of each target. */
    float[][] features(Published published, Sight sight) {
        boolean model = sight == Sight.MODEL && !published.answers().isEmpty();
        float[][] features = new float[lineup.size()][cliques.size() + (model ? 1 : 0)];
        int[][] columns = Tally.columns(published.rows());
        for (int q = 0; q < cliques.size(); q++) {
            Tally tally = lineup.tally(cliques.get(q));
            double[] counts = new double[tally.places()];
            tally.count(columns, counts);
            for (int t = 0; t < features.length; t++) {
                int[] touched = tally.touched(t);
                for (int i = 0; i < touched.length; i++) {
                    features[t][q] += (float) (tally.change(t, i) * counts[touched[i]]);
                }
            }
        }
        if (model) {
            double[] evidence = Evidence.of(lineup, published, sight);
            for (int t = 0; t < features.length; t++) {
                features[t][cliques.size()] = (float) evidence[t];
            }
        }
        return features;
    }
}
