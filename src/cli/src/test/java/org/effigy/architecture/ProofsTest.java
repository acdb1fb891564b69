package org.effigy.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
    /** What is asked with prices, draws or rows in the hand. */
    private static final Set<String> DOORS =
            Set.of("PrivateTable", "OpenColumn", "NoiseSource", "Release", "MarginalSource");

    /** They tell people, or name things, and decide nothing of a fit. */
    private static final Set<String> IDLE = Set.of("Progress", "DiscoveryException", "SealedJson", "Generator");

    private static final Pattern READ_AT = Pattern.compile("(?m)^Proof read at: ([0-9a-f]{16})$");

    /** Strings and characters are kept whole, so that a slash in one starts no comment. */
    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])'|/\\*.*?\\*/|//[^\\n]*|\\s+", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> everyProofWasReadAgainstTheCodeAsItIs() throws IOException {
        List<Path> proofs = proofs();
        assertTrue(proofs.size() >= 5, "the proofs are gone: " + proofs);
        return proofs.stream()
                .map(proof -> DynamicTest.dynamicTest(proof.getFileName().toString(), () -> check(proof)));
    }

    private static List<Path> proofs() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/privacy"))) {
            return files.filter(file -> !file.endsWith("README.md")).sorted().toList();
        }
    }

    /** The eight things that a proof of this house has, by the words that its headings begin with. */
    @TestFactory
    Stream<DynamicTest> everyProofHasAllItsParts() throws IOException {
        return proofs().stream()
                .map(proof -> DynamicTest.dynamicTest(proof.getFileName() + " is whole", () -> {
                    List<String> headings = Files.readAllLines(proof).stream()
                            .filter(line -> line.startsWith("#"))
                            .map(line -> line.replaceFirst("#+ ", ""))
                            .toList();
                    for (String part : List.of(
                            "Claim",
                            "Neighbours",
                            "Sensitivit",
                            "Pseudocode",
                            "Proof",
                            "Numerics",
                            "What the caller owes",
                            "Tests that attack it")) {
                        assertTrue(
                                headings.stream().anyMatch(heading -> heading.startsWith(part)),
                                proof + " has no heading that begins with '" + part + "'; it has " + headings);
                    }
                }));
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

    /**
     * All of {@code privacy} and {@code measure}; of {@code synth} what asks the door, and whatever these depend on. A class
     * that no proof names could change between a charge and an answer, and no proof would be read again.
     */
    @Test
    void everyClassBetweenAFitAndItsNoiseIsNamedByAProof() throws IOException {
        SortedSet<String> named = named();
        SortedSet<String> matters = matters();
        List<String> missing =
                matters.stream().filter(file -> !named.contains(file)).toList();
        assertEquals(List.of(), missing, "add these to the 'Code:' line of the proof that speaks of them");
        // The planted offenders: the door, one who asks it, and one whom that one asks, if no proof named them.
        for (String offender : List.of("measure/PrivateTable", "synth/MstFit", "synth/Shrinkage")) {
            assertTrue(matters.contains("src/core/src/main/java/org/effigy/" + offender + ".java"), offender);
        }
    }

    private static SortedSet<String> named() throws IOException {
        SortedSet<String> named = new TreeSet<>();
        for (Path proof : proofs()) {
            Matcher code = CODE.matcher(Files.readString(proof));
            assertTrue(code.find(), proof + " needs a line 'Code: FILE, FILE'");
            Arrays.stream(code.group(1).split(",")).map(String::trim).forEach(named::add);
        }
        return named;
    }

    /** The files of the classes that a proof must name. */
    private static SortedSet<String> matters() {
        JavaClasses classes = MainClasses.in("org.effigy.privacy", "org.effigy.measure", "org.effigy.synth");
        SortedSet<String> files = new TreeSet<>();
        Deque<JavaClass> open = new ArrayDeque<>();
        for (JavaClass one : classes) {
            boolean isSynth = one.getPackageName().endsWith(".synth");
            if (!isSynth || one.getMethodCallsFromSelf().stream().anyMatch(ProofsTest::isAtTheDoor)) {
                open.add(one);
            }
        }
        while (!open.isEmpty()) {
            JavaClass one = open.pop();
            String file = file(one);
            if (one.getSimpleName().equals("package-info") || IDLE.contains(one.getSimpleName())) {
                continue;
            }
            if (files.add(file)) {
                one.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> target.getPackageName().startsWith("org.effigy.synth"))
                        .forEach(open::add);
            }
        }
        return files;
    }

    private static boolean isAtTheDoor(JavaMethodCall call) {
        return DOORS.contains(call.getTargetOwner().getSimpleName());
    }

    private static String file(JavaClass one) {
        return "src/core/src/main/java/" + one.getPackageName().replace('.', '/') + "/"
                + one.getSource().orElseThrow().getFileName().orElseThrow();
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
