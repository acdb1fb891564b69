package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories from the command line, at an epsilon at which noise plays no part: what the model itself keeps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoriesCommandTest {
    private static final String SCHEMA = """
        {"fields": [
          {"name": "row", "effigy:role": "identifier"},
          {"name": "patient", "effigy:role": "unit"},
          {"name": "sex", "effigy:of": "unit", "constraints": {"required": true, "enum": ["F", "M"]}},
          {"name": "height", "type": "integer", "effigy:of": "unit",
           "constraints": {"required": true, "minimum": 100, "maximum": 230}},
          {"name": "in", "type": "date", "effigy:order": {"mostRows": 8},
           "constraints": {"required": true, "minimum": "2020-01-01", "maximum": "2029-12-31"}},
          {"name": "out", "type": "date",
           "constraints": {"required": true, "minimum": "2020-01-01", "maximum": "2030-03-31"}},
          {"name": "ward", "constraints": {"required": true, "enum": ["A", "B", "C", "D"]}},
          {"name": "value", "type": "integer", "constraints": {"required": true, "minimum": 0, "maximum": 999}}],
         "effigy:rules": [{"name": "stay", "order": ["in", "out"], "maxGap": 60}]}
        """;

    @TempDir
    private static Path folder;

    private final StringWriter said = new StringWriter();
    private final StringWriter shown = new StringWriter();
    private List<List<String[]>> real;
    private List<List<String[]>> synthetic;

    private int run(Object... arguments) {
        said.getBuffer().setLength(0);
        shown.getBuffer().setLength(0);
        return Effigy.run(
                new PrintWriter(shown, true),
                new PrintWriter(said, true),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    /** Patients who stay in a ward and near their last value, the men in ward A more often; those of A come back sooner. */
    private static String table() {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder text = new StringBuilder("row,patient,sex,height,in,out,ward,value\n");
        for (int patient = 0; patient < 1500; patient++) {
            boolean male = random.nextBoolean();
            int rows = 1 + Math.min(7, (int) (-Math.log(random.nextDouble()) * (male ? 2.5 : 1)));
            int height = (male ? 165 : 155) + random.nextInt(25);
            LocalDate day = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(1000));
            int ward = male && random.nextInt(3) > 0 ? 0 : random.nextInt(4);
            int value = random.nextInt(1000);
            for (int i = 0; i < rows; i++) {
                text.append(String.join(
                                ",",
                                patient + "-" + i,
                                "p" + patient,
                                male ? "M" : "F",
                                Integer.toString(height),
                                day.toString(),
                                day.plusDays(random.nextInt(20)).toString(),
                                String.valueOf("ABCD".charAt(ward)),
                                Integer.toString(value)))
                        .append('\n');
                day = day.plusDays(ward == 0 ? 1 + random.nextInt(30) : 100 + random.nextInt(200));
                ward = random.nextInt(10) > 0 ? ward : random.nextInt(4);
                value = Math.max(0, Math.min(999, value + random.nextInt(41) - 20));
            }
        }
        return text.toString();
    }

    private static List<List<String[]>> units(Path file) throws IOException {
        Map<String, List<String[]>> units = new LinkedHashMap<>();
        Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(row ->
                        units.computeIfAbsent(row[1], unit -> new ArrayList<>()).add(row));
        return List.copyOf(units.values());
    }

    private int fit(Object... more) {
        Object[] fixed = {
            "fit",
            folder.resolve("t.csv"),
            "--schema",
            folder.resolve("s.json"),
            "--epsilon",
            50,
            "--delta",
            "1e-9",
            "--max-model-mb",
            1,
        };
        return run(Stream.concat(Arrays.stream(fixed), Arrays.stream(more)).toArray());
    }

    @BeforeAll
    void makeHistories() throws IOException {
        Files.writeString(folder.resolve("s.json"), SCHEMA);
        Files.writeString(folder.resolve("t.csv"), table());
        assertEquals(0, fit("-o", folder.resolve("m.effigy")), said.toString());
        assertTrue(said.toString().contains("Histories of 'patient' in the order of 'in'"), said.toString());
        assertEquals(
                0,
                run("sample", folder.resolve("m.effigy"), "--seed", 3, "-o", folder.resolve("out.csv")),
                said.toString());
        real = units(folder.resolve("t.csv"));
        synthetic = units(folder.resolve("out.csv"));
    }

    @Test
    void whatRowsOfAUnitShareIsTheSameAndTimesNeverGoBack() {
        for (List<String[]> unit : synthetic) {
            for (int i = 1; i < unit.size(); i++) {
                assertEquals(unit.get(0)[2], unit.get(i)[2]);
                assertEquals(unit.get(0)[3], unit.get(i)[3]);
                assertTrue(unit.get(i - 1)[4].compareTo(unit.get(i)[4]) <= 0);
            }
            for (String[] row : unit) {
                assertTrue(row[4].compareTo(row[5]) <= 0, Arrays.toString(row));
                assertTrue(LocalDate.parse(row[4]).plusDays(60).compareTo(LocalDate.parse(row[5])) >= 0);
            }
        }
    }

    /** 1,500 units: shares are off by .026 in the mean, and their number by 31. */
    @Test
    void unitsHaveAsManyRowsAsInTheTable() {
        double moved = 0;
        for (int rows = 1; rows <= 8; rows++) {
            moved += Math.abs(share(real, rows) - share(synthetic, rows)) / 2;
        }
        assertTrue(moved < .08, "rows a unit are off by " + moved);
        assertTrue(Math.abs(real.size() - synthetic.size()) < .2 * real.size());
        assertTrue(meanRows(synthetic, "M") > 1.3 * meanRows(synthetic, "F"), "men have more rows, and here too");
    }

    private static double share(List<List<String[]>> units, int rows) {
        return (double) units.stream().filter(unit -> unit.size() == rows).count() / units.size();
    }

    private static double meanRows(List<List<String[]>> units, String sex) {
        return units.stream()
                .filter(unit -> unit.get(0)[2].equals(sex))
                .mapToInt(List::size)
                .average()
                .orElseThrow();
    }

    /** Of rows drawn one by one a quarter would stay, by chance, and values would be 333 apart. */
    @Test
    void rowsFollowFromTheRowBefore() {
        for (List<List<String[]>> units : List.of(real, synthetic)) {
            int steps = 0;
            int stay = 0;
            double far = 0;
            double soon = 0;
            double late = 0;
            for (List<String[]> unit : units) {
                for (int i = 1; i < unit.size(); i++) {
                    steps++;
                    stay += unit.get(i)[6].equals(unit.get(i - 1)[6]) ? 1 : 0;
                    far += Math.abs(Integer.parseInt(unit.get(i)[7]) - Integer.parseInt(unit.get(i - 1)[7]));
                    long gap = LocalDate.parse(unit.get(i)[4]).toEpochDay()
                            - LocalDate.parse(unit.get(i - 1)[4]).toEpochDay();
                    boolean isFirst = unit.get(i - 1)[6].equals("A");
                    soon += isFirst && gap <= 31 ? 1 : 0;
                    late += !isFirst && gap <= 31 ? 1 : 0;
                }
            }
            assertTrue(stay > .75 * steps, stay + " of " + steps + " stay in their ward");
            assertTrue(far / steps < 120, "values are " + far / steps + " apart");
            assertTrue(soon > 10 * late + steps / 10.0, soon + " come back soon from A, from others " + late);
        }
    }

    @Test
    void aSeedGivesTheSameTable() throws IOException {
        for (int seed : new int[] {3, 4}) {
            assertEquals(
                    0,
                    run(
                            "sample",
                            folder.resolve("m.effigy"),
                            "--seed",
                            seed,
                            "--force",
                            "-o",
                            folder.resolve("again.csv")));
            byte[] again = Files.readAllBytes(folder.resolve("again.csv"));
            if (seed == 3) {
                assertArrayEquals(Files.readAllBytes(folder.resolve("out.csv")), again);
            } else {
                assertNotEquals(Arrays.hashCode(Files.readAllBytes(folder.resolve("out.csv"))), Arrays.hashCode(again));
            }
        }
        assertEquals(
                0, run("sample", folder.resolve("m.effigy"), "--rows", 77, "--force", "-o", folder.resolve("few.csv")));
        assertEquals(78, Files.readAllLines(folder.resolve("few.csv")).size());
    }

    @Test
    void conditionsAreAskedOfWhatRowsShare() throws IOException {
        Path men = folder.resolve("men.csv");
        assertEquals(
                0,
                run(
                        "sample",
                        folder.resolve("m.effigy"),
                        "--rows",
                        500,
                        "--where",
                        "sex = M and height >= 170 and \"rows of patient\" >= 3",
                        "--force",
                        "-o",
                        men),
                said.toString());
        List<List<String[]>> units = units(men);
        for (List<String[]> unit : units.subList(0, units.size() - 1)) {
            assertTrue(unit.size() >= 3);
            assertTrue(unit.stream().allMatch(row -> row[2].equals("M") && Integer.parseInt(row[3]) >= 170));
        }
        assertEquals(
                2, run("sample", folder.resolve("m.effigy"), "--where", "ward = A", "-o", folder.resolve("no.csv")));
        assertTrue(said.toString().contains("changes from row to row of a history"), said.toString());
    }

    @Test
    void filesSayThatTheyHoldHistories() throws IOException {
        assertEquals(0, run("inspect", folder.resolve("m.effigy")));
        assertTrue(shown.toString().contains("Rows of one 'patient' follow each other by 'in'"), shown.toString());
        assertTrue(shown.toString().contains("rows of patient"), shown.toString());
        assertEquals(0, run("card", folder.resolve("m.effigy"), "-o", folder.resolve("card.html")), said.toString());
        assertTrue(Files.readString(folder.resolve("card.html")).contains("follow each other by"));
    }

    /** The budget names at most as many rows as the schema says; no rows a unit have to be named. */
    @Test
    void withoutHistoriesTheRowsOfAUnitAreToBeNamedAndWhatIsLostIsSaid() throws IOException {
        assertEquals(2, fit("--histories", "none", "-o", folder.resolve("n.effigy")));
        assertTrue(said.toString().contains("--max-rows-per-unit"), said.toString());
        assertEquals(
                0,
                fit(
                        "--histories",
                        "none",
                        "--max-rows-per-unit",
                        2,
                        "--model",
                        "independent",
                        "-o",
                        folder.resolve("n.effigy")),
                said.toString());
        assertTrue(said.toString().contains("how they follow each other in 'in' is lost"), said.toString());
        assertEquals(2, fit("--histories", "some", "-o", folder.resolve("n2.effigy")));
        assertTrue(said.toString().contains("--histories 'some' is not one of auto, none"), said.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"independent", "mst", "privbayes", "hybrid"})
    void everyModelOfPersonsHasHistories(String model) throws IOException {
        Path file = folder.resolve(model + ".effigy");
        assertEquals(0, fit("--model", model, "-o", file), said.toString());
        Path out = folder.resolve(model + ".csv");
        assertEquals(0, run("sample", file, "--rows", 2000, "-o", out), said.toString());
        List<List<String[]>> units = units(out);
        assertTrue(units.size() < 1600 && units.size() > 400, units.size() + " units");
        assertFalse(units.stream().anyMatch(unit -> unit.size() > 8));
    }
}
