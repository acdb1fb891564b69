package org.effigy.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.MarginalSource;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
import org.effigy.privacy.BudgetExceededException;
import org.effigy.privacy.Charge;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.junit.jupiter.api.Test;

class ScatterTest {
    private static final Domain DOMAIN = Domain.of(List.of(
            new Attribute("x", 5, Ordering.ORDERED),
            new Attribute("n", 3),
            new Attribute("y", 4, Ordering.ORDERED_OR_MISSING),
            new Attribute("b", 2)));

    private static final Scatter SCATTER = new Scatter(
            List.of(new Coordinates(2, new long[][] {{-5, 1, 9, 0}, {0, 0, 0, 7}}), new Coordinates(0, new long[][] {
                {-3, -1, 0, 2, 4}
            })),
            List.of(Coordinates.indicators(1, 3, 6)));

    private static final Records ROWS = rows();

    private final SilentNoise noise = new SilentNoise();

    private static Records rows() {
        SplittableRandom random = new SplittableRandom(4);
        Records.Builder rows = Records.builder(DOMAIN, 60);
        for (int i = 0; i < 60; i++) {
            rows.add(random.nextInt(5), random.nextInt(3), random.nextInt(4), random.nextInt(2));
        }
        return rows.build();
    }

    private static Release release() {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        return MemoryLedger.of("test", budget).open("test", budget);
    }

