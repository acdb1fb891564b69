package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerTest extends LedgerContract {
    @TempDir
    Path folder;

    private int count;

    private Path path() {
        return folder.resolve("ledger-" + count + ".jsonl");
    }

    @Override
    PrivacyLedger ledger(PrivacyBudget budget, Clock clock) {
        count++;
        return FileLedger.create(path(), "adult", budget, clock);
    }

    /** Whatever a test of the contract did, the file says the same when it is read again. */
    @AfterEach
    void everyFileReadsBack() {
        for (; count > 0; count--) {
            LedgerStatement read = FileLedger.read(path());
            try (FileLedger opened = FileLedger.open(path())) {
                assertEquals(read, opened.statement());
            }
        }
    }

    private static void refused(String words, Path path) {
        LedgerException refused = assertThrows(LedgerException.class, () -> FileLedger.open(path));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
        assertTrue(refused.getMessage().contains(path.toString()), refused.getMessage());
    }

    @Test
    void aLedgerReadsBackAsItWas() {
        PrivacyBudget budget = BUDGET.withUnit(PrivacyUnit.of("pa\"tienté", 3)).withNeighbours(Neighbours.REPLACE);
        PrivacyLedger ledger = ledger(budget);
        Release release = ledger.open("fit \ud83d\ude00", budget);
        List<Mechanism> mechanisms = List.of(
                new Mechanism.DiscreteGaussian(0.1),
                new Mechanism.DiscreteLaplace(1e300),
                new Mechanism.ExponentialSelection(Double.MIN_VALUE),
                new Mechanism.PureSelection(7));
        for (Mechanism mechanism : mechanisms) {
            release.charge(new Charge(
                    "marginal (a,\nb)",
                    mechanism,
                    new Sensitivity(3, 9, 3),
                    new PrivacyLoss.ZeroConcentrated(1e-3 / 3)));
            release.charge(new Charge(
                    "total", mechanism, new Sensitivity(Long.MAX_VALUE, 0, 0), new PrivacyLoss.Pure(1e-3 / 7)));
        }
        LedgerStatement written = ledger.statement();
        ledger.close();
        assertEquals(written, FileLedger.read(path()));
        assertEquals(
                mechanisms,
                written.entries().stream()
                        .map(e -> e.charge().mechanism())
                        .distinct()
                        .toList());
        try (FileLedger reopened = FileLedger.open(path())) {
            Release next = reopened.open("again", new PrivacyBudget(0.1, 1e-9, Neighbours.REPLACE, budget.unit()));
            next.charge(charge(1e-6));
            assertEquals("r2", next.id());
            assertEquals(9, reopened.charges().size());
        }
    }

    @Test
    void everyLineIsSyncedBeforeChargeReturnsAndLiesOnOnePage() throws IOException {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            Release release = ledger.open("fit", BUDGET);
            for (int i = 1; i <= 5; i++) {
                release.charge(charge(1e-4));
                assertEquals((2 + i) * 1024L, Files.size(path()));
                assertEquals(i, FileLedger.read(path()).entries().size());
            }
            for (String line : Files.readAllLines(path())) {
                assertEquals(1023, line.length());
            }
        }
    }

    @Test
    void aLedgerIsOpenedOnce() {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            refused("already open in this process", path());
            LedgerException second = assertThrows(LedgerException.class, () -> FileLedger.repair(path()));
            assertTrue(second.getMessage().contains("already open"), second.getMessage());
            assertEquals(ledger.id(), FileLedger.read(path()).id());
        }
        FileLedger.open(path()).close();
    }

    @Test
    void aLinkToALedgerIsThatLedger() throws IOException {
        PrivacyLedger ledger = ledger(BUDGET);
        Path link = Files.createSymbolicLink(folder.resolve("link"), path());
        LedgerException refused = assertThrows(LedgerException.class, () -> FileLedger.open(link));
        assertTrue(refused.getMessage().contains("already open"), refused.getMessage());
        ledger.close();
    }

    /** Two processes under two names would hold two locks and write over each other's charges. */
    @Test
    void aSecondNameOfALedgerIsRefusedBeforeAndWhileItIsOpen() throws IOException {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            Release release = ledger.open("fit", BUDGET);
            Path link = Files.createLink(folder.resolve("second"), path());
            refused("second name", link);
            LedgerException open = assertThrows(LedgerException.class, () -> release.charge(charge(0.001)));
            assertTrue(open.getMessage().contains("second name"), open.getMessage());
            Files.delete(link);
            // What happened under the other name is only known by reading the file again.
            LedgerException later = assertThrows(LedgerException.class, () -> release.charge(charge(0.001)));
            assertTrue(later.getMessage().contains("an earlier write failed"), later.getMessage());
        }
        assertEquals(List.of(), FileLedger.read(path()).entries());
    }

    @Test
    void aFileThatIsNoLockIsNeverEmptied() throws IOException {
        ledger(BUDGET).close();
        Path lockName = folder.resolve("x.lock");
        Files.copy(path(), lockName);
        byte[] before = Files.readAllBytes(lockName);
        Path named = folder.resolve("x");
        LedgerException refused = assertThrows(LedgerException.class, () -> FileLedger.create(named, "x", BUDGET));
        assertTrue(refused.getMessage().contains("is no lock"), refused.getMessage());
        assertArrayEquals(before, Files.readAllBytes(lockName));
        Files.delete(lockName);
        Files.createSymbolicLink(lockName, path());
        assertThrows(LedgerException.class, () -> FileLedger.create(named, "x", BUDGET));
        assertArrayEquals(before, Files.readAllBytes(path()));
        assertTrue(FileLedger.isAt(path()) && !FileLedger.isAt(folder.resolve("none")) && !FileLedger.isAt(folder));
        assertTrue(!FileLedger.isAt(Files.createFile(folder.resolve("empty"))));
    }

    @Test
    void creatingNeverOverwrites() throws IOException {
        ledger(BUDGET).close();
        byte[] before = Files.readAllBytes(path());
        LedgerException refused = assertThrows(LedgerException.class, () -> FileLedger.create(path(), "other", BUDGET));
        assertTrue(refused.getMessage().contains("never overwritten"), refused.getMessage());
        assertArrayEquals(before, Files.readAllBytes(path()));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count(), "the ledger and its lock, and nothing unfinished");
        }
    }

    /** Written by the code before a ledger could set delta aside; the first two of its charges. */
    @Test
    void aLedgerOfTheFirstVersionIsReadAndWrittenOnAsItIs() throws IOException {
        Path golden = Path.of(System.getProperty("effigy.root"), "src/core/src/test/resources/golden/ledger-v1.ledger");
        Path copy = Files.copy(golden, folder.resolve("golden"));
        LedgerStatement statement = FileLedger.read(copy);
        assertEquals("golden", statement.dataset());
        assertEquals(PrivacyBudget.of(3, 1e-9).withUnit(PrivacyUnit.of("patient_id", 1)), statement.budget());
        assertEquals(2, statement.entries().size());
        assertEquals(0, statement.remainingDelta());
        try (FileLedger ledger = FileLedger.open(copy)) {
            PrivacyBudget patients = PrivacyBudget.of(1, 1e-9).withUnit(PrivacyUnit.of("patient_id", 1));
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class, () -> ledger.open("discover", patients.withReserved(1e-10)));
            assertTrue(refused.getMessage().contains("--discovery-delta"), refused.getMessage());
            ledger.open("fit", patients).charge(LedgerContract.charge(0.001));
        }
        String text = Files.readString(copy);
        assertTrue(text.startsWith(Files.readString(golden)));
        assertEquals(6, FileLedger.read(copy).head().orElseThrow().lines());
        assertTrue(
                !text.contains("reserved") && !text.contains("lossDelta"), "nothing that earlier programs can't read");
    }

    @Test
    void aLedgerThatSetsDeltaAsideComesBackFromItsFile() {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9).withReserved(2.5e-10);
        PrivacyLoss loss = new PrivacyLoss.ApproximateConcentrated(1.2345678901234567e-300, 1.2345678901234567e-30);
        try (FileLedger ledger = FileLedger.create(folder.resolve("aside"), "x".repeat(200), budget)) {
            Release release =
                    ledger.open("é".repeat(100), PrivacyBudget.of(.9, 1e-9).withReserved(1e-10));
            release.charge(new Charge(
                    "y".repeat(480),
                    new Mechanism.DiscreteGaussian(1.2345678901234567e-300),
                    new Sensitivity(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
                    loss));
        }
        LedgerStatement statement = FileLedger.read(folder.resolve("aside"));
        assertEquals(budget, statement.budget());
        assertEquals(1e-10, statement.releases().get(0).budget().reserved());
        assertEquals(loss, statement.entries().get(0).charge().loss());
        assertEquals(
                new BigDecimal(2.5e-10)
                        .subtract(new BigDecimal(1.2345678901234567e-30))
                        .doubleValue(),
                statement.remainingDelta(),
                1e-25);
    }

    @Test
    void whatIsNoLedgerIsRefusedAndLeftAlone() throws IOException {
        refused("does not exist", folder.resolve("missing"));
        refused("is a folder", folder);
        refused("is empty", Files.createFile(folder.resolve("empty")));
        refused("not the first line", Files.writeString(folder.resolve("a.csv"), "age,sex\n1,2\n"));
        refused("not the first line", Files.writeString(folder.resolve("a.json"), "{\"line\":1}\n"));
        refused("not the first line", Files.write(folder.resolve("binary"), new byte[300_000]));
        refused(
                "a later Effigy (format version 3; this one reads 2)",
                Files.writeString(
                        folder.resolve("later"),
                        "{\"line\":1,\"format\":\"effigy-ledger\",\"version\":3,\"more\":\"" + "x".repeat(3000)
                                + "\"}\n"));
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".lock")));
        }
    }

    @Test
    void aFolderThatCantBeWrittenToIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (Path bad : List.of(file.resolve("x"), folder.resolve("no/such/x"))) {
            LedgerException refused = assertThrows(LedgerException.class, () -> FileLedger.create(bad, "a", BUDGET));
            assertTrue(refused.getMessage().contains("folder"), refused.getMessage());
        }
        assertThrows(LedgerException.class, () -> FileLedger.create(Path.of("/"), "a", BUDGET));
    }

    @Test
    void aLedgerChangedUnderneathIsNotChargedAnyMore() throws IOException {
        PrivacyLedger ledger = ledger(BUDGET);
        Release release = ledger.open("fit", BUDGET);
        byte[] before = Files.readAllBytes(path());
        Path copy = Files.write(folder.resolve("copy"), before);
        // A restored backup: the same bytes in another file.
        Files.delete(path());
        Files.copy(copy, path());
        LedgerException refused = assertThrows(LedgerException.class, () -> release.charge(charge(0.001)));
        assertTrue(refused.getMessage().contains("changed or replaced"), refused.getMessage());
        assertThrows(LedgerException.class, () -> release.charge(charge(0.001)));
        assertEquals(List.of(), ledger.charges());
        ledger.close();
        assertEquals(before.length, Files.size(path()));
    }

    @Test
    void aRemovedLedgerIsNotChargedAnyMore() throws IOException {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            Release release = ledger.open("fit", BUDGET);
            Files.delete(path());
            LedgerException refused = assertThrows(LedgerException.class, () -> release.charge(charge(0.001)));
            assertTrue(refused.getMessage().contains("moved or removed"), refused.getMessage());
        }
        count--;
    }

    @Test
    void anInterruptedThreadChargesAndStaysInterrupted() {
        try (PrivacyLedger ledger = ledger(BUDGET)) {
            Release release = ledger.open("fit", BUDGET);
            Thread.currentThread().interrupt();
            release.charge(charge(0.001));
            assertTrue(Thread.interrupted());
            release.charge(charge(0.001));
            assertEquals(2, ledger.charges().size());
        }
    }

    @Test
    void aHeadFindsALedgerThatWasCutShort() throws IOException {
        PrivacyLedger ledger = ledger(BUDGET);
        Release release = ledger.open("fit", BUDGET);
        LedgerHead early = ledger.head().orElseThrow();
        release.charge(charge(0.001));
        release.charge(charge(0.002));
        LedgerHead late = LedgerHead.of(ledger.head().orElseThrow().toString());
        ledger.close();
        FileLedger.verifyContains(path(), early);
        FileLedger.verifyContains(path(), late);
        assertEquals(4, late.lines());
        byte[] whole = Files.readAllBytes(path());
        Files.write(path(), Arrays.copyOf(whole, whole.length - 1024));
        // The chain alone can't see it: the shortened ledger reads well.
        assertEquals(1, FileLedger.read(path()).entries().size());
        FileLedger.verifyContains(path(), early);
        LedgerException cut = assertThrows(LedgerException.class, () -> FileLedger.verifyContains(path(), late));
        assertTrue(cut.getMessage().contains("it has 3 lines and had 4"), cut.getMessage());
        try (FileLedger reopened = FileLedger.open(path())) {
            reopened.open("rewritten", PrivacyBudget.of(0.1, 1e-9));
        }
        LedgerException other = assertThrows(LedgerException.class, () -> FileLedger.verifyContains(path(), late));
        assertTrue(other.getMessage().contains("rewritten"), other.getMessage());
    }

    @Test
    void aHeadIsWrittenAsLinesAndHash() {
        for (String bad : List.of("", "3", "x:" + "a".repeat(64), "0:" + "a".repeat(64), "3:" + "A".repeat(64))) {
            assertThrows(IllegalArgumentException.class, () -> LedgerHead.of(bad));
        }
    }
}
