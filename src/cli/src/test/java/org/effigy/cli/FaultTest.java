package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.LedgerStatement;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the command line does when the machine, the files or their makers fail it: statuses, words, and what is left. */
class FaultTest {
    private static final String SCHEMA = """
            {"fields": [
              {"name": "id", "type": "string", "effigy:role": "identifier"},
              {"name": "age", "type": "integer", "constraints": {"minimum": -5, "maximum": 9, "required": true}},
              {"name": "note", "type": "string", "constraints": {"required": true,
               "enum": ["=HYPERLINK(\\"http://x\\")", "+1+1", "-5", "@SUM(A1)", "\\tx", "plain"]}}]}
            """;

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private final StringWriter printed = new StringWriter();
    private Path schema;
    private Path rows;
    private Path ledger;

    @BeforeEach
    void writeATableAndItsLedger() throws IOException {
        schema = Files.writeString(folder.resolve("s.json"), SCHEMA);
        StringBuilder csv = new StringBuilder("id,age,note\n");
        String[] notes = {"\"=HYPERLINK(\"\"http://x\"\")\"", "+1+1", "-5", "@SUM(A1)", "\tx", "plain"};
        for (int i = 0; i < 900; i++) {
            csv.append("secret-")
                    .append(i)
                    .append(',')
                    .append(i % 15 - 5)
                    .append(',')
                    .append(notes[i % 6])
                    .append('\n');
        }
        rows = Files.writeString(folder.resolve("rows.csv"), csv);
        ledger = folder.resolve("x.ledger");
        assertEquals(0, run("ledger", "init", ledger, "--epsilon", 9, "--delta", "1e-9", "--dataset", "people"));
    }

