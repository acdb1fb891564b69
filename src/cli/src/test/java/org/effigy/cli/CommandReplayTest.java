package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Sensitivity;
import org.effigy.privacy.SilentNoise;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The replay of {@code RecordAndReplayTest} at the level of the command line: the answers of one run are given again in runs over
 * other tables, and every file that may leave the house (rows, manifest, model, card and its JSON, what inspect prints of the
 * model, rows and manifest of a second sample) must be the same, byte by byte. Noise is from a seed, so
 * nothing here is left to chance.
 */
class CommandReplayTest {
    private static final String SCHEMA = """
        {"fields": [
          {"name": "id", "type": "string", "effigy:role": "unit"},
          {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 99}},
          {"name": "sex", "type": "string", "constraints": {"enum": ["f", "m"]}},
          {"name": "cost", "type": "number", "constraints": {"minimum": 0, "maximum": 5000}, "effigy:precision": 1},
          {"name": "seen", "type": "date", "constraints": {"minimum": "2020-01-01", "maximum": "2020-12-31"}}
        ]}
        """;

    /** The head of a ledger, and the digest that a file begins with. */
    private static final Pattern SEALED = Pattern.compile(
            "\"head\" : \"\\d+:([0-9a-f]{64})\"|\"version\" : \\d+,\\s+\"digest\" : \"sha256:([0-9a-f]{64})\"");

    @TempDir
    Path folder;

    private static String table(int people, String... more) {
        SplittableRandom random = new SplittableRandom(3);
        String rows = IntStream.range(0, people)
                .mapToObj(i -> "p" + i + "," + random.nextInt(90) + "," + (random.nextBoolean() ? "f" : "m") + ","
                        + random.nextInt(4000) + ".5,2020-0" + (1 + random.nextInt(9)) + "-11\n")
                .collect(Collectors.joining());
        return "id,age,sex,cost,seen\n" + rows
                + Arrays.stream(more).map(row -> row + "\n").collect(Collectors.joining());
    }

    /** Tables beside the one of 300 people that was recorded, which is the first. */
    private static List<String> tables(boolean replace) {
        int common = replace ? 299 : 300;
        List<String> tables = new ArrayList<>(List.of(
                table(300),
                table(common, "q,99,m,5000.0,2020-12-31"),
                table(common, "q,,,,"),
                table(common, "q,0,f,0.0,2020-01-01", "q,1,f,0.0,2020-01-02", "q,2,f,0.0,2020-01-03"),
                table(common, "q,ten,x,9e9,yesterday")));
        if (!replace) {
            tables.addAll(List.of(table(299), table(30), table(0)));
        }
        return tables;
    }

    @ParameterizedTest
    @CsvSource({
        "aim, add/remove, 1e-9",
        "mst, replace, 1e-9",
        "privbayes, add/remove, 0",
        "hybrid, add/remove, 1e-9",
        "copula, replace, 1e-9",
        "independent, add/remove, 0",
        "auto, replace, 1e-9"
    })
    void whatIsWrittenFollowsFromTheAnswers(String model, String neighbours, String delta) throws IOException {
        Files.writeString(folder.resolve("schema.json"), SCHEMA);
        Path ledger = folder.resolve("new.ledger");
        run(
                new Noise(),
                "ledger",
                "init",
                ledger,
                "--epsilon",
                9,
                "--delta",
                delta,
                "--unit",
                "id",
                "--dataset",
                "t",
                "--neighbours",
                neighbours);
        Recorded recorded = new Recorded(List.of(), -1);
        List<String> tables = tables(neighbours.equals("replace"));
        Map<String, String> first = files(tables.get(0), model, neighbours, delta, recorded);
        assertTrue(first.size() >= 8, first.keySet().toString());
        for (String table : tables) {
            Recorded again = new Recorded(recorded.given, -1);
            Map<String, String> files = files(table, model, neighbours, delta, again);
            first.forEach((file, text) -> assertEquals("", difference(text, files.get(file)), file));
            assertEquals(recorded.given.size(), again.next, "as many questions");
        }
        // Planted offender: one answer that is the truth about another table.
        Map<String, String> offending = files(tables.get(3), model, neighbours, delta, new Recorded(recorded.given, 0));
        assertNotEquals(first.get("m.effigy"), offending.get("m.effigy"));
    }

    /** Where two texts part, or nothing. */
    private static String difference(String one, String other) {
        int from = 0;
        while (from < Math.min(one.length(), other.length()) && one.charAt(from) == other.charAt(from)) {
            from++;
        }
        return one.equals(other)
                ? ""
                : one.substring(Math.max(0, from - 60), Math.min(one.length(), from + 60)) + " | "
                        + other.substring(from, Math.min(other.length(), from + 60));
    }

