package org.effigy.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Fields of ledgers and model files are what they are asked for as, or are refused by name. */
class JsonFieldsTest {
    private static JsonFields fields(String json) {
        try {
            return JsonFields.of(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void whatIsThereIsReadAsItIs() {
        JsonFields all =
                fields("{\"t\": \"x\", \"r\": 1.5, \"w\": -9223372036854775808, \"i\": 2147483647, \"n\": null,"
                        + " \"o\": {\"a\": 1}, \"os\": [{\"a\": 2}, {\"a\": 3}], \"ts\": [\"p\", \"q\"],"
                        + " \"ws\": [1, 9223372036854775807], \"rs\": [0.5, null, 2]}");
        assertEquals(List.of("t", "r", "w", "i", "n", "o", "os", "ts", "ws", "rs"), all.names());
        assertEquals("x", all.text("t"));
        assertEquals(1.5, all.real("r"));
        assertEquals(Long.MIN_VALUE, all.whole("w"));
        assertEquals(Integer.MAX_VALUE, all.integer("i"));
        assertTrue(all.isNull("n") && all.has("n"));
        assertFalse(all.isNull("t") || all.has("missing") || all.isNull("missing"));
        assertEquals(1, all.child("o").integer("a"));
        assertEquals(
                List.of(2L, 3L),
                all.children("os").stream().map(one -> one.whole("a")).toList());
        assertEquals(List.of("p", "q"), all.texts("ts"));
        assertArrayEquals(new long[] {1, Long.MAX_VALUE}, all.wholes("ws"));
        assertArrayEquals(new double[] {0.5, -7, 2}, all.reals("rs", -7));
        assertEquals("x", all.node().get("t").textValue());
    }

    @Test
    void whatIsOfAnotherKindIsRefusedByName() {
        refused("{\"a\": 1}", "a", "a text", one -> one.text("a"));
        refused("{\"a\": \"1\"}", "a", "a number", one -> one.real("a"));
        refused("{\"a\": 1.0}", "a", "a whole number", one -> one.whole("a"));
        refused("{\"a\": 9223372036854775808}", "a", "a whole number", one -> one.whole("a"));
        refused("{\"a\": 2147483648}", "a", "below 2^31", one -> one.integer("a"));
        refused("{\"a\": []}", "a", "an object", one -> one.child("a"));
        refused("{\"a\": {}}", "a", "a list", one -> one.children("a"));
        refused("{\"a\": [{}, 1]}", "a", "objects", one -> one.children("a"));
        refused("{\"a\": [\"x\", null]}", "a", "texts", one -> one.texts("a"));
        refused("{\"a\": [1, 1.5]}", "a", "whole numbers", one -> one.wholes("a"));
        refused("{\"a\": [1, 9223372036854775808]}", "a", "whole numbers", one -> one.wholes("a"));
        refused("{\"a\": [1, \"2\"]}", "a", "numbers", one -> one.reals("a", 0));
        refused("{}", "a", "it is missing", one -> one.text("a"));
        assertThrows(IllegalArgumentException.class, () -> fields("[1]"));
    }

    private static void refused(String json, String name, String kind, Consumer<JsonFields> asked) {
        JsonFields given = fields(json);
        String message = assertThrows(IllegalArgumentException.class, () -> asked.accept(given))
                .getMessage();
        assertTrue(message.contains("'" + name + "' must be"), message);
        assertTrue(message.contains(kind), message);
    }

    /** A message holds at most 60 characters of a file's value, and all of a short one. */
    @Test
    void valuesInMessagesAreCut() {
        String sixty = "1".repeat(60);
        for (String value : new String[] {sixty, sixty + "1"}) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> fields("{\"a\": " + value + "}").text("a"))
                    .getMessage();
            assertEquals("'a' must be a text; it is " + sixty + (value.equals(sixty) ? "" : "..."), message);
        }
    }
}
