package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers whose processes are killed, compete, or run out of disk. */
class LedgerProcessTest {
    /** How often the kill test kills: {@code -Deffigy.ledger.kills=200} for a long run. */
    private static final int KILLS = Integer.getInteger("effigy.ledger.kills", 15);

    @TempDir
    Path folder;

    private Path ledger() {
        return folder.resolve("ledger.jsonl");
    }

    private Path drawn() {
        return folder.resolve("drawn.txt");
    }

    private Process start(String run, String how, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        Collections.addAll(
                command,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                ChargingProcess.class.getName(),
                ledger().toString(),
                drawn().toString(),
                run,
                how);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static BufferedReader words(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** What noise was drawn for and the ledger does not show: the check that the kill test rests on. */
    private List<String> drawnButNotCharged() throws IOException {
        Set<String> charged = FileLedger.read(ledger()).entries().stream()
                .map(entry -> entry.charge().query())
                .collect(Collectors.toSet());
        return Files.exists(drawn())
                ? Files.readAllLines(drawn()).stream()
                        .filter(query -> !charged.contains(query))
                        .toList()
                : List.of();
    }

    @Test
    void aKilledProcessLeavesAReadableLedgerThatHasChargedAllThatWasDrawn() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        int drawn = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process = start("run" + i, "honest");
            try (BufferedReader words = words(process)) {
                assertEquals("ready", words.readLine());
                if (i % 2 == 0) {
                    awaitDraw(process, drawn);
                }
                Thread.sleep(random.nextInt(40), random.nextInt(1_000_000));
            } finally {
                kill(process);
            }
            assertEquals(List.of(), drawnButNotCharged(), "after kill " + i);
            drawn = draws();
        }
        LedgerStatement statement = FileLedger.read(ledger());
        assertEquals(KILLS, statement.releases().size());
        assertTrue(drawn >= (KILLS + 1) / 2, "every other process was given until it drew");
        System.out.println("ledger: " + KILLS + " kills, " + statement.entries().size() + " charges, " + drawn
                + " draws, 0 unreadable, 0 drawn and not charged");
    }

    private int draws() throws IOException {
        return Files.exists(drawn()) ? Files.readAllLines(drawn()).size() : 0;
    }

    /** However busy the machine is, a kill after a draw must be among those tried. */
    private void awaitDraw(Process process, int before) throws IOException, InterruptedException {
        while (draws() <= before) {
            assertTrue(process.isAlive(), "the process ended by itself");
            Thread.sleep(1);
        }
    }

    @Test
    void aProcessKilledWhileItCreatesLeavesNoHalfLedger() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < Math.max(3, KILLS / 5); i++) {
            Files.deleteIfExists(ledger());
            Process process = start("run" + i, "honest");
            Thread.sleep(random.nextInt(100, 500));
            kill(process);
            assertTrue(Files.notExists(ledger())
                    || FileLedger.read(ledger()).dataset().equals("killed"));
        }
    }

    @Test
    void aLedgerThatChargesAfterItDrewIsCaught() throws Exception {
        Process process = start("offender", "offender");
        try (BufferedReader words = words(process)) {
            assertEquals("ready", words.readLine());
            assertEquals("waiting", words.readLine());
        } finally {
            kill(process);
        }
        assertEquals(List.of("offender-3"), drawnButNotCharged());
    }

    @Test
    void aSecondProcessIsKeptOutAndToldByWhom() throws Exception {
        Process process = start("holder", "idle");
        try (BufferedReader words = words(process)) {
            assertEquals("ready", words.readLine());
            LedgerException refused = assertThrows(LedgerException.class, () -> FileLedger.open(ledger()));
            assertTrue(refused.getMessage().contains("in use by process " + process.pid()), refused.getMessage());
            assertThrows(LedgerException.class, () -> FileLedger.repair(ledger()));
            assertEquals(1, FileLedger.read(ledger()).releases().size());
            assertTrue(process.isAlive());
        } finally {
            kill(process);
        }
        FileLedger.open(ledger()).close();
    }

    @Test
    void whoWaitsGetsTheLedgerWhenTheOtherEndsAndNotBefore() throws Exception {
        Process process = start("holder", "idle");
        try (BufferedReader words = words(process)) {
            assertEquals("ready", words.readLine());
            LedgerException refused =
                    assertThrows(LedgerException.class, () -> FileLedger.open(ledger(), Duration.ofMillis(250)));
            assertTrue(refused.getMessage().contains("in use by process " + process.pid()), refused.getMessage());
            assertTrue(process.isAlive());
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            FileLedger.open(ledger(), Duration.ofMinutes(5)).close();
        } finally {
            kill(process);
        }
        try (FileLedger held = FileLedger.open(ledger())) {
            assertThrows(LedgerException.class, () -> FileLedger.open(ledger(), Duration.ofMillis(150)));
            assertEquals("killed", held.dataset());
        }
    }

    @Test
    void readingDoesNotFreeTheLockOfTheSameProcess() throws Exception {
        try (FileLedger held = FileLedger.create(ledger(), "held", LedgerContract.BUDGET)) {
            FileLedger.read(ledger());
            assertThrows(LedgerException.class, () -> FileLedger.open(ledger()));
            Process process = start("second", "idle");
            try (BufferedReader words = words(process)) {
                String said = words.readLine();
                assertTrue(
                        said.contains(
                                "in use by process " + ProcessHandle.current().pid()),
                        said);
            } finally {
                kill(process);
            }
            assertEquals("held", held.dataset());
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit to stand for a full disk")
    void aFullDiskStopsChargesAndLeavesAWholeLedger() throws Exception {
        // At most 9 blocks of 512 bytes a file: the fifth line is half written when the write fails.
        Process process = start("full", "honest", "sh", "-c", "ulimit -f 9; exec \"$@\"", "sh");
        try (BufferedReader words = words(process)) {
            assertEquals("ready", words.readLine());
            String said = words.readLine();
            assertTrue(said.contains("could not be put on the disk"), said);
            assertTrue(said.contains("its line was taken back"), said);
        } finally {
            kill(process);
        }
        assertEquals(4 * 1024, Files.size(ledger()));
        assertEquals(List.of(), drawnButNotCharged());
        assertEquals(List.of("full-1", "full-2"), Files.readAllLines(drawn()));
        try (FileLedger reopened = FileLedger.open(ledger())) {
            assertFalse(reopened.charges().isEmpty());
        }
    }
}
