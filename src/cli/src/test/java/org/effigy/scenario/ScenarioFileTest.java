package org.effigy.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLedger;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.FittedModel;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Synthesizer;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios: what they say of rows is so, in every row and in the shares, and what is none is refused in words. */
class ScenarioFileTest {
    private static final Path ROOT = Path.of(System.getProperty("effigy.root"));

    private static final String SCHEMA = """
        {"missingValues": [""], "fields": [
          {"name": "id", "type": "string", "effigy:role": "identifier"},
          {"name": "city", "type": "string", "constraints": {"enum": ["Oslo", "Rome", "Bonn"]}},
          {"name": "net", "type": "number", "effigy:precision": 2, "constraints": {"minimum": 0, "maximum": 1000}},
          {"name": "total due", "type": "number", "effigy:precision": 2, "constraints": {"minimum": 0, "maximum": 2000}},
          {"name": "guests", "type": "integer", "constraints": {"minimum": 1, "maximum": 6}},
          {"name": "from", "type": "date", "format": "%d.%m.%Y", "constraints": {"minimum": "01.01.2024", "maximum": "31.12.2024"}},
          {"name": "to", "type": "date", "format": "%d.%m.%Y", "constraints": {"minimum": "01.01.2024", "maximum": "31.12.2025"}},
          {"name": "paid", "type": "boolean", "constraints": {"required": true}}],
         "effigy:rules": [{"name": "late", "holds": "from missing or to missing or from <= to"},
          {"name": "oslo", "holds": "city = Oslo implies guests <= 4"}]}
        """;

    @TempDir
    private Path folder;

    @BeforeEach
    void schema() throws IOException {
        Files.writeString(folder.resolve("s.json"), SCHEMA);
    }

    private ScenarioFile read(String json) throws IOException {
        return ScenarioFile.read(Files.writeString(folder.resolve("scenario.json"), json));
    }

    private static String kind(String name, long rows, String rest) {
        return "{\"name\": \"" + name + "\", \"rows\": " + rows + (rest.isEmpty() ? "" : ", " + rest) + "}";
    }

    private static String of(String kinds, String rest) {
        return "{\"schema\": \"s.json\", \"kinds\": [" + kinds + "]" + (rest.isEmpty() ? "" : ", " + rest) + "}";
    }

    private static String set(String columns) {
        return kind("k", 2000, "\"set\": {\"paid\": true, " + columns + "}");
    }

    private static List<Made> rows(ScenarioFile scenario, long seed) {
        List<Made> rows = new ArrayList<>();
        scenario.each(seed, rows::add);
        return rows;
    }

    private List<String> column(String columns, int field) throws IOException {
        return rows(read(of(set(columns), "")), 5).stream()
                .map(row -> row.cells().get(field))
                .toList();
    }

    @Test
    void kindsAreMixedInTheirNumbersAndASeedRepeatsThem() throws IOException {
        ScenarioFile scenario = read(of(
                kind("a", 700, "\"base\": \"schema\", \"expect\": \"accept\"") + ", "
                        + kind("b", 300, "\"base\": \"schema\", \"set\": {\"city\": \"Rome\"}"),
                ""));
        List<Made> rows = rows(scenario, 3);
        assertEquals(1000, scenario.rows());
        assertEquals(300, rows.stream().filter(row -> row.kind().equals("b")).count());
        assertTrue(rows.stream()
                .filter(row -> row.kind().equals("b"))
                .allMatch(row -> row.cells().get(1).equals("Rome")));
        long early = rows.subList(0, 500).stream()
                .filter(row -> row.kind().equals("b"))
                .count();
        assertTrue(early > 100 && early < 200, early + " of 300 in the first half");
        assertTrue(rows.stream()
                .allMatch(row -> row.expected().isPresent() == row.kind().equals("a")));
        assertEquals(rows, rows(scenario, 3));
        assertNotEquals(rows, rows(scenario, 4));
        assertEquals(
                1000, new HashSet<>(rows.stream().map(row -> row.cells().get(0)).toList()).size());
    }

