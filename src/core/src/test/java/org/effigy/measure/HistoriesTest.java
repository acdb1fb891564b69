package org.effigy.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.HistoryLayout;
import org.effigy.domain.Ordering;
import org.effigy.domain.Records;
import org.effigy.measure.SmallTables.Table;
import org.effigy.privacy.BudgetExceededException;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Release;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.SilentNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The doors to persons and to steps over every pair of neighbours of a small domain, units past the cap too. */
class HistoriesTest {
    private static final PrivacyLoss RHO = new PrivacyLoss.ZeroConcentrated(1e-3);

    /** The rows of a unit of the tables; with a budget for fewer, the longest are cut. */
    private static final int LONGEST = 3;

    private static final Domain ROWS = Domain.of(
            List.of(new Attribute("sex", 2), new Attribute("time", 2, Ordering.ORDERED), new Attribute("state", 2)));
    private static final HistoryLayout LAYOUT = layout(ROWS, LONGEST, 1);

    /** Asks one question of histories. */
    private interface Question {
        void ask(Histories histories);
    }

    private record Asked(Sensitivity charged, long[] exact) {}

    private static HistoryLayout layout(Domain rows, int most, long last) {
        List<Attribute> persons = new ArrayList<>(rows.attributes());
        persons.add(new Attribute("rows", most, Ordering.ORDERED));
        int[] numbers = IntStream.range(0, most).toArray();
        return HistoryLayout.of(Domain.of(persons), 1, new int[] {0}, numbers, 0, last);
    }

    private static Histories histories(
            Table table, int most, Neighbours neighbours, Release release, SilentNoise noise, IntUnaryOperator weight) {
        Records rows = table.records(ROWS);
        long[] times = IntStream.range(0, rows.rows())
                .mapToLong(row -> rows.code(row, 1))
                .toArray();
        return Histories.of(LAYOUT, rows, table.units(), times, release, noise, weight);
    }

    private static Asked ask(Table table, int most, Neighbours neighbours, IntUnaryOperator weight, Question question) {
        SilentNoise noise = new SilentNoise();
        Release release = MemoryLedger.of("test", SmallTables.budget(most, neighbours))
                .open("test", SmallTables.budget(most, neighbours));
        question.ask(histories(table, most, neighbours, release, noise, weight));
        assertEquals(1, release.charges().size());
        return new Asked(
                release.charges().get(0).sensitivity(),
                noise.exact.stream().flatMapToLong(Arrays::stream).toArray());
    }

    private static Sensitivity found(int most, Neighbours neighbours, IntUnaryOperator weight, Question question) {
        return SmallTables.largest(
                ROWS,
                LONGEST,
                neighbours,
                1,
                table -> ask(table, most, neighbours, weight, question).exact());
    }

    private static Sensitivity charged(Neighbours neighbours, Question question) {
        Set<Sensitivity> charged = new HashSet<>();
        for (List<int[]> rows : SmallTables.of(ROWS, 0, 2)) {
            charged.add(ask(new Table(List.of(), rows), LONGEST, neighbours, HistoriesTest::shared, question)
                    .charged());
        }
        assertEquals(1, charged.size(), "the charge depends on the rows: " + charged);
        return charged.iterator().next();
    }

    private static int shared(int steps) {
        return Histories.WEIGHT / steps;
    }

    private static Question steps(Function<PrivateTable, ?> question) {
        return histories -> question.apply(histories.steps());
    }

    private static Clique columns(String... names) {
        return LAYOUT.steps().clique(names);
    }

    private static final List<Question> OF_STEPS = List.of(
            steps(door -> door.marginal(columns("state before", "state"), RHO)),
            steps(door -> door.marginal(columns("sex", "rows", "rows to come", "time since"), RHO)),
            steps(door -> door.marginals(List.of(columns("state"), columns("time before", "state before")), RHO)));

