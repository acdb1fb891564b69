package org.effigy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CsvExportTest {
    @ParameterizedTest
    @EnumSource
    void sameSeedGivesSameBytesAndAnotherDoesNot(Simulation simulation) throws IOException {
        assertEquals(csv(simulation, 7, 0, 300), csv(simulation, 7, 0, 300));
        assertNotEquals(csv(simulation, 7, 0, 300), csv(simulation, 8, 0, 300));
    }

    @ParameterizedTest
    @EnumSource
    void theLocaleDoesNotMatter(Simulation simulation) throws IOException {
        Locale before = Locale.getDefault();
        String usual = csv(simulation, 7, 0, 300);
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals(usual, csv(simulation, 7, 0, 300));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aShorterExportIsTheHeadOfALongerOne(Simulation simulation) throws IOException {
        String head = csv(simulation, 7, 0, 100);
        assertEquals(101, head.lines().count());
        assertTrue(csv(simulation, 7, 0, 101).startsWith(head));
    }

    @ParameterizedTest
    @EnumSource
    void theNextExportSharesNoUnitWithThisOne(Simulation simulation) throws IOException {
        SimulatedTable<?> table = simulation.table(7);
        long next = new CsvExport(table, 0, 1000).to(Writer.nullWriter());
        Set<String> units = units(csv(simulation, 7, 0, 1000));
        assertEquals(next, units.size());
        units.retainAll(units(csv(simulation, 7, next, 1000)));
        assertEquals(Set.of(), units);
    }

    /** The rows of a unit are the same wherever an export starts. */
    @ParameterizedTest
    @EnumSource
    void aUnitDependsOnSeedAndNumberAlone(Simulation simulation) throws IOException {
        List<String> fromZero = csv(simulation, 7, 0, 400).lines().toList();
        List<String> fromFifty = csv(simulation, 7, 20, 30).lines().skip(1).toList();
        int start = fromZero.indexOf(fromFifty.get(0));
        assertTrue(start > 1);
        assertEquals(fromZero.subList(start, start + fromFifty.size()), fromFifty);
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreThoseOfTheExport(Simulation simulation) throws IOException {
        SimulatedTable<?> table = simulation.table(7);
        String lines = cells(table, 50).map(row -> String.join(",", row) + "\n").collect(Collectors.joining());
        assertTrue(csv(simulation, 7, 3, 50).endsWith(lines));
    }

    private static <R> Stream<List<String>> cells(SimulatedTable<R> table, int rows) {
        return table.rows(3, rows).map(table::cells);
    }

    @Test
    void fileIsWrittenInPlaceAndNothingIsLeftBeside(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.csv");
        Files.writeString(file, "old");
        new CsvExport(Simulation.CARDS.table(7), 0, 10).to(file);
        assertEquals(csv(Simulation.CARDS, 7, 0, 10), Files.readString(file));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void oldFileStaysWhenTheExportFails(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.csv");
        Files.writeString(file, "old");
        CsvExport beyondTheEnd = new CsvExport(Simulation.HOSPITAL.table(7), SimulatedTable.LAST_UNIT, 100);
        assertThrows(IllegalArgumentException.class, () -> beyondTheEnd.to(file));
        assertEquals("old", Files.readString(file));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void noRowsIsAHeader() throws IOException {
        assertEquals(1, csv(Simulation.HOSPITAL, 7, 0, 0).lines().count());
        assertFalse(csv(Simulation.HOSPITAL, 7, 0, 1).contains("\r"));
    }

    @Test
    void numbersBelowZeroAreRefused() {
        SimulatedTable<?> table = Simulation.HOSPITAL.table(1);
        assertThrows(IllegalArgumentException.class, () -> new CsvExport(table, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new CsvExport(table, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> table.unit(-1));
        assertThrows(IllegalArgumentException.class, () -> table.unit(SimulatedTable.LAST_UNIT + 1));
    }

    @Test
    void tablesAreFoundByName() {
        assertEquals(Simulation.CARDS, Simulation.named("cards"));
        String message = assertThrows(IllegalArgumentException.class, () -> Simulation.named("bank"))
                .getMessage();
        assertTrue(message.contains("hospital, cards"), message);
    }

    private static String csv(Simulation simulation, long seed, long firstUnit, long rows) throws IOException {
        StringWriter out = new StringWriter();
        new CsvExport(simulation.table(seed), firstUnit, rows).to(out);
        return out.toString();
    }

    private static Set<String> units(String csv) {
        return csv.lines().skip(1).map(line -> line.split(",")[1]).collect(Collectors.toCollection(HashSet::new));
    }
}
