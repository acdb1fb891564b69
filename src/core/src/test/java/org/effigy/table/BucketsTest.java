package org.effigy.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts hashed to buckets: the same everywhere, and nothing that the rows could change. */
class BucketsTest {
    private static final Field STREETS = SchemaJson.parse(
                    "{\"fields\": [{\"name\": \"street\", \"type\": \"string\", \"effigy:buckets\": 64}]}", "test")
            .field("street");

    /** From Python 3.11: {@code int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % 64}. */
    @ParameterizedTest
    @CsvSource({"Elm Street, 14", "elm street, 22", "Straße, 38", "🦌, 2", "' ', 63"})
    void theBucketOfATextIsTheSameEverywhere(String text, int bucket) {
        assertEquals(bucket, STREETS.requireCodec().encode(text));
        assertEquals("bucket-" + bucket, STREETS.requireCodec().decode(bucket, new SplittableRandom(1)));
    }

    @Test
    void aWrittenBucketIsReadBackAsItself() {
        ColumnCodec codec = STREETS.requireCodec();
        assertEquals(65, codec.size(), "64 and one for missing cells");
        for (int code = 0; code < codec.size(); code++) {
            assertEquals(code, codec.encode(codec.decode(code, new SplittableRandom(1))));
        }
        assertEquals("bucket-17", codec.label(17));
        assertEquals(64, codec.encode(""));
    }

    @Test
    void theSchemaKeepsIt() {
        Schema schema = Schema.of(List.of(STREETS));
        assertEquals(schema, SchemaJson.parse(SchemaJson.text(schema), "again"));
        assertTrue(SchemaJson.text(schema).contains("\"effigy:buckets\" : 64"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"effigy:buckets\": 1|from 2 to",
                "\"effigy:buckets\": 70000|from 2 to",
                "\"effigy:buckets\": 2.5|must be a number of buckets",
                "\"effigy:buckets\": \"many\"|must be a number of buckets",
                "\"effigy:buckets\": 8, \"constraints\": {\"enum\": [\"a\"]}|keep one of them",
                "\"effigy:buckets\": 8, \"effigy:groups\": {\"a\": [\"b\"]}|keep one of them",
                "\"effigy:buckets\": 8, \"effigy:other\": \"rest\"|take it out",
                "\"effigy:buckets\": 8, \"missingValues\": [\"bucket-3\"]|missing marker",
                "\"type\": \"integer\", \"effigy:buckets\": 8|for strings"
            })
    void whatMakesNoSenseIsRefused(String properties, String words) {
        TableFormatException refused = assertThrows(
                TableFormatException.class,
                () -> SchemaJson.parse("{\"fields\": [{\"name\": \"street\", " + properties + "}]}", "test"));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }
}
