package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.effigy.privacy.FileLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was paid for or made by hand is not lost by a name, and no text out of a file passes for a line of ours. */
class GuardTest {
    private static final String TABLE = "sex,age\nf,30\nm,40\nf,50\n";
    private static final String SCHEMA = "{\"fields\":[{\"name\":\"sex\",\"type\":\"string\",\"constraints\":{\"enum\":"
            + "[\"f\",\"m\"]}},{\"name\":\"age\",\"type\":\"integer\",\"constraints\":{\"minimum\":0,\"maximum\":99}}]}";

    @TempDir
    private Path folder;

    private final Shell shell = new Shell();

    @BeforeEach
    void files() throws IOException {
        Files.writeString(at("t.csv"), TABLE);
        Files.writeString(at("s.json"), SCHEMA);
        assertEquals(0, shell.run("ledger", "init", at("l"), "--epsilon", 3, "--delta", "1e-9"), shell.said());
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    /** Every file of the folder, by its name. */
    private Map<String, String> all() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    private int fit(String command, Object... more) {
        List<Object> all = new ArrayList<>(List.of(command));
        if (!(more[0] instanceof Path)) {
            all.add(at("t.csv"));
        }
        all.addAll(List.of(more));
        all.addAll(List.of("--epsilon", 1, "--delta", "1e-9", "--model", "independent"));
        if (!all.contains("--schema")) {
            all.addAll(List.of("--schema", at("s.json")));
        }
        if (!all.contains("--ledger")) {
            all.addAll(List.of("--ledger", at("l")));
        }
        return shell.run(all.toArray());
    }

    private void refused(Object... command) throws IOException {
        Map<String, String> before = all();
        List<Object> rest = List.of(command).subList(1, command.length);
        int status = List.of("fit", "synthesize").contains(command[0])
                ? fit(command[0].toString(), rest.toArray())
                : shell.run(command);
        assertTrue(status == Failure.USAGE || status == Failure.FAILED, List.of(command) + shell.said());
        assertEquals(before, all(), "after " + List.of(command));
    }

    @Test
    void whatFollowsFromANameIsAFileToo() throws IOException {
        Path manifest = Files.copy(at("l"), at("out.csv.manifest.json"));
        refused("synthesize", "--ledger", manifest, "-o", at("out.csv"));
        Files.delete(manifest);
        refused("synthesize", "-o", at("out.csv"), "--model-out", manifest);
        Files.writeString(manifest, SCHEMA);
        refused("synthesize", "--schema", manifest, "-o", at("out.csv"));
        refused("synthesize", "-o", at("out.csv"));
        Files.delete(manifest);
        for (String command : List.of("fit", "synthesize")) {
            refused(command, "-o", at("l.lock"));
            refused(command, "-o", at("t.csv.manifest.json"));
        }
        refused("synthesize", "-o", at("out.csv"), "--model-out", at("l.lock"));
        Files.copy(at("t.csv"), at("l.lock"), StandardCopyOption.REPLACE_EXISTING);
        refused("synthesize", at("l.lock"), "-o", at("out.csv"));
        Files.writeString(at("l.lock"), "");
        // The lock of a ledger that this command does not name.
        for (Object[] command : new Object[][] {
            {"schema", "suggest", at("t.csv"), "-o", at("l.lock"), "--force"},
            {"simulate", "cards", "--rows", 3, "-o", at("l.lock")},
            {"simulate", "cards", "--rows", 3, "-o", "-", "--schema-out", at("l.lock")},
            {"split", at("t.csv"), "--schema", at("s.json"), "-o", at("a.csv"), "--holdout-out", at("l.lock")},
            {"simulate", "cards", "--rows", 3, "-o", at(".t.csv.12-0.part")}
        }) {
            refused(command);
        }
        assertEquals(0, FileLedger.read(at("l")).releases().size());

        assertEquals(0, fit("fit", "-o", at("m.effigy")), shell.said());
        Path model = Files.move(at("m.effigy"), at("more.csv.manifest.json"));
        refused("sample", model, "-o", at("more.csv"));
        refused("card", model, "-o", at("c.html"), "--json", at("c.html"));
        refused("card", model, "--ledger", at("l"), "-o", at("l"));
        refused("inspect", model, "--schema-out", model, "--force");
    }

    @Test
    void linksAndCaseMakeNoOtherFile() throws IOException {
        Path inner = Files.createDirectory(at("inner"));
        Path way = at("way");
        try {
            Files.createSymbolicLink(way, inner);
            Files.createLink(at("hard.csv"), at("t.csv"));
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "this system makes no links: " + e);
        }
        Path ledger = Files.move(at("l"), inner.resolve("l"));
        refused("synthesize", "--ledger", ledger, "-o", way.resolve("l.lock"));
        refused("synthesize", "--ledger", ledger, "-o", at("hard.csv"));
        refused("synthesize", "--ledger", ledger, "-o", inner.resolve("o.csv"), "--model-out", way.resolve("O.CSV"));
        refused(
                "synthesize",
                "--ledger",
                ledger,
                "-o",
                inner.resolve("o.csv"),
                "--model-out",
                way.resolve("O.csv.MANIFEST.json"));
        Files.createSymbolicLink(at("link.csv.manifest.json"), ledger);
        refused("synthesize", "--ledger", ledger, "-o", at("link.csv"));
        // The ledger by a link: its lock is beside the file itself.
        Files.createSymbolicLink(at("byname"), ledger);
        refused("synthesize", "--ledger", at("byname"), "-o", inner.resolve("l.lock"));
        assertEquals(0, FileLedger.read(ledger).releases().size());
        assertEquals(0, fit("synthesize", "--ledger", at("byname"), "-o", at("good.csv")), shell.said());
    }

