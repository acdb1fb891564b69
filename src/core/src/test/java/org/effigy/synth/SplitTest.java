package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Ordering;
import org.effigy.measure.NoisyMarginal;
import org.effigy.model.MarkovRandomField;
import org.effigy.privacy.Mechanism;
import org.junit.jupiter.api.Test;

/** Columns at several resolutions, and as several attributes. */
class SplitTest {
    private static final Attribute AGE = new Attribute("age", 41, Ordering.ORDERED_OR_MISSING);
    private static final Attribute COUNTRY = new Attribute("country", 30);
    private static final Attribute SEX = new Attribute("sex", 2);
    private static final Domain DOMAIN = Domain.of(List.of(AGE, COUNTRY, SEX));

    private static double[] ages() {
        return IntStream.range(0, 41)
                .mapToDouble(age -> age == 40 ? 50 : 10 + age)
                .toArray();
    }

    /** Two frequent countries, 28 rare ones. */
    private static double[] countries() {
        return IntStream.range(0, 30)
                .mapToDouble(code -> code == 7 ? 800 : code == 20 ? 300 : code % 3)
                .toArray();
    }

    private static Split split() {
        return Split.of(
                DOMAIN,
                List.of(
                        Resolution.of(AGE, ages(), 8),
                        Resolution.of(COUNTRY, countries(), 8),
                        Resolution.of(SEX, new double[] {600, 600}, 8)));
    }

    @Test
    void orderedCodesAreCutToRunsOfNearEqualMassAndMissingOnesStayApart() {
        int[] bins = Resolution.of(AGE, ages(), 8).levels().get(0);
        double[] mass = new double[bins[40]];
        for (int age = 0; age < 40; age++) {
            assertTrue(age == 0 || bins[age] == bins[age - 1] || bins[age] == bins[age - 1] + 1);
            mass[bins[age]] += 10 + age;
        }
        assertEquals(8, mass.length);
        assertTrue(Arrays.stream(mass).allMatch(held -> held > 100 && held < 200), Arrays.toString(mass));
    }

    @Test
    void rareCodesWithoutAnOrderShareABin() {
        Resolution countries = Resolution.of(COUNTRY, countries(), 8);
        int[] bins = countries.levels().get(0);
        assertEquals(3, countries.bins(0));
        assertEquals(2, IntStream.of(7, 20).map(code -> bins[code]).distinct().count());
        assertEquals(
                Set.of(2),
                new HashSet<>(IntStream.range(0, 30)
                        .filter(code -> code != 7 && code != 20)
                        .mapToObj(code -> bins[code])
                        .toList()));
    }

    @Test
    void narrowColumnsStayAsTheyAre() {
        assertEquals(1, Resolution.of(SEX, new double[] {600, 600}, 8).size());
        assertEquals(1, Resolution.of(AGE, ages(), 30).size());
        // All in one bin, or no bin for anything: no level.
        assertEquals(1, Resolution.of(COUNTRY, new double[30], 8).size());
        double[] even = new double[30];
        Arrays.fill(even, 10);
        assertEquals(1, Resolution.of(COUNTRY, even, 20).size());
    }

    @Test
    void everyCodeHasAttributesOfItsOwn() {
        Split split = split();
        assertEquals(5, split.digits().coarse().size());
        for (int column = 0; column < 3; column++) {
            Set<List<Integer>> said = new HashSet<>();
            for (int code = 0; code < DOMAIN.attribute(column).size(); code++) {
                int of = code;
                said.add(Arrays.stream(split.digits().readers(column))
                        .mapToObj(attribute -> split.digits().code(attribute, of))
                        .toList());
            }
            assertEquals(DOMAIN.attribute(column).size(), said.size());
        }
        assertEquals(9 * 2, split.cells(Clique.of(0, 2), new int[] {0, 0}));
        assertEquals(41 * 3, split.cells(Clique.of(0, 1), new int[] {1, 0}));
        assertEquals(Clique.of(0, 2), split.at(Clique.of(0, 1), new int[] {0, 0}));
        assertEquals(Clique.of(0, 1, 2, 3), split.finest(Clique.of(0, 1)));
    }

    /** What is written, with what can't be left out, and joined again, is the column. */
    @Test
    void aColumnComesBackAsItWas() {
        Split split = split();
        long[] counts = Arrays.stream(ages()).mapToLong(count -> (long) count).toArray();
        NoisyMarginal written =
                split.written(new NoisyMarginal(Clique.of(0), counts, new Mechanism.DiscreteGaussian(1)));
        assertEquals(Arrays.stream(counts).sum(), written.total());
        Domain view = split.digits().coarse();
        double[] cells = Arrays.stream(written.counts()).asDoubleStream().toArray();
        Factor ages = Factor.of(view, written.clique(), cells);
        Factor can = split.zeros().get(0);
        assertEquals(can.clique(), ages.clique());
        assertEquals(41, (int) can.total());
        assertEquals(ages.total(), ages.times(can).total());
        MarkovRandomField field = MarkovRandomField.of(
                view,
                List.of(ages.log(), split.zeros().get(1).log()),
                Arrays.stream(counts).sum());
        long[] drawn =
                split.joined(field).sampler().sample((int) written.total(), 3).counts(Clique.of(0));
        for (int code = 0; code < counts.length; code++) {
            assertEquals(counts[code], drawn[code], 3, "code " + code);
        }
    }

    /** All resolutions of a pair, and of a triple those that are coarse or fine throughout. */
    @Test
    void pairsAreLookedAtInEveryMixture() {
        Split split = split();
        assertEquals(4, Choices.resolutions(split, Clique.of(0, 1)).size());
        assertEquals(2, Choices.resolutions(split, Clique.of(0, 2)).size());
        assertEquals(2, Choices.resolutions(split, Clique.of(0, 1, 2)).size());
        assertEquals(1, Choices.resolutions(split, Clique.of(0)).size());
        assertArrayEquals(
                new double[] {41 * 30 * 2, 9 * 3 * 2},
                Choices.resolutions(split, Clique.of(0, 1, 2)).stream()
                        .mapToDouble(Choices.Choice::cells)
                        .toArray());
    }
}