    @Test
    void numbersOfRowsAreSharedOutInProportion() throws IOException {
        ScenarioFile scenario = read(of(
                kind("a", 2, "\"base\": \"schema\"") + ", " + kind("b", 1, "\"base\": \"schema\"") + ", "
                        + kind("c", 1, "\"base\": \"schema\""),
                ""));
        for (long number : new long[] {3, 4, 5, 7, 1001}) {
            assertEquals(number, scenario.withRows(number).rows());
        }
        assertEquals(
                "501 a, 250 b, 250 c",
                scenario.withRows(1001).words().replace(",", ", ").replace(",  ", ", "));
        assertThrows(IllegalArgumentException.class, () -> scenario.withRows(2));
    }

    /** All rows that the schema allows: the rule of the three cities takes three of 28 pairs away. */
    @Test
    void withoutMoreEveryRowThatTheSchemaAllowsIsAsLikely() throws IOException {
        Map<String, Integer> pairs = new HashMap<>();
        for (Made row : rows(read(of(kind("k", 20_000, "\"base\": \"schema\""), "")), 9)) {
            pairs.merge(row.cells().get(1) + row.cells().get(4), 1, Integer::sum);
        }
        assertFalse(pairs.containsKey("Oslo5") || pairs.containsKey("Oslo6"));
        // Each is one of four cities and seven numbers, missing ones among them, without three pairs: no number is none
        // up to 4.
        assertEquals(25, pairs.size());
        pairs.forEach((pair, count) -> assertEquals(20_000.0 / 25, count, 5 * Math.sqrt(20_000.0 / 25), pair));
    }

    @Test
    void valuesComeAboutAsTheyAreSaidTo() throws IOException {
        assertEquals(Set.of("Bonn"), Set.copyOf(column("\"city\": \"Bonn\"", 1)));
        assertEquals(Set.of(""), Set.copyOf(column("\"city\": null", 1)));
        assertEquals(Set.of("12.50"), Set.copyOf(column("\"net\": 12.5", 2)));
        assertEquals(
                List.of("Rome", "Bonn", "Rome"),
                column("\"city\": {\"inTurn\": [\"Rome\", \"Bonn\"]}", 1).subList(0, 3));
        assertEquals(
                List.of("G-0007", "G-0010", "G-0013"),
                column("\"id\": {\"sequence\": {\"from\": 7, \"step\": 3, \"prefix\": \"G-\", \"digits\": 4}}", 0)
                        .subList(0, 3));
        List<String> weighted = column("\"city\": {\"oneOf\": {\"Rome\": 3, \"Bonn\": 1}}", 1);
        assertEquals(1500, weighted.stream().filter("Rome"::equals).count(), 5 * Math.sqrt(2000 * 3.0 / 16));
        List<String> even = column("\"guests\": {\"uniform\": [1, 6]}", 4);
        for (String guests : List.of("1", "2", "3", "4", "5", "6")) {
            assertEquals(
                    2000 / 6.0, even.stream().filter(guests::equals).count(), 5 * Math.sqrt(2000 * 5 / 36.0), guests);
        }
    }

    /** Cut by quantiles: the half of a normal distribution that a column can hold has the mean of that half. */
    @Test
    void distributionsAreCutToWhatAColumnMayHold() throws IOException {
        double mean = column("\"net\": {\"normal\": [0, 100]}", 2).stream()
                .mapToDouble(Double::parseDouble)
                .peek(net -> assertTrue(net >= 0 && net <= 1000))
                .average()
                .orElseThrow();
        assertEquals(100 * Math.sqrt(2 / Math.PI), mean, 5 * 60.3 / Math.sqrt(2000));
        double logged = column("\"net\": {\"logNormal\": [3, 0.5]}", 2).stream()
                .mapToDouble(net -> Math.log(Double.parseDouble(net)))
                .average()
                .orElseThrow();
        assertEquals(3, logged, 5 * .5 / Math.sqrt(2000));
        double waited = column("\"net\": {\"exponential\": 20}", 2).stream()
                .mapToDouble(Double::parseDouble)
                .average()
                .orElseThrow();
        assertEquals(20, waited, 5 * 20 / Math.sqrt(2000));
        assertTrue(
                column("\"from\": {\"uniform\": [\"30.03.2024\", \"01.04.2024\"]}, \"to\": \"01.05.2024\"", 5).stream()
                        .allMatch(Set.of("30.03.2024", "31.03.2024", "01.04.2024")::contains));
    }

