package org.effigy.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Ties each proof in docs/privacy to the code that it speaks of: a proof names its files and the digest of their text
 * without comments and spaces, so that whoever changes the code has to read the proof again and write the new digest.
 */
class ProofsTest {
    private static final Path ROOT = Path.of(System.getProperty("effigy.root"));
    private static final Pattern CODE = Pattern.compile("(?m)^Code: (.+)$");
    private static final Pattern READ_AT = Pattern.compile("(?m)^Proof read at: ([0-9a-f]{16})$");

    /** Strings and characters are kept whole, so that a slash in one starts no comment. */
    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])'|/\\*.*?\\*/|//[^\\n]*|\\s+", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> everyProofWasReadAgainstTheCodeAsItIs() throws IOException {
        List<Path> proofs;
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/privacy"))) {
            proofs = files.filter(file -> !file.endsWith("README.md")).sorted().toList();
        }
        assertTrue(proofs.size() >= 5, "the proofs are gone: " + proofs);
        return proofs.stream()
                .map(proof -> DynamicTest.dynamicTest(proof.getFileName().toString(), () -> check(proof)));
    }

    private static void check(Path proof) throws IOException {
        String text = Files.readString(proof);
        Matcher code = CODE.matcher(text);
        assertTrue(code.find(), proof + " needs a line 'Code: FILE, FILE'");
        StringBuilder sources = new StringBuilder();
        for (String file : code.group(1).split(",")) {
            sources.append(Files.readString(ROOT.resolve(file.trim())));
        }
        Matcher readAt = READ_AT.matcher(text);
        assertTrue(readAt.find(), proof + " needs a line 'Proof read at: " + digest(sources.toString()) + "'");
        assertEquals(
                digest(sources.toString()),
                readAt.group(1),
                "the code changed since the proof was read: read " + proof + " again, then write the new digest");
    }

    @Test
    void aChangedConstantIsSeenAndAChangedCommentIsNot() {
        String source = "int k = 2; // two\nString s = \"// no comment\";";
        assertEquals(digest(source), digest("int k =  2;\n/* deux */ String s = \"// no comment\";"));
        assertNotEquals(digest(source), digest("int k = 3; // two\nString s = \"// no comment\";"));
        assertNotEquals(digest(source), digest("int k = 2; // two\nString s = \"// a comment\";"));
    }

    private static String digest(String source) {
        String bare = TOKEN.matcher(source).replaceAll(match -> {
            char first = match.group().charAt(0);
            return first == '"' || first == '\'' ? Matcher.quoteReplacement(match.group()) : "";
        });
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(bare.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
