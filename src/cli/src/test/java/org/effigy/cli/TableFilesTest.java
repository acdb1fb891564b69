package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.effigy.synth.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same job, whatever kind of file the table is in. */
class TableFilesTest {
    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    private Path at(String name) {
        return folder.resolve(name);
    }

    private void done(Object... arguments) {
        assertEquals(0, shell.run(arguments), shell.said());
    }

    private void simulated(String ending) {
        done(
                "simulate",
                "hospital",
                "--rows",
                900,
                "-o",
                at("t" + ending),
                "--schema-out",
                at("schema.json"),
                "--quiet");
    }

    @ParameterizedTest
    @ValueSource(strings = {".csv", ".csv.gz", ".csv.zst", ".parquet"})
    void theMainJobTakesAndGivesTablesByTheirNames(String ending) throws IOException {
        simulated(ending);
        done("schema", "suggest", at("t" + ending), "-o", at("draft.json"));
        done("schema", "validate", at("schema.json"), at("t" + ending));
        assertTrue(shell.said().contains("900 rows, no problem"), shell.said());
        Path train = at("train" + ending);
        Path holdout = at("holdout" + ending);
        done("split", at("t" + ending), "--schema", at("schema.json"), "-o", train, "--holdout-out", holdout);
        Path synthetic = at("synthetic" + ending);
        done(
                "synthesize",
                train,
                "--schema",
                at("schema.json"),
                "--model",
                "independent",
                "--max-rows-per-unit",
                2,
                "--epsilon",
                5,
                "--delta",
                "1e-9",
                "--rows",
                700,
                "-o",
                synthetic,
                "--model-out",
                at("m.effigy"));
        assertEquals(
                FileDigest.of(synthetic), Manifest.find(synthetic).orElseThrow().output());
        done("sample", at("m.effigy"), "--rows", 10, "-o", at("more" + ending));
        done("schema", "validate", at("schema.json"), at("more" + ending));
        assertTrue(shell.said().contains("10 rows, no problem"), shell.said());
        int status = shell.run(
                "audit",
                "--train",
                train,
                "--holdout",
                holdout,
                "--synthetic",
                synthetic,
                "--schema",
                at("schema.json"),
                "--no-utility",
                "--brief");
        assertTrue(status == 0 || status == AuditCommand.GATE_FAILED, shell.said());
        assertTrue(shell.said().contains("The manifest beside the synthetic table claims"), shell.said());
    }

    @Test
    void aTableOfOneSeedIsTheSameHoweverItIsPacked() throws IOException {
        simulated(".csv");
        simulated(".csv.gz");
        done("schema", "validate", at("schema.json"), at("t.csv.gz"));
        assertFalse(Files.size(at("t.csv.gz")) * 2 > Files.size(at("t.csv")));
    }

    @Test
    void kindsThatAreNotReadAreRefusedByNameBeforeAnythingIsWritten() {
        for (String name : new String[] {"t.xlsx", "t.csv.bz2", "t.zip", "t.xlsx.gz", "t.parquet.gz"}) {
            assertEquals(Failure.USAGE, shell.run("schema", "suggest", at(name), "-o", at("draft.json")));
            assertTrue(shell.said().contains("by its name"), shell.said());
            assertEquals(Failure.USAGE, shell.run("simulate", "hospital", "--rows", 5, "-o", at(name)));
            assertFalse(Files.exists(at(name)));
        }
    }
}
