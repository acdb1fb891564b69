package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of {@code effigy curve}. */
class CurveCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private final StringWriter printed = new StringWriter();

    private int run(Object... arguments) {
        said.getBuffer().setLength(0);
        printed.getBuffer().setLength(0);
        return Effigy.run(
                new PrintWriter(printed, true),
                new PrintWriter(said, true),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    @BeforeEach
    void simulate() {
        for (int part = 0; part < 2; part++) {
            assertEquals(
                    0,
                    run(
                            "simulate",
                            "hospital",
                            "--rows",
                            600,
                            "--first-unit",
                            part * 100_000,
                            "-o",
                            file(part == 0 ? "train.csv" : "holdout.csv"),
                            "--schema-out",
                            file("schema.json")));
        }
    }

    private int curve(Object... more) {
        return run(Stream.concat(
                        Stream.of(
                                "curve",
                                file("train.csv"),
                                "--holdout",
                                file("holdout.csv"),
                                "--schema",
                                file("schema.json")),
                        Stream.of(more))
                .toArray());
    }

    @Test
    void aCurveIsALineForEachLearnerScoreAndBudget() throws IOException {
        assertEquals(
                0,
                curve(
                        "--epsilons",
                        "1,8",
                        "--delta",
                        "1e-9",
                        "--max-rows-per-unit",
                        3,
                        "--model",
                        "independent",
                        "--draws",
                        2,
                        "--data-is-public",
                        "-o",
                        file("curve.csv"),
                        "--json",
                        file("curve.json")),
                said::toString);
        List<String> lines = Files.readAllLines(file("curve.csv"));
        assertEquals("score,budget,real,synthetic,from,to,synthetic-minus-real,cost-from,cost-to", lines.get(0));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("trees.roc-auc,8,0.")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("linear.brier,1,0.")), lines.toString());
        assertEquals(1 + 2 * 6 * 2, lines.size());
        JsonNode json = new ObjectMapper().readTree(file("curve.json").toFile());
        assertEquals("utility.curve", json.get("id").textValue());
        assertEquals(4, json.get("figures").size());
    }

    @Test
    void drawsOfOneModelCostNothingAndNeedNoStatement() throws IOException {
        assertEquals(
                0,
                run(
                        "fit",
                        file("train.csv"),
                        "--schema",
                        file("schema.json"),
                        "--epsilon",
                        2,
                        "--delta",
                        "1e-9",
                        "--max-rows-per-unit",
                        3,
                        "-o",
                        file("model.effigy")),
                said::toString);
        assertEquals(0, curve("--from", file("model.effigy"), "--draws", 2), said::toString);
        assertTrue(printed.toString().contains("trees.roc-auc,2,"), printed.toString());
    }

    @Test
    void privateRowsAndSyntheticHoldoutsAreRefused() throws IOException {
        assertEquals(2, curve("--delta", "1e-9", "--max-rows-per-unit", 3));
        assertTrue(said.toString().contains("--data-is-public"), said.toString());
        assertEquals(2, curve("--data-is-public"));
        assertTrue(said.toString().contains("--delta"), said.toString());
        assertEquals(
                0,
                run(
                        "synthesize",
                        file("train.csv"),
                        "--schema",
                        file("schema.json"),
                        "--epsilon",
                        1,
                        "--delta",
                        "1e-9",
                        "--max-rows-per-unit",
                        3,
                        "-o",
                        file("made.csv")),
                said::toString);
        Files.move(file("made.csv"), file("holdout.csv"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(file("made.csv.manifest.json"), file("holdout.csv.manifest.json"));
        assertEquals(
                1, curve("--delta", "1e-9", "--max-rows-per-unit", 3, "--data-is-public", "-o", file("curve.csv")));
        assertTrue(said.toString().contains("synthetic"), said.toString());
        assertFalse(Files.exists(file("curve.csv")));
    }
}
