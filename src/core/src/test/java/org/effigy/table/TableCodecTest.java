package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.effigy.domain.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableCodecTest {
    private static final Schema MIXED = TestTables.schema(
            "{'name':'id','effigy:role':'identifier'}",
            "{'name':'who','type':'integer','effigy:role':'unit'}",
            "{'name':'s','missingValues':['?'],'constraints':{'enum':['a','b','other']}}",
            "{'name':'i','type':'integer','constraints':{'minimum':-3,'maximum':400}}",
            "{'name':'n','type':'number','effigy:precision':2,'effigy:bins':[0,0.01,10,100],'decimalChar':','}",
            "{'name':'b','type':'boolean','trueValues':['yes'],'falseValues':['no']}",
            "{'name':'d','type':'date','format':'%d/%m/%Y','constraints':{'minimum':'01/01/2000','maximum':'31/12/2020'}}",
            "{'name':'t','type':'datetime','constraints':{'minimum':'2020-01-01T00:00:00','maximum':'2020-12-31T23:59:59'}}");

    /** Cells of each column: ordinary ones, extreme ones, and ones that are of no type. */
    private static final List<List<String>> CELLS = List.of(
            List.of("x1", "x2"),
            List.of("1", "2", "3"),
            List.of("a", "b", "?", "c", "A"),
            List.of("0", "-3", "400", "401", "-4", "", "9007199254740992", "1e3"),
            List.of("0", "0,004", "99,999", "100", "100,01", "-0,0", "4,9e-324", "1e308", "NaN", "Infinity", "", "1.5"),
            List.of("yes", "no", "", "true"),
            List.of("01/01/2000", "31/12/2020", "1/2/2003", "01/01/1999", "31/02/2003", ""),
            List.of("2020-02-29T10:00:00", "2020-12-31T23:59:59.5", "2021-01-01T00:00:00", "", "now"));

    private static String row(Random random, int most) {
        List<String> cells = new ArrayList<>();
        for (List<String> column : CELLS) {
            cells.add(column.get(random.nextInt(Math.min(most, column.size()))));
        }
        return String.join(";", cells) + "\n";
    }

    private static final String HEADER = "id;who;s;i;n;b;d;t\n";

    @ParameterizedTest
    @EnumSource(InvalidValues.class)
    void bothWaysToCodesAgreeOnEveryRow(InvalidValues policy) throws IOException {
        Random random = new Random(2026);
        TableReader reader = TableReader.of(MIXED).withInvalidValues(policy);
        int read = 0;
        for (int i = 0; i < 800; i++) {
            String text = HEADER + row(random, i % 2 == 0 ? 3 : 12);
            CodedTable direct;
            try {
                direct = reader.readRecords(TestTables.csv(text));
            } catch (TableFormatException e) {
                assertThrows(TableFormatException.class, () -> reader.readTable(TestTables.csv(text)), text);
                continue;
            }
            ReadTable table = reader.readTable(TestTables.csv(text));
            CodedTable viaTable = TableCodec.of(MIXED).encode(table.table());
            TestTables.assertSameCodes(direct.records(), viaTable.records());
            assertArrayEquals(direct.units().orElseThrow(), viaTable.units().orElseThrow());
            assertEquals(direct.report().changed(), table.report().changed());
            read++;
        }
        assertTrue(read > 20, "only " + read + " rows could be compared");
    }

    @Test
    void decodedTableHasTheSameCodesAndRunningNumbers() {
        TableCodec codec = TableCodec.of(MIXED);
        Random random = new Random(4);
        Records.Builder rows = Records.builder(codec.domain(), 500);
        for (int i = 0; i < 500; i++) {
            rows.add(codec.domain().attributes().stream()
                    .mapToInt(attribute -> random.nextInt(attribute.size()))
                    .toArray());
        }
        Records records = rows.build();
        Table table = codec.decode(records, random);
        TestTables.assertSameCodes(records, codec.encode(table).records());
        assertEquals("500", table.stringColumn("id").get(499));
        assertEquals(500, table.longColumn("who").getLong(499));
        assertEquals(MIXED.fields().stream().map(Field::name).toList(), table.columnNames());
    }

    @Test
    void surrogatesPassOverNumbersThatMeanMissing() {
        Schema schema = TestTables.schema(
                "{'name':'id','missingValues':['2','-1'],'effigy:role':'identifier'}", "{'name':'b','type':'boolean'}");
        TableCodec codec = TableCodec.of(schema);
        Table table = codec.decode(
                Records.builder(codec.domain(), 3).add(0).add(0).add(1).build(), new Random(1));
        assertEquals(List.of("1", "3", "4"), table.stringColumn("id").asList());
    }

    @Test
    void foreignTableIsCheckedByRowAndColumn() {
        Schema schema = TestTables.schema(
                "{'name':'i','type':'integer','constraints':{'minimum':0,'maximum':9}}",
                "{'name':'s','constraints':{'enum':['a']}}");
        TableCodec codec = TableCodec.of(schema);
        Table good = Table.create(
                "mine", StringColumn.create("s", "a", ""), IntColumn.create("i", 3, 4), DoubleColumn.create("x", 1, 2));
        CodedTable coded = codec.encode(good);
        assertArrayEquals(new int[] {3, 4}, TestTables.codes(coded.records(), 0));
        assertArrayEquals(new int[] {0, 1}, TestTables.codes(coded.records(), 1));
        assertEquals(List.of("x"), coded.report().extraColumns());

        Table bad = Table.create(
                "mine", StringColumn.create("s", "a", "b"), DoubleColumn.create("i", 3.5, Double.POSITIVE_INFINITY));
        TableFormatException e = assertThrows(TableFormatException.class, () -> codec.encode(bad));
        assertEquals(3, e.count());
        assertTrue(e.getMessage().startsWith("mine, line 1, column 'i': '3.5' is not a whole number"), e.getMessage());

        TableFormatException columns = assertThrows(
                TableFormatException.class, () -> codec.encode(Table.create("mine", StringColumn.create("i", "1"))));
        assertEquals(2, columns.count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1;1;a;5;0;yes;01/01/2003;2020-02-29T10:00:00", // an ordinary neighbour
                "9;999;?;;;;;", // nothing but missing cells
                "9;999;never seen;5;0;yes;01/01/2003;2020-02-29T10:00:00",
                "9;999;a;9007199254740992;1e308;yes;01/01/9999;2020-02-29T10:00:00"
            })
    void oneRowMoreNeverChangesTheDomain(String neighbour) throws IOException {
        String base = HEADER + "1;1;a;5;0;yes;01/01/2003;2020-02-29T10:00:00\n".repeat(5);
        TableReader reader = TableReader.of(MIXED).withInvalidValues(InvalidValues.MISSING);
        CodedTable without = reader.readRecords(TestTables.csv(base));
        CodedTable with = reader.readRecords(TestTables.csv(base + neighbour + "\n"));
        assertEquals(6, with.records().rows());
        assertEquals(without.records().domain(), with.records().domain());
        TableCodec codec = TableCodec.of(MIXED);
        assertEquals(
                codec.decode(without.records(), new Random(1)).columnNames(),
                codec.decode(with.records(), new Random(1)).columnNames());
    }
}
