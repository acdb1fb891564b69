package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.Charge;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every synthesizer that chooses what to measure by earlier answers. */
abstract class SelectingContract {
    /** In the rows below b follows a, d follows b and c, and e follows nothing; f has one value. */
    static final Domain DOMAIN = Domain.of(List.of(
            new Attribute("a", 6),
            new Attribute("b", 5),
            new Attribute("c", 3),
            new Attribute("d", 4),
            new Attribute("e", 7),
            new Attribute("f", 1)));

    abstract Synthesizer synthesizer(Settings settings);

    /** A notice of progress, counted from 1, that comes when all columns are measured and budget is left. */
    int noticeAfterColumns() {
        return 10;
    }

    static Records rows(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Records.Builder rows = Records.builder(DOMAIN, n);
        for (int i = 0; i < n; i++) {
            int a = random.nextInt(6);
            int b = random.nextInt(5) == 0 ? random.nextInt(5) : a % 5;
            int c = random.nextInt(3);
            rows.add(a, b, c, (b + c + random.nextInt(2)) % 4, random.nextInt(7), 0);
        }
        return rows.build();
    }

    static Release release(PrivacyBudget budget) {
        return MemoryLedger.of("test", budget).open("fit", budget);
    }

    /** Units, where the budget has them, are two rows each. */
    static PrivateTable door(Records rows, Release release, NoiseSource noise) {
        if (release.budget().unit().column().isEmpty()) {
            return PrivateTable.ofRows(rows, release, noise);
        }
        int[] units = IntStream.range(0, rows.rows()).map(row -> row / 2).toArray();
        return PrivateTable.ofUnits(rows, units, release, noise);
    }

    Fit fit(Records rows, Release release, NoiseSource noise) {
        return synthesizer(Settings.standard()).fit(door(rows, release, noise), Progress.NONE);
    }

    static Stream<PrivacyBudget> budgets() {
        PrivacyBudget rho = PrivacyBudget.of(1, 1e-9);
        PrivacyBudget pure = PrivacyBudget.of(2, 0);
        PrivacyUnit patient = PrivacyUnit.of("patient", 2);
        return Stream.of(
                rho,
                PrivacyBudget.of(8, 1e-6),
                pure,
                rho.withNeighbours(Neighbours.REPLACE),
                rho.withUnit(patient),
                pure.withUnit(patient).withNeighbours(Neighbours.REPLACE));
    }

    /** The loss of each answer from its mechanism by the papers' formulas, added up; and the charges, added up exactly. */
    @ParameterizedTest
    @MethodSource("budgets")
    void whatIsChargedIsTheWholeBudgetAndWhatTheMechanismsCost(PrivacyBudget budget) {
        Release release = release(budget);
        fit(rows(2000, 1), release, OpenDpNoise.load());
        BigDecimal charged = BigDecimal.ZERO;
        double recomputed = 0;
        for (Charge charge : release.charges()) {
            charged = charged.add(amount(charge.loss()));
            recomputed += formula(charge.mechanism(), budget);
        }
        BigDecimal whole = amount(budget.limit());
        assertTrue(charged.compareTo(whole) <= 0, charged + " of " + whole);
        assertEquals(1, charged.doubleValue() / whole.doubleValue(), 1e-12);
        assertEquals(1, recomputed / whole.doubleValue(), 1e-9);
    }

    /** The sensitivity is taken from the table in docs/privacy/PrivateTable.md, not from the charge. */
    private static double formula(Mechanism mechanism, PrivacyBudget budget) {
        double k = budget.unit().maxRows();
        int sides = budget.neighbours() == Neighbours.REPLACE ? 2 : 1;
        double scale = mechanism.scale();
        double score = sides * k * (1 << 20);
        if (mechanism instanceof Mechanism.DiscreteGaussian) {
            return sides * k * k / (2 * scale * scale);
        }
        if (mechanism instanceof Mechanism.DiscreteLaplace) {
            return sides * k / scale;
        }
        return mechanism instanceof Mechanism.PureSelection ? 2 * score / scale : score * score / (2 * scale * scale);
    }

    static BigDecimal amount(PrivacyLoss loss) {
        return new BigDecimal(
                loss instanceof PrivacyLoss.Pure pure ? pure.epsilon() : ((PrivacyLoss.ZeroConcentrated) loss).rho());
    }

    /** What is asked follows earlier answers: that it follows nothing else is shown by {@code RecordAndReplayTest}. */
    @Test
    void otherAnswersLeadToOtherQuestions() {
        Release one = release(PrivacyBudget.of(4, 1e-9));
        Release other = release(PrivacyBudget.of(4, 1e-9));
        fit(rows(2000, 1), one, new SilentNoise());
        fit(rows(0, 1), other, new SilentNoise());
        assertNotEquals(one.charges(), other.charges());
    }

