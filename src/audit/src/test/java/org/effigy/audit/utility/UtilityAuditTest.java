package org.effigy.audit.utility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.effigy.audit.Figure;
import org.effigy.audit.Finding;
import org.effigy.audit.Grid;
import org.effigy.audit.Interval;
import org.effigy.audit.Origin;
import org.effigy.audit.UtilityReport;
import org.effigy.audit.UtilitySection;
import org.effigy.audit.UtilityTables;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.Schema;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class UtilityAuditTest {
    private static final Schema SCHEMA = Schema.of(List.of(
            Field.builder("x", FieldType.INTEGER).minimum("0").maximum("9").build()));

    private static Table table(int... values) {
        return Table.create(IntColumn.create("x", values));
    }

    private static UtilitySection rows(UtilityTables tables) {
        Figure figure = new Figure(
                "utility.test.rows",
                "Rows",
                tables.synthetic().rows(),
                Optional.of(new Interval(2, Double.POSITIVE_INFINITY, 0.9)),
                Optional.of(4.0),
                "");
        return new UtilitySection(
                "utility.test",
                "A test",
                List.of(figure),
                List.of(new Grid(
                        "utility.test.grid",
                        "A grid",
                        List.of("a"),
                        List.of("b", "c"),
                        new double[][] {{1, Double.NaN}},
                        "")),
                List.of(new Finding(
                        "utility.test.few",
                        Finding.Severity.NOTE,
                        "Few rows.",
                        List.of(figure),
                        "None.",
                        "Add some.")));
    }

    private static UtilityAudit audit() {
        return UtilityAudit.of(SCHEMA)
                .train(table(1, 2, 3))
                .synthetic(table(3, 4, 5))
                .only(UtilityAuditTest::rows);
    }

    @Test
    void partsSeeTheTablesAndTheirResultsComeBackByNameAndAsJson() {
        UtilityReport report = audit().holdout(table(7, 8)).run();
        assertEquals(3, report.figure("utility.test.rows").value());
        assertEquals(1, report.grid("utility.test.grid").value("a", "b"));
        assertEquals(1, report.findings().size());
        assertTrue(report.json()
                .path("sections")
                .path(0)
                .path("grids")
                .path(0)
                .path("values")
                .path(0)
                .path(1)
                .isNull());
        assertTrue(report.toJson().contains("\"high\" : null"), report.toJson());
        assertEquals(report.toJson(), audit().holdout(table(7, 8)).run().toJson());
        assertThrows(IllegalArgumentException.class, () -> report.figure("utility.test.none"));
        assertThrows(IllegalArgumentException.class, () -> report.grid("utility.test.none"));
    }

    @Test
    void whatIsMissingIsNamed() {
        String message =
                assertThrows(IllegalStateException.class, () -> audit().run()).getMessage();
        assertTrue(message.contains("holdout"), message);
        message = assertThrows(
                        IllegalArgumentException.class,
                        () -> audit().holdout(table()).run())
                .getMessage();
        assertTrue(message.contains("holdout") && message.contains("no row"), message);
    }

    @Test
    void aSyntheticHoldoutIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> audit().holdout(table(7, 8), Origin.synthetic(1)).run())
                .getMessage();
        assertTrue(message.contains("holdout") && message.contains("synthetic"), message);
        message = assertThrows(
                        IllegalArgumentException.class,
                        () -> audit().holdout(table(7, 8))
                                .later(table(1), Origin.synthetic(2))
                                .run())
                .getMessage();
        assertTrue(message.contains("later"), message);
    }
}