    @Test
    void columnsAreReckonedFromOthersWhateverTheOrderInWhichTheyStand() throws IOException {
        ScenarioFile scenario = read(of(
                set("\"total due\": {\"formula\": \"round(net * 1.25, 2) + if(guests > 3, 10, 0)\"},"
                        + " \"to\": {\"formula\": \"[from] + guests\"}, \"net\": {\"uniform\": [1, 500]},"
                        + " \"guests\": {\"inTurn\": [1, 2, 3, 4]}, \"from\": {\"uniform\": [\"01.01.2024\", \"31.12.2024\"]},"
                        + " \"city\": {\"cases\": [{\"where\": \"net > 400\", \"value\": \"Oslo\"},"
                        + " {\"where\": \"net > 200 and guests = 2\", \"value\": {\"oneOf\": [\"Rome\"]}}],"
                        + " \"otherwise\": null}"),
                ""));
        for (Made row : rows(scenario, 8)) {
            double net = Double.parseDouble(row.cells().get(2));
            int guests = Integer.parseInt(row.cells().get(4));
            double due = Math.round(net * 125) / 100.0 + (guests > 3 ? 10 : 0);
            assertEquals(due, Double.parseDouble(row.cells().get(3)), .0101, row.toString());
            assertEquals(
                    day(row.cells().get(5)).plusDays(guests), day(row.cells().get(6)));
            assertEquals(
                    net > 400 ? "Oslo" : net > 200 && guests == 2 ? "Rome" : "",
                    row.cells().get(1));
        }
        assertEquals(Set.of(""), Set.copyOf(column("\"net\": null, \"total due\": {\"formula\": \"net + 1\"}", 3)));
        ScenarioFile twice = read(of(
                kind(
                        "k",
                        200,
                        "\"base\": \"schema\", \"set\": {\"net\": 8, \"total due\": {\"formula\": \"net / 2\"}}"),
                ""));
        assertTrue(rows(twice, 1).stream().allMatch(row -> row.cells().get(3).equals("4.00")));
    }

    private static LocalDate day(String text) {
        String[] parts = text.split("\\.");
        return LocalDate.of(Integer.parseInt(parts[2]), Integer.parseInt(parts[1]), Integer.parseInt(parts[0]));
    }

    /** What is marked is wrong, what is not marked is as it would be without any mess, and as much is wrong as was asked for. */
    @Test
    void messBefallsSoManyRowsAndSaysWhich() throws IOException {
        String kinds = kind("k", 4000, "\"base\": \"schema\", \"set\": {\"net\": {\"uniform\": [10, 20]}}");
        List<Made> clean = rows(read(of(kinds, "")), 2);
        for (String sort : List.of("missing", "typo", "notation", "extreme")) {
            ScenarioFile scenario =
                    read(of(kinds, "\"mess\": [{\"kind\": \"" + sort + "\", \"columns\": [\"net\"], \"rate\": 0.25}]"));
            List<Made> messy = rows(scenario, 2);
            long wrong = 0;
            for (int i = 0; i < clean.size(); i++) {
                List<String> before = new ArrayList<>(clean.get(i).cells());
                List<String> after = new ArrayList<>(messy.get(i).cells());
                boolean differs = !before.equals(after);
                assertEquals(
                        differs, !messy.get(i).mess().isEmpty(), messy.get(i).toString());
                assertEquals(
                        differs ? List.of(sort + " in net") : List.of(),
                        messy.get(i).mess());
                before.remove(2);
                after.remove(2);
                assertEquals(before, after);
                wrong += differs ? 1 : 0;
            }
            assertEquals(1000, wrong, 5 * Math.sqrt(750), sort);
        }
    }

