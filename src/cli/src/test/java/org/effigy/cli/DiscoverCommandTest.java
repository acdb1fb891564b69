package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.synth.FittedModel;
import org.effigy.synth.ModelFile;
import org.effigy.table.Field;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --discover} as a person meets it. */
class DiscoverCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private final StringWriter printed = new StringWriter();
    private Path table;
    private Path schema;

    @BeforeEach
    void writeATable() throws IOException {
        StringBuilder csv = new StringBuilder("patient,town,income,street,age\n");
        for (int i = 0; i < 3000; i++) {
            csv.append(i / 2).append(i % 2 == 0 ? ",Bern," : ",Chur,").append(i % 100);
            csv.append(",Street ").append(i).append(',').append(i % 90).append('\n');
        }
        table = Files.writeString(folder.resolve("t.csv"), csv);
        schema = Files.writeString(folder.resolve("s.json"), """
            {"fields": [
              {"name": "patient", "type": "integer", "effigy:role": "unit"},
              {"name": "town", "type": "string"},
              {"name": "income", "type": "integer"},
              {"name": "street", "type": "string", "effigy:buckets": 8},
              {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 110}}]}
            """);
    }

    private int run(Object... arguments) {
        said.getBuffer().setLength(0);
        printed.getBuffer().setLength(0);
        return Effigy.run(
                new PrintWriter(printed, true),
                new PrintWriter(said, true),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private int fit(Object input, Object... more) {
        Object[] fixed = {
            "fit",
            input,
            "--schema",
            schema,
            "--epsilon",
            1,
            "--max-rows-per-unit",
            2,
            "--force",
            "-o",
            folder.resolve("m")
        };
        return run(Stream.concat(Stream.of(fixed), Stream.of(more)).toArray());
    }

    private void assertFound() throws IOException {
        FittedModel model = ModelFile.read(folder.resolve("m"));
        assertEquals(
                List.of("Bern", "Chur", "other"), model.schema().field("town").categories());
        Field income = model.schema().field("income");
        assertEquals("0", income.minimum().orElseThrow());
        assertEquals("99", income.maximum().orElseThrow());
    }

    @Test
    void whatIsOpenIsRefusedWithWhatToDo() {
        assertEquals(1, fit(table, "--delta", "1e-6"));
        for (String words :
                List.of("effigy:buckets", "--discover town", "identifier", "drop it", "--discover income")) {
            assertTrue(said.toString().contains(words), said.toString());
        }
    }

    @Test
    void columnsAreFoundFittedAndShown() throws IOException {
        assertEquals(0, fit(table, "--delta", "1e-6", "--discover", "town,income"), said.toString());
        assertFound();
        assertTrue(said.toString().contains("Discovered 2 categories of 'town'; the rest becomes 'other'."));
        assertTrue(said.toString().contains("Discovered the bounds of 'income': 0 to 99."), said.toString());
        assertEquals(0, run("inspect", folder.resolve("m")));
        for (String words : List.of(
                "in part discovered under the budget",
                "4 values, discovered 20",
                "the rest is 'other'",
                "0 to 99",
                "9 values, buckets of a public hash",
                "categories of (town) with a noisy count of",
                "marginal (bounds of income on 97 cells)",
                "delta 0.000001")) {
            assertTrue(printed.toString().contains(words), words + " is not in " + printed);
        }
        Path next = folder.resolve("next.json");
        assertEquals(0, run("inspect", folder.resolve("m"), "--schema-out", next), said.toString());
        assertEquals(ModelFile.read(folder.resolve("m")).schema(), org.effigy.table.Schema.read(next));
        assertEquals(Failure.USAGE, run("inspect", folder.resolve("m"), "--schema-out", folder.resolve("m")));
        Object[] again = {
            "fit",
            table,
            "--model",
            "independent",
            "--schema",
            next,
            "--epsilon",
            1,
            "--delta",
            "1e-6",
            "--max-rows-per-unit",
            2,
            "-o",
            folder.resolve("again")
        };
        assertEquals(0, run(again), said.toString());
        assertTrue(
                ModelFile.read(folder.resolve("again")).provenance().charges().stream()
                        .allMatch(charge -> charge.query().startsWith("marginal (")),
                "nothing is found twice");
        Path card = folder.resolve("card.html");
        assertEquals(
                0,
                run("card", folder.resolve("m"), "-o", card, "--json", folder.resolve("card.json")),
                said.toString());
        assertTrue(Files.readString(card).contains("marks as discovered"));
        assertTrue(Files.readString(card).contains("discovered under the budget"));
        assertTrue(Files.readString(folder.resolve("card.json")).contains("lossDelta"));
        assertEquals(0, run("sample", folder.resolve("m"), "-o", folder.resolve("out.csv")), said.toString());
        String manifest = Files.readString(folder.resolve("out.csv.manifest.json"));
        assertTrue(manifest.contains("discovered under the budget") && manifest.contains("approximate zCDP"), manifest);
    }

    @Test
    void theSchemaCanAskForItAndATableFromAPipeIsReadTwice() throws IOException {
        Files.writeString(
                schema,
                Files.readString(schema)
                        .replace("\"town\",", "\"town\", \"effigy:discover\": true,")
                        .replace("\"income\",", "\"income\", \"effigy:discover\": true,"));
        assertEquals(0, run("schema", "validate", schema, table), said.toString() + printed);
        assertTrue(said.toString().contains("[town, income] are to be discovered"), said.toString());
        InputStream in = System.in;
        try {
            System.setIn(new ByteArrayInputStream(Files.readAllBytes(table)));
            assertEquals(0, fit("-", "--delta", "1e-6"), said.toString());
        } finally {
            System.setIn(in);
        }
        assertFound();
        assertTrue(said.toString().contains("Read 3,000 rows"), said.toString());
    }

    @Test
    void aLedgerThatSetsDeltaAsideCountsItAndOneThatDoesNotRefuses() {
        Path ledger = folder.resolve("a.ledger");
        Object[] discover = {"--delta", "1e-6", "--discover", "town,income", "--ledger", ledger};
        Object[] init = {"--epsilon", 2, "--delta", "1e-6", "--unit", "patient", "--discovery-delta", 0};
        assertEquals(
                0,
                run(Stream.concat(Stream.of("ledger", "init", ledger), Stream.of(init))
                        .toArray()));
        assertTrue(said.toString().contains("Nothing is set aside"), said.toString());
        LedgerStatement before = FileLedger.read(ledger);
        assertEquals(1, fit(table, discover));
        assertTrue(said.toString().contains("--discovery-delta"), said.toString());
        assertEquals(before, FileLedger.read(ledger));
        Path aside = folder.resolve("b.ledger");
        discover[discover.length - 1] = aside;
        assertEquals(
                0,
                run(
                        "ledger",
                        "init",
                        aside,
                        "--epsilon",
                        2,
                        "--delta",
                        "1e-6",
                        "--unit",
                        "patient",
                        "--discovery-delta",
                        "2e-7"));
        assertEquals(0, fit(table, discover), said.toString());
        PrivacyLoss.ApproximateConcentrated spent =
                (PrivacyLoss.ApproximateConcentrated) FileLedger.read(aside).spent();
        assertTrue(spent.delta() > 0 && spent.delta() <= 1e-7, spent.words());
        assertEquals(0, run("ledger", "show", aside, "--charges"), said.toString());
        for (String words : List.of(
                "set aside for discovery is left", "categories of (town)", "bounds of income", "discover and fit")) {
            assertTrue(printed.toString().contains(words), words + " is not in " + printed);
        }
        assertEquals(0, run("ledger", "show", aside, "--json"));
        assertTrue(printed.toString().contains("remainingDelta"), printed.toString());
        assertEquals(
                0,
                fit(table, "--delta", "1e-6", "--ledger", aside, "--discover", "town,income", "--discover-share", .05));
        // What is set aside lasts as long as the rest: a third time, and it is the epsilon that is spent.
        assertEquals(0, fit(table, discover), said.toString());
        assertEquals(Failure.BUDGET, fit(table, discover), said.toString());
        assertTrue(said.toString().contains("ask for an epsilon of at most"), said.toString());
    }

    /** Half of it with a discovery, or all of it without: nobody has to know of what is set aside when the ledger is made. */
    @Test
    void aLedgerPaysForDiscoveryAndForAllOfItWithoutBeingTold() throws IOException {
        Path ledger = folder.resolve("d.ledger");
        Object[] init = {"--epsilon", 1, "--delta", "1e-6", "--unit", "patient"};
        assertEquals(
                0,
                run(Stream.concat(Stream.of("ledger", "init", ledger), Stream.of(init))
                        .toArray()));
        assertTrue(said.toString().contains("Of that, delta 1e-7 is set aside"), said.toString());
        Path copy = Files.copy(ledger, folder.resolve("copy.ledger"));
        assertEquals(
                0, fit(table, "--delta", "1e-6", "--discover", "town,income", "--ledger", ledger), said.toString());
        assertFound();
        Files.writeString(
                schema,
                Files.readString(schema)
                        .replace("\"town\",", "\"town\", \"effigy:buckets\": 4,")
                        .replace("\"income\",", "\"income\", \"constraints\": {\"minimum\": 0, \"maximum\": 99},"));
        assertEquals(0, fit(table, "--delta", "1e-6", "--model", "independent", "--ledger", copy), said.toString());
        assertTrue(
                said.toString()
                        .contains("promises delta 9e-7, which is stricter than the delta 0.000001 that was asked for"),
                said.toString());
        LedgerStatement statement = FileLedger.read(copy);
        assertEquals(9e-7, statement.releases().get(0).budget().delta());
        assertEquals(Failure.BUDGET, fit(table, "--delta", "1e-6", "--model", "independent", "--ledger", copy));
    }

    @Test
    void whatCostsAndFindsNothingIsSaidAndOnTheLedger() {
        Path ledger = folder.resolve("x.ledger");
        run("ledger", "init", ledger, "--epsilon", 1, "--delta", "0", "--unit", "patient");
        Object[] asked = {
            "fit",
            table,
            "--schema",
            schema,
            "--epsilon",
            "0.001",
            "--delta",
            0,
            "--max-rows-per-unit",
            2,
            "-o",
            folder.resolve("m"),
            "--discover",
            "income",
            "--ledger",
            ledger
        };
        schemaWithout("town");
        assertEquals(1, run(asked), said.toString());
        assertTrue(said.toString().contains("nothing was discovered in 'income'"), said.toString());
        assertTrue(said.toString().contains("stays spent"), said.toString());
        assertFalse(said.toString().contains("Nothing was spent"), said.toString());
        assertEquals(1, FileLedger.read(ledger).entries().size());
        assertFalse(Files.exists(folder.resolve("m")));
    }

    private void schemaWithout(String name) {
        try {
            List<String> kept = Files.readAllLines(schema).stream()
                    .filter(line -> !line.contains("\"" + name + "\""))
                    .toList();
            Files.write(schema, kept);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nobody|1e-6|no field 'nobody'",
                "age|1e-6|'age' has its bounds or values declared",
                "street|1e-6|declared already",
                "patient|1e-6|is not fitted",
                "town,income|0|delta 0",
                "``|1e-6|no field ''"
            })
    void whatCantBeDiscoveredIsWrongUsage(String column, String delta, String words) {
        assertEquals(Failure.USAGE, fit(folder.resolve("no-such-table.csv"), "--delta", delta, "--discover", column));
        assertTrue(said.toString().contains(words), said.toString());
    }

    @Test
    void aShareIsAShareOfSomething() {
        for (String share : List.of("0", "1", "-1", "NaN")) {
            assertEquals(
                    Failure.USAGE,
                    fit(table, "--delta", "1e-6", "--discover", "town,income", "--discover-share", share));
            assertTrue(said.toString().contains("above 0 and below 1"), said.toString());
        }
        assertEquals(Failure.USAGE, fit(table, "--delta", "1e-6", "--discover-share", ".1"));
    }
}
