package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fine cells of numbers, dates and times, and what can be read off them. */
class FineCellsTest {
    private static IntervalCodec codec(String field) {
        Schema schema = SchemaJson.parse("{\"fields\": [" + field.replace('\'', '"') + "]}", "test");
        return assertInstanceOf(IntervalCodec.class, schema.fields().get(0).requireCodec());
    }

    private static Grid grid(IntervalCodec codec) {
        return codec.grid().orElseThrow();
    }

    private static IntervalCodec gain(String more) {
        return codec(
                "{'name': 'gain', 'type': 'integer', 'constraints': {'minimum': 0, 'maximum': 99999}" + more + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "integer, 0, 99999",
        "integer, -500, 2000",
        "integer, -9007199254740992, 9007199254740992",
        "integer, 5, 105",
        "number, 0.5, 50000",
        "number, -1, 1",
        "number, 1e-6, 2e-6",
        "number, -3e5, -2e5",
        "date, 1900-01-01, 2099-12-31",
        "date, 2020-02-01, 2020-08-01",
        "date, 0001-01-01, 9999-12-31",
        "datetime, 2024-01-01T00:00:00, 2024-12-31T23:59:59",
        "datetime, 2024-01-01T10:00:03, 2024-01-01T10:07:09",
        "datetime, 0001-01-01T00:00:00, 9999-12-31T23:59:59"
    })
    void cellsCoverTheRangeOnceAndEveryReadingHasAClassForEach(String type, String low, String high) {
        String quote = type.startsWith("date") ? "'" : "";
        IntervalCodec codec = codec("{'name': 'x', 'type': '" + type + "', 'constraints': {'minimum': " + quote + low
                + quote + ", 'maximum': " + quote + high + quote + ", 'required': true}}");
        assertTrue(codec.isRange());
        assertTrue(codec.size() <= 16_384, codec.size() + " cells");
        assertTrue(codec.size() > 60, codec.size() + " cells");
        SplittableRandom random = new SplittableRandom(1);
        for (int code = 0; code < codec.size(); code++) {
            assertEquals(code, codec.encode(codec.decode(code, random)));
        }
        Grid grid = grid(codec);
        assertTrue(grid.readings().get(0).isOrdered());
        for (Grid.Reading reading : grid.readings()) {
            assertEquals(codec.size(), reading.classes().length);
            for (int of : reading.classes()) {
                assertTrue(of >= 0 && of < reading.size(), reading + " has " + of);
            }
        }
    }

    @Test
    void theEndsZeroAndSpikesAreCellsOfTheirOwn() {
        IntervalCodec codec = gain(", 'effigy:spikes': [7688, 15024]");
        for (String value : List.of("0", "99999", "7688", "15024")) {
            assertTrue(codec.isSingle(codec.encode(value)), value);
        }
        assertEquals(
                List.of(codec.encode("7688"), codec.encode("15024")),
                grid(codec).alone());
        IntervalCodec signed = codec(
                "{'name': 'x', 'type': 'number', 'effigy:precision': 2, 'constraints': {'minimum': -5000, 'maximum':"
                        + " 5000}}");
        assertTrue(signed.isSingle(signed.encode("0")));
        assertFalse(signed.isSingle(signed.encode("4000")));
    }

    /** On the mixed scale a cell is never much wider than on the better of the other two. */
    @Test
    void theMixedScaleIsFineNearZeroAndNotCoarseElsewhere() {
        IntervalCodec mixed = gain("");
        IntervalCodec linear = gain(", 'effigy:scale': 'linear'");
        IntervalCodec log = gain(", 'effigy:scale': 'log'");
        for (int value : new int[] {1, 10, 100, 1000, 10_000, 60_000, 90_000}) {
            long width = width(mixed, value);
            assertTrue(width <= 2 * Math.min(width(linear, value), width(log, value)) + 2, value + ": " + width);
        }
        assertEquals(1, width(mixed, 20));
        assertEquals(98, width(linear, 20), 1);
        assertTrue(width(log, 90_000) > 900);
    }

    private static long width(IntervalCodec codec, int value) {
        String[] ends = codec.label(codec.encode("" + value)).split(" \\.\\. ");
        return Long.parseLong(ends[ends.length - 1]) - Long.parseLong(ends[0]) + 1;
    }

