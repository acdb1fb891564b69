package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSuggestionTest {
    private static final int ROWS = 200;

    private static String table() {
        StringBuilder text = new StringBuilder("id;code;job;amount;n;flag;day;moment;note;empty;odd\n");
        for (int i = 0; i < 150; i++) {
            text.append(1000 + i).append(';');
            text.append(i % 2 == 0 ? "007" : "010").append(';');
            text.append(i % 5 == 0 ? "?" : i % 2 == 0 ? "clerk" : "\"cook; chef\"")
                    .append(';');
            text.append(i % 3 == 0 ? "NA" : (i - 50) + ".5" + i % 7).append(';');
            text.append(i % 9 - 4).append(';');
            text.append(i % 2 == 0 ? "True" : "False").append(';');
            text.append("2024-01-").append(i % 20 + 10).append(';');
            text.append("2024-01-01T00:00:").append(i % 20 + 10).append(';');
            text.append("note ").append(i / 2 * 2).append(';');
            text.append(';');
            text.append(i == 0 ? "x" : Integer.toString(i % 3)).append('\n');
        }
        return text.toString();
    }

    private static SchemaSuggestion draft(String text) throws IOException {
        return SchemaSuggestion.of(TestTables.csv(text), Dialect.STANDARD, Optional.empty());
    }

    private static Schema suggested(String text) throws IOException {
        return draft(text).schema();
    }

    /** The draft of a column beside one of two texts; it reads its own table, as it is and again from JSON. */
    private static SchemaSuggestion column(IntFunction<String> cells) throws IOException {
        String text = "sex,c\n"
                + IntStream.range(0, ROWS)
                        .mapToObj(i -> (i % 2 == 0 ? "F" : "M") + ",\"" + cells.apply(i) + "\"\n")
                        .collect(Collectors.joining());
        SchemaSuggestion draft = draft(text);
        Schema schema = SchemaJson.parse(SchemaJson.text(draft.schema()), "suggested");
        assertEquals(draft.schema(), schema);
        assertEquals(
                List.of(),
                TableReader.of(schema).validate(TestTables.csv(text), 5).problems());
        if (schema.toDiscover().isEmpty()) {
            assertEquals(
                    ROWS,
                    TableReader.of(schema)
                            .readRecords(TestTables.csv(text))
                            .records()
                            .rows());
        }
        return draft;
    }

    private static String said(SchemaSuggestion draft) {
        return draft.decisions().toString();
    }

    @Test
    void typesBoundsCategoriesAndMarkersAreReadFromTheRows() throws IOException {
        Schema schema = suggested(table());
        assertTrue(schema.isDerivedFromData());
        assertEquals(Role.IDENTIFIER, schema.field("id").role());
        assertEquals(List.of("007", "010"), schema.field("code").categories());
        assertEquals(List.of("clerk", "cook; chef"), schema.field("job").categories());
        assertEquals(List.of("?"), schema.field("job").missingValues());
        assertEquals(FieldType.NUMBER, schema.field("amount").type());
        assertEquals(2, schema.field("amount").precision().orElseThrow());
        assertEquals(List.of("NA"), schema.field("amount").missingValues());
        assertEquals(Optional.of("-4"), schema.field("n").minimum());
        assertEquals(Optional.of("4"), schema.field("n").maximum());
        assertEquals(List.of("True"), schema.field("flag").trueValues());
        assertEquals(Optional.of("2024-01-29"), schema.field("day").maximum());
        assertEquals(Optional.of("2024-01-01T00:00:10"), schema.field("moment").minimum());
        assertEquals(List.of("0", "1", "2", "x"), schema.field("odd").categories());
        assertTrue(schema.field("n").isRequired());
    }

    @Test
    void suggestedSchemaReadsItsOwnTable() throws IOException {
        Schema schema = SchemaJson.parse(SchemaJson.text(suggested(table())), "suggested");
        assertTrue(schema.isDerivedFromData());
        Validation validation = TableReader.of(schema).validate(TestTables.csv(table()), 10);
        assertEquals(List.of(), validation.problems());
        assertEquals(150, validation.rows());
    }

    /** What was seen in the rows is said beside the draft, whose words would end up in a model. */
    @Test
    void draftItselfHoldsNoWordsAboutRows() throws IOException {
        for (Field field : suggested(table()).fields()) {
            assertEquals("", field.description() + field.title(), field.name());
        }
    }

    @Test
    void tornTableGetsNoSuggestion() {
        assertThrows(TableFormatException.class, () -> suggested("a,b\n1\n"));
        assertThrows(TableFormatException.class, () -> suggested(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default|yyyy-MM-dd",
                "%d.%m.%Y|dd.MM.yyyy",
                "%d/%m/%Y|dd/MM/yyyy",
                "%m/%d/%Y|MM/dd/yyyy",
                "%Y%m%d|yyyyMMdd",
                "%Y/%m/%d|yyyy/MM/dd",
                "%d-%m-%Y|dd-MM-yyyy",
                "%Y.%m.%d|yyyy.MM.dd",
                "%d.%m.%y|dd.MM.yy",
                "%d/%m/%y|dd/MM/yy",
                "%d %b %Y|dd MMM yyyy",
                "%d-%b-%Y|dd-MMM-yyyy",
                "%d-%b-%y|dd-MMM-yy",
                "%d%b%Y|ddMMMyyyy",
                "%b %d, %Y|MMM dd, yyyy",
                "%B %d, %Y|MMMM dd, yyyy",
                "%Y-%m|yyyy-MM",
                "%m/%Y|MM/yyyy",
                "%b %Y|MMM yyyy",
                "%Y%m|yyyyMM",
                "%Y-%m-%d %H:%M:%S|yyyy-MM-dd HH:mm:ss",
                "%Y-%m-%dT%H:%M|yyyy-MM-dd'T'HH:mm",
                "%Y-%m-%d %H:%M|yyyy-MM-dd HH:mm",
                "%d.%m.%Y %H:%M|dd.MM.yyyy HH:mm",
                "%m/%d/%Y %I:%M %p|MM/dd/yyyy hh:mm a",
                "default|yyyy-MM-dd'T'HH:mm:ss'Z'",
                "default|yyyy-MM-dd'T'HH:mm:ss'+02:00'",
                "default|yyyy-MM-dd HH:mm:ss.SSS",
                "%H:%M|HH:mm",
                "%H:%M:%S|HH:mm:ss",
                "%I:%M %p|hh:mm a",
                "%Y%m%d%H%M%S|yyyyMMddHHmmss"
            })
    void dateIsKnownByItsNotation(String format, String java) throws IOException {
        DateTimeFormatter writer = DateTimeFormatter.ofPattern(java, Locale.ENGLISH);
        SchemaSuggestion draft = column(i -> writer.format(
                LocalDateTime.of(2021, 1, 3, 0, 7, 9).plusDays(i * 5L).plusMinutes(i * 17L)));
        Field field = draft.schema().field("c");
        assertTrue(field.type() == FieldType.DATE || field.type() == FieldType.DATETIME, field.toString());
        assertEquals(format, field.pattern());
        assertEquals(Role.PLAIN, field.role());
    }

    @Test
    void dayAndMonthThatCannotBeToldApartAreADoubt() throws IOException {
        SchemaSuggestion draft = column(i -> String.format("%02d/%02d/2021", 1 + i % 12, 1 + i / 12 % 12));
        assertTrue(said(draft).contains("if %m/%d/%Y is meant"), said(draft));
        assertFalse(said(column(i -> String.format("%02d/%02d/2021", 1 + i % 28, 1 + i % 12)))
                .contains("is meant"));
    }

    /** An eight-digit number of which not all can be days is no date. */
    @Test
    void numbersThatLookLikeDaysInPartAreNumbers() throws IOException {
        assertEquals(
                FieldType.INTEGER,
                column(i -> "2021" + (1000 + i * 37)).schema().field("c").type());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%d.0|integer",
                "%d.|integer",
                "%d.5|number",
                ".%d5|number",
                "%d,25|number",
                "%d.234,25|number",
                "%d,234|integer",
                "$%d,234.50|number",
                "€ %d.61|number",
                "%d.5%%|number",
                "(%d.25)|number",
                "+%d.5|number",
                "  %d.5|number",
                "%d.25E-05|number",
                "%d 480|integer",
                "%d kg|integer",
                "%d.5 mg/dl|number",
                "%d'234.5|number"
            })
    void numberIsKnownByItsNotation(String pattern, String type) throws IOException {
        SchemaSuggestion draft = column(i -> String.format(Locale.ROOT, pattern, 10 + i % 90));
        assertEquals(FieldType.named(type), draft.schema().field("c").type(), said(draft));
        assertEquals(Role.PLAIN, draft.schema().field("c").role());
    }

    @Test
    void decimalCommaAndThousandsAreTold() throws IOException {
        assertTrue(said(column(i -> (10 + i % 90) + ",234")).contains("in two ways: taken as decimalChar \".\""));
        assertFalse(said(column(i -> i + ",234,567")).contains("in two ways"));
        assertEquals(',', column(i -> "0,2" + (10 + i % 80)).schema().field("c").decimalMark());
        // In a file with semicolons, a comma is a decimal mark rather.
        Schema schema = suggested("sex;c\n"
                + IntStream.range(0, 99).mapToObj(i -> "F;" + i + ",234\n").collect(Collectors.joining()));
        assertEquals(',', schema.field("c").decimalMark());
    }

    @Test
    void twoUnitsInAColumnAreNoNumbers() throws IOException {
        assertEquals(
                FieldType.STRING,
                column(i -> i % 40 + (i % 2 == 0 ? " kg" : " lb"))
                        .schema()
                        .field("c")
                        .type());
        assertEquals(
                FieldType.STRING, column(i -> "A" + i % 40).schema().field("c").type());
    }

    @Test
    void doubleOfFullPrecisionIsANumberOfFewerDecimals() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        SchemaSuggestion draft = column(i -> Double.toString(20 + 20 * random.nextDouble()));
        assertEquals(FieldType.NUMBER, draft.schema().field("c").type());
        assertEquals(5, draft.schema().field("c").precision().orElseThrow());
        assertTrue(said(draft).contains("all the digits of a double"), said(draft));
        // 2.9000000000000004 is 2.9.
        assertEquals(
                1,
                column(i -> Double.toString(i % 30 * .1))
                        .schema()
                        .field("c")
                        .precision()
                        .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "?",
                "NA",
                "N/A",
                "#N/A",
                "NaN",
                "NULL",
                "None",
                "nil",
                ".",
                "-",
                "*",
                "Infinity",
                "<0.5",
                "not done",
                "-99",
                "-9999.0"
            })
    void missingMarkerOfANumberIsNoNumberAndNoText(String marker) throws IOException {
        SchemaSuggestion draft = column(i -> i % 4 == 0 ? marker : 1.5 + i % 60 + "");
        Field field = draft.schema().field("c");
        assertEquals(FieldType.NUMBER, field.type());
        assertEquals(List.of(marker), field.missingValues());
        assertEquals(Optional.of("2.5"), field.minimum());
        assertTrue(said(draft).contains("25 %"), said(draft));
    }

    @Test
    void wordsThatAreValuesStayValuesAmongTexts() throws IOException {
        Field field = column(i -> List.of("None", "Norm", ">200", "-").get(i % 4))
                .schema()
                .field("c");
        assertEquals(List.of("-", ">200", "None", "Norm"), field.categories());
        assertTrue(field.isRequired());
    }

    @Test
    void placeholderIsMissingOrStandsForItself() throws IOException {
        Field days = column(i -> i % 4 == 0 ? "999" : "" + i % 28).schema().field("c");
        assertEquals(List.of("999"), days.spikes());
        assertEquals(Optional.of("999"), days.maximum());
        // 99 at the end of a range is a value like others.
        assertEquals(List.of(), column(i -> "" + i % 100).schema().field("c").spikes());
        assertEquals(
                Optional.of("-99"),
                column(i -> "" + (i % 150 - 99)).schema().field("c").minimum());
        Field end = column(i -> i % 3 == 0 ? "9999-12-31" : "2021-01-" + (10 + i % 20))
                .schema()
                .field("c");
        assertEquals(List.of("9999-12-31"), end.missingValues());
        assertEquals(Optional.of("2021-01-29"), end.maximum());
        Field both = column(i -> i % 3 == 0 ? "9999-12-31" : i % 3 == 1 ? "" : "2021-01-" + (10 + i % 20))
                .schema()
                .field("c");
        assertEquals(List.of(""), both.missingValues());
        assertEquals(List.of("9999-12-31"), both.spikes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"blank", "duplicate", "float", "text", "mail"})
    void numberOfARecordIsNoMeasureWithRealBounds(String kind) throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        int[] ids = IntStream.range(0, ROWS)
                .map(i -> random.nextInt(1_000_000, 9_999_999))
                .toArray();
        ids[7] = kind.equals("duplicate") ? ids[9] : ids[7];
        Field field = column(i -> switch (kind) {
                    case "blank" -> i == 7 ? "" : "" + ids[i];
                    case "float" -> ids[i] + ".0";
                    case "text" -> "P-" + ids[i];
                    case "mail" -> "u" + ids[i] + "@x.org";
                    default -> "" + ids[i];
                })
                .schema()
                .field("c");
        assertEquals(Role.IDENTIFIER, field.role());
        assertEquals(Optional.empty(), field.minimum());
        assertEquals(List.of(), field.categories());
    }

    @Test
    void fractionsAndSmallNumbersAreMeasuresHoweverDifferent() throws IOException {
        assertEquals(Role.PLAIN, column(i -> i + ".25").schema().field("c").role());
        Schema few = suggested("sex,age\n"
                + IntStream.range(0, 25)
                        .mapToObj(i -> "F," + (20 + i * 3 % 71) + "\n")
                        .collect(Collectors.joining()));
        assertEquals(Role.PLAIN, few.field("age").role());
    }

    @Test
    void valuesThatRepeatAsThoseOfPeopleAreAsked() throws IOException {
        SchemaSuggestion people = column(i -> "" + (5_000_000 + i / 2 * 7919));
        assertEquals(Role.IDENTIFIER, people.schema().field("c").role());
        assertTrue(said(people).contains("is this a person"), said(people));
        SchemaSuggestion ages = column(i -> "" + (18 + i % 70));
        assertFalse(said(ages).contains("is this a person"), said(ages));
    }

    @Test
    void longListOfTextsIsToBeDiscovered() throws IOException {
        Field field = column(i -> (i % 2 == 0 ? "street " : "lane ") + i % 120)
                .schema()
                .field("c");
        assertTrue(field.isToDiscover());
    }

    @Test
    void codesAreNoNumbers() throws IOException {
        assertEquals(
                FieldType.STRING,
                column(i -> i % 20 == 0 ? "V5" + i % 3 : "" + (250 + i % 30))
                        .schema()
                        .field("c")
                        .type());
        assertEquals(
                FieldType.STRING,
                column(i -> String.format("%03d", i % 150)).schema().field("c").type());
        assertEquals(
                Role.IDENTIFIER,
                column(i -> "9007199255" + (100000 + i)).schema().field("c").role());
    }

    @Test
    void columnsWithNothingInThemAndIndexesAreLeftOut() throws IOException {
        SchemaSuggestion draft = draft(",sex,note,\n"
                + IntStream.range(0, 30).mapToObj(i -> i + ",F,,\n").collect(Collectors.joining()));
        assertEquals(
                List.of("sex"),
                draft.schema().fields().stream().map(Field::name).toList());
        assertTrue(said(draft).contains("note") && said(draft).contains("it numbers the rows"), said(draft));
    }

    @ParameterizedTest
    @ValueSource(strings = {"^", "~", "|", ":", "\t", "\u0001", "\u00a7"})
    void oddDelimiterIsFoundAndKept(String delimiter) throws IOException {
        String text = "sex,age\nF,33\nM,44\nF,12\n".replace(",", delimiter);
        Schema schema = suggested(text);
        assertEquals(2, schema.fields().size());
        assertEquals(
                List.of(),
                TableReader.of(schema).validate(TestTables.csv(text), 5).problems());
    }

    @Test
    void linesThatNameTheDelimiterAndSingleQuotesAreFound() throws IOException {
        assertEquals(3, suggested("sep=;\na;b;c\n1;2;3\n").fields().size());
        String quoted = "'name','n'\n" + "'Doe, Ann','3'\n'O''Hara','4'\n".repeat(9);
        Schema schema = suggested(quoted);
        assertEquals('\'', schema.dialect().quote());
        assertEquals(List.of("Doe, Ann", "O'Hara"), schema.field("name").categories());
        assertEquals(
                List.of(),
                TableReader.of(schema).validate(TestTables.csv(quoted), 5).problems());
        // An apostrophe here and there is a text.
        assertEquals('"', suggested("a,b\n'tis,1\nO'Hara,2\nx',3\n").dialect().quote());
    }

    @Test
    void tableWithoutNamesGetsNamesAndKeepsItsFirstRow() throws IOException {
        String text = "F,89,yes,\n"
                + IntStream.range(0, 60)
                        .mapToObj(
                                i -> (i % 2 == 0 ? "F," : "M,") + (20 + i) + "," + (i % 3 == 0 ? "yes" : "no") + ",\n")
                        .collect(Collectors.joining());
        SchemaSuggestion draft = draft(text);
        assertEquals(
                List.of("column1", "column2", "column3", "column4"),
                draft.schema().fields().stream().map(Field::name).toList());
        assertTrue(said(draft).contains("no header line"), said(draft));
        assertEquals(
                61,
                TableReader.of(draft.schema())
                        .readRecords(TestTables.csv(text))
                        .records()
                        .rows());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sex,age,ok\nF,33,yes\nM,44,no\nF,55,yes\nF,66,no\n",
                "country,2019,2020\nFR,1,2\nDE,3,4\nFR,5,6\n",
                "1,2,3\na,b,c\nd,e,f\na,b,c\n",
                "F,M\n1,2\n3,4\n5,6\n"
            })
    void headerLineIsNotTakenForARow(String text) throws IOException {
        assertTrue(suggested(text).dialect().header());
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void otherEncodingIsNamedAndReadOnRequest(String name) throws IOException {
        byte[] bytes = ("town;n\n" + "K\u00f6ln;1\nZ\u00fcrich;2\n".repeat(9)).getBytes(Charset.forName(name));
        TableFormatException e = assertThrows(
                TableFormatException.class,
                () -> SchemaSuggestion.of(
                        CsvInput.of(new ByteArrayInputStream(bytes), "t.csv"), Dialect.STANDARD, Optional.empty()));
        assertTrue(e.getMessage().contains(name.startsWith("UTF") ? name : "windows-1252"), e.getMessage());
        Schema schema = SchemaSuggestion.of(
                        CsvInput.of(new ByteArrayInputStream(bytes), "t.csv"),
                        Dialect.STANDARD.withEncoding(Charset.forName(name)),
                        Optional.empty())
                .schema();
        assertEquals(List.of("K\u00f6ln", "Z\u00fcrich"), schema.field("town").categories());
        assertEquals(
                List.of(),
                TableReader.of(schema)
                        .validate(CsvInput.of(new ByteArrayInputStream(bytes), "t.csv"), 5)
                        .problems());
    }

    /** More different values than are held: bounds are those of all rows all the same. */
    @Test
    void longTableHasTheBoundsOfAllItsRows() throws IOException {
        int rows = 60_000;
        StringBuilder text = new StringBuilder("x,id\n");
        for (int i = 0; i < rows; i++) {
            text.append(i == 55_000 ? "-7.25" : i + ".5")
                    .append(',')
                    .append(100_000 + i)
                    .append('\n');
        }
        Schema schema = suggested(text.toString());
        assertEquals(Optional.of("-7.25"), schema.field("x").minimum());
        assertEquals(Optional.of("59999.50"), schema.field("x").maximum());
        assertEquals(Role.IDENTIFIER, schema.field("id").role());
        assertEquals(
                List.of(),
                TableReader.of(schema)
                        .validate(TestTables.csv(text.toString()), 5)
                        .problems());
    }
}
