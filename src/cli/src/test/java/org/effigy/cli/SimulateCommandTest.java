package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.effigy.synth.Manifest;
import org.effigy.table.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code effigy simulate} of a scenario: a table, what is known of its rows, and nothing where it can't be made. */
class SimulateCommandTest {
    private static final Path ROOT = Path.of(System.getProperty("effigy.root"));

    @TempDir
    private Path folder;

    private final Shell shell = new Shell();
    private Path scenario;
    private Path output;

    @BeforeEach
    void copy() throws IOException {
        Path data = ROOT.resolve("datasets/card-transactions");
        for (String name : List.of("travel.json", "transactions.schema.json")) {
            Files.copy(data.resolve(name), folder.resolve(name));
        }
        scenario = folder.resolve("travel.json");
        output = folder.resolve("out.csv");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aTableIsWrittenWithWhatIsKnownOfEachRow() throws IOException {
        Path schema = folder.resolve("out.schema.json");
        assertEquals(0, shell.run("simulate", scenario, "-o", output, "--schema-out", schema), shell.said());
        List<String> lines = Files.readAllLines(output);
        List<String> marks = Files.readAllLines(folder.resolve("out.csv.marks.csv"));
        assertEquals("row,effigy_kind,effigy_expected,effigy_mess", marks.get(0));
        assertTrue(marks.size() > 845 && lines.size() >= marks.size(), marks.size() + " marks");
        assertEquals(
                40,
                marks.stream()
                        .filter(mark -> mark.contains("impossible journey,refuse"))
                        .count(),
                3);
        assertTrue(shell.said().contains("800 ordinary, 40 impossible journey, 5 refund below nothing"), shell.said());
        assertTrue(shell.said().contains("Made wrong on purpose: "), shell.said());
        assertEquals(15, Schema.read(schema).fields().size());
        byte[] first = Files.readAllBytes(output);
        assertEquals(0, shell.run("simulate", scenario, "-o", output), shell.said());
        assertArrayEquals(first, Files.readAllBytes(output));
        assertEquals(0, shell.run("simulate", scenario, "-o", output, "--seed", 12), shell.said());
        assertFalse(List.of(first).equals(List.of(Files.readAllBytes(output))));
    }

    @Test
    void withoutMessTheTableIsValidAlsoAsParquet() throws IOException {
        String clean = Files.readString(scenario)
                .replaceAll("(?s),\\s*\"mess\".*\\]\\s*\\}\\s*$", ", \"marks\": \"columns\"}")
                .replaceAll("(?s),\\s*\\{\\s*\"name\": \"refund below nothing\".*?\\n    \\}", "");
        Files.writeString(scenario, clean);
        for (String name : List.of("out.csv", "out.parquet", "out.csv.gz")) {
            Path table = folder.resolve(name);
            Path schema = folder.resolve("out.schema.json");
            assertEquals(
                    0,
                    shell.run("simulate", scenario, "-o", table, "--rows", 500, "--schema-out", schema, "--force"),
                    shell.said());
            assertEquals(0, shell.run("schema", "validate", schema, table), shell.said());
        }
        assertFalse(files().contains("out.csv.marks.csv"));
    }

    /** The rows of a model keep what it promises, and say so; a table of nobody's rows has nothing to say. */
    @Test
    void aTableWithRowsOfAModelCarriesItsPromise() throws IOException {
        Path data = ROOT.resolve("datasets/hospital-encounters");
        assertEquals(
                0,
                shell.run(
                        "fit",
                        data.resolve("encounters.csv"),
                        "--schema",
                        data.resolve("encounters.schema.json"),
                        "--model",
                        "independent",
                        "--epsilon",
                        2,
                        "--delta",
                        1e-9,
                        "--max-rows-per-unit",
                        3,
                        "-o",
                        folder.resolve("m.effigy")),
                shell.said());
        Files.writeString(
                scenario,
                "{\"title\": \"old\", \"kinds\": [{\"name\": \"old\", \"rows\": 20, \"base\": {\"model\":"
                        + " \"m.effigy\", \"where\": \"age >= 65\"}}]}");
        assertEquals(0, shell.run("simulate", scenario, "-o", output), shell.said());
        Manifest manifest = Manifest.read(Manifest.beside(output));
        assertEquals(2, manifest.provenance().budget().epsilon());
        assertEquals(Optional.of("a scenario: 20 old"), manifest.scenario());
        // Such rows are refused where real ones are meant.
        assertEquals(
                1,
                shell.run(
                        "fit",
                        output,
                        "--schema",
                        data.resolve("encounters.schema.json"),
                        "--epsilon",
                        1,
                        "--delta",
                        1e-9,
                        "--max-rows-per-unit",
                        3,
                        "-o",
                        folder.resolve("n.effigy")),
                shell.said());
        assertTrue(shell.said().contains("synthetic"), shell.said());
    }

    @Test
    void whatCantBeMadeLeavesNothing() throws IOException {
        List<String> before = files();
        assertEquals(2, shell.run("simulate", scenario, "-o", folder.resolve("out.parquet")), shell.said());
        assertTrue(shell.said().contains("write a CSV"), shell.said());
        assertEquals(2, shell.run("simulate", scenario, "-o", output, "--first-unit", 3), shell.said());
        assertEquals(2, shell.run("simulate", scenario, "-o", output, "--rows", 2), shell.said());
        assertEquals(2, shell.run("simulate", scenario, "-o", folder.resolve("travel.json")), shell.said());
        assertEquals(1, shell.run("simulate", folder.resolve("none.json"), "-o", output), shell.said());
        // Ordinary rows are made first, and then one that breaks its column.
        Files.writeString(scenario, Files.readString(scenario).replace("distance_km / 10", "distance_km * 10"));
        assertEquals(2, shell.run("simulate", scenario, "-o", output), shell.said());
        assertTrue(shell.said().contains("kind 'impossible journey', its row 1: column 'amount'"), shell.said());
        assertEquals(before, files());
        assertEquals(0, shell.run("simulate", "hospital", "--rows", 10, "-o", output), shell.said());
        assertEquals(11, Files.readAllLines(output).size());
    }
}