    /**
     * The noise of each count has a scale below 20 in 4,000 rows of 30 cells: the expected distance of (a, b) is below
     * 30 * 20 * .8 / 8000 = .06, with a deviation below .01; that of independent columns is .63.
     */
    @Test
    void whatBelongsTogetherIsFound() {
        Records rows = rows(4000, 5);
        Fit fit = fit(rows, release(PrivacyBudget.of(4, 1e-6)), OpenDpNoise.load());
        Fit independent = new Independent()
                .fit(door(rows, release(PrivacyBudget.of(4, 1e-6)), OpenDpNoise.load()), Progress.NONE);
        Clique pair = DOMAIN.clique("a", "b");
        assertTrue(distance(rows, fit, pair) < .15, "the pair is off by " + distance(rows, fit, pair));
        assertTrue(distance(rows, independent, pair) > .4, "the offender is not seen");
    }

    /**
     * Answers that happen to be exact are matched, though their noise would excuse a model that is off by tens of rows: an
     * estimator that stops when noise explains the rest is caught here.
     */
    @Test
    void columnsThatAreKnownExactlyAreMatched() {
        Records rows = rows(4000, 5);
        Fit fit = fit(rows, release(PrivacyBudget.of(1, 1e-9)), new SilentNoise());
        for (int column = 0; column < DOMAIN.size(); column++) {
            double off = distance(rows, fit, Clique.of(column));
            assertTrue(off < .0025, DOMAIN.attribute(column).name() + " is off by " + off);
        }
    }

    static double distance(Records rows, Fit fit, Clique clique) {
        double[] counts = Arrays.stream(rows.counts(clique)).asDoubleStream().toArray();
        Factor truth = Factor.of(rows.domain(), clique, counts);
        return Fields.of(fit).marginal(clique).distance(truth) / (2.0 * rows.rows());
    }

    /** Single columns have 26 cells in all and can't be left out; the limit is on what is chosen. */
    @Test
    void theModelStaysWithinItsSize() {
        Records rows = rows(4000, 5);
        for (int cells : new int[] {5, 15, 25}) {
            Settings settings = new Settings(Workload.pairs(), cells * 8 / 1e6);
            Fit fit = synthesizer(settings)
                    .fit(door(rows, release(PrivacyBudget.of(10, 1e-6)), new SilentNoise()), Progress.NONE);
            assertTrue(
                    Fields.of(fit).tree().cells() <= cells + 26, Fields.of(fit).tree() + " of " + cells);
        }
        Fit free = fit(rows, release(PrivacyBudget.of(10, 1e-6)), new SilentNoise());
        assertTrue(Fields.of(free).tree().cells() > 51, "the limit did not bind");
    }

    @Test
    void aTableThatIsAllNoiseStillHasAModelAndSpendsItsBudget() {
        for (int n : new int[] {0, 1, 5}) {
            Release release = release(PrivacyBudget.of(.5, 1e-9));
            Fit fit = fit(rows(n, 1), release, OpenDpNoise.load());
            assertEquals(10, Fields.of(fit).sampler().sample(10, 1).rows());
            double spent = amount(release.spent()).doubleValue();
            assertEquals(1, spent / amount(release.budget().limit()).doubleValue(), 1e-12);
        }
    }

    /** Of one column, and of columns of one value: nothing can be chosen, and all goes to the columns. */
    @Test
    void aTableWithoutPairsIsMeasured() {
        for (Domain narrow : List.of(
                Domain.of(List.of(new Attribute("x", 4))),
                Domain.of(List.of(new Attribute("x", 4), new Attribute("y", 1))))) {
            Records.Builder rows = Records.builder(narrow, 1000);
            for (int i = 0; i < 1000; i++) {
                rows.add(narrow.size() == 1 ? new int[] {i % 4} : new int[] {i % 4, 0});
            }
            Release release = release(PrivacyBudget.of(1, 1e-9));
            Fit fit = fit(rows.build(), release, new SilentNoise());
            assertEquals(250, Fields.of(fit).marginal(Clique.of(0)).value(2), 1);
            double spent = amount(release.spent()).doubleValue();
            assertEquals(1, spent / amount(release.budget().limit()).doubleValue(), 1e-12);
        }
    }

    @Test
    void underReplaceTheNumberOfRowsIsExact() {
        Fit fit = fit(
                rows(77, 1), release(PrivacyBudget.of(1, 1e-9).withNeighbours(Neighbours.REPLACE)), OpenDpNoise.load());
        assertEquals(77, Fields.of(fit).total());
    }

    /** What was charged before the work was stopped stays charged, and nothing was drawn that isn't. */
    @Test
    void aFitThatIsStoppedLeavesATrueLedger() {
        Release release = release(PrivacyBudget.of(1, 1e-9));
        SilentNoise noise = new SilentNoise();
        int[] told = new int[1];
        Progress stopping = (stage, done, of) -> {
            assertTrue(done >= 0 && done <= of, stage + " " + done + " of " + of);
            if (++told[0] == noticeAfterColumns()) {
                throw new CancellationException("stopped by a person");
            }
        };
        PrivateTable table = door(rows(3000, 1), release, noise);
        assertThrows(
                CancellationException.class,
                () -> synthesizer(Settings.standard()).fit(table, stopping));
        assertTrue(release.charges().size() >= DOMAIN.size());
        assertEquals(release.charges().size(), noise.drawn.size());
        assertTrue(amount(release.remaining()).signum() > 0);
    }
}
