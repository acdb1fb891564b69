package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows under conditions, from the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenarioCommandTest {
    private static final String SCHEMA = """
        {"missingValues": ["", "NA"], "fields": [
          {"name": "id", "type": "string", "effigy:role": "identifier"},
          {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 109, "required": true}},
          {"name": "ward", "type": "string", "constraints": {"enum": ["A", "B 2", "C"], "required": true}},
          {"name": "cost", "type": "number", "effigy:precision": 2,
           "constraints": {"minimum": 0, "maximum": 100000}},
          {"name": "day", "type": "date", "format": "%d.%m.%Y",
           "constraints": {"minimum": "01.01.2020", "maximum": "31.12.2024", "required": true}},
          {"name": "dead", "type": "boolean"}]}
        """;

    @TempDir
    private static Path folder;

    private final StringWriter said = new StringWriter();

    private int run(Object... arguments) {
        said.getBuffer().setLength(0);
        return Effigy.run(
                new PrintWriter(new StringWriter(), true),
                new PrintWriter(said, true),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    @BeforeAll
    void fitModels() throws IOException {
        Files.writeString(folder.resolve("s.json"), SCHEMA);
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder rows = new StringBuilder("id,age,ward,cost,day,dead\n");
        for (int i = 0; i < 3000; i++) {
            int age = random.nextInt(110);
            String ward = List.of("A", "B 2", "C").get(random.nextInt(3));
            rows.append("p")
                    .append(i)
                    .append(',')
                    .append(age)
                    .append(',')
                    .append(ward)
                    .append(',');
            rows.append(random.nextInt(10) == 0 ? "" : random.nextInt(1000) + ".5")
                    .append(",0");
            rows.append(1 + random.nextInt(9))
                    .append(".0")
                    .append(1 + random.nextInt(9))
                    .append(".202");
            rows.append(random.nextInt(5))
                    .append(',')
                    .append(age > 80 ? "true" : "false")
                    .append('\n');
        }
        Files.writeString(folder.resolve("t.csv"), rows);
        for (String model : List.of("mst", "hybrid", "copula")) {
            assertEquals(
                    0,
                    run(
                            "fit",
                            folder.resolve("t.csv"),
                            "--schema",
                            folder.resolve("s.json"),
                            "--epsilon",
                            20,
                            "--delta",
                            "1e-9",
                            "--model",
                            model,
                            "-o",
                            folder.resolve(model + ".effigy")),
                    said.toString());
        }
    }

    private List<String[]> sample(String model, Object... more) throws IOException {
        Object[] fixed = {
            "sample", folder.resolve(model + ".effigy"), "--rows", 3000, "--seed", 3, "-o", folder.resolve("out.csv")
        };
        assertEquals(
                0, run(Stream.concat(Arrays.stream(fixed), Arrays.stream(more)).toArray()), said.toString());
        return Files.readAllLines(folder.resolve("out.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    @Test
    void eachRowMeetsTheConditionWhateverTheBins() throws IOException {
        List<String[]> rows = sample(
                "mst",
                "--where",
                "age between 37 and 64 and (ward = 'B 2' or cost < 100.25) and day >= 17.03.2021 and cost present");
        assertEquals(3000, rows.size());
        for (String[] row : rows) {
            int age = Integer.parseInt(row[1]);
            double cost = Double.parseDouble(row[3]);
            assertTrue(age >= 37 && age <= 64, () -> String.join(",", row));
            assertTrue(row[2].equals("B 2") || cost < 100.25, () -> String.join(",", row));
            String day = row[4].substring(6) + row[4].substring(3, 5) + row[4].substring(0, 2);
            assertTrue(day.compareTo("20210317") >= 0, () -> String.join(",", row));
        }
        assertTrue(rows.stream().anyMatch(row -> !row[2].equals("B 2")));
        String manifest = Files.readString(folder.resolve("out.csv.manifest.json"));
        assertTrue(manifest.contains("age between 37 and 64"), manifest);
        assertTrue(said.toString().contains("has a probability of"), said.toString());
    }

    @Test
    void relationsHoldUnderConditions() throws IOException {
        List<String[]> rows = sample("mst", "--where", "age > 80");
        long dead = rows.stream().filter(row -> row[5].equals("true")).count();
        assertTrue(dead > 2700, "dead " + dead);
    }

    @Test
    void sharesAreWhatWasAskedFor() throws IOException {
        List<String[]> rows = sample("mst", "--reweight", "dead=true:0.9", "--reweight", "dead missing:0");
        long dead = rows.stream().filter(row -> row[5].equals("true")).count();
        assertEquals(2700, dead, 10);
        long old = rows.stream()
                .filter(row -> row[5].equals("true") && Integer.parseInt(row[1]) > 80)
                .count();
        assertTrue(old > .9 * dead, old + " of " + dead);
    }

    @Test
    void theCategoriesOfAHybridCanBeConditionedOn() throws IOException {
        assertTrue(sample("hybrid", "--where", "ward = C and cost missing").stream()
                .allMatch(row -> row[2].equals("C") && row[3].isEmpty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        copula | --where    | ward = A              | 1 | can't be conditioned exactly
        hybrid | --where    | age > 50              | 1 | ask of categories alone
        mst    | --where    | age > 200             | 1 | a probability of 0
        mst    | --where    | age >                 | 2 | at character 6
        mst    | --where    | agee > 5              | 2 | no field 'agee'
        mst    | --where    | ward = D              | 2 | 'D' is no value of 'ward'
        mst    | --where    | ward > A              | 2 | has no order
        mst    | --where    | id = p1               | 2 | its effigy:role is identifier
        mst    | --where    | day > 2021-01-01      | 2 | a date written as 31.12.2024
        mst    | --where    | cost > 1.005          | 2 | more decimals
        mst    | --where    | age > day             | 2 | compare dates with dates
        mst    | --reweight | dead=true             | 2 | has no share
        mst    | --reweight | dead=true:1.5         | 2 | from 0 to 1
        mst    | --reweight | age > 200:0.5         | 2 | a probability of 0
        mst    | --reweight | age > 5 or ward=A:0.5 | 2 | shares are given to the values of one column
        """)
    void whatCannotBeDrawnIsRefusedInWords(String model, String option, String text, int status, String why) {
        int found = run("sample", folder.resolve(model + ".effigy"), option, text, "-o", folder.resolve("no.csv"));
        assertEquals(2, found, said.toString());
        assertTrue(said.toString().contains(why), said.toString());
        assertFalse(Files.exists(folder.resolve("no.csv")));
    }

    @Test
    void aConditionThatNoiseCouldMakeIsSaidToBeOne() throws IOException {
        sample("mst", "--where", "age = 109 and ward = C and cost > 990 and day > 01.09.2024");
        assertTrue(said.toString().contains("Noise alone"), said.toString());
    }

    @Test
    void partialRowsAreCompletedAsTheyAre() throws IOException {
        Files.writeString(folder.resolve("given.csv"), """
            ward;age;id;cost
            C;95;x-1;
            A;;x-2;NA
            C;95;x-3;17.50
            """);
        Object[] call = {
            "sample",
            folder.resolve("mst.effigy"),
            "--given",
            folder.resolve("given.csv"),
            "--seed",
            1,
            "-o",
            folder.resolve("done.csv")
        };
        assertEquals(2, run(call));
        assertTrue(said.toString().contains("--given-is-public"), said.toString());
        assertEquals(
                0,
                run(Stream.concat(Arrays.stream(call), Stream.of("--given-is-public"))
                        .toArray()),
                said.toString());
        List<String> lines = Files.readAllLines(folder.resolve("done.csv"));
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).startsWith("x-1,95,C,"), lines.toString());
        assertTrue(lines.get(2).matches("x-2,\\d+,A,NA,.*"), lines.toString());
        assertTrue(lines.get(3).startsWith("x-3,95,C,17.50,"), lines.toString());
        assertTrue(Files.readString(folder.resolve("done.csv.manifest.json")).contains("partial rows completed"));
    }

    @Test
    void partialRowsThatCannotBeAreRefusedWithTheirLine() throws IOException {
        Files.writeString(folder.resolve("wrong.csv"), "ward,age\nC,95\nD,400\n");
        assertEquals(
                1,
                run(
                        "sample",
                        folder.resolve("mst.effigy"),
                        "--given",
                        folder.resolve("wrong.csv"),
                        "--given-is-public",
                        "-o",
                        folder.resolve("no.csv")));
        assertTrue(said.toString().contains("line 3, column 'ward'"), said.toString());
    }
}
