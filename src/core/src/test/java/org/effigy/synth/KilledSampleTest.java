package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.SilentNoise;
import org.effigy.table.InvalidValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed at any moment leaves no half table, and none that does not say that it is synthetic. */
class KilledSampleTest {
    /** How often to kill: {@code -Deffigy.sample.kills=200} for a long run. */
    private static final int KILLS = Integer.getInteger("effigy.sample.kills", 4);

    @TempDir
    private Path folder;

    private Path tables() {
        return folder.resolve("tables");
    }

    private Process start(String how) throws IOException {
        Path model = folder.resolve("model.effigy");
        if (Files.notExists(model)) {
            Files.write(
                    model,
                    ModelFile.bytes(Fixture.fit(
                            Fixture.ROWS, InvalidValues.REFUSE, PrivacyBudget.of(1, 1e-9), new SilentNoise())));
        }
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessSamples.class.getName(),
                        model.toString(),
                        tables().toString(),
                        how)
                .redirectErrorStream(true)
                .start();
    }

    private List<Path> written() throws IOException {
        if (Files.notExists(tables())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(tables())) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    /** Tables without a manifest, or with one of other bytes: the check that the kill test rests on. */
    private List<Path> unmarked() throws IOException {
        List<Path> unmarked = new ArrayList<>();
        for (Path table : written()) {
            String digest = SealedJson.digest(Files.readAllBytes(table));
            if (!Manifest.find(table).map(Manifest::output).equals(Optional.of(digest))) {
                unmarked.add(table);
            }
        }
        return unmarked;
    }

    @Test
    void aKilledProgramLeavesNoTableWithoutItsManifest() throws Exception {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < KILLS; i++) {
            int before = written().size();
            Process process = start("honest");
            try (BufferedReader words = process.inputReader()) {
                assertEquals("ready", words.readLine());
                // However busy the machine is, a kill while tables are written must be among those tried.
                while (written().size() <= before) {
                    assertTrue(process.isAlive(), "the process ended by itself");
                    Thread.sleep(1);
                }
                Thread.sleep(random.nextInt(200), random.nextInt(1_000_000));
            } finally {
                process.destroyForcibly();
                process.waitFor();
            }
            assertEquals(List.of(), unmarked(), "after kill " + i);
        }
        assertFalse(written().isEmpty());
    }

    @Test
    void aProgramThatWritesTheTableFirstIsCaught() throws Exception {
        Process process = start("offender");
        try (BufferedReader words = process.inputReader()) {
            assertEquals("ready", words.readLine());
            assertEquals("waiting", words.readLine());
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        assertEquals(1, unmarked().size());
    }
}
