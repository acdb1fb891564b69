package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSplitTest {
    private static final Schema STAYS = SchemaJson.parse(
            "{\"fields\": [{\"name\": \"patient\", \"type\": \"integer\", \"effigy:role\": \"unit\"},"
                    + " {\"name\": \"ward\", \"type\": \"string\"}]}",
            "s.json");

    @TempDir
    private Path folder;

    private Path train() {
        return folder.resolve("train.csv");
    }

    private Path holdout() {
        return folder.resolve("holdout.csv");
    }

    private TableSplit.Rows split(List<String> rows, double share, long seed) throws IOException {
        List<String> lines = new ArrayList<>(List.of("ward,patient"));
        lines.addAll(rows);
        Path table = Files.write(folder.resolve("t.csv"), lines);
        return TableSplit.of(STAYS, share, seed).write(CsvInput.of(table), train(), holdout());
    }

    private static List<String> rows(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertEquals("ward,patient", lines.get(0));
        return lines.subList(1, lines.size());
    }

    private static Set<Integer> patients(List<String> rows) {
        return rows.stream()
                .map(row -> Integer.parseInt(row.substring(row.lastIndexOf(',') + 1)))
                .collect(Collectors.toSet());
    }

    private static List<String> stays(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "\"ward, \"\"" + i % 7 + "\"\"\","
                        + List.of("00", "+", "").get(i % 3) + i / 3)
                .toList();
    }

    @Test
    void allRowsOfAUnitGoToOneSideAndNoneIsLostOrChanged() throws IOException {
        TableSplit.Rows counts = split(stays(0, 6000), .3, 5);
        List<String> fitted = rows(train());
        List<String> heldOut = rows(holdout());
        assertEquals(new TableSplit.Rows(fitted.size(), heldOut.size(), List.of()), counts);
        List<String> all = new ArrayList<>(fitted);
        all.addAll(heldOut);
        assertEquals(new HashSet<>(stays(0, 6000)), new HashSet<>(all));
        assertEquals(6000, all.size());
        Set<Integer> both = patients(fitted);
        both.retainAll(patients(heldOut));
        assertEquals(Set.of(), both, "7, +7 and 007 are one patient");
        // Each of 2,000 patients is held out with probability .3: beyond 500 to 700 once in more than a million splits.
        assertTrue(patients(heldOut).size() > 500 && patients(heldOut).size() < 700, counts.toString());
    }

    @Test
    void onePersonMoreMovesNobodyElse() throws IOException {
        split(stays(3, 3000), .5, 9);
        Set<Integer> without = patients(rows(train()));
        split(stays(0, 3000), .5, 9);
        Set<Integer> with = patients(rows(train()));
        with.remove(0);
        assertEquals(without, with);
        split(stays(3, 3000), .5, 10);
        assertFalse(without.equals(patients(rows(train()))), "another seed is another split");
    }

    /** Where no unit is declared each row is one, also among others that are equal to it. */
    @Test
    void oneRowMoreMovesNoOther() throws IOException {
        Schema wards = SchemaJson.parse("{\"fields\": [{\"name\": \"ward\", \"type\": \"string\"}]}", "s.json");
        List<String> lines = new ArrayList<>(List.of("ward"));
        IntStream.range(0, 400).mapToObj(i -> "w" + i % 50 * (i % 3)).forEach(lines::add);
        Path table = folder.resolve("w.csv");
        Files.write(table, lines);
        TableSplit.of(wards, .5, 4).write(CsvInput.of(table), train(), holdout());
        List<String> whole = Files.readAllLines(train());
        for (int gone = 1; gone < lines.size(); gone += 7) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(gone);
            Files.write(table, fewer);
            TableSplit.of(wards, .5, 4).write(CsvInput.of(table), train(), holdout());
            List<String> left = new ArrayList<>(whole);
            Files.readAllLines(train()).forEach(left::remove);
            assertTrue(left.isEmpty() || left.equals(List.of(lines.get(gone))), "without line " + gone + ": " + left);
            assertTrue(Files.readAllLines(train()).size() <= whole.size());
        }
    }

    @Test
    void theDelimiterIsTheOneThatShowsTheSchemasColumns() throws IOException {
        Path table = Files.writeString(
                folder.resolve("d.csv"), "ward;patient;notes, as written, by hand, late\nx;1;a, b, c, d\n");
        TableSplit.of(STAYS, .5, 1).write(CsvInput.of(table), train(), holdout());
        assertEquals(
                "ward,patient,\"notes, as written, by hand, late\"",
                Files.readAllLines(train()).get(0));
    }

    @Test
    void whatCantBeSplitLeavesNothingBehind() throws IOException {
        assertThrows(IllegalArgumentException.class, () -> TableSplit.of(STAYS, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> TableSplit.of(STAYS, 1, 1));
        assertThrows(TableFormatException.class, () -> split(List.of("a,1", "b"), .5, 1));
        Path other = Files.writeString(folder.resolve("u.csv"), "ward,Patient_\na,1\n");
        TableFormatException refused = assertThrows(
                TableFormatException.class,
                () -> TableSplit.of(STAYS, .5, 1).write(CsvInput.of(other), train(), holdout()));
        assertTrue(refused.getMessage().contains("did you mean 'Patient_'?"), refused.getMessage());
        assertFalse(Files.exists(train()) || Files.exists(holdout()));
    }
}
