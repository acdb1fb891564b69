package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class TableReaderTest {
    private static final Schema TWO = TestTables.schema(
            "{'name':'age','type':'integer','constraints':{'minimum':0,'maximum':9}}",
            "{'name':'job','constraints':{'enum':['clerk','a, \\\"b\\\"','two\\nlines','other']}}");

    private static CodedTable read(Schema schema, String text) throws IOException {
        return TableReader.of(schema).readRecords(TestTables.csv(text));
    }

    private static TableFormatException refused(Schema schema, String text) {
        return assertThrows(TableFormatException.class, () -> read(schema, text));
    }

    private static void assertRead(String text, int[] ages, int[] jobs) throws IOException {
        CodedTable coded = read(TWO, text);
        assertArrayEquals(ages, TestTables.codes(coded.records(), 0));
        assertArrayEquals(jobs, TestTables.codes(coded.records(), 1));
    }

    @Test
    void columnsInAnyOrderAndExtraOnesAreFoundByName() throws IOException {
        CodedTable coded = read(TWO, "x,job,y,age\n1,clerk,2,5\n1,other,2,6\n");
        assertArrayEquals(new int[] {5, 6}, TestTables.codes(coded.records(), 0));
        assertEquals(List.of("x", "y"), coded.report().extraColumns());
        assertEquals(2, coded.report().rows());
        assertTrue(coded.units().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "|", ","})
    void delimiterIsFoundOnTheHeaderLine(String delimiter) throws IOException {
        assertRead("age,job\n5,clerk\n,\n".replace(",", delimiter), new int[] {5, 10}, new int[] {0, 4});
    }

    @Test
    void delimiterCanBeNamed() throws IOException {
        Table table = TableReader.of(TWO)
                .withDelimiter('#')
                .readTable(TestTables.csv("age#job\n5#clerk\n"))
                .table();
        assertEquals(1, table.rowCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEndIsRead(String end) throws IOException {
        assertRead("age,job\n5,clerk\n6,other".replace("\n", end), new int[] {5, 6}, new int[] {0, 3});
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        assertRead("\ufeffage,job\n5,clerk\n", new int[] {5}, new int[] {0});
        assertRead("\ufeff\"age\",job\n5,clerk\n", new int[] {5}, new int[] {0});
    }

    @Test
    void quotedDelimitersQuotesAndNewlinesAreText() throws IOException {
        assertRead("\"age\",\"job\"\n\"5\",\"a, \"\"b\"\"\"\n6,\"two\nlines\"\n", new int[] {5, 6}, new int[] {1, 2});
    }

    @Test
    void linesWithNothingOnThemAreSkippedUnlessThereIsOneColumn() throws IOException {
        assertRead("age,job\n\n5,clerk\n\n\n", new int[] {5}, new int[] {0});
        Schema one = TestTables.schema("{'name':'age','type':'integer','constraints':{'minimum':0,'maximum':9}}");
        assertArrayEquals(
                new int[] {5, 10, 6},
                TestTables.codes(read(one, "age\n5\n\n6\n").records(), 0));
    }

    @Test
    void headerWithoutRowsGivesATableWithoutRows() throws IOException {
        assertEquals(0, read(TWO, "age,job\n").records().rows());
        assertEquals(0, read(TWO, "age,job").records().rows());
    }

    @Test
    void emptyFileIsRefused() {
        for (String text : List.of("", "\n", "\ufeff", "  \n\n")) {
            assertTrue(refused(TWO, text).getMessage().contains("the file is empty"), text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "age\\n5 | t.csv, line 1, column 'job': the header line has no such column; it has 'age': add it",
                "Age,job\\n5,clerk | it has 'Age', 'job': did you mean 'Age'? Make the names the same",
                "age,jop\\n5,clerk | column 'job': the header line has no such column; it has 'age', 'jop': did you mean 'jop'?",
                "years,work\\n5,clerk | column 'age': the header line has no such column; it has 'years', 'work': add it, correct the schema",
                "age,job,age\\n5,clerk,5 | t.csv, line 1, column 'age': the column stands twice",
                "age,job\\n5,clerk\\n5 | t.csv, line 3: the record has 1 fields and the header line 2",
                "age,job\\n5,clerk,7\\n | t.csv, line 2: the record has 3 fields",
                "age,job\\n\\n10,clerk\\n | t.csv, line 3, column 'age': '10' is not from 0 to 9",
                "age,job\\nfive,clerk\\n | line 2, column 'age': 'five' is not a whole number",
                "age,job\\n5,Clerk\\n | line 2, column 'job': 'Clerk' is not one of the 4 declared categories",
                "age,job\\n5,\"two\\nlines\"\\n5,x | line 4, column 'job'",
                "age,job\\n5,\"clerk\\n6,other\\n | line 2: the record that begins here, or one after it, is no CSV",
                "age,job\\n5,\"clerk\"x\\n | line 2: the record that begins here, or one after it, is no CSV"
            })
    void mistakeIsNamedWithLineColumnAndRule(String text, String message) {
        TableFormatException e = refused(TWO, text.replace("\\n", "\n"));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void quoteInsideAnUnquotedFieldIsText() {
        assertTrue(refused(TWO, "age,job\n5,cl\"erk\n").getMessage().contains("'cl\"erk' is not one of"));
    }

    @Test
    void manyProblemsAreCountedAndTheFirstTenShown() {
        StringBuilder text = new StringBuilder("age,job\n");
        for (int i = 0; i < 20; i++) {
            text.append("x").append(i).append(",y\n");
        }
        TableFormatException e = refused(TWO, text.toString());
        assertEquals(40, e.count());
        assertEquals(10, e.problems().size());
        assertTrue(e.getMessage().endsWith("and 30 more"), e.getMessage());
        assertEquals(2, e.problems().get(0).line());
        assertEquals(
                1,
                e.problems().stream()
                        .filter(problem -> problem.column().equals("job"))
                        .count(),
                "'y' is shown once");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWithTheLineBefore() {
        byte[] bytes =
                ("age,job\n5,clerk\n6,other\n7,cl~rk\n" + "8,clerk\n".repeat(50_000)).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '~' ? (byte) 0xe9 : bytes[i];
        }
        TableFormatException e = assertThrows(
                TableFormatException.class,
                () -> TableReader.of(TWO).readRecords(CsvInput.of(new ByteArrayInputStream(bytes), "t.csv")));
        assertTrue(e.getMessage().contains("not UTF-8"), e.getMessage());
        assertTrue(e.problems().get(0).line() >= 3 && e.problems().get(0).line() <= 4, e.getMessage());
    }

    @Test
    void charactersBeyondTheBasicPlaneAreRead() throws IOException {
        Schema schema = TestTables.schema("{'name':'c','constraints':{'enum':['\ud83d\ude00','\u00e9']}}");
        String text = "c\n" + "\ud83d\ude00\n\u00e9\n".repeat(60_000);
        assertEquals(120_000, read(schema, text).records().rows());
    }

    @Test
    void zeroPaddedCodesStayText() throws IOException {
        Schema schema = TestTables.schema("{'name':'code','constraints':{'enum':['7','007']}}");
        assertArrayEquals(
                new int[] {1, 0},
                TestTables.codes(read(schema, "code\n007\n7\n").records(), 0));
    }

    @Test
    void missingCellOfARequiredFieldIsRefused() {
        Schema schema = TestTables.schema(
                "{'name':'c','missingValues':['?'],'constraints':{'enum':['a'],'required':true}}",
                "{'name':'id','effigy:role':'identifier'}");
        assertTrue(refused(schema, "c,id\n?,1\n").getMessage().contains("the field is required"));
        assertTrue(refused(schema, "c,id\n,1\n").getMessage().contains("'' is not one of"));
    }

    private static CodedTable read(InvalidValues policy, Schema schema, String text) throws IOException {
        return TableReader.of(schema).withInvalidValues(policy).readRecords(TestTables.csv(text));
    }

    @Test
    void clampMovesToTheNearestBoundAndCounts() throws IOException {
        Schema schema = TestTables.schema(
                "{'name':'n','type':'number','constraints':{'minimum':0,'maximum':1},'effigy:bins':2}",
                "{'name':'d','type':'date','constraints':{'minimum':'2024-01-01','maximum':'2024-01-03'}}");
        CodedTable coded =
                read(InvalidValues.CLAMP, schema, "n,d\n-1e308,2023-12-31\n1e308,2050-01-01\n0.5,2024-01-02\n");
        assertArrayEquals(new int[] {0, 1, 0}, new int[] {
            coded.records().code(0, 0),
            coded.records().code(1, 0),
            coded.records().code(0, 1)
        });
        assertEquals(2, coded.records().code(1, 1));
        assertEquals(Map.of("n", 2L, "d", 2L), coded.report().changed());
        assertThrows(TableFormatException.class, () -> read(InvalidValues.CLAMP, schema, "n,d\nx,2024-01-01\n"));
        assertThrows(TableFormatException.class, () -> read(InvalidValues.CLAMP, schema, "n,d\nNaN,2024-01-01\n"));
        assertThrows(TableFormatException.class, () -> read(InvalidValues.CLAMP, TWO, "age,job\n1,x\n"));
        Schema listed = TestTables.schema("{'name':'n','type':'integer','constraints':{'enum':[1,5]}}");
        assertThrows(TableFormatException.class, () -> read(InvalidValues.CLAMP, listed, "n\n4\n"));
    }

    @Test
    void missingPolicyTakesAnythingWhereMissingIsAllowed() throws IOException {
        CodedTable coded = read(InvalidValues.MISSING, TWO, "age,job\n77,x\nInfinity,clerk\n1,\n");
        assertArrayEquals(new int[] {10, 10, 1}, TestTables.codes(coded.records(), 0));
        assertArrayEquals(new int[] {4, 0, 4}, TestTables.codes(coded.records(), 1));
        assertEquals(Map.of("age", 2L, "job", 1L), coded.report().changed());
        Schema required = TestTables.schema(
                "{'name':'age','type':'integer','constraints':{'minimum':0,'maximum':9,'required':true}}");
        assertThrows(TableFormatException.class, () -> read(InvalidValues.MISSING, required, "age\n77\n"));
    }

    @Test
    void otherPolicyNeedsACategoryForIt() throws IOException {
        CodedTable coded = read(InvalidValues.OTHER, TWO, "age,job\n1,astronaut\n1,clerk\n");
        assertArrayEquals(new int[] {3, 0}, TestTables.codes(coded.records(), 1));
        assertEquals(Map.of("job", 1L), coded.report().changed());
        Schema named =
                TestTables.schema("{'name':'job','effigy:other':'rest','constraints':{'enum':['clerk','rest']}}");
        assertEquals(1, read(InvalidValues.OTHER, named, "job\nx\n").records().code(0, 0));
        Schema none = TestTables.schema("{'name':'job','constraints':{'enum':['clerk']}}");
        assertThrows(TableFormatException.class, () -> read(InvalidValues.OTHER, none, "job\nx\n"));
        assertThrows(TableFormatException.class, () -> read(InvalidValues.OTHER, TWO, "age,job\n77,clerk\n"));
    }

    @Test
    void unitsAreNumberedByFirstAppearanceAndNeverMissing() throws IOException {
        Schema text = TestTables.schema(
                "{'name':'p','effigy:role':'unit'}",
                "{'name':'b','type':'boolean'}",
                "{'name':'id','type':'integer','effigy:role':'identifier'}");
        String rows = "p,b,id\n07,true,1\n7,0,2\n07,1,3\nx,,\n";
        assertArrayEquals(new int[] {0, 1, 0, 2}, read(text, rows).units().orElseThrow());
        Schema whole = TestTables.schema(
                "{'name':'p','type':'integer','effigy:role':'unit'}", "{'name':'b','type':'boolean'}");
        assertArrayEquals(
                new int[] {0, 0, 1},
                read(whole, "p,b\n07,true\n7,0\n9,1\n").units().orElseThrow());
        for (InvalidValues policy : InvalidValues.values()) {
            assertThrows(TableFormatException.class, () -> read(policy, whole, "p,b\n,true\n"), policy.name());
            assertThrows(TableFormatException.class, () -> read(policy, whole, "p,b\nx,true\n"), policy.name());
        }
    }

    @Test
    void tableHasTheDeclaredTypesAndGroups() throws IOException {
        Schema schema = TestTables.schema(
                "{'name':'s','missingValues':['?']}",
                "{'name':'n','type':'number'}",
                "{'name':'d','type':'date','format':'%d.%m.%Y','missingValues':['-']}",
                "{'name':'t','type':'datetime'}",
                "{'name':'g','effigy:groups':{'low':['1-9']}}",
                "{'name':'b','type':'boolean'}");
        Table table = TableReader.of(schema)
                .readTable(TestTables.csv("s,n,d,t,g,b\n007,1.25e1,31.12.2024,2024-01-01T10:00:00,3.5,True\n?,,-,,,\n"))
                .table();
        assertEquals("007", table.stringColumn("s").get(0));
        assertEquals(12.5, table.doubleColumn("n").getDouble(0));
        assertEquals(LocalDate.of(2024, 12, 31), table.dateColumn("d").get(0));
        assertEquals(10, table.dateTimeColumn("t").get(0).getHour());
        assertEquals("low", table.stringColumn("g").get(0));
        assertTrue(table.booleanColumn("b").get(0));
        for (int c = 0; c < table.columnCount(); c++) {
            assertTrue(table.column(c).isMissing(1), table.column(c).name());
        }
    }

    @Test
    void validationListsWhatIsWrongAndCountsTheRest() throws IOException {
        TableReader reader = TableReader.of(TWO);
        Validation clean = reader.validate(TestTables.csv("age,job,x\n5,clerk,1\n"), 3);
        assertTrue(clean.isClean());
        assertEquals(List.of("x"), clean.extraColumns());
        Validation broken = reader.validate(TestTables.csv("age,job\n55,clerk\n1\n5,x\ny,z\n"), 3);
        assertFalse(broken.isClean());
        assertEquals(5, broken.count());
        assertEquals(
                List.of(2L, 3L, 4L),
                broken.problems().stream().map(Problem::line).toList());
        assertFalse(reader.validate(TestTables.csv(""), 3).isClean());
        Validation torn = reader.validate(TestTables.csv("age,job\n55,clerk\n5,\"x\n"), 3);
        assertEquals(2, torn.count());
    }

    @Test
    void headerLineMayBeLong() throws IOException {
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            header.append("column number ").append(i).append(',');
        }
        assertEquals(
                10_000,
                read(TWO, header + "job,age\n" + ",".repeat(10_000) + "clerk,1\n")
                        .report()
                        .extraColumns()
                        .size());
    }

    @Test
    void streamIsClosedWhateverHappens() {
        boolean[] closed = {false};
        ByteArrayInputStream stream = new ByteArrayInputStream("age,age\n".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        assertThrows(TableFormatException.class, () -> TableReader.of(TWO).readRecords(CsvInput.of(stream, "-")));
        assertTrue(closed[0]);
    }

    @Test
    void mangledBytesGiveATableOrATableFormatExceptionAndNothingElse() throws IOException {
        byte[] good = "age,job\r\n5,clerk\r\n,\"a, \"\"b\"\"\"\r\n6,\"two\nlines\"\r\n7,\r\n"
                .getBytes(StandardCharsets.UTF_8);
        byte[] bites = "\",;\n\r\t\u00e9|#0 ".getBytes(StandardCharsets.UTF_8);
        Random random = new Random(77);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = good.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = bites[random.nextInt(bites.length)];
            }
            CsvInput input = CsvInput.of(new ByteArrayInputStream(bytes, 0, random.nextInt(bytes.length + 1)), "-");
            try {
                CodedTable coded = TableReader.of(TWO)
                        .withInvalidValues(InvalidValues.MISSING)
                        .readRecords(input);
                assertEquals(coded.report().rows(), coded.records().rows());
            } catch (TableFormatException e) {
                assertTrue(e.count() >= 1 && e.getMessage().startsWith("-"), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 300 && refused < 2900, refused + " of 3000 were refused");
    }
}
