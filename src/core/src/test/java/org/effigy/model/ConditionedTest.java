package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
import org.effigy.domain.Relation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditional distributions against enumeration of all records. */
class ConditionedTest {
    private static final long LIMIT = 1 << 20;

    private static final Domain BINS = Domain.of(List.of(
            new Attribute("a", 3, Ordering.ORDERED),
            new Attribute("b", 2),
            new Attribute("c", 3),
            new Attribute("d", 2, Ordering.ORDERED)));

    /** Rows tell two values apart in most bins of a and d. */
    private static final Coarsening CUT = Coarsening.none(Domain.of(List.of(
                    new Attribute("a", 5, Ordering.ORDERED),
                    new Attribute("b", 2),
                    new Attribute("c", 3),
                    new Attribute("d", 4, Ordering.ORDERED))))
            .mapping(0, 3, new int[] {0, 0, 1, 2, 2})
            .mapping(3, 2, new int[] {0, 0, 1, 1});

    private static final List<double[]> SPREAD =
            List.of(new double[] {.25, .75, 1, .5, .5}, new double[] {1, 1}, new double[] {1, 1, 1}, new double[] {
                .1, .9, .4, .6
            });

    private static MarkovRandomField field(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Factor> factors = new ArrayList<>();
        for (Clique clique : List.of(Clique.of(0, 1), Clique.of(1, 2), Clique.of(2, 3))) {
            factors.add(Factor.of(
                    BINS,
                    clique,
                    random.doubles(BINS.cells(clique)).map(u -> 4 * u - 2).toArray()));
        }
        return MarkovRandomField.of(BINS, factors, 1000);
    }

    /** Some relations on one, two and three columns that part bins. */
    private static List<Relation> relations(long seed) {
        Domain fine = CUT.fine();
        SplittableRandom random = new SplittableRandom(seed);
        List<Relation> relations = new ArrayList<>();
        for (Clique clique : List.of(Clique.of(0), Clique.of(0, 2), Clique.of(0, 3), Clique.of(1, 2, 3))) {
            int[][] classes = Arrays.stream(clique.toArray())
                    .mapToObj(a -> random.ints(fine.attribute(a).size(), 0, 2).toArray())
                    .toArray(int[][]::new);
            for (int[] each : classes) {
                each[0] = 0;
                each[1] = 1;
            }
            boolean[] allowed = new boolean[1 << clique.size()];
            for (int i = 0; i < allowed.length; i++) {
                allowed[i] = random.nextInt(4) > 0;
            }
            allowed[0] = true;
            relations.add(Relation.of(fine, clique, classes, combination -> {
                int cell = 0;
                for (int each : combination) {
                    cell = 2 * cell + each;
                }
                return allowed[cell];
            }));
        }
        return relations;
    }

    /** The probability of each record of the rows' domain that the relations allow, not normalised. */
    private static double[] enumerated(MarkovRandomField field, List<Relation> relations) {
        Domain fine = CUT.fine();
        double[] bins = field.marginal(BINS.all()).times(1 / field.total()).toArray();
        double[] all = new double[(int) fine.cells(fine.all())];
        int[] codes = new int[4];
        for (int cell = 0; cell < all.length; cell++) {
            int bin = 0;
            double share = 1;
            for (int a = 0; a < 4; a++) {
                bin = bin * BINS.attribute(a).size() + CUT.code(a, codes[a]);
                share *= SPREAD.get(a)[codes[a]];
            }
            boolean can = relations.stream().allMatch(relation -> {
                int[] classes = new int[relation.clique().size()];
                for (int i = 0; i < classes.length; i++) {
                    classes[i] = relation.classOf(i, codes[relation.clique().get(i)]);
                }
                return relation.allows(classes);
            });
            all[cell] = can ? bins[bin] * share : 0;
            for (int a = 3; a >= 0 && ++codes[a] == fine.attribute(a).size(); a--) {
                codes[a] = 0;
            }
        }
        return all;
    }

    private static long[] counted(Records rows) {
        Domain fine = rows.domain();
        long[] counts = new long[(int) fine.cells(fine.all())];
        for (int row = 0; row < rows.rows(); row++) {
            int cell = 0;
            for (int a = 0; a < fine.size(); a++) {
                cell = cell * fine.attribute(a).size() + rows.code(row, a);
            }
            counts[cell]++;
        }
        return counts;
    }

