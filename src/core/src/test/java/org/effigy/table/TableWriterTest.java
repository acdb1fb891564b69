package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.effigy.domain.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class TableWriterTest {
    private static final Schema SCHEMA = TestTables.schema(
            "{'name':'id','effigy:role':'identifier'}",
            "{'name':'text','missingValues':['NA',''],'constraints':{'enum':['plain','a,b','say \\\"x\\\"','two\\nlines','=1+1','-','\\u00e9']}}",
            "{'name':'n','type':'number','effigy:precision':2,'effigy:bins':[0,0.01],'decimalChar':','}",
            "{'name':'b','type':'boolean','trueValues':['ja'],'falseValues':['nein']}",
            "{'name':'d','type':'date','format':'%d.%m.%Y','effigy:bins':['01.02.2003','01.02.2003']}");

    private static Records records() {
        TableCodec codec = TableCodec.of(SCHEMA);
        Records.Builder rows = Records.builder(codec.domain(), 8);
        for (int i = 0; i < 8; i++) {
            rows.add(i, i == 7 ? 1 : 0, i % 3, i == 7 ? 1 : 0);
        }
        return rows.build();
    }

    private static String written(CsvOutput output, ByteArrayOutputStream bytes) throws IOException {
        try (TableWriter writer = TableWriter.open(output, SCHEMA)) {
            writer.write(records(), new Random(1));
            writer.commit();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void cellsAreWrittenInTheSchemasNotation() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> lines = written(CsvOutput.of(bytes), bytes).lines().toList();
        assertEquals("id,text,n,b,d", lines.get(0));
        assertTrue(lines.get(1).matches("1,plain,\"0,0[01]\",nein,01\\.02\\.2003"), lines.get(1));
        assertTrue(lines.get(2).startsWith("2,\"a,b\",\"0,0"), lines.get(2));
        assertTrue(lines.get(3).startsWith("3,\"say \"\"x\"\"\","), lines.get(3));
        assertEquals("8,NA,,ja,", lines.get(lines.size() - 1));
    }

    @Test
    void writtenCodesReadBackWhateverTheDelimiter() throws IOException {
        for (char delimiter : new char[] {',', ';', '\t', '|'}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            String text = written(CsvOutput.of(bytes).withDelimiter(delimiter), bytes);
            TestTables.assertSameCodes(
                    records(),
                    TableReader.of(SCHEMA).readRecords(TestTables.csv(text)).records());
        }
    }

    @Test
    void batchesGoOnWithTheNumbersAndAreTheSameAsOneTable() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TableWriter writer = TableWriter.open(CsvOutput.of(bytes), SCHEMA)) {
            writer.write(records(), new Random(1));
            writer.write(records(), new Random(1));
            writer.commit();
        }
        Table table = TableReader.of(SCHEMA)
                .readTable(TestTables.csv(bytes.toString(StandardCharsets.UTF_8)))
                .table();
        assertEquals(16, table.rowCount());
        assertEquals("16", table.stringColumn("id").get(15));
    }

    @Test
    void tableIsWrittenAsItWasRead() throws IOException {
        String text = "id,text,n,b,d\n007,plain,\"0,01\",ja,01.02.2003\nx,NA,,,\n";
        Table table = TableReader.of(SCHEMA).readTable(TestTables.csv(text)).table();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TableWriter writer = TableWriter.open(CsvOutput.of(bytes), SCHEMA)) {
            writer.write(table);
            writer.commit();
        }
        assertEquals(text, bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void singleColumnWithMissingCellsReadsBack() throws IOException {
        Schema one = TestTables.schema("{'name':'b','type':'boolean'}");
        Records rows = Records.builder(TableCodec.of(one).domain(), 3)
                .add(2)
                .add(1)
                .add(2)
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TableWriter writer = TableWriter.open(CsvOutput.of(bytes), one)) {
            writer.write(rows, new Random(1));
            writer.commit();
        }
        TestTables.assertSameCodes(
                rows,
                TableReader.of(one)
                        .readRecords(TestTables.csv(bytes.toString(StandardCharsets.UTF_8)))
                        .records());
    }

    @Test
    void formulasAreGuardedOnlyWhenAsked() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        assertTrue(written(CsvOutput.of(plain), plain).contains("\n5,=1+1,"));
        ByteArrayOutputStream guarded = new ByteArrayOutputStream();
        String text = written(CsvOutput.of(guarded).withFormulas(Formulas.ESCAPE), guarded);
        assertTrue(text.contains("\n5,'=1+1,") && text.contains("\n6,'-,"), text);
    }

    @Test
    void fileAppearsOnlyWhenCompleteAndNothingIsLeftOfAnAbortedOne(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("out.csv");
        Files.writeString(file, "old");
        try (TableWriter writer = TableWriter.open(CsvOutput.of(file), SCHEMA)) {
            writer.write(records(), new Random(1));
            assertEquals("old", Files.readString(file));
        }
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), listed(folder));
        try (TableWriter writer = TableWriter.open(CsvOutput.of(file), SCHEMA)) {
            writer.write(records(), new Random(1));
            writer.commit();
            assertThrows(IllegalStateException.class, writer::commit);
        }
        assertTrue(Files.readString(file).startsWith("id,text"));
        assertEquals(List.of(file), listed(folder));
    }

    @Test
    void nothingIsLeftWhenTheDelimiterIsRefused(@TempDir Path folder) throws IOException {
        CsvOutput output = CsvOutput.of(folder.resolve("out.csv")).withDelimiter('"');
        assertThrows(IllegalArgumentException.class, () -> TableWriter.open(output, SCHEMA));
        assertEquals(List.of(), listed(folder));
    }

    @Test
    void linkIsFollowedAndStaysALink(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("real.csv"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
        try (TableWriter writer = TableWriter.open(CsvOutput.of(link), SCHEMA)) {
            writer.commit();
        }
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("id,text,n,b,d\n", Files.readString(file));
    }

    @Test
    void foreignRecordsAndTablesAreRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Schema other = TestTables.schema("{'name':'b','type':'boolean'}");
        try (TableWriter writer = TableWriter.open(CsvOutput.of(bytes), other)) {
            assertThrows(IllegalArgumentException.class, () -> writer.write(records(), new Random(1)));
            assertThrows(IllegalArgumentException.class, () -> writer.write(Table.create("empty")));
        }
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
