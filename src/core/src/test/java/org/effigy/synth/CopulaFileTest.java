package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.model.GaussianCopula;
import org.effigy.model.LocationCopula;
import org.effigy.model.Refined;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models with copulas in files: their own kind, and a hybrid inside bins that were made by the fit. */
class CopulaFileTest {
    @TempDir
    private Path folder;

    private static FittedModel fit(String name, Schema schema) throws IOException {
        PrivacyBudget budget = PrivacyBudget.of(1, 1e-9);
        Release release = MemoryLedger.of("fixture", budget).open("fit", budget);
        CopulaOptions options = CopulaOptions.standard();
        Settings settings = Settings.standard().withCopula(name.equals("copula") ? options.withDegrees(7) : options);
        Records rows = TableReader.of(schema)
                .readRecords(CsvInput.of(new ByteArrayInputStream(many().getBytes(StandardCharsets.UTF_8)), "fixture"))
                .records();
        PrivateTable door = PrivateTable.ofRows(rows, release, OpenDpNoise.load());
        return FittedModel.fit(Synthesizer.named(name, settings), door, schema);
    }

    /** The fixture's rows a thousand times, so that noise leaves more than two bins of a column to relate. */
    private static String many() {
        int head = Fixture.ROWS.indexOf('\n') + 1;
        return Fixture.ROWS.substring(0, head) + Fixture.ROWS.substring(head).repeat(1000);
    }

    /** The fixture's schema without its bins: ages and dates are wide then, and a fit makes their bins. */
    private static Schema open() {
        return SchemaJson.parse(
                SchemaJson.text(Fixture.SCHEMA).replaceAll(",\\s*\"effigy:bins\"\\s*:\\s*(\\[[^]]*]|\\d+)", ""),
                "open fixture");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copula", "hybrid"})
    void aCopulaComesBackAsItWas(String name) throws IOException {
        for (Schema schema : new Schema[] {Fixture.SCHEMA, open()}) {
            FittedModel model = fit(name, schema);
            Path file = Files.write(folder.resolve("model.effigy"), ModelFile.bytes(model));
            FittedModel back = ModelFile.read(file);
            assertEquals(model.distribution().getClass(), back.distribution().getClass());
            assertEquals(model.measurements(), back.measurements());
            assertArrayEquals(ModelFile.bytes(model), ModelFile.bytes(back));
            assertEquals(model.sample(60, 3).print(60), back.sample(60, 3).print(60));
        }
    }

    @Test
    void theKindsAreWhatTheirNamesSay() throws IOException {
        GaussianCopula copula = assertInstanceOf(
                GaussianCopula.class, fit("copula", Fixture.SCHEMA).distribution());
        assertEquals(7, copula.degrees().orElseThrow());
        assertInstanceOf(LocationCopula.class, fit("hybrid", Fixture.SCHEMA).distribution());
        Refined refined = assertInstanceOf(Refined.class, fit("hybrid", open()).distribution());
        assertInstanceOf(LocationCopula.class, refined.coarse());
    }

    /** Each change is sealed with a digest of its own, so that it is the reader of the content that must see it. */
    @Test
    void forgedCopulasAreRefusedAsWhatTheyAre() throws IOException {
        String copula = new String(ModelFile.bytes(fit("copula", Fixture.SCHEMA)), StandardCharsets.UTF_8);
        refuse(copula, "\"degrees\" : 7", "\"degrees\" : 0", "degrees");
        refuse(copula, "\"variables\" : \\d+", "\"variables\" : 2", "correlations");
        refuse(copula, "\"correlations\" : \\[ [^,]+", "\"correlations\" : [ 1.5", "correlation");
        refuse(copula, "\"repair\" : [^ \n,}]+", "\"repair\" : -1", "repair");
        refuse(copula, "\"weight\" : \\[ [^,]+", "\"weight\" : [ -1", "weight");
        String hybrid = new String(ModelFile.bytes(fit("hybrid", Fixture.SCHEMA)), StandardCharsets.UTF_8);
        refuse(hybrid, "\"deviation\" : [^ \n,}]+", "\"deviation\" : 0", "deviation");
        refuse(hybrid, "\"cut\" : \\[ [^,]+", "\"cut\" : [ 99", "cuts");
        refuse(hybrid, "\"column\" : \"age\"", "\"column\" : \"sex\"", "out of place");
    }

    private void refuse(String text, String part, String forged, String word) throws IOException {
        String altered = text.replaceFirst(part, forged);
        assertNotEquals(text, altered);
        String digest = SealedJson.digest(SealedJson.MAPPER.readTree(altered).path("content"));
        Path file = Files.writeString(
                folder.resolve("forged.effigy"),
                altered.replaceFirst("\"digest\" : \"[^\"]*\"", "\"digest\" : \"" + digest + "\""));
        ModelFileException refused = assertThrows(ModelFileException.class, () -> ModelFile.read(file));
        assertTrue(refused.getMessage().contains(word), refused.getMessage());
    }
}