    @Test
    void unitsSwapsAndWholeRowsGoWrongAsAsked() throws IOException {
        String kinds = kind("k", 3000, "\"set\": {\"paid\": true, \"net\": 2.5, \"total due\": 7, \"city\": \"Rome\"}");
        String mess = "\"mess\": [{\"kind\": \"unit\", \"columns\": [\"net\"], \"by\": 100, \"rate\": 0.1},"
                + " {\"kind\": \"swap\", \"columns\": [\"city\", \"total due\"], \"rate\": 0.1},"
                + " {\"kind\": \"duplicate\", \"rate\": 0.1}, {\"kind\": \"torn\", \"rate\": 0.1},"
                + " {\"kind\": \"extra\", \"rate\": 0.1}]";
        ScenarioFile scenario = read(of(kinds, mess));
        assertTrue(scenario.isRagged() && scenario.isMessy());
        Map<String, Integer> met = new HashMap<>();
        List<Made> rows = rows(scenario, 6);
        for (int i = 0; i < rows.size(); i++) {
            Made row = rows.get(i);
            row.mess().forEach(words -> met.merge(words.split(" ")[0], 1, Integer::sum));
            boolean torn = row.mess().stream().anyMatch(words -> words.startsWith("torn"));
            boolean extra = row.mess().contains("extra cell");
            assertEquals(!torn && !extra, row.cells().size() == 8 && !torn, row.toString());
            if (!torn) {
                assertEquals(
                        row.mess().contains("unit in net") ? "250" : "2.50",
                        row.cells().get(2));
                assertEquals(
                        row.mess().contains("swap of city and total due") ? "7.00" : "Rome",
                        row.cells().get(1));
            }
            if (row.mess().contains("duplicate")) {
                assertEquals(rows.get(i - 1).cells(), row.cells());
            }
        }
        assertEquals(Set.of("unit", "swap", "duplicate", "torn", "extra"), met.keySet());
        assertEquals(3000 + met.get("duplicate"), rows.size());
        met.forEach((sort, count) -> assertEquals(330, count, 110, sort));
    }

    @Test
    void rowsOfAModelMeetItsCondition() throws IOException {
        Path data = ROOT.resolve("datasets/hospital-encounters");
        Schema known = Schema.read(data.resolve("encounters.schema.json"));
        PrivacyBudget budget = PrivacyBudget.of(3, 1e-9).withUnit(PrivacyUnit.of("patient_id", 3));
        FittedModel model;
        try (PrivacyLedger ledger = MemoryLedger.of("encounters", budget)) {
            model = FittedModel.fit(
                    Synthesizer.named("independent"),
                    TableReader.of(known)
                            .readTable(CsvInput.of(data.resolve("encounters.csv")))
                            .table(),
                    known,
                    ledger.open("fit", budget),
                    OpenDpNoise.load());
        }
        Files.write(folder.resolve("m.effigy"), ModelFile.bytes(model));
        ScenarioFile scenario = read("{\"kinds\": ["
                + kind(
                        "old",
                        300,
                        "\"base\": {\"model\": \"m.effigy\", \"where\": \"age >= 65\", \"reweight\": {\"sex = F\": 1}}")
                + "]}");
        int age = model.schema().position("age");
        int sex = model.schema().position("sex");
        for (Made row : rows(scenario, 1)) {
            assertTrue(Integer.parseInt(row.cells().get(age)) >= 65, row.toString());
            assertEquals("F", row.cells().get(sex));
        }
        assertEquals(model.schema(), scenario.model().orElseThrow().schema());
        Files.copy(folder.resolve("m.effigy"), folder.resolve("n.effigy"));
        String two = "{\"kinds\": [" + kind("a", 1, "\"base\": {\"model\": \"m.effigy\"}") + ", "
                + kind("b", 1, "\"base\": {\"model\": \"n.effigy\"}") + "]}";
        assertTrue(assertThrows(IllegalArgumentException.class, () -> read(two))
                .getMessage()
                .contains("two models"));
    }

