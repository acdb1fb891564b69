package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever changes a ledger's file is found, and is told the line. */
class LedgerTamperingTest {
    @TempDir
    Path folder;

    private Path path;
    private byte[] whole;

    @BeforeEach
    void writeSixLines() throws IOException {
        path = folder.resolve("ledger.jsonl");
        try (FileLedger ledger = FileLedger.create(path, "adult", LedgerContract.BUDGET)) {
            Release release = ledger.open("fit", LedgerContract.BUDGET);
            for (int i = 1; i <= 4; i++) {
                release.charge(LedgerContract.charge("marginal " + i, new PrivacyLoss.ZeroConcentrated(0.001 * i)));
            }
        }
        whole = Files.readAllBytes(path);
        assertEquals(6 * 1024, whole.length);
    }

    private LedgerException damaged(byte[] bytes) throws IOException {
        Files.write(path, bytes);
        LedgerException read = assertThrows(LedgerException.class, () -> FileLedger.read(path));
        assertEquals(
                read.getMessage(),
                assertThrows(LedgerException.class, () -> FileLedger.open(path)).getMessage());
        assertTrue(read.getMessage().contains(path.toString()), read.getMessage());
        assertArrayEquals(bytes, Files.readAllBytes(path), "nothing is repaired silently");
        return read;
    }

    private void refused(long line, String words, byte[] bytes) throws IOException {
        LedgerException refused = damaged(bytes);
        assertEquals(line, refused.line(), refused.getMessage());
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
        if (!words.contains("torn")) {
            assertThrows(LedgerException.class, () -> FileLedger.repair(path));
            assertArrayEquals(bytes, Files.readAllBytes(path), "only a torn end is ever cut");
        }
    }

