package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.effigy.audit.Figure;
import org.effigy.report.PageChecks;
import org.effigy.report.PublishedSchema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of an audit and its JSON twin: one schema, one set of numbers, the same bytes each time. */
class AuditTwinTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FAILED = "FAILED";

    @TempDir
    private static Path folder;

    private static Path page;
    private static Path json;

    @BeforeAll
    static void audit() throws IOException {
        AuditedTables.write(folder);
        page = folder.resolve("audit.html");
        json = folder.resolve("audit.json");
        Shell shell = new Shell();
        assertEquals(4, shell.run(command(page, json).toArray()), shell.said());
    }

    private static List<String> command(Path html, Path twin) {
        return Stream.of(
                        "audit",
                        "--train",
                        folder.resolve("train.csv"),
                        "--holdout",
                        folder.resolve("holdout.csv"),
                        "--synthetic",
                        folder.resolve("leaky.csv"),
                        "--schema",
                        folder.resolve("schema.json"),
                        "--claim",
                        "1,1e-9",
                        "--secret",
                        "job",
                        "--date",
                        "2026-03-03",
                        "--report",
                        html,
                        "--json",
                        twin)
                .map(Object::toString)
                .toList();
    }

    private static ObjectNode twin() throws IOException {
        return (ObjectNode) MAPPER.readTree(json.toFile());
    }

    @Test
    void theTwinFollowsThePublishedSchema() throws IOException {
        assertEquals(Set.of(), PublishedSchema.AUDIT.faults(twin()));
        assertTrue(twin().path("utility").path("sections").size() > 1);
    }

    /** What a faulty writer might write at a path, or leave out there; FAILED is a verdict that is a failure. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "version; 3",
                "version; \"1\"",
                "format; \"effigy-release-card\"",
                "banner; \"for release\"",
                "outcome; \"passed\"",
                "outcome; null",
                "outcome; ",
                "verdicts; []",
                "verdicts; ",
                "verdicts/0/outcome; \"FAIL\"",
                "verdicts/0/outcome; ",
                "verdicts/0/compared; \"NaN\"",
                "verdicts/FAILED/limit; null",
                "verdicts/0/source; \"\"",
                "verdicts/0/unforeseen; 1",
                "sections/0/figures/0/value; \"NaN\"",
                "sections/0/figures/0/value; \"0.5\"",
                "sections/0/figures/0/value; ",
                "sections/0/figures/0/id; \"Privacy Share\"",
                "sections/1/figures/0/interval/level; 95",
                "sections/1/figures/0/interval/high; ",
                "sections/0/colour; \"red\"",
                "utility/sections/0/grids/0/values/0/0; \"Infinity\"",
                "inputs/train/digest; \"md5:0123\"",
                "inputs/train/rows; -1",
                "inputs/train/rows; ",
                "inputs/shadow; {}",
                "parameters/claim/delta; 1",
                "parameters/claim; ",
                "parameters/options/--secret; 5",
                "policy/rules; []",
                "policy/falseAlarms; 0",
                "date; \"yesterday\"",
                "environment/libraries; {}",
                "checklists; ",
                "checklists/0/items/0/assessed; \"yes\"",
                "host; \"a machine\""
            })
    void whatIsWrongIsRefused(String path, String value) throws IOException {
        ObjectNode root = twin();
        if (path.contains(FAILED)) {
            int failed = 0;
            while (!root.at("/verdicts/" + failed + "/outcome").textValue().equals("fail")) {
                failed++;
            }
            path = path.replace(FAILED, Integer.toString(failed));
        }
        int cut = path.lastIndexOf('/');
        JsonNode parent = cut < 0 ? root : root.at("/" + path.substring(0, cut));
        String name = path.substring(cut + 1);
        if (parent.isArray()) {
            ((ArrayNode) parent).set(Integer.parseInt(name), MAPPER.readTree(value));
        } else if (value == null) {
            assertTrue(((ObjectNode) parent).remove(name) != null, "there is no " + path);
        } else {
            ((ObjectNode) parent).set(name, MAPPER.readTree(value));
        }
        assertFalse(PublishedSchema.AUDIT.faults(root).isEmpty(), path + " = " + value);
    }

    @Test
    void eachNumberOfAVerdictAndAFigureStandsOnThePage() throws Exception {
        String text = PageChecks.check(Files.readAllBytes(page));
        Map<String, JsonNode> figures = new HashMap<>();
        twin().path("sections")
                .forEach(section -> section.path("figures")
                        .forEach(figure -> figures.put(figure.path("id").textValue(), figure)));
        int numbers = 0;
        for (JsonNode verdict : twin().path("verdicts")) {
            String outcome = verdict.path("outcome").textValue();
            if (!outcome.matches("pass|fail")) {
                assertTrue(text.contains(verdict.path("words").textValue()), verdict.toString());
                continue;
            }
            JsonNode figure = figures.get(verdict.path("figure").textValue());
            JsonNode ends = figure.path("interval");
            String compare = verdict.path("compare").textValue();
            assertEquals(compare.equals("value") ? figure.path("value") : ends.path(compare), verdict.path("compared"));
            String row = figure.path("title").textValue()
                    + (outcome.equals("fail") ? "FAIL" : "pass")
                    + words(number(figure.path("value")), ends)
                    + "the "
                    + (compare.equals("value") ? "value" : compare + " end")
                    + (verdict.path("must").textValue().equals("at-most") ? " at most " : " at least ");
            int at = text.indexOf(row);
            assertTrue(at >= 0, row);
            String limit = text.substring(at + row.length()).lines().findFirst().orElseThrow();
            assertTrue(
                    limit.replace("its reference ", "")
                            .replace("the claimed ", "")
                            .startsWith(number(verdict.path("limit"))),
                    verdict + " stands beside " + limit);
            numbers++;
        }
        assertTrue(numbers >= 10, numbers + " verdicts: too few for the test to mean anything");
        assertTrue(text.contains(twin().path("words").textValue()));
        for (JsonNode part : List.of(twin(), twin().path("utility"))) {
            for (JsonNode section : part.path("sections")) {
                for (JsonNode figure : section.path("figures")) {
                    assertTrue(text.contains(figure.path("title").textValue()), figure.toString());
                    assertTrue(text.contains(number(figure.path("value"))), figure.toString());
                }
            }
        }
    }

    private static String number(JsonNode value) {
        return Figure.number(value.asDouble(Double.NaN));
    }

    /** A bound from below has no upper end, which is null in JSON. */
    private static String words(String value, JsonNode ends) {
        if (ends.isMissingNode()) {
            return value;
        }
        return ends.path("high").isNull()
                ? "at least " + value
                : value + " [" + number(ends.path("low")) + ", " + number(ends.path("high")) + "]";
    }

    @Test
    void bothSayWithWhatTheyWereMade() throws Exception {
        String text = PageChecks.check(Files.readAllBytes(page));
        JsonNode twin = twin();
        List<String> facts = new ArrayList<>(List.of("2026-03-03", System.getProperty("java.version")));
        twin.path("inputs").forEach(input -> facts.add(input.path("digest").textValue()));
        twin.path("environment").path("libraries").forEach(version -> facts.add(version.textValue()));
        facts.add(twin.path("schemaDigest").textValue());
        for (String fact : facts) {
            assertTrue(text.contains(fact), fact);
            assertTrue(twin.toString().contains(fact), fact);
        }
        assertEquals(
                FileDigest.of(folder.resolve("schema.json")),
                twin.path("inputs").path("schema").path("digest").textValue());
        assertEquals(
                "job", twin.path("parameters").path("options").path("--secret").textValue());
        Set<String> roles = new TreeSet<>();
        twin.path("inputs").fieldNames().forEachRemaining(roles::add);
        assertEquals(Set.of("train", "holdout", "synthetic", "schema"), roles);
    }

    @Test
    void theTwinOfRowsThatWerePaidForHasTheirBudgetStepsAndLedger() throws IOException {
        Shell shell = new Shell();
        Path ledger = folder.resolve("people.ledger");
        Path paid = folder.resolve("paid.json");
        assertEquals(0, shell.run("ledger", "init", ledger, "--epsilon", 3, "--delta", "1e-9"), shell.said());
        assertEquals(
                0,
                shell.run(
                        "synthesize",
                        folder.resolve("train.csv"),
                        "--schema",
                        folder.resolve("schema.json"),
                        "--model",
                        "independent",
                        "--epsilon",
                        1,
                        "--delta",
                        "1e-9",
                        "--ledger",
                        ledger,
                        "-o",
                        folder.resolve("paid.csv")),
                shell.said());
        int status = shell.audit(
                folder,
                "paid.csv",
                "--holdout",
                folder.resolve("holdout.csv"),
                "--no-utility",
                "--ledger",
                ledger,
                "--json",
                paid);
        assertTrue(status == 0 || status == 4, shell.said());
        JsonNode twin = MAPPER.readTree(paid.toFile());
        assertFalse(twin.path("origin").path("charges").isEmpty());
        assertEquals(1, twin.path("origin").path("budget").path("epsilon").doubleValue());
        assertEquals(twin.path("origin").path("ledger"), twin.path("ledger").path("id"));
        assertEquals(1, twin.path("ledger").path("releases").intValue());
        assertEquals(3, twin.path("checklists").size());
        assertEquals(
                FileDigest.of(ledger),
                twin.path("inputs").path("ledger").path("digest").textValue());
        assertTrue(twin.path("inputs").has("manifest"));
        assertFalse(Files.readString(paid).contains(folder.toString()), "a path of one machine");
        assertEquals(2, shell.audit(folder, "paid.csv", "--json", folder.resolve("paid.csv.manifest.json")));
    }

    /** Another process has other hash seeds; another country another way to write numbers and days. */
    @Test
    void anotherProcessInAnotherCountryGivesTheSameBytes() throws Exception {
        Path html = folder.resolve("again.html");
        Path twin = folder.resolve("again.json");
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-Duser.timezone=Pacific/Auckland",
                "-Dfile.encoding=ISO-8859-1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.effigy.cli.Effigy"));
        line.addAll(command(html, twin));
        line.addAll(List.of("--threads", "1"));
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(20, TimeUnit.MINUTES));
        assertEquals(4, process.exitValue(), Files.readString(log));
        assertArrayEquals(Files.readAllBytes(json), Files.readAllBytes(twin));
        assertArrayEquals(Files.readAllBytes(page), Files.readAllBytes(html));
    }
}
