package org.effigy.audit.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.AuditCoding;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.table.CsvInput;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final Schema SCHEMA = SchemaJson.parse("""
        {"fields": [
          {"name": "person", "type": "string", "effigy:role": "unit"},
          {"name": "rows", "type": "string", "constraints": {"enum": ["one", "many"], "required": true}}]}
        """, "people");

    /** A hundred people, the first with fifty rows and the others with one. */
    private static AuditTable people() throws IOException {
        StringBuilder csv = new StringBuilder("person,rows\n");
        IntStream.range(0, 50).forEach(row -> csv.append("0,many\n"));
        IntStream.range(1, 100).forEach(person -> csv.append(person).append(",one\n"));
        CsvInput input =
                CsvInput.of(new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), "people");
        return AuditCoding.code(
                        SCHEMA, Map.of("train", AuditCoding.read(SCHEMA, input).table()))
                .get(0);
    }

    private static boolean hasTheOneWithMany(AuditTable rows) {
        int many = ((AuditColumn.Categories) rows.columns().get(0)).labels().indexOf("many");
        return IntStream.of(((AuditColumn.Categories) rows.columns().get(0)).codes())
                .anyMatch(code -> code == many);
    }

    /**
     * Ten of a hundred people: each is among them in a tenth of the draws, however many rows there are of them. Of 400 draws
     * fewer than 12 or more than 80 have a probability below 1e-6. Taking people in the order in which their rows come up
     * has the one of fifty rows in nearly all.
     */
    @Test
    void everyPersonIsAsLikelyToBeAttackedWhateverRowsThereAreOfThem() throws IOException {
        AuditTable people = people();
        int drawn = 0;
        for (int seed = 0; seed < 400; seed++) {
            Groups groups = Groups.of(people, people, 10, new SplittableRandom(seed));
            assertEquals(10, groups.size());
            drawn += hasTheOneWithMany(groups.train()) ? 1 : 0;
        }
        assertTrue(drawn >= 12 && drawn <= 80, "drawn " + drawn + " times");
        int byRows = 0;
        for (int seed = 0; seed < 400; seed++) {
            int[] order = Groups.shuffled(people.rows(), new SplittableRandom(seed));
            byRows += hasTheOneWithMany(
                            people.select(IntStream.of(order).limit(10).toArray()))
                    ? 1
                    : 0;
        }
        assertTrue(byRows > 300, "the old way would have been seen: " + byRows);
    }
}
