package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code effigy marginals}: the noisy counts of a model, for people and programs. */
class MarginalsCommandTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell();

    @BeforeEach
    void model() throws IOException {
        Files.writeString(folder.resolve("t.schema.json"), """
            {"fields": [
              {"name": "a", "type": "boolean", "constraints": {"required": true}},
              {"name": "b", "type": "string", "constraints": {"enum": ["x", "y"], "required": true}}]}
            """);
        Files.writeString(folder.resolve("t.csv"), "a,b\n" + "true,x\nfalse,y\n".repeat(200));
    }

    private Path fit(String model) {
        Path file = folder.resolve(model + ".effigy");
        assertEquals(
                0,
                shell.run(
                        "fit",
                        folder.resolve("t.csv"),
                        "--schema",
                        folder.resolve("t.schema.json"),
                        "--model",
                        model,
                        "--epsilon",
                        "1",
                        "--delta",
                        "1e-9",
                        "-o",
                        file),
                shell.said());
        return file;
    }

    @Test
    void aSummaryIsPrintedAndTheFileWritten() throws IOException {
        Path model = fit("mst");
        Path json = folder.resolve("m.json");
        assertEquals(0, shell.run("marginals", model, "-o", json), shell.said());
        assertTrue(shell.said().contains("Wrote 3 marginals to " + json), shell.said());
        assertTrue(shell.printed().contains("epsilon 1, delta 1e-9"), shell.printed());
        assertTrue(shell.printed().lines().anyMatch(line -> line.endsWith("  a, b")), shell.printed());
        byte[] written = Files.readAllBytes(json);
        assertEquals(0, shell.run("marginals", model, "-o", json, "--force"), shell.said());
        assertArrayEquals(written, Files.readAllBytes(json));
    }

    @Test
    void itsOwnModelIsNoPlaceToWriteTo() throws IOException {
        Path model = fit("independent");
        byte[] before = Files.readAllBytes(model);
        assertEquals(2, shell.run("marginals", model, "-o", model, "--force"), shell.said());
        assertArrayEquals(before, Files.readAllBytes(model));
        Files.writeString(folder.resolve("no.effigy"), "{}");
        Path json = folder.resolve("m.json");
        assertEquals(1, shell.run("marginals", folder.resolve("no.effigy"), "-o", json), shell.said());
        assertFalse(Files.exists(json));
    }
}
