package org.effigy.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;
import org.effigy.measure.Candidate;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.Mechanism.DiscreteGaussian;
import org.effigy.privacy.Mechanism.ExponentialSelection;
import org.effigy.privacy.Mechanism.PureSelection;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.WeakNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fast form of the audits on worst neighbours; {@code benchmarks/tight.sh} is the long one.
 *
 * <p>False alarms: each bound holds at 1 - 1e-7, and an audit looks at six, so 6e-7 a test. An honest fit whose answers are
 * mu apart is guessed right with probability {@code p = Phi(mu / 2)}; of N guesses the bound on mu is {@code 2 Phi^-1(p) - (5.2 + z) s},
 * {@code s = 2 sqrt(p (1 - p) / N) / phi(mu / 2)}, but with the probability of the normal tail beyond z, here 4.75 for
 * 1e-6. At (8, 0.01), where mu is 2.2, s is 3.16 / sqrt N: that is what the lower ends and the numbers of fits follow
 * from. The planted offenders' figures are beside them.
 */
class TightAuditTest {
    private static final double LEVEL = 1 - 1e-7;
    private static final NoiseSource NOISE = OpenDpNoise.load().withThreads(1);

    private static TightAudit audit(String model, PrivacyBudget budget, NoiseSource noise, int fits) {
        return TightAudit.of(
                WorstCase.of(model, budget),
                noise,
                new AttackSettings(fits, 1, 0, Sight.MODEL, LEVEL, 2, 1),
                Progress.NONE);
    }

    private static PrivacyBudget budget(double epsilon, double delta, Neighbours neighbours, int kept) {
        return new PrivacyBudget(
                epsilon, delta, neighbours, kept == 1 ? PrivacyUnit.row() : PrivacyUnit.of("unit", kept));
    }

    /**
     * What can be reached is a sum over the questions that were asked, with next to no chance in it: never above what the
     * charges allow, and on these tables nearly all of sqrt(2 rho). Least: what 2.2 - 9.95 s leaves of 2.22, rounded down; the 200 fits of hybrid, the slowest,
     * are too few for that bound, and are held to the other figures.
     */
    @ParameterizedTest
    @CsvSource({
        "independent, ADD_REMOVE, 1, 2000, .65, .99",
        "independent, REPLACE, 2, 2000, .65, .99",
        "copula, ADD_REMOVE, 2, 2000, .65, .99",
        "copula, REPLACE, 1, 2000, .65, .99",
        "mst, ADD_REMOVE, 1, 1200, .5, .97",
        "mst, REPLACE, 2, 800, .4, .97",
        "aim, ADD_REMOVE, 2, 600, .3, .97",
        "aim, REPLACE, 1, 300, .1, .97",
        "privbayes, ADD_REMOVE, 1, 700, .35, .95",
        "hybrid, ADD_REMOVE, 1, 200, 0, .99"
    })
    void fitsShowNoMoreThanTheyClaimAndNotMuchLess(
            String model, Neighbours neighbours, int kept, int fits, double least, double reachable) {
        PrivacyBudget claim = budget(8, .01, neighbours, kept);
        double nominal = Math.sqrt(2 * ((PrivacyLoss.ZeroConcentrated) claim.limit()).rho());
        TightAudit audit = audit(model, claim, NOISE, fits);
        assertFalse(audit.exceeded(LEVEL), audit.toString());
        assertTrue(audit.information() <= audit.ceiling(), audit.toString());
        assertTrue(audit.information() >= reachable * nominal, audit.toString());
        assertTrue(audit.ceiling() <= 1.08 * nominal, audit.toString());
        assertTrue(audit.answers().mu(LEVEL) >= least * nominal, audit.toString());
    }

    /**
     * Noise times 0.85 is 2.61 apart where 2.24 is allowed, s is 3.46 / sqrt N, and 10,000 fits leave 2.27. Half of the
     * charges forgotten, or replace taken for add/remove, is noise smaller by sqrt 2: 3.14 apart, s 4.02 / sqrt N, and
     * 3,000 fits leave 2.41 of 2.25. Of fits with a third of the noise 0.5 % are guessed wrong, nearly all where each
     * choice speaks against the truth: of 400 that is 2, and up to 16 leave the bound above a ceiling of 2.36.
     */
    @ParameterizedTest
    @CsvSource({
        "independent, ADD_REMOVE, 2, 1.1764705882352942, 10000",
        "copula, REPLACE, 1, 1.4142135623730951, 3000",
        "mst, ADD_REMOVE, 1, 3, 400",
        "aim, REPLACE, 1, 3, 400"
    })
    void noiseThatIsTooSmallIsCaught(String model, Neighbours neighbours, int kept, double by, int fits) {
        TightAudit audit = audit(model, budget(8, .01, neighbours, kept), new WeakNoise(NOISE, by), fits);
        assertTrue(audit.exceeded(LEVEL), audit.toString());
    }

