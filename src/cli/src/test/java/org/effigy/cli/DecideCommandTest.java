package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.effigy.report.PublishedSchema;
import org.effigy.signature.TestKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code effigy decide}: what a person decided, tied to the audit that it rests on. */
class DecideCommandTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private final Shell shell = new Shell();
    private Path audit;
    private Path output;

    @BeforeAll
    static void audit() throws IOException {
        AuditedTables.write(shared);
        Shell shell = new Shell();
        Object[] options = {
            "--holdout", shared.resolve("holdout.csv"), "--no-utility", "--json", shared.resolve("audit.json")
        };
        assertEquals(4, shell.audit(shared, "leaky.csv", options), shell.said());
    }

    @BeforeEach
    void copy() throws IOException {
        audit = Files.copy(shared.resolve("audit.json"), folder.resolve("audit.json"));
        output = folder.resolve("decision.json");
    }

    private int decide(String decision, Object... more) {
        return shell.run(Stream.concat(
                        Stream.of(
                                "decide",
                                audit,
                                "--decision",
                                decision,
                                "--reason",
                                "It holds rows of patients",
                                "--name",
                                "A. Weber",
                                "--role",
                                "data protection officer",
                                "--date",
                                "2026-03-04",
                                "-o",
                                output),
                        Stream.of(more))
                .toArray());
    }

    private JsonNode decided() throws IOException {
        byte[] json = Files.readAllBytes(output);
        assertEquals(Set.of(), PublishedSchema.DECISION.faults(json));
        return MAPPER.readTree(json);
    }

    @Test
    void decisionNamesTheAuditTheTableAndTheGatesThatFailed() throws IOException {
        assertEquals(0, decide("refuse", "--receiver", "University"), shell.said());
        JsonNode decision = decided();
        assertEquals(FileDigest.of(audit), decision.at("/inputs/audit/digest").asText());
        assertEquals(
                FileDigest.of(shared.resolve("leaky.csv")),
                decision.at("/inputs/synthetic/digest").asText());
        List<String> failed = new ArrayList<>();
        for (JsonNode verdict : MAPPER.readTree(audit.toFile()).path("verdicts")) {
            if (verdict.path("kind").asText().equals("gate")
                    && verdict.path("outcome").asText().equals("fail")) {
                failed.add(verdict.path("figure").asText());
            }
        }
        assertFalse(failed.isEmpty());
        List<String> named = new ArrayList<>();
        decision.at("/audit/failed").forEach(figure -> named.add(figure.asText()));
        assertEquals(failed, named);
        assertEquals("refuse", decision.path("decision").asText());
        assertEquals("University", decision.path("receiver").asText());
        assertEquals("2026-03-04", decision.path("date").asText());
        assertFalse(decision.path("againstTheAudit").asBoolean());
        assertTrue(shell.said().contains("refuse, by A. Weber (data protection officer) on 2026-03-04"), shell.said());
    }

    @Test
    void releaseAgainstTheAuditIsLoud() throws IOException {
        assertEquals(0, decide("release"), shell.said());
        assertTrue(decided().path("againstTheAudit").asBoolean());
        assertTrue(shell.said().contains("against the audit, which failed it"), shell.said());
        assertTrue(shell.said().contains("gates that failed: "), shell.said());
    }

    @Test
    void signatureCoversAuditAndDecision() throws IOException, GeneralSecurityException {
        Path key = TestKeys.write(folder, "mine", TestKeys.make("Ed25519"));
        Path publicKey = Path.of(key.toString().replace(".pem", ".pub.pem"));
        assertEquals(0, decide("send-back", "--sign-key", key), shell.said());
        Object[] verify = {
            "verify",
            output,
            "--key",
            publicKey,
            "--input",
            "audit=" + audit,
            "--input",
            "synthetic=" + shared.resolve("leaky.csv")
        };
        assertEquals(0, shell.run(verify), shell.said());
        // Another audit under the same name, and another table.
        Files.writeString(audit, Files.readString(audit).replaceFirst("\"fail\"", "\"pass\""));
        assertEquals(1, shell.run(verify), shell.said());
        assertTrue(shell.said().contains("is not the audit file"), shell.said());
        Files.copy(shared.resolve("audit.json"), audit, StandardCopyOption.REPLACE_EXISTING);
        Object[] other = verify.clone();
        other[other.length - 1] = "synthetic=" + shared.resolve("fresh.csv");
        assertEquals(1, shell.run(other), shell.said());
        // A decision that was turned round.
        Files.writeString(output, Files.readString(output).replace("send-back", "release"));
        assertEquals(1, shell.run(verify), shell.said());
        assertTrue(shell.said().contains("NOT VALID"), shell.said());
    }

    @Test
    void earlierDecisionIsNeverReplaced() throws IOException {
        assertEquals(0, decide("refuse"), shell.said());
        byte[] before = Files.readAllBytes(output);
        assertEquals(2, decide("release"), shell.said());
        assertTrue(shell.said().contains("is never replaced"), shell.said());
        assertArrayEquals(before, Files.readAllBytes(output));
    }

    @Test
    void conditionsAndChoiceMustAgree() {
        assertEquals(2, decide("release-with-conditions"), shell.said());
        assertTrue(shell.said().contains("give at least one condition"), shell.said());
        assertEquals(2, decide("release", "--condition", "No linkage"), shell.said());
        assertTrue(shell.said().contains("conditions belong to a release with conditions"), shell.said());
        assertFalse(Files.exists(output));
        assertEquals(0, decide("RELEASE-with-conditions", "--condition", "No linkage"), shell.said());
    }

    @ParameterizedTest
    @CsvSource({"--name,' '", "--role,'two\nlines'", "--reason,''", "--purpose,'\t'", "--receiver,'bell\u0007'"})
    void textsAreOneLine(String option, String text) {
        List<Object> arguments = new ArrayList<>(List.of("decide", audit, "--decision", "refuse", "-o", output));
        List<String> given = new ArrayList<>(List.of("--reason", "why", "--name", "me", "--role", "mine"));
        int at = given.indexOf(option);
        if (at >= 0) {
            given.set(at + 1, text);
        } else {
            Collections.addAll(given, option, text);
        }
        arguments.addAll(given);
        assertEquals(2, shell.run(arguments.toArray()), shell.said());
        assertTrue(shell.said().contains("must be one line of text"), shell.said());
        assertFalse(Files.exists(output));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "age,job\n1,a\n",
                "[]",
                "{}",
                "{\"format\": \"effigy-release-card\", \"version\": 1}",
                "{\"format\": \"effigy-audit\", \"version\": 2}",
                "{\"format\": \"effigy-audit\", \"version\": 99}",
                "{\"format\": \"effigy-audit\", \"version\": 2, \"verdicts\": [{\"kind\": 3}]}"
            })
    void whatIsNoAuditIsRefusedInWords(String content) throws IOException {
        Files.writeString(audit, content);
        assertEquals(1, decide("refuse"), shell.said());
        assertTrue(shell.said().contains("can't decide on '" + audit + "': it is"), shell.said());
        assertFalse(Files.exists(output));
    }

    @Test
    void wordsThatAreNoDecisionAreRefused() {
        assertEquals(2, decide("approve"), shell.said());
        assertTrue(shell.said().contains("it is release, release-with-conditions, send-back or refuse"), shell.said());
    }
}