    /** Everything that a run over a table leaves for others, by name. */
    private Map<String, String> files(String table, String model, String neighbours, String delta, Recorded noise)
            throws IOException {
        Path run = Files.createTempDirectory(folder, "run");
        Files.writeString(run.resolve("t.csv"), table);
        Files.copy(folder.resolve("new.ledger"), run.resolve("l.ledger"));
        Map<String, String> files = new TreeMap<>();
        Path fitted = run.resolve("m.effigy");
        files.put(
                "printed by synthesize",
                run(
                        new Noise(noise),
                        "synthesize",
                        run.resolve("t.csv"),
                        "--schema",
                        folder.resolve("schema.json"),
                        "--epsilon",
                        4,
                        "--delta",
                        delta,
                        "--neighbours",
                        neighbours,
                        "--model",
                        model,
                        "--max-rows-per-unit",
                        2,
                        "--ledger",
                        run.resolve("l.ledger"),
                        "--invalid",
                        "missing",
                        "--seed",
                        7,
                        "--json",
                        "--model-out",
                        fitted,
                        "-o",
                        run.resolve("s.csv")));
        files.put("printed by inspect", run(new Noise(), "inspect", fitted));
        files.put(
                "printed by analyze",
                run(
                        new Noise(),
                        "analyze",
                        fitted,
                        "--count",
                        "--mean",
                        "age",
                        "--by",
                        "sex",
                        "-o",
                        run.resolve("answers.json")));
        files.put("printed by marginals", run(new Noise(), "marginals", fitted, "-o", run.resolve("marginals.json")));
        run(new Noise(), "card", fitted, "-o", run.resolve("card.html"), "--json", run.resolve("card.json"));
        run(new Noise(), "sample", fitted, "--rows", 20, "--seed", 8, "-o", run.resolve("more.csv"));
        Files.delete(run.resolve("t.csv"));
        try (Stream<Path> left = Files.list(run)) {
            for (Path file :
                    left.filter(one -> !one.toString().contains(".ledger")).toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        // A ledger's head is a secret's hash, another in each run (LedgerClockTest), and so are the digests of what
        // holds it.
        Matcher sealed = SEALED.matcher(String.join("\n", files.values()));
        List<String> changing = new ArrayList<>(List.of(run.toString()));
        while (sealed.find()) {
            changing.add(sealed.group(1) == null ? sealed.group(2) : sealed.group(1));
        }
        files.replaceAll((name, text) -> {
            String same = text;
            for (int i = 0; i < changing.size(); i++) {
                same = same.replace(changing.get(i), "(" + i + ")");
            }
            return same;
        });
        return files;
    }

    private static String run(Noise noise, Object... arguments) {
        StringWriter printed = new StringWriter();
        StringWriter said = new StringWriter();
        int status = Effigy.run(
                new PrintWriter(printed, true),
                new PrintWriter(said, true),
                noise,
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        assertEquals(0, status, said.toString());
        return printed.toString();
    }

    /** Noise from a seed, or answers that were given before, whatever the rows are. */
    private static final class Recorded implements NoiseSource {
        private final SilentNoise prices = new SilentNoise();
        private final SplittableRandom random = new SplittableRandom(5);
        private final boolean isReplay;
        private final int honest;
        private final List<long[]> given;
        private int next;

        /** @param truth the number of an answer that is left as it is; below 0 for none */
        Recorded(List<long[]> given, int truth) {
            this.isReplay = !given.isEmpty();
            this.given = isReplay ? given : new ArrayList<>();
            this.honest = truth;
        }

        @Override
        public boolean secure() {
            return false;
        }

        @Override
        public String name() {
            return "recorded";
        }

        @Override
        public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
            return prices.loss(mechanism, sensitivity);
        }

        @Override
        public void add(Mechanism.Additive mechanism, long[] values) {
            if (isReplay) {
                long[] answer = given.get(next);
                assertEquals(answer.length, values.length, "entries of answer " + next);
                if (next++ != honest) {
                    System.arraycopy(answer, 0, values, 0, values.length);
                }
                return;
            }
            Arrays.setAll(values, i -> values[i] + Math.round(mechanism.scale() * random.nextGaussian()));
            given.add(values.clone());
        }

        @Override
        public int select(Mechanism mechanism, long[] scores) {
            if (isReplay) {
                return (int) given.get(next++)[0];
            }
            int chosen = prices.select(mechanism, scores);
            given.add(new long[] {chosen});
            return chosen;
        }
    }
}