    @Test
    void sumsAreThoseOfTheProductsRowByRow() {
        NoisyScatter answer =
                PrivateTable.ofRows(ROWS, release(), noise).scatter(SCATTER, new PrivacyLoss.ZeroConcentrated(.001));
        for (int i = 0; i < 2; i++) {
            for (int j = i + 1; j < 3; j++) {
                for (int f = 0; f < SCATTER.column(i).size(); f++) {
                    for (int g = 0; g < SCATTER.column(j).size(); g++) {
                        long sum = 0;
                        for (int row = 0; row < ROWS.rows(); row++) {
                            sum += value(i, f, row) * value(j, g, row);
                        }
                        assertEquals(sum, answer.sum(i, f, j, g), i + " " + f + " " + j + " " + g);
                    }
                }
            }
        }
        assertThrows(IndexOutOfBoundsException.class, () -> answer.sum(2, 0, 2, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> answer.sum(1, 0, 1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> answer.sum(0, 2, 1, 0));
    }

    /** What is multiplied with what: the second columns not among themselves; and the ledger says so. */
    @Test
    void secondColumnsAreMultipliedWithTheFirstOnesAlone() {
        Scatter scatter = new Scatter(
                List.of(new Coordinates(0, new long[][] {{1, 2, 3, 4, 5}})),
                List.of(Coordinates.indicators(1, 3, 6), Coordinates.indicators(3, 2, 6)));
        Release release = release();
        PrivateTable table = PrivateTable.ofRows(ROWS, release, noise);
        assertEquals(
                3 + 2,
                table.scatter(scatter, new PrivacyLoss.ZeroConcentrated(.001)).sums().length);
        Scatter plain = new Scatter(List.of(scatter.column(0), scatter.column(1)), List.of());
        table.scatter(plain, new PrivacyLoss.ZeroConcentrated(.001));
        assertEquals(
                List.of("scatter of 1 columns with 2 others", "scatter of 2 columns"),
                release.charges().stream().map(Charge::query).toList());
    }

    private static long value(int place, int coordinate, int row) {
        Coordinates column = SCATTER.column(place);
        return column.values()[coordinate][ROWS.code(row, column.column())];
    }

    /** A source that can only count gives the same sums. */
    @Test
    void countsGiveTheSameSums() {
        MarginalSource counting = new MarginalSource() {
            @Override
            public Domain domain() {
                return DOMAIN;
            }

            @Override
            public long[] counts(Clique clique) {
                return ROWS.counts(clique);
            }
        };
        assertArrayEquals(SCATTER.sums(ROWS), SCATTER.sums(counting));
        long[] scores = {1, -2, 3, 40};
        assertArrayEquals(ROWS.sums(2, scores, 1), counting.sums(2, scores, 1));
        PrivateTable door = PrivateTable.ofRows(counting, release(), noise);
        Concordance ranks = new Concordance(List.of(0, 2), 10);
        assertThrows(
                IllegalStateException.class, () -> door.concordance(ranks, new PrivacyLoss.ZeroConcentrated(.001)));
        assertEquals(0, noise.drawn.size());
    }

    @Test
    void concordantPairsAreCountedAsByTheirDefinition() {
        // The column with missing values comes first, and last.
        for (List<Integer> columns : List.of(List.of(2, 0, 3), List.of(3, 0, 2))) {
            long[] counts = PrivateTable.ofRows(ROWS, release(), noise)
                    .concordance(new Concordance(columns, 1000), new PrivacyLoss.ZeroConcentrated(.001))
                    .counts();
            int[][] pairs = {{0, 1}, {0, 2}, {1, 2}};
            for (int p = 0; p < 3; p++) {
                long count = 0;
                for (int row = 0; row < ROWS.rows(); row++) {
                    for (int other = 0; other < row; other++) {
                        count += order(columns.get(pairs[p][0]), row, other)
                                * order(columns.get(pairs[p][1]), row, other);
                    }
                }
                assertEquals(count, counts[p]);
            }
        }
    }

    private static int order(int column, int row, int other) {
        int a = ROWS.code(row, column);
        int b = ROWS.code(other, column);
        return column == 2 && (a == 3 || b == 3) ? 0 : Integer.compare(a, b);
    }

    @Test
    void theSampleIsNoLargerThanAsked() {
        Records same = Records.of(DOMAIN, new int[][] {
            {0, 1, 2, 3, 4, 0, 1}, {0, 0, 0, 0, 0, 0, 0}, {0, 0, 1, 2, 2, 0, 0}, {0, 0, 0, 1, 1, 0, 0}
        });
        long[] counts = PrivateTable.ofRows(same, release(), noise)
                .concordance(new Concordance(List.of(0, 2), 3), new PrivacyLoss.ZeroConcentrated(.001))
                .counts();
        assertEquals(0, Math.max(0, counts[0] - 3), "three rows have three pairs");
    }

    @Test
    void nothingIsDrawnWhenTheChargeIsRefused() {
        Release release = release();
        PrivateTable table = PrivateTable.ofRows(ROWS, release, noise);
        table.marginal(Clique.of(0), release.remaining());
        int drawn = noise.drawn.size();
        PrivacyLoss little = new PrivacyLoss.ZeroConcentrated(.001);
        assertThrows(BudgetExceededException.class, () -> table.scatter(SCATTER, little));
        assertThrows(
                BudgetExceededException.class, () -> table.concordance(new Concordance(List.of(0, 2), 10), little));
        assertEquals(drawn, noise.drawn.size());
        assertEquals(1, release.charges().size());
    }

    /** A sum of these products moves by 2^20 a row: noise of a scale of 2^41 hides two million rows, and no more. */
    @Test
    void noiseIsRefusedByWhatAnAnswerHoldsAndNotByItsUnit() {
        Scatter fine = new Scatter(
                List.of(new Coordinates(0, new long[][] {{-1024, 0, 0, 0, 1024}}), new Coordinates(3, new long[][] {
                    {-1024, 1024}
                })),
                List.of());
        PrivacyLoss.ZeroConcentrated twoMillion = new PrivacyLoss.ZeroConcentrated(0x1p-43);
        PrivacyLoss.ZeroConcentrated nothing = new PrivacyLoss.ZeroConcentrated(0x1p-90);
        Release release = release();
        PrivateTable table = PrivateTable.ofRows(ROWS, release, noise);
        table.requireScatter(fine, twoMillion);
        assertEquals(0x1p41, table.scatter(fine, twoMillion).mechanism().scale(), 1);
        assertThrows(IllegalArgumentException.class, () -> table.requireScatter(fine, nothing));
        assertThrows(IllegalArgumentException.class, () -> table.scatter(fine, nothing));
        assertEquals(1, release.charges().size());
    }

    /** Whoever asks can't make the products larger than those that were charged. */
    @Test
    void coordinatesAreNobodysToChange() {
        long[][] given = {{-1, 0, 0, 0, 1}};
        Coordinates coordinates = new Coordinates(0, given);
        given[0][0] = 4000;
        coordinates.values()[0][0] = 4000;
        coordinates.values(0)[0] = 4000;
        assertEquals(new Coordinates(0, new long[][] {{-1, 0, 0, 0, 1}}), coordinates);
        assertEquals(1, coordinates.largestSquares());
    }

    @Test
    void questionsThatDoNotFitTheTableAreRefusedUnpaid() {
        Release release = release();
        PrivateTable table = PrivateTable.ofRows(ROWS, release, noise);
        PrivacyLoss little = new PrivacyLoss.ZeroConcentrated(.001);
        Coordinates x = new Coordinates(0, new long[][] {{1, 2, 3, 4, 5}});
        Scatter wrongCodes = new Scatter(List.of(x, new Coordinates(1, new long[][] {{1, 2}})), List.of());
        Scatter noColumn = new Scatter(List.of(x, new Coordinates(9, new long[][] {{1, 2}})), List.of());
        assertThrows(IllegalArgumentException.class, () -> table.scatter(wrongCodes, little));
        assertThrows(IllegalArgumentException.class, () -> table.scatter(noColumn, little));
        for (int column : new int[] {-1, DOMAIN.size()}) {
            Scatter outside = new Scatter(List.of(x, Coordinates.indicators(column, 2, 1)), List.of());
            assertThrows(IllegalArgumentException.class, () -> table.scatter(outside, little));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> table.concordance(new Concordance(List.of(0, column), 10), little));
        }
        assertThrows(
                IllegalArgumentException.class, () -> table.concordance(new Concordance(List.of(0, 1), 10), little));
        assertEquals(0, release.charges().size());
    }
}
