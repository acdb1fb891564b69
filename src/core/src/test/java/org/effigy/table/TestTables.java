package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.effigy.domain.Records;

/** What the tests of tables share. */
final class TestTables {
    private TestTables() {}

    /** A CSV from a text. */
    static CsvInput csv(String text) {
        return CsvInput.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "t.csv");
    }

    /** A schema from its fields' JSON, with apostrophes for quotes. */
    static Schema schema(String... fields) {
        return SchemaJson.parse(("{'fields': [" + String.join(",", fields) + "]}").replace('\'', '"'), "s.json");
    }

    /** The codes of a column. */
    static int[] codes(Records records, int column) {
        return IntStream.range(0, records.rows())
                .map(row -> records.code(row, column))
                .toArray();
    }

    /** Fails unless two tables hold the same codes. */
    static void assertSameCodes(Records expected, Records actual) {
        assertEquals(expected.domain(), actual.domain());
        assertEquals(expected.rows(), actual.rows());
        for (int c = 0; c < expected.domain().size(); c++) {
            assertArrayEquals(
                    codes(expected, c),
                    codes(actual, c),
                    expected.domain().attribute(c).name());
        }
    }
}
