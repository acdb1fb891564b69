package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.BrokenRules;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.RuleRates;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableCodec;
import org.effigy.table.TableFormatException;
import org.effigy.table.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** Rules of the schema are kept by every synthetic row, and cost nothing else. */
class RulesTest {
    private static final String FIELDS = """
        "missingValues": ["", "NA"], "fields": [
          {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 109, "required": true}},
          {"name": "job", "type": "string", "constraints": {"enum": ["none", "clerk", "nurse"], "required": true}},
          {"name": "city", "type": "string", "constraints": {"enum": ["Ulm", "Bonn", "Graz"], "required": true}},
          {"name": "country", "type": "string", "constraints": {"enum": ["DE", "AT"], "required": true}},
          {"name": "begun", "type": "date", "format": "%d.%m.%Y",
           "constraints": {"minimum": "01.01.2020", "maximum": "31.12.2024", "required": true}},
          {"name": "ended", "type": "date", "constraints": {"minimum": "2020-01-01", "maximum": "2024-12-31"}},
          {"name": "asked", "type": "number", "effigy:precision": 2,
           "constraints": {"minimum": 0, "maximum": 5000, "required": true}},
          {"name": "paid", "type": "number", "effigy:precision": 1,
           "constraints": {"minimum": 0, "maximum": 5000, "required": true}},
          {"name": "well", "type": "boolean", "constraints": {"required": true}},
          {"name": "ill", "type": "boolean", "constraints": {"required": true}}]
        """;

    private static final String CONDITIONS = """
          {"name": "children", "description": "Children don't work.", "holds": "age < 15 implies job = none"},
          {"name": "night", "columns": ["job", "city", "age"],
           "forbidden": [["nurse", ["Bonn", "Graz"], {"minimum": 63}], ["clerk", "Graz", "*"]]},
          {"name": "health", "oneOf": ["well", "ill"]}
        """;

    private static final String DERIVED = """
          {"name": "place", "from": "city", "to": "country", "map": {"Ulm": "DE", "Bonn": "DE", "Graz": "AT"}},
          {"name": "stay", "order": ["begun", "ended"], "minGap": 1},
          {"name": "refund", "order": ["paid", "asked"]}
        """;

    @TempDir
    private Path folder;

    private static Schema schema(String rules) {
        return SchemaJson.parse("{" + FIELDS + ", \"effigy:rules\": [" + rules + "]}", "schema");
    }

    /** Rows of which some break a rule if asked for. */
    private static String rows(int rows, boolean broken, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder csv = new StringBuilder("age,job,city,country,begun,ended,asked,paid,well,ill\n");
        for (int i = 0; i < rows; i++) {
            int age = random.nextInt(110);
            String city = List.of("Ulm", "Bonn", "Graz").get(random.nextInt(3));
            String job = List.of("none", "clerk", "nurse").get(random.nextInt(3));
            if (age < 15
                    || job.equals("nurse") && !city.equals("Ulm") && age >= 63
                    || job.equals("clerk") && city.equals("Graz")) {
                job = "none";
            }
            java.time.LocalDate begun = java.time.LocalDate.of(2020, 1, 1).plusDays(random.nextInt(1826));
            java.time.LocalDate ended = begun.plusDays(1 + random.nextInt(40));
            boolean open = ended.isAfter(java.time.LocalDate.of(2024, 12, 31)) || random.nextInt(20) == 0;
            int asked = 1 + random.nextInt(4000);
            boolean well = random.nextBoolean();
            if (broken && i % 3 == 0) {
                job = "clerk";
                age = 3;
            }
            csv.append(age).append(',').append(job).append(',').append(city).append(',');
            csv.append(city.equals("Graz") ^ (broken && i % 5 == 0) ? "AT" : "DE")
                    .append(',');
            csv.append(begun.format(java.time.format.DateTimeFormatter.ofPattern("dd.MM.yyyy")))
                    .append(',');
            csv.append(open ? "" : broken && i % 7 == 0 ? begun.minusDays(0) : ended)
                    .append(',');
            csv.append(asked).append(".05,").append(random.nextInt(asked)).append(".3,");
            csv.append(well).append(',').append(!well).append('\n');
        }
        return csv.toString();
    }

