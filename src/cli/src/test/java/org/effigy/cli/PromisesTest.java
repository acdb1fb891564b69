package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.effigy.privacy.Promise;
import org.effigy.report.PageChecks;
import org.effigy.report.PublishedSchema;
import org.effigy.synth.Forged;
import org.effigy.synth.Manifest;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Provenance;
import org.effigy.table.Discovered;
import org.effigy.table.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What model, manifest, card, JSON and screen promise is what is proven, and no more. */
class PromisesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    private final Shell shell = new Shell();

    @BeforeEach
    void writeATable() throws IOException {
        StringBuilder csv = new StringBuilder("patient,town,income,age\n");
        for (int i = 0; i < 2000; i++) {
            csv.append(i / 2).append(i % 2 == 0 ? ",Bern," : ",Chur,").append(i % 100);
            csv.append(',').append(i % 90).append('\n');
        }
        Files.writeString(at("t.csv"), csv);
        Files.writeString(at("s.json"), """
            {"fields": [
              {"name": "patient", "type": "integer", "effigy:role": "unit"},
              {"name": "town", "type": "string"},
              {"name": "income", "type": "integer"},
              {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 110}}]}
            """);
        Files.writeString(
                at("declared.json"),
                Files.readString(at("s.json"))
                        .replace("\"string\"}", "\"string\", \"constraints\": {\"enum\": [\"Bern\", \"Chur\"]}}")
                        .replace(
                                "\"income\", \"type\": \"integer\"",
                                "\"income\", \"type\": \"integer\", \"constraints\": {\"minimum\": 0, \"maximum\":"
                                        + " 99}"));
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private int fit(String model, String schema, double epsilon, Object... more) {
        List<Object> all = new ArrayList<>(List.of(
                "fit",
                at("t.csv"),
                "--schema",
                at(schema),
                "--epsilon",
                epsilon,
                "--model",
                "independent",
                "--max-rows-per-unit",
                2,
                "-o",
                at(model)));
        all.addAll(List.of(more));
        if (!all.contains("--delta")) {
            all.addAll(List.of("--delta", "1e-9"));
        }
        return shell.run(all.toArray());
    }

    private Provenance provenance(String model) throws IOException {
        return ModelFile.read(at(model)).provenance();
    }

    /** The schema that a discovery at epsilon 20 made, in another release at 0.1. */
    private void reuse() {
        assertEquals(0, fit("first", "s.json", 20, "--discover", "town,income"), shell.said());
        assertEquals(0, shell.run("inspect", at("first"), "--schema-out", at("found.json")), shell.said());
        assertEquals(0, fit("second", "found.json", .1), shell.said());
    }

    @Test
    void aDiscoveredSchemaInAnotherReleaseCostsWhatItCost() throws Exception {
        reuse();
        Provenance first = provenance("first");
        assertEquals(20, first.promised().orElseThrow().epsilon());
        assertTrue(first.together().isEmpty() && first.discoveries().isEmpty());
        Provenance second = provenance("second");
        Promise alone = second.promised().orElseThrow();
        Promise together = second.together().orElseThrow();
        assertTrue(alone.epsilon() > 4 && alone.epsilon() < 20, alone.toString());
        assertTrue(together.epsilon() > 19.9 && together.epsilon() < 20.1, together.toString());
        assertEquals(first.release(), second.discoveries().get(0).release());
        assertEquals(first.ledger(), second.discoveries().get(0).ledger());
        String figure = String.format("epsilon %.3f", Math.floor(alone.epsilon() * 1000) / 1000);
        String both = "Files together";
        assertTrue(shell.said().contains(figure) && shell.said().contains(both), shell.said());

        // A plan says so before anything is spent; and asks for no unit where the schema has none.
        assertEquals(
                0,
                shell.run("plan", at("found.json"), "--epsilon", .1, "--delta", "1e-9", "--max-rows-per-unit", 2),
                shell.said());
        assertTrue(shell.printed().contains("by itself the file will promise " + figure), shell.printed());
        Files.writeString(at("rows.json"), Files.readString(at("declared.json")).replace("\"unit\"", "\"identifier\""));
        assertEquals(0, shell.run("plan", at("rows.json"), "--epsilon", 1, "--delta", "1e-9"), shell.said());

        assertEquals(0, shell.run("inspect", at("second")));
        assertTrue(shell.printed().contains(figure) && shell.printed().contains(both), shell.printed());
        assertEquals(
                0, shell.run("card", at("second"), "-o", at("card.html"), "--json", at("card.json")), shell.said());
        String page = PageChecks.check(Files.readAllBytes(at("card.html")));
        assertTrue(page.contains(figure) && page.contains(both) && page.contains("by another release"), page);
        assertFalse(page.contains("and are part of what was spent"), page);
        JsonNode card = MAPPER.readTree(at("card.json").toFile());
        assertEquals(Set.of(), PublishedSchema.RELEASE_CARD.faults(card));
        assertEquals(alone.epsilon(), card.path("promised").path("epsilon").asDouble());
        assertEquals(together.epsilon(), card.path("together").path("epsilon").asDouble());
        assertFalse(
                card.path("promise").asText().contains("epsilon 0.1"),
                card.path("promise").asText());

        assertEquals(0, shell.run("sample", at("second"), "-o", at("out.csv")), shell.said());
        JsonNode manifest =
                MAPPER.readTree(Manifest.beside(at("out.csv")).toFile()).at("/content/provenance");
        assertEquals(alone.epsilon(), manifest.path("promised").path("epsilon").asDouble());
        assertEquals(
                together.epsilon(), manifest.path("together").path("epsilon").asDouble());
        assertEquals(second, Manifest.find(at("out.csv")).orElseThrow().provenance());
    }

    /**
     * By the exact distribution of the noise: whether a town is named in the second file tells two neighbours apart by far
     * more than the budget of that file, which is what it promised before; and by no more than it promises now.
     */
    @Test
    void whatTheSecondFileTellsIsMoreThanItsBudgetAndWithinItsPromise() throws IOException {
        reuse();
        Discovered mark =
                Schema.read(at("found.json")).field("town").discovered().orElseThrow();
        Promise promise = provenance("second").promised().orElseThrow();
        assertTrue(excess(mark, .1) > 1e-3, "the old promise was true");
        assertTrue(excess(mark, 1.7) > promise.delta(), "a file alone tells as much as was measured once");
        assertTrue(excess(mark, promise.epsilon()) <= promise.delta());
    }

    /** The largest delta that a name's presence needs at this epsilon, over all counts and both orders. */
    private static double excess(Discovered mark, double epsilon) {
        int reach = (int) (mark.threshold() + 60 * mark.scale());
        double[] tail = new double[2 * reach + 2];
        double sum = 0;
        for (int z = reach; z >= -reach; z--) {
            sum += Math.exp(-.5 * z * z / (mark.scale() * mark.scale()));
            tail[z + reach] = sum;
        }
        double most = 0;
        for (int z = -reach; z < reach; z++) {
            double more = tail[z + reach] / sum;
            double fewer = tail[z + 1 + reach] / sum;
            most = Math.max(most, more - Math.exp(epsilon) * fewer);
            most = Math.max(most, 1 - fewer - Math.exp(epsilon) * (1 - more));
        }
        return most;
    }

    @Test
    void marksWithoutACostOrWithAForgedOneAreRefusedBeforeAnythingIsSpent() throws IOException {
        reuse();
        String found = Files.readString(at("found.json"));
        for (String[] edit : new String[][] {
            {"(?s),\\s*\"charge\" : \\d+,\\s*\"release\" : \\{.*?\\}", "", "does not say which release paid"},
            {"(?s),\\s*\"effigy:discovered\" : \\{.*?\\}\\s*\\}", "", "does not say which release paid"},
            {"(\"release\" : \\{[^}]*\"loss\" : )[-0-9.E]+", "$19.0", "say two things"},
            {"\"relation\" : \"add/remove\"", "\"relation\" : \"replace\"", "say two things"},
        }) {
            String altered = found.replaceFirst(edit[0], edit[1]);
            assertFalse(altered.equals(found), edit[0]);
            Files.writeString(at("altered.json"), altered);
            assertEquals(1, fit("third", "altered.json", .1), shell.said());
            assertTrue(shell.said().contains(edit[2]), shell.said());
            assertFalse(Files.exists(at("third")));
        }
        assertEquals(1, fit("third", "found.json", .1, "--neighbours", "replace"), shell.said());
        assertTrue(shell.said().contains("can't be added up"), shell.said());
        assertEquals(1, fit("third", "found.json", .1, "--unit", "age"), shell.said());
        assertFalse(Files.exists(at("third")));
        // A model of a program that wrote no cost: nothing true can be said of it.
        Path old = Forged.file(
                at("second"),
                at("old"),
                "(?s)\"discoveries\" : \\[.*?\\} \\],\\s*\"promised\" : \\{.*?\\},\\s*\"together\" : \\{.*?\\}",
                "\"x\" : 1");
        for (Object[] command : new Object[][] {
            {"inspect", old},
            {"inspect", old, "--json"},
            {"card", old, "--json", at("x")},
            {"sample", old, "-o", at("x.csv")}
        }) {
            assertEquals(1, shell.run(command));
            assertTrue(shell.said().contains("promises is not known"), shell.said());
        }
        // Figures that people read are those that follow.
        Path smaller = Forged.file(at("second"), at("old"), "(\"promised\" : \\{\\s*\"epsilon\" : )[-0-9.E]+", "$10.1");
        assertEquals(1, shell.run("inspect", smaller));
        assertTrue(shell.said().contains("promises no less than"), shell.said());
    }

    @Test
    void aLedgerKnowsWhatItsOwnReleasesDiscovered() throws IOException {
        Object[] ledger = {"--ledger", at("l"), "--delta", "1e-9"};
        shell.run(
                "ledger",
                "init",
                at("l"),
                "--epsilon",
                9,
                "--delta",
                "1e-8",
                "--unit",
                "patient",
                "--discovery-delta",
                "1e-9");
        assertEquals(0, fit("first", "s.json", 2, "--discover", "town,income", "--ledger", at("l")), shell.said());
        shell.run("inspect", at("first"), "--schema-out", at("found.json"));
        assertEquals(0, fit("second", "found.json", .1, ledger), shell.said());
        assertEquals(0, shell.run("card", at("second"), "--ledger", at("l"), "--json", at("c")), shell.said());
        String found = Files.readString(at("found.json"));
        // Every mark alike, so that they agree with one another and not with the ledger.
        Files.writeString(
                at("forged.json"), found.replaceAll("(\"release\" : \\{[^}]*\"loss\" : )[-0-9.E]+", "$11e-6"));
        assertEquals(1, fit("third", "forged.json", .1, ledger), shell.said());
        assertTrue(shell.said().contains("cost less together than"), shell.said());
        Files.writeString(at("forged.json"), found.replaceAll("(\"release\" : \\{[^}]*\"loss\" : )[-0-9.E]+", "$11"));
        assertEquals(1, fit("third", "forged.json", .1, ledger), shell.said());
        assertTrue(shell.said().contains("by the ledger of"), shell.said());
        double paid = Schema.read(at("found.json"))
                .field("town")
                .discovered()
                .flatMap(Discovered::release)
                .orElseThrow()
                .loss();
        Path cheap = Forged.file(at("second"), at("cheap"), "" + paid, "" + paid / 1.3);
        assertEquals(0, shell.run("inspect", cheap), shell.said());
        assertEquals(1, shell.run("card", cheap, "--ledger", at("l"), "--json", at("d")), shell.said());
        assertTrue(shell.said().contains("by the ledger of"), shell.said());
        Files.writeString(at("forged.json"), found.replaceAll("\"charge\" : 1", "\"charge\" : 5"));
        assertEquals(1, fit("third", "forged.json", .1, ledger), shell.said());
        assertTrue(shell.said().contains("has no such charge"), shell.said());
    }

    /** A promise that was changed and sealed again, whatever else is changed with it. */
    @Test
    void theLedgerAtHandIsTheEvidence() throws IOException {
        shell.run("ledger", "init", at("l"), "--epsilon", 9, "--delta", "1e-8", "--unit", "patient");
        assertEquals(0, fit("m", "declared.json", 5, "--ledger", at("l")), shell.said());
        assertEquals(0, shell.run("inspect", at("m"), "--ledger", at("l")), shell.said());
        assertTrue(shell.printed().contains("the ledger says the same"), shell.printed());
        for (String[] edit : new String[][] {
            {"\"epsilon\" : 5.0", "\"epsilon\" : 0.001"},
            {"(\"spent\" : \\{[^}]*\"loss\" : )[-0-9.E]+", "$11e-9"},
            {"(\"charges\" : \\[ \\{[^}]*\"loss\" : )[-0-9.E]+", "$11e-9"},
        }) {
            Path forged = Forged.file(at("m"), at("forged"), edit[0], edit[1]);
            for (Object[] command : new Object[][] {
                {"inspect", forged}, {"card", forged, "--json", at("c")}, {"sample", forged, "-o", at("x.csv")}
            }) {
                assertEquals(1, shell.run(command), edit[0]);
                assertTrue(shell.said().contains("add up to") || shell.said().contains("which allows"), shell.said());
            }
        }
        // What adds up by itself, and is not what the ledger says.
        for (String[] edit : new String[][] {
            {"\"epsilon\" : 5.0", "\"epsilon\" : 8.0", "was opened for"},
            {"\"delta\" : 1.0E-9", "\"delta\" : 1.0E-8", "was opened for"},
            {"\"relation\" : \"add/remove\"", "\"relation\" : \"replace\"", "was opened for"},
            {"\"maxRows\" : 2", "\"maxRows\" : 1", "was opened for"},
            {"\"unit\" : \"patient\"", "\"unit\" : \"person\"", "was opened for"},
            {"(\"charges\" : \\[ \\{[^}]*\"scale\" : )[-0-9.E]+", "$19.5", "charge 1 of release r1"},
            {"\"dataset\" : \"unnamed\"", "\"dataset\" : \"other\"", "names the data set"},
            {"\"release\" : \"r1\"", "\"release\" : \"r7\"", "has no release r7"},
        }) {
            Path forged = Forged.file(at("m"), at("forged"), edit[0], edit[1]);
            for (Object[] command : new Object[][] {
                {"inspect", forged, "--ledger", at("l")}, {"card", forged, "--ledger", at("l"), "--json", at("c")}
            }) {
                assertEquals(1, shell.run(command), edit[0]);
                assertTrue(shell.said().contains(edit[2]), edit[2] + " is not in " + shell.said());
                assertFalse(Files.exists(at("c")));
            }
        }
        assertEquals(0, shell.run("sample", at("m"), "-o", at("x.csv")), shell.said());
        Path manifest = Manifest.beside(at("x.csv"));
        Forged.file(manifest, manifest, "\"epsilon\" : 5.0", "\"epsilon\" : 8.0");
        Files.copy(at("t.csv"), at("train.csv"));
        Files.copy(at("declared.json"), at("schema.json"));
        assertEquals(1, shell.audit(folder, "x.csv", "--no-utility", "--ledger", at("l")));
        assertTrue(shell.said().contains("was opened for"), shell.said());
    }

    /** A second release, made after a card was printed, can't turn what that card says of all releases into a lie. */
    @Test
    void allReleasesPromiseWhatTheLedgerAllows() throws Exception {
        shell.run("ledger", "init", at("l"), "--epsilon", 3, "--delta", "1e-8", "--unit", "patient");
        assertEquals(0, fit("m", "declared.json", .5, "--ledger", at("l")), shell.said());
        assertEquals(
                0,
                shell.run("card", at("m"), "--ledger", at("l"), "-o", at("c.html"), "--json", at("c.json")),
                shell.said());
        JsonNode total = MAPPER.readTree(at("c.json").toFile()).at("/ledger/total");
        assertEquals(3, total.path("epsilon").asDouble());
        assertEquals(1e-8, total.path("delta").asDouble());
        String page = PageChecks.check(Files.readAllBytes(at("c.html")));
        // A belief of one half under epsilon 3, and not under what is spent by now.
        assertTrue(page.contains("4.74 % to 95.3 %") && page.contains("all releases, at most"), page);
        assertFalse(page.contains("Spent on all releases"), page);
    }

    /** Runs with these bytes on standard input. */
    private int piped(Path input, Object... arguments) throws IOException {
        InputStream in = System.in;
        try (InputStream bytes = Files.newInputStream(input)) {
            System.setIn(bytes);
            return shell.run(arguments);
        } finally {
            System.setIn(in);
        }
    }

    private Object[] again(Object input, String model, Object... more) {
        List<Object> all = new ArrayList<>(List.of(
                "fit",
                input,
                "--schema",
                at("declared.json"),
                "--epsilon",
                .1,
                "--delta",
                "1e-9",
                "--max-rows-per-unit",
                2,
                "--model",
                "independent",
                "-o",
                at(model)));
        all.addAll(List.of(more));
        return all.toArray();
    }

    /** A first generation at epsilon 50, and a second one of its rows at 0.1. */
    private void generations() throws IOException {
        assertEquals(0, fit("first", "declared.json", 50), shell.said());
        assertEquals(0, shell.run("sample", at("first"), "-o", at("one.csv")), shell.said());
        assertEquals(0, shell.run(again(at("one.csv"), "second", "--allow-synthetic-input")), shell.said());
    }

    @Test
    void whatProtectsPeopleBehindSyntheticRowsIsTheirOwnRelease() throws Exception {
        generations();
        assertTrue(shell.said().contains("epsilon 50") && shell.said().contains("generation 2"), shell.said());
        Provenance second = provenance("second");
        assertEquals(50, second.promised().orElseThrow().epsilon());
        assertEquals(.1, second.budget().epsilon());
        assertEquals(
                0, shell.run("card", at("second"), "-o", at("card.html"), "--json", at("card.json")), shell.said());
        String page = PageChecks.check(Files.readAllBytes(at("card.html")));
        assertTrue(page.contains("Differentially privateepsilon 50"), page);
        assertTrue(page.contains("for the synthetic rows alone"), page);
        JsonNode card = MAPPER.readTree(at("card.json").toFile());
        assertEquals(Set.of(), PublishedSchema.RELEASE_CARD.faults(card));
        assertEquals(50, card.path("promised").path("epsilon").asDouble());
        assertTrue(
                card.path("promise").asText().startsWith("epsilon 50"),
                card.path("promise").asText());
        assertEquals(0, shell.run("inspect", at("second")));
        assertTrue(shell.printed().contains("Promise      epsilon 50"), shell.printed());
        // A third one carries what protects people on, and an audit holds the rows against it.
        assertEquals(0, shell.run("sample", at("second"), "-o", at("two.csv")), shell.said());
        assertEquals(0, shell.run(again(at("two.csv"), "third", "--allow-synthetic-input")), shell.said());
        assertEquals(50, provenance("third").promised().orElseThrow().epsilon());
        assertEquals(2, provenance("third").lineage().ancestors().size());
        Files.copy(at("t.csv"), at("train.csv"));
        Files.copy(at("declared.json"), at("schema.json"));
        shell.audit(folder, "two.csv", "--no-utility", "--json", at("audit.json"));
        JsonNode audit = MAPPER.readTree(at("audit.json").toFile());
        assertEquals(50, audit.at("/parameters/claim/epsilon").asDouble());
        // A schema that was found in people's rows tells of them too, whatever rows are fitted under it.
        assertEquals(0, fit("finder", "s.json", 20, "--discover", "town,income"), shell.said());
        assertEquals(0, shell.run("inspect", at("finder"), "--schema-out", at("found.json")), shell.said());
        Object[] found = again(at("one.csv"), "fourth", "--allow-synthetic-input");
        found[3] = at("found.json");
        assertEquals(0, shell.run(found), shell.said());
        assertTrue(provenance("fourth").promised().orElseThrow().epsilon() > 50.5, shell.said());
        assertEquals(0, shell.run("sample", at("fourth"), "-o", at("four.csv")), shell.said());
        found = again(at("four.csv"), "fifth", "--allow-synthetic-input");
        found[3] = at("found.json");
        assertEquals(0, shell.run(found), shell.said());
        assertEquals(
                provenance("fourth").promised().orElseThrow().epsilon(),
                provenance("fifth").promised().orElseThrow().epsilon());
        // Planted: the file of a program that counted generations alone, and one with a smaller ancestor.
        Path old = Forged.file(
                at("second"), at("old"), "(?s)\"ancestors\" : \\[.*?\\} \\],\\s*\"promised\" : \\{.*?\\}", "\"x\" : 1");
        assertEquals(0, shell.run("inspect", old), shell.said());
        assertTrue(shell.printed().contains("none: its rows are made of synthetic ones"), shell.printed());
        Path small = Forged.file(at("second"), at("small"), "(\"promised\" : \\{\\s*\"epsilon\" : )50.0", "$10.1");
        assertEquals(1, shell.run("inspect", small));
        Path none = Forged.file(at("first"), at("none"), "\"differential\"", "\"none\"");
        assertEquals(0, shell.run("sample", none, "-o", at("none.csv")), shell.said());
        assertEquals(0, shell.run(again(at("none.csv"), "of-none", "--allow-synthetic-input")), shell.said());
        assertTrue(provenance("of-none").promised().isEmpty());
        assertTrue(provenance("of-none").doubt().orElseThrow().contains("no promise"));
    }

    @Test
    void rowsFromAPipeAreUncheckedUnlessTheirOwnManifestIsNamed() throws Exception {
        generations();
        assertEquals(0, piped(at("t.csv"), again("-", "piped")), shell.said());
        assertTrue(shell.said().contains("not checked"), shell.said());
        assertFalse(provenance("piped").lineage().checked());
        assertEquals(0, shell.run("card", at("piped"), "-o", at("card.html"), "--json", at("card.json")), shell.said());
        assertTrue(PageChecks.check(Files.readAllBytes(at("card.html"))).contains("not checked"));
        JsonNode card = MAPPER.readTree(at("card.json").toFile());
        assertEquals(Set.of(), PublishedSchema.RELEASE_CARD.faults(card));
        assertEquals("not checked", card.path("origin").asText());
        assertEquals(0, shell.run("sample", at("piped"), "-o", at("out.csv")), shell.said());
        assertFalse(Manifest.find(at("out.csv"))
                .orElseThrow()
                .provenance()
                .lineage()
                .checked());

        Path manifest = Manifest.beside(at("one.csv"));
        assertEquals(1, piped(at("one.csv"), again("-", "x", "--manifest", manifest)));
        assertTrue(shell.said().contains("--allow-synthetic-input"), shell.said());
        Object[] meant = {"--manifest", manifest, "--allow-synthetic-input"};
        assertEquals(0, piped(at("one.csv"), again("-", "known", meant)), shell.said());
        assertEquals(50, provenance("known").promised().orElseThrow().epsilon());
        assertTrue(provenance("known").lineage().checked());
        // Of other rows, from a pipe and from a file, with the manifest named and beside it: nothing is spent.
        shell.run("ledger", "init", at("l"), "--epsilon", 9, "--delta", "1e-8", "--unit", "patient");
        long size = Files.size(at("l"));
        Object[] paid = {"--manifest", manifest, "--allow-synthetic-input", "--ledger", at("l")};
        assertEquals(Failure.USAGE, piped(at("t.csv"), again("-", "x", paid)), shell.said());
        assertTrue(shell.said().contains("is of other rows"), shell.said());
        assertEquals(Failure.USAGE, shell.run(again(at("t.csv"), "x", paid)), shell.said());
        Files.copy(manifest, Manifest.beside(at("t.csv")));
        assertEquals(Failure.USAGE, shell.run(again(at("t.csv"), "x", "--ledger", at("l"))), shell.said());
        assertTrue(shell.said().contains("is of other rows"), shell.said());
        assertEquals(size, Files.size(at("l")));
        assertFalse(Files.exists(at("x")));
        // Under another name.
        Files.createSymbolicLink(at("link.csv"), at("one.csv"));
        assertEquals(1, shell.run(again(at("link.csv"), "x")), shell.said());
        assertTrue(shell.said().contains("synthetic"), shell.said());
    }

    /** A time that is finer than a day stands in no file that leaves; in the ledger, which stays, it does. */
    @Test
    void noFileThatLeavesHoldsATimeOfTheDay() throws IOException {
        shell.run(
                "ledger",
                "init",
                at("l"),
                "--epsilon",
                9,
                "--delta",
                "1e-8",
                "--unit",
                "patient",
                "--discovery-delta",
                "1e-9");
        assertEquals(
                0,
                shell.run(
                        "synthesize",
                        at("t.csv"),
                        "--schema",
                        at("s.json"),
                        "--discover",
                        "town,income",
                        "--epsilon",
                        2,
                        "--delta",
                        "1e-9",
                        "--max-rows-per-unit",
                        2,
                        "--ledger",
                        at("l"),
                        "--model-out",
                        at("m"),
                        "-o",
                        at("out.csv")),
                shell.said());
        shell.run("card", at("m"), "--ledger", at("l"), "-o", at("card.html"), "--json", at("card.json"));
        shell.run("inspect", at("m"), "--schema-out", at("found.json"));
        Pattern time = Pattern.compile("T(\\d\\d:\\d\\d:\\d\\d[.0-9]*)Z");
        int stamps = 0;
        for (String name : List.of("m", "out.csv", "out.csv.manifest.json", "card.html", "card.json", "found.json")) {
            Matcher found = time.matcher(Files.readString(at(name)));
            while (found.find()) {
                assertEquals("00:00:00", found.group(1), name);
                stamps++;
            }
        }
        assertTrue(stamps >= 5, stamps + " stamps");
        assertTrue(time.matcher(Files.readString(at("l"))).find(), "the ledger shows that the pattern can find one");
    }
}