    @Test
    void modelsAndSchemasAreReplacedWhenAPersonSaysSoAndLedgersNever() throws IOException {
        Path draft = at("draft.json");
        assertEquals(0, shell.run("schema", "suggest", at("t.csv"), "-o", draft));
        refused("schema", "suggest", at("t.csv"), "-o", draft);
        assertTrue(shell.said().contains("--force"), shell.said());
        Files.writeString(draft, Files.readString(draft).replace("}", "").strip() + " \"effigy:x\" half edited");
        refused("schema", "suggest", at("t.csv"), "-o", draft);
        refused("simulate", "cards", "--rows", 3, "-o", "-", "--schema-out", draft);
        assertEquals(0, shell.run("schema", "suggest", at("t.csv"), "-o", draft, "--force"), shell.said());

        Path model = at("m.effigy");
        assertEquals(0, fit("fit", "-o", model), shell.said());
        refused("fit", "-o", model);
        refused("synthesize", "-o", at("o.csv"), "--model-out", model);
        refused("synthesize", "-o", model);
        refused("schema", "suggest", at("t.csv"), "-o", model);
        refused("inspect", model, "--schema-out", at("s.json"));
        refused("card", model, "-o", at("s.json"));
        refused("split", at("t.csv"), "--schema", at("s.json"), "-o", model, "--holdout-out", at("h.csv"));
        byte[] before = Files.readAllBytes(model);
        assertEquals(0, fit("fit", "-o", model, "--force"), shell.said());
        assertNotEquals(new String(before), Files.readString(model));

        refused("fit", "-o", at("l"), "--force");
        refused("synthesize", "-o", at("l"), "--force");
        refused("schema", "suggest", at("t.csv"), "-o", at("l"), "--force");
        refused("inspect", model, "--schema-out", at("l"), "--force");
        refused("sample", model, "-o", at("l"), "--force");
        Files.writeString(at("k.pem"), "-----BEGIN PRIVATE KEY-----\n");
        refused("schema", "suggest", at("t.csv"), "-o", at("k.pem"), "--force");
        assertEquals(2, FileLedger.read(at("l")).releases().size());
        // A table or a card may be made anew, as ever.
        for (int i = 0; i < 2; i++) {
            assertEquals(0, shell.run("sample", model, "-o", at("o.csv")), shell.said());
            assertEquals(0, shell.run("card", model, "-o", at("c.html"), "--json", at("c.json")), shell.said());
        }
    }