    private int run(Object... arguments) {
        said.getBuffer().setLength(0);
        printed.getBuffer().setLength(0);
        return Effigy.run(
                new PrintWriter(printed, true),
                new PrintWriter(said, true),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private Object[] job(String command, Object... more) {
        Object[] fixed = {command, rows, "--schema", schema, "--epsilon", 1, "--delta", "1e-9", "--model", "independent"
        };
        return Stream.concat(Stream.of(fixed), Stream.of(more)).toArray();
    }

    private Path model() {
        Path model = folder.resolve("m.effigy");
        assertEquals(0, run(job("fit", "-o", model, "--ledger", ledger)), said.toString());
        return model;
    }

    private Path out() {
        return folder.resolve("out.csv");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void failedInWords(int status, String... words) {
        assertEquals(Failure.FAILED, status, said.toString());
        for (String word : words) {
            assertTrue(said.toString().contains(word), word + " is not in: " + said);
        }
        assertFalse(said.toString().contains("\tat "), said.toString());
    }

    /** Every command that writes, to a device on which each write fails as on a full disk. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there is no /dev/full elsewhere")
    void aFullDiskIsSaidWhateverIsWritten() throws IOException {
        Path model = model();
        Path full = Files.createSymbolicLink(folder.resolve("no-room"), Path.of("/dev/full"));
        List<String> before = files();
        for (Object[] command : List.of(
                job("fit", "-o", full),
                job("synthesize", "-o", full),
                job("synthesize", "-o", out(), "--model-out", full),
                new Object[] {"sample", model, "-o", full},
                new Object[] {"inspect", model, "--schema-out", full},
                new Object[] {"card", model, "-o", full},
                new Object[] {"card", model, "--json", full},
                new Object[] {"schema", "suggest", rows, "-o", full})) {
            failedInWords(run(command), "riting");
            assertEquals(before, files(), String.valueOf(command[0]));
        }
        failedInWords(run("ledger", "init", full, "--epsilon", 1, "--delta", 0), "no-room");
        Files.delete(full);
    }

    /** At most 200 blocks of 512 bytes a file: the table is half written when a write fails. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit to stand for a full disk")
    void aTableThatDoesNotFitOnTheDiskLeavesNoPart() throws Exception {
        Path model = model();
        Path old = Files.writeString(out(), "old");
        List<String> before = files();
        String words = process("ulimit -f 200", List.of(), 1, "sample", model, "--rows", 200_000, "-o", out());
        assertTrue(words.contains("effigy: ") && !words.contains("\tat "), words);
        assertEquals(before, files());
        assertEquals("old", Files.readString(old));
    }

    /** The system's own folder of processes refuses new files even to those who may do anything. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there is no /proc elsewhere")
    void aFolderThatCantBeWrittenToIsFoundOutBeforeAnythingIsSpent() {
        Path model = model();
        LedgerStatement before = FileLedger.read(ledger);
        Path nowhere = Path.of("/proc/effigy.out");
        for (Object[] command : List.of(
                job("fit", "-o", nowhere, "--ledger", ledger),
                job("synthesize", "-o", nowhere, "--ledger", ledger),
                job("synthesize", "-o", out(), "--model-out", nowhere, "--ledger", ledger),
                new Object[] {"sample", model, "-o", nowhere},
                new Object[] {"card", model, "-o", nowhere},
                new Object[] {"schema", "suggest", rows, "-o", nowhere})) {
            failedInWords(run(command), "/proc");
        }
        failedInWords(run("ledger", "init", nowhere, "--epsilon", 1, "--delta", 0), "/proc/effigy.out");
        assertEquals(before, FileLedger.read(ledger));
        assertFalse(Files.exists(out()));
    }

    @Test
    void aSecondRunOnALedgerInUseSpendsNothing() throws IOException {
        LedgerStatement before = FileLedger.read(ledger);
        FileLedger held = FileLedger.open(ledger);
        try (held) {
            failedInWords(run(job("synthesize", "-o", out(), "--ledger", ledger)), "already open", "close it first");
        }
        assertEquals(before, FileLedger.read(ledger));
        assertFalse(Files.exists(out()));
        assertEquals(0, run(job("synthesize", "-o", out(), "--ledger", ledger)), said.toString());
    }

    @Test
    void aMemoryThatIsFullIsSaidWithWhatToDo() throws Exception {
        Path large = folder.resolve("large.effigy");
        byte[] zeros = "0,".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (var out = Files.newOutputStream(large)) {
            out.write('[');
            for (int i = 0; i < 40; i++) {
                out.write(zeros);
            }
        }
        String words = process("true", List.of("-Xmx32m"), 1, "inspect", large);
        assertTrue(words.contains("memory is full") && words.contains("-Xmx"), words);
        assertFalse(words.contains("\tat "), words);
    }

    /** Runs the command line in a process of its own, after a shell's command, and returns all that it said. */
    private String process(String first, List<String> java, int status, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", first + "; exec \"$@\"", "sh"));
        Collections.addAll(
                command, Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData");
        command.addAll(java);
        Collections.addAll(command, "-cp", System.getProperty("java.class.path"), Effigy.class.getName());
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(status, process.waitFor(), words);
        return words;
    }

    private List<String> notes() throws IOException {
        return Files.readAllLines(out()).stream()
                .map(line -> line.split(",", 3)[2])
                .toList();
    }

    /**
     * Each note has 150 of 900 rows, and noise a deviation of about 8: one that is missing from 400 rows has a
     * probability below 1e-15.
     */
    @Test
    void formulasAreWrittenAsThePersonChose() throws IOException {
        Path model = model();
        Object[] sample = {"sample", model, "--rows", 400, "--seed", 1, "-o", out()};
        assertEquals(0, run(sample));
        assertTrue(said.toString().contains("--formulas escape"), said.toString());
        List<String> kept = notes();
        assertTrue(kept.contains("+1+1") && kept.contains("-5") && kept.contains("@SUM(A1)"), kept.toString());
        Schema read = SchemaJson.read(schema);
        assertEquals(
                400,
                TableReader.of(read).readRecords(CsvInput.of(out())).report().rows());
        assertEquals(0, run(with(sample, "--formulas", "escape")));
        assertFalse(said.toString().contains("spreadsheet"), said.toString());
        List<String> escaped = notes();
        for (int i = 1; i < kept.size(); i++) {
            boolean formula = !kept.get(i).equals("plain") && !kept.get(i).equals("-5");
            assertEquals(formula, !kept.get(i).equals(escaped.get(i)), kept.get(i));
            assertTrue(
                    !formula || escaped.get(i).startsWith("'") || escaped.get(i).startsWith("\"'"), escaped.get(i));
        }
        assertTrue(
                Files.readAllLines(out()).stream().anyMatch(line -> line.split(",")[1].equals("-5")),
                "numbers below zero are numbers");
    }

    private static Object[] with(Object[] words, Object... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
    }

    @Test
    void formulasThatAreRefusedAreRefusedBeforeAnythingIsSpent() {
        LedgerStatement before = FileLedger.read(ledger);
        assertEquals(Failure.USAGE, run(job("synthesize", "-o", out(), "--ledger", ledger, "--formulas", "refuse")));
        assertTrue(said.toString().contains("=HYPERLINK"), said.toString());
        assertEquals(before, FileLedger.read(ledger));
        failedInWords(
                run("sample", model(), "-o", out(), "--formulas", "refuse"), "column 'note'", "--formulas escape");
        assertFalse(Files.exists(out()));
        assertEquals(Failure.USAGE, run("sample", folder.resolve("m.effigy"), "-o", out(), "--formulas", "maybe"));
    }

    @Test
    void whatFilesSayDoesNotDriveTheTerminal() throws IOException {
        Path evil = Files.writeString(folder.resolve("evil.csv"), "age,\u001b[2Jnote,\u202eid,\u0007\n");
        failedInWords(run("schema", "validate", schema, evil));
        assertTrue(printed.toString().contains("\\u001b[2Jnote"), printed.toString());
        failedInWords(
                run(with(job("fit", "-o", folder.resolve("e.effigy")), "--unit", "\u001b]0;x\u0007")),
                "\\u001b]0;x\\u0007");
        for (String text : List.of(printed.toString(), said.toString())) {
            assertTrue(text.chars().noneMatch(c -> c == 0x1b || c == 7 || c == 0x202e), text);
        }
        Path odd = Files.writeString(folder.resolve("odd.json"), SCHEMA.replace("\"note\"", "\"n\\u001b[31mote\""));
        Path oddRows = Files.writeString(
                folder.resolve("odd.csv"), Files.readString(rows).replace(",note\n", ",n\u001b[31mote\n"));
        Path model = folder.resolve("odd.effigy");
        assertEquals(
                0,
                run(
                        "fit",
                        oddRows,
                        "--schema",
                        odd,
                        "--epsilon",
                        1,
                        "--delta",
                        0,
                        "--model",
                        "independent",
                        "-o",
                        model),
                said.toString());
        assertEquals(0, run("inspect", model));
        assertTrue(printed.toString().contains("n\\u001b[31mote"), printed.toString());
        assertEquals(0, run("inspect", model, "--json"));
        assertArrayEquals(Files.readAllBytes(model), printed.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What leaves the house: the table, its manifest, the model and the release card. */
    @Test
    void whatLeavesTheHouseHoldsNoPathNoNameAndNoIdentifier() throws IOException {
        Path model = folder.resolve("m.effigy");
        Path card = folder.resolve("card.html");
        Path cardJson = folder.resolve("card.json");
        assertEquals(
                0,
                run(job(
                        "synthesize",
                        "-o",
                        out(),
                        "--model-out",
                        model,
                        "--ledger",
                        ledger,
                        "--purpose",
                        "to try",
                        "--license",
                        "CC0")),
                said.toString());
        assertEquals(0, run("card", model, "--ledger", ledger, "-o", card, "--json", cardJson), said.toString());
        List<String> secrets = new ArrayList<>(
                List.of(folder.toString(), folder.getFileName().toString(), "rows.csv", "x.ledger", "secret-"));
        Stream.of(System.getProperty("user.name"), System.getProperty("user.home"), hostName())
                // A shorter one, as "root", "people" or "/", stands in other words.
                .filter(name -> name.length() > 8)
                .forEach(secrets::add);
        for (Path file : List.of(out(), Path.of(out() + ".manifest.json"), model, card, cardJson)) {
            String text = Files.readString(file);
            assertEquals(
                    List.of(),
                    secrets.stream().filter(text::contains).toList(),
                    file.getFileName() + " holds what should stay");
        }
        // What the curator is told does name files: the same search finds them.
        assertTrue(secrets.stream().anyMatch(said.toString()::contains), said.toString());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /** Texts in a model that look like files' names stay texts. */
    @Test
    void aModelThatNamesFilesTouchesNone() throws IOException {
        Path target = folder.resolve("target.csv");
        String name = "../" + folder.getFileName() + "/target.csv";
        Path named = Files.writeString(
                folder.resolve("named.json"),
                SCHEMA.replace("\"note\"", "\"" + target + "\"").replace("\"plain\"", "\"" + name + "\""));
        Path namedRows = Files.writeString(
                folder.resolve("named.csv"),
                Files.readString(rows).replace(",note\n", "," + target + "\n").replace(",plain\n", "," + name + "\n"));
        Path own = folder.resolve("own.ledger");
        assertEquals(0, run("ledger", "init", own, "--epsilon", 2, "--delta", 0, "--dataset", target));
        Path model = folder.resolve("named.effigy");
        assertEquals(
                0,
                run(
                        "fit",
                        namedRows,
                        "--schema",
                        named,
                        "--epsilon",
                        1,
                        "--delta",
                        0,
                        "--model",
                        "independent",
                        "--ledger",
                        own,
                        "-o",
                        model),
                said.toString());
        List<String> before = files();
        assertEquals(0, run("inspect", model));
        assertEquals(0, run("card", model, "-o", folder.resolve("card.html")), said.toString());
        assertEquals(0, run("sample", model, "-o", out()), said.toString());
        List<String> after = new ArrayList<>(files());
        assertTrue(after.removeAll(List.of("card.html", "out.csv", "out.csv.manifest.json")));
        assertEquals(before, after);
    }
}
