package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.effigy.privacy.FileLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits that are killed at random moments are finished: at what one fit costs, and as one that nobody killed. */
class ResumedFitTest {
    /** How often to kill: {@code -Deffigy.resume.kills=100} for a long run. */
    private static final int KILLS = Integer.getInteger("effigy.resume.kills", 4);

    private static final String SCHEMA = """
        {"fields": [
          {"name": "patient_id", "type": "string", "effigy:role": "unit"},
          {"name": "town", "type": "string", "effigy:discover": true},
          {"name": "stay", "type": "integer", "effigy:discover": true},
          {"name": "sex", "type": "string", "constraints": {"enum": ["F", "M"]}},
          {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 99}},
          {"name": "ward", "type": "string", "constraints": {"enum": ["a", "b", "c", "d"]}}]}
        """;

    @TempDir
    private Path folder;

    @BeforeEach
    void table() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder rows = new StringBuilder("patient_id,town,stay,sex,age,ward\n");
        for (int row = 0; row < 1500; row++) {
            int ward = random.nextInt(4);
            rows.append("p").append(random.nextInt(400)).append(',');
            rows.append(List.of("Bern", "Chur", "Genf").get(random.nextInt(3))).append(',');
            rows.append(random.nextInt(20) + ward * 5).append(',');
            rows.append(random.nextBoolean() ? "F," : "M,").append(20 + 15 * ward + random.nextInt(20));
            rows.append(',').append("abcd".charAt(ward)).append('\n');
        }
        Files.writeString(at("table.csv"), rows);
        Files.writeString(at("schema.json"), SCHEMA);
        FileLedger.create(at("fresh"), "killed", ResumedFit.BUDGET, ResumedFit.CLOCK)
                .close();
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private Process start(String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ResumedFit.class.getName(),
                        folder.toString(),
                        at("ledger").toString(),
                        at("drawn").toString(),
                        at("model").toString(),
                        how)
                .redirectErrorStream(true)
                .start();
    }

    /** Runs to the end. */
    private void whole(String how) throws IOException {
        Process process = start(how);
        try (BufferedReader words = process.inputReader()) {
            assertEquals(List.of("ready", "whole"), words.lines().toList());
        }
    }

    /** Kills some time after so many draws, however busy the machine is; or lets it end before. */
    private void killed(String how, int draws, long nanos) throws IOException, InterruptedException {
        Process process = start(how);
        try (BufferedReader words = process.inputReader()) {
            assertEquals("ready", words.readLine());
            while (drawn().size() < draws && process.isAlive()) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            TimeUnit.NANOSECONDS.sleep(nanos);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private void anew() throws IOException {
        for (String name : List.of("ledger", "drawn", "model")) {
            Files.deleteIfExists(at(name));
        }
        for (Path journal : journals()) {
            Files.delete(journal);
        }
        Files.copy(at("fresh"), at("ledger"));
    }

    private List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".journal"))
                    .toList();
        }
    }

    private int charges() {
        return FileLedger.read(at("ledger")).entries().size();
    }

    private List<Long> drawn() throws IOException {
        return Files.exists(at("drawn"))
                ? Files.readAllLines(at("drawn")).stream().map(Long::parseLong).toList()
                : List.of();
    }

    /**
     * What was drawn, charge by charge: never for a charge that the file did not have, never for one that was passed, and a
     * second time only as the next draw after a kill.
     */
    private static boolean isInOrder(List<Long> drawn, int kills) {
        int again = 0;
        for (int i = 0; i < drawn.size(); i++) {
            long before = i == 0 ? 0 : drawn.get(i - 1);
            if (drawn.get(i) == before) {
                again++;
            } else if (drawn.get(i) != before + 1) {
                return false;
            }
        }
        return again <= kills;
    }

    @Test
    void aKilledFitIsFinishedAsOneThatWasNotAndAtItsCost() throws Exception {
        anew();
        whole("honest");
        byte[] ledger = Files.readAllBytes(at("ledger"));
        byte[] model = Files.readAllBytes(at("model"));
        int all = charges();
        assertTrue(all > 10 && isInOrder(drawn(), 0), drawn().toString());
        assertEquals(List.of(), journals());
        SplittableRandom random = new SplittableRandom(23);
        int kills = 0;
        int between = 0;
        int again = 0;
        int trials = 0;
        while (kills < KILLS) {
            anew();
            trials++;
            int here = 0;
            do {
                killed("honest", drawn().size() + random.nextInt(all + 1 - charges()), random.nextLong(30_000_000));
                if (Files.exists(at("model")) && journals().isEmpty()) {
                    break;
                }
                if (journals().isEmpty()) {
                    // Killed before there was anything to resume: nothing is charged.
                    assertEquals(0, charges());
                    anew();
                }
                here++;
                between += charges() > 0 && charges() < all ? 1 : 0;
            } while (random.nextInt(3) == 0);
            if (here > 0 && !(Files.exists(at("model")) && journals().isEmpty())) {
                whole("honest");
            }
            kills += here;
            List<Long> drawn = drawn();
            assertTrue(isInOrder(drawn, here), "after " + here + " kills: " + drawn);
            again += (int) (drawn.size() - drawn.stream().distinct().count());
            assertArrayEquals(ledger, Files.readAllBytes(at("ledger")), "charges after kill " + kills);
            assertArrayEquals(model, Files.readAllBytes(at("model")), "the model after kill " + kills);
            assertEquals(List.of(), journals());
        }
        System.out.println("resumed fits: " + kills + " kills in " + trials + " fits of " + all + " charges, " + between
                + " of them between the first charge and the last; all finished, every ledger and model as without a"
                + " kill, 0 charged twice, 0 drawn and not charged, " + again + " drawn again under their charge");
    }

    /** The planted offender pays again for what was answered. */
    @Test
    void aFitThatForgetsItsAnswersIsCaught() throws Exception {
        anew();
        whole("honest");
        byte[] ledger = Files.readAllBytes(at("ledger"));
        anew();
        killed("honest", 3, 0);
        assertTrue(charges() >= 3);
        Process process = start("forgetful");
        try (BufferedReader words = process.inputReader()) {
            words.lines().toList();
        }
        assertFalse(Arrays.equals(ledger, Files.readAllBytes(at("ledger"))));
        assertFalse(isInOrder(List.of(1L, 1L, 2L), 0) || isInOrder(List.of(1L, 3L), 1));
    }
}
