package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnCodecTest {
    private static ColumnCodec codec(String field) {
        return TestTables.schema(field).fields().get(0).requireCodec();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'c','type':'string','constraints':{'enum':['b','a','007']}}",
                "{'name':'c','type':'string','effigy:groups':{'low':['1-9','X'],'high':['10-99','V01-V09']}}",
                "{'name':'c','type':'boolean'}",
                "{'name':'c','type':'boolean','trueValues':['ja'],'falseValues':['nein'],'constraints':{'required':true}}",
                "{'name':'c','type':'integer','constraints':{'minimum':-5,'maximum':5,'required':true}}",
                "{'name':'c','type':'integer','constraints':{'minimum':-9007199254740992,'maximum':9007199254740992}}",
                "{'name':'c','type':'integer','constraints':{'enum':[7,3,100000]}}",
                "{'name':'c','type':'integer','effigy:bins':[0,1,10,99999,99999]}",
                "{'name':'c','type':'integer','effigy:bins':[3,3]}",
                "{'name':'c','type':'number','constraints':{'minimum':0,'maximum':1}}",
                "{'name':'c','type':'number','constraints':{'minimum':-0.3,'maximum':0.7},'effigy:precision':1}",
                "{'name':'c','type':'number','effigy:bins':[0,0.01,1,10.5,1000000],'effigy:precision':2}",
                "{'name':'c','type':'number','constraints':{'minimum':-1e12,'maximum':1e12},'effigy:precision':3}",
                "{'name':'c','type':'number','decimalChar':',','constraints':{'minimum':0.5,'maximum':2.5}}",
                "{'name':'c','type':'number','constraints':{'minimum':2,'maximum':2}}",
                "{'name':'c','type':'date','constraints':{'minimum':'1900-01-01','maximum':'2030-12-31'}}",
                "{'name':'c','type':'date','format':'%d.%m.%Y','effigy:bins':['01.01.2000','01.02.2000','29.02.2000']}",
                "{'name':'c','type':'date','format':'%B %d, %Y','constraints':{'minimum':'May 01,"
                        + " 1999','maximum':'June 01, 1999'}}",
                "{'name':'c','type':'datetime','constraints':{'minimum':'2024-01-01T00:00:00','maximum':'2024-12-31T23:59:59'}}",
                "{'name':'c','type':'datetime','format':'%Y-%m-%d %I:%M %p','constraints':{'minimum':'2024-01-01 12:00"
                        + " AM','maximum':'2024-03-01 11:59 PM'}}",
                "{'name':'c','type':'datetime','format':'%Y%m%d%H','constraints':{'minimum':'2024010100','maximum':'2024010223'}}"
            })
    void everyCodeIsDecodedToATextWithThatCode(String field) {
        ColumnCodec codec = codec(field);
        Random random = new Random(42);
        for (int code = 0; code < codec.size(); code++) {
            for (int i = 0; i < 20; i++) {
                String text = codec.decode(code, random);
                assertEquals(code, codec.encode(text), text);
            }
            assertFalse(codec.label(code).isEmpty());
        }
        assertThrows(IndexOutOfBoundsException.class, () -> codec.decode(codec.size(), random));
        assertThrows(IndexOutOfBoundsException.class, () -> codec.label(-1));
    }

    @Test
    void smallIntegerRangeHasACodeForEachValueAndALargeOneHasFineCells() {
        assertEquals(
                100,
                codec("{'name':'c','type':'integer','constraints':{'minimum':1,'maximum':100,'required':true}}")
                        .size());
        assertEquals(
                1024,
                codec("{'name':'c','type':'integer','constraints':{'minimum':1,'maximum':1024,'required':true}}")
                        .size());
        assertEquals(
                10,
                codec(
                                "{'name':'c','type':'integer','constraints':{'minimum':0,'maximum':99,'required':true},'effigy:bins':10}")
                        .size());
    }

    @Test
    void missingIsTheLastCodeAndOnlyWhereAllowed() {
        ColumnCodec optional = codec("{'name':'c','type':'integer','missingValues':['NA','?'],"
                + "'constraints':{'minimum':0,'maximum':3}}");
        assertEquals(OptionalInt.of(4), optional.missing());
        assertEquals(4, optional.encode("?"));
        assertEquals("NA", optional.decode(4, new Random(1)));
        assertEquals("missing", optional.label(4));
        ColumnCodec required =
                codec("{'name':'c','type':'integer','constraints':{'minimum':0,'maximum':3,'required':true}}");
        assertEquals(OptionalInt.empty(), required.missing());
        assertThrows(IllegalArgumentException.class, () -> required.encode(""));
    }

    @Test
    void edgesMakePointsOfTheirOwn() {
        ColumnCodec codec = codec("{'name':'c','type':'integer','effigy:bins':[0,1,10,99,99]}");
        assertEquals(List.of("0", "1 .. 9", "10 .. 98", "99", "missing"), labels(codec));
        assertEquals(3, codec.encode("99"));
        assertEquals(2, codec.encode("98"));
    }

    @Test
    void decodedValuesFillTheirBinAndNoMore() {
        ColumnCodec codec = codec("{'name':'c','type':'integer','effigy:bins':[0,5,10]}");
        Random random = new Random(3);
        TreeSet<Integer> low = new TreeSet<>();
        TreeSet<Integer> high = new TreeSet<>();
        for (int i = 0; i < 1000; i++) {
            low.add(Integer.parseInt(codec.decode(0, random)));
            high.add(Integer.parseInt(codec.decode(1, random)));
        }
        assertEquals(new TreeSet<>(List.of(0, 1, 2, 3, 4)), low);
        assertEquals(new TreeSet<>(List.of(5, 6, 7, 8, 9, 10)), high);
    }

    @Test
    void decodedValuesAreUniformInTheirBin() {
        ColumnCodec codec = codec("{'name':'c','type':'integer','effigy:bins':[0,9]}");
        int[] counts = new int[10];
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            counts[Integer.parseInt(codec.decode(0, random))]++;
        }
        // A count has mean 10,000 and standard deviation 95. Six of them either side: a false alarm in 10 counts has
        // probability under 2e-8. A bin whose last value is drawn half as often (rounding at an open end) is 50 away.
        for (int count : counts) {
            assertEquals(10_000, count, 570);
        }
    }

    @Test
    void numbersAreRoundedToTheirPrecisionBeforeTheyAreCut() {
        ColumnCodec codec = codec("{'name':'c','type':'number','effigy:precision':1,'effigy:bins':[0,0.1,1,2]}");
        assertEquals(0, codec.encode("0.04"));
        assertEquals(1, codec.encode("0.06"));
        assertEquals(0, codec.encode("-0.0"));
        assertEquals(0, codec.encode("4.9e-324"), "the smallest double is 0 at any precision");
        assertEquals(2, codec.encode("1.96"));
        assertEquals("1.0 .. 2.0", codec.label(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "Infinity",
                "-Infinity",
                "INF",
                "1e999",
                "1d",
                "0x10",
                " 1",
                "1 ",
                "",
                "1,5",
                "--1",
                "e",
                "1e308",
                "-1e308",
                "2.1"
            })
    void textThatIsNoNumberOfTheRangeIsRefused(String text) {
        ColumnCodec codec =
                codec("{'name':'c','type':'number','constraints':{'minimum':0,'maximum':2,'required':true}}");
        assertThrows(IllegalArgumentException.class, () -> codec.encode(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.5", "1..", ".0", "1e0", "one", "0x1", " 1", "1_0", "99999999999999999999", "-", "+", "٣"})
    void textThatIsNoIntegerIsRefused(String text) {
        ColumnCodec codec =
                codec("{'name':'c','type':'integer','constraints':{'minimum':0,'maximum':100,'required':true}}");
        assertThrows(IllegalArgumentException.class, () -> codec.encode(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29",
                "2024-13-01",
                "24-01-01",
                "2024-1-1",
                "2024-01-01T00:00:01",
                "2024-01-01x",
                "20240101"
            })
    void textThatIsNoDateIsRefused(String text) {
        ColumnCodec codec = codec(
                "{'name':'c','type':'date','constraints':{'minimum':'1900-01-01','maximum':'2100-01-01','required':true}}");
        assertThrows(IllegalArgumentException.class, () -> codec.encode(text));
    }

    @Test
    void datetimesAreReadWithOrWithoutZoneLetterAndFraction() {
        ColumnCodec codec = codec("{'name':'c','type':'datetime','constraints':"
                + "{'minimum':'2024-01-01T00:00:00','maximum':'2024-01-01T00:00:09'}}");
        assertEquals(5, codec.encode("2024-01-01T00:00:05"));
        assertEquals(5, codec.encode("2024-01-01T00:00:05Z"));
        assertEquals(5, codec.encode("2024-01-01T00:00:05.999"));
        assertEquals(5, codec.encode("2024-01-01T00:00:05+01:00"));
        assertEquals(5, codec.encode("2024-01-01 00:00:05.25-0500"));
        assertEquals(0, codec.encode("2024-01-01T00:00"));
        for (String text : new String[] {"2024-01-01T00:00:05+1", "2024-01-01T00", "2024-01-01_00:00:05"}) {
            assertThrows(IllegalArgumentException.class, () -> codec.encode(text));
        }
    }

    @Test
    void patternReadsDaysAndMonthsWithoutZerosAndWritesThem() {
        ColumnCodec codec = codec("{'name':'c','type':'date','format':'%m/%d/%Y',"
                + "'constraints':{'minimum':'01/01/2024','maximum':'01/31/2024'}}");
        assertEquals(4, codec.encode("1/5/2024"));
        assertEquals("01/05/2024", codec.decode(4, new Random(1)));
    }

    @Test
    void groupsTakeCodesByRangeWhateverFollowsTheDot() {
        ColumnCodec codec = codec("{'name':'c','effigy:groups':{'infections':['001-139'],'diabetes':['250'],"
                + "'endocrine':['240-279'],'V codes':['V01-V91'],'E codes':['E000-E999'],'unknown':['365.44','zz']},"
                + "'constraints':{'required':true}}");
        assertEquals("infections", codec.label(codec.encode("8")));
        assertEquals("infections", codec.label(codec.encode("008.45")));
        assertEquals("diabetes", codec.label(codec.encode("250.83")));
        assertEquals("endocrine", codec.label(codec.encode("276")));
        assertEquals("V codes", codec.label(codec.encode("V27")));
        assertEquals("E codes", codec.label(codec.encode("E884.9")));
        assertEquals("unknown", codec.label(codec.encode("365.44")), "a code to the letter goes before ranges");
        assertEquals("diabetes", codec.label(codec.encode("diabetes")), "a group's own name is in the group");
        for (String none : List.of("300", "V92", "W27", "250x", "250 ", "", "V", ".5", "99999999999999999999")) {
            assertThrows(IllegalArgumentException.class, () -> codec.encode(none), none);
        }
    }

    @Test
    void derivedPrecisionGivesEveryBinManyValues() {
        ColumnCodec codec = codec(
                "{'name':'c','type':'number','constraints':{'minimum':0,'maximum':1,'required':true},'effigy:bins':64}");
        TreeSet<String> values = new TreeSet<>();
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            values.add(codec.decode(3, random));
        }
        // Of at least 1,000 values 2,000 draws leave out 13.5 %; fewer than 700 distinct is 18 standard deviations off.
        assertTrue(values.size() > 700, values.size() + " values");
        assertEquals(7, values.first().length(), "0.12345: five decimals");
    }

    @Test
    void valuesHaveTheCodesOfTheirTexts() {
        IntervalCodec number = (IntervalCodec)
                codec("{'name':'c','type':'number','effigy:precision':1,'effigy:bins':[0,0.5,2],'constraints':{}}");
        for (String text : List.of("0", "0.44", "0.5", "1.9", "2")) {
            assertEquals(number.encode(text), number.codeOf(Double.parseDouble(text)), text);
        }
        IntervalCodec day = (IntervalCodec)
                codec("{'name':'c','type':'date','constraints':{'minimum':'1969-12-30','maximum':'1970-01-05'}}");
        assertEquals(day.encode("1970-01-02"), day.codeOf(1));
        IntervalCodec hour = (IntervalCodec) codec("{'name':'c','type':'datetime','format':'%Y-%m-%d %H',"
                + "'constraints':{'minimum':'1969-12-31 00','maximum':'1970-01-01 05'}}");
        assertEquals(hour.encode("1970-01-01 02"), hour.codeOf(2 * 3600 + 59));
        assertEquals(-24 * 3600, hour.lowestValue());
        assertEquals(5 * 3600, hour.highestValue());
        IntervalCodec whole =
                (IntervalCodec) codec("{'name':'c','type':'integer','constraints':{'minimum':3,'maximum':9}}");
        assertEquals(1, whole.codeOf(4));
        for (double none : new double[] {2, 10, 4.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(-1, whole.codeOf(none));
        }
        assertEquals(-1, number.codeOf(Double.NaN));
        assertEquals(-1, day.codeOf(Double.NEGATIVE_INFINITY));
    }

    private static List<String> labels(ColumnCodec codec) {
        return IntStream.range(0, codec.size()).mapToObj(codec::label).toList();
    }
}
