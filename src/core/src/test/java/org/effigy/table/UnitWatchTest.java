package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People that a schema has forgotten, and people who are written in several ways. */
class UnitWatchTest {
    private static final String V =
            "{'name':'v','type':'integer','constraints':{'minimum':0,'maximum':9,'required':true}}";

    private static List<String> warnings(Schema schema, String table) throws IOException {
        UnitWatch watch = UnitWatch.of(schema);
        TableReader.of(schema).withWatch(watch).validate(TestTables.csv(table), 5);
        return watch.warnings();
    }

    /** Record numbers: 3,000 in 6,000 rows. */
    private static String stays(String column) {
        SplittableRandom random = new SplittableRandom(1);
        int[] people = IntStream.range(0, 3000)
                .map(i -> random.nextInt(1_000_000, 9_999_999))
                .toArray();
        return column + ",v\n"
                + IntStream.range(0, 6000)
                        .mapToObj(i -> people[random.nextInt(people.length)] + "," + i % 10 + "\n")
                        .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'rec','type':'integer','constraints':{'minimum':0,'maximum':9999999}}",
                "{'name':'rec','type':'integer','effigy:role':'identifier'}",
                "{'name':'rec','type':'number','effigy:precision':0,'constraints':{'minimum':0,'maximum':9999999}}",
                "{'name':'rec','type':'string','effigy:role':'identifier'}",
                "{'name':'w','type':'string','effigy:role':'identifier'}"
            })
    void numbersThatRepeatAsPeopleDoAreAskedWhateverTheSchemaTakesThemFor(String field) throws IOException {
        // The last schema has dropped the column: then the patient is forgotten all the more.
        String table = stays("rec").replace(",v\n", ",v,w\n").replaceAll("(?m),([0-9])$", ",$1,x");
        Schema schema = TestTables.schema(field, V);
        List<String> warnings = warnings(schema, table);
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(
                warnings.get(0).startsWith("'rec' has ") && warnings.get(0).contains("is this a person"),
                warnings.get(0));
    }

    @Test
    void schemaCanAnswerThatItIsNoPersonOrNameTheUnit() throws IOException {
        String field =
                "{'name':'rec','type':'integer','constraints':{'minimum':0,'maximum':9999999},'effigy:person':false}";
        assertEquals(List.of(), warnings(TestTables.schema(field, V), stays("rec")));
        assertEquals(
                List.of(),
                warnings(TestTables.schema("{'name':'rec','type':'integer','effigy:role':'unit'}", V), stays("rec")));
    }

    /** What is no person: ages, amounts with fractions, codes of a list, years, counts, rows' own numbers. */
    @Test
    void measuresListsAndNumbersOfRowsAreNotAsked() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder text = new StringBuilder("age,amount,code,year,row,visits,v\n");
        for (int i = 0; i < 5000; i++) {
            text.append(random.nextInt(18, 100))
                    .append(',')
                    .append(random.nextInt(100, 9999) / 100.0 + .001)
                    .append(',');
            text.append("C")
                    .append(random.nextInt(100, 400))
                    .append(',')
                    .append(random.nextInt(1920, 2021))
                    .append(',');
            text.append(100_000 + i).append(',').append(random.nextInt(3)).append(",1\n");
        }
        Schema schema = TestTables.schema(
                "{'name':'age','type':'integer'}",
                "{'name':'amount','type':'number'}",
                "{'name':'code','constraints':{'enum':["
                        + IntStream.range(100, 400)
                                .mapToObj(i -> "'C" + i + "'")
                                .collect(Collectors.joining(",")) + "]}}",
                "{'name':'year','type':'integer','constraints':{'minimum':1900,'maximum':2030}}",
                "{'name':'row','type':'integer','effigy:role':'identifier'}",
                V);
        assertEquals(List.of(), warnings(schema, text.toString()));
    }

    /** More different values than are held. */
    @Test
    void longTableIsWatchedInConstantMemory() {
        DistinctCount count = new DistinctCount();
        for (int i = 0; i < 200_000; i++) {
            count.add("P" + i % 100_000);
        }
        assertTrue(count.held().size() <= 1 << 14);
        assertEquals(100_000, count.distinct(), 5_000);
        assertTrue(IdLooks.repeatsLikeIds("x", count));
    }

    private static final Schema UNIT = TestTables.schema("{'name':'pid','effigy:role':'unit'}", V);

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"00001,1", "ab0,AB0", "ab0, ab0", "7,7.0"})
    void personOfTwoSpellingsIsSaid(String one, String other) throws IOException {
        List<String> warnings = warnings(UNIT, "pid,v\n" + one + ",1\n" + other + ",2\nzz,3\n");
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith("1 of 'pid' seem to be written in several ways"), warnings.get(0));
        assertEquals(List.of(), warnings(UNIT, "pid,v\n" + one + ",1\n" + one + ",2\nzz,3\n"));
    }

    @Test
    void spellingsThatAreDeclaredEqualAreOneUnitAndAreNotSaid() throws IOException {
        String table = "pid,v\n001,1\n1,2\n Ab,3\naB,4\nab,5\n";
        Schema equal = TestTables.schema(
                "{'name':'pid','effigy:role':'unit','effigy:spellings':['case','blanks','zeros']}", V);
        assertEquals(List.of(), warnings(equal, table));
        int[] units =
                TableReader.of(equal).readRecords(TestTables.csv(table)).units().orElseThrow();
        assertEquals(List.of(0, 0, 1, 1, 1), IntStream.of(units).boxed().toList());
        int[] apart =
                TableReader.of(UNIT).readRecords(TestTables.csv(table)).units().orElseThrow();
        assertEquals(5, IntStream.of(apart).distinct().count());
        assertEquals(equal, SchemaJson.parse(SchemaJson.text(equal), "again"));
        // Case alone: zeros still part people.
        Schema some = TestTables.schema("{'name':'pid','effigy:role':'unit','effigy:spellings':['case','blanks']}", V);
        assertEquals(1, warnings(some, table).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'pid','effigy:role':'unit','effigy:spellings':['accents']}",
                "{'name':'pid','effigy:spellings':['case']}",
                "{'name':'pid','type':'integer','effigy:role':'unit','effigy:spellings':['zeros']}",
                "{'name':'pid','effigy:role':'unit','effigy:person':false}"
            })
    void answersThatMakeNoSenseAreRefused(String field) {
        assertThrows(TableFormatException.class, () -> TestTables.schema(field, V));
    }
}
