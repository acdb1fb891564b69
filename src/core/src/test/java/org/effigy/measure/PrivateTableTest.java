package org.effigy.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.MarginalSource;
import org.effigy.domain.Records;
import org.effigy.privacy.BudgetExceededException;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.SilentNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.junit.jupiter.api.Test;

class PrivateTableTest {
    private static final Domain DOMAIN = Domain.of(List.of(new Attribute("age", 3), new Attribute("sex", 2)));
    private static final Records ROWS = Records.builder(DOMAIN, 5)
            .add(0, 0)
            .add(0, 1)
            .add(1, 1)
            .add(0, 1)
            .add(2, 0)
            .build();
    private static final PrivacyLoss.ZeroConcentrated RHO = new PrivacyLoss.ZeroConcentrated(.001);

    private final SilentNoise noise = new SilentNoise();

    private static Release release(PrivacyBudget budget) {
        return MemoryLedger.of("test", budget).open("test", budget);
    }

    @Test
    void eachAnswerIsChargedAtItsOwnSensitivity() {
        Release release = release(PrivacyBudget.of(1, 1e-9));
        PrivateTable table = PrivateTable.ofRows(ROWS, release, noise);
        NoisyMarginal marginal = table.marginal(Clique.of(1), RHO);
        assertArrayEquals(new long[] {2, 3}, marginal.counts());
        assertEquals(5, marginal.total());
        assertEquals(1, release.charges().size());
        assertEquals("marginal (sex)", release.charges().get(0).query());
        assertEquals(Math.sqrt(500), marginal.mechanism().scale(), 1e-9);
        assertTrue(((PrivacyLoss.ZeroConcentrated) release.spent()).rho() <= .001);
        assertEquals(.001, ((PrivacyLoss.ZeroConcentrated) release.spent()).rho(), 1e-12);
    }

    @Test
    void severalMarginalsAreOneChargeWithTheNoiseOfAll() {
        Release release = release(PrivacyBudget.of(1, 1e-9));
        PrivateTable table = PrivateTable.ofRows(ROWS, release, noise);
        List<NoisyMarginal> marginals = table.marginals(List.of(Clique.of(0), Clique.of(1)), RHO);
        assertEquals(2, marginals.size());
        assertEquals(1, release.charges().size());
        assertEquals(2, release.charges().get(0).sensitivity().l2Squared());
        assertEquals(Math.sqrt(1000), marginals.get(0).mechanism().scale(), 1e-9);
    }

    @Test
    void nothingIsDrawnWhenTheChargeIsRefused() {
        Release release = release(PrivacyBudget.of(1, 1e-9));
        PrivateTable table = PrivateTable.ofRows(ROWS, release, noise);
        PrivacyLoss all = release.remaining();
        table.marginal(Clique.of(0), all);
        int drawn = noise.drawn.size();
        assertThrows(BudgetExceededException.class, () -> table.marginal(Clique.of(0), RHO));
        assertThrows(BudgetExceededException.class, () -> table.total(RHO));
        List<Candidate> candidates = List.of(new Candidate(Clique.of(0), new double[3], 1, 0));
        assertThrows(BudgetExceededException.class, () -> table.select(candidates, RHO));
        assertEquals(drawn, noise.drawn.size());
        assertEquals(1, release.charges().size());
    }

    @Test
    void pureBudgetsGetLaplaceNoise() {
        Release release = release(PrivacyBudget.of(1, 0));
        PrivateTable table = PrivateTable.ofRows(ROWS, release, noise);
        NoisyMarginal marginal = table.marginal(Clique.of(0), new PrivacyLoss.Pure(.5));
        assertEquals(2, marginal.mechanism().scale(), 1e-9);
        assertEquals(Math.sqrt(8), marginal.standardDeviation(), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> table.marginal(Clique.of(0), RHO));
    }

