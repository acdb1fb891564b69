package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.model.CorrelationMatrix;
import org.effigy.model.Distribution;
import org.effigy.model.GaussianCopula;
import org.effigy.model.LocationCopula;
import org.effigy.privacy.Charge;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the synthesizers that have a copula: {@code copula}, by both kinds of correlation, and {@code hybrid}. */
class CopulaTest {
    private static final Domain DOMAIN = Domain.of(List.of(
            new Attribute("x", 60, Ordering.ORDERED),
            new Attribute("g", 3),
            new Attribute("y", 41, Ordering.ORDERED_OR_MISSING),
            new Attribute("z", 31, Ordering.ORDERED_OR_MISSING),
            new Attribute("b", 2)));

    /** Of x, y, z, b, and of whether y and z are missing; given the rest y and its flag are independent, as are z and its. */
    private static final CorrelationMatrix TRUTH = CorrelationMatrix.nearest(
            new double[][] {{}, {.7}, {-.5, -.3}, {.4, .3, 0}, {.3, 0, 0, .2}, {0, 0, 0, .1, .6}});

    private static final Records ROWS = truth().sampler().sample(8000, 7);

    private static GaussianCopula truth() {
        double[] x = IntStream.range(0, 60)
                .mapToDouble(i -> i == 0 ? 20 : Math.exp(-i / 20.))
                .toArray();
        double[] y = IntStream.range(0, 41).mapToDouble(i -> i == 40 ? 10 : 1).toArray();
        double[] z =
                IntStream.range(0, 31).mapToDouble(i -> i == 30 ? 100 : 1 + i).toArray();
        return GaussianCopula.of(
                DOMAIN,
                8000,
                List.of(x, new double[] {1, 2, 3}, y, z, new double[] {7, 3}),
                Clique.of(0, 2, 3, 4),
                TRUTH);
    }

    private static Stream<Synthesizer> synthesizers() {
        Settings settings = Settings.standard();
        CopulaOptions options = CopulaOptions.standard();
        return Stream.of(
                Copula.of(settings),
                Copula.of(settings.withCopula(options.withCorrelation(CopulaOptions.Correlation.KENDALL)
                        .withDegrees(5))),
                Hybrid.of(settings));
    }

    private static Fit fit(Synthesizer synthesizer, Records rows, Release release, NoiseSource noise) {
        return synthesizer.fit(SelectingContract.door(rows, release, noise), Progress.NONE);
    }

