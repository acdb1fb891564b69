package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code effigy analyze}: questions as people type them, answers as they read them. */
class AnalyzeCommandTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell();
    private Path model;

    @BeforeEach
    void model() throws IOException {
        Files.writeString(folder.resolve("t.schema.json"), """
            {"fields": [
              {"name": "a", "type": "boolean", "constraints": {"required": true}},
              {"name": "b", "type": "string", "constraints": {"enum": ["x", "y"], "required": true}},
              {"name": "n", "type": "integer", "constraints": {"minimum": 1, "maximum": 6, "required": true}}]}
            """);
        Files.writeString(
                folder.resolve("t.csv"),
                "a,b,n\n" + "true,x,1\nfalse,y,5\ntrue,y,3\nfalse,x,3\ntrue,x,2\n".repeat(400));
        model = folder.resolve("m.effigy");
        assertEquals(
                0,
                shell.run(
                        "fit",
                        folder.resolve("t.csv"),
                        "--schema",
                        folder.resolve("t.schema.json"),
                        "--model",
                        "aim",
                        "--workload",
                        "singles",
                        "--clique",
                        "a,b",
                        "--epsilon",
                        "5",
                        "--delta",
                        "1e-9",
                        "-o",
                        model),
                shell.said());
    }

    @Test
    void answersAreWrittenAndPrintedAndRefusalsToo() throws IOException {
        Path json = folder.resolve("answers.json");
        assertEquals(
                0,
                shell.run(
                        "analyze",
                        model,
                        "--count",
                        "--proportion",
                        "a = true",
                        "--mean",
                        "n",
                        "--by",
                        "b",
                        "-o",
                        json),
                shell.said());
        JsonNode answers = new ObjectMapper().readTree(json.toFile()).get("answers");
        assertEquals(6, answers.size());
        assertEquals("b in (x)", answers.get(0).get("where").asText());
        assertEquals(1200, answers.get(0).get("terms").get(0).get("estimate").asDouble(), 100);
        assertTrue(answers.get(2).get("answered").asBoolean());
        JsonNode share = answers.get(2).get("terms").get(0);
        assertTrue(share.get("low").asDouble() < 2 / 3. && share.get("high").asDouble() > 2 / 3., share.toString());
        assertFalse(answers.get(4).get("answered").asBoolean());
        assertTrue(answers.get(4).get("remedy").asText().endsWith("--clique b,n"), answers.toString());
        assertTrue(
                shell.printed().contains("this model can't answer that: 'b' and 'n' were never counted together"),
                shell.printed());
        byte[] written = Files.readAllBytes(json);
        assertEquals(
                0,
                shell.run(
                        "analyze",
                        model,
                        "--count",
                        "--proportion",
                        "a = true",
                        "--mean",
                        "n",
                        "--by",
                        "b",
                        "-o",
                        json,
                        "--force"));
        assertArrayEquals(written, Files.readAllBytes(json));
        assertEquals(0, shell.run("analyze", model, "--logistic", "a = true ~ b", "--quantile", "n:0.5"), shell.said());
        assertTrue(shell.printed().contains("b = y"), shell.printed());
    }

    @Test
    void wrongQuestionsAreUsageAndNothingIsWritten() {
        Path json = folder.resolve("answers.json");
        String[][] wrong = {
            {},
            {"--quantile", "n"},
            {"--quantile", "n:2"},
            {"--correlation", "n"},
            {"--correlation", "n,n"},
            {"--linear", "n"},
            {"--linear", "n ~ "},
            {"--linear", "n ~ b + b"},
            {"--mean", "b"},
            {"--mean", "nothing"},
            {"--proportion", "a ="},
            {"--count", "--by", "n"},
            {"--count", "--by", "nothing"},
            {"--count", "--where", "nothing = 1"}
        };
        for (String[] words : wrong) {
            Object[] all = new Object[words.length + 4];
            all[0] = "analyze";
            all[1] = model;
            System.arraycopy(words, 0, all, 2, words.length);
            all[all.length - 2] = "-o";
            all[all.length - 1] = json;
            assertEquals(2, shell.run(all), String.join(" ", words) + ": " + shell.said());
            assertFalse(Files.exists(json));
        }
        assertEquals(2, shell.run("analyze", model, "--count", "-o", model, "--force"), shell.said());
    }
}