    /** No answers to the questions that are asked could have a likelihood ratio beyond e^epsilon, and some nearly do. */
    @ParameterizedTest
    @CsvSource({
        "independent, ADD_REMOVE, 1, .999",
        "copula, REPLACE, 2, .999",
        "mst, REPLACE, 1, .9",
        "aim, ADD_REMOVE, 2, .9",
        "privbayes, ADD_REMOVE, 1, .9"
    })
    void pureFitsCanBeNoFurtherApartThanEpsilon(String model, Neighbours neighbours, int kept, double reachable) {
        TightAudit audit = audit(model, budget(3, 0, neighbours, kept), NOISE, 200);
        assertFalse(audit.exceeded(LEVEL), audit.toString());
        assertTrue(audit.reach() <= 3 * (1 + 1e-9), audit.toString());
        assertTrue(audit.reach() >= reachable * 3, audit.toString());
    }

    /**
     * Two candidates, of which a row lifts the one and lowers the other: the odds of the first change by epsilon, 2 here,
     * in logarithms. Of 4,000 choices a side the bound is 2 - 10.7 * .036 on average. Scores with weights for twice
     * epsilon change by 4, and the bound is below 2 with probability below 1e-20; permute-and-flip charged as an
     * exponential choice changes by 2.98 and is missed with probability below 1e-6 (a bound of 2.55, with a deviation of
     * .06).
     */
    @Test
    void choicesChangeTheOddsByWhatIsChargedAndNoMore() {
        double bound = oddsBound(mechanism -> mechanism);
        assertTrue(bound <= 2, bound + "");
        assertTrue(bound >= 1.3, bound + "");
        double sharper = oddsBound(mechanism -> new ExponentialSelection(mechanism.scale() / 2));
        assertTrue(sharper > 2, sharper + "");
        double cheaper = oddsBound(mechanism -> new PureSelection(mechanism.scale()));
        assertTrue(cheaper > 2, cheaper + "");
    }

    /** The least change of the logarithm of the odds. */
    private static double oddsBound(UnaryOperator<Mechanism> drawn) {
        int choices = 4_000;
        Rates rates = new Rates(chosen(0, drawn, choices), choices, chosen(1, drawn, choices), choices);
        double alarms = rates.mostFalseAlarms(LEVEL);
        double hits = rates.leastHits(LEVEL);
        return Math.log(hits / (1 - hits)) - Math.log(alarms / (1 - alarms));
    }

    private static int chosen(int rows, UnaryOperator<Mechanism> drawn, int choices) {
        Domain domain = Domain.of(List.of(new Attribute("a", 2), new Attribute("b", 2)));
        Records.Builder builder = Records.builder(domain, 1);
        for (int i = 0; i < rows; i++) {
            builder.add(0, 0);
        }
        Records table = builder.build();
        List<Candidate> candidates = List.of(
                new Candidate(Clique.of(0), new double[] {0, 0}, 1, 0),
                new Candidate(Clique.of(1), new double[] {1, 0}, 1, 0));
        PrivacyBudget budget = PrivacyBudget.of(8, .01);
        int first = 0;
        for (int i = 0; i < choices; i++) {
            PrivateTable door = PrivateTable.ofRows(
                    table, MemoryLedger.of("audit", budget).open("choice", budget), new OtherChoice(drawn));
            first += door.select(candidates, new PrivacyLoss.ZeroConcentrated(.5)) == 0 ? 1 : 0;
        }
        return first;
    }

    /** Charges one choice and makes another. */
    private record OtherChoice(UnaryOperator<Mechanism> drawn) implements NoiseSource {
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
            return NOISE.loss(mechanism, sensitivity);
        }

        @Override
        public void add(Mechanism.Additive mechanism, long[] values) {
            throw new AssertionError("nothing is counted here");
        }

