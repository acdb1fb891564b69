package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job at the ends of what a schema can hold. */
class LargeSchemasTest {
    /** Columns of the wide table: {@code -Deffigy.columns=10000} takes a quarter of a minute of processor time. */
    private static final int COLUMNS = Integer.getInteger("effigy.columns", 2500);

    @TempDir
    private Path folder;

    private FittedModel fitted(Schema schema, String rows) throws IOException {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        PrivateTable door = PrivateTable.ofRows(
                TableReader.of(schema)
                        .readRecords(
                                CsvInput.of(new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)), "rows"))
                        .records(),
                MemoryLedger.of("large", budget).open("fit", budget),
                OpenDpNoise.load());
        FittedModel model = FittedModel.fit(Synthesizer.named("independent"), door, schema);
        return ModelFile.read(Files.write(folder.resolve("large.effigy"), ModelFile.bytes(model)));
    }

    private long drawn(FittedModel model, Schema schema) throws IOException {
        Path table = folder.resolve("large.csv");
        new Sample(model, 500, 1, "", "").write(table, Clock.systemUTC(), Progress.NONE);
        return TableReader.of(schema).readRecords(CsvInput.of(table)).report().rows();
    }

    @Test
    void aHundredThousandCategoriesAreFittedKeptAndDrawn() throws IOException {
        Schema schema = SchemaJson.parse(
                IntStream.range(0, 100_000)
                        .mapToObj(i -> "\"c" + i + "\"")
                        .collect(Collectors.joining(
                                ",",
                                "{\"fields\": [{\"name\": \"code\", \"type\": \"string\", \"constraints\": {\"enum\": [",
                                "]}}]}")),
                "large");
        String rows = IntStream.range(0, 5000)
                .mapToObj(i -> "c" + i * 17 % 100_000)
                .collect(Collectors.joining("\n", "code\n", "\n"));
        FittedModel model = fitted(schema, rows);
        assertEquals(100_001, model.codec().domain().attribute(0).size());
        assertEquals(500, drawn(model, schema));
    }

    @Test
    void thousandsOfColumnsAreFittedKeptAndDrawn() throws IOException {
        Schema schema = SchemaJson.parse(
                IntStream.range(0, COLUMNS)
                        .mapToObj(i -> "{\"name\": \"x" + i
                                + "\", \"type\": \"boolean\", \"constraints\": {\"required\": true}}")
                        .collect(Collectors.joining(",", "{\"fields\": [", "]}")),
                "large");
        String names = IntStream.range(0, COLUMNS).mapToObj(i -> "x" + i).collect(Collectors.joining(",", "", "\n"));
        String row = IntStream.range(0, COLUMNS)
                .mapToObj(i -> i % 3 == 0 ? "true" : "false")
                .collect(Collectors.joining(",", "", "\n"));
        FittedModel model = fitted(schema, names + row.repeat(40));
        assertTrue(model.provenance().charges().size() >= COLUMNS);
        assertEquals(500, drawn(model, schema));
    }
}
