package org.effigy.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FactorTest {
    private static final Domain DOMAIN = Domain.of(
            List.of(new Attribute("a", 3), new Attribute("b", 1), new Attribute("c", 4), new Attribute("d", 2)));

    private static final List<Clique> CLIQUES = IntStream.range(0, 16)
            .mapToObj(bits -> Clique.of(
                    IntStream.range(0, 4).filter(i -> (bits >> i & 1) == 1).toArray()))
            .toList();

    @Test
    void everyVerbOfTwoFactorsBroadcastsOverTheUnion() {
        SplittableRandom random = new SplittableRandom(1);
        for (Clique first : CLIQUES) {
            for (Clique second : CLIQUES) {
                Factor a = random(first, random);
                Factor b = random(second, random);
                check(a, b, a.plus(b), Double::sum);
                check(a, b, a.minus(b), (x, y) -> x - y);
                check(a, b, a.times(b), (x, y) -> x * y);
                check(a, b, a.dividedBy(b), (x, y) -> x / y);
            }
        }
    }

    @Test
    void aMarginalIsTheSumOverWhatItLacks() {
        SplittableRandom random = new SplittableRandom(2);
        Factor joint = random(DOMAIN.all(), random);
        for (Clique onto : CLIQUES) {
            double[] sums = new double[(int) DOMAIN.cells(onto)];
            for (int[] cell : cells()) {
                sums[place(onto, cell)] += joint.value(place(DOMAIN.all(), cell));
            }
            assertArrayEquals(sums, joint.project(onto).toArray(), 1e-12);
            assertArrayEquals(sums, joint.log().logSumExp(onto).exp().toArray(), 1e-12);
        }
    }

    @Test
    void logSumExpNeitherOverflowsNorForgetsImpossibleCells() {
        Clique clique = DOMAIN.clique("d");
        Factor high = Factor.of(DOMAIN, clique, new double[] {1e4, 1e4});
        assertEquals(1e4 + Math.log(2), high.logSumExp(Clique.EMPTY).value(0), 1e-9);
        Factor none = Factor.constant(DOMAIN, clique, Double.NEGATIVE_INFINITY);
        assertEquals(Double.NEGATIVE_INFINITY, none.logSumExp(Clique.EMPTY).value(0));
    }

    @Test
    void nothingDividedByNothingIsNothing() {
        Factor zero = Factor.constant(DOMAIN, DOMAIN.clique("a"), 0);
        assertEquals(0, zero.dividedBy(zero).total());
    }

    @Test
    void expandRepeatsAndProjectsBack() {
        Factor one = random(DOMAIN.clique("c"), new SplittableRandom(3));
        Factor wide = one.expand(DOMAIN.all());
        assertArrayEquals(one.times(6).toArray(), wide.project(one.clique()).toArray(), 1e-12);
        assertEquals(0, one.distance(wide.project(one.clique()).times(1.0 / 6)), 1e-12);
    }

    @Test
    void tablesLongerThanAWalksInnerPartAreSummedRight() {
        Domain wide = Domain.of(List.of(new Attribute("x", 30), new Attribute("y", 5000), new Attribute("z", 2)));
        Factor ones = Factor.constant(wide, wide.all(), 1);
        assertEquals(10000, ones.project(wide.clique("x")).value(29));
        assertEquals(60, ones.project(wide.clique("y")).value(4999));
        assertEquals(300000, ones.total());
    }

    @Test
    void aFactorIsNotChangedThroughItsArrays() {
        double[] values = {1, 2};
        Factor factor = Factor.of(DOMAIN, DOMAIN.clique("d"), values);
        values[0] = 9;
        factor.toArray()[1] = 9;
        assertArrayEquals(new double[] {1, 2}, factor.toArray());
    }

    @Test
    void whatDoesNotFitIsRefusedByName() {
        Clique d = DOMAIN.clique("d");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Factor.of(DOMAIN, d, new double[3]))
                .getMessage()
                .contains("(d)"));
        assertThrows(IllegalArgumentException.class, () -> Factor.of(DOMAIN, d, new double[] {1, Double.NaN}));
        Factor factor = Factor.constant(DOMAIN, d, 1);
        assertThrows(IllegalArgumentException.class, () -> factor.project(DOMAIN.clique("a")));
        assertThrows(IllegalArgumentException.class, () -> factor.distance(factor.expand(DOMAIN.all())));
        Domain other = Domain.of(List.of(new Attribute("q", 2)));
        assertThrows(IllegalArgumentException.class, () -> factor.plus(Factor.constant(other, other.all(), 1)));
        Domain huge = Domain.of(List.of(new Attribute("x", 1 << 20), new Attribute("y", 1 << 20)));
        assertThrows(IllegalArgumentException.class, () -> Factor.constant(huge, huge.all(), 0));
    }

    private static Factor random(Clique clique, SplittableRandom random) {
        return Factor.of(
                DOMAIN, clique, random.doubles(DOMAIN.cells(clique), 0.5, 2).toArray());
    }

    private static void check(Factor a, Factor b, Factor result, DoubleBinaryOperator verb) {
        assertEquals(a.clique().union(b.clique()), result.clique());
        for (int[] cell : cells()) {
            assertEquals(
                    verb.applyAsDouble(a.value(place(a.clique(), cell)), b.value(place(b.clique(), cell))),
                    result.value(place(result.clique(), cell)),
                    1e-12);
        }
    }

    private static List<int[]> cells() {
        return IntStream.range(0, 24)
                .mapToObj(i -> new int[] {i / 8, 0, i / 2 % 4, i % 2})
                .toList();
    }

    private static int place(Clique clique, int[] cell) {
        int place = 0;
        for (int i = 0; i < clique.size(); i++) {
            place = place * DOMAIN.attribute(clique.get(i)).size() + cell[clique.get(i)];
        }
        return place;
    }
}
