package org.effigy.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.junit.jupiter.api.Test;

/** Batches of which it is known whether anything changed. */
class DriftTest {
    private static final List<String> WARDS =
            IntStream.range(0, 10).mapToObj(i -> "w" + i).toList();

    /**
     * Invented stays.
     *
     * @param moved the share of rows whose ward becomes another one, always the same
     * @param torn whether age and cost no longer go together
     * @param turned whether the outcome follows the cost the other way round
     */
    private static AuditTable stays(String name, int rows, long seed, double moved, boolean torn, boolean turned) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] ward = new int[rows];
        double[] age = new double[rows];
        double[] cost = new double[rows];
        double[] nights = new double[rows];
        int[] died = new int[rows];
        for (int row = 0; row < rows; row++) {
            ward[row] = random.nextDouble() < moved ? 3 : random.nextInt(10);
            age[row] = random.nextInt(20, 90);
            double with = torn ? random.nextInt(20, 90) : age[row];
            cost[row] = Math.rint(100 * Math.exp(.03 * with + .4 * random.nextGaussian()));
            nights[row] = random.nextInt(10) == 0 ? Double.NaN : random.nextInt(12);
            boolean dear = cost[row] > 500;
            died[row] = random.nextDouble() < (dear != turned ? .4 : .05) ? 1 : 0;
        }
        return new AuditTable(
                name,
                List.of(
                        new AuditColumn.Categories(text("ward"), ward, WARDS, 10),
                        new AuditColumn.Numbers(number("age"), age),
                        new AuditColumn.Numbers(number("cost"), cost),
                        new AuditColumn.Numbers(number("nights"), nights),
                        new AuditColumn.Categories(text("died"), died, List.of("no", "yes"), 2)),
                Optional.empty());
    }

    private static Field text(String name) {
        return Field.builder(name, FieldType.STRING).build();
    }

    private static Field number(String name) {
        return Field.builder(name, FieldType.NUMBER).build();
    }

    private static AuditTable same(String name, int rows, long seed) {
        return stays(name, rows, seed, 0, false, false);
    }

    private static List<Change> changes(AuditTable batch) {
        return Drift.from(same("reference", 8_000, 1)).of(List.of(batch)).get(0).changes();
    }

    /** Each by chance in at most 5 %: 27 of 200 are so many with a probability below 1e-6. */
    @Test
    void faultlessBatchesRarelyAlarm() {
        int alarms = 0;
        for (int batch = 0; batch < 200; batch++) {
            alarms += Drift.from(same("reference", 1_500, 1_000 + batch))
                            .of(List.of(same("batch", 1_000, 5_000 + batch)))
                            .get(0)
                            .hasDrifted()
                    ? 1
                    : 0;
        }
        assertTrue(alarms <= 26, alarms + " of 200");
    }

    /** Of ten wards one takes 5.6 % of the rows of the others: a total variation of .05. */
    @Test
    void aTotalVariationOfAFiveHundredthIsFoundInNineOfTen() {
        int found = 0;
        for (int batch = 0; batch < 10; batch++) {
            found += changes(stays("batch", 5_000, 50 + batch, .05 / .9, false, false)).stream()
                            .anyMatch(change -> change.name().equals("ward"))
                    ? 1
                    : 0;
        }
        assertTrue(found >= 9, found + " of 10");
    }

    @Test
    void aLostRelationIsFoundWhereTheColumnsAreAsTheyWere() {
        List<Change> changes = changes(stays("batch", 5_000, 9, 0, true, false));
        assertTrue(
                changes.stream()
                        .anyMatch(change -> change.kind() == Change.Kind.PAIR
                                && change.name().equals("'age' and 'cost'")),
                changes + "");
        assertFalse(changes.stream().anyMatch(change -> change.kind() == Change.Kind.COLUMN), changes + "");
    }

    @Test
    void gapsCount() {
        AuditTable batch = same("batch", 5_000, 9);
        double[] nights =
                ((AuditColumn.Numbers) batch.column("nights")).values().clone();
        IntStream.range(0, 600).forEach(row -> nights[row] = Double.NaN);
        AuditTable gaps = new AuditTable(
                "batch",
                batch.columns().stream()
                        .map(column -> column.name().equals("nights")
                                ? new AuditColumn.Numbers(column.field(), nights)
                                : column)
                        .toList(),
                Optional.empty());
        assertEquals("nights", changes(gaps).get(0).name());
    }

    @Test
    void predictionsThatBecomeWorseAskForARefit() {
        Drift drift = Drift.from(same("reference", 6_000, 1)).predicting("died", List.of("ward"));
        BatchDrift good = drift.of(List.of(same("batch", 3_000, 4))).get(0);
        assertEquals(good.reference().orElseThrow(), good.score().orElseThrow(), .05);
        BatchDrift bad =
                drift.of(List.of(stays("batch", 3_000, 5, 0, false, true))).get(0);
        assertTrue(bad.changes().stream().anyMatch(change -> change.kind() == Change.Kind.SCORE), bad + "");
        assertTrue(bad.advice().startsWith("Refit: predictions have become worse"), bad.advice());
        assertTrue(DriftJson.of(List.of(good, bad)).get("drifted").asBoolean());
    }

    /** Ten equal rows of each person are no more evidence than one. */
    @Test
    void rowsOfAUnitCountOnce() {
        int alarms = 0;
        for (int batch = 0; batch < 20; batch++) {
            alarms += Drift.from(tenTimes(same("reference", 400, 300 + batch)))
                            .of(List.of(tenTimes(same("batch", 300, 700 + batch))))
                            .get(0)
                            .hasDrifted()
                    ? 1
                    : 0;
        }
        assertTrue(alarms <= 8, alarms + " of 20");
    }

    private static AuditTable tenTimes(AuditTable table) {
        int[] rows = IntStream.range(0, 10 * table.rows()).map(i -> i / 10).toArray();
        AuditTable repeated = table.select(rows);
        List<String> names =
                IntStream.range(0, table.rows()).mapToObj(i -> "p" + i).toList();
        return new AuditTable(
                table.name(),
                repeated.columns(),
                Optional.of(new AuditColumn.Categories(text("person"), rows, names, names.size())));
    }

    @Test
    void anEmptyBatchIsRefused() {
        AuditTable none = same("batch", 10, 1).select(new int[0]);
        assertThrows(
                IllegalArgumentException.class,
                () -> Drift.from(same("reference", 10, 1)).of(List.of(none)));
    }
}
