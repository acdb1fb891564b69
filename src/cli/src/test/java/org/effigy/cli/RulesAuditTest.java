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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit gates on the rules of the schema: what no real row breaks no synthetic row may break. */
class RulesAuditTest {
    private static final String FIGURE = "table.rules.broken";

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(7);
    private final Shell shell = new Shell();

    @BeforeEach
    void schema() throws IOException {
        Files.writeString(folder.resolve("schema.json"), """
            {"fields": [
              {"name": "in", "type": "integer", "constraints": {"required": true, "minimum": 0, "maximum": 999}},
              {"name": "out", "type": "integer", "constraints": {"required": true, "minimum": 0, "maximum": 1999}},
              {"name": "sex", "type": "string", "constraints": {"required": true, "enum": ["f", "m"]}},
              {"name": "ward", "type": "string", "constraints": {"required": true, "enum": ["births", "heart"]}}],
             "effigy:rules": [
              {"name": "stay", "description": "nobody leaves before coming", "order": ["in", "out"]},
              {"name": "births", "holds": "sex = m implies ward = heart"}]}
            """);
        write("train", 400, 0, 0);
        write("holdout", 400, 0, 0);
    }

    /** Rows of which the first ones break a rule each. */
    private void write(String name, int rows, int stays, int births) throws IOException {
        List<String> lines = new ArrayList<>(List.of("in,out,sex,ward"));
        for (int row = 0; row < rows; row++) {
            int in = 1 + random.nextInt(999);
            int out = row < stays ? in - 1 : in + random.nextInt(900);
            boolean man = row < births || random.nextBoolean();
            String ward = row < births || !man && random.nextBoolean() ? "births" : "heart";
            lines.add(in + "," + out + "," + (man ? "m" : "f") + "," + ward);
        }
        Files.write(folder.resolve(name + ".csv"), lines);
    }

    private JsonNode audit() throws IOException {
        Path json = folder.resolve("audit.json");
        int status = shell.audit(
                folder,
                "synthetic.csv",
                "--holdout",
                folder.resolve("holdout.csv"),
                "--no-utility",
                "--redact",
                folder.resolve("redacted.html"),
                "--json",
                json);
        assertTrue(status == 0 || status == AuditCommand.GATE_FAILED, shell.said());
        return new ObjectMapper().readTree(json.toFile());
    }

    private static String outcome(JsonNode audit) {
        for (JsonNode verdict : audit.path("verdicts")) {
            if (verdict.path("figure").asText().equals(FIGURE)) {
                return verdict.path("outcome").asText();
            }
        }
        return "none";
    }

    private static JsonNode grid(JsonNode audit) {
        for (JsonNode section : audit.path("sections")) {
            for (JsonNode grid : section.path("grids")) {
                if (grid.path("id").asText().equals("table.rules")) {
                    return grid;
                }
            }
        }
        throw new AssertionError("no grid of rules");
    }

    @Test
    void tableThatKeepsTheRulesPasses() throws IOException {
        write("synthetic", 400, 0, 0);
        JsonNode audit = audit();
        assertEquals("pass", outcome(audit));
        assertEquals(2, grid(audit).path("rows").size());
        assertTrue(grid(audit).path("rows").get(0).asText().contains("nobody leaves before coming"));
    }

    @Test
    void oneRowThatBreaksARuleFailsAndIsNamed() throws IOException {
        write("synthetic", 400, 1, 0);
        JsonNode audit = audit();
        assertEquals("fail", outcome(audit));
        assertTrue(
                shell.printed()
                        .contains("1 of 400 rows of the synthetic table break the rule 'stay' (nobody leaves before"
                                + " coming)"),
                shell.printed());
        assertTrue(Files.readString(folder.resolve("redacted.html")).contains("break the rule &#39;stay&#39;")
                || Files.readString(folder.resolve("redacted.html")).contains("break the rule 'stay'"));
    }

    @Test
    void ruleThatRealRowsBreakIsToldAndGatedAboveTheirShareAlone() throws IOException {
        write("train", 400, 0, 40);
        write("synthetic", 400, 0, 45);
        JsonNode audit = audit();
        assertEquals("pass", outcome(audit));
        assertTrue(shell.printed().contains("A rule that real rows break is none"), shell.printed());
        assertFalse(
                Files.readString(folder.resolve("redacted.html")).contains("rows of the train table"),
                "what real rows do stays inside");
        JsonNode values = grid(audit).path("values").get(1);
        assertEquals(40, values.get(0).asInt());
        assertEquals(45.0 / 400, values.get(3).asDouble(), 1e-12);
        write("synthetic", 400, 0, 200);
        assertEquals("fail", outcome(audit()));
    }

    @Test
    void ruleAboutAColumnThatIsNotThereIsLeftOut() throws IOException {
        write("synthetic", 400, 3, 0);
        Path table = folder.resolve("synthetic.csv");
        Files.write(
                table,
                Files.readAllLines(table).stream()
                        .map(line -> line.replaceFirst(",[^,]*", ""))
                        .toList());
        JsonNode audit = audit();
        assertEquals("pass", outcome(audit));
        assertEquals(1, grid(audit).path("rows").size());
    }
}
