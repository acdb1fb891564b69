package org.effigy.audit.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.effigy.audit.AuditReport;
import org.effigy.audit.Claim;
import org.effigy.audit.Figure;
import org.effigy.audit.Interval;
import org.effigy.audit.Verdict;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Role;
import org.effigy.table.Schema;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PrivacyAuditTest {
    private static AuditReport audit(Table train, Table holdout, Table synthetic) {
        return PrivacyAudit.of(People.SCHEMA)
                .train(train)
                .holdout(holdout)
                .synthetic(synthetic)
                .threads(1)
                .run();
    }

    private static boolean fails(AuditReport report, String figure) {
        return report.judgement().verdicts().stream()
                .anyMatch(verdict -> verdict.outcome() == Verdict.Outcome.FAIL
                        && verdict.figure()
                                .filter(found -> found.id().equals(figure))
                                .isPresent());
    }

    /**
     * Synthetic rows that are fresh people leak nothing. An audit may raise a false alarm in 5 % of cases: of 100, more than
     * 20 have a probability below 1e-7. Sizes differ, which alone must not be an alarm. The planted offender takes the
     * threshold on the controls for known, and its alarms come in more than a third of the runs.
     */
    @Test
    void withoutALeakAlarmsAreRare() {
        int alarms = 0;
        int careless = 0;
        for (int run = 0; run < 100; run++) {
            SplittableRandom random = new SplittableRandom(run);
            AuditReport report = audit(People.draw(400, random), People.draw(200, random), People.draw(300, random));
            alarms += report.judgement().outcome() == Verdict.Outcome.FAIL ? 1 : 0;
            boolean alarm = false;
            for (Attack attack : Attack.values()) {
                Figure figure = report.figure("privacy.membership." + attack.id() + ".tpr-at-0.01");
                alarm |= Interval.clopperPearson(Math.round(400 * figure.value()), 400, 0.9)
                                .low()
                        > 0.01;
            }
            careless += alarm ? 1 : 0;
        }
        assertTrue(alarms <= 20, alarms + " alarms");
        assertTrue(careless > 33, careless + " alarms of the careless rule");
    }

    @Test
    void copiesNearCopiesAndTracesOfRowsAreToldFromFreshRows() {
        SplittableRandom random = new SplittableRandom(21);
        Table train = People.draw(3000, random);
        Table holdout = People.draw(9000, random);
        Table fresh = People.draw(3000, random);
        // Not a pass either where an attack on single people has no power on these rows.
        assertFalse(audit(train, holdout, fresh).judgement().outcome() == Verdict.Outcome.FAIL);
        AuditReport copies = audit(train, holdout, People.withCopies(3000, train, 30, random));
        assertTrue(fails(copies, "privacy.copies.exact.excess"));
        assertTrue(fails(copies, "privacy.membership.distance.tpr-at-0.001"));
        Table changed = People.changed(People.rows(train, 100), random).append(People.rows(fresh, 2900));
        assertTrue(fails(audit(train, holdout, changed), "privacy.copies.near.excess"));
        Table jittered = People.jittered(People.rows(train, 600), 0.003, random).append(People.rows(fresh, 2400));
        AuditReport traces = audit(train, holdout, jittered);
        assertFalse(fails(traces, "privacy.copies.exact.excess"));
        assertTrue(fails(traces, "privacy.membership.ratio.tpr-at-0.01"));
        assertTrue(fails(traces, "privacy.membership.classifier.tpr-at-0.01"));
    }

    @Test
    void aTableThatIsTrainItselfFailsAndRefutesAnyClaim() {
        SplittableRandom random = new SplittableRandom(22);
        Table train = People.draw(1000, random);
        AuditReport report = PrivacyAudit.of(People.SCHEMA)
                .train(train)
                .holdout(People.draw(1000, random))
                .synthetic(train)
                .claim(new Claim(1, 1e-6))
                .run();
        assertEquals(Verdict.Outcome.FAIL, report.judgement().outcome());
        assertTrue(fails(report, "privacy.membership.epsilon"));
        assertEquals(1, report.figure("privacy.copies.exact.excess").value(), 0.01);
        assertEquals(1, report.figure("privacy.membership.distance.auc").value(), 0.01);
    }

    @Test
    void figuresDependNeitherOnThreadsNorOnTheOrderOfColumns() {
        SplittableRandom random = new SplittableRandom(23);
        Table train = People.draw(600, random);
        Table holdout = People.draw(300, random);
        Table synthetic = People.withCopies(500, train, 20, random);
        List<Figure> figures = audit(train, holdout, synthetic).figures().toList();
        List<Figure> others = PrivacyAudit.of(People.SCHEMA)
                .train(People.turned(train))
                .holdout(holdout)
                .synthetic(People.turned(synthetic))
                .threads(3)
                .run()
                .figures()
                .toList();
        assertEquals(figures, others);
    }

    @Test
    void withoutAHoldoutOnlyWhatNeedsNoneIsSaid() {
        SplittableRandom random = new SplittableRandom(24);
        Table train = People.draw(200, random);
        AuditReport report = PrivacyAudit.of(People.SCHEMA)
                .train(train)
                .synthetic(People.withCopies(200, train, 50, random))
                .run();
        assertEquals(Verdict.Outcome.NOT_ASSESSED, report.judgement().outcome());
        assertEquals(0.25, report.figure("privacy.copies.exact.synthetic").value(), 0.02);
        assertTrue(report.figure("privacy.copies.exact.excess").note().contains("holdout"));
    }

    @Test
    void tablesThatCanTellNothingAreNotAssessed() {
        SplittableRandom random = new SplittableRandom(25);
        Table some = People.draw(300, random);
        for (AuditReport report : List.of(
                audit(People.draw(1, random), People.draw(1, random), People.draw(1, random)),
                audit(People.draw(300, random), People.draw(1, random), some),
                audit(People.draw(300, random), People.draw(300, random), some.emptyCopy()),
                audit(some.emptyCopy(), People.draw(5, random), some))) {
            assertEquals(Verdict.Outcome.NOT_ASSESSED, report.judgement().outcome());
        }
    }

    @Test
    void columnsWithoutInformationGiveNoAlarm() {
        for (AuditReport report : List.of(
                audit(People.constant(300), People.constant(200), People.constant(300)),
                audit(People.missing(300), People.missing(200), People.missing(300)))) {
            assertTrue(report.judgement().gates(Verdict.Outcome.FAIL).isEmpty());
            assertEquals(0.5, report.figure("privacy.membership.distance.auc").value());
            assertEquals(0.5, report.figure("privacy.distance.all.share").value());
        }
    }

    @Test
    void trainAndHoldoutThatOverlapAreRefusedAndNaturalRepeatsAreNot() {
        SplittableRandom random = new SplittableRandom(26);
        Table train = People.draw(2000, random);
        Table overlapping = People.rows(train, 100).append(People.draw(900, random));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> audit(train, overlapping, People.draw(10, random)))
                .getMessage();
        assertTrue(message.contains("overlap"), message);
        assertThrows(IllegalArgumentException.class, () -> audit(train, train, train));
        Schema coarse = Schema.of(List.of(People.SCHEMA.field("region"), People.SCHEMA.field("code")));
        PrivacyAudit.of(coarse)
                .train(train)
                .holdout(People.draw(1000, random))
                .synthetic(People.draw(500, random))
                .run();
    }

    @Test
    void aUnitInBothTablesIsRefusedAndItsRowsCountOnce() {
        Schema schema = Schema.of(List.of(
                Field.builder("id", FieldType.INTEGER).role(Role.UNIT).build(),
                Field.builder("job", FieldType.STRING)
                        .categories(List.of("a", "b"))
                        .build()));
        Table train = Table.create(IntColumn.create("id", 1, 1, 1, 2), StringColumn.create("job", "a", "a", "b", "b"));
        Table holdout = Table.create(IntColumn.create("id", 3, 2), StringColumn.create("job", "a", "b"));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> PrivacyAudit.of(schema)
                                .train(train)
                                .holdout(holdout)
                                .synthetic(train)
                                .run())
                .getMessage();
        assertTrue(message.contains("'id'"), message);
        holdout.intColumn("id").set(1, 4);
        AuditReport report = PrivacyAudit.of(schema)
                .train(train)
                .holdout(holdout)
                .synthetic(train)
                .run();
        assertTrue(report.figure("privacy.copies.exact.excess").note().contains("Train: 2 of 2"));
    }

    @Test
    void aColumnThatIsMissingOrOfAnotherTypeIsNamed() {
        SplittableRandom random = new SplittableRandom(27);
        Table some = People.draw(20, random);
        Table without = People.draw(20, random).removeColumns("job");
        String message = assertThrows(
                        IllegalArgumentException.class, () -> audit(some, without, People.draw(20, random)))
                .getMessage();
        assertTrue(message.contains("holdout") && message.contains("'job'"), message);
        assertThrows(
                IllegalStateException.class,
                () -> PrivacyAudit.of(People.SCHEMA).train(some).run());
    }
}
