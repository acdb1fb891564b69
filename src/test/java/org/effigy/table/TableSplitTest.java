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
                .mapToObj(i -> "\"ward, \"\"" + i % 7 + "\"\"\"," + (i % 3 == 0 ? "00" : "") + i / 3)
                .toList();
    }

    @Test
    void allRowsOfAUnitGoToOneSideAndNoneIsLostOrChanged() throws IOException {
        TableSplit.Rows counts = split(stays(0, 6000), .3, 5);
        List<String> fitted = rows(train());
        List<String> heldOut = rows(holdout());
        assertEquals(new TableSplit.Rows(fitted.size(), heldOut.size()), counts);
        List<String> all = new ArrayList<>(fitted);
        all.addAll(heldOut);
        assertEquals(new HashSet<>(stays(0, 6000)), new HashSet<>(all));
        assertEquals(6000, all.size());
        Set<Integer> both = patients(fitted);
        both.retainAll(patients(heldOut));
        assertEquals(Set.of(), both, "7 and 007 are one patient");
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
