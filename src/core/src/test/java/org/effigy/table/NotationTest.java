package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells and files as people have them, under a schema that says how they are written. */
class NotationTest {
    private static CellReader reader(String field) {
        return new CellReader(TestTables.schema(field).fields().get(0), InvalidValues.REFUSE);
    }

    private static double number(String marks, String cell) {
        CellReader reader = reader("{'name':'c','type':'number','effigy:precision':2" + marks + "}");
        return reader.read(cell) == CellReader.Status.VALUE ? reader.number() : Double.NaN;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'decimalChar':','|12,34|12.34",
                "'decimalChar':','|1234|1234",
                "'groupChar':','|1,234.5|1234.5",
                "'groupChar':','|1,234,567|1234567",
                "'groupChar':','|12,34,567|1234567",
                "'groupChar':','|-1,234|-1234",
                "'groupChar':',','bareNumber':false|$1,234.50|1234.5",
                "'groupChar':',','bareNumber':false|-$1,234.50|-1234.5",
                "'groupChar':',','bareNumber':false|$-1,234.50|-1234.5",
                "'groupChar':',','bareNumber':false|($1,234.50)|-1234.5",
                "'groupChar':',','bareNumber':false|1,234.50-|-1234.5",
                "'groupChar':'.','decimalChar':','|2.675,27|2675.27",
                "'groupChar':'.','decimalChar':',','bareNumber':false|2.675,27 €|2675.27",
                "'groupChar':' '|543\u00a0480|543480",
                "'groupChar':' '|543 480.5|543480.5",
                "'bareNumber':false|45.1%|45.1",
                "'bareNumber':false|€ 54.61|54.61",
                "'bareNumber':false|90 kg|90",
                "'bareNumber':false|CHF 12.50|12.5",
                "'bareNumber':false|Fr. 12.50|12.5",
                "'bareNumber':false|(12.00)|-12",
                "'bareNumber':false|\u221212.00 EUR|-12",
                "'bareNumber':false|5.0278E+01|50.278",
                "'bareNumber':true|  7.79 |7.79",
                "'bareNumber':true|.75|0.75",
                "'bareNumber':true|69.|69",
                "'bareNumber':true|+65.87|65.87"
            })
    void markedNumberIsReadAsTheSchemaDeclares(String marks, String cell, double value) {
        assertEquals(value, number("," + marks, cell), 1e-9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'groupChar':','|1,2",
                "'groupChar':','|12,34",
                "'groupChar':','|1234,567",
                "'groupChar':','|0,123",
                "'groupChar':','|1,234.567,8",
                "'groupChar':'.','decimalChar':','|1,234.5",
                "'decimalChar':','|12.34",
                "'bareNumber':true|$12",
                "'bareNumber':false|<0.5",
                "'bareNumber':false|12-34",
                "'bareNumber':false|(12",
                "'bareNumber':false|-(12)",
                "'bareNumber':false|2021-01-02",
                "'bareNumber':false|kg"
            })
    void whatTheMarksDoNotExplainIsNoNumber(String marks, String cell) {
        assertTrue(Double.isNaN(number("," + marks, cell)), cell);
    }

    @ParameterizedTest
    @CsvSource({"34.0,34", "34.,34", "-7.00,-7", " 12 ,12", "34,34"})
    void wholeNumberMayBeWrittenWithDecimalsThatAreZero(String cell, long value) {
        CellReader reader = reader("{'name':'c','type':'integer'}");
        assertEquals(CellReader.Status.VALUE, reader.read(cell));
        assertEquals(value, reader.step());
        assertEquals(CellReader.Status.NOT_OF_TYPE, reader.read(cell.strip() + "5.5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "datetime|default|2021-01-01 13:05:00|2021-01-01T13:05:00",
                "datetime|default|2021-01-01T13:05|2021-01-01T13:05:00",
                "datetime|default|2021-01-01T12:30:00+02:00|2021-01-01T12:30:00",
                "datetime|default|2021-09-23T12:30:00.123456|2021-09-23T12:30:00",
                "datetime|%Y-%m-%d %H:%M:%S%z|2021-01-01 12:30:00+0200|2021-01-01 12:30:00",
                "datetime|%Y-%m-%d %H:%M:%S%z|2021-01-01 12:30:00Z|2021-01-01 12:30:00",
                "datetime|%Y-%m-%d %H:%M:%S.%f|2021-01-01 12:30:00.25|2021-01-01 12:30:00.000000",
                "datetime|%d.%m.%Y %H:%M|31.12.2021 23:59|31.12.2021 23:59",
                "datetime|%m/%d/%Y %I:%M %p|1/5/2021 1:05 PM|01/05/2021 01:05 PM",
                "datetime|%H:%M|06:38|06:38",
                "date|default|2021-01-01 00:00:00|2021-01-01",
                "date|%Y%m%d|20220328|20220328",
                "date|%Y-%m|2022-05|2022-05",
                "date|%b %Y|May 2022|May 2022",
                "date|%d %b %Y|15 Aug 2021|15 Aug 2021",
                "date|%a %d %b %Y|Sun 15 Aug 2021|Sun 15 Aug 2021",
                "date|%d/%m/%y|12/07/22|12/07/22"
            })
    void dateIsReadInItsNotationAndWrittenSo(String type, String format, String cell, String written) {
        Field field = TestTables.schema("{'name':'c','type':'" + type + "','format':'" + format + "'}")
                .fields()
                .get(0);
        CellReader reader = new CellReader(field, InvalidValues.REFUSE);
        assertEquals(CellReader.Status.VALUE, reader.read(cell));
        String text = field.format().orElseThrow().text(reader.step());
        assertEquals(written, text);
        assertEquals(reader.step(), field.format().orElseThrow().parse(text));
    }

    @Test
    void monthsAreStepsOfTheirOwnAndKeepTheirShares() {
        ColumnCodec codec = TestTables.schema(
                        "{'name':'c','type':'date','format':'%Y-%m','constraints':{'minimum':'1990-01','maximum':'2022-12'}}")
                .fields()
                .get(0)
                .requireCodec();
        assertEquals(33 * 12 + 1, codec.size());
        assertEquals("1990-02", codec.label(1));
        assertEquals("2022-12", codec.decode(33 * 12 - 1, new Random(1)));
    }

    @Test
    void midnightIsADayAndAnotherHourIsNot() {
        CellReader reader = reader("{'name':'c','type':'date'}");
        assertEquals(CellReader.Status.VALUE, reader.read("2021-01-01T00:00:00Z"));
        assertEquals(CellReader.Status.NOT_OF_TYPE, reader.read("2021-01-01T00:00:01"));
    }

    @Test
    void blanksAroundAMarkerOfANumberAreNothing() {
        CellReader reader = reader("{'name':'c','type':'integer','missingValues':['','NA']}");
        assertEquals(CellReader.Status.MISSING, reader.read("  "));
        assertEquals(CellReader.Status.MISSING, reader.read(" NA"));
        CellReader text = reader("{'name':'c','missingValues':['NA'],'constraints':{'enum':['NA ','a']}}");
        assertEquals(CellReader.Status.VALUE, text.read("NA "));
    }

    private static Schema dialect(String csv) {
        return SchemaJson.parse(
                ("{'effigy:csv':" + csv
                                + ",'fields':[{'name':'sex','constraints':{'enum':['F','M\u00e4nn'],'required':true}},"
                                + "{'name':'age','type':'integer','constraints':{'minimum':0,'maximum':99,'required':true}}]}")
                        .replace('\'', '"')
                        .replace("\"QUOTE\"", "\"'\""),
                "s.json");
    }

    private static void assertRead(Schema schema, byte[] bytes) throws IOException {
        CodedTable table = TableReader.of(schema).readRecords(CsvInput.of(new ByteArrayInputStream(bytes), "t.csv"));
        assertArrayEquals(new int[] {0, 1}, TestTables.codes(table.records(), 0));
        assertArrayEquals(new int[] {40, 7}, TestTables.codes(table.records(), 1));
    }

    /** What is written under a schema must be read under it. */
    private static void assertWrittenTableIsRead(Schema schema) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TableWriter writer = TableWriter.open(CsvOutput.of(out), schema)) {
            writer.write(
                    TableReader.of(schema.withDialect(Dialect.STANDARD))
                            .readRecords(TestTables.csv("sex,age\nF,40\nM\u00e4nn,7\n"))
                            .records(),
                    new Random(1));
            writer.commit();
        }
        assertRead(schema, out.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "ISO-8859-1", "UTF-16", "UTF-16LE"})
    void declaredEncodingIsReadAndItsOwnOutputToo(String name) throws IOException {
        Schema schema = dialect("{'encoding':'" + name + "'}");
        assertRead(schema, "sex;age\nF;40\nM\u00e4nn;7\n".getBytes(Charset.forName(name)));
        assertWrittenTableIsRead(schema);
        assertEquals(schema, SchemaJson.parse(SchemaJson.text(schema), "again"));
    }

    @ParameterizedTest
    @CsvSource(
            value = {"windows-1252|windows-1252", "UTF-16|UTF-16", "UTF-16LE|UTF-16LE"},
            delimiter = '|')
    void undeclaredEncodingIsNamedAndNotRead(String name, String named) {
        byte[] bytes = "sex;age\nF;40\nM\u00e4nn;7\n".getBytes(Charset.forName(name));
        TableFormatException e = assertThrows(TableFormatException.class, () -> assertRead(dialect("{}"), bytes));
        assertTrue(e.getMessage().contains("it may be " + named + ": "), e.getMessage());
    }

    @Test
    void oneRowDoesNotDecideHowAnotherIsRead() throws IOException {
        Schema schema = dialect("{'encoding':'windows-1252'}");
        byte[] utf8 = "sex,age\nM\u00e4nn,7\n".getBytes(StandardCharsets.UTF_8);
        TableFormatException e = assertThrows(
                TableFormatException.class,
                () -> TableReader.of(schema).readRecords(CsvInput.of(new ByteArrayInputStream(utf8), "t.csv")));
        assertTrue(e.getMessage().contains("M\u00c3\u00a4nn"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=;\nsex;age\nF;40\nM\u00e4nn;7\n", "\"sep=^\"\r\nsex^age\r\nF^40\r\nM\u00e4nn^7\r\n"})
    void lineThatNamesTheDelimiterIsPassedOver(String text) throws IOException {
        assertRead(dialect("{}"), text.getBytes(StandardCharsets.UTF_8));
        Validation validation = TableReader.of(dialect("{}")).validate(TestTables.csv(text + "F^;x\n"), 5);
        assertEquals(5, validation.problems().get(0).line());
    }

    @Test
    void declaredQuotesAndDelimitersAreRead() throws IOException {
        Schema schema = dialect("{'quoteChar':'QUOTE','delimiter':'~'}");
        assertRead(schema, "'sex'~'age'\n'F'~'40'\n'M\u00e4nn'~7\n".getBytes(StandardCharsets.UTF_8));
        assertWrittenTableIsRead(schema);
    }

    @Test
    void tableWithoutAHeaderLineIsReadInTheOrderOfTheSchema() throws IOException {
        Schema schema = dialect("{'header':false,'delimiter':';'}");
        assertRead(schema, "F;40\nM\u00e4nn;7\n".getBytes(StandardCharsets.UTF_8));
        assertWrittenTableIsRead(schema);
        assertThrows(TableFormatException.class, () -> assertRead(schema, "F;40;1\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void dialectIsPartOfTheSchemasDigestWhereItIsDeclared() {
        assertEquals(
                dialect("{}").digest(),
                dialect("{}").withDialect(Dialect.STANDARD).digest());
        assertFalse(dialect("{}").digest().equals(dialect("{'header':false}").digest()));
        for (String wrong :
                List.of("{'encoding':'klingon'}", "{'quoteChar':'ab'}", "{'quote':'x'}", "{'header':1}", "3")) {
            assertThrows(TableFormatException.class, () -> dialect(wrong), wrong);
        }
    }
}