    private byte[] lines(int... order) {
        byte[] bytes = new byte[order.length * 1024];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(whole, (order[i] - 1) * 1024, bytes, i * 1024, 1024);
        }
        return bytes;
    }

    private byte[] replaced(String from, String to) {
        String text = new String(whole, StandardCharsets.UTF_8);
        assertTrue(text.contains(from), from);
        return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aChangedNumberIsFound() throws IOException {
        refused(4, "its hash does not fit", replaced("\"loss\":0.002", "\"loss\":0.001"));
        refused(1, "its hash does not fit", replaced("\"dataset\":\"adult\"", "\"dataset\":\"adulT\""));
        refused(3, "it has 1023 bytes, not 1024", replaced("marginal 1", "marginal "));
    }

    @Test
    void removedSwappedAndRepeatedLinesAreFound() throws IOException {
        refused(4, "it calls itself line 5, so lines were removed, repeated", lines(1, 2, 3, 5, 6));
        refused(3, "it calls itself line 4", lines(1, 2, 4, 3, 5, 6));
        refused(5, "it calls itself line 4", lines(1, 2, 3, 4, 4, 5, 6));
        refused(1, "not the first line of a ledger", Arrays.copyOfRange(whole, 1024, whole.length));
    }

    @Test
    void anEditorsTouchIsFound() throws IOException {
        refused(1, "bytes, not 1024", replaced(" ", ""));
        refused(1, "it has 1025 bytes", replaced("\n", "\r\n"));
        byte[] marked = new byte[whole.length + 3];
        System.arraycopy(whole, 0, marked, 3, whole.length);
        marked[0] = (byte) 0xEF;
        marked[1] = (byte) 0xBB;
        marked[2] = (byte) 0xBF;
        refused(1, "bytes, not 1024", marked);
        byte[] more = Arrays.copyOf(whole, whole.length + 1);
        more[whole.length] = '\n';
        refused(7, "it has 1 bytes, not 1024", more);
    }

    @Test
    void everyChangedByteIsFound() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 300; trial++) {
            byte[] bytes = whole.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            LedgerException refused = damaged(bytes);
            assertEquals(at / 1024 + 1, refused.line(), refused.getMessage());
        }
    }

    @Test
    void everyCutIsFoundButOneBetweenLines() throws IOException {
        for (int length = 1025; length < whole.length; length += 13) {
            byte[] bytes = Arrays.copyOf(whole, length);
            if (length % 1024 != 0) {
                refused(length / 1024 + 1, "it is torn (" + length % 1024 + " of 1024 bytes)", bytes);
            }
        }
        damaged(Arrays.copyOf(whole, 500));
        damaged(Arrays.copyOf(whole, 1023));
    }

    @Test
    void repairCutsATornEndAndKeepsACopy() throws IOException {
        int lost = said() - 1;
        for (byte[] torn : List.of(Arrays.copyOf(whole, lost), zeros(5 * 1024), zeros(lost), zeros(5 * 1024 + 100))) {
            refused(6, "torn", torn);
            LedgerRepair repair = FileLedger.repair(path);
            assertEquals(5, repair.lines());
            assertEquals(torn.length - 5 * 1024, repair.bytesCut());
            assertArrayEquals(torn, Files.readAllBytes(repair.copy().orElseThrow()));
            assertArrayEquals(Arrays.copyOf(whole, 5 * 1024), Files.readAllBytes(path));
            assertTrue(repair.words().contains("kept 5 lines"), repair.words());
            assertEquals(3, FileLedger.read(path).entries().size());
        }
        LedgerRepair nothing = FileLedger.repair(path);
        assertTrue(nothing.copy().isEmpty() && nothing.bytesCut() == 0, nothing.words());
    }

    /** A charge whose hash is there may have been acknowledged: cutting it would give its budget back. */
    @Test
    void repairCompletesALineOfWhichOnlyTheEndIsMissing() throws IOException {
        for (byte[] torn : List.of(
                Arrays.copyOf(whole, said()),
                Arrays.copyOf(whole, said() + 1),
                Arrays.copyOf(whole, whole.length - 1),
                zeros(said()),
                zeros(whole.length - 1))) {
            refused(6, "torn (" + (torn.length - 5 * 1024) + " of 1024 bytes) though all that it says is there", torn);
            LedgerRepair repair = FileLedger.repair(path);
            assertTrue(repair.completed(), repair.words());
            assertEquals(6, repair.lines());
            assertEquals(0, repair.bytesCut());
            assertArrayEquals(torn, Files.readAllBytes(repair.copy().orElseThrow()));
            assertArrayEquals(whole, Files.readAllBytes(path));
            assertTrue(repair.words().contains("counts as spent"), repair.words());
            assertEquals(4, FileLedger.read(path).entries().size());
        }
    }

    @Test
    void aTornLineWhoseHashIsWrongIsCutAndNotCompleted() throws IOException {
        byte[] torn = Arrays.copyOf(whole, whole.length - 1);
        torn[5 * 1024 + 60] ^= 1;
        Files.write(path, torn);
        assertFalse(FileLedger.repair(path).completed());
    }

    /** Bytes of the file up to the brace that ends what its last line says. */
    private int said() {
        int end = whole.length;
        while (whole[end - 1] != '}') {
            end--;
        }
        return end;
    }

    // The file's length reached the disk before the content of its last line.
    private byte[] zeros(int from) {
        byte[] bytes = whole.clone();
        Arrays.fill(bytes, from, bytes.length, (byte) 0);
        return bytes;
    }

    @Test
    void aChainThatIsForgedWholeIsStillHeldToItsSums() throws IOException {
        PrivacyLoss limit = LedgerContract.BUDGET.limit();
        Instant now = Instant.EPOCH;
        LedgerEvent header = new LedgerEvent.Created("id", "adult", LedgerContract.BUDGET, limit, "", now);
        LedgerEvent open = new LedgerEvent.Opened("r1", "fit", LedgerContract.BUDGET, limit, now);
        LedgerEvent charge = new LedgerEvent.Charged("r1", 1, LedgerContract.charge(0.012), now);
        LedgerEvent over = new LedgerEvent.Charged("r1", 2, LedgerContract.charge(0.012), now);
        LedgerEvent skipped = new LedgerEvent.Charged("r1", 3, LedgerContract.charge(0.001), now);
        LedgerEvent nobody = new LedgerEvent.Charged("r7", 1, LedgerContract.charge(0.001), now);
        LedgerEvent wide =
                new LedgerEvent.Opened("r1", "fit", LedgerContract.BUDGET, new PrivacyLoss.ZeroConcentrated(9), now);
        LedgerEvent generous = new LedgerEvent.Created(
                "id", "adult", LedgerContract.BUDGET, new PrivacyLoss.ZeroConcentrated(9), "", now);
        Files.write(path, forged(header, open, charge));
        assertEquals(1, FileLedger.read(path).entries().size());
        refused(4, "measuring marginal (age) needs rho 0.012", forged(header, open, charge, over));
        refused(4, "has number 2, not 3", forged(header, open, charge, skipped));
        refused(3, "no release r7", forged(header, open, nobody));
        refused(2, "the limit must follow from the budget", forged(header, wide));
        refused(1, "the limit must follow from the budget", forged(generous));
        refused(2, "one header", forged(header, header));
        refused(3, "the next release is r2", forged(header, open, open));
    }

    /** In each definition that a limit may have: one that promises less than the budget, in its amount or its delta. */
    @Test
    void aLimitThatIsForgedInAnyDefinitionIsRefused() throws IOException {
        PrivacyBudget pure = PrivacyBudget.of(1, 0);
        PrivacyBudget aside = LedgerContract.BUDGET.withReserved(5e-10);
        double rho = ((PrivacyLoss.ApproximateConcentrated) aside.limit()).rho();
        Map<PrivacyBudget, List<PrivacyLoss>> forged = Map.of(
                LedgerContract.BUDGET,
                List.of(new PrivacyLoss.ZeroConcentrated(9), new PrivacyLoss.Pure(1)),
                pure,
                List.of(new PrivacyLoss.Pure(1.001), new PrivacyLoss.ZeroConcentrated(.5)),
                aside,
                List.of(
                        new PrivacyLoss.ApproximateConcentrated(1.001 * rho, 5e-10),
                        new PrivacyLoss.ApproximateConcentrated(rho, 6e-10),
                        new PrivacyLoss.ZeroConcentrated(rho)));
        for (Map.Entry<PrivacyBudget, List<PrivacyLoss>> entry : forged.entrySet()) {
            PrivacyBudget budget = entry.getKey();
            Files.write(
                    path, forged(new LedgerEvent.Created("id", "adult", budget, budget.limit(), "", Instant.EPOCH)));
            assertEquals(budget, FileLedger.read(path).budget());
            for (PrivacyLoss limit : entry.getValue()) {
                refused(
                        1,
                        "the limit must follow from the budget",
                        forged(new LedgerEvent.Created("id", "adult", budget, limit, "", Instant.EPOCH)));
            }
        }
    }

    private static byte[] forged(LedgerEvent... events) {
        byte[] bytes = new byte[events.length * 1024];
        String before = LedgerLine.ORIGIN;
        for (int i = 0; i < events.length; i++) {
            LedgerLine.Written line = LedgerLine.write(i + 1, events[i], before);
            System.arraycopy(line.bytes(), 0, bytes, i * 1024, 1024);
            before = line.hash();
        }
        return bytes;
    }

    @Test
    void aLineThatSaysSomethingElseIsRefusedThoughItsHashFits() throws IOException {
        String header = new String(whole, 0, 1024, StandardCharsets.UTF_8);
        List<List<String>> changes = new ArrayList<>();
        Collections.addAll(
                changes,
                List.of("\"epsilon\":1.0", "\"epsilon\":\"1.0\"", "must be a number"),
                List.of("\"epsilon\":1.0", "\"epsilon\":1e999", "epsilon must be"),
                List.of("\"epsilon\":1.0,", "", "its fields are"),
                List.of("\"version\":1", "\"version\":0", "version 0 is unknown"),
                List.of("\"version\":1", "\"version\":2", "version 2 is unknown for a ledger without"),
                List.of(
                        "\"delta\":1.0E-9",
                        "\"delta\":1.0E-9,\"reserved\":1.0E-10",
                        "version 1 is unknown for a ledger with a"),
                List.of("\"delta\":1.0E-9", "\"delta\":1.0E-9,\"reserved\":0", "is left out"),
                List.of("\"delta\":1.0E-9", "\"delta\":1.0E-9,\"reserved\":1.0E-9", "below delta"),
                List.of("\"maxRows\":1", "\"maxRows\":1.5", "must be a whole number"),
                List.of("\"maxRows\":1", "\"maxRows\":4294967297", "must be a whole number"),
                List.of("add/remove", "add", "no neighbouring relation"),
                List.of("\"zCDP\"", "\"RDP\"", "definition 'RDP' is unknown"),
                List.of("\"type\":\"header\"", "\"type\":\"footer\"", "type 'footer' is unknown"),
                List.of("\"unit\":null", "\"unit\":null,\"unit\":null", "Duplicate field"));
        for (List<String> change : changes) {
            String content = header.substring(0, header.indexOf(",\"hash\"")).replace(change.get(0), change.get(1));
            String hash = Digest.of(
                    LedgerLine.ORIGIN.getBytes(StandardCharsets.US_ASCII), content.getBytes(StandardCharsets.UTF_8));
            String line = content + ",\"hash\":\"" + hash + "\"}";
            LedgerException refused =
                    damaged((line + " ".repeat(1023 - line.length()) + "\n").getBytes(StandardCharsets.UTF_8));
            assertTrue(
                    refused.getMessage().contains(change.get(2))
                            || change.get(2).startsWith("Dup")
                                    && refused.getMessage().contains("not the first line"),
                    refused.getMessage());
        }
    }

    /** A field that no version wrote may mean anything: no line of any kind is read past it, though its hash fits. */
    @Test
    void aFieldThatNobodyKnowsIsRefusedInEveryKindOfLine() throws IOException {
        for (int line = 1; line <= 3; line++) {
            String before = line == 1 ? LedgerLine.ORIGIN : hash(line - 1);
            String text = new String(whole, (line - 1) * 1024, 1024, StandardCharsets.UTF_8);
            String content = text.substring(0, text.indexOf(",\"hash\"")) + ",\"waived\":true";
            String hash =
                    Digest.of(before.getBytes(StandardCharsets.US_ASCII), content.getBytes(StandardCharsets.UTF_8));
            String forged = content + ",\"hash\":\"" + hash + "\"}";
            byte[] bytes = Arrays.copyOf(whole, line * 1024);
            byte[] last = (forged + " ".repeat(1023 - forged.length()) + "\n").getBytes(StandardCharsets.UTF_8);
            System.arraycopy(last, 0, bytes, (line - 1) * 1024, 1024);
            refused(line, "its fields are", bytes);
        }
    }

    private String hash(int line) {
        String text = new String(whole, (line - 1) * 1024, 1024, StandardCharsets.UTF_8);
        int at = text.indexOf("\"hash\":\"") + 8;
        return text.substring(at, at + 64);
    }
}
