package org.effigy.audit.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.effigy.audit.AuditReport;
import org.effigy.audit.Claim;
import org.effigy.audit.Grid;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class CurvesTest {
    private static final Claim CLAIM = new Claim(1, 1e-6);

    private static AuditReport audit(Table train, Table holdout, Table synthetic) {
        return PrivacyAudit.of(People.SCHEMA)
                .train(train)
                .holdout(holdout)
                .synthetic(synthetic)
                .claim(CLAIM)
                .threads(1)
                .run();
    }

    private static Grid grid(AuditReport report, String id) {
        return report.grids()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no grid " + id + ": " + report.grids().map(Grid::id).toList()));
    }

    @Test
    void aCurvePassesThroughTheFiguresAndStandsBesideChanceAndTheClaim() {
        SplittableRandom random = new SplittableRandom(2);
        Table train = People.draw(300, random);
        AuditReport report = audit(train, People.draw(200, random), People.withCopies(300, train, 60, random));
        for (Attack attack : Attack.values()) {
            Grid curve = grid(report, "privacy.membership." + attack.id() + ".curve.log");
            assertEquals("0.01", curve.rows().get(curve.rows().size() - 17));
            assertEquals(
                    report.figure("privacy.membership." + attack.id() + ".tpr-at-0.01")
                            .value(),
                    curve.value("0.01", "present people found"));
            assertEquals(CLAIM.ceiling(0.01), curve.value("0.01", "the claim's ceiling (epsilon, delta)"), 1e-12);
            double[] last = curve.values()[curve.rows().size() - 1];
            assertEquals(1, last[0]);
            double before = 0;
            for (double[] point : curve.values()) {
                assertTrue(point[0] >= 1.0 / 200 && point[1] >= before && point[0] == point[4], curve.title());
                assertTrue(point[2] <= point[3], curve.title());
                before = point[1];
            }
        }
    }

    /** A fifth of the rows are copies: they stand at distance 0 of train, and of the holdout hardly one does. */
    @Test
    void copiesLiftTheCurveOfTrainAtItsLeftEndAndFreshRowsDoNot() {
        SplittableRandom random = new SplittableRandom(3);
        Table train = People.draw(300, random);
        Table holdout = People.draw(300, random);
        Grid leaky = grid(
                audit(train, holdout, People.withCopies(300, train, 60, random)), "privacy.distance.all.closest.curve");
        assertEquals(0, leaky.values()[0][0]);
        assertTrue(leaky.values()[0][1] >= 0.2 && leaky.values()[0][2] < 0.05, leaky.toString());
        AuditReport fresh = audit(train, holdout, People.draw(300, random));
        for (String id : List.of("privacy.distance.all.closest.curve", "privacy.distance.all.ratio.curve")) {
            double[][] points = grid(fresh, id).values();
            assertTrue(points.length <= 101);
            assertEquals(1, points[points.length - 1][1]);
            assertEquals(1, points[points.length - 1][2]);
            for (double[] point : points) {
                // The two shares are of 300 rows that share their references: beyond 0.25 apart by chance less than
                // 1e-6.
                assertEquals(point[1], point[2], 0.25, id);
            }
        }
    }

    @Test
    void withoutAHoldoutThereIsNoCurve() {
        SplittableRandom random = new SplittableRandom(4);
        AuditReport report = PrivacyAudit.of(People.SCHEMA)
                .train(People.draw(50, random))
                .synthetic(People.draw(50, random))
                .threads(1)
                .run();
        assertEquals(
                List.of(),
                report.grids()
                        .map(Grid::id)
                        .filter(id -> id.startsWith("privacy."))
                        .toList());
    }
}
