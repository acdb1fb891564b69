package org.effigy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A draft needs no repair: it reads its table, and a fit takes it once a person has said that it is public. */
class DraftsTest {
    private static final Path SHARED =
            Path.of(System.getProperty("effigy.root")).resolve("../shared");

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    /** Suggests, validates, fits and reads what was made. @return the draft's path */
    private Path fitted(Path table, Object... more) {
        Path schema = folder.resolve("draft.json");
        Path synthetic = folder.resolve("synthetic.csv");
        assertEquals(
                0,
                shell.run(Stream.concat(Stream.of("schema", "suggest", table, "-o", schema), Stream.of(more))
                        .toArray()),
                shell.said());
        assertEquals(0, shell.run("schema", "validate", schema, table), shell.said() + shell.printed());
        assertEquals(
                0,
                shell.run(
                        "synthesize",
                        table,
                        "--schema",
                        schema,
                        "--domain-is-public",
                        "--epsilon",
                        "1",
                        "--delta",
                        "1e-6",
                        "--model",
                        "independent",
                        "--rows",
                        "40",
                        "-o",
                        synthetic),
                shell.said());
        assertEquals(0, shell.run("schema", "validate", schema, synthetic), shell.said() + shell.printed());
        return schema;
    }

    private Path table(String header, String... rows) throws IOException {
        Path table = folder.resolve("table.csv");
        Files.writeString(
                table,
                header
                        + IntStream.range(0, 300)
                                .mapToObj(i -> rows[i % rows.length]
                                        .replace("#", String.valueOf(1000 + i * 37))
                                        .replace("@", String.valueOf(10 + i % 83)))
                                .collect(Collectors.joining()));
        return table;
    }