    @ParameterizedTest
    @EnumSource(Neighbours.class)
    void stepsOfAPersonMoveCountsAsOneRowWould(Neighbours neighbours) {
        for (Question question : OF_STEPS) {
            Sensitivity charged = charged(neighbours, question);
            for (int most : new int[] {LONGEST, 2}) {
                Sensitivity found = found(most, neighbours, HistoriesTest::shared, question);
                assertTrue(SmallTables.within(found, charged), found + " of " + charged);
                assertEquals(charged.lInf(), found.lInf());
            }
            // Planted: a forgotten weight, a count of steps that is off by one, and weights that are 1.3 times too
            // large.
            for (IntUnaryOperator offender : List.<IntUnaryOperator>of(
                    steps -> Histories.WEIGHT, steps -> Histories.WEIGHT / Math.max(1, steps - 1), steps ->
                            (int) Math.round(1.3 * Histories.WEIGHT / steps))) {
                assertFalse(SmallTables.within(found(LONGEST, neighbours, offender, question), charged));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Neighbours.class)
    void theTotalOfStepsMovesByAWholePersonUnderReplaceToo(Neighbours neighbours) {
        Question total = steps(door -> door.total(RHO));
        Sensitivity found = found(LONGEST, neighbours, HistoriesTest::shared, total);
        assertEquals(charged(neighbours, total), found);
        // Planted: the total of a door in which each unit has a row, where a unit may have no step at all.
        assertEquals(
                neighbours == Neighbours.ADD_REMOVE,
                SmallTables.within(found, MarginalSensitivity.ofTotal(Histories.WEIGHT, true, neighbours)));
    }

    @ParameterizedTest
    @EnumSource(Neighbours.class)
    void scoresOfStepsMoveByNoMoreThanIsCharged(Neighbours neighbours) {
        List<Candidate> candidates = List.of(
                new Candidate(columns("state before", "state"), new double[] {0, 0, 0, 0}, 1, 0),
                new Candidate(columns("state"), new double[] {0, 1e6}, 1, 2));
        Question select = steps(door -> door.select(candidates, RHO));
        Sensitivity charged = charged(neighbours, select);
        Sensitivity found = found(LONGEST, neighbours, HistoriesTest::shared, select);
        assertTrue(found.lInf() <= charged.lInf(), found + " of " + charged);
        Sensitivity planted = found(LONGEST, neighbours, steps -> Histories.WEIGHT, select);
        assertFalse(planted.lInf() <= charged.lInf());
    }

    @ParameterizedTest
    @EnumSource(Neighbours.class)
    void aPersonIsOneRow(Neighbours neighbours) {
        Question question =
                histories -> histories.persons(RHO).marginal(LAYOUT.persons().clique("state", "rows"), RHO);
        Sensitivity charged = charged(neighbours, question);
        assertEquals(
                new Sensitivity(neighbours == Neighbours.REPLACE ? 2 : 1, neighbours == Neighbours.REPLACE ? 2 : 1, 1),
                charged);
        assertEquals(charged, found(LONGEST, neighbours, HistoriesTest::shared, question));
        // Planted: a second row of a person that is charged as one.
        Sensitivity second = SmallTables.largest(ROWS, 2, neighbours, 0, table -> {
            SilentNoise noise = new SilentNoise();
            Release release = MemoryLedger.of("test", SmallTables.budget(2, neighbours))
                    .open("test", SmallTables.budget(2, neighbours));
            PrivateTable.ofPersons(table.records(ROWS), release, noise).marginal(Clique.of(2), RHO);
            return noise.exact.stream().flatMapToLong(Arrays::stream).toArray();
        });
        assertFalse(SmallTables.within(second, charged));
    }

    @Test
    void theNumberOfRowsIsCountedBeforeTheCapAndStepsAreOfTheRealOrder() {
        Domain domain = Domain.of(List.of(
                new Attribute("sex", 2), new Attribute("time", 100, Ordering.ORDERED), new Attribute("state", 100)));
        HistoryLayout layout = layout(domain, 12, 99);
        Records.Builder rows = Records.builder(domain, 12);
        int[] units = new int[12];
        long[] times = new long[12];
        for (int i = 0; i < 12; i++) {
            int time = (i * 5) % 12;
            rows.add(i == 0 ? 1 : 0, time, time);
            times[i] = time;
        }
        for (int most : new int[] {1, 2, 3, 7, 12}) {
            SilentNoise noise = new SilentNoise();
            Release release = MemoryLedger.of("test", SmallTables.budget(most, Neighbours.ADD_REMOVE))
                    .open("test", SmallTables.budget(most, Neighbours.ADD_REMOVE));
            Histories histories = Histories.of(layout, rows.build(), units, times, release, noise);
            histories.persons(RHO).marginal(layout.persons().clique("sex", "rows"), RHO);
            histories.steps().marginal(layout.steps().clique("state before", "state"), RHO);
            // The first row in time says what all rows share.
            long[] persons = noise.exact.get(0);
            assertEquals(
                    12 + 11,
                    IntStream.range(0, 24).filter(cell -> persons[cell] == 1).sum());
            long[] pairs = noise.exact.get(1);
            int[] kept = IntStream.range(0, pairs.length)
                    .filter(cell -> pairs[cell] > 0)
                    .toArray();
            int expected = kept.length;
            assertTrue(expected == most - 1 || expected == Math.max(0, most - 2), most + ": " + expected);
            for (int i = 0; i < kept.length; i++) {
                assertEquals(1, kept[i] % 100 - kept[i] / 100, "a step leads to the next row");
                assertEquals(kept[0] / 100 + i, kept[i] / 100, "the steps are a run");
                assertEquals(Histories.WEIGHT / kept.length, pairs[kept[i]]);
            }
        }
    }

    @Test
    void personsSpendNoMoreThanTheirPart() {
        SilentNoise noise = new SilentNoise();
        Release release = MemoryLedger.of("test", SmallTables.budget(3, Neighbours.ADD_REMOVE))
                .open("test", SmallTables.budget(3, Neighbours.ADD_REMOVE));
        Table table = new Table(List.of(new int[] {0, 0, 0}), List.of(new int[] {1, 1, 1}));
        Histories histories = histories(table, 3, Neighbours.ADD_REMOVE, release, noise, HistoriesTest::shared);
        PrivateTable persons = histories.persons(new PrivacyLoss.ZeroConcentrated(.01));
        assertEquals(new PrivacyLoss.ZeroConcentrated(.01), persons.release().remaining());
        persons.marginal(Clique.of(0), new PrivacyLoss.ZeroConcentrated(.008));
        BudgetExceededException error = assertThrows(
                BudgetExceededException.class,
                () -> persons.marginal(Clique.of(0), new PrivacyLoss.ZeroConcentrated(.008)));
        assertTrue(error.getMessage().contains("part of the fit"), error.getMessage());
        assertEquals(1, release.charges().size());
        assertEquals(release.charges(), persons.release().charges());
        histories.steps().marginal(Clique.of(0), new PrivacyLoss.ZeroConcentrated(.5));
        assertEquals(2, release.charges().size());
    }
}
