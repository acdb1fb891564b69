package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.junit.jupiter.api.Test;

class ContractionTest {
    @Test
    void sumsOfProductsAreThoseOfFactors() {
        // Large enough for several outer loops, small enough to enumerate.
        Domain domain = Shapes.domain(7, 6, 1, 5, 9, 30);
        SplittableRandom random = new SplittableRandom(1);
        int deepest = 0;
        for (int trial = 0; trial < 150; trial++) {
            List<Clique> inputs = cliques(random, domain.size());
            List<Clique> outputs = cliques(random, domain.size());
            Clique within = inputs.stream().reduce(Clique.EMPTY, Clique::union);
            outputs.replaceAll(within::intersect);
            deepest = Math.max(deepest, Loops.plan(domain, inputs, outputs).outer().length);
            check(domain, inputs, outputs, random);
        }
        assertTrue(deepest >= 3, "outer loops " + deepest);
    }

    @Test
    void anOutputsOwnAttributesAreABroadcast() {
        Domain domain = Shapes.domain(3, 4);
        double[][] out = {new double[12]};
        Contraction.plan(domain, List.of(Clique.of(1)), List.of(Clique.of(0, 1)))
                .run(new double[][] {{1, 2, 3, 4}}, out);
        assertArrayEquals(new double[] {1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4}, out[0]);
    }

    @Test
    void aZeroThatEndsALoopEarlyLeavesTheOtherSumsAlone() {
        Domain domain = Shapes.domain(40, 50, 60);
        List<Clique> inputs = List.of(Clique.of(0), Clique.of(0, 1), Clique.of(1, 2), Clique.of(0, 2));
        List<Clique> outputs = List.of(Clique.of(0, 1), Clique.of(2), Clique.of(0), Clique.EMPTY);
        SplittableRandom random = new SplittableRandom(2);
        List<Factor> factors = new ArrayList<>();
        for (Clique clique : inputs) {
            factors.add(Factor.of(
                    domain,
                    clique,
                    random.doubles(domain.cells(clique))
                            .map(value -> value < 0.4 ? 0 : value)
                            .toArray()));
        }
        check(domain, factors, outputs);
    }

    private static List<Clique> cliques(SplittableRandom random, int size) {
        List<Clique> cliques = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            cliques.add(Clique.of(random.ints(random.nextInt(4), 0, size).toArray()));
        }
        return cliques;
    }

    private static void check(Domain domain, List<Clique> inputs, List<Clique> outputs, SplittableRandom random) {
        check(
                domain,
                inputs.stream()
                        .map(clique -> Factor.of(
                                domain,
                                clique,
                                random.doubles(domain.cells(clique)).toArray()))
                        .toList(),
                outputs);
    }

    private static void check(Domain domain, List<Factor> factors, List<Clique> outputs) {
        Factor product = factors.stream().reduce(Factor.constant(domain, Clique.EMPTY, 1), Factor::times);
        double[][] out = outputs.stream()
                .map(clique -> new double[(int) domain.cells(clique)])
                .toArray(double[][]::new);
        Contraction contraction =
                Contraction.plan(domain, factors.stream().map(Factor::clique).toList(), outputs);
        double[][] in = factors.stream().map(Factor::toArray).toArray(double[][]::new);
        contraction.run(in, out);
        contraction.run(in, out);
        IntStream.range(0, out.length)
                .forEach(i -> assertArrayEquals(
                        product.project(outputs.get(i)).toArray(), out[i], 1e-11 * (1 + product.total())));
    }
}
