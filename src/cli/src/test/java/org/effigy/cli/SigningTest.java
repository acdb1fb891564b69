package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.effigy.signature.TestKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code --sign-key}, {@code effigy sign} and {@code effigy verify}, as signers and reviewers use them. */
class SigningTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("effigy.root"), "src/audit/src/test/resources/org/effigy/signature");

    @TempDir
    private static Path shared;

    private static String secret;

    @TempDir
    private Path folder;

    private final Shell shell = new Shell();
    private Path json;
    private Path key;
    private Path publicKey;

    @BeforeAll
    static void audit() throws IOException, GeneralSecurityException {
        AuditedTables.write(shared);
        KeyPair pair = TestKeys.make("Ed25519");
        Path key = TestKeys.write(shared, "mine", pair);
        secret = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        TestKeys.write(shared, "other", TestKeys.make("Ed25519"));
        TestKeys.write(shared, "curve", TestKeys.make("EC secp256r1"));
        Shell shell = new Shell();
        assertEquals(
                4,
                shell.audit(
                        shared,
                        "leaky.csv",
                        "--holdout",
                        shared.resolve("holdout.csv"),
                        "--no-utility",
                        "--report",
                        shared.resolve("audit.html"),
                        "--json",
                        shared.resolve("audit.json"),
                        "--sign-key",
                        key),
                shell.said());
        assertTrue(shell.said().contains("Signed "), shell.said());
    }

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(shared)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        json = folder.resolve("audit.json");
        key = folder.resolve("mine.pem");
        publicKey = folder.resolve("mine.pub.pem");
    }

    private int verify(Path file, Object... more) {
        return shell.run(Stream.concat(Stream.of("verify", file, "--key", publicKey), Stream.of(more))
                .toArray());
    }

    @Test
    void anAuditsPageAndTwinAreSignedAndVerify() throws IOException {
        assertEquals(0, verify(folder.resolve("audit.html")), shell.said());
        assertEquals(0, verify(json), shell.said());
        assertTrue(shell.printed().startsWith("Valid: "), shell.printed());
        assertTrue(shell.printed().contains(FileDigest.of(json)), shell.printed());
        assertEquals(64, Files.size(folder.resolve("audit.json.sig")));
        assertEquals(0, verify(json, "--quiet"));
        assertEquals("", shell.printed() + shell.said());
    }

    @Test
    void oneByteOrAnotherFileIsNotValid() throws IOException {
        byte[] content = Files.readAllBytes(json);
        content[content.length / 2] ^= 1;
        Files.write(json, content);
        assertEquals(1, verify(json));
        assertTrue(shell.said().contains("NOT VALID"), shell.said());
        assertEquals("", shell.printed());
        assertEquals(1, verify(folder.resolve("audit.html"), "--signature", folder.resolve("audit.json.sig")));
    }

    @Test
    void anotherKeyACutSignatureAndAMissingOneAreTold() throws IOException {
        publicKey = folder.resolve("other.pub.pem");
        assertEquals(1, verify(json));
        assertTrue(shell.said().contains("NOT VALID"), shell.said());
        publicKey = folder.resolve("curve.pub.pem");
        assertEquals(1, verify(json));
        // Once in tens of thousands a signature of one kind has the shape of the other.
        assertTrue(shell.said().contains("another kind") || shell.said().contains("NOT VALID"), shell.said());
        publicKey = key;
        assertEquals(1, verify(json));
        assertTrue(shell.said().contains("private key, which only the signer may have"), shell.said());
        publicKey = folder.resolve("mine.pub.pem");
        Path signature = folder.resolve("audit.json.sig");
        Files.write(signature, Arrays.copyOf(Files.readAllBytes(signature), 63));
        assertEquals(1, verify(json));
        assertTrue(shell.said().contains("cut"), shell.said());
        Files.delete(signature);
        assertEquals(1, verify(json));
        assertTrue(shell.said().contains("there is no file") && shell.said().contains(".sig"), shell.said());
        assertEquals(2, shell.run("verify", json));
    }

    @Test
    void aCertificateServesAsAKeyAndSaysWhatWasNotChecked() throws IOException {
        Path message = Files.copy(GOLDEN.resolve("message.txt"), folder.resolve("message.txt"));
        Path signature = Files.write(
                folder.resolve("elsewhere"),
                Base64.getMimeDecoder().decode(Files.readString(GOLDEN.resolve("ed25519.sig.base64"))));
        publicKey = GOLDEN.resolve("ed25519.crt.pem");
        assertEquals(0, verify(message, "--signature", signature), shell.said());
        assertTrue(shell.printed().contains("Data Office") && shell.printed().contains("not checked"), shell.printed());
    }

    @Test
    void anyFileCanBeSignedAndNothingOfTheKeyIsShown() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), "a\n1\n");
        assertEquals(0, shell.run("sign", file, "--key", key), shell.said());
        assertFalse(shell.said().contains("warning"), shell.said());
        assertFalse((shell.said() + shell.printed()).contains(secret));
        assertEquals(0, verify(file));
        Path elsewhere = folder.resolve("elsewhere.bin");
        assertEquals(0, shell.run("sign", file, "--key", key, "-o", elsewhere, "--quiet"));
        assertEquals("", shell.said());
        assertArrayEquals(Files.readAllBytes(folder.resolve("rows.csv.sig")), Files.readAllBytes(elsewhere));
        assertEquals(1, shell.run("sign", file, "--key", publicKey));
        assertTrue(shell.said().contains("can't sign"), shell.said());
    }

    @Test
    void anEncryptedKeyTakesItsPassphraseFromAFile() throws IOException {
        Path message = Files.copy(GOLDEN.resolve("message.txt"), folder.resolve("message.txt"));
        Path password = Files.writeString(folder.resolve("password"), "secret\r\nmore\n");
        Object[] sign = {"sign", message, "--key", TestKeys.writeEncrypted(folder), "--key-password-file", password};
        assertEquals(0, shell.run(sign), shell.said());
        assertArrayEquals(
                Base64.getMimeDecoder().decode(Files.readString(GOLDEN.resolve("encrypted.sig.base64"))),
                Files.readAllBytes(folder.resolve("message.txt.sig")));
        Files.writeString(password, "Secret");
        assertEquals(1, shell.run(sign));
        assertTrue(shell.said().contains("passphrase"), shell.said());
        assertFalse(shell.said().contains("Secret"), shell.said());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such permissions")
    void aKeyThatOthersMayReadIsWarnedOf() throws IOException {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(0, shell.run("sign", json, "--key", key), shell.said());
        assertTrue(shell.said().contains("chmod 600"), shell.said());
    }

    @Test
    void signaturesReplaceNoLedgerKeyOrInput() throws IOException {
        Path ledger = folder.resolve("x.ledger");
        assertEquals(0, shell.run("ledger", "init", ledger, "--epsilon", 1, "--delta", 0), shell.said());
        byte[] before = Files.readAllBytes(ledger);
        assertEquals(1, shell.run("sign", json, "--key", key, "-o", ledger));
        assertArrayEquals(before, Files.readAllBytes(ledger));
        assertEquals(2, shell.run("sign", json, "--key", key, "-o", key));
        assertEquals(2, shell.run("sign", json, "--key", key, "-o", json));
        Path named = Files.copy(ledger, folder.resolve("page.html.sig"));
        assertEquals(1, audit("--report", folder.resolve("page.html"), "--sign-key", key));
        assertArrayEquals(before, Files.readAllBytes(named));
        assertEquals(2, audit("--report", key, "--sign-key", key));
        assertEquals(2, audit("--report", folder.resolve("a"), "--json", folder.resolve("a.sig"), "--sign-key", key));
        assertFalse(Files.exists(folder.resolve("a")));
    }

    private int audit(Object... more) {
        return shell.audit(folder, "fresh.csv", more);
    }

    @Test
    void aSignatureThatAnUnsignedReportLeavesBehindIsTold() throws IOException {
        audit("--report", folder.resolve("audit.html"));
        assertTrue(shell.said().contains("audit.html.sig is of an earlier"), shell.said());
        assertEquals(1, verify(folder.resolve("audit.html")));
    }

    @Test
    void theShellCompletesBothCommands() {
        assertEquals(0, shell.run("completion"));
        for (String words : List.of("sign", "verify", "--sign-key", "--signature", "--key-password-file")) {
            assertTrue(shell.printed().contains(words), words);
        }
    }

    @Test
    void aKeyThatCantSignIsToldBeforeAnythingIsDone() {
        Path page = folder.resolve("page.html");
        assertEquals(1, audit("--report", page, "--sign-key", publicKey));
        assertTrue(shell.said().contains("can't sign"), shell.said());
        assertFalse(Files.exists(page));
        assertEquals(2, audit("--sign-key", key));
        assertEquals(2, audit("--report", page, "--key-password-file", key));
    }

    @Test
    void theFilesThatAnAuditReadCanBeCheckedAgainstIt() throws IOException {
        Path train = folder.resolve("train.csv");
        assertEquals(
                0, verify(json, "--input", "train=" + train, "--input", "schema=" + folder.resolve("schema.json")));
        assertEquals(1, verify(json, "--input", "holdout=" + train));
        assertTrue(shell.said().contains("is not the holdout"), shell.said());
        assertFalse((shell.said() + shell.printed()).contains("Valid"), "an error comes alone");
        assertEquals(1, verify(json, "--input", "train=" + train, "--input", "holdout=" + folder.resolve("none.csv")));
        assertFalse((shell.said() + shell.printed()).contains("Valid"), "an error comes alone");
        assertEquals(2, verify(json, "--input", "policy=" + train));
        assertTrue(shell.said().contains("train, holdout, synthetic, schema"), shell.said());
        assertEquals(2, verify(folder.resolve("audit.html"), "--input", "train=" + train));
        Files.writeString(train, Files.readString(train) + "\n");
        assertEquals(1, verify(json, "--input", "train=" + train));
    }

    /** The guide's commands in their order, in a folder that has what it takes for granted. */
    @Test
    void theGuideToSigningDoesWhatItSays() throws IOException {
        Files.move(key, folder.resolve("reviewer.pem"));
        Files.move(publicKey, folder.resolve("reviewer.pub.pem"));
        Files.copy(folder.resolve("fresh.csv"), folder.resolve("synthetic.csv"));
        Files.copy(folder.resolve("schema.json"), folder.resolve("encounters.schema.json"));
        fit(folder.resolve("encounters.effigy"));
        Path guide = Path.of(System.getProperty("effigy.root"), "docs/guides/signing.md");
        List<String> commands = Files.readString(guide)
                .replace("\\\n", " ")
                .replace("datasets/hospital-encounters/", "")
                .lines()
                .filter(line -> line.startsWith("./effigy "))
                .toList();
        assertEquals(8, commands.size());
        for (String command : commands) {
            Object[] words = Pattern.compile("\"[^\"]*\"|\\S+")
                    .matcher(command)
                    .results()
                    .skip(1)
                    .map(word -> word.group().replace("\"", ""))
                    .map(word -> word.matches("(\\w+=)?[\\w.]+\\.(csv|json|html|pem|sig|effigy)")
                            ? word.replaceFirst("^(\\w+=)?", "$1" + Matcher.quoteReplacement(folder + File.separator))
                            : word)
                    .toArray();
            assertEquals(0, shell.run(words), command + ": " + shell.said());
        }
        assertTrue(Files.exists(folder.resolve("encounters.card.json.sig")));
    }

    private void fit(Path model) {
        assertEquals(
                0,
                shell.run(
                        "fit",
                        folder.resolve("train.csv"),
                        "--schema",
                        folder.resolve("schema.json"),
                        "--model",
                        "independent",
                        "--epsilon",
                        1,
                        "--delta",
                        "1e-9",
                        "-o",
                        model),
                shell.said());
    }

    @Test
    void aReleaseCardAndItsTwinAreSignedTheSame() {
        Path model = folder.resolve("m.effigy");
        fit(model);
        Path card = folder.resolve("card.html");
        Path twin = folder.resolve("card.json");
        assertEquals(0, shell.run("card", model, "-o", card, "--json", twin, "--sign-key", key), shell.said());
        for (Path file : List.of(card, twin)) {
            assertEquals(0, verify(file), shell.said());
        }
        assertEquals(2, shell.run("card", model, "-o", card, "--json", card));
        assertEquals(2, shell.run("card", model, "-o", model, "--sign-key", key));
    }
}
