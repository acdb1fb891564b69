package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.NoisyMarginal;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.junit.jupiter.api.Test;

class MstTest extends SelectingContract {
    @Override
    Synthesizer synthesizer(Settings settings) {
        return Mst.of(settings);
    }

    private static Set<Clique> pairs(Fit fit) {
        return fit.measurements().stream()
                .map(NoisyMarginal::clique)
                .filter(clique -> clique.size() == 2)
                .collect(Collectors.toSet());
    }

    /** e has nothing to do with the others, and a and c only through b and d. */
    @Test
    void theTreeFollowsTheRowsAndLeavesOutWhatStandsAlone() {
        Fit fit = fit(rows(4000, 1), release(PrivacyBudget.of(10, 1e-6)), new SilentNoise());
        Set<Clique> pairs = pairs(fit);
        assertTrue(pairs.contains(DOMAIN.clique("a", "b")), pairs.toString());
        assertTrue(pairs.contains(DOMAIN.clique("b", "d")), pairs.toString());
        assertTrue(pairs.stream().noneMatch(pair -> pair.contains(DOMAIN.position("e"))), pairs.toString());
        assertTrue(pairs.stream().noneMatch(pair -> pair.contains(DOMAIN.position("f"))), pairs.toString());
    }

    /** Cuts from the smallest tree give the tree that Kruskal gives, which looks at all pairs in every round. */
    @Test
    void theBestWayOutOfTheSmallestTreeGivesKruskalsTree() {
        SplittableRandom random = new SplittableRandom(11);
        for (int columns = 2; columns < 12; columns++) {
            Domain domain = Domain.of(IntStream.range(0, columns)
                    .mapToObj(i -> new Attribute("c" + i, 2))
                    .toList());
            Map<Clique, Double> weights = new TreeMap<>();
            for (int i = 0; i < columns; i++) {
                for (int j = i + 1; j < columns; j++) {
                    weights.put(Clique.of(i, j), random.nextDouble());
                }
            }
            Set<Clique> found = new TreeSet<>();
            Forest forest = Forest.of(domain);
            while (forest.trees() > 1) {
                Clique best = forest.ways().stream()
                        .max(Comparator.comparing(weights::get))
                        .orElseThrow();
                found.add(best);
                forest = forest.with(best);
            }
            assertEquals(kruskal(columns, weights), found);
        }
    }

    private static Set<Clique> kruskal(int columns, Map<Clique, Double> weights) {
        int[] part = IntStream.range(0, columns).toArray();
        List<Clique> order = new ArrayList<>(weights.keySet());
        order.sort(Comparator.comparing(weights::get).reversed());
        Set<Clique> tree = new TreeSet<>();
        for (Clique pair : order) {
            int one = part[pair.get(0)];
            int other = part[pair.get(1)];
            if (one != other) {
                tree.add(pair);
                for (int i = 0; i < columns; i++) {
                    part[i] = part[i] == other ? one : part[i];
                }
            }
        }
        return tree;
    }

    @Test
    void eachRoundOfTheForestHasOneTreeLess() {
        Forest forest = Forest.of(DOMAIN);
        assertEquals(5, forest.trees(), "the column of one value is no tree");
        assertEquals(4, forest.ways().size());
        Forest joined = forest.with(Clique.of(0, 3));
        assertEquals(4, joined.trees());
        assertEquals(3, joined.withoutSmallest().trees());
        assertEquals(4, joined.ways().size(), "a single column has a way to each of four");
    }

    /** Half the budget at the columns, a tenth at the choice, and larger pairs measured at a larger share. */
    @Test
    void sharesAreAsDocumented() {
        Release release = release(PrivacyBudget.of(3, 1e-9));
        fit(rows(4000, 1), release, OpenDpNoise.load());
        double whole = amount(release.budget().limit()).doubleValue();
        double columns = 0;
        int rounds = 0;
        for (var charge : release.charges()) {
            double loss = amount(charge.loss()).doubleValue();
            if (charge.mechanism() instanceof Mechanism.ExponentialSelection) {
                assertEquals(.1 / 4, loss / whole, 1e-9);
                rounds++;
            } else if (!charge.query().contains(", ")) {
                columns += loss;
            }
        }
        assertEquals(4, rounds);
        assertEquals(.5, columns / whole, 1e-9);
    }

    @Test
    void hundredColumnsAreNoTrouble() {
        int columns = 100;
        Domain domain = Domain.of(IntStream.range(0, columns)
                .mapToObj(i -> new Attribute("c" + i, 2 + i % 3))
                .toList());
        SplittableRandom random = new SplittableRandom(3);
        Records.Builder rows = Records.builder(domain, 500);
        for (int row = 0; row < 500; row++) {
            int[] codes = new int[columns];
            for (int i = 0; i < columns; i++) {
                int size = domain.attribute(i).size();
                codes[i] = i > 0 && random.nextInt(10) > 0 ? codes[i - 1] % size : random.nextInt(size);
            }
            rows.add(codes);
        }
        Fit fit = fit(rows.build(), release(PrivacyBudget.of(50, 1e-9)), new SilentNoise());
        assertTrue(pairs(fit).size() >= 95, pairs(fit).size() + " pairs");
        assertEquals(20, Fields.of(fit).sampler().sample(20, 1).rows());
    }
}
