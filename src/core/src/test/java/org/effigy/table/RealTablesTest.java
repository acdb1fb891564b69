package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schemas in {@code datasets/schemas} against the tables that they describe, where those are at hand. */
class RealTablesTest {
    private static final Path ROOT = Path.of(System.getProperty("effigy.root"));
    private static final Path TABLES = ROOT.resolve("../shared/datasets");

    private static Path table(String name) {
        Path table = TABLES.resolve(name);
        assumeTrue(Files.exists(table), "the public tables are not at hand: no " + name);
        return table;
    }

    private static Schema schema(String name) throws IOException {
        return Schema.read(ROOT.resolve("datasets/schemas").resolve(name + ".schema.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "adult.csv, adult, 32561",
        "adult-coded-train.csv, adult-coded, 39074",
        "adult-coded-holdout.csv, adult-coded, 9768",
        "adult-audit/train.csv, adult-audit, 24000",
        "adult-audit/holdout.csv, adult-audit, 12000",
        "adult-audit/test.csv, adult-audit, 12000",
        "adult-audit/synthetic-copula.csv, adult-audit, 24000",
        "adult-audit/synthetic-leaky.csv, adult-audit, 24000",
        "bank-marketing.csv, bank-marketing, 41188",
        "diabetes130-5000.csv, diabetes130, 4999"
    })
    void publicTableReadsUnderItsSchemaWithoutARefusedValue(String file, String name, int rows) throws IOException {
        Path path = table(file);
        CodedTable coded = TableReader.of(schema(name)).readRecords(CsvInput.of(path));
        assertEquals(rows, coded.records().rows());
        assertEquals(Map.of(), coded.report().changed());
    }

    @Test
    void codedSchemaHasTheDomainThatIsPublishedWithTheTable() throws IOException {
        Path published = table("adult-coded-domain.json");
        Map<?, ?> sizes = SchemaJson.MAPPER.readValue(published.toFile(), Map.class);
        TableCodec codec = TableCodec.of(schema("adult-coded"));
        assertEquals(sizes.size(), codec.domain().size());
        sizes.forEach(
                (name, size) -> assertEquals(size, codec.codec((String) name).size(), name.toString()));
        assertEquals("7", codec.codec("age").decode(7, new Random(1)));
    }

    @Test
    void patientsOfTheDiabetesTableAreUnits() throws IOException {
        Path path = table("diabetes130-5000.csv");
        CodedTable coded = TableReader.of(schema("diabetes130")).readRecords(CsvInput.of(path));
        int most = 0;
        for (int unit : coded.units().orElseThrow()) {
            most = Math.max(most, unit);
        }
        assertEquals(4259, most + 1, "distinct patients");
    }

    @Test
    void writtenRealTableReadsBackToTheSameCodes(@TempDir Path folder) throws IOException {
        Path path = table("diabetes130-5000.csv");
        Schema schema = schema("diabetes130");
        TableReader reader = TableReader.of(schema);
        Path copy = folder.resolve("copy.csv");
        try (TableWriter writer = TableWriter.open(CsvOutput.of(copy), schema)) {
            writer.write(reader.readRecords(CsvInput.of(path)).records(), new Random(7));
            writer.commit();
        }
        TestTables.assertSameCodes(
                reader.readRecords(CsvInput.of(path)).records(),
                reader.readRecords(CsvInput.of(copy)).records());
        assertTrue(Files.readString(copy).startsWith("encounter_id,patient_nbr,race"));
    }
}