    private static CodedTable read(Schema schema, String csv, BrokenRules choice) throws IOException {
        return TableReader.of(schema)
                .withBrokenRules(choice)
                .readRecords(CsvInput.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "rows"));
    }

    private static FittedModel fit(String model, Schema schema, CodedTable rows, double epsilon) {
        PrivacyBudget budget = PrivacyBudget.of(epsilon, 1e-9);
        Release release = MemoryLedger.of("rules", budget).open("fit", budget);
        PrivateTable door = PrivateTable.ofRows(rows.records(), release, OpenDpNoise.load());
        return FittedModel.fit(Synthesizer.named(model), door, schema);
    }

    private static void assertKept(Schema schema, Table rows, String what) {
        Map<String, Long> broken = RuleRates.broken(schema, rows);
        assertEquals(schema.rules().size(), broken.size());
        broken.forEach((rule, count) -> assertEquals(0, count, what + " breaks '" + rule + "'"));
    }

    private static Schema star(int lowest) {
        String field =
                "{\"name\": \"%s\", \"type\": \"integer\", \"constraints\": {\"required\": true, \"minimum\": %d,"
                        + " \"maximum\": %d}}";
        return SchemaJson.parse(
                "{\"fields\": [" + field.formatted("a", 0, 10000) + "," + field.formatted("b", lowest, 15000) + ","
                        + field.formatted("c", 0, 6000)
                        + "], \"effigy:rules\": [{\"name\": \"first\", \"order\": [\"a\", \"b\"]},"
                        + " {\"name\": \"second\", \"order\": [\"a\", \"c\"]}]}",
                "star");
    }

    /**
     * Two orders that begin with one column. Where b could fall below 6,000 and c rise above it, a bin of a may suit each and
     * not both: .4 % of a million rows once broke a rule. That is refused; with both bounds on one side every row keeps both.
     */
    @Test
    void ordersThatPullOneColumnApartAreRefusedAndOthersAreKept() throws IOException {
        String said = assertThrows(IllegalArgumentException.class, () -> TableCodec.of(star(6000)))
                .getMessage();
        assertTrue(
                said.contains("rules 'first' and 'second' both begin with 'a'")
                        && said.contains("Lower the minimum of 'b' to that of 'a'"),
                said);
        Schema kept = star(0);
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder csv = new StringBuilder("a,b,c\n");
        for (int row = 0; row < 400; row++) {
            int a = 4000 + random.nextInt(2001);
            csv.append(a).append(',').append(6000 + random.nextInt(601)).append(',');
            csv.append(a + random.nextInt(6001 - a)).append('\n');
        }
        FittedModel model = fit("independent", kept, read(kept, csv.toString(), BrokenRules.REFUSE), 1);
        assertKept(kept, model.sample(100_000, 1), "star");
    }

    @ParameterizedTest
    @ValueSource(strings = {"independent", "mst", "privbayes", "aim"})
    void everySyntheticRowKeepsEveryRule(String model) throws IOException {
        Schema schema = schema(CONDITIONS + "," + DERIVED);
        FittedModel fitted = fit(model, schema, read(schema, rows(2000, false, 1), BrokenRules.REFUSE), 2);
        assertKept(schema, fitted.sample(20_000, 4), model);
        assertKept(
                schema, Scenario.of(fitted).where("country = AT and age > 50").sample(2000, 5), model + " given");
        // The planted offender: the same without rules.
        Schema free = schema("");
        FittedModel unruled = fit(model, free, read(free, rows(2000, false, 1), BrokenRules.REFUSE), 2);
        // What a model happens to learn it may keep by itself; order and sums of money it can't.
        Map<String, Long> broken = RuleRates.broken(schema, unruled.sample(5000, 4));
        assertTrue(broken.get("stay") > 5 && broken.get("refund") > 5, model + " keeps order by itself: " + broken);
        // A file keeps rules, and draws the same rows.
        Path file = folder.resolve("model.effigy");
        Files.write(file, ModelFile.bytes(fitted));
        FittedModel again = ModelFile.read(file);
        assertEquals(schema, again.schema());
        assertEquals(fitted.sample(500, 9).print(500), again.sample(500, 9).print(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "copula"})
    void copulasKeepWhatIsReckonedAndRefuseTheRestByNamingWhatCan(String model) throws IOException {
        Schema reckoned = schema("""
            {"name": "place", "from": "city", "to": "country", "map": {"Ulm": "DE", "Bonn": "DE", "Graz": "AT"}},
            {"name": "refund", "order": ["paid", "asked"], "maxGap": 0}\
            """);
        Schema place =
                schema(DERIVED.substring(0, DERIVED.indexOf("},") + 2).strip().replaceAll(",$", ""));
        FittedModel fitted = fit(model, place, read(place, rows(1500, false, 2), BrokenRules.REFUSE), 2);
        assertKept(place, fitted.sample(3000, 4), model);
        Schema all = schema(CONDITIONS + "," + DERIVED);
        CodedTable rows = read(all, rows(300, false, 2), BrokenRules.REFUSE);
        String said = assertThrows(IllegalArgumentException.class, () -> fit(model, all, rows, 2))
                .getMessage();
        assertTrue(said.contains("aim, mst, privbayes or independent"), said);
        assertTrue(reckoned.rules().size() == 2);
    }

    @Test
    void marginalsGivenRulesAreThoseOfTheRows() throws IOException {
        Schema schema = schema(CONDITIONS);
        FittedModel fitted = fit("mst", schema, read(schema, rows(4000, false, 3), BrokenRules.REFUSE), 50);
        Table rows = fitted.sample(40_000, 1);
        long nurses = rows.stringColumn("job").countOccurrences("nurse");
        String csv = rows(4000, false, 3);
        double share = csv.split(",nurse,", -1).length / 4000.0;
        assertEquals(share, nurses / 40_000.0, .01);
    }

    @Test
    void rowsThatBreakRulesAreRefusedWithLineAndRuleOrAsAsked() throws IOException {
        Schema schema = schema(CONDITIONS + "," + DERIVED);
        String csv = rows(60, true, 4);
        TableFormatException refused =
                assertThrows(TableFormatException.class, () -> read(schema, csv, BrokenRules.REFUSE));
        assertTrue(refused.getMessage().contains("line 2"), refused.getMessage());
        assertTrue(refused.getMessage().contains("'children' (Children don't work.)"), refused.getMessage());
        assertEquals(60, read(schema, csv, BrokenRules.KEEP).records().rows());
        // No cell of the first rule may be missing, so nothing mends such a row.
        assertThrows(TableFormatException.class, () -> read(schema, csv, BrokenRules.MISSING));
        Schema stay = schema("{\"name\": \"stay\", \"order\": [\"begun\", \"ended\"], \"minGap\": 1}");
        CodedTable mended = read(stay, csv, BrokenRules.MISSING);
        assertTrue(mended.report().broken().get("stay") > 3, mended.report().toString());
        FittedModel fitted = fit("mst", schema, read(schema, csv, BrokenRules.KEEP), 1);
        assertKept(schema, fitted.sample(3000, 4), "a model of rows that break rules");
    }

    @Test
    void rowsThatBreakRulesChangeNoQuestionAndNoPrice() throws IOException {
        Schema schema = schema(CONDITIONS + "," + DERIVED);
        for (String model : List.of("independent", "privbayes")) {
            List<String> kept = fit(model, schema, read(schema, rows(500, false, 5), BrokenRules.KEEP), 1)
                    .provenance()
                    .charges()
                    .stream()
                    .map(charge -> charge.mechanism().getClass().getSimpleName())
                    .toList();
            List<String> broken = fit(model, schema, read(schema, rows(500, true, 6), BrokenRules.KEEP), 1)
                    .provenance()
                    .charges()
                    .stream()
                    .map(charge -> charge.mechanism().getClass().getSimpleName())
                    .toList();
            assertEquals(kept, broken, model);
        }
    }

    @Test
    void rulesThatWereSeenInTheDataAreRefusedLikeADomainThatWas() throws IOException {
        Schema seen =
                schema("{\"name\": \"seen\", \"holds\": \"age < 15 implies job = none\", \"derivedFromData\": true}");
        CodedTable rows = read(seen, rows(50, false, 1), BrokenRules.REFUSE);
        String said = assertThrows(IllegalArgumentException.class, () -> fit("mst", seen, rows, 1))
                .getMessage();
        assertTrue(said.contains("the rules 'seen' were seen in the data"), said);
    }

    @Test
    void rulesThatNeedTooLargeAModelAreRefusedBeforeTheBudget() throws IOException {
        Schema wide = schema("{\"name\": \"wide\", \"holds\": \"asked > paid or age > 50\"}");
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        String said = assertThrows(
                        IllegalArgumentException.class,
                        () -> FittedModel.requireRules(
                                wide, Synthesizer.named("mst", new Settings(Workload.triples(), .01))))
                .getMessage();
        assertTrue(said.contains("more than") || said.contains("--max-model-mb allows"), said);
        assertEquals(1, budget.epsilon());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[5] | it is no JSON object",
                "[{\"name\": \"r\"}] | it needs one of",
                "[{\"name\": \"r\", \"holds\": \"age > 3\", \"order\": [\"a\", \"b\"]}] | it needs one of",
                "[{\"holds\": \"age > 3\"}] | a name that is not blank",
                "[{\"name\": \"r\", \"holds\": \"age >\"}] | rule 'r': in the condition 'age >', at character 6",
                "[{\"name\": \"r\", \"holds\": \"agee > 3\"}] | rule 'r': there is no field 'agee'",
                "[{\"name\": \"r\", \"holds\": \"job = cook\"}] | rule 'r': 'cook' is no value of 'job'",
                "[{\"name\": \"r\", \"holds\": \"job > clerk\"}] | rule 'r': 'job' has no order",
                "[{\"name\": \"r\", \"hold\": \"age > 3\"}] | it needs one of",
                "[{\"name\": \"r\", \"holds\": \"age > 3\", \"maxgap\": 3}] | 'maxgap' is not known beside 'holds'",
                "[{\"name\": \"r\", \"holds\": \"age > 3\"}, {\"name\": \"r\", \"holds\": \"age > 4\"}] | stands twice",
                "[{\"name\": \"r\", \"holds\": \"age > 200\"}] | no row can obey rule 'r'",
                "[{\"name\": \"a\", \"holds\": \"age > 50\"}, {\"name\": \"b\", \"holds\": \"job = none\"}, {\"name\":"
                        + " \"c\", \"holds\": \"age < 20\"}] | no row can obey rules 'a' (age > 50) and 'c' (age < 20)"
                        + " together",
                "[{\"name\": \"a\", \"holds\": \"job = none implies city = Ulm\"}, {\"name\": \"b\", \"holds\": \"city"
                        + " != Ulm\"}, {\"name\": \"c\", \"holds\": \"job = none\"}] | rules 'a' (job = none implies city"
                        + " = Ulm) and 'b' (city != Ulm) and 'c'",
                "[{\"name\": \"r\", \"order\": [\"begun\"]}] | rule 'r': 'order' must be a list of 2",
                "[{\"name\": \"r\", \"order\": [\"begun\", \"begun\"]}] | rule 'r': 'begun' can't be in order with"
                        + " itself",
                "[{\"name\": \"r\", \"order\": [\"begun\", \"age\"]}] | rule 'r': 'begun' (date) and 'age' (integer)"
                        + " have no order",
                "[{\"name\": \"r\", \"order\": [\"job\", \"age\"]}] | rule 'r': 'job' has no range of numbers or dates",
                "[{\"name\": \"r\", \"order\": [\"ended\", \"begun\"]}] | rule 'r': 'begun' is reckoned from 'ended',"
                        + " which may be missing",
                "[{\"name\": \"r\", \"order\": [\"begun\", \"ended\"], \"minGap\": 9000}] | rule 'r': it leaves"
                        + " nothing",
                "[{\"name\": \"r\", \"order\": [\"begun\", \"ended\"], \"minGap\": 5, \"maxGap\": 2}] | rule 'r': the"
                        + " largest gap must be at least the smallest",
                "[{\"name\": \"a\", \"order\": [\"paid\", \"asked\"]}, {\"name\": \"b\", \"order\": [\"asked\","
                        + " \"paid\"]}] | leave one of the rules 'a' and 'b' out",
                "[{\"name\": \"a\", \"order\": [\"begun\", \"ended\"]}, {\"name\": \"b\", \"holds\": \"ended >"
                        + " 2021-01-01\"}] | rules 'b' and 'a' can't be kept together",
                "[{\"name\": \"r\", \"from\": \"city\", \"to\": \"country\", \"map\": {\"Ulm\": \"DE\"}}] | rule 'r':"
                        + " the map has no entry for 'Bonn'",
                "[{\"name\": \"r\", \"from\": \"city\", \"to\": \"country\", \"map\": {\"Ulm\": \"DE\", \"Bonn\":"
                        + " \"DE\", \"Graz\": \"XX\"}}] | rule 'r': 'XX' is no value of 'country'",
                "[{\"name\": \"r\", \"from\": \"age\", \"to\": \"country\", \"map\": {\"1\": \"DE\"}}] | only a text"
                        + " can determine",
                "[{\"name\": \"r\", \"columns\": [\"job\", \"city\"], \"allowed\": [[\"none\"]]}] | each of 'allowed'"
                        + " must be a list of 2",
                "[{\"name\": \"r\", \"oneOf\": [\"well\", \"asked\"]}] | rule 'r': 'asked' is a number",
                "{\"name\": \"r\"} | effigy:rules is a list of rules"
            })
    void wrongRulesAreRefusedInWordsThatNameThem(String planted) {
        String[] parts = planted.split(" \\| ");
        String said = assertThrows(
                        RuntimeException.class,
                        () -> StructuralZeros.of(org.effigy.table.TableCodec.of(
                                SchemaJson.parse("{" + FIELDS + ", \"effigy:rules\": " + parts[0] + "}", "schema"))))
                .getMessage();
        assertTrue(said.contains(parts[1]), said);
    }
}
