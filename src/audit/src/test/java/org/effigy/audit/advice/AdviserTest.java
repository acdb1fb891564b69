package org.effigy.audit.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.learn.BoostedTrees;
import org.effigy.audit.learn.Linear;
import org.effigy.audit.learn.Task;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.junit.jupiter.api.Test;

/** Advice where the right answer is known: rows that help, rows that say nothing, rows that mislead. */
class AdviserTest {
    private static Adviser adviser(AuditTable real, AuditTable synthetic) {
        return Adviser.of("fraud", real, synthetic).learners(List.of(new Linear()));
    }

    /** The best generator that there could be, and a receiver who is short of rows. */
    @Test
    void rowsOfTheSamePeopleHelpWhoHasFew() {
        AuditTable holdout = Fraud.rows("holdout", 4_000, 3);
        Advice advice = Adviser.of("fraud", Fraud.rows("real", 200, 1), Fraud.rows("synthetic", 2_500, 2))
                .learners(List.of(new BoostedTrees()))
                .holdout(holdout)
                .slices(List.of("shop"))
                .run();
        assertEquals(Advice.Outcome.USE, advice.outcome(), advice.words());
        assertTrue(advice.pick().remedy().isSynthetic(), advice.words());
        assertTrue(advice.confirmed().orElseThrow().interval().low() > 0, advice.words());
        assertTrue(advice.words().startsWith("Use real rows and "), advice.words());
        assertEquals(List.of(), advice.findings());
        assertFalse(advice.slices().isEmpty());
        assertEquals("yes", advice.rare());
        Advice again = Adviser.of("fraud", Fraud.rows("real", 200, 1), Fraud.rows("synthetic", 2_500, 2))
                .learners(List.of(new BoostedTrees()))
                .holdout(holdout)
                .run();
        assertEquals(AdviceJson.of(advice).get("tried"), AdviceJson.of(again).get("tried"));
    }

    /** Rows without any relation: at least 8 of 10 tables are told to use none, and none is harmed much. */
    @Test
    void rowsThatSayNothingAreNotUsed() {
        int none = 0;
        for (int table = 0; table < 10; table++) {
            AuditTable synthetic = Fraud.shuffled(Fraud.rows("synthetic", 900, 100 + table), table);
            Advice advice = adviser(Fraud.rows("real", 400, 200 + table), synthetic)
                    .holdout(Fraud.rows("holdout", 1_000, 300 + table))
                    .run();
            none += advice.pick().remedy().isSynthetic() ? 0 : 1;
        }
        assertTrue(none >= 8, none + " of 10");
    }

    @Test
    void swappedClassesAreFoundAndLeftOut() {
        Advice advice = adviser(Fraud.rows("real", 400, 1), Fraud.swapped(Fraud.rows("synthetic", 1_500, 2)))
                .run();
        assertTrue(advice.findings().stream().anyMatch(doubt -> doubt.words().contains("may be swapped")), advice + "");
        assertFalse(advice.tried().stream().anyMatch(tried -> tried.remedy().isSynthetic()));
    }

    @Test
    void aColumnThatGivesTheTargetAwayIsNamed() {
        AuditTable real = Fraud.rows("real", 400, 1);
        AuditTable synthetic = Fraud.rows("synthetic", 800, 2);
        Advice advice = adviser(leaking(real), leaking(synthetic)).run();
        assertTrue(
                advice.findings().stream().anyMatch(doubt -> doubt.words().startsWith("column 'age' alone gives")),
                advice.findings() + "");
    }

    /** The age becomes what happened afterwards. */
    private static AuditTable leaking(AuditTable table) {
        int[] fraud = ((AuditColumn.Categories) table.column("fraud")).codes();
        double[] after = IntStream.range(0, fraud.length)
                .mapToDouble(row -> fraud[row] * 10 + row % 7)
                .toArray();
        return Fraud.with(table, new AuditColumn.Numbers(table.column("age").field(), after));
    }

