package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public cells on which bounds are looked for, and the fate of values at the ends of the numbers. */
class WideGridTest {
    private static Field field(FieldType type) {
        return Field.builder("x", type).discover(true).build();
    }

    private static String cell(Field field, String text) {
        WideGrid grid = WideGrid.of(field);
        CellReader reader = new CellReader(field, InvalidValues.REFUSE);
        assertEquals(CellReader.Status.VALUE, reader.read(text), text);
        int cell = grid.cell(reader);
        assertTrue(cell >= 0 && cell < grid.cells(), text);
        return grid.lowest(cell) + " .. " + grid.highest(cell);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 .. 0",
        "-0, 0 .. 0",
        "1, 1 .. 1",
        "4, 2 .. 4",
        "5, 5 .. 9",
        "99, 50 .. 99",
        "100, 100 .. 199",
        "-1, -1 .. -1",
        "-7, -9 .. -5",
        "-100, -199 .. -100",
        "9007199254740991, 5000000000000000 .. 9007199254740991",
        "999999999999999999, 5000000000000000 .. 9007199254740991",
        "-999999999999999999, -9007199254740991 .. -5000000000000000"
    })
    void wholeNumbersHaveTheirCells(String text, String cell) {
        assertEquals(cell, cell(field(FieldType.INTEGER), text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 .. 0",
        "-0.0, 0 .. 0",
        "4.9e-324, 0 .. 0",
        "9e-7, 0 .. 0",
        "0.000001, 0.000001 .. 0.000002",
        "0.3, 0.2 .. 0.5",
        "-0.3, -0.5 .. -0.2",
        "1e9, 500000000 .. 1000000000",
        "1e308, 500000000 .. 1000000000",
        "-1e308, -1000000000 .. -500000000"
    })
    void decimalsHaveTheirCells(String text, String cell) {
        assertEquals(cell, cell(field(FieldType.NUMBER), text));
    }

    @Test
    void thePrecisionSaysHowFarNumbersReach() {
        Field field =
                Field.builder("x", FieldType.NUMBER).precision(2).discover(true).build();
        assertEquals("0.01 .. 0.02", cell(field, "0.01"));
        assertEquals("5000000000000 .. 10000000000000", cell(field, "1e300"));
        WideGrid.requireEveryOutcome(field);
        for (int precision = 0; precision <= 15; precision++) {
            WideGrid.requireEveryOutcome(Field.builder("x", FieldType.NUMBER)
                    .precision(precision)
                    .discover(true)
                    .build());
        }
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity", "1e400", "0x10", "''"})
    void whatIsNoNumberIsNotLookedAt(String text) {
        Field field = Field.builder("x", FieldType.NUMBER)
                .discover(true)
                .missingValues(java.util.List.of("?"))
                .build();
        assertEquals(CellReader.Status.NOT_OF_TYPE, new CellReader(field, InvalidValues.REFUSE).read(text));
        assertEquals(CellReader.Status.MISSING, new CellReader(field, InvalidValues.MISSING).read(text));
    }

    @Test
    void datesHaveAYearEachOrAMonthWhereTheRangeIsNarrow() {
        assertEquals("2024-01-01 .. 2024-12-31", cell(field(FieldType.DATE), "2024-02-29"));
        assertEquals("1900-01-01 .. 1900-12-31", cell(field(FieldType.DATE), "0001-01-01"));
        assertEquals("2099-01-01 .. 2099-12-31", cell(field(FieldType.DATE), "9999-12-31"));
        assertEquals(
                "2024-01-01T00:00:00 .. 2024-12-31T23:59:59", cell(field(FieldType.DATETIME), "2024-02-29T23:59:59"));
        Field narrow = Field.builder("x", FieldType.DATE)
                .minimum("2020-03-10")
                .maximum("2022-12-20")
                .discover(true)
                .build();
        assertEquals("2020-03-10 .. 2020-03-31", cell(narrow, "2019-01-01"));
        assertEquals("2020-04-01 .. 2020-04-30", cell(narrow, "2020-04-30"));
        assertEquals("2022-12-01 .. 2022-12-20", cell(narrow, "2022-12-31"));
        assertEquals(34, WideGrid.of(narrow).cells());
        Field short_ = Field.builder("x", FieldType.DATE)
                .pattern("%d.%m.%y")
                .discover(true)
                .build();
        assertEquals("01.01.69 .. 31.12.69", cell(short_, "07.08.69"));
        WideGrid.requireEveryOutcome(short_);
        WideGrid.requireEveryOutcome(field(FieldType.DATETIME));
        Field late = Field.builder("x", FieldType.DATE)
                .minimum("2150-01-01")
                .discover(true)
                .build();
        assertThrows(IllegalArgumentException.class, () -> WideGrid.of(late));
    }

    @Test
    void declaredBoundsNarrowTheSearch() {
        Field field = Field.builder("x", FieldType.INTEGER)
                .minimum("0")
                .maximum("120")
                .discover(true)
                .build();
        assertEquals("0 .. 0", cell(field, "-50"));
        assertEquals("100 .. 120", cell(field, "5000"));
        assertEquals(8, WideGrid.of(field).cells());
        Field half = Field.builder("x", FieldType.INTEGER)
                .minimum("3")
                .discover(true)
                .build();
        assertEquals("3 .. 4", cell(half, "3"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Field.builder("x", FieldType.INTEGER)
                        .minimum("3")
                        .maximum("2")
                        .discover(true)
                        .build());
    }

    @Test
    void numbersOfOneSignThatComeNearZeroReachIt() {
        WideGrid whole = WideGrid.of(field(FieldType.INTEGER));
        int zero = whole.cells() / 2;
        assertEquals(new WideGrid.Range("0", "49"), whole.range(zero + 3, zero + 5), "5 of 49");
        assertEquals(new WideGrid.Range("10", "49"), whole.range(zero + 4, zero + 5), "10 is more than a fifth of 49");
        assertEquals(new WideGrid.Range("-49", "0"), whole.range(zero - 5, zero - 3));
        assertEquals(new WideGrid.Range("-49", "-10"), whole.range(zero - 5, zero - 4));
        assertEquals(new WideGrid.Range("-4", "49"), whole.range(zero - 2, zero + 5));
        Field above = Field.builder("x", FieldType.INTEGER)
                .minimum("3")
                .discover(true)
                .build();
        assertEquals(new WideGrid.Range("3", "49"), WideGrid.of(above).range(1, 3), "not below what is declared");
        Field below = Field.builder("x", FieldType.INTEGER)
                .maximum("-3")
                .discover(true)
                .build();
        int cells = WideGrid.of(below).cells();
        assertEquals(new WideGrid.Range("-49", "-3"), WideGrid.of(below).range(cells - 4, cells - 2));
    }

    /** Every cell's ends lie in the cell: what is found is what was counted. */
    @Test
    void theEndsOfEachCellAreInIt() {
        for (FieldType type : new FieldType[] {FieldType.INTEGER, FieldType.DATE, FieldType.DATETIME}) {
            Field field = field(type);
            WideGrid grid = WideGrid.of(field);
            for (int cell = 0; cell < grid.cells(); cell++) {
                String ends = grid.lowest(cell) + " .. " + grid.highest(cell);
                assertEquals(ends, cell(field, grid.lowest(cell)));
                assertEquals(ends, cell(field, grid.highest(cell)));
            }
            WideGrid.requireEveryOutcome(field);
        }
        WideGrid.requireEveryOutcome(field(FieldType.NUMBER));
    }

    @Test
    void aMissingMarkerThatMightBeFoundIsRefusedBeforeAnythingIsPaid() {
        Field days = Field.builder("days", FieldType.INTEGER)
                .missingValues(java.util.List.of("999"))
                .discover(true)
                .build();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> WideGrid.requireEveryOutcome(days));
        assertTrue(refused.getMessage().contains("'999'"), refused.getMessage());
        assertTrue(refused.getMessage().contains("narrow the search"), refused.getMessage());
        WideGrid.requireEveryOutcome(
                days.toBuilder().minimum("0").maximum("900").build());
    }
}
