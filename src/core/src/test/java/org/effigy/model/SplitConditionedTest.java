package org.effigy.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Records;
import org.effigy.domain.Relation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are several attributes of a field, against the same distribution with one attribute a column. */
class SplitConditionedTest {
    private static final Domain COLUMNS =
            Domain.of(List.of(new Attribute("a", 5), new Attribute("b", 2), new Attribute("c", 4)));

    /** a in bins of 2, 2 and 1 codes, c in bins of 3 and 1. */
    private static final Coarsening DIGITS = Coarsening.empty(COLUMNS)
            .with(new Attribute("a in 3 bins", 3), 0, new int[] {0, 0, 1, 1, 2})
            .with(new Attribute("a within 3 bins", 2), 0, new int[] {0, 1, 0, 1, 0})
            .keeping(1)
            .with(new Attribute("c in 2 bins", 2), 2, new int[] {0, 0, 1, 0})
            .with(new Attribute("c within 2 bins", 3), 2, new int[] {0, 1, 0, 2});

    private static final List<double[]> ALIKE =
            List.of(new double[] {1, 1, 1, 1, 1}, new double[0], new double[] {1, 1, 1, 1});

    private static MarkovRandomField digits(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Domain domain = DIGITS.coarse();
        List<Factor> factors = new ArrayList<>();
        for (Clique clique : List.of(Clique.of(0, 2), Clique.of(0, 1, 3), Clique.of(2, 3))) {
            double[] values =
                    random.doubles(domain.cells(clique)).map(u -> 3 * u - 1.5).toArray();
            factors.add(Factor.of(domain, clique, values));
        }
        for (int column : new int[] {0, 2}) {
            int[] places = Refined.places(DIGITS, column);
            double[] can = new double[Refined.count(DIGITS, column)];
            Arrays.stream(places).forEach(place -> can[place] = 1);
            factors.add(
                    Factor.of(domain, Clique.of(DIGITS.readers(column)), can).log());
        }
        return MarkovRandomField.of(domain, factors, 500);
    }

    /** The same distribution over columns, record by record. */
    private static MarkovRandomField whole(MarkovRandomField digits) {
        Factor all = digits.marginal(DIGITS.coarse().all());
        double[] values = new double[40];
        for (int cell = 0; cell < 40; cell++) {
            int[] codes = {cell / 8, cell / 4 % 2, cell % 4};
            int place = 0;
            for (int attribute = 0; attribute < 5; attribute++) {
                place = place * DIGITS.coarse().attribute(attribute).size()
                        + DIGITS.code(attribute, codes[DIGITS.source(attribute)]);
            }
            values[cell] = all.value(place);
        }
        return MarkovRandomField.of(
                COLUMNS, List.of(Factor.of(COLUMNS, COLUMNS.all(), values).log()), 500);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void conditionsMeanTheSame(long seed) {
        MarkovRandomField digits = digits(seed);
        Refined split = Refined.of(DIGITS, digits, ALIKE);
        Relation one = Relation.of(COLUMNS, Clique.of(0), new int[][] {{0, 1, 0, 1, 1}}, classes -> classes[0] == 1);
        Relation two = Relation.of(
                COLUMNS,
                Clique.of(0, 2),
                new int[][] {{0, 1, 2, 1, 0}, {0, 1, 1, 0}},
                classes -> classes[0] != classes[1]);
        Relation other = Relation.of(COLUMNS, Clique.of(1), new int[][] {{0, 1}}, classes -> classes[0] == 0);
        List<double[]> even = List.of(new double[] {1, 1, 1, 1, 1}, new double[] {1, 1}, new double[] {1, 1, 1, 1});
        List<double[]> moved = List.of(new double[] {1, 1, 1, 1, 1}, new double[] {1, 1}, new double[] {2, 1, .5, 1});
        Coarsening none = Coarsening.none(COLUMNS);
        for (List<Relation> relations : List.of(List.of(one), List.of(two), List.of(one, two, other), List.of(other))) {
            for (List<double[]> weights : List.of(even, moved)) {
                Conditioned expected = Conditioned.of(whole(digits), none, weights, relations, 1 << 20);
                Conditioned found = Conditioned.of(split, none, weights, relations, 1 << 20);
                assertEquals(expected.probability(), found.probability(), 1e-9);
                same(expected.distribution(), found.distribution());
            }
        }
    }

    /** Values inside a code of the model are told apart by a cut. */
    @Test
    void cutsReachInsideCodes() {
        MarkovRandomField digits = digits(9);
        Domain fine = Domain.of(List.of(new Attribute("a", 6), new Attribute("b", 2), new Attribute("c", 4)));
        Coarsening cut = Coarsening.none(fine).mapping(0, 5, new int[] {0, 1, 2, 3, 3, 4});
        List<double[]> spread =
                List.of(new double[] {1, 1, 1, .3, .7, 1}, new double[] {1, 1}, new double[] {1, 1, 1, 1});
        Relation upper = Relation.of(fine, Clique.of(0), new int[][] {{0, 0, 0, 0, 1, 1}}, classes -> classes[0] == 1);
        Conditioned expected = Conditioned.of(whole(digits), cut, spread, List.of(upper), 1 << 20);
        Conditioned found = Conditioned.of(Refined.of(DIGITS, digits, ALIKE), cut, spread, List.of(upper), 1 << 20);
        assertEquals(expected.probability(), found.probability(), 1e-9);
        same(expected.distribution(), found.distribution());
    }

    /** Bins of bins are bins: in one step and in two rows are spread alike. */
    @Test
    void refiningTwiceIsRefiningOnce() {
        Domain fine = Domain.of(List.of(new Attribute("a", 7), new Attribute("b", 2), new Attribute("c", 4)));
        Coarsening bins = Coarsening.none(fine).mapping(0, 5, new int[] {0, 0, 1, 2, 3, 4, 4});
        List<double[]> weights = List.of(new double[] {1, 3, 2, 5, 5, 0, 4}, new double[0], new double[0]);
        Refined twice = Refined.of(bins, Refined.of(DIGITS, digits(5), ALIKE), weights);
        same(twice, Refined.through(bins, Refined.of(DIGITS, digits(5), ALIKE), weights));
    }

    /** Counts of pairs are those of the other distribution up to chance: false alarms below 1e-9 in all. */
    private static void same(Distribution expected, Distribution found) {
        int rows = 60_000;
        for (Clique pair : List.of(Clique.of(0, 1), Clique.of(0, 2), Clique.of(1, 2))) {
            long[] one = expected.sampler().sample(rows, 1).counts(pair);
            Records drawn = found.sampler().sample(rows, 2);
            long[] other = drawn.counts(pair);
            assertEquals(one.length, other.length);
            IntStream.range(0, one.length)
                    .forEach(cell -> assertEquals(
                            one[cell], other[cell], 10 + 7 * Math.sqrt(2.0 * one[cell]), pair + " cell " + cell));
        }
    }
}
