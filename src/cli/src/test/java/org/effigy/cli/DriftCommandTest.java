package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.effigy.report.PageChecks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code effigy drift}: batches, statuses and files. */
class DriftCommandTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell();

    @BeforeEach
    void tables() throws IOException {
        Files.writeString(folder.resolve("s.json"), """
            {"fields": [
              {"name": "pay", "type": "integer", "constraints": {"minimum": 0, "maximum": 99, "required": true}},
              {"name": "shop", "type": "string", "constraints": {"enum": ["a", "b", "<c>"], "required": true}},
              {"name": "fraud", "type": "boolean", "constraints": {"required": true}, "effigy:role": "target"}]}
            """);
        write("reference.csv", 2_000, 1, 2);
        write("june.csv", 1_000, 2, 2);
        write("july.csv", 1_000, 3, 3);
    }

    private void write(String name, int rows, long seed, int shops) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>(List.of("pay,shop,fraud"));
        for (int row = 0; row < rows; row++) {
            int pay = random.nextInt(100);
            lines.add(pay + "," + List.of("a", "b", "<c>").get(random.nextInt(shops)) + ","
                    + (random.nextInt(150) < pay));
        }
        Files.write(folder.resolve(name), lines);
    }

    private int drift(Object... more) {
        return shell.run(Stream.concat(
                        Stream.of(
                                "drift",
                                "--reference",
                                folder.resolve("reference.csv"),
                                "--schema",
                                folder.resolve("s.json")),
                        Stream.of(more))
                .toArray());
    }

    @Test
    void aBatchThatChangedGivesStatusFourAndIsNamed() throws Exception {
        Path json = folder.resolve("drift.json");
        Path page = folder.resolve("drift.html");
        assertEquals(
                AuditCommand.GATE_FAILED,
                drift(
                        "--batch",
                        folder.resolve("june.csv"),
                        "--batch",
                        folder.resolve("july.csv"),
                        "--json",
                        json,
                        "--report",
                        page),
                shell.said());
        assertTrue(shell.printed().contains("june.csv: 1,000 rows, as the reference"), shell.printed());
        assertTrue(shell.printed().contains("july.csv: 1,000 rows, changed"), shell.printed());
        assertTrue(shell.printed().contains("'shop' is distributed otherwise (distance 0."), shell.printed());
        JsonNode found = new ObjectMapper().readTree(json.toFile());
        assertFalse(found.get("batches").get(0).get("drifted").asBoolean());
        assertEquals(
                "shop",
                found.get("batches").get(1).get("changes").get(0).get("name").asText());
        assertTrue(PageChecks.check(Files.readAllBytes(page)).contains("1 of 2 batches differ"));
    }

    @Test
    void aBatchAsBeforeGivesStatusNought() {
        assertEquals(0, drift("--batch", folder.resolve("june.csv"), "--target", "none"), shell.said());
        assertTrue(shell.printed().contains("Nothing to do"), shell.printed());
    }

    @Test
    void syntheticRowsAndWrongNamesAreRefused() throws IOException {
        assertEquals(2, drift("--batch", folder.resolve("june.csv"), "--target", "luck"), shell.said());
        assertEquals(2, drift("--batch", folder.resolve("june.csv"), "--slice", "luck"), shell.said());
        assertEquals(2, drift(), shell.said());
        Files.writeString(folder.resolve("june.csv.manifest.json"), "{}");
        assertEquals(1, drift("--batch", folder.resolve("june.csv")), shell.said());
    }
}