    @Test
    void weekdaysMonthsAndHoursAreReadOffTheCalendar() {
        IntervalCodec codec = codec("{'name': 'x', 'type': 'datetime', 'constraints':"
                + " {'minimum': '2023-01-01T00:00:00', 'maximum': '2024-06-30T23:59:59', 'required': true}}");
        Grid grid = grid(codec);
        assertEquals(
                List.of("range", "weekday", "month", "time of day", "end or spike"),
                grid.readings().stream().map(Grid.Reading::name).toList());
        SplittableRandom random = new SplittableRandom(2);
        for (int code = 0; code < codec.size(); code += 7) {
            LocalDateTime time = LocalDateTime.parse(codec.decode(code, random));
            assertEquals(
                    time.getDayOfWeek().getValue() - 1, grid.readings().get(1).classes()[code]);
            assertEquals(time.getMonthValue() - 1, grid.readings().get(2).classes()[code]);
            assertEquals(time.getHour(), grid.readings().get(3).classes()[code]);
        }
        // Cells of several days have no weekday.
        Grid coarse = grid(codec("{'name': 'x', 'type': 'date', 'constraints':"
                + " {'minimum': '1900-01-01', 'maximum': '2099-12-31', 'required': true}}"));
        assertEquals(
                List.of("range", "end or spike"),
                coarse.readings().stream().map(Grid.Reading::name).toList());
    }

    @Test
    void endsAndSpikesOfDatesAreCellsOfTheirOwn() {
        IntervalCodec codec = codec("{'name': 'x', 'type': 'date', 'effigy:spikes': ['1970-01-01'], 'constraints':"
                + " {'minimum': '0001-01-01', 'maximum': '9999-12-31', 'required': true}}");
        for (String day : List.of("0001-01-01", "1970-01-01", "9999-12-31")) {
            assertEquals(day, codec.label(codec.encode(day)));
        }
        Grid grid = grid(codec);
        assertEquals(List.of(codec.encode("1970-01-01")), grid.alone());
        Grid.Reading singles = grid.readings().get(1);
        assertTrue(singles.isOfSingles() && !singles.isOrdered());
        assertEquals(4, singles.size());
        // Fine where dates lie: six days in 201 years, and not half a year.
        String[] ends = codec.label(codec.encode("2021-06-15")).split(" \\.\\. ");
        assertEquals(5, ChronoUnit.DAYS.between(LocalDate.parse(ends[0]), LocalDate.parse(ends[1])));
        assertTrue(codec.size() <= DateCells.MOST + 6, codec.size() + " cells");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'effigy:spikes': ['2022-01-01']", "'effigy:spikes': ['2021-02-30']", "'effigy:spikes': [5]"})
    void spikeThatIsNoDateOfTheRangeIsRefused(String spikes) {
        assertThrows(
                TableFormatException.class,
                () -> codec("{'name': 'x', 'type': 'date', " + spikes
                        + ", 'constraints': {'minimum': '2020-01-01', 'maximum': '2021-12-31'}}"));
    }

    @Test
    void fieldsWhoseBinsAreDeclaredHaveNoGrid() {
        assertTrue(gain(", 'effigy:bins': 64").grid().isEmpty());
        assertTrue(gain(", 'effigy:bins': [0, 1, 99999]").grid().isEmpty());
        assertTrue(gain(", 'effigy:bins': 'equal'").grid().isEmpty());
        assertEquals(64, gain(", 'effigy:bins': 'equal'").size() - 1);
        assertTrue(codec("{'name': 'x', 'type': 'integer', 'constraints': {'minimum': 1, 'maximum': 100}}")
                .grid()
                .isEmpty());
    }

    @Test
    void askedForBinsAreMadeHoweverFewValuesThereAre() {
        Grid grid = grid(codec("{'name': 'x', 'type': 'integer', 'constraints': {'minimum': 1, 'maximum': 20},"
                + " 'effigy:bins': {'method': 'tree', 'count': 5}}"));
        assertEquals(Bins.Way.TREE, grid.way());
        assertEquals(5, grid.count().getAsInt());
        assertEquals(Bins.Way.STANDARD, grid(gain("")).way());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'effigy:bins': 'pretty'",
                "'effigy:bins': {'count': 5}",
                "'effigy:bins': {'method': 'tree', 'size': 5}",
                "'effigy:bins': {'method': 'tree', 'count': 1}",
                "'effigy:bins': {'method': 'tree', 'count': 2.5}",
                "'effigy:bins': true",
                "'effigy:scale': 'cubic'",
                "'effigy:scale': 'log', 'effigy:bins': 10",
                "'effigy:spikes': [0], 'effigy:bins': [0, 99999]",
                "'effigy:spikes': [100000]",
                "'effigy:spikes': [0.5]",
                "'effigy:spikes': 7"
            })
    void whatMakesNoSenseIsRefused(String property) {
        TableFormatException refused = assertThrows(TableFormatException.class, () -> gain(", " + property));
        assertTrue(refused.getMessage().contains("field 'gain'"), refused.getMessage());
    }

