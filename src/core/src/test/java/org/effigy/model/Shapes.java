package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;

/** Every shape of clique set that inference has to get right, on domains small enough to enumerate. */
record Shapes(String name, Domain domain, List<Clique> cliques) {
    static Domain domain(int... sizes) {
        return Domain.of(IntStream.range(0, sizes.length)
                .mapToObj(i -> new Attribute("a" + i, sizes[i]))
                .toList());
    }

    private static Shapes of(String name, int[] sizes, int[]... cliques) {
        return new Shapes(
                name, domain(sizes), Arrays.stream(cliques).map(Clique::of).toList());
    }

    private static int[] c(int... positions) {
        return positions;
    }

    static List<Shapes> all() {
        List<Shapes> shapes = new ArrayList<>(List.of(
                of("no clique", new int[] {2, 3}),
                of("empty clique", new int[] {2, 3}, c()),
                of("single", new int[] {4}, c(0)),
                of("single among others", new int[] {4, 3, 2}, c(1)),
                of("whole domain", new int[] {2, 3, 4}, c(0, 1, 2)),
                of("nested", new int[] {3, 4, 2}, c(), c(0), c(0, 1), c(0, 1, 2), c(2)),
                of("disconnected", new int[] {3, 4, 2, 5}, c(0, 1), c(2, 3)),
                of("chain", new int[] {3, 4, 2, 5}, c(0, 1), c(1, 2), c(2, 3)),
                of("star", new int[] {3, 4, 2, 5}, c(0, 1), c(0, 2), c(0, 3)),
                of("triangle of pairs", new int[] {3, 4, 2}, c(0, 1), c(1, 2), c(0, 2)),
                of("square", new int[] {3, 4, 2, 5}, c(0, 1), c(1, 2), c(2, 3), c(0, 3)),
                of("loop of five", new int[] {3, 2, 2, 3, 2}, c(0, 1), c(1, 2), c(2, 3), c(3, 4), c(0, 4)),
                of("all pairs", new int[] {2, 3, 2, 3}, c(0, 1), c(0, 2), c(0, 3), c(1, 2), c(1, 3), c(2, 3)),
                of("one-value attributes", new int[] {1, 3, 1, 2}, c(0, 1), c(1, 2), c(2, 3), c(0)),
                of("only one-value attributes", new int[] {1, 1}, c(0, 1)),
                of("triples with a loop", new int[] {3, 2, 4, 2, 3}, c(0, 1, 2), c(2, 3), c(3, 4), c(4, 0)),
                of("wide rows", new int[] {40, 3, 30}, c(0, 1), c(1, 2), c(0, 2)),
                of("a tree and an island", new int[] {2, 3, 2, 3, 2}, c(0, 1), c(1, 2), c(4))));
        SplittableRandom random = new SplittableRandom(7);
        for (int s = 0; s < 30; s++) {
            int n = 2 + random.nextInt(4);
            int[] sizes = IntStream.range(0, n).map(i -> 1 + random.nextInt(4)).toArray();
            int[][] cliques = new int[1 + random.nextInt(6)][];
            for (int i = 0; i < cliques.length; i++) {
                cliques[i] =
                        random.ints(random.nextInt(4), 0, n).distinct().sorted().toArray();
            }
            shapes.add(of(
                    "random " + s,
                    sizes,
                    Arrays.stream(cliques)
                            .map(Arrays::toString)
                            .distinct()
                            .map(text -> Arrays.stream(
                                            text.replaceAll("[\\[\\] ]", "").split(","))
                                    .filter(t -> !t.isEmpty())
                                    .mapToInt(Integer::parseInt)
                                    .toArray())
                            .toArray(int[][]::new)));
        }
        return shapes;
    }

    /** A factor of logarithms drawn evenly from a range of this width around 0. */
    static Factor potential(Domain domain, Clique clique, double width, SplittableRandom random) {
        return Factor.of(
                domain,
                clique,
                random.doubles(domain.cells(clique), -width / 2, Math.nextUp(width / 2))
                        .toArray());
    }

    /** The logarithm of the joint distribution, by enumeration. */
    static Factor joint(Domain domain, List<Factor> potentials) {
        Factor joint = Factor.constant(domain, domain.all(), 0);
        for (Factor potential : potentials) {
            joint = joint.plus(potential);
        }
        return joint.plus(-joint.logSumExp(Clique.EMPTY).value(0));
    }

    @Override
    public String toString() {
        return name;
    }
}
