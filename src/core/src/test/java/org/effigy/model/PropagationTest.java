package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.parallel.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PropagationTest {
    static List<Shapes> shapes() {
        return Shapes.all();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void marginalsAreThoseOfTheEnumeratedJoint(Shapes shape) {
        Domain domain = shape.domain();
        SplittableRandom random = new SplittableRandom(1);
        List<Factor> potentials = shape.cliques().stream()
                .map(clique -> Shapes.potential(domain, clique, 4, random))
                .toList();
        JunctionTree tree = JunctionTree.plan(domain, shape.cliques());
        Propagation fast = new Propagation(tree, shape.cliques(), Workers.of(1));
        for (int repeat = 0; repeat < 2; repeat++) {
            assertTrue(fast.run(linear(potentials)));
            checkAgainstJoint(shape, potentials, fast.marginals());
        }
        double shift = potentials.stream().mapToDouble(Factor::max).sum();
        LogPropagation safe = new LogPropagation(tree, potentials);
        checkAgainstJoint(shape, potentials, safe.marginals());
        double expected = potentials.stream()
                .reduce(Factor.constant(domain, domain.all(), 0), Factor::plus)
                .logSumExp(Clique.EMPTY)
                .value(0);
        assertEquals(expected, fast.logTotal() + shift, 1e-9);
        assertEquals(expected, safe.logTotal(), 1e-9);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void cellsOfProbabilityZeroStayAtZero(Shapes shape) {
        Domain domain = shape.domain();
        SplittableRandom random = new SplittableRandom(2);
        List<Factor> potentials = shape.cliques().stream()
                .map(clique -> withZeros(Shapes.potential(domain, clique, 4, random), random))
                .toList();
        Factor joint = potentials.stream().reduce(Factor.constant(domain, domain.all(), 0), Factor::plus);
        if (joint.max() == Double.NEGATIVE_INFINITY) {
            return;
        }
        JunctionTree tree = JunctionTree.plan(domain, shape.cliques());
        Propagation fast = new Propagation(tree, shape.cliques(), Workers.of(1));
        assertTrue(fast.run(linear(potentials)));
        checkAgainstJoint(shape, potentials, fast.marginals());
        checkAgainstJoint(shape, potentials, new LogPropagation(tree, potentials).marginals());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void peakedPotentialsGiveTheRightMarginalsOrARefusal(Shapes shape) {
        Domain domain = shape.domain();
        for (double width : new double[] {200, 1500, 1e5}) {
            SplittableRandom random = new SplittableRandom(3);
            List<Factor> potentials = shape.cliques().stream()
                    .map(clique -> Shapes.potential(domain, clique, width, random))
                    .toList();
            JunctionTree tree = JunctionTree.plan(domain, shape.cliques());
            Propagation fast = new Propagation(tree, shape.cliques(), Workers.of(1));
            if (fast.run(linear(potentials))) {
                checkAgainstJoint(shape, potentials, fast.marginals());
            }
            checkAgainstJoint(shape, potentials, new LogPropagation(tree, potentials).marginals());
        }
    }

    @Test
    void contradictingFactorsAreNotTrustedInLinearSpace() {
        Domain domain = Shapes.domain(2);
        Clique only = Clique.of(0);
        JunctionTree tree = JunctionTree.plan(domain, List.of(only));
        Propagation fast = new Propagation(tree, List.of(only, only), Workers.of(1));
        // Each factor allows what the other all but forbids: the products are 1e-300 each.
        assertFalse(fast.run(new double[][] {{1, 1e-300}, {1e-300, 1}}));
    }

    private static double[][] linear(List<Factor> potentials) {
        return potentials.stream()
                .map(potential -> potential.plus(-potential.max()).exp().toArray())
                .toArray(double[][]::new);
    }

    private static Factor withZeros(Factor potential, SplittableRandom random) {
        double[] values = potential.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = values.length > 1 && random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : values[i];
        }
        return Factor.of(potential.domain(), potential.clique(), values);
    }

    private static void checkAgainstJoint(Shapes shape, List<Factor> potentials, double[][] marginals) {
        Factor joint = Shapes.joint(shape.domain(), potentials).exp();
        for (int f = 0; f < marginals.length; f++) {
            assertArrayEquals(joint.project(shape.cliques().get(f)).toArray(), marginals[f], 1e-10);
        }
    }
}