    /** Hostile and mistaken files, each with a word that its refusal must have. */
    @TestFactory
    Stream<DynamicTest> whatIsNoScenarioIsRefusedInWords() {
        String deep = "(".repeat(60) + "net" + ")".repeat(60);
        return Stream.of(
                        "[1, 2 | not JSON",
                        "[] | JSON object",
                        "{} | kinds",
                        "{\"kinds\": []} | list of 1 to",
                        "{\"kinds\": [{\"name\": \"a\", \"rows\": 1}]} | which columns there are",
                        of(kind("a", 1, ""), "\"sead\": 3") + " | \"sead\" is not known",
                        of(kind("a", 1, ""), "\"kinds\": []") + " | Duplicate field",
                        of(kind("", 1, ""), "") + " | needs a \"name\"",
                        of(kind("a", 0, ""), "") + " | at least 1",
                        of("{\"name\": \"a\", \"rows\": 1.5}", "") + " | whole number",
                        of(
                                        kind("a", 1, "\"set\": {\"paid\": true}") + ","
                                                + kind("a", 1, "\"set\": {\"paid\": true}"),
                                        "")
                                + " | stands twice",
                        of(kind("a", 1, ""), "") + " | may not be missing",
                        of(kind("a", 1, "\"set\": {\"town\": \"Rome\"}"), "") + " | no column 'town'",
                        of(kind("a", 1, "\"set\": {\"city\": \"Paris\"}"), "") + " | 'Paris' is not",
                        of(kind("a", 1, "\"set\": {\"guests\": 7}"), "") + " | '7' is not",
                        of(kind("a", 1, "\"set\": {\"guests\": \"two\"}"), "") + " | 'two' is not",
                        of(set("\"city\": {\"oneOf\": []}"), "") + " | at least one value",
                        of(set("\"city\": {\"oneOf\": {\"Rome\": -1}}"), "") + " | weights are at least 0",
                        of(set("\"city\": {\"oneOf\": [\"Rome\"], \"inTurn\": [\"Rome\"]}"), "")
                                + " | object with one of",
                        of(set("\"city\": {\"run\": \"rm\"}"), "") + " | object with one of",
                        of(set("\"city\": {\"normal\": [0, 1]}"), "") + " | no number and no date",
                        of(set("\"net\": {\"normal\": [0, -1]}"), "") + " | no normal distribution",
                        of(set("\"net\": {\"normal\": [1e9, 1]}"), "") + " | lies outside",
                        of(set("\"net\": {\"formula\": \"RANDOM()\"}"), "") + " | RANDOM",
                        of(set("\"net\": {\"formula\": \"DT_NOW() - 1\"}"), "") + " | DT_NOW",
                        of(set("\"net\": {\"formula\": \"9 ^ 9 ^ 9 ^ 9\"}"), "") + " | no powers",
                        of(set("\"net\": {\"formula\": \"round(1e999999999, 2)\"}"), "") + " | no powers",
                        of(set("\"net\": {\"formula\": \"guests + \"}"), "") + " | the formula",
                        of(set("\"net\": {\"formula\": \"price * 2\"}"), "") + " | no column 'price'",
                        of(set("\"net\": {\"formula\": \"city * 2\"}"), "") + " | is a text",
                        of(set("\"net\": {\"formula\": \"" + deep + "\"}"), "") + " | deeper than",
                        of(set("\"net\": {\"formula\": \"" + "1+".repeat(600) + "1\"}"), "") + " | 1000 characters",
                        of(set("\"net\": {\"formula\": \"[total due]\"}, \"total due\": {\"formula\": \"net\"}"), "")
                                + " | in a circle",
                        of(set("\"net\": {\"formula\": \"net + 1\"}"), "") + " | in a circle",
                        of(
                                        set(
                                                "\"city\": {\"cases\": [{\"where\": \"guests >\", \"value\": null}], \"otherwise\": null}"),
                                        "")
                                + " | column 'city'",
                        of(
                                        set(
                                                "\"city\": {\"cases\": [{\"where\": \"town = 1\", \"value\": null}], \"otherwise\": null}"),
                                        "")
                                + " | town",
                        of(set("\"from\": {\"sequence\": {\"from\": 1}}"), "") + " | a sequence is of",
                        of(kind("a", 1, "\"base\": \"nothing\""), "") + " | \"base\" is",
                        of(kind("a", 1, "\"base\": {\"model\": \"../../etc/passwd\"}"), "") + " | no plain file name",
                        of(kind("a", 1, "\"base\": {\"model\": \"m.effigy\"}"), "") + " | there is no file",
                        "{\"schema\": \"/etc/hosts\", \"kinds\": [" + kind("a", 1, "") + "]} | no plain file name",
                        of(set("\"net\": 1"), "\"mess\": [{\"kind\": \"fire\", \"rate\": 0.1}]") + " | not 'fire'",
                        of(set("\"net\": 1"), "\"mess\": [{\"kind\": \"typo\", \"rate\": 2}]") + " | share of rows",
                        of(set("\"net\": 1"), "\"mess\": [{\"kind\": \"swap\", \"columns\": [\"net\"], \"rate\": 1}]")
                                + " | two \"columns\"",
                        of(
                                        set("\"net\": 1"),
                                        "\"mess\": [{\"kind\": \"unit\", \"columns\": [\"city\"], \"by\": 2, \"rate\": 1}]")
                                + " | has no unit",
                        of(set("\"net\": 1"), "\"mess\": [{\"kind\": \"torn\", \"rate\": 1}], \"marks\": \"columns\"")
                                + " | can't carry",
                        of(set("\"net\": 1"), "\"marks\": \"above\"") + " | beside, columns or none",
                        of(set("\"net\": 1"), "\"seed\": \"x\"") + " | whole number")
                .map(planted -> planted.split(" \\| "))
                .map(planted -> DynamicTest.dynamicTest(
                        planted[1] + ": " + planted[0].substring(0, Math.min(90, planted[0].length())), () -> {
                            String said = assertThrows(IllegalArgumentException.class, () -> read(planted[0]))
                                    .getMessage();
                            assertTrue(said.contains(planted[1]), said);
                            assertTrue(said.contains("scenario.json") && said.length() < 900, said);
                        }));
    }

