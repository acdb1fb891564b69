package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.effigy.signature.TestKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code effigy bundle}, and {@code effigy verify} of one: what belongs together, what may leave, and what was changed. */
class BundleCommandTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private final Shell shell = new Shell();
    private Path zip;

    @BeforeAll
    static void release() throws IOException {
        AuditedTables.write(shared);
        Shell shell = new Shell();
        Path ledger = shared.resolve("all.ledger");
        shell.run("ledger", "init", ledger, "--dataset", "people", "--epsilon", 9, "--delta", "1e-9");
        for (String name : List.of("s", "other")) {
            Path model = shared.resolve(name + ".effigy");
            Object[] fit = {
                "fit",
                shared.resolve("train.csv"),
                "--schema",
                shared.resolve("schema.json"),
                "--model",
                "independent",
                "--epsilon",
                1,
                "--delta",
                "1e-9",
                "--ledger",
                ledger,
                "-o",
                model
            };
            assertEquals(0, shell.run(fit), shell.said());
            Path table = shared.resolve(name + ".csv");
            assertEquals(0, shell.run("sample", model, "--rows", 200, "--seed", 1, "-o", table), shell.said());
            Path card = shared.resolve(name + ".card.html");
            Path twin = shared.resolve(name + ".card.json");
            assertEquals(0, shell.run("card", model, "--ledger", ledger, "-o", card, "--json", twin), shell.said());
        }
        Object[] outputs = {
            "--holdout",
            shared.resolve("holdout.csv"),
            "--no-utility",
            "--json",
            shared.resolve("audit.json"),
            "--report",
            shared.resolve("audit.html"),
            "--redact",
            shared.resolve("redacted.html")
        };
        assertEquals(0, shell.audit(shared, "s.csv", outputs) % 4, shell.said());
        assertEquals(0, decide("release", "decision.json"));
        assertEquals(0, decide("refuse", "refused.json"));
    }

    private static int decide(String what, String name) {
        return new Shell()
                .run(
                        "decide",
                        shared.resolve("audit.json"),
                        "--decision",
                        what,
                        "--reason",
                        "12 of our patients",
                        "--name",
                        "A",
                        "--role",
                        "B",
                        "-o",
                        shared.resolve(name));
    }

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(shared)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        zip = folder.resolve("out.zip");
    }

    private int bundle(String side, String... files) {
        List<Object> words = new ArrayList<>(List.of("bundle", folder.resolve("s.csv")));
        for (String file : files) {
            words.add(file.startsWith("--") ? file : folder.resolve(file));
        }
        words.addAll(List.of("--schema", folder.resolve("schema.json"), side, "-o", zip));
        return shell.run(words.toArray());
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : archive.stream().map(ZipEntry.class::cast).toList()) {
                files.put(entry.getName(), archive.getInputStream(entry).readAllBytes());
            }
        }
        return files;
    }

    /** As the bundle's own writer does, so that nothing but the content differs. */
    private void pack(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(file.getValue().length);
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                CRC32 sum = new CRC32();
                sum.update(file.getValue());
                entry.setCrc(sum.getValue());
                out.putNextEntry(entry);
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        Files.write(zip, bytes.toByteArray());
    }

    @Test
    void outsideHoldsPublicFactsAlone() throws IOException {
        assertEquals(
                0,
                bundle("--outside", "s.card.html", "s.card.json", "redacted.html", "decision.json", "--with-rows"),
                shell.said());
        Map<String, byte[]> files = files();
        assertTrue(files.keySet().containsAll(List.of("card.html", "card.json", "manifest.json", "rows/s.csv")));
        assertArrayEquals(Files.readAllBytes(folder.resolve("s.csv")), files.get("rows/s.csv"));
        assertFalse(files.containsKey("decision.json"));
        String reals = FileDigest.of(folder.resolve("train.csv")) + "|" + FileDigest.of(folder.resolve("holdout.csv"))
                + "|" + FileDigest.of(folder.resolve("audit.json")) + "|12 of our patients|statistics of real data";
        files.forEach((name, content) ->
                assertFalse(new String(content, StandardCharsets.UTF_8).matches("(?s).*(" + reals + ").*"), name));
        assertEquals(
                "release",
                MAPPER.readTree(files.get("release.json")).path("decision").asText());
        assertEquals(0, shell.run("verify", zip), shell.said());
        assertTrue(shell.printed().contains("a bundle for outside"), shell.printed());
    }

    @Test
    void whatTellsOfRealRowsDoesNotLeave() {
        for (String file : List.of("audit.json", "audit.html")) {
            assertEquals(1, bundle("--outside", "s.card.json", file), file);
            assertTrue(shell.said().contains(file + " tells of real rows"), shell.said());
        }
        assertEquals(1, bundle("--outside", "refused.json"));
        assertTrue(shell.said().contains("so nothing leaves"), shell.said());
        assertEquals(2, bundle("--outside", "--ledger", "all.ledger"));
        assertFalse(Files.exists(zip));
    }

    @Test
    void insideHoldsAllAndIsTheSameEachTime() throws IOException {
        String[] all = {
            "s.card.html",
            "s.card.json",
            "redacted.html",
            "audit.json",
            "audit.html",
            "decision.json",
            "--ledger",
            "all.ledger"
        };
        assertEquals(0, bundle("--inside", all), shell.said());
        byte[] first = Files.readAllBytes(zip);
        Map<String, byte[]> files = files();
        assertTrue(files.keySet().containsAll(List.of("audit.json", "audit.html", "decision.json", "ledger.json")));
        JsonNode ledger = MAPPER.readTree(files.get("ledger.json"));
        assertEquals(2, ledger.path("releases").size());
        Files.delete(zip);
        assertEquals(0, bundle("--inside", all), shell.said());
        assertArrayEquals(first, Files.readAllBytes(zip));
        assertEquals(0, shell.run("verify", zip), shell.said());
    }

    @Test
    void filesOfTwoReleasesAreRefused() throws IOException {
        assertEquals(1, bundle("--inside", "other.card.json"));
        assertTrue(shell.said().contains("do not tell of one release: the manifest's model"), shell.said());
        // A decision on another audit: one byte of the audit was changed since.
        Path audit = folder.resolve("audit.json");
        Files.writeString(audit, Files.readString(audit) + "\n");
        assertEquals(1, bundle("--inside", "audit.json", "decision.json"));
        assertTrue(shell.said().contains("the decision's audit"), shell.said());
        // Rows that are not the manifest's.
        Files.writeString(folder.resolve("s.csv"), "1,a,2020-01-01\n", StandardOpenOption.APPEND);
        assertEquals(2, bundle("--outside"));
        assertTrue(shell.said().contains("of other rows"), shell.said());
        assertFalse(Files.exists(zip));
    }

    @Test
    void whatIsNoEvidenceIsRefused() {
        assertEquals(2, bundle("--inside", "train.csv"));
        assertTrue(shell.said().contains("is no card, audit, policy"), shell.said());
        assertEquals(2, bundle("--inside", "s.card.json", "other.card.json"));
        assertTrue(shell.said().contains("is a second card.json"), shell.said());
        assertEquals(
                2,
                shell.run(
                        "bundle",
                        folder.resolve("fresh.csv"),
                        "--schema",
                        folder.resolve("schema.json"),
                        "--inside",
                        "-o",
                        zip));
        assertTrue(shell.said().contains("there is no manifest beside"), shell.said());
        assertFalse(Files.exists(zip));
    }

    /** Each change that a forger could make is found, by the index or, where that was made to fit, by what files say. */
    @Test
    void changesAreFound() throws IOException {
        assertEquals(0, bundle("--outside", "s.card.json"), shell.said());
        Map<String, byte[]> whole = files();
        assertFault(whole, "card.json", "epsilon", "Epsilon", "card.json was changed", false);
        assertFault(
                whole, "card.json", "\"modelDigest\" : \"sha256:", "\"modelDigest\" : \"sha256:0", "the card's", true);
        assertFault(whole, "manifest.json", "T00:00:00Z", "T12:34:00Z", "holds a time of the day", true);
        Map<String, byte[]> more = new TreeMap<>(whole);
        more.put("extra.json", "{}".getBytes(StandardCharsets.UTF_8));
        pack(more);
        assertEquals(1, shell.run("verify", zip));
        assertTrue(shell.said().contains("extra.json is not in the index"), shell.said());
        Map<String, byte[]> less = new TreeMap<>(whole);
        less.remove("card.json");
        pack(less);
        assertEquals(1, shell.run("verify", zip));
        assertTrue(shell.said().contains("card.json is missing"), shell.said());
        Map<String, byte[]> inside = new TreeMap<>(whole);
        inside.put("audit.json", Files.readAllBytes(folder.resolve("audit.json")));
        pack(indexed(inside));
        assertEquals(1, shell.run("verify", zip));
        assertTrue(shell.said().contains("audit.json stays inside"), shell.said());
    }

    private void assertFault(
            Map<String, byte[]> whole, String name, String from, String to, String fault, boolean indexed)
            throws IOException {
        Map<String, byte[]> files = new TreeMap<>(whole);
        String text = new String(files.get(name), StandardCharsets.UTF_8);
        assertTrue(text.contains(from), from);
        files.put(name, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
        pack(indexed ? indexed(files) : files);
        assertEquals(1, shell.run("verify", zip), shell.said());
        assertTrue(shell.said().contains(fault), shell.said());
    }

    private static Map<String, byte[]> indexed(Map<String, byte[]> files) throws IOException {
        ObjectNode index = (ObjectNode) MAPPER.readTree(files.get("index.json"));
        files.forEach((name, content) -> {
            if (!name.equals("index.json")) {
                index.withObject("/files").put(name, FileDigest.of(content));
            }
        });
        files.put("index.json", MAPPER.writeValueAsBytes(index));
        return files;
    }

    @Test
    void archivesThatAreNoneOfOursAreRefusedInWords() throws IOException {
        assertEquals(0, bundle("--outside", "s.card.json"), shell.said());
        byte[] whole = Files.readAllBytes(zip);
        Map<String, byte[]> files = files();
        for (int length : new int[] {4, 60, whole.length / 2, whole.length - 3}) {
            Files.write(zip, Arrays.copyOf(whole, length));
            assertEquals(1, shell.run("verify", zip), "cut at " + length);
            assertTrue(shell.said().contains("can't be checked as a bundle: it"), shell.said());
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 9);
        Files.write(zip, longer);
        assertEquals(1, shell.run("verify", zip), shell.said());
        for (String name : List.of("../up.json", "/root.json", "a/b/c.json", "new\nline")) {
            Map<String, byte[]> other = new TreeMap<>(files);
            other.put(name, new byte[1]);
            pack(other);
            assertEquals(1, shell.run("verify", zip), name);
            assertTrue(shell.said().contains("which no bundle does"), shell.said());
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry("index.json"));
            out.write(new byte[1 << 20]);
        }
        Files.write(zip, packed.toByteArray());
        assertEquals(1, shell.run("verify", zip));
        assertTrue(shell.said().contains("compressed"), shell.said());
    }

    @Test
    void signaturesAreCheckedAndMissingKeysSaid() throws IOException, GeneralSecurityException {
        Path key = TestKeys.write(folder, "mine", TestKeys.make("Ed25519"));
        TestKeys.write(folder, "theirs", TestKeys.make("Ed25519"));
        assertEquals(0, shell.run("sign", folder.resolve("s.card.json"), "--key", key), shell.said());
        assertEquals(0, bundle("--outside", "s.card.json", "--sign-key", "mine.pem"), shell.said());
        assertEquals(1, shell.run("verify", zip));
        assertTrue(shell.said().contains("card.json.sig was not checked: name the signer's key"), shell.said());
        assertEquals(0, shell.run("verify", zip, "--key", folder.resolve("mine.pub.pem")), shell.said());
        assertTrue(shell.printed().contains("card.json, " + zip), shell.printed());
        assertEquals(1, shell.run("verify", zip, "--key", folder.resolve("theirs.pub.pem")));
        assertTrue(shell.said().contains("is no signature of its file with this key"), shell.said());
        assertEquals(2, shell.run("verify", folder.resolve("s.card.json")));
        assertTrue(shell.said().contains("name it by --key"), shell.said());
        Files.delete(folder.resolve("s.card.json.sig"));
        Files.delete(zip);
        Files.delete(Signing.beside(zip));
        assertEquals(0, bundle("--outside", "s.card.json"), shell.said());
        assertEquals(1, shell.run("verify", zip, "--key", folder.resolve("mine.pub.pem")));
        assertTrue(shell.said().contains("nothing in it is signed"), shell.said());
    }

    /** What the validators of Croissant, Frictionless and OpenLineage look for; they were run by hand on this form. */
    @Test
    void machinesReadWhatTheTableIs() throws IOException {
        assertEquals(0, bundle("--outside", "--with-rows"), shell.said());
        Map<String, byte[]> files = files();
        JsonNode croissant = MAPPER.readTree(files.get("croissant.json"));
        assertEquals(
                "http://mlcommons.org/croissant/1.1",
                croissant.path("conformsTo").asText());
        assertEquals(
                FileDigest.of(folder.resolve("s.csv")),
                "sha256:" + croissant.at("/distribution/0/sha256").asText());
        assertEquals("sc:Date", croissant.at("/recordSet/0/field/2/dataType").asText());
        JsonNode data = MAPPER.readTree(files.get("datapackage.json"));
        assertEquals("rows/s.csv", data.at("/resources/0/path").asText());
        assertEquals(3, data.at("/resources/0/schema/fields").size());
        JsonNode prov = MAPPER.readTree(files.get("prov.jsonld"));
        assertEquals("effigy:program", prov.at("/@graph/0/@id").asText());
        JsonNode run = MAPPER.readTree(files.get("openlineage.json"));
        assertTrue(run.path("eventTime").asText().endsWith("T00:00:00Z"));
        assertEquals("people", run.at("/inputs/0/name").asText());
        assertEquals(0, bundle("--outside"), shell.said());
        assertEquals(
                "s.csv",
                MAPPER.readTree(files().get("croissant.json"))
                        .at("/distribution/0/contentUrl")
                        .asText());
    }
}
