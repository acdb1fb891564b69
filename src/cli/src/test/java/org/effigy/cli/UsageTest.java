package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.effigy.table.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How commands take what people type, and where they write. */
class UsageTest {
    private static final Path ENCOUNTERS =
            Path.of(System.getProperty("effigy.root"), "datasets", "hospital-encounters");

    private static final Path SCHEMA = ENCOUNTERS.resolve("encounters.schema.json");

    private static final Pattern JAVA =
            Pattern.compile("\\bjava\\.|Exception\\b|org\\.effigy|picocli|[a-z]\\.[a-z]+\\(");

    @TempDir
    private static Path folder;

    private final StringWriter said = new StringWriter();
    private final StringWriter printed = new StringWriter();

    @BeforeAll
    static void model() {
        PrintWriter nobody = new PrintWriter(Writer.nullWriter());
        assertEquals(
                0,
                Effigy.run(
                        nobody,
                        nobody,
                        words(
                                "fit",
                                ENCOUNTERS.resolve("encounters.csv"),
                                "--schema",
                                SCHEMA,
                                "--epsilon",
                                1,
                                "--delta",
                                "1e-9",
                                "--max-rows-per-unit",
                                1,
                                "--model",
                                "independent",
                                "-o",
                                model("m"))));
    }

    private static Path model(String name) {
        return folder.resolve(name + ".effigy");
    }

    private static String[] words(Object... arguments) {
        return Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    }

    private int run(Object... arguments) {
        said.getBuffer().setLength(0);
        printed.getBuffer().setLength(0);
        return Effigy.run(new PrintWriter(printed, true), new PrintWriter(said, true), words(arguments));
    }