    @Test
    void whatIsDeclaredComesBackFromItsText() {
        String json = """
            {"fields": [
              {"name": "a", "type": "number", "constraints": {"minimum": 0, "maximum": 1000},
               "effigy:bins": "tree", "effigy:scale": "log", "effigy:spikes": [0, 99.5]},
              {"name": "b", "type": "integer", "constraints": {"minimum": 0, "maximum": 1000},
               "effigy:bins": {"method": "quantile", "count": 12}}]}
            """;
        Schema schema = SchemaJson.parse(json, "test");
        Schema again = SchemaJson.parse(SchemaJson.text(schema), "again");
        assertEquals(schema, again);
        assertEquals(schema.digest(), again.digest());
        assertEquals(Scale.LOG, again.field("a").scale());
        assertEquals(List.of("0", "99.5"), again.field("a").spikes());
        assertEquals(
                new Bins.Measured(Bins.Way.QUANTILE, OptionalInt.of(12)),
                again.field("b").bins());
    }

    @Test
    void binsCanBeGivenToFieldsThatDeclareNone() {
        Schema schema = SchemaJson.parse("""
            {"fields": [
              {"name": "wide", "type": "integer", "constraints": {"minimum": 0, "maximum": 1000}},
              {"name": "narrow", "type": "integer", "constraints": {"minimum": 0, "maximum": 10}},
              {"name": "cut", "type": "integer", "constraints": {"minimum": 0, "maximum": 1000}, "effigy:bins": 7}]}
            """, "test");
        Schema equal = schema.withBins(Bins.named("equal"));
        assertEquals(List.of(65, 12, 8), sizes(equal));
        assertEquals(List.of(1002, 12, 8), sizes(schema.withBins(Bins.named("tree"))));
        assertEquals(schema.field("narrow"), equal.field("narrow"));
        assertThrows(IllegalArgumentException.class, () -> Bins.named("nice"));
    }

    @Test
    void inFirstFilesValuesWereBinsUpTo256AndElse64() {
        Schema schema = SchemaJson.parse("""
            {"fields": [
              {"name": "a", "type": "integer", "constraints": {"minimum": 1, "maximum": 100}},
              {"name": "b", "type": "integer", "constraints": {"minimum": 1, "maximum": 256}},
              {"name": "c", "type": "integer", "constraints": {"minimum": 1, "maximum": 257}},
              {"name": "d", "type": "date", "constraints": {"minimum": "2020-01-01", "maximum": "2021-12-31"}}]}
            """, "test");
        assertEquals(List.of(101, 257, 65, 65), sizes(schema.asInFirstFiles()));
    }

    private static List<Integer> sizes(Schema schema) {
        return schema.fields().stream()
                .map(field -> field.requireCodec().size())
                .toList();
    }

    /** What the guide's table of special cells says, policy by policy. */
    @ParameterizedTest
    @CsvSource({
        "number, NaN, REFUSE, refused",
        "number, NaN, CLAMP, refused",
        "number, NaN, MISSING, missing",
        "number, Infinity, CLAMP, refused",
        "number, -Infinity, MISSING, missing",
        "number, 1e309, CLAMP, refused",
        "number, 1e308, REFUSE, refused",
        "number, 1e308, CLAMP, 300.0",
        "number, -1e308, CLAMP, 1.5",
        "number, 4.9e-324, CLAMP, 1.5",
        "number, -0.0, CLAMP, 1.5",
        "number, 70.04, REFUSE, 70.0",
        "number, 300.04, REFUSE, 300.0",
        "signed, -0.0, REFUSE, 0.0",
        "signed, 4.9e-324, REFUSE, 0.0",
        "signed, -1e-300, REFUSE, 0.0",
        "integer, 1e3, CLAMP, refused",
        "integer, 999999999999999999, CLAMP, 120",
        "integer, 9999999999999999999, CLAMP, refused",
        "date, 9999-12-31, CLAMP, 2021-12-31",
        "date, 0000-01-01, CLAMP, 2020-01-01",
        "date, 2021-02-30, CLAMP, refused",
        "date, 2021-02-30, MISSING, missing",
        "date, +10000-01-01, CLAMP, refused"
    })
    void everySpecialCellHasItsFate(String kind, String cell, InvalidValues policy, String fate) {
        String range = switch (kind) {
            case "number" -> "'number', 'effigy:precision': 1, 'constraints': {'minimum': 1.5, 'maximum': 300}";
            case "signed" -> "'number', 'effigy:precision': 1, 'constraints': {'minimum': -300, 'maximum': 300}";
            case "integer" -> "'integer', 'constraints': {'minimum': 0, 'maximum': 120}";
            default -> "'date', 'constraints': {'minimum': '2020-01-01', 'maximum': '2021-12-31'}";
        };
        Schema schema =
                SchemaJson.parse(("{'fields': [{'name': 'x', 'type': " + range + "}]}").replace('\'', '"'), "test");
        CellReader reader = new CellReader(schema.field("x"), policy);
        CellReader.Status status = reader.read(cell);
        String became = status == CellReader.Status.MISSING
                ? "missing"
                : status == CellReader.Status.VALUE
                        ? schema.field("x").format().orElseThrow().text(reader.step())
                        : "refused";
        assertEquals(fate, became);
    }
}
