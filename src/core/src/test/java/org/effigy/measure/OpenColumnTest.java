package org.effigy.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.TextColumn;
import org.effigy.privacy.BudgetExceededException;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.Release;
import org.effigy.privacy.SilentNoise;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenColumnTest {
    private static final PrivacyBudget BUDGET = PrivacyBudget.of(1, 1e-6).withReserved(5e-7);
    private static final PrivacyLoss.ApproximateConcentrated SHARE =
            new PrivacyLoss.ApproximateConcentrated(0.005, 1e-7);

    private final SilentNoise noise = new SilentNoise();

    private static Release release(PrivacyBudget budget) {
        return MemoryLedger.of("test", budget).open("test", budget);
    }

    private static TextColumn column(String... texts) {
        TextColumn.Builder column = TextColumn.builder("town");
        for (String text : texts) {
            if (text.isEmpty()) {
                column.addNone();
            } else {
                column.add(text);
            }
        }
        return column.build();
    }

    /** So many rows of each, interleaved so that the rarer ones come first. */
    private static TextColumn counted(String[] texts, int... counts) {
        List<String> rows = new ArrayList<>();
        for (int round = IntStream.of(counts).max().orElse(0); round > 0; round--) {
            for (int i = 0; i < texts.length; i++) {
                if (counts[i] >= round) {
                    rows.add(0, texts[i]);
                }
            }
        }
        return column(rows.toArray(String[]::new));
    }

    @Test
    void onlyWhatReachesTheThresholdIsNamedInTheOrderOfLetters() {
        long threshold = OpenColumn.ofRows(column(), release(BUDGET), noise)
                .categories(SHARE)
                .threshold()
                .count();
        assertTrue(threshold > 50 && threshold < 60, "10 of sigma, and 5.2 of them: " + threshold);
        int at = (int) threshold;
        for (String[] order : new String[][] {{"b", "a", "rare", "c"}, {"c", "rare", "a", "b"}}) {
            int[] counts = java.util.Arrays.stream(order)
                    .mapToInt(text -> text.equals("rare") ? at - 1 : at)
                    .toArray();
            FoundCategories found = OpenColumn.ofRows(counted(order, counts), release(BUDGET), noise)
                    .categories(SHARE);
            assertEquals(List.of("a", "b", "c"), found.names());
            assertEquals(
                    List.of((long) at, (long) at, (long) at),
                    java.util.Arrays.stream(found.counts()).boxed().toList());
        }
    }

    @Test
    void itIsChargedRhoByTheMapAndDeltaByTheThresholdBeforeNoiseIsDrawn() {
        Release release = release(BUDGET);
        FoundCategories found = OpenColumn.ofRows(column("a"), release, noise).categories(SHARE);
        assertEquals(List.of(found.charge()), release.charges());
        PrivacyLoss.ApproximateConcentrated loss =
                (PrivacyLoss.ApproximateConcentrated) found.charge().loss();
        assertEquals(0.005, loss.rho(), 1e-15);
        assertTrue(loss.rho() <= 0.005);
        assertEquals(found.threshold().delta(), loss.delta());
        assertTrue(loss.delta() <= 1e-7 && loss.delta() > 0.5e-7, "no delta is given away: " + loss.delta());
        assertEquals(
                "categories of (town) with a noisy count of "
                        + found.threshold().count() + " or more",
                found.charge().query());
        int drawn = noise.drawn.size();
        PrivacyLoss.ApproximateConcentrated more = new PrivacyLoss.ApproximateConcentrated(10, 1e-7);
        assertThrows(
                BudgetExceededException.class,
                () -> OpenColumn.ofRows(column("a"), release, noise).categories(more));
        assertEquals(drawn, noise.drawn.size());
        assertEquals(1, release.charges().size());
    }

    @Test
    void withoutADeltaSetAsideNothingIsDrawn() {
        PrivacyLoss.ApproximateConcentrated none = new PrivacyLoss.ApproximateConcentrated(0.005, 0);
        for (PrivacyBudget budget : List.of(PrivacyBudget.of(1, 0), PrivacyBudget.of(1, 1e-6), BUDGET)) {
            Release release = release(budget);
            OpenColumn column = OpenColumn.ofRows(column("a"), release, noise);
            assertThrows(IllegalArgumentException.class, () -> column.categories(none));
            if (budget.reserved() == 0) {
                assertThrows(IllegalArgumentException.class, () -> column.categories(SHARE));
            }
            PrivacyLoss.ApproximateConcentrated drowned = new PrivacyLoss.ApproximateConcentrated(1e-30, 1e-7);
            assertThrows(IllegalArgumentException.class, () -> column.categories(drowned));
            assertTrue(release.charges().isEmpty());
        }
        assertTrue(noise.drawn.isEmpty());
    }

    @Test
    void aUnitCountsOnceHoweverManyRowsItHas() {
        PrivacyBudget budget = BUDGET.withUnit(PrivacyUnit.of("patient", 3));
        String[] rows = new String[2000];
        int[] units = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            // Ten patients with 100 visits each to one town, a thousand patients with one each to the other.
            rows[i] = i < 1000 ? "few" : "many";
            units[i] = i < 1000 ? i / 100 : i;
        }
        FoundCategories found = OpenColumn.ofUnits(column(rows), units, 1, release(budget), noise)
                .categories(SHARE);
        assertEquals(List.of("many"), found.names());
        assertEquals(1000, found.counts()[0]);
        assertEquals(1, found.charge().sensitivity().l2Squared());
        FoundCategories three = OpenColumn.ofUnits(column(rows), units, 3, release(budget), noise)
                .categories(SHARE);
        assertEquals(9, three.charge().sensitivity().l2Squared());
        assertTrue(three.threshold().count() > 3 * found.threshold().count() - 3);
    }

    @Test
    void theUnitOfTheBudgetAndOfTheRowsMustAgree() {
        Release units = release(BUDGET.withUnit(PrivacyUnit.of("patient", 2)));
        assertThrows(IllegalArgumentException.class, () -> OpenColumn.ofRows(column("a"), units, noise));
        assertThrows(
                IllegalArgumentException.class,
                () -> OpenColumn.ofUnits(column("a"), new int[1], 1, release(BUDGET), noise));
        for (int rows : new int[] {0, 3}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> OpenColumn.ofUnits(column("a"), new int[1], rows, units, noise));
        }
        assertThrows(
                IllegalArgumentException.class, () -> OpenColumn.ofUnits(column("a"), new int[2], 1, units, noise));
    }

    /** Missing cells take no part, and a column of nothing is charged like any other. */
    @Test
    void aColumnWithoutTextsCostsTheSame() {
        Release empty = release(BUDGET);
        assertEquals(
                List.of(),
                OpenColumn.ofRows(column("", ""), empty, noise)
                        .categories(SHARE)
                        .names());
        Release full = release(BUDGET);
        OpenColumn.ofRows(column("a", "b"), full, noise).categories(SHARE);
        assertEquals(full.charges(), empty.charges());
    }

    /**
     * 40,000 units, each with a category of its own, at a delta of a hundredth, through OpenDP: the number that shows has
     * the exact tail's mean. A right mechanism is further off than 5.5 deviations with probability below 1e-7; the offender,
     * whose threshold is lower by one, is off by dozens.
     */
    @Test
    void aCategoryOfOneUnitShowsAsOftenAsItMay() {
        PrivacyBudget budget = PrivacyBudget.of(20, 0.1).withReserved(0.05);
        TextColumn rows =
                column(IntStream.range(0, 40_000).mapToObj(i -> "t" + i).toArray(String[]::new));
        FoundCategories found = OpenColumn.ofRows(rows, release(budget), OpenDpNoise.load())
                .categories(new PrivacyLoss.ApproximateConcentrated(0.125, 0.01));
        double sigma = found.charge().mechanism().scale();
        double expected = ExactTail.atLeast(sigma, found.threshold().count() - 1);
        assertTrue(expected <= 0.01);
        assertTrue(shows(found.names().size(), expected));
        assertFalse(shows(
                (int) Math.round(
                        40_000 * ExactTail.atLeast(sigma, found.threshold().count() - 2)),
                expected));
    }

    private static boolean shows(int found, double expected) {
        double deviation = Math.sqrt(40_000 * expected * (1 - expected));
        return Math.abs(found - 40_000 * expected) <= 5.5 * deviation;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void neighboursUnderReplaceGetMoreNoiseAtTheSamePrice(int k) {
        PrivacyBudget budget = BUDGET.withUnit(PrivacyUnit.of("patient", 5)).withNeighbours(Neighbours.REPLACE);
        FoundCategories found = OpenColumn.ofUnits(column("a"), new int[1], k, release(budget), noise)
                .categories(SHARE);
        assertEquals(2L * k * k, found.charge().sensitivity().l2Squared());
        assertEquals(k * 10 * Math.sqrt(2), found.charge().mechanism().scale(), 1e-9);
    }
}
