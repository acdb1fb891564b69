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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code effigy advise}: from tables to a sentence. */
class AdviseCommandTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell();

    @BeforeEach
    void tables() throws IOException {
        Files.writeString(folder.resolve("s.json"), """
            {"fields": [
              {"name": "pay", "type": "integer", "constraints": {"minimum": 0, "maximum": 99, "required": true}},
              {"name": "shop", "type": "string", "constraints": {"enum": ["a", "b"], "required": true},
               "effigy:role": "sensitive"},
              {"name": "fraud", "type": "boolean", "constraints": {"required": true}, "effigy:role": "target"}]}
            """);
        write("real.csv", 500, 1);
        write("made.csv", 600, 2);
        write("train.csv", 300, 3);
    }

    private void write(String name, int rows, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>(List.of("pay,shop,fraud"));
        for (int row = 0; row < rows; row++) {
            int pay = random.nextInt(100);
            boolean shop = random.nextBoolean();
            lines.add(pay + "," + (shop ? "a" : "b") + "," + (random.nextInt(100) < (shop ? pay / 2 : 5)));
        }
        Files.write(folder.resolve(name), lines);
    }

    private int advise(Object... more) {
        return shell.run(Stream.concat(
                        Stream.of(
                                "advise",
                                folder.resolve("real.csv"),
                                "--schema",
                                folder.resolve("s.json"),
                                "--learner",
                                "linear"),
                        Stream.of(more))
                .toArray());
    }

    @Test
    void aSentenceATableAndAFile() throws IOException {
        Path json = folder.resolve("advice.json");
        assertEquals(
                0,
                advise(
                        "--synthetic",
                        folder.resolve("made.csv"),
                        "--train",
                        folder.resolve("train.csv"),
                        "--json",
                        json),
                shell.said());
        assertTrue(shell.printed().startsWith("Use "), shell.printed());
        assertTrue(shell.printed().contains("real rows, classes weighted alike"), shell.printed());
        JsonNode advice = new ObjectMapper().readTree(json.toFile());
        assertTrue(shell.printed().startsWith(advice.get("advice").asText()), shell.printed());
        assertEquals("fraud", advice.get("target").asText());
        assertEquals("true", advice.get("class").asText());
        assertTrue(advice.get("inside").asBoolean());
    }

    @Test
    void rowsThatTheGeneratorSawAreRefused() throws IOException {
        assertEquals(
                1,
                advise("--synthetic", folder.resolve("made.csv"), "--train", folder.resolve("real.csv")),
                shell.said());
        assertTrue(shell.said().contains("the generator saw rows of"), shell.said());
        Files.copy(folder.resolve("made.csv"), folder.resolve("syn.csv"));
        Files.writeString(folder.resolve("syn.csv.manifest.json"), "{}");
        assertEquals(
                1,
                advise("--synthetic", folder.resolve("made.csv"), "--holdout", folder.resolve("syn.csv")),
                shell.said());
        assertFalse(shell.printed().startsWith("Use"), shell.printed());
    }

    @Test
    void wishesThatCanNotBeMetAreNamed() {
        Path made = folder.resolve("made.csv");
        assertEquals(2, advise("--synthetic", made, "--by", "luck"), shell.said());
        assertTrue(shell.said().contains("--by is one of pr-auc, roc-auc, recall, brier, f1, cost"), shell.said());
        assertEquals(2, advise("--synthetic", made, "--by", "cost"), shell.said());
        assertTrue(shell.said().contains("--by cost needs --cost"), shell.said());
        assertEquals(2, advise("--synthetic", made, "--slice", "nothing"), shell.said());
        assertEquals(2, advise("--synthetic", made, "--cost", "1"), shell.said());
        assertEquals(2, advise(), shell.said());
        assertEquals(1, advise("--synthetic", made, "--target", "pay"), shell.said());
        assertTrue(shell.said().contains("'pay' is a number"), shell.said());
    }
}
