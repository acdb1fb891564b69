package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.effigy.privacy.FileLedger;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLedger;
import org.effigy.privacy.SilentNoise;
import org.effigy.table.Field;
import org.effigy.table.InvalidValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
    @TempDir
    private Path folder;

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("model.effigy"), text);
    }

    private static String text(FittedModel model) {
        return new String(ModelFile.bytes(model), StandardCharsets.UTF_8);
    }

    @Test
    void aModelComesBackAsItWas() throws IOException {
        FittedModel model = Fixture.fit();
        FittedModel back = ModelFile.read(written(text(model)));
        assertEquals(model.provenance(), back.provenance());
        assertEquals(model.schema(), back.schema());
        assertEquals(model.measurements(), back.measurements());
        assertEquals(ModelFile.digest(model), ModelFile.digest(back));
        assertArrayEquals(ModelFile.bytes(model), ModelFile.bytes(back));
        assertEquals(model.sample(50, 3).print(50), back.sample(50, 3).print(50));
    }

    @Test
    void filesOfTheFirstVersionStayReadable() {
        FittedModel golden = assertReads("golden/model-v1-independent.effigy");
        assertEquals("independent", golden.provenance().synthesizer());
        assertEquals(PrivacyBudget.of(1, 1e-9), golden.provenance().budget());
        assertEquals(6, golden.schema().fields().size());
        assertEquals(7, golden.sample(7, 1).rowCount());
    }

    /**
     * Written by {@code effigy fit table.csv --schema schema.json --epsilon 3 --delta 1e-6 --model NAME} at commit 410d8b0
     * from 400 invented rows: age, weight with missing values, sex, smoker. A file that was released stays here for good.
     */
    @ParameterizedTest
    @ValueSource(strings = {"copula", "hybrid", "mst"})
    void filesOfTheSecondVersionStayReadable(String model) throws IOException {
        String resource = "golden/model-v2-" + model + ".effigy";
        FittedModel golden = assertReads(resource);
        assertEquals(model, golden.provenance().synthesizer());
        assertEquals(PrivacyBudget.of(3, 1e-6), golden.provenance().budget());
        assertEquals(
                List.of("age", "weight", "sex", "smoker"),
                golden.schema().fields().stream().map(Field::name).toList());
        assertEquals(7, golden.sample(7, 1).rowCount());
        assertEquals(
                Files.readString(Path.of(System.getProperty("effigy.root"), "src/core/src/test/resources", resource)),
                text(golden));
    }

    @Test
    void everyReleasedFileIsRead() throws IOException {
        try (Stream<Path> files =
                Files.list(Path.of(System.getProperty("effigy.root"), "src/core/src/test/resources/golden"))) {
            assertEquals(
                    List.of(
                            "model-v1-independent.effigy",
                            "model-v2-copula.effigy",
                            "model-v2-hybrid.effigy",
                            "model-v2-mst.effigy"),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".effigy"))
                            .sorted()
                            .toList());
        }
    }

    private static FittedModel assertReads(String resource) {
        Path golden = Path.of(System.getProperty("effigy.root"), "src/core/src/test/resources", resource);
        try {
            return ModelFile.read(golden);
        } catch (IOException e) {
            throw new AssertionError(golden + " can't be read", e);
        }
    }

    @Test
    void everyAlteredByteOfTheNumbersIsSeen() throws IOException {
        String text = text(Fixture.fit());
        for (String part : new String[] {"\"epsilon\" : 1.0", "\"add/remove\"", "\"counts\" : [ ", "\"total\" : "}) {
            int at = text.indexOf(part) + part.length() - 2;
            char other = text.charAt(at) == '1' ? '2' : '1';
            Path file = written(text.substring(0, at) + other + text.substring(at + 1));
            assertThrows(ModelFileException.class, () -> ModelFile.read(file), part);
        }
    }

    @Test
    void aCutFileIsRefusedWhereverItWasCut() throws IOException {
        byte[] bytes = ModelFile.bytes(Fixture.fit());
        for (int length = 0; length < bytes.length - 2; length += 97) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
            assertThrows(ModelFileException.class, () -> ModelFile.read(file));
        }
    }

    @Test
    void otherFilesAreRefusedWithWhatToDo() throws IOException {
        String text = text(Fixture.fit());
        assertRefused(text.replaceFirst("\"version\" : 2,", "\"version\" : 5,"), "newer effigy");
        assertRefused("{\"a\": 1}", "no effigy-model");
        assertRefused(
                "{\"format\": \"effigy-manifest\"}", "the manifest of a synthetic table, which 'effigy audit' reads");
        assertRefused("{\"format\": \"effigy-audit\"}", "it is an effigy-audit");
        assertRefused("{\"fields\": []}", "'effigy schema validate");
        assertRefused("age,sex\n1,F\n", "it looks like a table (CSV)");
        assertRefused("\0\1\2", "it is not JSON");
        assertRefused("", "it is empty");
        assertRefused("PK\3\4", "ZIP archive");
        assertRefused("<!doctype html>", "web page");
        assertRefused(text.substring(0, text.length() / 2), "cut short");
        assertRefused("[".repeat(100_000), "nesting depth");
        assertThrows(NoSuchFileException.class, () -> ModelFile.read(folder.resolve("missing")));
    }

    @Test
    void aLedgerInTheModelsPlaceIsNamedWithTheCommandThatReadsIt() throws IOException {
        for (int releases = 0; releases < 2; releases++) {
            Path ledger = folder.resolve(releases + ".ledger");
            try (PrivacyLedger account = FileLedger.create(ledger, "people", PrivacyBudget.of(1, 1e-9))) {
                for (int i = 0; i < releases; i++) {
                    account.open("fit", PrivacyBudget.of(1, 1e-9));
                }
            }
            ModelFileException refused = assertThrows(ModelFileException.class, () -> ModelFile.read(ledger));
            assertTrue(refused.getMessage().contains("'effigy ledger show " + ledger), refused.getMessage());
        }
    }

    /** A digest is no signature: whoever alters a number can write a digest that fits. It must not become another. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"total\" : [-0-9.E]+|\"total\" : 1e999999999|the total is",
                "\"total\" : [-0-9.E]+|\"total\" : -1|the total is",
                "\"counts\" : \\[ [-0-9]+|\"counts\" : [ 1e999999999|whole numbers",
                "\"counts\" : \\[ [-0-9]+|\"counts\" : [ 9223372036854775808|whole numbers",
                "\"logarithms\" : \\[ [-a-z0-9.E]+|\"logarithms\" : [ 1e999999999|largest cell",
                "\"epsilon\" : [-0-9.E]+|\"epsilon\" : 1e999999999|epsilon",
                "\"scale\" : [-0-9.E]+|\"scale\" : 1e-999999999|scale",
                "\"maxRows\" : [-0-9.E]+|\"maxRows\" : 4294967297|maxRows",
                "\"generation\" : [-0-9.E]+|\"generation\" : 4294967297|generation",
                "\"version\" : 2,|\"version\" : 4294967297,|newer effigy",
                "\"version\" : 2,|\"version\" : 1.9,|version",
                "\"version\" : 2,|\"version\" : 1e999999999,|version"
            })
    void numbersThatAreForgedWithTheirDigestAreRefusedAsWhatTheyAre(String part, String forged, String words)
            throws IOException {
        String text = text(Fixture.fit());
        String altered = text.replaceFirst(part, forged);
        assertNotEquals(text, altered);
        String digest = SealedJson.digest(SealedJson.MAPPER.readTree(altered).path("content"));
        assertRefused(altered.replaceFirst("\"digest\" : \"[^\"]*\"", "\"digest\" : \"" + digest + "\""), words);
    }

    private void assertRefused(String text, String words) throws IOException {
        Path file = written(text);
        ModelFileException refused = assertThrows(ModelFileException.class, () -> ModelFile.read(file));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
        assertTrue(refused.getMessage().contains("model.effigy"), refused.getMessage());
    }

    /** Nothing of the real rows or of the machine may stand in a file that leaves the house. */
    @Test
    void theFileHoldsNoRowCountNoIdentifierAndNothingOfTheMachine() throws IOException {
        FittedModel model = Fixture.fit();
        String text = text(model);
        assertFalse(text.contains("nurse"), "an identifier");
        assertFalse(text.contains("61.5"), "a raw value");
        assertFalse(text.contains(System.getProperty("user.home")), "a path");
        assertFalse(text.contains("\"rows\""), "a row count");
    }

    @Test
    void aModelWithoutSecureNoisePromisesNothing() throws IOException {
        FittedModel model =
                Fixture.fit(Fixture.ROWS, InvalidValues.REFUSE, PrivacyBudget.of(1, 1e-9), new SilentNoise());
        assertTrue(text(model).contains("\"privacy\" : \"none\""));
        FittedModel back = ModelFile.read(written(text(model)));
        assertFalse(back.provenance().secure());
        assertTrue(back.provenance().promise().startsWith("none"));
    }
}