    /** A full device, or a reader who has gone: with a writer that takes all the status is 0. */
    @Test
    void lostOutputIsNeverSuccess() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        for (String[] command : new String[][] {
            words("--help"),
            words("fit", "--help"),
            words("help", "fit"),
            words("--version"),
            words("completion"),
            words("inspect", model("m")),
            words("inspect", "--json", model("m")),
            words("plan", SCHEMA, "--epsilon", 1, "--max-rows-per-unit", 1)
        }) {
            assertEquals(0, run((Object[]) command), said.toString());
            assertEquals(1, Effigy.run(new PrintWriter(full), new PrintWriter(said, true), command), command[0]);
            assertTrue(said.toString().contains("standard output could not be written to"), said.toString());
        }
    }

    /** A device has no manifest beside it, and what is written to one is not looked for room. */
    @Test
    void nothingIsPutBesideADevice() {
        assumeTrue(Files.exists(Path.of("/dev/null")), "this system has no /dev/null");
        assertEquals(0, run("sample", model("m"), "--rows", 10, "-o", "/dev/null"), said.toString());
        assertFalse(Files.exists(Path.of("/dev/null.manifest.json")));
        assertTrue(said.toString().contains("no file and has no manifest"), said.toString());
        assertEquals(2, run("sample", model("m"), "--rows", 10, "--json", "-o", "/dev/null"), said.toString());
        assertEquals(0, run("sample", model("m"), "--rows", 10, "-o", folder.resolve("few.csv")), said.toString());
        assertTrue(Files.exists(folder.resolve("few.csv.manifest.json")));
    }

    /** Two for each cell of 10^15 rows are more than any disk has; before a fit nothing is spent for them. */
    @Test
    void moreRowsThanTheDiskHoldsAreRefused() {
        assumeTrue(System.console() == null, "a person would be asked");
        Path rows = folder.resolve("many.csv");
        assertEquals(2, run("sample", model("m"), "--rows", "1000000000M", "-o", rows), said.toString());
        assertTrue(said.toString().contains("--force"), said.toString());
        Path ledger = folder.resolve("room.ledger");
        assertEquals(0, run("ledger", "init", ledger, "--epsilon", 1, "--delta", "1e-9", "--unit", "patient_id"));
        assertEquals(
                2,
                run(
                        "synthesize",
                        ENCOUNTERS.resolve("encounters.csv"),
                        "--schema",
                        SCHEMA,
                        "--epsilon",
                        1,
                        "--delta",
                        "1e-9",
                        "--max-rows-per-unit",
                        1,
                        "--ledger",
                        ledger,
                        "--rows",
                        "1000000000M",
                        "-o",
                        rows),
                said.toString());
        assertFalse(Files.exists(rows));
        run("ledger", "show", ledger);
        assertFalse(printed.toString().contains("Release "), printed.toString());
    }

    /** On a terminal a person decides; nobody to ask, Ctrl-D and anything but yes are no. */
    @Test
    void aPersonMayGoOnWithMoreRowsThanTheDiskHolds() throws IOException {
        Schema schema = Schema.read(SCHEMA);
        Path rows = folder.resolve("asked.csv");
        List<String> asked = new ArrayList<>();
        for (String answer : new String[] {"y", "Yes", " yes "}) {
            new Room(rows, new Force(), question -> {
                        asked.add(question);
                        return answer;
                    })
                    .require(schema, 1_000_000_000_000_000L);
        }
        assertEquals(3, asked.size());
        assertTrue(asked.get(0).startsWith("effigy: 1,000,000,000,000,000 rows take about "), asked.get(0));
        assertTrue(asked.get(0).endsWith("left: go on? [y/N] "), asked.get(0));
        for (String answer : new String[] {null, "", "n", "no", "go"}) {
            Room room = new Room(rows, new Force(), question -> answer);
            assertThrows(UsageException.class, () -> room.require(schema, 1_000_000_000_000_000L), answer);
        }
        Room quiet = new Room(rows, new Force(), question -> {
            throw new AssertionError("asked for few rows");
        });
        quiet.require(schema, 1000);
        Force force = new Force();
        force.given = true;
        new Room(rows, force, question -> {
                    throw new AssertionError("asked in spite of --force");
                })
                .require(schema, 1_000_000_000_000_000L);
    }

    /** A ledger in the place of one that is gone is told of the journals that are not its own. */
    @Test
    void journalsOfAnEarlierLedgerAreNamed() throws IOException {
        Path ledger = folder.resolve("again.ledger");
        Path journal = Files.writeString(folder.resolve("again.ledger.r3-1f2e3d4c.journal"), "{}");
        Files.writeString(folder.resolve("other.ledger.r3-1f2e3d4c.journal"), "{}");
        assertEquals(0, run("ledger", "init", ledger, "--epsilon", 1, "--delta", "1e-9"), said.toString());
        assertTrue(said.toString().contains("Beware: '" + journal + "' belongs to a fit"), said.toString());
        assertFalse(said.toString().contains("other.ledger.r3"), said.toString());
    }

    @ParameterizedTest
    @CsvSource({"1k, 1000", "2K, 2000", "0.5k, 500", "1e3, 1000", "700, 700"})
    void rowsAreCountedInThousandsToo(String typed, int rows) throws IOException {
        Path file = folder.resolve("k.csv");
        assertEquals(0, run("sample", model("m"), "--rows", typed, "-o", file), said.toString());
        try (Stream<String> lines = Files.lines(file)) {
            assertEquals(rows + 1, lines.count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10q", "1.5", "0.0001k", "k", "1e99", "9e9999999999", "1,000", ""})
    void whatIsNoCountIsRefused(String typed) {
        assertEquals(2, run("sample", model("m"), "--rows", typed, "-o", folder.resolve("no.csv")));
        assertTrue(said.toString().contains("is not a whole number"), said.toString());
        assertFalse(JAVA.matcher(said.toString()).find(), said.toString());
    }

    @Test
    void whatIsUnknownIsNamedBeforeWhatIsMissing() {
        assertEquals(2, run("synthesize", "x.csv", "--shema", "s.json"));
        assertTrue(said.toString().contains("--shema"), said.toString());
        assertTrue(said.toString().contains("--schema"), said.toString());
        assertFalse(said.toString().contains("Missing"), said.toString());
        assertEquals(2, run("synthesize", "x.csv"));
        assertTrue(said.toString().contains("Missing"), said.toString());
    }

    @Test
    void helpOnAMistypedCommandNamesTheOneThatWasMeant() {
        assertEquals(2, run("help", "synthesise"));
        assertTrue(said.toString().contains("Did you mean 'synthesize'?"), said.toString());
        assertEquals(2, run("help", "xyzzy"));
        assertFalse(said.toString().contains("mean"), said.toString());
    }

    @Test
    void theShellOffersWhatOptionsTake() {
        assertEquals(0, run("completion"));
        assertTrue(printed.toString().contains("\"auto\" \"aim\" \"copula\""), "models");
        assertTrue(printed.toString().contains("\"many-run\""), "attacks");
        assertTrue(printed.toString().contains("\"quantile\""), "bins");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inspect a\0b",
                "fit a\0b --schema s.json --epsilon 1 --delta 1e-9 -o m",
                "schema validate x.csv --schema a\0b",
                "fit x.csv --schema s.json --epsilon one --delta 1e-9 -o m",
                "fit x.csv --schema s.json --epsilon 1 --delta 1e-9 --delimiter ab -o m",
                "fit x.csv --schema s.json --epsilon 1 --delta 1e-9 --invalid none -o m",
                "fit x.csv --schema s.json --epsilon 1 --delta 1e-9 --neighbours friends -o m",
                "attack x.csv --schema s.json --epsilon 1 --delta 1e-9 --sees all",
                "audit --train a --synthetic b --schema c --group x",
                "sample m --formulas none -o x.csv",
                "ledger show nowhere.ledger",
                "plan nowhere.json --epsilon 1",
                "card a\0b -o c"
            })
    void noMessageSpeaksJava(String line) {
        assertTrue(run((Object[]) line.split(" ")) != 0);
        assertFalse(JAVA.matcher(said.toString()).find(), said.toString());
        assertTrue(said.toString().startsWith("effigy: "), said.toString());
    }

    /** Like a fit's own words, without a row. */
    @Test
    void aPlanIsToldBeforeAFitAndByItself() {
        assertEquals(
                0,
                run("plan", SCHEMA, "--epsilon", 1, "--max-rows-per-unit", 3, "--expected-rows", "5k"),
                said.toString());
        assertTrue(printed.toString().contains("(diagnosis, readmitted_30d)"), printed.toString());
        assertTrue(printed.toString().contains("NOISE"), printed.toString());
        Object[] fit = {
            "fit",
            ENCOUNTERS.resolve("encounters.csv"),
            "--schema",
            SCHEMA,
            "--delta",
            "1e-9",
            "--max-rows-per-unit",
            1,
            "--model",
            "independent",
            "--force",
            "-o",
            model("n"),
            "--epsilon"
        };
        assertEquals(0, run(Stream.concat(Stream.of(fit), Stream.of("1")).toArray()), said.toString());
        assertTrue(said.toString().startsWith("What noise leaves"), said.toString());
        assertEquals(2, run(Stream.concat(Stream.of(fit), Stream.of("1e-12")).toArray()), said.toString());
        assertTrue(said.toString().contains("is no budget"), said.toString());
    }
}
