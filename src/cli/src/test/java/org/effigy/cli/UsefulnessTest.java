package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code effigy audit} says of the table's use. */
class UsefulnessTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell();
    private final SplittableRandom random = new SplittableRandom(4);

    @BeforeEach
    void writeTables() throws IOException {
        Files.writeString(
                folder.resolve("schema.json"),
                "{\"fields\": [{\"name\": \"x\", \"type\": \"integer\", \"constraints\": {\"minimum\": 0, \"maximum\": 9999}},"
                        + " {\"name\": \"y\", \"type\": \"integer\", \"constraints\": {\"minimum\": 0, \"maximum\": 9999}},"
                        + " {\"name\": \"kind\", \"type\": \"string\", \"constraints\": {\"enum\": [\"low\", \"high\"]}}]}");
        write("train.csv", 600, true);
        write("holdout.csv", 400, true);
        write("fresh.csv", 500, true);
        write("unrelated.csv", 500, false);
    }

    private void write(String name, int rows, boolean related) throws IOException {
        StringBuilder text = new StringBuilder("x,y,kind\n");
        for (int row = 0; row < rows; row++) {
            int x = random.nextInt(10_000);
            int y = related ? Math.min(9999, x / 2 + random.nextInt(5000)) : random.nextInt(10_000);
            boolean high = related ? x + random.nextInt(2000) > 5500 : random.nextBoolean();
            text.append(x)
                    .append(',')
                    .append(y)
                    .append(',')
                    .append(high ? "high" : "low")
                    .append('\n');
        }
        Files.writeString(folder.resolve(name), text);
    }

    private int audit(String synthetic, Object... more) {
        return shell.audit(folder, synthetic, more);
    }

    @Test
    void relationsThatAreGoneAreSaidAndWritten() throws IOException {
        Path json = folder.resolve("audit.json");
        audit(
                "unrelated.csv",
                "--holdout",
                folder.resolve("holdout.csv"),
                "--json",
                json,
                "--later",
                folder.resolve("fresh.csv"));
        String text = shell.printed();
        assertTrue(text.contains("pairs of columns have lost at least half of their relation"), text);
        assertTrue(text.contains("Do: ") && text.contains("beside "), text);
        JsonNode utility = new ObjectMapper().readTree(json.toFile()).path("utility");
        assertEquals("effigy-utility-audit", utility.path("format").asText());
        assertEquals(500, utility.path("rows").path("later").asInt());
        assertTrue(StreamSupport.stream(utility.path("sections").spliterator(), false)
                .anyMatch(section -> section.path("findings").toString().contains("utility.trap.lost-relations")));
    }

    @Test
    void aHoldoutWhoseManifestSaysThatItIsSyntheticIsRefused() {
        Object[] fit = {
            "synthesize",
            folder.resolve("train.csv"),
            "--schema",
            folder.resolve("schema.json"),
            "--epsilon",
            1,
            "--delta",
            "1e-9",
            "--model",
            "independent",
            "--quiet",
            "-o",
            folder.resolve("made.csv")
        };
        assertEquals(0, shell.run(fit), shell.said());
        assertEquals(1, audit("fresh.csv", "--holdout", folder.resolve("made.csv")));
        assertTrue(shell.said().contains("manifest") && shell.said().contains("synthetic"), shell.said());
        assertEquals(
                1,
                audit("fresh.csv", "--holdout", folder.resolve("holdout.csv"), "--later", folder.resolve("made.csv")));
    }

    @Test
    void aTargetBringsLift() {
        audit("fresh.csv", "--holdout", folder.resolve("holdout.csv"), "--target", "kind");
        assertTrue(shell.printed().contains("Downstream lift: predicting 'kind'"), shell.printed());
    }

    @Test
    void optionsThatCanHaveNoEffectAreRefused() {
        assertEquals(2, audit("fresh.csv", "--target", "kind"));
        assertTrue(shell.said().contains("--target") && shell.said().contains("--holdout"), shell.said());
        assertEquals(2, audit("fresh.csv", "--holdout", folder.resolve("holdout.csv"), "--no-utility", "--time", "x"));
        assertEquals(2, audit("fresh.csv", "--holdout", folder.resolve("holdout.csv"), "--target", "none-such"));
        assertTrue(shell.said().contains("none-such"), shell.said());
    }
}
