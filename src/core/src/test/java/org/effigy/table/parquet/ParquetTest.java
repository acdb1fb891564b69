package org.effigy.table.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.effigy.table.CodedTable;
import org.effigy.table.CsvInput;
import org.effigy.table.CsvOutput;
import org.effigy.table.Dialect;
import org.effigy.table.FieldType;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.effigy.table.SchemaSuggestion;
import org.effigy.table.TableFormatException;
import org.effigy.table.TableReader;
import org.effigy.table.TableSplit;
import org.effigy.table.TableWriter;
import org.effigy.table.TypedColumn;
import org.effigy.table.TypedRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our reader and writer against DuckDB's, each of which was written from the format's description alone. */
class ParquetTest {
    private static final Schema STAYS = SchemaJson.parse("""
        {"missingValues": ["", "-9"], "fields": [
          {"name": "patient", "type": "string", "effigy:role": "unit"},
          {"name": "age", "type": "integer", "constraints": {"minimum": 0, "maximum": 120}},
          {"name": "weight", "type": "number", "effigy:precision": 1, "decimalChar": ",",
           "constraints": {"minimum": 1, "maximum": 300}},
          {"name": "ward", "type": "string", "constraints": {"enum": ["ICU", "Bauchchirurgie ß", "a,\\"b\\""]}},
          {"name": "smoker", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]},
          {"name": "born", "type": "date", "format": "%d.%m.%Y",
           "constraints": {"minimum": "01.01.1900", "maximum": "31.12.2024"}},
          {"name": "seen", "type": "datetime",
           "constraints": {"minimum": "2020-01-01T00:00:00", "maximum": "2024-12-31T23:59:59"}}]}
        """, "stays");

    private static final String ROWS = """
        patient,age,weight,ward,smoker,born,seen
        p1,30,"61,5",ICU,ja,04.03.1990,2020-03-04T10:11:12
        p2,-9,,"Bauchchirurgie ß",nein,,2021-01-01T00:00:00
        p3,120,"300,0","a,""b""\",,31.12.2024,
        """;

    @TempDir
    private Path folder;

    private Path at(String name) {
        return folder.resolve(name);
    }

