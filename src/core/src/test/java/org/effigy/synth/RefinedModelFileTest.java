package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.model.Refined;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.CsvInput;
import org.effigy.table.FieldType;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** Models whose bins were made by the fit, in their files, and what is drawn from them. */
class RefinedModelFileTest {
    private static final Schema SCHEMA = SchemaJson.parse(
            SchemaJson.text(Fixture.SCHEMA).replace("\"effigy:bins\" : 4", "\"effigy:bins\" : \"quantile\""), "open");

    @TempDir
    private Path folder;

    private static FittedModel fit() throws IOException {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        Records rows = TableReader.of(SCHEMA)
                .readRecords(
                        CsvInput.of(new ByteArrayInputStream(Fixture.ROWS.getBytes(StandardCharsets.UTF_8)), "fixture"))
                .records();
        PrivateTable door =
                PrivateTable.ofRows(rows, MemoryLedger.of("test", budget).open("fit", budget), OpenDpNoise.load());
        return FittedModel.fit(Synthesizer.named("mst"), door, SCHEMA);
    }

    private FittedModel read(String text) throws IOException {
        return ModelFile.read(Files.writeString(folder.resolve("model.effigy"), text));
    }

    private static String text(FittedModel model) {
        return new String(ModelFile.bytes(model), StandardCharsets.UTF_8);
    }

    @Test
    void aModelWithMadeBinsComesBackAsItWas() throws IOException {
        FittedModel model = fit();
        assertTrue(model.distribution() instanceof Refined);
        FittedModel back = read(text(model));
        assertEquals(model.readings(), back.readings());
        assertEquals(model.measurements(), back.measurements());
        assertFalse(back.readings().isEmpty());
        assertArrayEquals(ModelFile.bytes(model), ModelFile.bytes(back));
        assertEquals(model.sample(50, 3).print(50), back.sample(50, 3).print(50));
    }

    /** Files of the first version took wide fields of which nothing was declared as 64 equal bins. */
    @Test
    void aFirstFilesWideFieldsKeepTheirBins() throws IOException {
        Path golden = Path.of(
                System.getProperty("effigy.root"), "src/core/src/test/resources/golden/model-v1-independent.effigy");
        FittedModel first = ModelFile.read(golden);
        assertEquals(65, first.codec().codec("seen").size());
        assertEquals(first.schema(), read(text(first)).schema());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"bin\" : \\[ 0|\"bin\" : [ -1|numbered from 0",
                "\"bin\" : \\[ 0|\"bin\" : [ 2147483646|no more than codes",
                "\"bin\" : \\[ 0|\"bin\" : [ 1e9|whole numbers",
                "\"bin\" : \\[ 0,|\"bin\" : [ |give each one",
                "\"weight\" : \\[ [0-9.E]+|\"weight\" : [ -1|weight 0",
                "\"weight\" : \\[ [0-9.E]+|\"weight\" : [ 1e999|weight 0",
                "\"weight\" : \\[ [0-9.E]+|\"weight\" : [ null|weight 0",
                "\"column\" : \"weight\"|\"column\" : \"height\"|no attribute",
                "\"column\" : \"weight\"|\"column\" : \"seen\"|give each one"
            })
    void forgedBinsAreRefusedAsWhatTheyAre(String part, String forged, String words) throws IOException {
        String text = text(fit());
        String altered = text.replaceFirst(part, forged);
        assertNotEquals(text, altered);
        String digest = SealedJson.digest(SealedJson.MAPPER.readTree(altered).path("content"));
        String sealed = altered.replaceFirst("\"digest\" : \"[^\"]*\"", "\"digest\" : \"" + digest + "\"");
        ModelFileException refused = assertThrows(ModelFileException.class, () -> read(sealed));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    /** 200,000 cells drawn, written and read again under the schema, which refuses what it does not allow. */
    @Test
    void nothingOutsideTheDomainIsDrawn() throws IOException {
        FittedModel model = fit();
        Path file = folder.resolve("drawn.csv");
        new Sample(model, 40_000, 5, "", "").write(file, Clock.systemUTC(), Progress.NONE);
        Table back = TableReader.of(SCHEMA).readTable(CsvInput.of(file)).table();
        assertEquals(40_000, back.rowCount());
        for (String line : Files.readAllLines(file)) {
            String weight = line.split(",", -1)[3];
            assertTrue(weight.matches("weight||\\d{1,3}\\.\\d"), weight);
        }
        assertEquals(FieldType.NUMBER, SCHEMA.field("weight").type());
        // The planted offender: a value of one decimal too many is a cell that this schema's reader can't have written.
        assertFalse("61.55".matches("weight||\\d{1,3}\\.\\d"));
    }
}