    static List<List<String>> tables() {
        return List.of(
                List.of("id,amount,when\n", "#,\"$1,2@.50\",15 Aug 2021\n", ",\"($@.00)\",02 Sep 2021\n"),
                List.of("a;b;c\n", "@,25;1.2@,50;@ %\n", "@,75;-;@ %\n"),
                List.of("a,b,c\n", "@.0,2021-01-@ 13:05:00,06:@\n", ",2021-02-11 13:05:00,07:11\n"),
                List.of("sep=;\na;b\n", "@;x\n", "@;y\n"),
                List.of("", "F,@,yes\n", "M,@,no\n"),
                List.of(",a,nothing,b\n", "#,@,,0.@3456789012345678\n", "#,@,NULL,0.5\n"),
                List.of("a^b\n", "@^9999-12-31\n", "@^2021-03-@\n", "@^\n"),
                List.of("'a','b'\n", "'@','x, y'\n", "'@','it''s'\n"),
                List.of("a,code\n", "@,V#\n", "@,250.@\n", "@,V1\n", "@,V1\n"),
                List.of("a,mixed\n", "@,2021-01-11\n", "@,11/@/2021\n", "<0.5,x\n"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void draftOfATableAsPeopleHaveThemIsFittedAsItIs(List<String> text) throws IOException {
        fitted(table(text.get(0), text.stream().skip(1).toArray(String[]::new)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "UTF-16"})
    void draftNamesTheEncodingThatWasAskedFor(String name) throws IOException {
        Path table = table("town,n\n", "K\u00f6ln,@\n", "Z\u00fcrich,@\n");
        Files.write(table, Files.readString(table).getBytes(Charset.forName(name)));
        assertEquals(1, shell.run("schema", "suggest", table, "-o", folder.resolve("none.json")));
        assertTrue(shell.said().contains("--encoding " + name), shell.said());
        fitted(table, "--encoding", name);
        assertTrue(Files.readString(folder.resolve("synthetic.csv")).contains("K\u00f6ln"));
        assertEquals(2, shell.run("schema", "suggest", table, "--encoding", "klingon", "-o", folder.resolve("x.json")));
    }

    @Test
    void notationsThatAreDeclaredAreWritten() throws IOException {
        fitted(table("a;day;n\n", "@,25;11.01.2021;@.0\n", "@,75;15.02.2021;@.0\n"));
        String line = Files.readAllLines(folder.resolve("synthetic.csv")).get(1);
        assertTrue(line.matches("\"[0-9]+,[0-9]{2}\",[0-9]{2}\\.[0-9]{2}\\.2021,[0-9]+"), line);
    }

    @Test
    void doubtsComeFirstAndEachDecisionHasAReason() throws IOException {
        Path table = table("id,x,nothing\n", "#,-99,\n", "#,@,\n");
        shell.run("schema", "suggest", table, "-o", folder.resolve("s.json"));
        String said = shell.said();
        assertTrue(
                said.indexOf("'-99' stands in 50 % of its cells") < said.indexOf("What was decided, and why:"), said);
        assertTrue(said.contains("id: identifier: all of its whole numbers are different"), said);
        assertTrue(said.contains("nothing: left out"), said);
        assertFalse(Files.readString(folder.resolve("s.json")).contains("50 %"));
        shell.run("schema", "suggest", table, "-q", "--force", "-o", folder.resolve("s.json"));
        assertEquals("", shell.said());
    }

    @Test
    void personCanSayWhetherTheFirstLineHoldsNames() throws IOException {
        Path table = table("", "F,@\n", "M,@\n");
        shell.run("schema", "suggest", table, "--header", "-o", folder.resolve("s.json"));
        assertTrue(Files.readString(folder.resolve("s.json"), StandardCharsets.UTF_8)
                .contains("\"name\" : \"F\""));
        Files.writeString(table, "1,2\n3,4\n5,6\n7,8\n");
        shell.run("schema", "suggest", table, "--no-header", "--force", "-o", folder.resolve("s.json"));
        assertTrue(Files.readString(folder.resolve("s.json")).contains("\"name\" : \"column1\""));
    }

    private Path schema(String patient) throws IOException {
        return Files.writeString(
                folder.resolve("people.json"),
                ("{'fields':[" + patient
                                + "{'name':'age','type':'integer','constraints':{'minimum':0,'maximum':99,'required':true}}]}")
                        .replace('\'', '"'));
    }

    /** Seen in the rows: on the screen, and in nothing that leaves the house or steers a script. */
    @Test
    void forgottenPeopleAreLoudOnTheScreenAlone() throws IOException {
        Path table = table("rec,age\n", "#,@\n");
        Files.writeString(
                table, Files.readString(table) + Files.readString(table).substring("rec,age\n".length()));
        Path schema = schema("{'name':'rec','type':'integer','constraints':{'minimum':0,'maximum':99999}},");
        assertEquals(0, shell.run("schema", "validate", schema, table));
        assertTrue(shell.said().contains("300 different values in 600 rows: is this a person"), shell.said());
        Path made = folder.resolve("made.csv");
        assertEquals(
                0,
                shell.run(
                        "synthesize",
                        table,
                        "--schema",
                        schema,
                        "--epsilon",
                        "1",
                        "--delta",
                        "0",
                        "--model",
                        "independent",
                        "--model-out",
                        folder.resolve("m.effigy"),
                        "-o",
                        made));
        assertTrue(shell.said().contains("is this a person"), shell.said());
        assertEquals(0, shell.run("card", folder.resolve("m.effigy"), "-o", folder.resolve("card.html")), shell.said());
        for (String file : List.of("made.csv.manifest.json", "m.effigy", "card.html")) {
            String text = Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
            assertFalse(text.contains("300 different") || text.contains("is this a person"), file);
        }
        assertTrue(Files.readString(folder.resolve("card.html")).contains("Who is protected: Each single row."));
        assertEquals(0, shell.run("schema", "validate", "-q", schema, table));
        assertEquals("", shell.said());
    }

    @Test
    void splitSaysThatAPersonMayBeOnBothSides() throws IOException {
        Path table = table("pid,age\n", "00#,@\n", "#,@\n");
        Files.writeString(table, Files.readString(table) + "1000,7\n001000,8\n");
        Object[] command = {
            "split",
            table,
            "--schema",
            schema("{'name':'pid','effigy:role':'unit'},"),
            "-o",
            folder.resolve("t.csv"),
            "--holdout-out",
            folder.resolve("h.csv")
        };
        assertEquals(0, shell.run(command));
        assertTrue(shell.said().contains("written in several ways, as '001000' and '1000'"), shell.said());
        schema("{'name':'pid','effigy:role':'unit','effigy:spellings':['zeros']},");
        assertEquals(0, shell.run(command), shell.said());
        assertFalse(shell.said().contains("several ways"), shell.said());
        boolean first = Files.readString(folder.resolve("t.csv")).contains("001000,");
        assertEquals(first, Files.readString(folder.resolve("t.csv")).contains("\n1000,"));
    }

    @Test
    void missingIsNotRecommendedWhereItEmptiesAColumnAndIsSaidWhenItDoes() throws IOException {
        Path table = table("age\n", "1#\n", "@\n", "x\n");
        Path schema = schema("");
        Object[] fit = {
            "fit", table, "--schema", schema, "--epsilon", "1", "--delta", "0", "-o", folder.resolve("m.effigy")
        };
        assertEquals(1, shell.run(fit));
        assertTrue(shell.said().contains("'--invalid missing' would empty the column"), shell.said());
        assertFalse(shell.said().contains("let invalid values"), shell.said());
        // Few such cells: then it is good advice.
        Files.writeString(schema, Files.readString(schema).replace(",\"required\":true", ""));
        Files.writeString(table, "age\n" + "7\n".repeat(90) + "x\n" + "100\n".repeat(3));
        assertEquals(1, shell.run(fit));
        assertTrue(shell.said().contains("'--invalid clamp', 'missing' or 'other'"), shell.said());
        assertTrue(shell.said().contains("let invalid values be clamped"), shell.said());
        Files.writeString(table, "age\n" + "7\n".repeat(9) + "100\n".repeat(30));
        Object[] missing =
                Stream.concat(Stream.of(fit), Stream.of("--invalid", "missing")).toArray();
        assertEquals(0, shell.run(missing), shell.said());
        assertTrue(shell.said().contains("that is most of 'age'"), shell.said());
    }

    /** The small failing inputs and the public tables, where they are at hand. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cases/c02_full_precision_doubles.csv",
                "cases/c03_date_9999.csv",
                "cases/c04_ints_as_floats.csv",
                "cases/c05_date_formats.csv",
                "cases/c06_missing_markers.csv",
                "cases/c07_number_notations.csv",
                "cases/c08_ids_with_a_blank_or_a_duplicate.csv",
                "cases/c09_rare_target.csv",
                "cases/c10_no_header.csv",
                "cases/c11_excel_sep_line.csv",
                "cases/c12_pandas_index.csv",
                "cases/c13_caret.csv",
                "cases/c16_all_missing_column.csv",
                "cases/c17_unit_spellings.csv",
                "cases/c18_train.csv",
                "cases/c18_holdout.csv",
                "cases/c18_out_of_bounds.csv",
                "cases/c18_required_blank.csv",
                "datasets/adult.csv",
                "datasets/adult-coded-train.csv",
                "datasets/adult-coded-holdout.csv",
                "datasets/bank-marketing.csv",
                "datasets/diabetes130-5000.csv"
            })
    void draftOfASharedTableIsFittedAsItIs(String name) {
        Path table = SHARED.resolve(name);
        assumeTrue(Files.exists(table), "the shared tables are not at hand: no " + name);
        fitted(table);
    }
}
