package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaSuggestionTest {
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

    private static Schema suggested(String text) throws IOException {
        return SchemaSuggestion.of(TestTables.csv(text), Optional.empty());
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
    void columnWithTooManyTextsGetsANoteAndNoEnum() throws IOException {
        String many = "note\n" + "a\n"
                + IntStream.range(0, 150).mapToObj(i -> "note " + i + "\n").reduce("", String::concat) + "a\n";
        Schema schema = suggested(many);
        assertTrue(schema.field("note").categories().isEmpty());
        assertTrue(schema.field("note").description().contains("declare an enum"));
        assertThrows(IllegalArgumentException.class, () -> TableCodec.of(schema));
        assertTrue(suggested(table()).field("empty").description().contains("Every cell is missing"));
    }

    @Test
    void suggestedSchemaReadsItsOwnTable() throws IOException {
        Schema schema = SchemaJson.parse(SchemaJson.text(suggested(table())), "suggested");
        assertTrue(schema.isDerivedFromData());
        Validation validation = TableReader.of(schema).validate(TestTables.csv(table()), 10);
        assertEquals(List.of(), validation.problems());
        assertEquals(150, validation.rows());
    }

    @Test
    void tornTableGetsNoSuggestion() {
        assertThrows(TableFormatException.class, () -> suggested("a,b\n1\n"));
        assertThrows(TableFormatException.class, () -> suggested(""));
    }
}
