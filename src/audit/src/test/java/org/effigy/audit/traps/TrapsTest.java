package org.effigy.audit.traps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.effigy.audit.Finding;
import org.effigy.audit.Origin;
import org.effigy.audit.utility.UtilityAudit;
import org.effigy.audit.utility.World;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TrapsTest {
    private static final Table TRAIN = World.people(1, 3000);
    private static final Table HOLDOUT = World.people(2, 1500);
    private static final Table FRESH = World.people(3, 3000);

    private static UtilityAudit audit(Table synthetic) {
        return UtilityAudit.of(World.SCHEMA)
                .train(TRAIN)
                .holdout(HOLDOUT)
                .synthetic(synthetic)
                .only(Traps.of());
    }

    private static List<String> found(UtilityAudit audit) {
        return audit.run().findings().stream().map(Finding::id).toList();
    }

    private static void finds(String id, Table synthetic) {
        List<String> found = found(audit(synthetic));
        assertTrue(found.contains("utility.trap." + id), id + " is not among " + found);
    }

    /**
     * Forty audits of real samples, each with a nominal rate of at most 0.01: more than 6 findings have a probability
     * under 2e-7.
     */
    @Test
    void freshRealRowsRaiseNoMoreFindingsThanTheNominalRate() {
        int alarms = 0;
        for (int draw = 0; draw < 40; draw++) {
            alarms += found(UtilityAudit.of(World.SCHEMA)
                                    .train(World.people(100 + 4 * draw, 800))
                                    .holdout(World.people(101 + 4 * draw, 400))
                                    .synthetic(World.people(102 + 4 * draw, 600 + 20 * draw))
                                    .later(World.people(103 + 4 * draw, 300))
                                    .only(Traps.of()))
                            .isEmpty()
                    ? 0
                    : 1;
        }
        assertTrue(alarms <= 6, alarms + " of 40 audits of real rows found something");
    }

    @Test
    void aCollapsedRareClassIsFoundAndIsSeriousInTheTarget() {
        Table without =
                World.where(FRESH, row -> FRESH.stringColumn("fraud").get(row).equals("no") || row % 4 == 0);
        finds("lost-tail.categories", without);
        assertEquals(
                Finding.Severity.SERIOUS, audit(without).run().findings().get(0).severity());
        finds(
                "lost-tail.categories",
                World.where(FRESH, row -> !FRESH.stringColumn("job").get(row).equals("diver")));
    }

    @Test
    void aClassThatIsMostlyNoiseIsFoundAndIsSeriousInTheTarget() {
        Table frauds =
                World.where(FRESH, row -> FRESH.stringColumn("fraud").get(row).equals("yes"));
        Table swollen = FRESH.copy().append(frauds).append(frauds).append(frauds);
        finds("lost-tail.swollen", swollen);
        assertTrue(audit(swollen).run().findings().stream()
                .anyMatch(finding ->
                        finding.id().endsWith("lost-tail.swollen") && finding.severity() == Finding.Severity.SERIOUS));
    }

    @Test
    void cutExtremesAreFound() {
        Table cut = FRESH.copy();
        DoubleColumn pay = cut.doubleColumn("pay");
        IntStream.range(0, cut.rowCount()).forEach(row -> pay.set(row, Math.min(60, pay.getDouble(row))));
        finds("lost-tail.extremes", cut);
        assertTrue(audit(cut).run().findings().stream()
                .filter(finding -> finding.id().endsWith("lost-tail.extremes"))
                .flatMap(finding -> finding.evidence().stream())
                .allMatch(figure -> figure.title().matches(".* [<>] -?[0-9.]{1,8}")
                        && !figure.note().startsWith("1 synthetic rows")));
    }

    @Test
    void shuffledColumnsAreFound() {
        finds("lost-relations", World.shuffled(World.shuffled(FRESH, "job", 1), "age", 2));
    }

    @Test
    void inventedRelationsAreFound() {
        Table invented = FRESH.copy();
        StringColumn town = invented.stringColumn("town");
        IntStream.range(0, invented.rowCount())
                .filter(row -> row % 3 == 0)
                .forEach(row -> town.set(row, invented.intColumn("day").getInt(row) < 300 ? "north" : "south"));
        finds("spurious-relations", invented);
    }

    @Test
    void cleanedGapsAndTypingErrorsAreFound() {
        Table clean = FRESH.copy();
        StringColumn town = clean.stringColumn("town");
        IntStream.range(0, clean.rowCount())
                .filter(row -> town.get(row).equals("nroth"))
                .forEach(row -> town.set(row, "north"));
        finds("too-clean.errors", clean);
        Table full = FRESH.copy();
        DoubleColumn pay = full.doubleColumn("pay");
        IntStream.range(0, full.rowCount())
                .filter(row -> row % 3 > 0 && pay.isMissing(row))
                .forEach(row -> pay.set(row, 20));
        finds("too-clean.missing", full);
    }

    @Test
    void repeatedRowsAreFoundAndCountedAsWhatTheyAreWorth() {
        Table repeated = FRESH.first(1000).append(FRESH.first(1000)).append(FRESH.first(1000));
        finds("scale-illusion", repeated);
        double worth =
                audit(repeated).run().figure("utility.trap.effective-rows").value();
        assertEquals(1000, worth, 30);
    }

    @Test
    void fewValuesAreFound() {
        Table coarse = FRESH.copy();
        IntColumn day = coarse.intColumn("day");
        IntStream.range(0, coarse.rowCount()).forEach(row -> day.set(row, day.getInt(row) / 10 * 10));
        finds("lost-diversity", coarse);
    }

    @Test
    void wrongColumnsAreFound() {
        Table shifted = FRESH.copy();
        IntColumn age = shifted.intColumn("age");
        IntStream.range(0, shifted.rowCount()).forEach(row -> age.set(row, age.getInt(row) + 5));
        finds("wrong-columns", shifted);
    }

    @Test
    void aDriftedBatchIsFound() {
        Table later = World.people(9, 1000);
        IntColumn age = later.intColumn("age");
        IntStream.range(0, later.rowCount()).forEach(row -> age.set(row, Math.min(99, age.getInt(row) + 5)));
        assertEquals(List.of("utility.trap.drift"), found(audit(FRESH).later(later)));
        assertEquals(List.of(), found(audit(FRESH).later(World.people(9, 1000))));
    }

    @Test
    void generationsAreCountedFromManifests() {
        assertEquals(List.of("utility.trap.feedback-loop"), found(audit(FRESH).synthetic(FRESH, Origin.synthetic(2))));
        assertEquals(List.of("utility.trap.feedback-loop"), found(audit(FRESH).train(TRAIN, Origin.synthetic(1))));
        assertEquals(List.of(), found(audit(FRESH).synthetic(FRESH, Origin.synthetic(1))));
    }

    @Test
    void unitsAndMomentsOnBothSidesOfTheSplitAreFound() {
        Table leaky = HOLDOUT.copy();
        leaky.intColumn("account").set(0, TRAIN.intColumn("account").getInt(0));
        assertEquals(List.of("utility.trap.group-leakage"), found(audit(FRESH).holdout(leaky)));
        assertEquals(
                List.of("utility.trap.time-leakage"),
                found(audit(FRESH).only(Traps.of().withTime("day"))));
        Table before = World.where(TRAIN, row -> TRAIN.intColumn("day").getInt(row) < 500);
        Table after = World.where(HOLDOUT, row -> HOLDOUT.intColumn("day").getInt(row) >= 500);
        List<String> split =
                found(audit(FRESH).train(before).holdout(after).only(Traps.of().withTime("day")));
        assertFalse(split.contains("utility.trap.time-leakage"), split.toString());
        assertThrows(
                IllegalArgumentException.class,
                () -> audit(FRESH).only(Traps.of().withTime("town")).run());
    }
}
