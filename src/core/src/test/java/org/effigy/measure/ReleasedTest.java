package org.effigy.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
import org.effigy.domain.TextColumn;
import org.effigy.privacy.Charge;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.SilentNoise;
import org.junit.jupiter.api.Test;

/** What leaves the door: nothing without noise, nothing that a caller can write into, and numbers that say how noisy. */
class ReleasedTest {
    private static final long MARK = 1L << 40;
    private static final Mechanism.Additive GAUSSIAN = new Mechanism.DiscreteGaussian(3);
    private static final Mechanism.Additive LAPLACE = new Mechanism.DiscreteLaplace(3);
    private static final PrivacyLoss RHO = new PrivacyLoss.ZeroConcentrated(.01);
    private static final Domain DOMAIN =
            Domain.of(List.of(new Attribute("x", 3, Ordering.ORDERED), new Attribute("y", 2), new Attribute("z", 2)));

    /** In place of noise: adds a number that no true answer of these tables reaches. */
    private static final class MarkingNoise implements NoiseSource {
        private final SilentNoise silent = new SilentNoise();

        @Override
        public boolean secure() {
            return false;
        }

        @Override
        public String name() {
            return "marking";
        }

        @Override
        public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
            return silent.loss(mechanism, sensitivity);
        }

        @Override
        public void add(Mechanism.Additive mechanism, long[] values) {
            Arrays.setAll(values, i -> values[i] + MARK);
        }