    private static List<List<String>> duck(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            List<List<String>> rows = new ArrayList<>();
            if (!statement.execute(query)) {
                return rows;
            }
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    private static List<List<String>> read(Path file) throws IOException {
        try (TypedRows rows = new ParquetInput(file).open()) {
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < rows.columns().size(); i++) {
                    row.add(rows.text(i));
                }
                all.add(row);
            }
            return all;
        }
    }

    private static CsvInput csv(String text) {
        return CsvInput.of(new ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), "t.csv");
    }

    private Path written(Path file) throws IOException {
        try (TableWriter writer =
                TableWriter.open(CsvOutput.of(file), STAYS, Map.of("effigy.schema", SchemaJson.text(STAYS)))) {
            writer.write(TableReader.of(STAYS).readTable(csv(ROWS)).table());
            writer.commit();
        }
        return file;
    }

    @Test
    void aTableThatIsWrittenIsReadAsTheSameUnderItsSchema() throws IOException {
        Path file = written(at("t.parquet"));
        CodedTable expected = TableReader.of(STAYS).readRecords(csv(ROWS));
        CodedTable actual = TableReader.of(STAYS).readRecords(new ParquetInput(file));
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < expected.records().domain().size(); column++) {
                assertEquals(
                        expected.records().code(row, column), actual.records().code(row, column));
            }
        }
        Path again = at("again.csv");
        try (TableWriter writer = TableWriter.open(CsvOutput.of(again), STAYS)) {
            writer.write(TableReader.of(STAYS).readTable(new ParquetInput(file)).table());
            writer.commit();
        }
        assertEquals(
                ROWS.replace("-9", "").replace("\"Bauchchirurgie ß\"", "Bauchchirurgie ß"), Files.readString(again));
    }

    @Test
    void duckDbReadsWhatIsWrittenWithItsTypes() throws IOException, SQLException {
        Path file = written(at("t.parquet"));
        assertEquals(
                List.of(
                        List.of("patient", "VARCHAR"),
                        List.of("age", "BIGINT"),
                        List.of("weight", "DOUBLE"),
                        List.of("ward", "VARCHAR"),
                        List.of("smoker", "BOOLEAN"),
                        List.of("born", "DATE"),
                        List.of("seen", "TIMESTAMP")),
                duck("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '" + file + "')"));
        assertEquals(
                List.of(
                        List.of("p1", "30", "61.5", "ICU", "true", "1990-03-04", "2020-03-04 10:11:12"),
                        Arrays.asList("p2", null, null, "Bauchchirurgie ß", "false", null, "2021-01-01 00:00:00"),
                        Arrays.asList("p3", "120", "300.0", "a,\"b\"", null, "2024-12-31", null)),
                duck("SELECT COLUMNS(*)::VARCHAR FROM '" + file + "'"));
        assertEquals(
                SchemaJson.text(STAYS),
                duck("SELECT decode(value) FROM parquet_kv_metadata('" + file
                                + "') WHERE decode(key) = 'effigy.schema'")
                        .get(0)
                        .get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "SNAPPY, V1",
        "SNAPPY, V2",
        "ZSTD, V1",
        "ZSTD, V2",
        "GZIP, V2",
        "LZ4_RAW, V1",
        "UNCOMPRESSED, V1",
        "UNCOMPRESSED, V2"
    })
    void whatDuckDbWritesIsReadWhateverItsCodecAndEncodings(String codec, String version)
            throws IOException, SQLException {
        Path file = at("d.parquet");
        // Few and many texts, growing and scattered numbers, runs and gaps: each encoding that it has.
        duck("COPY (SELECT i AS id, (i * 7919) % 13 AS few, (hash(i) % 1000000007)::INTEGER AS scattered,"
                + " CASE WHEN i % 5 = 0 THEN NULL ELSE 'patient ' || (hash(i) % 100003) END AS many,"
                + " CASE WHEN i < 6000 THEN 'one' ELSE 'two' END AS runs,"
                + " i / 7.0::DOUBLE AS real, (i / 7.0)::FLOAT AS short_real,"
                + " CASE WHEN i % 3 = 0 THEN NULL ELSE i % 2 = 0 END AS flag, NULL::INTEGER AS nothing,"
                + " repeat('x', (i % 40)::INTEGER) AS long_text, DATE '2020-01-01' + (i % 700)::INTEGER AS day"
                + " FROM range(15000) t(i)) TO '" + file + "' (FORMAT parquet, COMPRESSION " + codec
                + ", PARQUET_VERSION " + version + ", ROW_GROUP_SIZE 8192)");
        List<List<String>> expected = duck("SELECT id::VARCHAR, few::VARCHAR, scattered::VARCHAR, many, runs,"
                + " real, short_real, flag::VARCHAR, nothing, long_text, day::VARCHAR FROM '" + file + "'");
        List<List<String>> actual = read(file);
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            List<String> row = expected.get(i);
            for (int c = 0; c < row.size(); c++) {
                String text = actual.get(i).get(c);
                boolean same = c == 5
                        ? Double.parseDouble(row.get(c)) == Double.parseDouble(text)
                        : c == 6
                                ? Float.parseFloat(row.get(c)) == Float.parseFloat(text)
                                : java.util.Objects.equals(row.get(c), text);
                int column = c;
                int at = i;
                assertTrue(same, () -> "row " + at + " column " + column + ": " + row.get(column) + ", read " + text);
            }
        }
    }

    @Test
    void allTypesOfTablesAreReadAsTheirPlainTexts() throws IOException, SQLException {
        Path file = at("types.parquet");
        duck("""
            COPY (SELECT 1::TINYINT a, -2::SMALLINT b, 3::INTEGER c, 9007199254740993 d, 250::UTINYINT e,
              18446744073709551615::UBIGINT f, 12.5::DECIMAL(4,1) g, -1234567.89::DECIMAL(9,2) h,
              0.0001::DECIMAL(18,4) i, 12345678901234567890.5::DECIMAL(38,10) j, 0.1::FLOAT k, 1e300::DOUBLE l,
              'NaN'::DOUBLE m, true n, DATE '1899-12-31' o, TIME '23:59:58.5' p,
              TIMESTAMP '2024-02-29 12:00:00.25' q, TIMESTAMP_MS '1969-12-31 23:59:59.5' r,
              TIMESTAMP_NS '2024-01-01 00:00:00.000000001' s, TIMESTAMPTZ '2024-07-01 12:00:00+02' t,
              '123e4567-e89b-12d3-a456-426614174000'::UUID u, 'green'::ENUM('red','green') v, '' w,
              'ÄÖ\uD83D\uDE00' x)
            TO '\
            """ + file + "' (FORMAT parquet)");
        assertEquals(
                Arrays.asList(
                        "1",
                        "-2",
                        "3",
                        "9007199254740993",
                        "250",
                        "18446744073709551615",
                        "12.5",
                        "-1234567.89",
                        "0.0001",
                        "12345678901234567890.5000000000",
                        "0.1",
                        "1.0E300",
                        null,
                        "true",
                        "1899-12-31",
                        "23:59:58.5",
                        "2024-02-29T12:00:00.25",
                        "1969-12-31T23:59:59.5",
                        "2024-01-01T00:00:00.000000001",
                        "2024-07-01T10:00:00Z",
                        "123e4567-e89b-12d3-a456-426614174000",
                        "green",
                        "",
                        "ÄÖ\uD83D\uDE00"),
                read(file).get(0));
        try (TypedRows rows = new ParquetInput(file).open()) {
            assertEquals(
                    List.of("integer", "number", "boolean", "date", "datetime", "string"),
                    List.of("a", "g", "n", "o", "q", "p").stream()
                            .map(name -> rows.columns().stream()
                                    .filter(column -> column.name().equals(name))
                                    .findFirst()
                                    .orElseThrow()
                                    .type()
                                    .word())
                            .toList());
        }
    }

    @Test
    void nestedColumnsAreRefusedByNameWhereTheyAreWantedAndPassedOverElsewhere() throws IOException, SQLException {
        Path file = at("nested.parquet");
        duck("COPY (SELECT ['x'] AS tags, {'a': 1, 'b': {'c': 2}} AS place, MAP {'k': 1} AS codes, 7 AS age) TO '"
                + file + "' (FORMAT parquet)");
        Schema age = SchemaJson.parse("{\"fields\": [{\"name\": \"age\", \"type\": \"integer\"}]}", "s");
        assertEquals(
                List.of("tags", "place", "codes"),
                TableReader.of(age).readTable(new ParquetInput(file)).report().extraColumns());
        assertEquals(
                7L,
                TableReader.of(age)
                        .readTable(new ParquetInput(file))
                        .table()
                        .column(0)
                        .get(0));
        for (String name : new String[] {"tags", "place", "codes"}) {
            Schema nested = SchemaJson.parse("{\"fields\": [{\"name\": \"" + name + "\", \"type\": \"string\"}]}", "s");
            String told = assertThrows(
                            TableFormatException.class,
                            () -> TableReader.of(nested).readTable(new ParquetInput(file)))
                    .getMessage();
            assertTrue(told.startsWith(file + ", column '" + name + "': it is nested"), told);
        }
        assertTrue(assertThrows(
                        TableFormatException.class,
                        () -> TableSplit.of(age, 0.5, 1)
                                .write(new ParquetInput(file), at("a.parquet"), at("b.parquet")))
                .getMessage()
                .contains("column 'tags'"));
        assertFalse(Files.exists(at("a.parquet")));
        SchemaSuggestion draft =
                SchemaSuggestion.of(new ParquetInput(file), Dialect.STANDARD, java.util.Optional.empty());
        assertEquals(
                List.of("age"),
                draft.schema().fields().stream().map(field -> field.name()).toList());
        assertTrue(draft.decisions().get(0).doubts().get(0).contains("nested"));
    }

    @Test
    void aWrongCellIsToldWithItsRowAndColumn() throws IOException, SQLException {
        Path file = at("wrong.parquet");
        duck("COPY (SELECT 'p' || i AS patient, CASE WHEN i = 70000 THEN 500 ELSE 30 END AS age, 60.5::DOUBLE AS"
                + " weight, 'ICU' AS ward, true AS smoker, DATE '1990-03-04' AS born, TIMESTAMP '2021-01-01"
                + " 10:00:00' AS seen FROM range(80000) t(i)) TO '" + file + "' (FORMAT parquet)");
        String told = assertThrows(
                        TableFormatException.class, () -> TableReader.of(STAYS).readRecords(new ParquetInput(file)))
                .getMessage();
        assertTrue(told.startsWith(file + ", row 70001, column 'age': "), told);
    }

    @Test
    void aCellThatIsNotOfItsColumnsTypeIsNotWrittenAndNothingIsLeft() throws IOException {
        try (TableWriter writer = TableWriter.open(CsvOutput.of(at("t.parquet")), STAYS)) {
            writer.write(List.of("p1", "3", "", "ICU", "ja", "04.03.1990", ""));
            String told = assertThrows(
                            TableFormatException.class,
                            () -> writer.write(List.of("p1", "three", "", "ICU", "ja", "04.03.1990", "")))
                    .getMessage();
            assertTrue(told.contains("row 2, column 'age': 'three' is not a whole number"), told);
        }
        try (java.util.stream.Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void manyRowsAndTextsAreWrittenInGroupsAndReadBack() throws IOException, SQLException {
        Path file = at("many.parquet");
        List<TypedColumn> columns = List.of(
                new TypedColumn("id", FieldType.INTEGER),
                new TypedColumn("text", FieldType.STRING),
                new TypedColumn("few", FieldType.STRING),
                new TypedColumn("flag", FieldType.BOOLEAN));
        SplittableRandom random = new SplittableRandom(3);
        try (java.io.OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
            ParquetSink sink = new ParquetSink(out, columns, Map.of());
            for (int i = 0; i < 150_000; i++) {
                boolean missing = random.nextInt(10) == 0;
                sink.add(new String[] {
                    "" + i, "t" + (long) i * i, missing ? null : "ward " + i / 1000 % 7, i % 11 < 4 ? "true" : "false"
                });
            }
            sink.end();
        }
        assertEquals(
                List.of(List.of("150000", "11249925000", "150000", "7", "54548")),
                duck("SELECT count(*)::VARCHAR, sum(id)::VARCHAR, count(DISTINCT text)::VARCHAR,"
                        + " count(DISTINCT few)::VARCHAR, count(*) FILTER (flag)::VARCHAR FROM '" + file + "'"));
        List<List<String>> rows = read(file);
        assertEquals(150_000, rows.size());
        assertEquals("t" + 149_999L * 149_999, rows.get(149_999).get(1));
        assertEquals(
                duck("SELECT few FROM '" + file + "'"),
                rows.stream().map(row -> row.subList(2, 3)).toList());
    }

    @Test
    void columnsThatNobodyAsksForAreNotRead() throws IOException {
        Path file = written(at("t.parquet"));
        try (TypedRows rows = new ParquetInput(file).open()) {
            assertTrue(rows.next());
            assertTrue(rows.next());
            assertTrue(rows.next());
            assertEquals("120", rows.text(1));
            assertFalse(rows.next());
        }
    }

    /** Whether a file says anything of its values beside the values. */
    private static boolean hasStatistics(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        FileMetaData description = description(bytes);
        boolean found = false;
        for (RowGroup group : description.getRow_groups()) {
            for (ColumnChunk chunk : group.getColumns()) {
                found |= chunk.getMeta_data().isSetStatistics()
                        || chunk.getMeta_data().isSetSize_statistics()
                        || chunk.getMeta_data().isSetBloom_filter_offset()
                        || chunk.isSetColumn_index_offset();
                int at = (int) chunk.getMeta_data().getData_page_offset();
                ByteArrayInputStream in = new ByteArrayInputStream(bytes, at, bytes.length - at);
                PageHeader page = Thrift.read(new PageHeader(), in, bytes.length - at);
                found |= page.isSetData_page_header()
                        && page.getData_page_header().isSetStatistics();
            }
        }
        return found;
    }

    @Test
    void whatIsWrittenHoldsNoStatisticsOfRealRowsAndAFileThatDoesIsCaught() throws IOException, SQLException {
        Path table = at("t.csv");
        Files.writeString(table, ROWS + "p4,99,,ICU,,,\n".repeat(50));
        TableSplit.of(STAYS, 0.5, 1).write(CsvInput.of(table), at("train.parquet"), at("holdout.parquet"));
        assertFalse(hasStatistics(at("train.parquet")));
        assertFalse(hasStatistics(at("holdout.parquet")));
        duck("COPY (SELECT * FROM '" + at("train.parquet") + "') TO '" + at("offender.parquet") + "' (FORMAT parquet)");
        assertTrue(hasStatistics(at("offender.parquet")));
    }

    @Test
    void aSplitKeepsTheTypesOfColumnsThatTheSchemaDoesNotHave() throws IOException, SQLException {
        Path file = at("d.parquet");
        duck("COPY (SELECT i AS age, i * 0.5::DOUBLE AS extra, DATE '2020-01-01' AS day FROM range(100) t(i)) TO '"
                + file + "' (FORMAT parquet)");
        Schema age = SchemaJson.parse("{\"fields\": [{\"name\": \"age\", \"type\": \"integer\"}]}", "s");
        TableSplit.of(age, 0.5, 1).write(new ParquetInput(file), at("a.parquet"), at("b.parquet"));
        assertEquals(
                List.of(List.of("BIGINT", "DOUBLE", "DATE", "100")),
                duck("SELECT typeof(any_value(age)), typeof(any_value(extra)), typeof(any_value(day)),"
                        + " count(*)::VARCHAR FROM read_parquet(['" + at("a.parquet") + "', '" + at("b.parquet")
                        + "'])"));
    }

    @Test
    void whatIsNoParquetOrWasCutIsRefusedInWords() throws IOException {
        Path file = written(at("t.parquet"));
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 3, 11, 20, whole.length / 2, whole.length - 1}) {
            Path cut = Files.write(at("cut.parquet"), Arrays.copyOf(whole, length));
            String told =
                    assertThrows(TableFormatException.class, () -> read(cut)).getMessage();
            assertTrue(told.startsWith(cut + ": this Parquet file can't be read: it"), told);
        }
        Path csv = Files.writeString(at("csv.parquet"), ROWS);
        assertTrue(assertThrows(TableFormatException.class, () -> read(csv))
                .getMessage()
                .contains("first bytes are not those of Parquet"));
    }

    /** The example of the format's description: axis, axle, babble, babyhood. */
    @Test
    void textsThatBeginLikeTheOneBeforeAreRead() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        differences(out, 0, 2, 0, 3);
        differences(out, 4, 2, 6, 5);
        out.writeBytes("axislebabbleyhood".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        ColumnType text = new ColumnType(
                new SchemaElement("t").setType(Type.BYTE_ARRAY).setRepetition_type(FieldRepetitionType.REQUIRED));
        Values values = Values.of(
                text, Encoding.DELTA_BYTE_ARRAY, new Bytes(out.toByteArray(), 0, out.size()), 4, new String[0]);
        assertEquals(
                List.of("axis", "axle", "babble", "babyhood"),
                List.of(values.next(), values.next(), values.next(), values.next()));
        assertThrows(BrokenException.class, values::next);
    }

    /** Four numbers in one block of 128, the differences in eight bits each. */
    private static void differences(ByteArrayOutputStream out, int... numbers) {
        HybridWriter.varint(out, 128);
        HybridWriter.varint(out, 4);
        HybridWriter.varint(out, numbers.length);
        HybridWriter.varint(out, 2L * numbers[0]);
        HybridWriter.varint(out, 2 * 10 - 1);
        out.writeBytes(new byte[] {8, 0, 0, 0});
        for (int i = 1; i < 33; i++) {
            // Ten above the least difference of all, which is -10.
            out.write(i < numbers.length ? numbers[i] - numbers[i - 1] + 10 : 0);
        }
    }

    private static FileMetaData description(byte[] bytes) {
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        return Thrift.read(
                new FileMetaData(), new ByteArrayInputStream(bytes, bytes.length - 8 - length, length), length);
    }

    /** A file with another description. */
    private static byte[] described(byte[] bytes, FileMetaData description) {
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, bytes.length - 8 - length);
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        Thrift.write(description, footer);
        out.writeBytes(footer.toByteArray());
        ColumnBuffer.little(out, footer.size(), 4);
        out.writeBytes(new byte[] {'P', 'A', 'R', '1'});
        return out.toByteArray();
    }

    @Test
    void aFileThatClaimsMoreThanItsBytesHoldIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(written(at("t.parquet")));
        assertEquals(
                3,
                read(Files.write(at("same.parquet"), described(bytes, description(bytes))))
                        .size());
        FileMetaData many = description(bytes);
        many.getRow_groups().get(0).setNum_rows(1L << 40);
        Path bomb = Files.write(at("bomb.parquet"), described(bytes, many));
        String told = assertThrows(TableFormatException.class, () -> read(bomb)).getMessage();
        assertTrue(told.contains("hold no such table"), told);
        assertTrue(assertThrows(BrokenException.class, () -> Compression.requireSize(1_000, Compression.FREE + 200_001))
                .getMessage()
                .contains("as if to fill the memory"));
    }
}
