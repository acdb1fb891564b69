package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No figure of an audit or attack has an interval without it, or one that leaves what the figure can be. */
class IntervalsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What is said with these words is between 0 and 1. */
    private static final Pattern SHARE = Pattern.compile(
            "AUC|[Ss]hare|tpr|success|Total variation|Kolmogorov|Cramer|[Rr]ate|accuracy|nearer|found by|equal a");

    /** Differences of two such things, between -1 and 1. */
    private static final Pattern DIFFERENCE = Pattern.compile("^Lift| less |risk|Excess|beyond");

    @TempDir
    private Path folder;

    private final Shell shell = new Shell();

    /** What is wrong with the figures of a document, and how many there are. */
    private static int check(JsonNode node, List<String> wrong) {
        int seen = 0;
        if (node.isObject()
                && node.path("value").isNumber()
                && node.path("interval").isObject()) {
            double value = node.get("value").asDouble();
            double low = node.get("interval").path("low").asDouble(Double.NEGATIVE_INFINITY);
            double high = node.get("interval").path("high").asDouble(Double.POSITIVE_INFINITY);
            String name = node.path("id").asText() + " " + node.path("title").asText();
            boolean isDifference =
                    DIFFERENCE.matcher(node.path("title").asText()).find();
            boolean isLoss = name.contains("log loss");
            double least = isDifference ? isLoss ? Double.NEGATIVE_INFINITY : -1 : 0;
            double most = isLoss ? Double.POSITIVE_INFINITY : 1;
            boolean isBounded = (SHARE.matcher(name).find() || isDifference || isLoss) && !name.contains("Pearson");
            if (!(low <= value && value <= high) || isBounded && !(low >= least - 1e-12 && high <= most + 1e-12)) {
                wrong.add(name + ": " + value + " [" + low + ", " + high + "]");
            }
            seen++;
        }
        for (JsonNode child : node) {
            seen += check(child, wrong);
        }
        return seen;
    }

    /** Few rows, a target that is rare, blanks, a number over six orders, and copies: where intervals are widest. */
    @Test
    void everyFigureLiesInItsIntervalAndTheIntervalInItsRange() throws IOException {
        Path schema = Files.writeString(folder.resolve("schema.json"), """
            {"fields": [
              {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 99}},
              {"name": "job", "type": "string", "constraints": {"enum": ["a", "b", "c"]}},
              {"name": "pay", "type": "number", "constraints": {"minimum": 0, "maximum": 1000000}},
              {"name": "ill", "type": "boolean", "effigy:role": "target"}]}
            """);
        SplittableRandom random = new SplittableRandom(7);
        for (String name : List.of("train", "holdout", "fresh", "rare-train", "rare-holdout", "rare-fresh")) {
            boolean rare = name.startsWith("rare");
            StringBuilder rows = new StringBuilder("age,job,pay,ill\n");
            for (int i = 0; i < (rare ? 60 : 120); i++) {
                int age = random.nextInt(100);
                boolean ill = rare ? i % 20 == 0 : random.nextInt(120) < age;
                rows.append(i % 9 == 0 ? "" : age).append(',').append("abc".charAt(random.nextInt(3)));
                rows.append(',')
                        .append(Math.round(Math.exp(14 * random.nextDouble()) / 2))
                        .append(',')
                        .append(ill);
                rows.append('\n');
            }
            Files.writeString(folder.resolve(name + ".csv"), rows);
        }
        Path json = folder.resolve("audit.json");
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (String[] tables :
                new String[][] {{"train", "holdout", "train"}, {"rare-train", "rare-holdout", "rare-fresh"}}) {
            int status = shell.run(
                    "audit",
                    "-q",
                    "--schema",
                    schema,
                    "--json",
                    json,
                    "--train",
                    folder.resolve(tables[0] + ".csv"),
                    "--holdout",
                    folder.resolve(tables[1] + ".csv"),
                    "--synthetic",
                    folder.resolve(tables[2] + ".csv"));
            assertTrue(status == 0 || status == AuditCommand.GATE_FAILED, shell.said());
            seen += check(MAPPER.readTree(json.toFile()), wrong);
        }
        for (String kind : List.of("one-run", "shadow")) {
            shell.run(
                    "attack",
                    folder.resolve("train.csv"),
                    "--schema",
                    schema,
                    "--epsilon",
                    3,
                    "--delta",
                    "1e-6",
                    "--model",
                    "independent",
                    "--kind",
                    kind,
                    "--targets",
                    5,
                    "--seed",
                    1,
                    "--json",
                    kind.equals("shadow") ? "--runs=20" : "--threads=1");
            seen += check(MAPPER.readTree(shell.printed()), wrong);
        }
        assertEquals(List.of(), wrong);
        assertTrue(seen > 150, seen + " figures");
    }

    /** As a figure was once: PR-AUC 0.030 [-0.011, 0.071]; and others that the walk must see. */
    @Test
    void offendersAreSeen() throws IOException {
        for (String figure : List.of(
                "{\"id\": \"a\", \"title\": \"PR-AUC\", \"value\": 0.03, \"interval\": {\"low\": -0.011, \"high\":"
                        + " 0.071}}",
                "{\"id\": \"a\", \"title\": \"Lift in accuracy\", \"value\": 0.9, \"interval\": {\"low\": 0.7,"
                        + " \"high\": 1.1}}",
                "{\"id\": \"a\", \"title\": \"Wasserstein\", \"value\": 3, \"interval\": {\"low\": 1, \"high\": 2}}")) {
            List<String> wrong = new ArrayList<>();
            assertEquals(1, check(MAPPER.readTree("{\"figures\": [" + figure + "]}"), wrong));
            assertFalse(wrong.isEmpty(), figure);
        }
    }
}