        @Override
        public int select(Mechanism mechanism, long[] scores) {
            return silent.select(mechanism, scores);
        }
    }

    private static Release release() {
        PrivacyBudget budget = PrivacyBudget.of(100, 1e-6).withReserved(5e-7);
        return MemoryLedger.of("test", budget).open("test", budget);
    }

    private static Records rows() {
        return Records.builder(DOMAIN, 3).add(0, 1, 0).add(2, 0, 1).add(1, 1, 1).build();
    }

    private static Scatter scatter() {
        return new Scatter(
                List.of(new Coordinates(0, new long[][] {{-1, 0, 1}})),
                List.of(Coordinates.indicators(1, 2, 5), Coordinates.indicators(2, 2, 7)));
    }

    @Test
    void noNumberLeavesTheDoorWithoutNoise() {
        PrivateTable door = PrivateTable.ofRows(rows(), release(), new MarkingNoise());
        List<long[]> answers = List.of(
                door.total(RHO).counts(),
                door.marginal(Clique.of(0, 1), RHO).counts(),
                door.marginals(List.of(Clique.of(0), Clique.of(1)), RHO).get(1).counts(),
                door.scatter(scatter(), RHO).sums(),
                door.concordance(new Concordance(List.of(0, 2), 5), RHO).counts(),
                OpenColumn.ofRows(TextColumn.builder("t").add("a").add("b").build(), release(), new MarkingNoise())
                        .categories(new PrivacyLoss.ApproximateConcentrated(.01, 1e-7))
                        .counts());
        for (long[] answer : answers) {
            assertTrue(answer.length > 0);
            assertTrue(LongStream.of(answer).allMatch(number -> number > MARK / 2), Arrays.toString(answer));
        }
        assertTrue(LongStream.of(rows().counts(Clique.of(0))).allMatch(count -> count < MARK / 2));
    }

    /** A text of which the cap left no row is not there: noise on it could name it, and no delta is paid for that. */
    @Test
    void onlyTextsOfRowsThatAreKeptGetNoise() {
        PrivacyBudget budget = PrivacyBudget.of(100, 1e-6).withReserved(5e-7).withUnit(PrivacyUnit.of("unit", 1));
        Release release = MemoryLedger.of("test", budget).open("test", budget);
        TextColumn column = TextColumn.builder("t").add("a").add("b").add("c").build();
        SilentNoise noise = new SilentNoise();
        OpenColumn.ofUnits(column, new int[] {0, 0, 0}, 1, release, noise)
                .categories(new PrivacyLoss.ApproximateConcentrated(.01, 1e-7));
        assertEquals(List.of(1L), LongStream.of(noise.exact.get(0)).boxed().toList());
    }

    /** Against the exact law: the mean of |noise| and its root mean square, which the formulas bound from above. */
    @Test
    void theErrorsThatAreStatedAreThoseOfTheNoise() {
        for (Mechanism.Additive mechanism : List.of(GAUSSIAN, LAPLACE)) {
            double[] mass = IntStream.rangeClosed(-200, 200)
                    .mapToDouble(z -> mechanism == GAUSSIAN ? Math.exp(-z * z / 18.0) : Math.exp(-Math.abs(z) / 3.0))
                    .toArray();
            double all = Arrays.stream(mass).sum();
            double mean = IntStream.range(0, mass.length)
                            .mapToDouble(i -> Math.abs(i - 200) * mass[i])
                            .sum()
                    / all;
            double deviation = Math.sqrt(IntStream.range(0, mass.length)
                            .mapToDouble(i -> (i - 200.0) * (i - 200.0) * mass[i])
                            .sum()
                    / all);
            NoisyMarginal marginal = new NoisyMarginal(Clique.of(0), new long[3], mechanism);
            assertEquals(mean, marginal.expectedError(), .03 * mean);
            assertTrue(marginal.standardDeviation() >= deviation * (1 - 1e-12));
            assertEquals(deviation, marginal.standardDeviation(), .03 * deviation);
            assertEquals(
                    marginal.standardDeviation(),
                    new NoisyScatter(scatter(), new long[4], mechanism).standardDeviation());
            assertEquals(
                    marginal.standardDeviation(),
                    new NoisyConcordance(new Concordance(List.of(0, 1), 2), new long[1], mechanism)
                            .standardDeviation());
        }
    }

    @Test
    void whatAQuestionWouldBringIsToldWithoutAskingIt() {
        SilentNoise noise = new SilentNoise();
        Release release = release();
        PrivateTable door = PrivateTable.ofRows(rows(), release, noise);
        double told = door.expectedError(RHO);
        assertTrue(noise.drawn.isEmpty() && release.charges().isEmpty());
        assertEquals(door.marginal(Clique.of(1), RHO).expectedError(), told);
        assertEquals(noise, door.noise());
        assertEquals(release, door.release());
    }

    @Test
    void answersAreEqualWhenAllTheirPartsAre() {
        Concordance ranks = new Concordance(List.of(0, 1), 2);
        Charge charge = new Charge("q", GAUSSIAN, new Sensitivity(1, 1, 1), RHO);
        Charge other = new Charge("p", GAUSSIAN, new Sensitivity(1, 1, 1), RHO);
        Threshold ten = new Threshold(10, .1);
        List<List<Object>> families = List.of(
                List.of(
                        new NoisyMarginal(Clique.of(0), new long[] {1, 2}, GAUSSIAN),
                        new NoisyMarginal(Clique.of(0), new long[] {1, 2}, GAUSSIAN),
                        new NoisyMarginal(Clique.of(1), new long[] {1, 2}, GAUSSIAN),
                        new NoisyMarginal(Clique.of(0), new long[] {1, 3}, GAUSSIAN),
                        new NoisyMarginal(Clique.of(0), new long[] {1, 2}, LAPLACE)),
                List.of(
                        new NoisyScatter(scatter(), new long[] {1, 2, 3, 4}, GAUSSIAN),
                        new NoisyScatter(scatter(), new long[] {1, 2, 3, 4}, GAUSSIAN),
                        new NoisyScatter(scatter(), new long[] {1, 2, 3, 5}, GAUSSIAN),
                        new NoisyScatter(scatter(), new long[] {1, 2, 3, 4}, LAPLACE),
                        new NoisyScatter(
                                new Scatter(
                                        List.of(Coordinates.indicators(1, 2, 5)),
                                        List.of(Coordinates.indicators(2, 2, 7))),
                                new long[] {1, 2, 3, 4},
                                GAUSSIAN)),
                List.of(
                        new NoisyConcordance(ranks, new long[] {1}, GAUSSIAN),
                        new NoisyConcordance(ranks, new long[] {1}, GAUSSIAN),
                        new NoisyConcordance(ranks, new long[] {2}, GAUSSIAN),
                        new NoisyConcordance(ranks, new long[] {1}, LAPLACE),
                        new NoisyConcordance(new Concordance(List.of(1, 0), 2), new long[] {1}, GAUSSIAN)),
                List.of(
                        new FoundCategories(List.of("a"), new long[] {1}, ten, charge),
                        new FoundCategories(List.of("a"), new long[] {1}, ten, charge),
                        new FoundCategories(List.of("b"), new long[] {1}, ten, charge),
                        new FoundCategories(List.of("a"), new long[] {2}, ten, charge),
                        new FoundCategories(List.of("a"), new long[] {1}, new Threshold(11, .1), charge),
                        new FoundCategories(List.of("a"), new long[] {1}, ten, other)),
                List.of(
                        Coordinates.indicators(0, 2, 5),
                        new Coordinates(0, new long[][] {{5, 0}, {0, 5}}),
                        Coordinates.indicators(1, 2, 5),
                        Coordinates.indicators(0, 2, 4),
                        Coordinates.indicators(0, 3, 5)));
        for (List<Object> family : families) {
            assertEquals(family.get(0), family.get(1));
            assertEquals(family.get(0).hashCode(), family.get(1).hashCode());
            assertNotEquals(family.get(0), "another thing");
            for (Object different : family.subList(2, family.size())) {
                assertNotEquals(family.get(0), different);
            }
            assertTrue(family.stream().map(Object::hashCode).distinct().count() > 2, "hashes tell most of them apart");
        }
    }

    /** Answers are logged; their words hold the shape and never the numbers. */
    @Test
    void wordsAboutAnAnswerHoldNoCount() {
        long[] counts = {271_828, 314_159, 161_803, 141_421};
        Charge charge = new Charge("q", GAUSSIAN, new Sensitivity(1, 1, 1), RHO);
        List<String> words = List.of(
                new NoisyMarginal(Clique.of(1, 2), counts, GAUSSIAN).toString(),
                new NoisyScatter(scatter(), counts, GAUSSIAN).toString(),
                new FoundCategories(List.of("ab", "cd", "ef", "gh"), counts, new Threshold(10, .1), charge).toString());
        for (String text : words) {
            assertTrue(text.contains("4 "), text);
            assertFalse(LongStream.of(counts).anyMatch(count -> text.contains("" + count)), text);
            assertFalse(text.contains("ab"), text);
        }
        assertEquals(
                "Coordinates[column 1, 2 of 2 codes]",
                Coordinates.indicators(1, 2, 9).toString());
    }

    @Test
    void noCallerWritesIntoAnAnswer() {
        long[] given = {1, 2, 3, 4};
        NoisyScatter answer = new NoisyScatter(scatter(), given, GAUSSIAN);
        given[0] = 99;
        answer.sums()[1] = 99;
        assertEquals(
                List.of(1L, 2L, 3L, 4L), LongStream.of(answer.sums()).boxed().toList());
        assertThrows(IllegalArgumentException.class, () -> new NoisyScatter(scatter(), new long[3], GAUSSIAN));
    }
}
