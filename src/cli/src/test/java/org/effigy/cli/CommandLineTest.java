package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyUnit;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Manifest;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Synthesizer;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the command line: exit statuses, what is written, and what people are told. */
class CommandLineTest {
    private static final Path DATASETS = Path.of(System.getProperty("effigy.root"), "datasets");
    private static final Path ENCOUNTERS = DATASETS.resolve("hospital-encounters/encounters.csv");
    private static final Path SCHEMA = DATASETS.resolve("hospital-encounters/encounters.schema.json");

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private final StringWriter printed = new StringWriter();

    /** Runs a command; a fit with the fastest model where none is named, since most tests are not about models. */
    private int run(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        if (List.of("fit", "synthesize").contains(all.get(0)) && !all.contains("--model")) {
            all.addAll(List.of("--model", "independent"));
        }
        return runAsItIs(all.toArray());
    }

    private int runAsItIs(Object... arguments) {
        said.getBuffer().setLength(0);
        printed.getBuffer().setLength(0);
        return Effigy.run(
                new PrintWriter(printed, true),
                new PrintWriter(said, true),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private int synthesize(Object... more) {
        return run(Stream.concat(
                        Stream.of(
                                "synthesize",
                                ENCOUNTERS,
                                "--schema",
                                SCHEMA,
                                "--epsilon",
                                1,
                                "--delta",
                                "1e-9",
                                "--max-rows-per-unit",
                                3,
                                "-o",
                                folder.resolve("out.csv")),
                        Stream.of(more))
                .toArray());
    }

    private Path out() {
        return folder.resolve("out.csv");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aCardRefusesTheLedgerOfOthersByNameAndNotAsTamperedWith() {
        Path ours = folder.resolve("ours.ledger");
        Path other = folder.resolve("other.ledger");
        Path model = folder.resolve("m.effigy");
        Path card = folder.resolve("card.html");
        for (Path ledger : List.of(ours, other)) {
            Object name = ledger.getFileName();
            Object[] init = {"init", ledger, "--epsilon", 3, "--delta", "1e-9", "--dataset", name};
            assertEquals(0, run(with("ledger", init, "--unit", "patient_id")), said.toString());
        }
        assertEquals(0, synthesize("--ledger", ours, "--model-out", model), said.toString());
        assertEquals(Failure.USAGE, run("card", model, "--ledger", other, "-o", card));
        assertTrue(said.toString().contains("'ours.ledger'"), said.toString());
        assertFalse(said.toString().contains("removed"), said.toString());
        assertFalse(Files.exists(card));
        assertEquals(0, run("card", model, "--ledger", ours, "-o", card), said.toString());

        Path unkept = folder.resolve("unkept.effigy");
        assertEquals(0, synthesize("--model-out", unkept), said.toString());
        assertEquals(Failure.USAGE, run("card", unkept, "--ledger", other, "-o", card));
        assertTrue(said.toString().contains("leave out --ledger"), said.toString());
    }

    @Test
    void mistypedNumbersAndModelsAreToldWhatTheyShouldBe() {
        assertEquals(Failure.USAGE, synthesize("--rows", "1,5"));
        assertTrue(said.toString().contains("'1,5' is not a whole number"), said.toString());
        assertEquals(Failure.USAGE, run("ledger", "init", folder.resolve("l"), "--epsilon", "1,5", "--delta", 0));
        assertTrue(said.toString().contains("'1,5' is not a number: write it with a point"), said.toString());
        assertEquals(Failure.USAGE, synthesize("--model", "ami"));
        assertTrue(said.toString().contains("Did you mean 'aim'?"), said.toString());
        assertEquals(Failure.USAGE, synthesize("--model", "zzzzzz"));
        assertFalse(said.toString().contains("Did you mean"), said.toString());
    }

    @Test
    void adviceAboutCellsAndHeadersIsGivenWhereItHelpsAndOnce() throws IOException {
        Path schema = Files.writeString(folder.resolve("broken.json"), "fields: none");
        Object[] promise = {"--epsilon", 1, "--delta", 0, "-o", folder.resolve("m.effigy")};
        assertEquals(1, run(with("fit", new Object[] {ENCOUNTERS, "--schema", schema}, promise)));
        assertTrue(said.toString().contains("not JSON"), said.toString());
        assertFalse(said.toString().contains("--invalid"), said.toString());
        Files.writeString(
                schema,
                "{\"fields\": [{\"name\": \"qqqq\", \"type\": \"boolean\"}, {\"name\": \"zzzz\", \"type\":"
                        + " \"boolean\"}]}");
        assertEquals(1, run(with("fit", new Object[] {ENCOUNTERS, "--schema", schema}, promise)));
        assertTrue(said.toString().contains("'zzzz'"), said.toString());
        assertEquals(2, said.toString().split("correct the schema", -1).length, said.toString());
        assertFalse(said.toString().contains("--invalid"), said.toString());
    }

    @Test
    void theShellCanCompleteEveryCommand() throws Exception {
        assertEquals(0, run("completion"));
        String script = printed.toString();
        for (String command : List.of("synthesize", "ledger", "card", "completion")) {
            assertTrue(script.contains(command), command);
        }
        // As the tabulator key does it, for "effigy synth" and "effigy audit --tr".
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source /dev/stdin; compopt() { :; }; COMP_CWORD=1; COMP_WORDS=(effigy synth);"
                                + " _complete_effigy; echo \"${COMPREPLY[@]}\"; COMP_CWORD=2; COMP_WORDS=(effigy audit"
                                + " --tr); _complete_effigy; echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        bash.getOutputStream().close();
        String completed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), completed);
        assertEquals("synthesize\n--train\n", completed);
    }

    @Test
    void theMainJobWritesATableThatItsSchemaAllowsAndItsManifest() throws IOException {
        assertEquals(0, synthesize("--model-out", folder.resolve("m.effigy")), said.toString());
        assertEquals(List.of("m.effigy", "out.csv", "out.csv.manifest.json"), files());
        Schema schema = Schema.read(SCHEMA);
        long rows =
                TableReader.of(schema).readTable(CsvInput.of(out())).report().rows();
        Manifest manifest = Manifest.find(out()).orElseThrow();
        assertEquals(manifest.rows(), rows);
        assertEquals(ModelFile.digest(ModelFile.read(folder.resolve("m.effigy"))), manifest.model());
        assertTrue(said.toString().contains("epsilon 1, delta 1e-9 (add/remove all rows of one patient_id, at most 3"));
    }

    @Test
    void theDefaultModelIsChosenByPublicFactsAndSaysWhy() throws IOException {
        Path model = folder.resolve("m.effigy");
        Object[] fit = {
            "fit",
            ENCOUNTERS,
            "--schema",
            SCHEMA,
            "--epsilon",
            .3,
            "--delta",
            "1e-9",
            "--max-rows-per-unit",
            3,
            "-o",
            model
        };
        assertEquals(0, runAsItIs(fit), said.toString());
        assertTrue(said.toString().contains("Chose 'mst' (--model auto), because "), said.toString());
        assertEquals("mst", ModelFile.read(model).provenance().synthesizer());
        assertEquals(0, run("inspect", model));
        assertTrue(printed.toString().contains("Chosen       because "), printed.toString());
        assertTrue(ModelFile.read(model).provenance().reason().isPresent());
    }

    @Test
    void binsCanBeChosenForFieldsThatDeclareNone() throws IOException {
        Path model = folder.resolve("m.effigy");
        assertEquals(0, synthesize("--bins", "equal", "--model-out", model), said.toString());
        assertTrue(ModelFile.read(model).readings().isEmpty());
        assertEquals(0, synthesize("--bins", "tree", "--model-out", model, "--force"), said.toString());
        assertFalse(ModelFile.read(model).readings().isEmpty());
        assertEquals(Failure.USAGE, synthesize("--bins", "pretty"));
        assertTrue(said.toString().contains("equal, quantile, tree"), said.toString());
    }

    @Test
    void aModelGivesTheSameRowsForTheSameSeed() throws IOException {
        Path model = folder.resolve("m.effigy");
        assertEquals(
                0,
                run(
                        "fit",
                        ENCOUNTERS,
                        "--schema",
                        SCHEMA,
                        "--epsilon",
                        1,
                        "--delta",
                        0,
                        "--max-rows-per-unit",
                        1,
                        "-o",
                        model),
                said.toString());
        for (String name : List.of("a.csv", "b.csv")) {
            assertEquals(0, run("sample", model, "--rows", 70_000, "--seed", 5, "-o", folder.resolve(name)));
        }
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.csv")), Files.readAllBytes(folder.resolve("b.csv")));
        assertEquals(
                70_000, Manifest.find(folder.resolve("a.csv")).orElseThrow().rows());
        assertEquals(0, run("sample", model, "--rows", 1, "--quiet", "-o", folder.resolve("c.csv")));
        assertEquals("", said.toString());
        assertEquals(0, run("inspect", model));
        assertTrue(printed.toString().contains("delta 0 (add/remove all rows of one patient_id"), printed.toString());
        assertEquals(0, run("inspect", model, "--json"));
        assertEquals(Files.readString(model), printed.toString());
    }

    @Test
    void aSpentLedgerStopsTheFitAndLeavesNothingBehind() throws IOException {
        Path ledger = folder.resolve("x.ledger");
        assertEquals(
                0,
                run("ledger", "init", ledger, "--epsilon", 1.3, "--delta", "1e-9", "--unit", "patient_id"),
                said.toString());
        assertEquals(0, synthesize("--ledger", ledger), said.toString());
        LedgerStatement before = FileLedger.read(ledger);
        Files.delete(out());
        Files.delete(Manifest.beside(out()));
        assertEquals(Failure.BUDGET, synthesize("--ledger", ledger));
        assertTrue(said.toString().contains("budget exceeded"), said.toString());
        assertFalse(said.toString().matches("(?s).*rho [0-9.]{11}.*"), "six digits tell enough: " + said);
        assertFalse(said.toString().contains("Read "), "nobody waits for a table to be told that: " + said);
        assertEquals(before, FileLedger.read(ledger));
        assertEquals(List.of("x.ledger", "x.ledger.lock"), files());
        assertEquals(0, run("ledger", "show", ledger));
        assertTrue(printed.toString().contains("fit independent"), printed.toString());
        assertEquals(
                0,
                run(
                        "ledger",
                        "show",
                        ledger,
                        "--json",
                        "--contains",
                        before.head().orElseThrow()));
        assertEquals(1, run("ledger", "init", ledger, "--epsilon", 1, "--delta", 0), "it exists already");
        assertEquals(0, run("ledger", "repair", ledger));
    }

    @Test
    void aValueOutsideTheDomainIsRefusedByLineAndColumnBeforeAnythingIsSpent() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(ENCOUNTERS).subList(0, 50));
        lines.set(7, lines.get(7).replaceFirst(",[FM],", ",Q,"));
        Path bad = Files.write(folder.resolve("bad.csv"), lines);
        Path ledger = folder.resolve("x.ledger");
        run("ledger", "init", ledger, "--epsilon", 1, "--delta", "1e-9", "--unit", "patient_id");
        LedgerStatement before = FileLedger.read(ledger);
        assertEquals(
                1,
                run(
                        "fit",
                        bad,
                        "--schema",
                        SCHEMA,
                        "--epsilon",
                        1,
                        "--delta",
                        "1e-9",
                        "--max-rows-per-unit",
                        3,
                        "--ledger",
                        ledger,
                        "-o",
                        folder.resolve("m.effigy")));
        assertTrue(said.toString().contains("line 8"), said.toString());
        assertTrue(said.toString().contains("'sex'"), said.toString());
        assertEquals(before, FileLedger.read(ledger));
        assertFalse(Files.exists(folder.resolve("m.effigy")));
        assertEquals(1, run("schema", "validate", SCHEMA, bad));
        assertTrue(printed.toString().contains("line 8"), printed.toString());
        assertEquals(0, run("schema", "validate", SCHEMA, ENCOUNTERS), printed.toString());
    }

    @Test
    void aSchemaDerivedFromDataNeedsAStatementWhichIsRecorded() throws IOException {
        Path draft = folder.resolve("draft.json");
        Path rows = Files.writeString(folder.resolve("t.csv"), "a,b\n1,x\n2,y\n3,x\n1,y\n2,y\n");
        assertEquals(0, run("schema", "suggest", rows, "-o", draft), said.toString());
        Object[] fit = {"fit", rows, "--schema", draft, "--epsilon", 1, "--delta", 0, "-o", folder.resolve("m.effigy")};
        assertEquals(1, run(fit));
        assertTrue(said.toString().contains("--domain-is-public"), said.toString());
        Object[] stated =
                Stream.concat(Stream.of(fit), Stream.of("--domain-is-public")).toArray();
        assertEquals(0, run(stated), said.toString());
        run("inspect", folder.resolve("m.effigy"));
        assertTrue(printed.toString().contains("derived from data, stated to be public"), printed.toString());
    }

    @Test
    void aSuggestedSchemaWithoutItsMarkIsRefusedUntilEachFieldSaysWhereItIsKnownFrom() throws IOException {
        Path draft = folder.resolve("draft.json");
        Path model = folder.resolve("m.effigy");
        Path rows = Files.writeString(folder.resolve("t.csv"), "a,b\n1,x\n2,y\n3,x\n1,y\n2,y\n");
        assertEquals(0, run("schema", "suggest", rows, "-o", draft), said.toString());
        String unmarked = Files.readString(draft).replaceAll("\"derivedFromData\"\\s*:\\s*true\\s*,?", "");
        Files.writeString(draft, unmarked);
        Object[] fit = {"fit", rows, "--schema", draft, "--epsilon", 1, "--delta", 0, "-o", model};
        assertEquals(1, run(fit));
        for (String part : List.of("'a', 'b'", "effigy:domain", "read from the data", "--domain-is-public")) {
            assertTrue(said.toString().contains(part), part + ": " + said);
        }
        assertFalse(Files.exists(model));
        assertEquals(0, run("schema", "validate", draft), said.toString());
        assertTrue(said.toString().contains("'a', 'b'"), said.toString());

        Object[] stated =
                Stream.concat(Stream.of(fit), Stream.of("--domain-is-public")).toArray();
        assertEquals(0, run(stated), said.toString());
        Path card = folder.resolve("card.html");
        assertEquals(0, run("card", model, "-o", card), said.toString());
        assertFalse(Files.readString(card).contains("declared by the curator"), "card");
        assertTrue(Files.readString(card).contains("derived from the real table"), "card");

        Files.delete(model);
        Files.writeString(draft, unmarked.replaceFirst("read from the data", "the code book"));
        assertEquals(1, run(fit));
        assertTrue(said.toString().contains("of 'b' still"), said.toString());
        Files.writeString(draft, unmarked.replace("read from the data", "the code book"));
        assertEquals(0, run(fit), said.toString());
        run("inspect", model);
        assertFalse(printed.toString().contains("derived from data"), printed.toString());
    }

    @Test
    void syntheticRowsAreNotFittedUnlessAskedForAndThenCounted() throws IOException {
        assertEquals(0, synthesize("--rows", 500), said.toString());
        Object[] again = {
            "synthesize",
            out(),
            "--schema",
            SCHEMA,
            "--epsilon",
            1,
            "--delta",
            "1e-9",
            "--max-rows-per-unit",
            3,
            "-o",
            folder.resolve("again.csv")
        };
        assertEquals(1, run(again));
        assertTrue(said.toString().contains("synthetic"), said.toString());
        assertEquals(
                0,
                run(Stream.concat(Stream.of(again), Stream.of("--allow-synthetic-input"))
                        .toArray()));
        Manifest first = Manifest.find(out()).orElseThrow();
        Manifest second = Manifest.find(folder.resolve("again.csv")).orElseThrow();
        assertEquals(2, second.provenance().lineage().generation());
        assertEquals(List.of(first.output()), second.provenance().lineage().parents());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "fit",
                "synthesize x.csv --schema s.json --epsilon one --delta 0 -o y.csv",
                "ledger",
                "ledger init l --epsilon -1 --delta 0",
                "ledger init l --epsilon NaN --delta 0",
                "ledger init l --epsilon 1 --delta 1",
                "ledger init l --epsilon 1 --delta 0 --neighbours both"
            })
    void wrongUsageIsStatusTwo(String words) throws IOException {
        assertEquals(Failure.USAGE, run((Object[]) words.split(" ")));
        assertTrue(files().isEmpty());
    }

    @Test
    void wrongUsageOfAFitIsStatusTwoAndSaysWhatToWrite() {
        assertEquals(
                Failure.USAGE,
                run("fit", ENCOUNTERS, "--schema", SCHEMA, "--epsilon", 1, "--delta", 0, "-o", folder.resolve("m")));
        assertTrue(said.toString().contains("--max-rows-per-unit 3"), said.toString());
        assertEquals(Failure.USAGE, synthesize("--model", "oracle"));
        assertTrue(said.toString().contains("independent"), said.toString());
        assertTrue(said.toString().contains("'auto'"), said.toString());
        assertEquals(Failure.USAGE, synthesize("--rows", 0));
        assertEquals(
                Failure.USAGE,
                run(
                        "fit",
                        "t.xlsx",
                        "--schema",
                        SCHEMA,
                        "--epsilon",
                        1,
                        "--delta",
                        0,
                        "--max-rows-per-unit",
                        1,
                        "-o",
                        out()));
        assertTrue(said.toString().contains("is no table by its name"), said.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-1", "0", "1e-400", "1e400"})
    void anEpsilonThatIsNoBudgetIsWrongUsageAndSpendsNothing(String epsilon) throws IOException {
        assertEquals(Failure.USAGE, synthesizeWith(epsilon, "1e-9"), said.toString());
        assertTrue(said.toString().contains("epsilon"), said.toString());
        assertTrue(files().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-1", "1"})
    void aDeltaThatIsNoProbabilityIsWrongUsageAndSpendsNothing(String delta) throws IOException {
        assertEquals(Failure.USAGE, synthesizeWith("1", delta), said.toString());
        assertTrue(said.toString().contains("delta"), said.toString());
        assertTrue(files().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"1e-300, 1e-9", "1e-300, 0", "4.9e-324, 0", "1, 4.9e-324", "1e300, 1e-9", "1e300, 0", "1e-13, 4.9e-324"
    })
    void budgetsAtTheEndsOfTheNumbersAreKeptOrRefusedAndNeverPassed(String epsilon, String delta) throws IOException {
        Path ledger = folder.resolve("x.ledger");
        assertEquals(
                0,
                run("ledger", "init", ledger, "--epsilon", epsilon, "--delta", delta, "--unit", "patient_id"),
                said.toString());
        int status = synthesizeWith(epsilon, delta, "--ledger", ledger, "--rows", 10);
        assertTrue(List.of(0, Failure.FAILED, Failure.USAGE).contains(status), status + ": " + said);
        LedgerStatement after = FileLedger.read(ledger);
        assertEquals(status == 0, !after.entries().isEmpty(), "charged if and only if answered");
        assertEquals(status == 0, Files.exists(out()));
    }

    private int synthesizeWith(String epsilon, String delta, Object... more) {
        return run(Stream.concat(
                        Stream.of(
                                "synthesize",
                                ENCOUNTERS,
                                "--schema",
                                SCHEMA,
                                "--epsilon",
                                epsilon,
                                "--delta",
                                delta,
                                "--max-rows-per-unit",
                                3,
                                "-o",
                                out()),
                        Stream.of(more))
                .toArray());
    }

    @Test
    void aModelThatIsAllNoiseFillsNoDiskUnasked() throws IOException {
        Path model = folder.resolve("m.effigy");
        Schema schema = Schema.read(SCHEMA);
        PrivacyBudget budget = PrivacyBudget.of(2e-9, 0).withUnit(PrivacyUnit.of("patient_id", 3));
        CodedTable rows = TableReader.of(schema).readRecords(CsvInput.of(ENCOUNTERS));
        // The noisy total has a deviation of over 1e11; it is below 1e9 in size or negative in half of the fits at
        // most,
        // and in all of 40 with probability below 1e-11.
        int refused = 0;
        for (int i = 0; i < 40 && refused == 0; i++) {
            // The command refuses such a budget.
            FittedModel fitted = FittedModel.fit(
                    Synthesizer.named("independent"),
                    PrivateTable.ofUnits(
                            rows.records(),
                            rows.units().orElseThrow(),
                            MemoryLedger.of("test", budget).open("fit", budget),
                            OpenDpNoise.load()),
                    schema);
            Files.write(model, ModelFile.bytes(fitted));
            if (fitted.estimatedRows() > 1_000_000_000) {
                assertEquals(Failure.USAGE, run("sample", model, "-o", out()));
                assertTrue(said.toString().contains("--rows"), said.toString());
                refused++;
            }
        }
        assertEquals(1, refused);
    }

    /** A ledger that is replaced by a table forgets what was spent; a table that is replaced by its likeness is gone. */
    @Test
    void outputsNeverReplaceALedgerOrWhatTheyAreMadeFrom() throws IOException {
        Path table = Files.copy(ENCOUNTERS, folder.resolve("t.csv"));
        Path schema = Files.copy(SCHEMA, folder.resolve("s.json"));
        Path ledger = folder.resolve("x.ledger");
        Path model = folder.resolve("m.effigy");
        run("ledger", "init", ledger, "--epsilon", 3, "--delta", "1e-9", "--unit", "patient_id");
        Object[] fit = {
            table, "--schema", schema, "--epsilon", 1, "--delta", "1e-9", "--max-rows-per-unit", 3, "--ledger", ledger
        };
        LedgerStatement before = FileLedger.read(ledger);
        for (Path output : List.of(table, schema, ledger)) {
            byte[] bytes = Files.readAllBytes(output);
            for (String command : List.of("fit", "synthesize")) {
                assertEquals(Failure.USAGE, run(with(command, fit, "-o", output)), command + output);
            }
            assertEquals(Failure.USAGE, run(with("synthesize", fit, "-o", out(), "--model-out", output)));
            assertArrayEquals(bytes, Files.readAllBytes(output));
        }
        assertEquals(Failure.USAGE, run(with("synthesize", fit, "-o", out(), "--model-out", out())));
        assertEquals(Failure.USAGE, run("schema", "suggest", table, "-o", table));
        assertEquals(before, FileLedger.read(ledger));
        assertEquals(0, run(with("fit", fit, "-o", model)), said.toString());
        assertEquals(Failure.USAGE, run("sample", model, "-o", model));
        assertEquals(1, run("sample", model, "-o", ledger));
        assertEquals(1, run("schema", "suggest", table, "-o", ledger));
        assertEquals(1, run("simulate", "cards", "--rows", 5, "-o", ledger));
        assertEquals(1, run("simulate", "cards", "--rows", 5, "-o", "-", "--schema-out", ledger));
        assertTrue(said.toString().contains("is a ledger"), said.toString());
        assertEquals(1, FileLedger.read(ledger).releases().size());
    }

    private static Object[] with(String command, Object[] fit, Object... more) {
        return Stream.of(Stream.of(command), Stream.of(fit), Stream.of(more))
                .flatMap(words -> words)
                .toArray();
    }

    @Test
    void theDemoReplacesNothingThatItDidNotMake() throws IOException {
        Path ledger = folder.resolve("encounters.ledger");
        run("ledger", "init", ledger, "--epsilon", 3, "--delta", "1e-9", "--dataset", "real patients");
        assertEquals(Failure.USAGE, run("demo", "-o", folder));
        assertEquals("real patients", FileLedger.read(ledger).dataset());
        Files.delete(ledger);
        Path table = Files.writeString(folder.resolve("encounters.csv"), "real");
        assertEquals(Failure.USAGE, run("demo", "-o", folder));
        assertEquals("real", Files.readString(table));
    }

    @Test
    void aModelIsNotWrittenToStandardOutput() throws IOException {
        assertEquals(
                Failure.USAGE,
                run(
                        "fit",
                        ENCOUNTERS,
                        "--schema",
                        SCHEMA,
                        "--epsilon",
                        1,
                        "--delta",
                        0,
                        "--max-rows-per-unit",
                        1,
                        "-o",
                        "-"));
        assertTrue(said.toString().contains("name one"), said.toString());
        assertTrue(files().isEmpty());
    }

    @Test
    void theDelimiterCanBeNamed() throws IOException {
        Path schema = Files.writeString(
                folder.resolve("s.json"),
                "{\"fields\": [{\"name\": \"a\", \"type\": \"integer\","
                        + " \"constraints\": {\"minimum\": 0, \"maximum\": 9}}]}");
        Path table = Files.writeString(folder.resolve("t.csv"), "a!b\n1!2\n3!4\n");
        assertEquals(1, run("schema", "validate", schema, table));
        assertEquals(0, run("schema", "validate", schema, table, "--delimiter", "!"), printed.toString());
        assertEquals(
                0,
                run(
                        "fit",
                        table,
                        "--schema",
                        schema,
                        "--epsilon",
                        1,
                        "--delta",
                        0,
                        "--delimiter",
                        "!",
                        "-o",
                        folder.resolve("m.effigy")),
                said.toString());
    }

    @Test
    void aMisspeltConstraintIsNamedAndNotPassedOver() throws IOException {
        Path schema = Files.writeString(
                folder.resolve("s.json"),
                "{\"fields\": [{\"name\": \"a\", \"type\": \"integer\","
                        + " \"constraints\": {\"minimun\": 0, \"maximum\": 9}}]}");
        assertEquals(1, run("schema", "validate", schema));
        assertTrue(said.toString().contains("'minimun'"), said.toString());
        assertTrue(said.toString().contains("s.json"), said.toString());
    }

    @Test
    void whatIsMissingIsNamed() {
        assertEquals(1, run("sample", folder.resolve("none.effigy"), "-o", out()));
        assertTrue(said.toString().contains("none.effigy"), said.toString());
        assertEquals(1, run("schema", "validate", folder.resolve("none.json")));
        assertTrue(said.toString().contains("none.json"), said.toString());
        assertEquals(1, synthesize("--ledger", folder.resolve("none.ledger")));
        assertTrue(said.toString().contains("none.ledger"), said.toString());
        assertEquals(1, synthesize("--model-out", folder.resolve("no/such/folder/m.effigy")));
        assertTrue(said.toString().contains("folder"), said.toString());
        assertEquals(1, synthesize("--unit", "nobody"));
        assertTrue(said.toString().contains("nobody"), said.toString());
    }

    @Test
    void simulatedTablesComeWithASchemaThatAllowsThem() {
        for (String name : List.of("hospital", "cards")) {
            Path table = folder.resolve(name + ".csv");
            Path schema = folder.resolve(name + ".json");
            assertEquals(0, run("simulate", name, "--rows", 300, "--seed", 3, "-o", table, "--schema-out", schema));
            assertEquals(0, run("schema", "validate", schema, table), printed.toString());
        }
        assertEquals(Failure.USAGE, run("simulate", "people", "-o", out()));
    }

    @Test
    void theDemoDoesTheMainJobAndNamesItsReport() throws IOException {
        Path made = Files.createDirectories(folder.resolve("a demo"));
        run(
                "ledger",
                "init",
                made.resolve("encounters.ledger"),
                "--epsilon",
                1,
                "--delta",
                0,
                "--dataset",
                "effigy-demo");
        Files.writeString(made.resolve("audit.html"), "an earlier demo's");
        assertEquals(0, run("demo", "-o", made, "--open"), said.toString());
        String told = said.toString();
        assertTrue(told.contains(made.resolve("audit.html").toUri().toString()), told);
        assertTrue(told.contains("No browser can be opened from here"), "the tests have no desktop: " + told);
        assertTrue(told.contains("$ effigy synthesize '" + made), "a shell takes what is shown: " + told);
        assertTrue(printed.toString().matches("(?s).*of \\d+ gates .*"), printed.toString());
        assertTrue(printed.toString().lines().count() < 30, printed.toString());
        assertTrue(Files.readString(made.resolve("audit.html")).contains("<h1>synthetic.csv</h1>"));
        assertTrue(Files.exists(made.resolve("encounters.card.html")));
        assertEquals(
                1, FileLedger.read(made.resolve("encounters.ledger")).releases().size(), "the account begins anew");
        assertEquals(2986, patients(made, "encounters.csv").size());
        assertTrue(
                Collections.disjoint(patients(made, "encounters.csv"), patients(made, "holdout.csv")),
                "nobody is in both tables");
    }

    private static Set<String> patients(Path folder, String name) throws IOException {
        int at = List.of(Files.readAllLines(folder.resolve(name)).get(0).split(","))
                .indexOf("patient_id");
        return Files.readAllLines(folder.resolve(name)).stream()
                .skip(1)
                .map(line -> line.split(",")[at])
                .collect(Collectors.toSet());
    }

    @Test
    void helpIsThereForEveryCommand() {
        for (String command : List.of(
                "demo",
                "schema",
                "schema suggest",
                "schema validate",
                "split",
                "synthesize",
                "fit",
                "sample",
                "inspect",
                "ledger",
                "ledger init",
                "ledger show",
                "ledger repair",
                "simulate")) {
            assertEquals(0, run((Object[]) (command + " --help").split(" ")), command);
            assertTrue(printed.toString().contains("Usage: effigy " + command), printed.toString());
        }
        assertEquals(0, run("--version"));
        assertTrue(printed.toString().startsWith("effigy "));
    }

    private static final Path ADULT = DATASETS.resolve("schemas/adult-coded.schema.json");

    /** Rows of zeros but for the target, which is the sex: all that the schema needs. */
    private Path adult() throws IOException {
        Schema schema = Schema.read(ADULT);
        StringBuilder csv = new StringBuilder(String.join(
                ",", schema.fields().stream().map(field -> field.name()).toList()));
        for (int row = 0; row < 400; row++) {
            csv.append('\n');
            for (int column = 0; column < schema.fields().size(); column++) {
                String name = schema.fields().get(column).name();
                boolean varies = name.equals("sex") || name.equals("income>50K");
                csv.append(column == 0 ? "" : ",").append(varies ? row % 2 : 0);
            }
        }
        return Files.writeString(folder.resolve("adult.csv"), csv.append('\n').toString());
    }

    private int aim(Object... more) throws IOException {
        Object[] fixed = {
            "fit",
            adult(),
            "--schema",
            ADULT,
            "--epsilon",
            4,
            "--delta",
            "1e-9",
            "--model",
            "aim",
            "-o",
            folder.resolve("m.effigy")
        };
        return run(Stream.concat(Stream.of(fixed), Stream.of(more)).toArray());
    }

    @Test
    void aimMeasuresWhatItsWorkloadAndItsTargetAskFor() throws IOException {
        assertEquals(0, aim("--workload", "singles", "--clique", "sex,income>50K=3"), said.toString());
        FittedModel model = ModelFile.read(folder.resolve("m.effigy"));
        assertEquals("aim", model.provenance().synthesizer());
        assertTrue(model.provenance().charges().stream()
                .anyMatch(charge -> charge.query().equals("marginal (sex, income>50K)")));
        assertTrue(model.provenance().charges().stream()
                .noneMatch(charge -> charge.query().contains("(age, ")));
        assertEquals(
                0, aim("--workload", "pairs", "--target", "none", "--max-model-mb", "1", "--force"), said.toString());
    }

    @Test
    void optionsOfTheModelAreUsageAndRefusedBeforeTheTableIsRead() throws IOException {
        for (Object[] wrong : new Object[][] {
            {"--workload", "quadruples"},
            {"--clique", "sex,nobody"},
            {"--clique", "sex,race=heavy"},
            {"--clique", "sex,race=-1"},
            {"--target", "nobody"},
            {"--max-model-mb", "0"}
        }) {
            assertEquals(2, aim(wrong), said.toString());
            assertFalse(said.toString().contains("Read "), said.toString());
        }
        assertFalse(files().contains("m.effigy"));
    }
}