    @Test
    void aDeviceIsWrittenToAndNeverReplaced() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device) && Files.isWritable(device) && !Files.isRegularFile(device));
        assertEquals(
                0, shell.run("simulate", "cards", "--rows", 3, "-o", device, "--schema-out", device), shell.said());
        assertFalse(Files.isRegularFile(device));
    }

    @Test
    void noTextOfAFileBeginsALine() throws IOException {
        String[] ends = {"\n", "\r", "\r\n", "\u2028", "\u2029", "\u0085", "\u000b", "\u000c"};
        for (String end : ends) {
            Path ledger = at("named" + Math.abs(end.hashCode()));
            String forged = "x" + end + "Spent      nothing";
            assertEquals(0, shell.run("ledger", "init", ledger, "--epsilon", 1, "--delta", 0, "--dataset", forged));
            assertHonest(shell.said());
            assertEquals(0, shell.run("ledger", "show", ledger));
            assertHonest(shell.printed());
            Path model = at("m" + Math.abs(end.hashCode()) + ".effigy");
            Path schema = Files.writeString(at("f.json"), SCHEMA.replace("\"sex\"", json("s" + end + "Spent      0")));
            Files.writeString(at("f.csv"), "\"s" + end + "Spent      0\",age\nf,30\nm,200\n");
            Object[] more = {"--schema", schema, "--epsilon", 1, "--delta", 0, "--model", "independent"};
            assertEquals(
                    0,
                    shell.run(Stream.concat(
                                    Stream.of(
                                            "fit", at("f.csv"), "--invalid", "clamp", "--ledger", ledger, "-o", model),
                                    Stream.of(more))
                            .toArray()),
                    shell.said());
            assertHonest(shell.said());
            assertEquals(0, shell.run("inspect", model));
            assertHonest(shell.printed());
            assertEquals(0, shell.run("ledger", "show", ledger, "--charges"));
            assertHonest(shell.printed());
            // An error about a cell names the column and quotes the cell.
            Files.writeString(at("f.csv"), "\"s" + end + "Spent      0\",age\n\"q" + end + "Spent      0\",30\n");
            assertEquals(1, shell.run("schema", "validate", schema, at("f.csv")));
            assertHonest(shell.printed());
            assertEquals(
                    1,
                    shell.run(Stream.concat(Stream.of("fit", at("f.csv"), "-o", at("no.effigy")), Stream.of(more))
                            .toArray()));
            assertHonest(shell.said());
            assertEquals(2, shell.run("sample", model, "-o", at("o.csv"), "--purpose" + end + "Spent      0"));
            assertHonest(shell.said());
        }
    }

    /** A line that a text of a file began; the planted one is the same text written without the guard. */
    private static boolean isForged(String shown) {
        return shown.split("\\R|[\u000b\u000c\u0085\u2028\u2029]", -1).length > shown.split("\n", -1).length
                || shown.lines()
                        .anyMatch(line -> line.startsWith("Spent      0") || line.startsWith("Spent      nothing"));
    }

    private static void assertHonest(String shown) {
        assertFalse(isForged(shown), shown);
    }

    @Test
    void aTextThatIsPrintedAsItIsWouldBeCaught() {
        StringWriter to = new StringWriter();
        new PrintWriter(to, true).println("Data set   x\u2028Spent      nothing");
        assertTrue(isForged(to.toString()));
        StringWriter shown = new StringWriter();
        Visible.of(new PrintWriter(shown, true)).println("Data set   x\u2028Spent      nothing");
        assertFalse(isForged(shown.toString()));
        assertTrue(shown.toString().contains("x\\u2028Spent"), shown.toString());
    }

    /** As a JSON text. */
    private static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> json.append(c < 32 ? String.format("\\u%04x", c) : String.valueOf((char) c)));
        return json.append('"').toString();
    }

    @Test
    void theForgedModelOfTheCasesShowsItsOwnLinesAlone() throws IOException {
        Path spoof = Stream.of("../shared", "../../shared")
                .map(shared -> Path.of(System.getProperty("effigy.root"), shared, "cases/torture/spoof.effigy"))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(spoof != null, "the cases are not here");
        byte[] before = Files.readAllBytes(spoof);
        shell.run("inspect", spoof);
        assertEquals(
                1,
                shell.printed()
                        .lines()
                        .filter(line -> line.startsWith("Promise"))
                        .count(),
                shell.printed());
        assertArrayEquals(before, Files.readAllBytes(spoof));
    }
}