    @Test
    void theNumberOfRowsIsSecretUnlessTheRelationMakesItPublic() {
        PrivateTable secret = PrivateTable.ofRows(ROWS, release(PrivacyBudget.of(1, 1e-9)), noise);
        assertThrows(IllegalStateException.class, secret::rows);
        assertEquals(5, secret.total(RHO).total());

        Release replacing = release(PrivacyBudget.of(1, 1e-9).withNeighbours(Neighbours.REPLACE));
        PrivateTable known = PrivateTable.ofRows(ROWS, replacing, noise);
        assertEquals(5, known.rows());
        assertEquals(0, replacing.charges().size());
        assertThrows(IllegalStateException.class, () -> known.total(RHO));

        PrivacyBudget units =
                PrivacyBudget.of(1, 1e-9).withNeighbours(Neighbours.REPLACE).withUnit(PrivacyUnit.of("patient", 2));
        PrivateTable several = PrivateTable.ofUnits(ROWS, new int[5], release(units), noise);
        assertThrows(IllegalStateException.class, several::rows);
    }

    @Test
    void atMostTheCapIsKeptOfEachUnitAndEveryRowHasItsChance() {
        PrivacyBudget budget = PrivacyBudget.of(1000, 1e-9).withUnit(PrivacyUnit.of("patient", 2));
        int[] units = {0, 0, 0, 0, 1};
        long[] kept = new long[3];
        // Each of the four rows of unit 0 is kept in half of the draws. One that never is would be missed with
        // probability 2^-60; a cap that does not bind shows in the first total.
        for (int i = 0; i < 60; i++) {
            PrivateTable table = PrivateTable.ofUnits(ROWS, units, release(budget), noise);
            long[] ages = table.marginal(Clique.of(0), RHO).counts();
            assertEquals(3, ages[0] + ages[1] + ages[2]);
            assertEquals(1, ages[2], "the only row of unit 1 stays");
            kept[0] += ages[0];
            kept[1] += ages[1];
        }
        assertTrue(kept[0] > 0 && kept[1] > 0);
    }

    @Test
    void noiseGrowsWithTheCap() {
        PrivacyBudget one = PrivacyBudget.of(1, 1e-9).withUnit(PrivacyUnit.of("patient", 1));
        PrivacyBudget five = PrivacyBudget.of(1, 1e-9).withUnit(PrivacyUnit.of("patient", 5));
        double small = PrivateTable.ofUnits(ROWS, new int[5], release(one), noise)
                .marginal(Clique.of(0), RHO)
                .standardDeviation();
        double large = PrivateTable.ofUnits(ROWS, new int[5], release(five), noise)
                .marginal(Clique.of(0), RHO)
                .standardDeviation();
        assertEquals(5 * small, large, 1e-9 * large);
    }

    @Test
    void selectionPrefersWhereTheModelIsWrong() {
        PrivateTable table = PrivateTable.ofRows(ROWS, release(PrivacyBudget.of(1, 1e-9)), noise);
        Candidate right = new Candidate(Clique.of(1), new double[] {2, 3}, 1, 0);
        Candidate wrong = new Candidate(Clique.of(0), new double[] {0, 0, 5}, 1, 0);
        assertEquals(1, table.select(List.of(right, wrong), RHO));
        Candidate heavy = new Candidate(Clique.of(1), new double[] {3, 2}, 100, 0);
        assertEquals(0, table.select(List.of(heavy, wrong), RHO));
        assertEquals(
                "selection among 2 marginals", table.release().charges().get(0).query());
    }