    /** A generator that forgot the relation of amount and shop, and a holdout that it made. */
    @Test
    void aHoldoutThatTheGeneratorMadeIsRefused() {
        AuditTable made = Fraud.shuffled(Fraud.rows("synthetic", 4_000, 2), 5);
        AuditTable first = made.select(IntStream.range(0, 2_000).toArray());
        AuditTable second = made.select(IntStream.range(2_000, 4_000).toArray());
        AuditTable real = Fraud.rows("real", 1_200, 1);
        Advice advice = adviser(real, first).holdout(second).run();
        assertEquals(Advice.Outcome.DOUBTFUL, advice.outcome(), advice.words());
        assertTrue(advice.words().contains("seems to be made by the generator"), advice.words());
        Advice honest =
                adviser(real, first).holdout(Fraud.rows("holdout", 2_000, 7)).run();
        assertFalse(honest.outcome() == Advice.Outcome.DOUBTFUL, honest.words());
    }

    /** Both errors alike, or a miss that costs twenty times as much: more is flagged. */
    @Test
    void costsMoveTheThreshold() {
        AuditTable real = Fraud.rows("real", 800, 1);
        Advice advice = adviser(real, Fraud.rows("synthetic", 100, 2))
                .goal(Goal.COST)
                .cost(new Cost(1, 20))
                .run();
        Advice.Tried tuned = advice.tried().stream()
                .filter(tried -> tried.remedy().kind() == Remedy.Kind.THRESHOLD)
                .findFirst()
                .orElseThrow();
        assertTrue(tuned.values().get(Goal.COST) < advice.control().values().get(Goal.COST), advice.words());
    }

    @Test
    void whatCanNotBeAnsweredIsRefused() {
        AuditTable few = Fraud.rows("real", 60, 1);
        AuditTable synthetic = Fraud.rows("synthetic", 100, 2);
        String words = assertThrows(
                        IllegalArgumentException.class,
                        () -> adviser(few, synthetic).run())
                .getMessage();
        assertTrue(words.contains("at least 10 of each"), words);
        words = assertThrows(
                        IllegalArgumentException.class,
                        () -> Adviser.of("amount", Fraud.rows("real", 300, 1), synthetic)
                                .run())
                .getMessage();
        assertTrue(words.contains("'amount' is a number"), words);
    }

    @Test
    void remediesBringTheClassToItsShare() {
        AuditTable real = Fraud.rows("real", 1_000, 1);
        AuditTable synthetic = Fraud.rows("synthetic", 5_000, 2);
        Task task = Task.of("fraud", real);
        for (Remedy.Kind kind : List.of(Remedy.Kind.OVERSAMPLED, Remedy.Kind.SMOTE, Remedy.Kind.MINORITY)) {
            int[] classes = new Remedy(kind, .5)
                    .apply(task, 1, real, synthetic, 3)
                    .answers()
                    .classes();
            assertEquals(.5, Arrays.stream(classes).average().orElseThrow(), .001, kind + "");
        }
        assertEquals(
                4_000,
                new Remedy(Remedy.Kind.WHOLE, 3)
                        .apply(task, 1, real, synthetic, 3)
                        .answers()
                        .rows());
        assertThrows(IllegalArgumentException.class, () -> new Remedy(Remedy.Kind.SMOTE, 1));
        assertTrue(Remedy.grid(1_000, 0, .08).stream().noneMatch(remedy -> remedy.kind() == Remedy.Kind.WHOLE));
    }

    /** Rows of a unit are in one part; every part has the class. */
    @Test
    void unitsStayTogether() {
        AuditTable rows = Fraud.rows("real", 600, 1);
        int[] units = IntStream.range(0, 600).map(row -> row / 3).toArray();
        List<String> names =
                IntStream.range(0, 200).mapToObj(unit -> "u" + unit).toList();
        AuditTable withUnits = new AuditTable(
                "real",
                rows.columns(),
                Optional.of(new AuditColumn.Categories(
                        Field.builder("card", FieldType.STRING).build(), units, names, 200)));
        int[] parts = Folds.of(withUnits, Task.of("fraud", rows).answers(rows), 1, 5, 9);
        for (int row = 0; row < 600; row++) {
            assertEquals(parts[row / 3 * 3], parts[row]);
        }
        Set<Integer> seen = new HashSet<>();
        Arrays.stream(parts).forEach(seen::add);
        assertEquals(Set.of(0, 1, 2, 3, 4), seen);
    }
}
