package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule whose map stands in a file beside the schema. */
class MapFileTest {
    @TempDir
    private Path folder;

    private Path schema(String map) throws IOException {
        return Files.writeString(folder.resolve("s.json"), """
            {"fields": [
              {"name": "city", "type": "string", "constraints": {"enum": ["Ulm", "Bonn", "Graz"], "required": true}},
              {"name": "country", "type": "string", "constraints": {"enum": ["DE", "AT"], "required": true}}],
             "effigy:rules": [{"name": "place", "from": "city", "to": "country", "map": %s}]}
            """.formatted(map));
    }

    @Test
    void fileSaysTheSameAsAMapInTheSchema() throws IOException {
        Files.writeString(folder.resolve("cities.csv"), "id,city,country\n1,Ulm,DE\n2,Bonn,DE\n3,Graz,AT\n3,Graz,AT\n");
        Schema named = Schema.read(schema("\"cities.csv\""));
        Map<String, String> map = Map.of("Ulm", "DE", "Bonn", "DE", "Graz", "AT");
        assertEquals(map, ((Rule.Determines) named.rules().get(0).demand()).map());
        Schema written = Schema.read(schema("{\"Ulm\": \"DE\", \"Bonn\": \"DE\", \"Graz\": \"AT\"}"));
        assertEquals(written.digest(), named.digest());
        // What a model keeps needs no file.
        assertEquals(named, SchemaJson.parse(SchemaJson.text(named), "the model"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "city,country\\nUlm,DE\\nUlm,AT|line 3: 'Ulm' has 'AT' in column 'country', and 'DE' further up",
                "town,country\\nUlm,DE|there is no column 'city'",
                "city,country|has no row",
                "city,country\\n\"Ulm,DE|line 2: there are fewer cells than columns"
            })
    void wrongFilesAreRefusedInWords(String text, String message) throws IOException {
        Files.writeString(folder.resolve("cities.csv"), text.replace("\\n", "\n"));
        String said = assertThrows(TableFormatException.class, () -> Schema.read(schema("\"cities.csv\"")))
                .getMessage();
        assertTrue(said.contains("rule 'place': ") && said.contains(message), said);
    }

    /** A schema that comes from elsewhere must not have a look at other files. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../cities.csv",
                "/etc/hosts",
                "a/cities.csv",
                "a\\\\cities.csv",
                "C:cities.csv",
                ".cities.csv",
                "cities",
                ""
            })
    void nothingOutsideTheSchemasFolderIsRead(String name) throws IOException {
        String said = assertThrows(TableFormatException.class, () -> Schema.read(schema("\"" + name + "\"")))
                .getMessage();
        assertTrue(said.contains("is no plain name of a CSV file"), said);
    }

    @Test
    void fileThatIsNotThereOrIsNoTextIsRefusedInWords() throws IOException {
        assertTrue(assertThrows(TableFormatException.class, () -> Schema.read(schema("\"none.csv\"")))
                .getMessage()
                .contains("there is no file"));
        Files.write(folder.resolve("latin.csv"), "city,country\nK\u00f6ln,DE\n".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(assertThrows(TableFormatException.class, () -> Schema.read(schema("\"latin.csv\"")))
                .getMessage()
                .contains("latin.csv"));
        String text = Files.readString(schema("\"none.csv\""));
        assertTrue(assertThrows(TableFormatException.class, () -> SchemaJson.parse(text, "here"))
                .getMessage()
                .contains("in none beside which it could stand"));
    }
}
