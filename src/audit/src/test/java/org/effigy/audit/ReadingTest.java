package org.effigy.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.audit.privacy.Copies;
import org.effigy.audit.privacy.PrivacyAudit;
import org.effigy.table.CsvInput;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.ReadTable;
import org.effigy.table.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadingTest {
    private static final Schema SCHEMA = Schema.of(List.of(
            Field.builder("age", FieldType.INTEGER)
                    .minimum("0")
                    .maximum("99999")
                    .build(),
            Field.builder("amount", FieldType.NUMBER)
                    .minimum("0")
                    .maximum("99999")
                    .precision(2)
                    .build(),
            Field.builder("day", FieldType.DATE)
                    .minimum("2000-01-01")
                    .maximum("2029-12-31")
                    .build(),
            Field.builder("well", FieldType.BOOLEAN).build(),
            Field.builder("town", FieldType.STRING)
                    .categories(List.of("Aachen", "Bonn", "Cologne"))
                    .build(),
            Field.builder("code", FieldType.STRING).build()));
    private static final int ROWS = 600;

    /** Cells as the schema writes them. */
    private static String[][] rows(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, ROWS)
                .mapToObj(row -> new String[] {
                    "" + random.nextInt(1000, 90_000),
                    String.format(Locale.ROOT, "%.2f", random.nextDouble(1000, 90_000)),
                    LocalDate.of(2000, 1, 1).plusDays(random.nextInt(9000)).toString(),
                    "" + random.nextBoolean(),
                    List.of("Aachen", "Bonn", "Cologne").get(random.nextInt(3)),
                    String.format("%04d", random.nextInt(400))
                })
                .toArray(String[][]::new);
    }

    /** A way of writing, of one column. */
    private record Notation(String name, int column, UnaryOperator<String> written) {
        @Override
        public String toString() {
            return name;
        }

        String[][] of(String[][] rows) {
            String[][] other = Arrays.stream(rows).map(String[]::clone).toArray(String[][]::new);
            for (String[] row : other) {
                row[column] = written.apply(row[column]);
            }
            return other;
        }
    }

    private static UnaryOperator<String> day(String pattern) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        return text -> LocalDate.parse(text).format(format);
    }

    private static UnaryOperator<String> number(String pattern) {
        return text -> String.format(Locale.ROOT, pattern, Double.parseDouble(text));
    }

    static Stream<Notation> notations() {
        return Stream.of(
                new Notation("whole numbers with .0", 0, text -> text + ".0"),
                new Notation("thousands", 0, number("%,.0f")),
                new Notation(
                        "an exponent", 0, text -> text.charAt(0) + "." + text.substring(1) + "e" + (text.length() - 1)),
                new Notation("a decimal comma", 1, text -> text.replace('.', ',')),
                new Notation(
                        "points between thousands",
                        1,
                        text -> number("%,.2f").apply(text).replace(',', ' ').replace('.', ',')),
                new Notation("a currency", 1, text -> "$" + text),
                new Notation("midnight", 2, text -> text + " 00:00:00"),
                new Notation("midnight and an offset", 2, text -> text + "T00:00:00.000+00:00"),
                new Notation("German days", 2, day("dd.MM.yyyy")),
                new Notation("American days", 2, day("M/d/yyyy")),
                new Notation("English months", 2, day("dd-MMM-yyyy")),
                new Notation(
                        "days of a spreadsheet",
                        2,
                        text -> "" + (LocalDate.parse(text).toEpochDay() + 25_569)),
                new Notation("True and False", 3, text -> text.equals("true") ? "True" : "False"),
                new Notation("yes and no", 3, text -> text.equals("true") ? "yes" : "no"),
                new Notation("1.0 and 0.0", 3, text -> text.equals("true") ? "1.0" : "0.0"),
                new Notation("capitals", 4, text -> text.toUpperCase(Locale.ROOT)),
                new Notation("blanks around", 4, text -> "  " + text + " "),
                new Notation("no leading zeros", 5, text -> "" + Integer.parseInt(text)),
                new Notation("numbers for codes", 5, text -> Integer.parseInt(text) + ".0"));
    }

    private static ReadTable read(String[][] rows) throws IOException {
        String csv = "age;amount;day;well;town;code\n"
                + Arrays.stream(rows).map(row -> String.join(";", row)).collect(Collectors.joining("\n"));
        return AuditCoding.read(
                SCHEMA, CsvInput.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "a table"));
    }

    private static AuditReport audit(String[][] synthetic) throws IOException {
        return PrivacyAudit.of(SCHEMA)
                .train(read(rows(1)))
                .holdout(read(rows(2)))
                .synthetic(read(synthetic))
                .sections(List.of(new Copies()))
                .run();
    }

    @ParameterizedTest
    @MethodSource("notations")
    void copiesAreFoundInEveryNotation(Notation notation) throws IOException {
        AuditReport report = audit(notation.of(rows(1)));
        assertEquals(1, report.figure("privacy.copies.exact.excess").value(), 0.001);
        assertEquals(Verdict.Outcome.FAIL, report.judgement().outcome());
        assertEquals(0, report.figure("table.broken.synthetic").value());
        assertTrue(report.caveats().isEmpty(), report.caveats().toString());
    }

    @Test
    void whatIsNoValueInAnyNotationIsCountedAndNothingPassesOnIt() throws IOException {
        String[][] fresh = rows(3);
        for (int row = 0; row < 30; row++) {
            fresh[row][0] = "about " + fresh[row][0];
        }
        AuditReport report = audit(fresh);
        assertEquals(30, report.figure("table.unread.synthetic").value());
        assertTrue(report.caveats()
                .toString()
                .contains("'age' in the synthetic table, of 600 cells: 30 could not be read"));
        assertTrue(report.judgement().gates(Verdict.Outcome.PASS).stream()
                .allMatch(verdict -> verdict.rule().figure().startsWith("table.")));
        assertTrue(report.judgement().verdicts().stream()
                .filter(verdict -> verdict.rule().figure().startsWith("privacy.copies"))
                .allMatch(verdict -> verdict.words().contains("could not be read")));
        assertEquals(5, report.tables().train().columns().size());
        // A leak stays one, seen in the columns that are left.
        String[][] copied = rows(1);
        for (int row = 0; row < 30; row++) {
            copied[row][0] = "about";
        }
        assertTrue(audit(copied).judgement().gates(Verdict.Outcome.FAIL).stream()
                .anyMatch(verdict -> verdict.rule().figure().equals("privacy.copies.exact.excess")));
    }

    @Test
    void aFewUnreadCellsAreCountedAndHinderNothing() throws IOException {
        String[][] fresh = rows(3);
        fresh[0][0] = "about";
        AuditReport report = audit(fresh);
        assertEquals(1, report.figure("table.unread.synthetic").value());
        assertEquals(6, report.tables().train().columns().size());
        assertFalse(report.judgement().verdicts().stream()
                .filter(verdict -> verdict.rule().figure().startsWith("privacy."))
                .anyMatch(verdict -> verdict.words().contains("could not be read")));
    }

    @Test
    void aColumnOfWhichMoreThanHalfIsUnreadIsRefused() {
        String[][] fresh = rows(3);
        for (String[] row : fresh) {
            row[2] = "in spring";
        }
        String message =
                assertThrows(IllegalArgumentException.class, () -> audit(fresh)).getMessage();
        assertTrue(
                message.contains("600 of 600") && message.contains("'day'") && message.contains("synthetic"), message);
    }

    @Test
    void daysThatMayBeMonthsStayUnread() throws IOException {
        String[][] fresh = rows(3);
        for (int row = 0; row < 5; row++) {
            fresh[row][2] = "03/04/2021";
        }
        fresh[5][2] = "04/04/2021";
        assertEquals(5, audit(fresh).figure("table.unread.synthetic").value());
        fresh[6][2] = "31/12/2021";
        assertEquals(0, audit(fresh).figure("table.unread.synthetic").value());
    }

    @Test
    void aTableThatBreaksItsSchemaIsNamedByColumnAndCountAndFails() throws IOException {
        String[][] fresh = rows(3);
        for (int row = 0; row < 7; row++) {
            fresh[row][0] = "100000";
            fresh[row][4] = "Dublin";
        }
        fresh[7][0] = "34.5";
        AuditReport report = audit(fresh);
        assertEquals(15, report.figure("table.broken.synthetic").value());
        assertTrue(report.caveats().toString().contains("'age' in the synthetic table, of 600 cells: 8 not allowed"));
        assertTrue(report.caveats().stream().noneMatch(Caveat::ofRealRows));
        assertEquals(Verdict.Outcome.FAIL, report.judgement().outcome());
        // Judged as they are: a number beyond the bounds, or with decimals, is not missing.
        assertFalse(report.tables().synthetic().column("age").isMissing(7));
    }

    @Test
    void copiesDoNotHideBehindColumnsThatAreLeftOutEmptyOrNew() throws IOException {
        String[][] copied = rows(1);
        for (int row = 0; row < ROWS; row++) {
            copied[row][3] = "";
            copied[row][5] = "key " + row;
        }
        AuditReport report = audit(copied);
        assertEquals(1, report.figure("privacy.copies.exact.excess").value(), 0.001);
        assertTrue(
                report.caveats().toString().contains("'code', 'well'"),
                report.caveats().toString());
        AuditReport without = PrivacyAudit.of(SCHEMA)
                .train(read(rows(1)))
                .holdout(read(rows(2)))
                .synthetic(read(rows(1)).table().removeColumns("day"))
                .sections(List.of(new Copies()))
                .run();
        assertEquals(1, without.figure("privacy.copies.exact.excess").value(), 0.001);
        assertTrue(without.caveats().toString().contains("'day'"));
    }

    @Test
    void aTargetOfOneValueAndAHoldoutThatIsNotThereAreSaidFirst() throws IOException {
        String[][] kept = rows(2);
        for (String[] row : kept) {
            row[3] = "false";
        }
        AuditReport report = PrivacyAudit.of(SCHEMA)
                .train(read(rows(1)))
                .holdout(read(kept))
                .synthetic(read(rows(3)))
                .sections(List.of(new Copies()))
                .run()
                .about("well");
        assertTrue(report.caveats().get(0).words().contains("'well' has one value alone in the holdout table"));
        AuditReport without = PrivacyAudit.of(SCHEMA)
                .train(read(rows(1)))
                .synthetic(read(rows(3)))
                .sections(List.of(new Copies()))
                .run();
        assertTrue(without.caveats().get(0).words().startsWith("There is no holdout"));
    }
}