    @Test
    void requestsThatMakeNoSenseAreRefusedBeforeAnyCharge() {
        Release release = release(PrivacyBudget.of(1, 1e-9));
        PrivateTable table = PrivateTable.ofRows(ROWS, release, noise);
        assertThrows(IllegalArgumentException.class, () -> table.marginals(List.of(), RHO));
        assertThrows(IllegalArgumentException.class, () -> table.select(List.of(), RHO));
        List<Candidate> misshapen = List.of(new Candidate(Clique.of(0), new double[2], 1, 0));
        assertThrows(IllegalArgumentException.class, () -> table.select(misshapen, RHO));
        List<Candidate> unknown = List.of(new Candidate(Clique.of(0), new double[] {1, Double.NaN, 1}, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> table.select(unknown, RHO));
        for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new Candidate(Clique.of(0), new double[3], weight, 0));
        }
        for (double bias : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new Candidate(Clique.of(0), new double[3], 1, bias));
        }
        assertTrue(release.charges().isEmpty());
    }

    @Test
    void aMarginalPastTheArrayLimitIsRefusedBeforeItIsPaidFor() {
        Domain wide = Domain.of(IntStream.range(0, 3)
                .mapToObj(i -> new Attribute("x" + i, 60_000))
                .toList());
        Release release = release(PrivacyBudget.of(1, 1e-9));
        PrivateTable table =
                PrivateTable.ofRows(Records.builder(wide, 1).add(0, 0, 0).build(), release, noise);
        assertThrows(IllegalArgumentException.class, () -> table.marginal(wide.all(), RHO));
        assertTrue(release.charges().isEmpty());
    }

    @Test
    void aShareThatBuysNothingButNoiseIsRefusedBeforeItIsPaid() {
        for (PrivacyBudget budget : List.of(
                PrivacyBudget.of(1e-300, 0),
                PrivacyBudget.of(Double.MIN_VALUE, 0),
                PrivacyBudget.of(1e-300, 1e-300),
                PrivacyBudget.of(1e-13, Double.MIN_VALUE))) {
            Release release = release(budget);
            PrivateTable table = PrivateTable.ofRows(ROWS, release, noise);
            assertThrows(IllegalArgumentException.class, table::requireUseful);
            if (budget.epsilon() < 1e-200) {
                assertThrows(IllegalArgumentException.class, () -> table.marginal(Clique.of(0), release.remaining()));
            }
            assertTrue(release.charges().isEmpty());
        }
        assertTrue(noise.drawn.isEmpty());
    }

    @Test
    void aReleaseOfWhichNothingIsLeftIsSaidToBeSpent() {
        Release release = release(PrivacyBudget.of(1, 0));
        PrivateTable table = PrivateTable.ofRows(ROWS, release, noise);
        table.requireUseful();
        table.marginal(Clique.of(0), release.remaining());
        assertThrows(BudgetExceededException.class, table::requireUseful);
    }

    /** Two entries can be as large as 64 bits hold, and their sum ends there; others add up exactly. */
    @Test
    void totalsEndAtTheEndsOfTheRange() {
        Mechanism.DiscreteLaplace mechanism = new Mechanism.DiscreteLaplace(1);
        long[][] counts = {
            {Long.MAX_VALUE, 1}, {Long.MIN_VALUE, -1}, {Long.MAX_VALUE, Long.MIN_VALUE, 1}, {-3, -4, 5}, {-1}, {}
        };
        long[] totals = {Long.MAX_VALUE, Long.MIN_VALUE, 0, -2, -1, 0};
        for (int i = 0; i < counts.length; i++) {
            assertEquals(totals[i], new NoisyMarginal(Clique.of(0), counts[i], mechanism).total());
        }
    }

    @Test
    void aCapPastWhatASensitivityHoldsIsRefusedBeforeItIsPaid() {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9)
                .withNeighbours(Neighbours.REPLACE)
                .withUnit(PrivacyUnit.of("patient", Integer.MAX_VALUE));
        Release release = release(budget);
        PrivateTable table = PrivateTable.ofUnits(ROWS, new int[5], release, noise);
        assertThrows(IllegalArgumentException.class, () -> table.marginals(List.of(Clique.of(0), Clique.of(1)), RHO));
        assertTrue(release.charges().isEmpty());
        assertEquals(
                2L * Integer.MAX_VALUE * Integer.MAX_VALUE,
                MarginalSensitivity.of(1, Integer.MAX_VALUE, Neighbours.REPLACE).l2Squared());
        assertEquals(
                2L * Integer.MAX_VALUE * Score.UNIT,
                MarginalSensitivity.ofDistances(1 << 20, Score.UNIT, Integer.MAX_VALUE, Neighbours.REPLACE)
                        .lInf());
    }

    /** Of a selection's norms those that do not fit are the largest number, never one that has turned over. */
    @Test
    void normsOfManyScoresAreExactOrTheLargestNumber() {
        assertEquals(
                new Sensitivity(5 * Score.UNIT, 5 * Score.UNIT * Score.UNIT, Score.UNIT),
                MarginalSensitivity.ofDistances(5, Score.UNIT, 1, Neighbours.ADD_REMOVE));
        // Squares of 2^41: times 3 it fits no more than 2^83; sums of 2^62 times 2 is 2^63, which is just past the end.
        Sensitivity large = MarginalSensitivity.ofDistances(3, Score.UNIT, 1 << 20, Neighbours.REPLACE);
        assertEquals(new Sensitivity(3L << 41, Long.MAX_VALUE, 1L << 41), large);
        Sensitivity many = MarginalSensitivity.ofDistances(1 << 12, Score.UNIT, 1 << 30, Neighbours.REPLACE);
        assertEquals(new Sensitivity(Long.MAX_VALUE, Long.MAX_VALUE, 1L << 51), many);
    }

    @Test
    void aSourceThatKeepsItsCountsIsNotWrittenInto() {
        long[] kept = {2, 3};
        PrivateTable table = PrivateTable.ofRows(source(kept), release(PrivacyBudget.of(1, 0)), OpenDpNoise.load());
        // Noise of scale 1000 leaves both counts as they are with probability below 1e-6.
        table.marginal(Clique.of(1), new PrivacyLoss.Pure(.001));
        assertArrayEquals(new long[] {2, 3}, kept);
    }

    @Test
    void cellsThatASourceLeavesOutAreNotGivenOut() {
        PrivateTable table = PrivateTable.ofRows(source(new long[] {2}), release(PrivacyBudget.of(1, 0)), noise);
        assertThrows(IllegalStateException.class, () -> table.marginal(Clique.of(1), new PrivacyLoss.Pure(.1)));
        List<Candidate> candidates = List.of(new Candidate(Clique.of(1), new double[2], 1, 0));
        assertThrows(IllegalStateException.class, () -> table.select(candidates, new PrivacyLoss.Pure(.1)));
        assertTrue(noise.drawn.isEmpty());
    }

    private static MarginalSource source(long[] counts) {
        return new MarginalSource() {
            @Override
            public Domain domain() {
                return DOMAIN;
            }

            @Override
            public long[] counts(Clique clique) {
                return counts;
            }
        };
    }

    /** Two wide columns in two bins each: the source can only count their values, and no array holds those of both. */
    @Test
    void whatASourceCantCountForACoarserDoorIsRefusedUnpaid() {
        Domain wide = Domain.of(List.of(new Attribute("x", 60_000), new Attribute("y", 60_000)));
        MarginalSource counting = new MarginalSource() {
            @Override
            public Domain domain() {
                return wide;
            }

            @Override
            public long[] counts(Clique clique) {
                return new long[wide.arrayCells(clique)];
            }
        };
        int[] halves = IntStream.range(0, 60_000).map(code -> code / 30_000).toArray();
        Release release = release(PrivacyBudget.of(1, 1e-9));
        PrivateTable table = PrivateTable.ofRows(counting, release, noise)
                .coarsened(Coarsening.none(wide).mapping(0, 2, halves).mapping(1, 2, halves));
        Clique pair = Clique.of(0, 1);
        List<Candidate> candidates = List.of(new Candidate(pair, new double[4], 1, 0));
        long[][] scores = {{-1, 1}};
        Scatter scatter = new Scatter(List.of(new Coordinates(0, scores), new Coordinates(1, scores)), List.of());
        assertThrows(IllegalArgumentException.class, () -> table.marginal(pair, RHO));
        assertThrows(IllegalArgumentException.class, () -> table.select(candidates, RHO));
        assertThrows(IllegalArgumentException.class, () -> table.scatter(scatter, RHO));
        assertThrows(IllegalArgumentException.class, () -> table.requireScatter(scatter, RHO));
        assertTrue(release.charges().isEmpty());
        table.marginal(Clique.of(0), RHO);
        assertEquals(1, release.charges().size());
    }

    @Test
    void theUnitOfTheBudgetAndOfTheRowsMustAgree() {
        Release rows = release(PrivacyBudget.of(1, 1e-9));
        assertThrows(IllegalArgumentException.class, () -> PrivateTable.ofUnits(ROWS, new int[5], rows, noise));
        Release units = release(PrivacyBudget.of(1, 1e-9).withUnit(PrivacyUnit.of("patient", 2)));
        assertThrows(IllegalArgumentException.class, () -> PrivateTable.ofRows(ROWS, units, noise));
        assertThrows(IllegalArgumentException.class, () -> PrivateTable.ofUnits(ROWS, new int[4], units, noise));
    }
}