        @Override
        public int select(Mechanism mechanism, long[] scores) {
            return NOISE.select(drawn.apply(mechanism), scores);
        }
    }

    /** A change of the odds by e^epsilon is furthest apart, as a mu, where it is even: the lemma of the ceiling. */
    @ParameterizedTest
    @ValueSource(doubles = {.01, .2, 1, 3, 8})
    void aChoiceIsNoFurtherApartThanAnEvenOne(double epsilon) {
        double even = apart(0, epsilon);
        assertTrue(even <= Math.sqrt(Math.PI / 8) * epsilon * (1 + 1e-9));
        for (double middle = -20; middle <= 20; middle += 1.0 / 64) {
            assertTrue(apart(middle, epsilon) <= even * (1 + 1e-9), middle + "");
        }
        assertTrue(apart(1, epsilon) < even);
    }

    private static double apart(double middle, double epsilon) {
        return quantile(middle + epsilon / 2) - quantile(middle - epsilon / 2);
    }

    private static double quantile(double odds) {
        // By the smaller tail, which keeps its digits.
        double tail =
                new NormalDistribution(null, 0, 1).inverseCumulativeProbability(1 / (1 + Math.exp(Math.abs(odds))));
        return odds > 0 ? -tail : tail;
    }

    /** A discrete Gaussian is a little further apart than 1 / sigma; by how much is the ceiling's correction. */
    @ParameterizedTest
    @ValueSource(doubles = {1.5, 2, 5})
    void aDiscreteGaussianIsAsFarApartAsARoundedOne(double sigma) {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        double most = 0;
        for (int least = 1; least < 4 * sigma; least++) {
            most = Math.max(
                    most,
                    normal.inverseCumulativeProbability(tail(least - 1, sigma))
                            - normal.inverseCumulativeProbability(tail(least, sigma)));
        }
        assertTrue(most > (1 + 1 / (25 * sigma * sigma)) / sigma);
        assertEquals(1, most * Math.sqrt(sigma * sigma - 1.0 / 12), 3e-4);
    }

    private static double tail(int least, double sigma) {
        double all = 0;
        double above = 0;
        for (int i = (int) (20 * sigma); i >= -20 * sigma; i--) {
            double mass = Math.exp(-i * i / (2 * sigma * sigma));
            all += mass;
            above += i >= least ? mass : 0;
        }
        return above / all;
    }

    /** All outcomes of 40 guesses a side about two normals 1 apart, summed up at two lines; for normals 2 apart it fails. */
    @ParameterizedTest
    @ValueSource(doubles = {.5, .1})
    void theBoundOfGuessesPassesTheTruthAsSeldomAsItSays(double line) {
        assertTrue(passing(line, 1) <= .1);
        assertTrue(passing(.5, 2) > .5);
    }

    private static double passing(double line, double mu) {
        int trials = 40;
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        BinomialDistribution alarms = new BinomialDistribution(null, trials, 1 - normal.cumulativeProbability(line));
        BinomialDistribution hits = new BinomialDistribution(null, trials, 1 - normal.cumulativeProbability(line - mu));
        double passing = 0;
        for (int a = 0; a <= trials; a++) {
            for (int h = 0; h <= trials; h++) {
                Rates rates = new Rates(a, trials, h, trials);
                if (new Telling(rates, rates, 0).mu(.9) > 1) {
                    passing += alarms.probability(a) * hits.probability(h);
                }
            }
        }
        return passing;
    }

    /** Against the definition over all orders of three candidates; and the softmax. */
    @Test
    void theProbabilitiesOfChoicesAreThoseOfTheirDefinitions() {
        double[] pure = Transcript.logarithms(new PureSelection(2), new long[] {3, 5, 4});
        double a = Math.exp(-1);
        double b = Math.exp(-.5);
        assertEquals(a * (1 - b / 2 - 1. / 2 + b / 3), Math.exp(pure[0]), 1e-12);
        assertEquals(1 - (a + b) / 2 + a * b / 3, Math.exp(pure[1]), 1e-12);
        assertEquals(b * (1 - a / 2 - 1. / 2 + a / 3), Math.exp(pure[2]), 1e-12);
        double[] exponential = Transcript.logarithms(new ExponentialSelection(2), new long[] {3, 5, 4});
        assertEquals(a / (1 + a + b), Math.exp(exponential[0]), 1e-12);
    }

    @Test
    void aFitWhoseQuestionsFollowTheRowsIsFound() {
        Transcript.Maps maps = new Transcript.Maps(NOISE);
        Transcript transcript = new Transcript();
        NoiseSource recording = transcript.recording(maps);
        recording.add(new DiscreteGaussian(2), new long[] {5, 1});
        recording.select(new ExponentialSelection(2), new long[] {5, 1});
        List<Consumer<NoiseSource>> others = List.of(
                again -> again.add(new DiscreteGaussian(2), new long[] {5, 1, 0}),
                again -> again.add(new DiscreteGaussian(3), new long[] {5, 1}),
                again -> again.select(new ExponentialSelection(2), new long[] {5, 1}),
                again -> again.add(new DiscreteGaussian(2), new long[] {5, 1}));
        for (Consumer<NoiseSource> other : others) {
            assertTrue(assertThrows(IllegalStateException.class, () -> transcript.replay(maps, other))
                    .getMessage()
                    .contains("elsewhere than at the door"));
        }
    }

    @Test
    void tooFewFitsAndUnknownModelsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> audit("mst", PrivacyBudget.of(1, 1e-9), NOISE, 199));
        assertThrows(IllegalArgumentException.class, () -> WorstCase.of("oracle", PrivacyBudget.of(1, 1e-9)));
    }
}