    /** Chi-square of counts against probabilities, as a p-value; rows in cells that cannot be make it 0. */
    private static double fit(long[] counts, double[] probabilities, int rows) {
        double statistic = 0;
        int cells = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            double expected = rows * probabilities[cell];
            if (expected == 0 && counts[cell] > 0) {
                return 0;
            }
            if (expected >= 1) {
                statistic += Math.pow(counts[cell] - expected, 2) / expected;
                cells++;
            }
        }
        return 1 - new ChiSquaredDistribution(cells - 1).cumulativeProbability(statistic);
    }

    // Samples vary less than independent draws do, so a p-value below 1e-7 in one of eight tests is no chance.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rowsUnderConditionsAreDrawnFromTheEnumeratedConditional(long seed) {
        MarkovRandomField field = field(seed);
        List<Relation> relations = relations(seed);
        Conditioned given = Conditioned.of(field, CUT, SPREAD, relations, LIMIT);
        double[] expected = enumerated(field, relations);
        double probability = Arrays.stream(expected).sum();
        assertEquals(probability, given.probability(), 1e-12 * probability);
        double[] conditional =
                Arrays.stream(expected).map(each -> each / probability).toArray();
        int rows = 200_000;
        long[] counts = counted(given.distribution().sampler().sample(rows, seed));
        assertTrue(fit(counts, conditional, rows) > 1e-7, "seed " + seed);
        // The planted offender: rows of the model that nothing was asked of.
        long[] unasked = counted(Conditioned.of(field, CUT, SPREAD, List.of(), LIMIT)
                .distribution()
                .sampler()
                .sample(rows, seed));
        assertEquals(0, fit(unasked, conditional, rows), "seed " + seed);
    }

    @Test
    void aRefinedDistributionIsConditionedOnItsFineCodes() {
        MarkovRandomField field = field(9);
        Refined refined = Refined.of(CUT, field, List.of(SPREAD.get(0), new double[0], new double[0], SPREAD.get(3)));
        List<Relation> relations = relations(9);
        List<double[]> ones = List.of(new double[5], new double[2], new double[3], new double[4]);
        ones.forEach(each -> Arrays.fill(each, 1));
        Conditioned given = Conditioned.of(refined, Coarsening.none(CUT.fine()), ones, relations, LIMIT);
        double[] expected = enumerated(field, relations);
        double probability = Arrays.stream(expected).sum();
        assertEquals(probability, given.probability(), 1e-12 * probability);
        long[] counts = counted(given.distribution().sampler().sample(100_000, 3));
        assertTrue(fit(
                        counts,
                        Arrays.stream(expected).map(each -> each / probability).toArray(),
                        100_000)
                > 1e-7);
    }

    @Test
    void weightsChangeOneColumnAndKeepTheRestGivenIt() {
        MarkovRandomField field = field(4);
        List<double[]> ones = List.of(new double[3], new double[2], new double[3], new double[2]);
        ones.forEach(each -> Arrays.fill(each, 1));
        ones.get(1)[0] = .25;
        Conditioned given = Conditioned.of(field, Coarsening.none(BINS), ones, List.of(), LIMIT);
        Factor before = field.marginal(BINS.all());
        Factor after = ((MarkovRandomField) given.distribution()).marginal(BINS.all());
        double odds = before.project(Clique.of(1)).value(0)
                / before.project(Clique.of(1)).value(1);
        assertEquals(
                odds / 4,
                after.project(Clique.of(1)).value(0)
                        / after.project(Clique.of(1)).value(1),
                1e-9);
        for (int b = 0; b < 2; b++) {
            for (int a = 0; a < 3; a++) {
                assertEquals(
                        before.project(Clique.of(0, 1)).value(2 * a + b)
                                / before.project(Clique.of(1)).value(b),
                        after.project(Clique.of(0, 1)).value(2 * a + b)
                                / after.project(Clique.of(1)).value(b),
                        1e-9);
            }
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        Domain fine = CUT.fine();
        Relation never = Relation.of(fine, Clique.of(0, 1), new int[][] {new int[5], new int[2]}, classes -> false);
        assertThrows(
                IllegalArgumentException.class, () -> Conditioned.of(field(1), CUT, SPREAD, List.of(never), LIMIT));
        Relation first =
                Relation.of(fine, Clique.of(0, 1), new int[][] {{0, 1, 1, 1, 1}, {0, 0}}, classes -> classes[0] == 0);
        Relation other = Relation.of(
                fine, Clique.of(0, 2), new int[][] {{0, 1, 1, 1, 1}, {0, 0, 0}}, classes -> classes[0] == 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> Conditioned.of(field(1), CUT, SPREAD, List.of(first, other), LIMIT));
    }
}
