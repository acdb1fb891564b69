package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code effigy attack}: what it prints and which status it returns. Levels are 1 - 1e-6 where an honest model must pass:
 * it is accused with probability at most 1e-6.
 */
class AttackCommandTest {
    private static final Path DATASETS = Path.of(System.getProperty("effigy.root"), "datasets");

    private final StringWriter said = new StringWriter();
    private final StringWriter printed = new StringWriter();

    private int attack(String... more) {
        said.getBuffer().setLength(0);
        printed.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of(
                "attack",
                DATASETS.resolve("hospital-encounters/encounters.csv").toString(),
                "--schema",
                DATASETS.resolve("hospital-encounters/encounters.schema.json").toString(),
                "--epsilon",
                "1",
                "--delta",
                "1e-9",
                "--max-rows-per-unit",
                "2",
                "--rows",
                "150",
                "--level",
                "0.999999",
                "--quiet"));
        arguments.addAll(Arrays.asList(more));
        return Effigy.run(
                new PrintWriter(printed, true), new PrintWriter(said, true), arguments.toArray(String[]::new));
    }

    @Test
    void anHonestModelIsWithinItsClaim() {
        assertEquals(0, attack("--kind", "one-run", "--targets", "100"), said.toString());
        assertTrue(printed.toString().startsWith("Within the claim"), printed.toString());
        assertTrue(printed.toString().contains("seed "), printed.toString());
        assertEquals(0, attack("--kind", "many-run", "--runs", "40", "--sees", "rows"), said.toString());
        assertEquals(0, attack("--kind", "shadow", "--runs", "80", "--targets", "3"), said.toString());
        assertEquals(
                0,
                attack(
                        "--kind",
                        "inference",
                        "--secret",
                        "diagnosis",
                        "--runs",
                        "80",
                        "--targets",
                        "3",
                        "--choose",
                        "exposed"),
                said.toString());
        assertTrue(printed.toString().contains("the most exposed in 20 other fits"), printed.toString());
        assertEquals(0, attack("--kind", "reconstruct"), said.toString());
        assertTrue(printed.toString().contains("rows found beyond the control"), printed.toString());
    }

    @Test
    void figuresCanBeReadByPrograms() throws IOException {
        assertEquals(0, attack("--runs", "40", "--json", "--seed", "4"), said.toString());
        JsonNode root = new ObjectMapper().readTree(printed.toString());
        assertEquals(4, root.get("seed").asLong());
        assertEquals(1, root.get("claim").get("epsilon").asDouble());
        assertEquals(
                "attack.many-run.epsilon", root.get("figures").get(0).get("id").asText());
        assertTrue(root.get("warning").asText().contains("internal"));
    }

    @Test
    void wordsThatDontGoTogetherAreUsage() {
        assertEquals(2, attack("--kind", "all"));
        assertTrue(said.toString().contains("one-run, many-run, shadow, inference, reconstruct"), said.toString());
        assertEquals(2, attack("--kind", "inference", "--secret", "nothing"));
        assertTrue(said.toString().contains("name one of these"), said.toString());
        assertEquals(2, attack("--kind", "reconstruct", "--columns", "sex,nothing"));
        assertTrue(said.toString().contains("name one of these"), said.toString());
        assertEquals(2, attack("--kind", "shadow", "--choose", "all"));
        assertEquals(2, attack("--ledger", "some.ledger"));
        assertEquals(2, attack("--level", "1.5"));
        assertEquals(2, attack("--rows", "0"));
        assertEquals(1, attack("--runs", "3"));
        assertTrue(said.toString().contains("at least 8 fits"), said.toString());
    }

    /** None is taken and ignored. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--domain-is-public",
                "--discover age",
                "--discover-share 0.1",
                "--kind one-run --runs 40",
                "--targets 3",
                "--kind shadow --beside 3",
                "--kind reconstruct --runs 3",
                "--kind reconstruct --targets 3",
                "--choose exposed",
                "--kind shadow --secret age",
                "--kind inference --columns age",
                "--model mst --clique age,sex",
                "--wait 3"
            })
    void optionsThatAnAttackCanNotFollowAreRefused(String options) {
        assertEquals(2, attack(options.split(" ")), said.toString());
        assertTrue(said.toString().contains("leave"), said.toString());
    }

    /** As a fit refuses them; with the option they are attacked. */
    @Test
    void syntheticRowsAreAttackedOnlyIfTheyAreMeant(@TempDir Path folder) {
        Path rows = folder.resolve("synthetic.csv");
        Path schema = DATASETS.resolve("hospital-encounters/encounters.schema.json");
        String[] synthesize = {
            "synthesize",
            DATASETS.resolve("hospital-encounters/encounters.csv").toString(),
            "--schema",
            schema.toString(),
            "--epsilon",
            "1",
            "--delta",
            "1e-9",
            "--max-rows-per-unit",
            "2",
            "--model",
            "independent",
            "--rows",
            "200",
            "-o",
            rows.toString()
        };
        assertEquals(0, Effigy.run(new PrintWriter(printed, true), new PrintWriter(said, true), synthesize));
        String[] attack = {
            "attack",
            rows.toString(),
            "--schema",
            schema.toString(),
            "--epsilon",
            "1",
            "--delta",
            "1e-9",
            "--max-rows-per-unit",
            "2",
            "--model",
            "independent",
            "--runs",
            "8"
        };
        assertEquals(1, Effigy.run(new PrintWriter(printed, true), new PrintWriter(said, true), attack));
        assertTrue(said.toString().contains("--allow-synthetic-input"), said.toString());
        List<String> meant = new ArrayList<>(List.of(attack));
        meant.add("--allow-synthetic-input");
        assertEquals(
                0,
                Effigy.run(new PrintWriter(printed, true), new PrintWriter(said, true), meant.toArray(String[]::new)),
                said.toString());
    }
}
