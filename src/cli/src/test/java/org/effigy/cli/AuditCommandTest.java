package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.effigy.report.PageChecks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell();

    @BeforeEach
    void writeTables() throws IOException {
        AuditedTables.write(folder);
    }

    private int audit(String synthetic, Object... more) {
        return shell.audit(folder, synthetic, more);
    }

    private int withHoldout(String synthetic, Object... more) {
        return audit(
                synthetic,
                Stream.concat(Stream.of("--holdout", folder.resolve("holdout.csv")), Stream.of(more))
                        .toArray());
    }

    @Test
    void aLeakExitsWith4AndSaysWhyFirst() {
        assertEquals(4, withHoldout("leaky.csv"), shell.said());
        assertTrue(shell.printed().startsWith("FAIL: "), shell.printed());
        assertTrue(shell.printed().contains("Excess of train rows copied"));
        assertTrue(shell.printed().contains("contains statistics of real data: internal"));
    }

    @Test
    void thePageSaysTheVerdictFirstAndIsTheSameBytesForTheSameInputs() throws Exception {
        Path page = folder.resolve("audit.html");
        assertEquals(4, withHoldout("leaky.csv", "--claim", "1,1e-9", "--report", page), shell.said());
        byte[] first = Files.readAllBytes(page);
        String text = PageChecks.check(first);
        assertTrue(text.indexOf("FAIL: ") < text.indexOf("Excess of train rows copied"), "the verdict isn't first");
        for (String words : List.of(
                "Contains statistics of real data: internal",
                "What it does not show",
                "Column by column",
                "What epsilon means here",
                "leaky.csv")) {
            assertTrue(text.contains(words), words);
        }
        assertTrue(first.length < 2_000_000, first.length + " bytes");
        assertEquals(4, withHoldout("leaky.csv", "--claim", "1,1e-9", "--report", page, "--threads", 1));
        assertArrayEquals(first, Files.readAllBytes(page));
        assertEquals(2, withHoldout("leaky.csv", "--report", page, "--json", page));
    }

    /** A pipe gives its bytes once; who opened it a second time would wait for a writer for ever. */
    @Test
    @Timeout(60)
    void aTableFromAPipeMayLackAColumn() throws Exception {
        Path pipe = folder.resolve("pipe.csv");
        assumeTrue(isMade("mkfifo", pipe.toString()), "this system makes no pipes");
        String less = Files.readString(folder.resolve("leaky.csv")).replaceAll("(?m),[^,]*$", "");
        Path file = Files.writeString(folder.resolve("less.csv"), less);
        Thread writer = new Thread(() -> {
            try {
                Files.writeString(pipe, less);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.setDaemon(true);
        writer.start();
        int status = withHoldout("pipe.csv", "--no-utility");
        writer.join();
        String printed = shell.printed();
        assertEquals(withHoldout("less.csv", "--no-utility"), status, shell.said());
        assertEquals(
                shell.printed(),
                printed.replace(pipe.toString(), file.toString()).replace("pipe.csv", "less.csv"));
        assertTrue(status == 0 || status == 4, shell.said());
    }

    private static boolean isMade(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theLedgerThatPaidIsShownAndAnotherIsRefusedBeforeAnyWork() throws Exception {
        Path paid = folder.resolve("paid.ledger");
        Path other = folder.resolve("other.ledger");
        for (Path ledger : List.of(paid, other)) {
            assertEquals(0, shell.run("ledger", "init", ledger, "--epsilon", "3", "--delta", "1e-9"), shell.said());
        }
        Path schema = folder.resolve("schema.json");
        Path rows = folder.resolve("paid.csv");
        assertEquals(
                0,
                shell.run(
                        "synthesize",
                        folder.resolve("train.csv"),
                        "--schema",
                        schema,
                        "--epsilon",
                        "1",
                        "--delta",
                        "1e-9",
                        "--model",
                        "independent",
                        "--ledger",
                        paid,
                        "-o",
                        rows),
                shell.said());
        Path page = folder.resolve("audit.html");
        Path redacted = folder.resolve("redacted.html");
        int status = withHoldout("paid.csv", "--ledger", paid, "--report", page, "--redact", redacted);
        assertTrue(status == 0 || status == 4, shell.said());
        String text = PageChecks.check(Files.readAllBytes(page));
        assertTrue(text.contains("What the ledger says") && text.contains("all releases, at most"), text);
        assertTrue(PageChecks.check(Files.readAllBytes(redacted)).contains("redacted for release"));
        assertTrue(Files.size(redacted) < Files.size(page) / 2);
        assertEquals(2, withHoldout("paid.csv", "--ledger", other, "--report", page));
        assertTrue(shell.said().contains("name the right one"), shell.said());
        assertEquals(2, withHoldout("paid.csv", "--ledger", paid, "--report", page, "--redact", page));
        assertEquals(2, withHoldout("paid.csv", "--ledger", paid, "--redact", paid));
        assertTrue(Files.readString(paid).startsWith("{"), "the ledger was written over");
    }

    @Test
    void anHonestTableExitsWith0() {
        assertEquals(0, withHoldout("fresh.csv"), shell.printed());
    }

    @Test
    void withoutAHoldoutNothingIsPassed() {
        assertEquals(0, audit("leaky.csv"), shell.said());
        assertTrue(shell.printed().startsWith("Not assessed: "), shell.printed());
    }

    @Test
    void theSameInputsGiveTheSameBytesWhateverTheThreads() throws IOException {
        Path one = folder.resolve("one.json");
        Path two = folder.resolve("two.json");
        withHoldout("leaky.csv", "--json", one, "--threads", 1, "--claim", "1,1e-9");
        withHoldout("leaky.csv", "--json", two, "--threads", 2, "--claim", "1,1e-9");
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
        JsonNode json = new ObjectMapper().readTree(one.toFile());
        assertEquals(
                "contains statistics of real data: internal",
                json.path("banner").textValue());
        assertEquals("fail", json.path("outcome").textValue());
        assertTrue(json.path("inputs").path("train").path("digest").textValue().matches("sha256:[0-9a-f]{64}"));
        assertEquals(1, json.path("parameters").path("claim").path("epsilon").doubleValue());
        assertFalse(Files.readString(one).contains(folder.toString()), "a path of one machine");
    }

    @Test
    void aGateOfTheCallersOwnDecides() throws IOException {
        Path policy = folder.resolve("policy.json");
        Files.writeString(
                policy,
                "{\"name\": \"lenient\", \"falseAlarms\": 0.05, \"rules\": [{\"figure\":"
                        + " \"privacy.copies.exact.synthetic\", \"kind\": \"gate\", \"compare\": \"low\", \"must\":"
                        + " \"at-most\", \"limit\": 0.5, \"why\": \"a test\", \"source\": \"a test\"}]}");
        assertEquals(0, withHoldout("leaky.csv", "--policy", policy), shell.said());
        Files.writeString(policy, Files.readString(policy).replace("0.5,", "0.1,"));
        assertEquals(4, withHoldout("leaky.csv", "--policy", policy), shell.said());
        Files.writeString(policy, "{}");
        assertEquals(1, withHoldout("leaky.csv", "--policy", policy));
        assertTrue(shell.said().contains("policy.json"), shell.said());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "x,1e-9", "-1,0", "1,2"})
    void aClaimThatCantBeOneIsWrongUsage(String claim) {
        assertEquals(2, withHoldout("fresh.csv", "--claim=" + claim), shell.said());
        assertTrue(shell.said().contains("--claim"), shell.said());
    }

    @Test
    void inputsAreNeverOverwritten() {
        assertEquals(2, withHoldout("fresh.csv", "--json", folder.resolve("train.csv")));
    }

    @Test
    void theHoldoutMustNotBeTrain() {
        assertEquals(1, audit("fresh.csv", "--holdout", folder.resolve("train.csv")));
        assertTrue(shell.said().contains("overlap"), shell.said());
    }

    @Test
    void cellsOfAnotherTypeAndAColumnThatIsNotThereAreToldAlsoInSilence() throws IOException {
        AuditedTables.write(folder.resolve("odd.csv"), List.of("old,a,2020-01-01", "30,b,soon", "40,c,2021-01-01"));
        withHoldout("odd.csv", "-q");
        assertTrue(
                shell.printed().contains("'age' in the synthetic table, of 3 cells: 1 could not be read"),
                shell.printed());
        Files.writeString(folder.resolve("short.csv"), "age,job\n1,a\n");
        assertEquals(0, withHoldout("short.csv"), shell.said());
        assertTrue(shell.printed().contains("no column 'seen'"), shell.printed());
        Files.writeString(folder.resolve("shorter.csv"), "age\n1\n");
        assertEquals(1, withHoldout("shorter.csv"));
        assertTrue(shell.said().contains("seen"), shell.said());
    }

    @Test
    void theClaimOfTheManifestIsTakenAndAManifestOfOtherRowsRefused() throws IOException {
        Path out = folder.resolve("made.csv");
        assertEquals(
                0,
                shell.run(
                        "synthesize",
                        folder.resolve("train.csv").toString(),
                        "--schema",
                        folder.resolve("schema.json").toString(),
                        "--model",
                        "independent",
                        "--epsilon",
                        "3",
                        "--delta",
                        "1e-9",
                        "-o",
                        out.toString()),
                shell.said());
        Path json = folder.resolve("made.json");
        // A gate of an audit without a fault may fail by chance, and the noise of a fit has no seed.
        assertTrue(Set.of(0, AuditCommand.GATE_FAILED).contains(withHoldout("made.csv", "--json", json)), shell.said());
        JsonNode claim =
                new ObjectMapper().readTree(json.toFile()).path("parameters").path("claim");
        assertEquals(3, claim.path("epsilon").doubleValue());
        Files.writeString(out, Files.readString(out) + "1,a,2020-01-01\n");
        assertEquals(2, withHoldout("made.csv"));
        assertTrue(shell.said().contains("manifest"), shell.said());
    }
}
