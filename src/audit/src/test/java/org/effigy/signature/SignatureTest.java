package org.effigy.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    private static final byte[] CONTENT = "what a reviewer signs\n".getBytes(StandardCharsets.UTF_8);
    private static final Supplier<char[]> NOBODY = () -> {
        throw new AssertionError("a passphrase was asked for");
    };

    @TempDir
    private Path folder;

    private static Path golden(String name) {
        return Path.of(System.getProperty("effigy.root"), "src/audit/src/test/resources/org/effigy/signature", name);
    }

    private static byte[] goldenSignature(String name) throws IOException {
        return Base64.getMimeDecoder().decode(Files.readString(golden(name + ".sig.base64")));
    }

    private SigningKey signer(String name, KeyPair pair) throws IOException {
        return SigningKey.read(TestKeys.write(folder, name, pair), NOBODY);
    }

    private VerifyingKey verifier(String name) throws IOException {
        return VerifyingKey.read(folder.resolve(name + ".pub.pem"));
    }

    private static String refusal(Executable reading) {
        return assertThrows(IllegalArgumentException.class, reading).getMessage();
    }

    @ParameterizedTest
    @CsvSource({"Ed25519, ED25519", "RSA 2048, RSA_PSS", "EC secp256r1, ECDSA_P256", "EC secp384r1, ECDSA_P384"})
    void onlyTheSignedBytesWithTheSignersKeyVerify(String kind, Scheme scheme)
            throws IOException, GeneralSecurityException {
        SigningKey signer = signer("mine", TestKeys.make(kind));
        VerifyingKey mine = verifier("mine");
        byte[] signature = signer.sign(CONTENT);
        assertEquals(scheme, signer.scheme());
        assertEquals(scheme, mine.scheme());
        assertTrue(mine.verify(CONTENT, signature));
        for (int at = 0; at < CONTENT.length; at++) {
            byte[] changed = CONTENT.clone();
            changed[at] ^= 1;
            assertFalse(mine.verify(changed, signature), "byte " + at + " of the content");
        }
        assertFalse(mine.verify(Arrays.copyOf(CONTENT, CONTENT.length - 1), signature));
        assertFalse(mine.verify(Arrays.copyOf(CONTENT, CONTENT.length + 1), signature));
        assertFalse(mine.verify(new byte[0], signature));
        for (int at = 0; at < signature.length; at++) {
            byte[] changed = signature.clone();
            changed[at] ^= 1;
            assertFalse(verifiesOrIsRefused(mine, changed), "byte " + at + " of the signature");
        }
        for (int length = 0; length < signature.length; length++) {
            byte[] cut = Arrays.copyOf(signature, length);
            assertTrue(refusal(() -> mine.verify(CONTENT, cut)).contains("cut"));
        }
        byte[] longer = Arrays.copyOf(signature, signature.length + 1);
        assertThrows(IllegalArgumentException.class, () -> mine.verify(CONTENT, longer));
        signer("other", TestKeys.make(kind));
        assertFalse(verifiesOrIsRefused(verifier("other"), signature));
        signer("foreign", TestKeys.make(kind.startsWith("EC") ? "Ed25519" : "EC secp256r1"));
        assertFalse(verifiesOrIsRefused(verifier("foreign"), signature));
    }

    @Test
    void aSignatureOfAnotherKindIsNamed() throws IOException, GeneralSecurityException {
        signer("curve", TestKeys.make("EC secp256r1"));
        byte[] signature = goldenSignature("ed25519");
        assertTrue(refusal(() -> verifier("curve").verify(CONTENT, signature)).contains("another kind"));
    }

    private static boolean verifiesOrIsRefused(VerifyingKey key, byte[] signature) {
        try {
            return key.verify(CONTENT, signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A verifier that forgets to look at the range of an ECDSA signature's numbers takes zeros for anybody's. */
    @Test
    void aSignatureOfZerosIsNobodys() throws IOException {
        byte[] zeros = HexFormat.of().parseHex("3006020100020100");
        assertFalse(verifiesOrIsRefused(VerifyingKey.read(golden("p256.pub.pem")), zeros));
        assertFalse(VerifyingKey.read(golden("ed25519.pub.pem")).verify(CONTENT, new byte[64]));
        assertFalse(VerifyingKey.read(golden("rsa.pub.pem")).verify(CONTENT, new byte[256]));
    }

    /** Made by OpenSSL; {@code README.md} beside them has the commands. */
    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "p256", "p384"})
    void signaturesByOpenSslVerify(String name) throws IOException {
        byte[] message = Files.readAllBytes(golden("message.txt"));
        VerifyingKey key = VerifyingKey.read(golden(name + ".pub.pem"));
        assertTrue(key.verify(message, goldenSignature(name)));
        message[0] ^= 1;
        assertFalse(key.verify(message, goldenSignature(name)));
    }

    /** RFC 8032, section 7.1, test 3: the seed wrapped in PKCS#8, its message and signature. */
    @Test
    void ed25519SignsAsItsStandardSays() throws IOException {
        byte[] key = HexFormat.of()
                .parseHex("302e020100300506032b657004220420"
                        + "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
        Path file = Files.writeString(
                folder.resolve("rfc.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
        assertArrayEquals(
                HexFormat.of()
                        .parseHex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
                SigningKey.read(file, NOBODY).sign(HexFormat.of().parseHex("af82")));
    }

    @Test
    void anEncryptedKeyNeedsItsPassphrase() throws IOException {
        byte[] message = Files.readAllBytes(golden("message.txt"));
        char[] passphrase = "secret".toCharArray();
        Path encrypted = TestKeys.writeEncrypted(folder);
        SigningKey key = SigningKey.read(encrypted, () -> passphrase);
        assertArrayEquals(goldenSignature("encrypted"), key.sign(message));
        assertArrayEquals(new char[passphrase.length], passphrase, "the passphrase stays in memory");
        for (String wrong : new String[] {"Secret", "", "s\u00e9cret"}) {
            assertTrue(refusal(() -> SigningKey.read(encrypted, wrong::toCharArray))
                    .contains("passphrase"));
        }
    }

    @Test
    void aCertificateGivesItsKeyAndTheSameFingerprint() throws IOException {
        VerifyingKey certified = VerifyingKey.read(golden("ed25519.crt.pem"));
        VerifyingKey alone = VerifyingKey.read(golden("ed25519.pub.pem"));
        assertEquals(alone.fingerprint(), certified.fingerprint());
        // As 'openssl pkey -pubin -in ed25519.pub.pem -outform DER | sha256sum' prints it.
        assertEquals("sha256:c15ac4605d7dedbd9debc2f594ec9c2dec115d3384eb527cbe3161fa5d04d52a", alone.fingerprint());
        assertTrue(certified.verify(Files.readAllBytes(golden("message.txt")), goldenSignature("ed25519")));
        assertEquals(
                "CN=Data Office,O=Example",
                certified.certificate().orElseThrow().getSubjectX500Principal().getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"p521", "ed448", "rsa-pss"})
    void keysOfOtherKindsAreRefused(String name) {
        assertTrue(refusal(() -> VerifyingKey.read(golden(name + ".pub.pem"))).contains("take Ed25519"));
    }

    @Test
    void aShortRsaKeyIsRefusedOnBothSides() throws IOException, GeneralSecurityException {
        KeyPair pair = TestKeys.make("RSA 1024");
        assertTrue(refusal(() -> signer("short", pair)).contains("1024 bits"));
        assertTrue(refusal(() -> verifier("short")).contains("2048"));
    }

    @Test
    void aKeyOnTheWrongSideIsNamed() throws IOException, GeneralSecurityException {
        Path key = TestKeys.write(folder, "k", TestKeys.make("Ed25519"));
        assertTrue(refusal(() -> VerifyingKey.read(key)).contains("private key, which only the signer may have"));
        assertTrue(refusal(() -> SigningKey.read(folder.resolve("k.pub.pem"), NOBODY))
                .contains("public key, which can't sign"));
        assertTrue(refusal(() -> SigningKey.read(golden("ed25519.crt.pem"), NOBODY))
                .contains("certificate, which can't sign"));
        assertTrue(refusal(() -> VerifyingKey.read(TestKeys.writeEncrypted(folder)))
                .contains("private key"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "; holds no key in PEM",
                "hello; holds no key in PEM",
                "-----BEGIN PRIVATE KEY-----!AAAA; has no end",
                "-----BEGIN PRIVATE KEY-----!A-----END PRIVATE KEY-----; damaged",
                "-----BEGIN PRIVATE KEY-----!AAAA!-----END PUBLIC KEY-----; has no end",
                "-----BEGIN PRIVATE KEY-----!AAAA!-----END PRIVATE KEY-----; damaged",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----!AAAA!-----END ENCRYPTED PRIVATE KEY-----; damaged",
                "-----BEGIN EC PRIVATE KEY-----!AAAA!-----END EC PRIVATE KEY-----; openssl pkcs8 -topk8",
                "-----BEGIN OPENSSH PRIVATE KEY-----!AAAA!-----END OPENSSH PRIVATE KEY-----; openssl genpkey"
            })
    void whatIsNoKeySaysWhatToDo(String text, String words) throws IOException {
        Path file = Files.writeString(
                folder.resolve("odd.pem"), text == null ? "" : text.replace("!", "\n"), StandardCharsets.US_ASCII);
        String message = refusal(() -> SigningKey.read(file, () -> "x".toCharArray()));
        assertTrue(message.contains(words), message);
        assertTrue(message.contains("odd.pem"), message);
    }

    @Test
    void curveParametersBeforeAKeyArePassedOver() throws IOException, GeneralSecurityException {
        Path key = TestKeys.write(folder, "k", TestKeys.make("EC secp256r1"));
        Files.writeString(
                key,
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                        + Files.readString(key));
        assertEquals(Scheme.ECDSA_P256, SigningKey.read(key, NOBODY).scheme());
    }
}