    /** Known at a row only: with the kind, the row and what to do. */
    @Test
    void rowsThatCantBeMadeAreToldWithTheirPlace() throws IOException {
        for (String planted : List.of(
                "\"net\": {\"formula\": \"10 / (guests - 2)\"}, \"guests\": 2 | the formula",
                "\"net\": {\"formula\": \"guests * 900\"}, \"guests\": {\"inTurn\": [1, 2]} | column 'net'",
                "\"city\": \"Oslo\", \"guests\": 6 | breaks rule",
                "\"from\": \"02.02.2024\", \"to\": \"01.02.2024\" | breaks rule",
                "\"net\": {\"formula\": \"round(1e999 * 1e999, 2)\"} | can't hold")) {
            String[] parts = planted.split(" \\| ");
            ScenarioFile scenario = read(of(set(parts[0]), ""));
            String said = assertThrows(IllegalArgumentException.class, () -> rows(scenario, 1))
                    .getMessage();
            assertTrue(said.contains("kind 'k', its row ") && said.contains(parts[1]), said);
        }
        ScenarioFile meant = read(
                of(kind("k", 5, "\"valid\": false, \"set\": {\"city\": \"Paris\", \"guests\": 99, \"net\": -3}"), ""));
        assertEquals(
                List.of("1", "Paris", "-3.00"), rows(meant, 1).get(0).cells().subList(0, 3));
    }

    @Test
    void thePublishedSchemaTakesWhatIsReadAndRefusesWhatIsNot() throws IOException {
        JsonSchema published;
        try (InputStream in = ScenarioFile.class.getResourceAsStream("scenario.schema.json")) {
            published = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
        JsonMapper mapper =
                JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
        Path example = ROOT.resolve("datasets/card-transactions/travel.json");
        assertEquals(Set.of(), published.validate(mapper.readTree(Files.readString(example))));
        assertEquals(845, ScenarioFile.read(example).rows());
        assertFalse(
                published.validate(mapper.readTree(of(kind("a", 0, ""), ""))).isEmpty());
        assertFalse(published
                .validate(mapper.readTree(of(set("\"city\": {\"run\": 1}"), "")))
                .isEmpty());
    }
}