    /** A hundred rows a unit: 41 ordered columns have room in 64 bits, 42 have not (k^2 pairs 2^40 below 2^63). */
    @Test
    void aScatterMatrixPastSixtyFourBitsIsRefusedBeforeAnythingIsPaid() {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-6).withUnit(PrivacyUnit.of("patient", 100));
        for (Synthesizer synthesizer : List.of(Copula.of(Settings.standard()), Hybrid.of(Settings.standard()))) {
            for (int columns : new int[] {41, 42}) {
                Release release = MemoryLedger.of("wide", budget).open("fit", budget);
                PrivateTable door = PrivateTable.ofUnits(ordered(columns, 3), new int[20], release, new SilentNoise());
                if (columns == 41) {
                    synthesizer.fit(door, Progress.NONE);
                    continue;
                }
                IllegalArgumentException refused =
                        assertThrows(IllegalArgumentException.class, () -> synthesizer.fit(door, Progress.NONE));
                assertTrue(refused.getMessage().contains("fewer rows a unit"), refused.getMessage());
                assertEquals(List.of(), release.charges());
            }
        }
    }

    /** A column of one value has no rank scores, so nothing can be correlated with it. */
    @Test
    void aColumnOfOneValueIsLeftApart() {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-6);
        Domain domain = Domain.of(List.of(
                new Attribute("one", 1, Ordering.ORDERED),
                new Attribute("two", 5, Ordering.ORDERED),
                new Attribute("three", 5, Ordering.ORDERED)));
        Fit fit = fit(
                Copula.of(Settings.standard()),
                Records.of(domain, new int[3][20]),
                SelectingContract.release(budget),
                OpenDpNoise.load());
        assertEquals(2, copula(fit.distribution()).linked().size());
    }

    private static Records ordered(int columns, int size) {
        Domain domain = Domain.of(IntStream.range(0, columns)
                .mapToObj(i -> new Attribute("c" + i, size, Ordering.ORDERED))
                .toList());
        return Records.of(domain, new int[columns][20]);
    }

    /**
     * At epsilon 3 a correlation's noise has a deviation below .03 by the scatter matrix and .05 by Kendall's tau, and its
     * error from 8,000 rows one below .02; scores of an independent fit would be off by .7.
     */
    @Test
    void correlationsOfValuesAreFound() {
        synthesizers().limit(2).forEach(synthesizer -> {
            Fit fit = fit(synthesizer, ROWS, SelectingContract.release(PrivacyBudget.of(3, 1e-6)), OpenDpNoise.load());
            CorrelationMatrix found = copula(fit.distribution()).correlations();
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < i; j++) {
                    assertEquals(TRUTH.get(i, j), found.get(i, j), .25, i + ", " + j);
                }
            }
        });
    }

    private static GaussianCopula copula(Distribution distribution) {
        return assertInstanceOf(GaussianCopula.class, distribution);
    }

    /** With answers that happen to be exact only the 8,000 rows leave anything to chance, a deviation below .02. */
    @Test
    void exactAnswersGiveTheCorrelationsOfFlagsToo() {
        Fit fit = fit(
                Copula.of(Settings.standard()),
                ROWS,
                SelectingContract.release(PrivacyBudget.of(10_000, 1e-6)),
                OpenDpNoise.load());
        CorrelationMatrix found = copula(fit.distribution()).correlations();
        assertEquals(.3, found.get(4, 0), .12);
        assertEquals(.6, found.get(5, 4), .12);
        assertEquals(.2, found.get(4, 3), .12);
        assertEquals(0, found.get(5, 0), .12);
    }

    /** Groups whose x differ by two deviations: the hybrid's rows show it, at 5,000 rows a group within .05. */
    @Test
    void theHybridPutsValuesWhereTheirGroupIs() {
        Records.Builder rows = Records.builder(DOMAIN, 8000);
        for (int row = 0; row < 8000; row++) {
            int group = row % 2;
            rows.add(
                    ROWS.code(row, 0) / 2 + 30 * group, group, ROWS.code(row, 2), ROWS.code(row, 3), ROWS.code(row, 4));
        }
        Release release = SelectingContract.release(PrivacyBudget.of(3, 1e-6));
        Fit fit = fit(Hybrid.of(Settings.standard()), rows.build(), release, OpenDpNoise.load());
        assertInstanceOf(LocationCopula.class, fit.distribution());
        Records drawn = fit.distribution().sampler().sample(10_000, 1);
        double[] high = new double[3];
        double[] all = new double[3];
        for (int row = 0; row < drawn.rows(); row++) {
            all[drawn.code(row, 1)]++;
            high[drawn.code(row, 1)] += drawn.code(row, 0) >= 30 ? 1 : 0;
        }
        assertTrue(high[0] / all[0] < .25, "low group: " + high[0] / all[0]);
        assertTrue(high[1] / all[1] > .75, "high group: " + high[1] / all[1]);
    }

    private static Stream<PrivacyBudget> budgets() {
        PrivacyBudget rho = PrivacyBudget.of(1, 1e-9);
        PrivacyBudget pure = PrivacyBudget.of(2, 0);
        PrivacyUnit patient = PrivacyUnit.of("patient", 2);
        return Stream.of(rho, pure.withUnit(patient).withNeighbours(Neighbours.REPLACE));
    }

    /** The charges, added up exactly; and those of additive noise, from their scale and sensitivity by the papers' formulas. */
    @ParameterizedTest
    @MethodSource("budgets")
    void whatIsChargedIsTheWholeBudget(PrivacyBudget budget) {
        synthesizers().forEach(synthesizer -> {
            Release release = SelectingContract.release(budget);
            fit(synthesizer, ROWS, release, OpenDpNoise.load());
            BigDecimal charged = BigDecimal.ZERO;
            for (Charge charge : release.charges()) {
                BigDecimal loss = SelectingContract.amount(charge.loss());
                charged = charged.add(loss);
                double scale = charge.mechanism().scale();
                if (charge.mechanism() instanceof Mechanism.DiscreteGaussian) {
                    assertEquals(charge.sensitivity().l2Squared() / (2 * scale * scale), loss.doubleValue(), 1e-9);
                }
                if (charge.mechanism() instanceof Mechanism.DiscreteLaplace) {
                    assertEquals(charge.sensitivity().l1() / scale, loss.doubleValue(), 1e-9);
                }
            }
            BigDecimal whole = SelectingContract.amount(budget.limit());
            assertTrue(charged.compareTo(whole) <= 0, charged + " of " + whole);
            assertEquals(1, charged.doubleValue() / whole.doubleValue(), 1e-12);
        });
    }

    @Test
    void aTableThatIsAllNoiseStillHasAModel() {
        for (int n : new int[] {0, 1, 5}) {
            synthesizers().forEach(synthesizer -> {
                Release release = SelectingContract.release(PrivacyBudget.of(.1, 1e-9));
                Fit fit = fit(synthesizer, ROWS.select(IntStream.range(0, n).toArray()), release, OpenDpNoise.load());
                assertEquals(10, fit.distribution().sampler().sample(10, 1).rows());
            });
        }
    }

    /** One ordered column, none, columns of one value, and columns of which all cells are missing. */
    @Test
    void tablesWithoutPairsHaveModels() {
        for (Domain narrow : List.of(
                Domain.of(List.of(new Attribute("x", 4, Ordering.ORDERED))),
                Domain.of(List.of(new Attribute("g", 4), new Attribute("h", 5))),
                Domain.of(List.of(new Attribute("x", 4, Ordering.ORDERED), new Attribute("g", 5))),
                Domain.of(List.of(
                        new Attribute("x", 1, Ordering.ORDERED_OR_MISSING), new Attribute("y", 5, Ordering.ORDERED))),
                Domain.of(List.of(
                        new Attribute("x", 1, Ordering.ORDERED),
                        new Attribute("y", 4, Ordering.ORDERED_OR_MISSING),
                        new Attribute("z", 4, Ordering.ORDERED_OR_MISSING))))) {
            Records.Builder rows = Records.builder(narrow, 1000);
            for (int i = 0; i < 1000; i++) {
                rows.add(narrow.attributes().stream()
                        .mapToInt(attribute -> attribute.size() - 1)
                        .toArray());
            }
            Records all = rows.build();
            synthesizers().forEach(synthesizer -> {
                Release release = SelectingContract.release(PrivacyBudget.of(3, 1e-6));
                Fit fit = fit(synthesizer, all, release, OpenDpNoise.load());
                Records drawn = fit.distribution().sampler().sample(200, 1);
                long right = IntStream.range(0, 200)
                        .filter(row -> drawn.code(row, 0) == narrow.attribute(0).size() - 1)
                        .count();
                assertTrue(right > 150, synthesizer.name() + " on " + narrow + ": " + right);
            });
        }
    }

    @Test
    void underReplaceTheNumberOfRowsIsExact() {
        Release release = SelectingContract.release(PrivacyBudget.of(1, 1e-9).withNeighbours(Neighbours.REPLACE));
        Fit fit = fit(Copula.of(Settings.standard()), ROWS, release, OpenDpNoise.load());
        assertEquals(8000, fit.distribution().total());
    }
}
