package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** An audit gates on what rows of a unit share and on their order, and shows what histories look like. */
class HistoriesAuditTest {
    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(7);
    private final Shell shell = new Shell();

    @BeforeEach
    void schema() throws IOException {
        Files.writeString(folder.resolve("schema.json"), """
            {"fields": [
              {"name": "p", "type": "string", "effigy:role": "unit"},
              {"name": "sex", "effigy:of": "unit", "constraints": {"required": true, "enum": ["f", "m"]}},
              {"name": "day", "type": "date", "effigy:order": {"mostRows": 6},
               "constraints": {"required": true, "minimum": "2020-01-01", "maximum": "2029-12-31"}},
              {"name": "ward", "type": "string", "constraints": {"required": true, "enum": ["births", "heart"]}}]}
            """);
        write("train", true, 0, 0);
        write("holdout", true, 0, 0);
    }

    /** Histories whose ward mostly stays, of which the first ones change their sex, or go back in time. */
    private void write(String name, boolean histories, int changed, int back) throws IOException {
        List<String> lines = new ArrayList<>(List.of("p,sex,day,ward"));
        for (int unit = 0; unit < 200; unit++) {
            String sex = random.nextBoolean() ? "f" : "m";
            boolean heart = random.nextBoolean();
            int rows = histories ? 2 + random.nextInt(3) : 1;
            for (int row = 0; row < rows; row++) {
                boolean other = unit < changed && row == 1;
                int year = unit < back && row == 1 ? 2020 : 2021 + row;
                lines.add(String.join(
                        ",",
                        name + unit,
                        other ? sex.equals("f") ? "m" : "f" : sex,
                        year + "-0" + (1 + random.nextInt(9)) + "-10",
                        heart ? "heart" : "births"));
                heart ^= random.nextInt(10) == 0;
            }
        }
        Files.write(folder.resolve(name + ".csv"), lines);
    }

    private JsonNode audit() throws IOException {
        Path json = folder.resolve("audit.json");
        int status = shell.audit(
                folder, "synthetic.csv", "--holdout", folder.resolve("holdout.csv"), "--no-utility", "--json", json);
        assertTrue(status == 0 || status == AuditCommand.GATE_FAILED, shell.said());
        return new ObjectMapper().readTree(json.toFile());
    }

    private static String outcome(JsonNode audit) {
        for (JsonNode verdict : audit.path("verdicts")) {
            if (verdict.path("figure").asText().equals("table.rules.broken")) {
                return verdict.path("outcome").asText();
            }
        }
        return "none";
    }

    private static JsonNode grid(JsonNode audit, String id) {
        for (JsonNode section : audit.path("sections")) {
            for (JsonNode grid : section.path("grids")) {
                if (grid.path("id").asText().equals("table.histories." + id)) {
                    return grid;
                }
            }
        }
        throw new AssertionError("no grid of " + id);
    }

    @Test
    void historiesThatKeepWhatTheSchemaSaysPassAndAreShown() throws IOException {
        write("synthetic", true, 0, 0);
        JsonNode audit = audit();
        assertEquals("pass", outcome(audit));
        JsonNode rows = grid(audit, "rows").path("values");
        assertEquals(0, rows.get(0).get(0).asDouble());
        assertTrue(rows.get(1).get(0).asDouble() > .2);
        assertEquals(10, grid(audit, "gaps").path("values").size(), 1);
        JsonNode stays = grid(audit, "stays");
        assertEquals("ward", stays.path("rows").get(0).asText());
        assertTrue(stays.path("values").get(0).get(0).asDouble() > .8);
    }

    @Test
    void aUnitThatChangesWhatItsRowsShareFailsAndIsNamed() throws IOException {
        write("synthetic", true, 5, 0);
        assertEquals("fail", outcome(audit()));
        assertTrue(
                shell.printed().contains("5 of ")
                        && shell.printed().contains("'sex' is the same in all rows of one 'p'"),
                shell.printed());
    }

    @Test
    void rowsThatGoBackInTimeFail() throws IOException {
        write("synthetic", true, 0, 5);
        assertEquals("fail", outcome(audit()));
        assertTrue(shell.printed().contains("stand in the order of 'day'"), shell.printed());
    }

    /** What flattened tables lose is seen: all units have one row. */
    @Test
    void aTableWithoutHistoriesShowsThatItHasNone() throws IOException {
        write("synthetic", false, 0, 0);
        JsonNode rows = grid(audit(), "rows");
        int synthetic = -1;
        for (int i = 0; i < rows.path("columns").size(); i++) {
            synthetic = rows.path("columns").get(i).asText().equals("synthetic") ? i : synthetic;
        }
        assertEquals(1, rows.path("values").get(0).get(synthetic).asDouble(), 1e-9);
        assertTrue(
                rows.path("note").asText().contains("synthetic 1.000"),
                rows.path("note").asText());
    }
}
