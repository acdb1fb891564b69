package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.effigy.synth.ModelFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person who names columns that should be right together is told. */
class NamedCliquesTest {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    /** 400 rows: 2 * 2 cells repay their noise at epsilon 1, 200 * 200 don't. */
    @BeforeEach
    void table() throws IOException {
        Files.writeString(folder.resolve("t.schema.json"), """
            {"fields": [
              {"name": "a", "type": "boolean"},
              {"name": "b", "type": "boolean"},
              {"name": "c", "type": "integer", "constraints": {"minimum": 1, "maximum": 99, "required": true}},
              {"name": "d", "type": "integer", "constraints": {"minimum": 1, "maximum": 99, "required": true}}]}
            """);
        StringBuilder rows = new StringBuilder("a,b,c,d\n");
        for (int i = 0; i < 400; i++) {
            rows.append(i % 2 == 0 ? "true,true," : "false,false,").append(1 + i % 99 + "," + (1 + i % 7) + "\n");
        }
        Files.writeString(folder.resolve("t.csv"), rows);
    }

    private int fit(String... more) {
        return Effigy.run(
                new PrintWriter(said, true),
                new PrintWriter(said, true),
                Stream.concat(
                                Stream.of(
                                        "fit",
                                        folder.resolve("t.csv").toString(),
                                        "--schema",
                                        folder.resolve("t.schema.json").toString(),
                                        "--epsilon",
                                        "1",
                                        "--delta",
                                        "1e-9",
                                        "-o",
                                        folder.resolve("m.effigy").toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void eachIsMeasuredOrGivenUpWithAReason() {
        assertEquals(0, fit("--clique", "b,a", "--clique", "c,d=2"), said.toString());
        assertTrue(said.toString().contains("(a, b): measured, with "), said.toString());
        assertTrue(said.toString().contains("(c, d): not measured: noise would move"), said.toString());
        assertTrue(said.toString().contains("Chose 'aim' (--model auto), because columns were named"), said.toString());
    }

    /** Who gets the rows, or reads of them, is told the same as who fitted them. */
    @Test
    void whatBecameOfEachIsInAllThatLeaves() throws IOException {
        Path model = folder.resolve("m.effigy");
        assertEquals(0, fit("--clique", "b,a", "--clique", "c,d=2", "--clique", "c"), said.toString());
        said.getBuffer().setLength(0);
        Path out = folder.resolve("o.csv");
        Path card = folder.resolve("card.html");
        Path json = folder.resolve("card.json");
        assertEquals(0, run("sample", model, "-o", out, "--rows", "10"), said.toString());
        assertEquals(0, run("card", model, "-o", card, "--json", json), said.toString());
        assertEquals(0, run("inspect", model), said.toString());
        for (String text : new String[] {
            Files.readString(model),
            Files.readString(folder.resolve("o.csv.manifest.json")),
            Files.readString(card),
            Files.readString(json),
            said.toString()
        }) {
            assertTrue(text.contains("(a, b)") && text.contains("measured, with "), text);
            assertTrue(text.contains("(c, d)") && text.contains("not measured: noise would move"), text);
            assertTrue(text.contains("(c)") && text.contains("measured, as each column is"), text);
        }
        assertEquals(3, ModelFile.read(model).provenance().asked().size());
    }

    private int run(Object... arguments) {
        return Effigy.run(
                new PrintWriter(said, true),
                new PrintWriter(said, true),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mst", "privbayes", "independent", "hybrid", "copula"})
    void aModelThatMeasuresNoneRefusesThem(String model) {
        assertEquals(2, fit("--model", model, "--clique", "a,b"), said.toString());
        assertTrue(said.toString().contains("'aim' measures (a, b) in a table of about "), said.toString());
        assertEquals(2, fit("--model", model, "--workload", "pairs"), said.toString());
        assertTrue(said.toString().contains(", whatever --clique says"), said.toString());
        assertEquals(2, fit("--model", model, "--clique", "c,d", "--expected-rows", "400"), said.toString());
        assertTrue(said.toString().contains("(c, d) at an epsilon of about "), said.toString());
        assertFalse(Files.exists(folder.resolve("m.effigy")));
    }
}
