package org.effigy.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionsTest {
    private static String drawn(double[] real, double[] synthetic) throws Exception {
        Html html = new Html().open("html").open("body").element("h1", "a page");
        html.open("main");
        new Distributions(table(real), table(synthetic)).draw(html, 1);
        String page = html.close().close().close().finish();
        return PageChecks.check(page.getBytes(StandardCharsets.UTF_8));
    }

    private static AuditTable table(double... values) {
        Field field = Field.builder("days", FieldType.INTEGER)
                .minimum("0")
                .maximum("999")
                .build();
        return new AuditTable("a", List.of(new AuditColumn.Numbers(field, values)), Optional.empty());
    }

    /** Which of two tables lacks the values must not matter, nor may both. */
    @ParameterizedTest
    @CsvSource({"NaN, 7", "7, NaN", "NaN, NaN", "7, 7"})
    void aColumnThatATableLacksAltogetherIsDrawn(double real, double synthetic) throws Exception {
        String text = drawn(new double[] {real, real}, new double[] {synthetic, synthetic, synthetic});
        assertTrue(text.contains("days"), text);
        assertEquals(
                Double.isNaN(real) || Double.isNaN(synthetic),
                text.contains("missing100.0 %") || text.contains("missing0.0 %100.0 %"),
                text);
    }

    @Test
    void theLargestDifferenceIsToldInWords() throws Exception {
        String text = drawn(new double[] {1, 1, 1, 9}, new double[] {1, 9, 9, 9});
        assertTrue(text.contains("75.0 % of the real rows, 25.0 % of the synthetic ones"), text);
    }

    @Test
    void wholeNumbersHaveABarEachAndAreNeverSplitUnevenly() throws Exception {
        String few = drawn(new double[] {1, 2, 2, 4}, new double[] {1, 2, 3, 4});
        for (String row : List.of("125.0 %25.0 %", "250.0 %25.0 %", "30.0 %25.0 %", "425.0 %25.0 %")) {
            assertTrue(few.contains(row), row + " in " + few);
        }
        // 50 values in at most 24 bins: three to a bin, and two in the last.
        double[] days = IntStream.range(0, 50).asDoubleStream().toArray();
        String many = drawn(days, days);
        for (String row : List.of("0 to 26.0 %6.0 %", "45 to 476.0 %6.0 %", "48 to 494.0 %4.0 %")) {
            assertTrue(many.contains(row), row + " in " + many);
        }
    }
}
