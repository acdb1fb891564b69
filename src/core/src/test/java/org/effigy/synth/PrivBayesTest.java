package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Records;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.PrivateTable;
import org.effigy.model.JunctionTree;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.junit.jupiter.api.Test;

class PrivBayesTest extends SelectingContract {
    @Override
    Synthesizer synthesizer(Settings settings) {
        return PrivBayes.of(settings);
    }

    private static List<Clique> relations(Fit fit) {
        return fit.measurements().stream()
                .map(NoisyMarginal::clique)
                .filter(clique -> clique.size() > 1)
                .toList();
    }

    /** d follows b and c together: a tree of pairs can't say that, a column with two parents can. */
    @Test
    void aColumnThatFollowsTwoOthersHasBothAsParents() {
        Records rows = rows(4000, 1);
        Fit fit = fit(rows, release(PrivacyBudget.of(10, 1e-6)), OpenDpNoise.load());
        Clique family = DOMAIN.clique("b", "c", "d");
        assertTrue(
                relations(fit).stream().anyMatch(family::isSubsetOf),
                relations(fit).toString());
        Fit tree = Mst.of(Settings.standard())
                .fit(door(rows, release(PrivacyBudget.of(10, 1e-6)), OpenDpNoise.load()), Progress.NONE);
        assertTrue(distance(rows, fit, family) < .1, "off by " + distance(rows, fit, family));
        assertTrue(distance(rows, tree, family) > .15, "a tree is off by " + distance(rows, tree, family));
    }

    /** Columns and parents are a junction tree as they are: nothing is filled in, so the size is known beforehand. */
    @Test
    void whatIsMeasuredIsAJunctionTree() {
        Fit fit = fit(rows(4000, 2), release(PrivacyBudget.of(3, 1e-9)), OpenDpNoise.load());
        List<Clique> maximal = relations(fit).stream()
                .filter(clique -> relations(fit).stream()
                        .noneMatch(other -> other.size() > clique.size() && clique.isSubsetOf(other)))
                .toList();
        TreeSet<Clique> tree =
                new TreeSet<>(JunctionTree.plan(DOMAIN, relations(fit)).cliques());
        tree.removeIf(clique -> clique.size() < 2);
        assertEquals(new TreeSet<>(maximal), tree);
    }

    @Test
    void parentsAreTheLargestSetsThatHaveRoom() {
        Domain domain = DOMAIN;
        Network network = new Network();
        network.add(Factor.constant(domain, Clique.of(0, 1), 100));
        network.add(Factor.constant(domain, Clique.of(1, 2, 3), 50));
        assertEquals(Clique.of(0, 1, 2, 3), network.columns());
        assertEquals(
                List.of(Clique.of(0, 1), Clique.of(1, 2, 3)), network.parents(3, domain::cells, 60), "30 and 60 cells");
        assertEquals(
                List.of(Clique.of(0), Clique.of(1, 2), Clique.of(1, 3), Clique.of(2, 3)),
                network.parents(3, domain::cells, 20),
                "15, 20 and 12 cells, but not 30");
        assertEquals(
                List.of(Clique.of(0), Clique.of(1), Clique.of(2), Clique.of(3)), network.parents(1, domain::cells, 60));
        assertEquals(List.of(Clique.EMPTY), network.parents(3, domain::cells, 2));
        assertEquals(600, network.table(Clique.of(2), 600).total(), 1e-9);
    }

    /** The average cell of what is measured holds at least the noise of a count, or it is a column by itself. */
    @Test
    void tablesAreUseful() {
        for (double epsilon : new double[] {.1, 1, 10}) {
            Fit fit = fit(rows(2000, 3), release(PrivacyBudget.of(epsilon, 1e-9)), new SilentNoise());
            for (NoisyMarginal marginal : fit.measurements()) {
                if (marginal.clique().size() > 1) {
                    // The last one gets what rounding left over, and has a hair less noise.
                    assertTrue(marginal.expectedError() * DOMAIN.cells(marginal.clique()) <= 2000 * (1 + 1e-9));
                }
            }
        }
    }

    /** More candidates than a round looks at: columns come in the order of the domain, and each one gets its turn. */
    @Test
    void aWideTableIsGrownToTheEnd() {
        int columns = 70;
        Domain domain = Domain.of(java.util.stream.IntStream.range(0, columns)
                .mapToObj(i -> new Attribute("c" + i, 2))
                .toList());
        SplittableRandom random = new SplittableRandom(3);
        Records.Builder rows = Records.builder(domain, 300);
        for (int row = 0; row < 300; row++) {
            int[] codes = new int[columns];
            for (int i = 0; i < columns; i++) {
                codes[i] = i > 0 && random.nextInt(10) > 0 ? codes[i - 1] : random.nextInt(2);
            }
            rows.add(codes);
        }
        Release release = release(PrivacyBudget.of(50, 1e-9));
        Fit fit = PrivBayes.of(Settings.standard())
                .fit(PrivateTable.ofRows(rows.build(), release, new SilentNoise()), Progress.NONE);
        assertEquals(columns - 1, relations(fit).size());
        assertEquals(
                columns,
                relations(fit).stream().reduce(Clique.EMPTY, Clique::union).size());
    }
}
