package org.effigy.statistical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.Candidate;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.WeakNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What comes out of the door against the exact probabilities that the promise asks for, worked out here from loss,
 * relation and rows a unit, by none of the door's own code. False alarms: 1e-9 a check by the asymptotic law of the
 * chi-square, so at most 1e-8 a test. Power, from the non-central law: noise smaller by 1.3 ({@value #CELLS} draws)
 * is missed with probability below 1e-25, weights with 1.3 epsilon for epsilon ({@value #CHOICES} choices) below 1e-8.
 */
class AnswersTest {
    private static final int CELLS = 10_000;
    private static final int CHOICES = 10_000;
    private static final int MANY = 20_000;

    private final OpenDpNoise noise = OpenDpNoise.load();

    private static PrivacyBudget budget(double delta, int k, Neighbours neighbours) {
        return PrivacyBudget.of(1_000, delta).withNeighbours(neighbours).withUnit(PrivacyUnit.of("unit", k));
    }

    private static PrivateTable door(Domain domain, int[] codes, PrivacyBudget budget, NoiseSource source) {
        Records.Builder rows = Records.builder(domain, codes.length);
        IntStream.of(codes).forEach(rows::add);
        Release release = MemoryLedger.of("test", budget).open("test", budget);
        int[] units = IntStream.range(0, codes.length).toArray();
        return PrivateTable.ofUnits(rows.build(), units, release, source);
    }

    /** Some thousand counts of one marginal; one row in every hundredth cell, which must not show in the noise. */
    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "3, ADD_REMOVE", "1, REPLACE", "3, REPLACE"})
    void countsCarryTheNoiseThatTheirPromiseAsksFor(int k, Neighbours neighbours) {
        double rho = .02;
        double sides = neighbours == Neighbours.REPLACE ? 2 : 1;
        Mechanism.Additive gaussian = new Mechanism.DiscreteGaussian(k * Math.sqrt(sides / (2 * rho)));
        PrivacyLoss concentrated = new PrivacyLoss.ZeroConcentrated(rho);
        assertTrue(Exact.follows(noiseOf(budget(1e-9, k, neighbours), concentrated, noise), gaussian));
        Mechanism.Additive laplace = new Mechanism.DiscreteLaplace(k * sides / .3);
        PrivacyLoss pure = new PrivacyLoss.Pure(.3);
        assertTrue(Exact.follows(noiseOf(budget(0, k, neighbours), pure, noise), laplace));

        // Planted offenders: a sensitivity off by 1.3; the other relation's noise; k rows taken for sqrt k.
        NoiseSource weak = new WeakNoise(noise, 1.3);
        assertFalse(Exact.follows(noiseOf(budget(1e-9, k, neighbours), concentrated, weak), gaussian));
        assertFalse(Exact.follows(noiseOf(budget(0, k, neighbours), pure, weak), laplace));
        Neighbours mistaken = neighbours == Neighbours.REPLACE ? Neighbours.ADD_REMOVE : Neighbours.REPLACE;
        assertFalse(Exact.follows(noiseOf(budget(1e-9, k, mistaken), concentrated, noise), gaussian));
        assertFalse(Exact.follows(noiseOf(budget(0, k, mistaken), pure, noise), laplace));
        NoiseSource root = new WeakNoise(noise, Math.sqrt(k));
        assertEquals(k == 1, Exact.follows(noiseOf(budget(1e-9, k, neighbours), concentrated, root), gaussian));
    }

    /**
     * The same where little is paid: Gaussian scales of a thousand, a million and 2^40. Each check holds {@value #MANY} draws
     * to their distribution function at 1e-9; noise smaller by 1.3 is missed at 7 deviations (AdditiveNoiseTest).
     */
    @ParameterizedTest
    @CsvSource({"1e3, 1, ADD_REMOVE", "1e6, 3, REPLACE", "1099511627776, 2, ADD_REMOVE", "1099511627776, 1, REPLACE"})
    void countsThatLittleIsPaidForCarryTheirNoiseToo(double scale, int k, Neighbours neighbours) {
        double sides = neighbours == Neighbours.REPLACE ? 2 : 1;
        PrivacyLoss concentrated = new PrivacyLoss.ZeroConcentrated(k * k * sides / (2 * scale * scale));
        Mechanism.Additive gaussian = new Mechanism.DiscreteGaussian(scale);
        PrivacyLoss pure = new PrivacyLoss.Pure(k * sides / scale);
        Mechanism.Additive laplace = new Mechanism.DiscreteLaplace(scale);
        NoiseSource weak = new WeakNoise(noise, 1.3);
        for (NoiseSource source : List.of(noise, weak)) {
            boolean honest = source == noise;
            assertEquals(
                    honest,
                    Exact.followsWide(noiseOf(MANY, budget(1e-9, k, neighbours), concentrated, source), gaussian));
            assertEquals(honest, Exact.followsWide(noiseOf(MANY, budget(0, k, neighbours), pure, source), laplace));
        }
    }

    private static long[] noiseOf(PrivacyBudget budget, PrivacyLoss loss, NoiseSource source) {
        return noiseOf(CELLS, budget, loss, source);
    }

    private static long[] noiseOf(int cells, PrivacyBudget budget, PrivacyLoss loss, NoiseSource source) {
        int[] rows = IntStream.range(0, cells / 100).map(i -> 100 * i).toArray();
        long[] counts = door(Domain.of(List.of(new Attribute("a", cells))), rows, budget, source)
                .marginal(Clique.of(0), loss)
                .counts();
        for (int cell : rows) {
            counts[cell]--;
        }
        return counts;
    }

    /** Three candidates that are wrong by 0, 6 and 10 rows, the last at half the weight. */
    @ParameterizedTest
    @CsvSource({"1, ADD_REMOVE", "2, ADD_REMOVE", "1, REPLACE", "2, REPLACE"})
    void selectionsHaveTheWeightsThatTheirPromiseAsksFor(int k, Neighbours neighbours) {
        double sides = neighbours == Neighbours.REPLACE ? 2 : 1;
        long[] halves = {0, 12, 10};
        double epsilon = .6 * k * sides;
        // The exponential mechanism's weights are exp(epsilon q / (2 Delta)); it is epsilon^2 / 8 zero-concentrated.
        double scale = 2 * (2 * k * sides / epsilon);
        PrivacyLoss concentrated = new PrivacyLoss.ZeroConcentrated(epsilon * epsilon / 8);
        double[] weights = Exact.softmax(halves, scale);
        assertTrue(Exact.follow(choices(budget(1e-9, k, neighbours), concentrated, noise), weights));
        PrivacyLoss pure = new PrivacyLoss.Pure(epsilon);
        double[] flipped = Exact.permuteAndFlip(halves, scale);
        assertTrue(Exact.follow(choices(budget(0, k, neighbours), pure, noise), flipped));

        // Planted offender: weights with 1.3 epsilon for epsilon.
        NoiseSource eager = new EagerSelection(noise);
        assertFalse(Exact.follow(choices(budget(1e-9, k, neighbours), concentrated, eager), weights));
        assertFalse(Exact.follow(choices(budget(0, k, neighbours), pure, eager), flipped));
    }

    private static long[] choices(PrivacyBudget budget, PrivacyLoss loss, NoiseSource source) {
        Domain domain = Domain.of(List.of(new Attribute("a", 2)));
        List<Candidate> candidates = List.of(
                new Candidate(Clique.of(0), new double[] {10, 0}, 1, 0),
                new Candidate(Clique.of(0), new double[] {4, 0}, 1, 0),
                new Candidate(Clique.of(0), new double[] {0, 0}, .5, 0));
        long[] chosen = new long[candidates.size()];
        for (int block = 0; block < 50; block++) {
            PrivateTable door = door(domain, new int[10], budget, source);
            for (int i = 0; i < CHOICES / 50; i++) {
                chosen[door.select(candidates, loss)]++;
            }
        }
        return chosen;
    }

    /** A planted offender: selects at a scale that is smaller by 1.3 than what it is charged for. */
    private record EagerSelection(NoiseSource noise) implements NoiseSource {
        @Override
        public boolean secure() {
            return false;
        }

        @Override
        public String name() {
            return "planted";
        }

        @Override
        public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
            return noise.loss(mechanism, sensitivity);
        }

        @Override
        public void add(Mechanism.Additive mechanism, long[] values) {
            noise.add(mechanism, values);
        }

        @Override
        public int select(Mechanism mechanism, long[] scores) {
            return noise.select(
                    mechanism instanceof Mechanism.PureSelection
                            ? new Mechanism.PureSelection(mechanism.scale() / 1.3)
                            : new Mechanism.ExponentialSelection(mechanism.scale() / 1.3),
                    scores);
        }
    }

    /**
     * A count of 0 and its neighbour's of 1, asked {@value #CELLS} times: every value from -2 to 3 comes out of both. The
     * rarest has a mass of .054 (the noise 3 at Laplace scale 2), so that one stays away with probability below 1e-240.
     * Planted offenders, each of which tells the neighbours apart by one value alone: counts below 0 set
     * to 0 with the true zeros, cells without rows left exact, noise in steps of two.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noValueIsPossibleOnOneNeighbourAlone(boolean pure) {
        PrivacyBudget budget = budget(pure ? 0 : 1e-9, 1, Neighbours.ADD_REMOVE);
        PrivacyLoss loss = pure ? new PrivacyLoss.Pure(.5) : new PrivacyLoss.ZeroConcentrated(.125);
        UnaryOperator<long[]> asked = truth -> {
            Domain domain = Domain.of(List.of(new Attribute("a", CELLS)));
            int[] rows =
                    IntStream.range(0, CELLS).filter(cell -> truth[cell] == 1).toArray();
            return door(domain, rows, budget, noise)
                    .marginal(Clique.of(0), loss)
                    .counts();
        };
        assertTrue(sameSupport(asked));
        assertFalse(sameSupport(truth -> {
            long[] answer = asked.apply(truth);
            Arrays.setAll(answer, i -> truth[i] == 0 ? 0 : answer[i]);
            return answer;
        }));
        assertFalse(sameSupport(truth -> {
            long[] answer = asked.apply(truth);
            Arrays.setAll(answer, i -> truth[i] == 0 ? Math.max(0, answer[i]) : answer[i]);
            return answer;
        }));
        assertFalse(sameSupport(truth -> {
            long[] answer = asked.apply(truth);
            Arrays.setAll(answer, i -> truth[i] + 2 * (answer[i] - truth[i]));
            return answer;
        }));
    }

    private static boolean sameSupport(UnaryOperator<long[]> answers) {
        Set<Long> all = LongStream.rangeClosed(-2, 3).boxed().collect(Collectors.toSet());
        return IntStream.range(0, 2).allMatch(truth -> {
            long[] counts = new long[CELLS];
            Arrays.fill(counts, truth);
            return Arrays.stream(answers.apply(counts))
                    .boxed()
                    .collect(Collectors.toCollection(TreeSet::new))
                    .containsAll(all);
        });
    }

    /** The best candidate of one neighbour and of the other: each may be chosen on both, with a mass of .18 or more. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyCandidateMayBeChosenOnBothNeighbours(boolean pure) {
        PrivacyLoss loss = pure ? new PrivacyLoss.Pure(1) : new PrivacyLoss.ZeroConcentrated(.125);
        Domain domain = Domain.of(List.of(new Attribute("a", 2)));
        List<Candidate> candidates = List.of(
                new Candidate(Clique.of(0), new double[] {1, 0}, 1, 0),
                new Candidate(Clique.of(0), new double[] {0, 1}, 1, 0));
        for (int[] rows : List.of(new int[] {0}, new int[] {1})) {
            PrivateTable door = door(domain, rows, budget(pure ? 0 : 1e-9, 1, Neighbours.ADD_REMOVE), noise);
            // Two hundred draws miss a mass of .18 with probability 5e-18.
            assertEquals(
                    2,
                    IntStream.range(0, 200)
                            .map(i -> door.select(candidates, loss))
                            .distinct()
                            .count());
        }
    }
}
