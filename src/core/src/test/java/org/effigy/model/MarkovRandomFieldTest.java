package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkovRandomFieldTest {
    static List<Shapes> shapes() {
        return Shapes.all();
    }

    private static Clique members(int bits, int of) {
        return Clique.of(
                IntStream.range(0, of).filter(i -> (bits >> i & 1) == 1).toArray());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyMarginalInAndOutOfTheTreeIsThatOfTheJoint(Shapes shape) {
        Domain domain = shape.domain();
        // 1e4: so peaked that linear space cannot hold the products.
        for (double width : new double[] {3, 300, 1e4}) {
            SplittableRandom random = new SplittableRandom(4);
            List<Factor> potentials = shape.cliques().stream()
                    .map(clique -> Shapes.potential(domain, clique, width, random))
                    .toList();
            MarkovRandomField field = MarkovRandomField.of(domain, potentials, 1000);
            Factor joint = Shapes.joint(domain, potentials).exp();
            for (int bits = 0; bits < 1 << domain.size(); bits++) {
                int chosen = bits;
                Clique clique = Clique.of(IntStream.range(0, domain.size())
                        .filter(i -> (chosen >> i & 1) == 1)
                        .toArray());
                assertArrayEquals(
                        joint.project(clique).times(1000).toArray(),
                        field.marginal(clique).toArray(),
                        1e-6);
                int[] some = random.ints(5, 0, (int) domain.cells(clique)).toArray();
                double[] counts = field.marginalAt(clique, some);
                for (int i = 0; i < some.length; i++) {
                    assertEquals(1000 * joint.project(clique).value(some[i]), counts[i], 1e-6);
                }
            }
            for (int from = 1; from < 1 << domain.size(); from++) {
                Clique first = members(from, domain.size());
                List<Clique> others = IntStream.range(1, 1 << domain.size())
                        .mapToObj(bits -> members(bits, domain.size()))
                        .toList();
                List<Factor> found = field.marginals(first, others);
                for (int i = 0; i < others.size(); i++) {
                    Clique both = first.union(others.get(i));
                    assertEquals(both, found.get(i).clique());
                    assertArrayEquals(
                            joint.project(both).times(1000).toArray(),
                            found.get(i).toArray(),
                            1e-6);
                }
            }
            for (int c = 0; c < field.tree().cliques().size(); c++) {
                Clique clique = field.tree().cliques().get(c);
                Factor belief = field.belief(c);
                assertArrayEquals(
                        joint.project(clique).toArray(),
                        belief.times(1 / belief.total()).toArray(),
                        1e-9);
            }
        }
    }

    @Test
    void contradictingFactorsAreResolvedWithLogarithms() {
        Domain domain = Shapes.domain(2, 2);
        Factor first = Factor.of(domain, Clique.of(0, 1), new double[] {0, -900, -900, -900});
        Factor second = Factor.of(domain, Clique.of(0), new double[] {-2000, 0});
        MarkovRandomField field = MarkovRandomField.of(domain, List.of(first, second), 1);
        assertArrayEquals(
                new double[] {0, 0, 0.5, 0.5}, field.marginal(Clique.of(0, 1)).toArray(), 1e-12);
        assertArrayEquals(new double[] {0.5, 0.5}, field.marginal(Clique.of(1)).toArray(), 1e-12);
    }

    @Test
    void aBlockOfCellsIsLookedUpAtATime() {
        Domain domain = Shapes.domain(50, 40, 30);
        SplittableRandom random = new SplittableRandom(5);
        MarkovRandomField field = MarkovRandomField.of(
                domain,
                List.of(
                        Shapes.potential(domain, Clique.of(0, 1), 3, random),
                        Shapes.potential(domain, Clique.of(1, 2), 3, random)),
                500);
        Clique ends = Clique.of(0, 2);
        assertArrayEquals(
                field.marginal(ends).toArray(),
                field.marginalAt(ends, IntStream.range(0, 1500).toArray()),
                1e-9);
        assertThrows(IndexOutOfBoundsException.class, () -> field.marginalAt(ends, new int[] {1500}));
        assertThrows(IllegalArgumentException.class, () -> field.marginalAt(Clique.of(3), new int[] {0}));
        assertThrows(IllegalArgumentException.class, () -> field.marginal(Clique.of(3)));
    }

    @Test
    void impossibleFieldsAreRefused() {
        Domain domain = Shapes.domain(2);
        Clique only = Clique.of(0);
        double never = Double.NEGATIVE_INFINITY;
        Factor first = Factor.of(domain, only, new double[] {0, never});
        Factor second = Factor.of(domain, only, new double[] {never, 0});
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> MarkovRandomField.of(domain, List.of(first, second), 1));
        assertTrue(refusal.getMessage().contains("no possible record"));
        Factor none = Factor.constant(domain, only, never);
        assertThrows(IllegalArgumentException.class, () -> MarkovRandomField.of(domain, List.of(none), 1));
        assertThrows(IllegalArgumentException.class, () -> MarkovRandomField.of(domain, List.of(first), Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> MarkovRandomField.of(domain, List.of(first), 0));
    }

    @Test
    void marginalsAcrossALongChainAreExact() {
        int n = 40;
        Domain domain = Shapes.domain(IntStream.generate(() -> 2).limit(n).toArray());
        // A Markov chain that flips with probability 0.1: the ends agree with probability (1 + 0.8^(n-1)) / 2.
        List<Factor> potentials = IntStream.range(0, n - 1)
                .mapToObj(i -> Factor.of(domain, Clique.of(i, i + 1), new double[] {.9, .1, .1, .9})
                        .log())
                .toList();
        Factor ends = MarkovRandomField.of(domain, potentials, 1).marginal(Clique.of(0, n - 1));
        double agree = (1 + Math.pow(0.8, n - 1)) / 2;
        assertEquals(agree, ends.value(0) + ends.value(3), 1e-12);
    }
}
