package org.effigy.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes to a tree of JSON, told by bytes: what a fuzzer mutates when the text would never get past a parser or a
 * digest. Four bytes an edit: the place (two), what is done there, and with what.
 */
public final class JsonEdits {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** More edits than this only make the tree into nonsense. */
    private static final int MOST = 12;

    /** Long lists are alike inside: their first and last elements are edited. */
    private static final int ENDS = 3;

    private static final String[] NUMBERS = {
        "0",
        "-1",
        "1",
        "2",
        "3",
        "255",
        "65536",
        "2147483647",
        "2147483648",
        "-2147483648",
        "4294967297",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "0.5",
        "-0.0",
        "1e-9",
        "1e300",
        "-1e300",
        "1e308",
        "1e-320",
        "1e400",
        "1e-400",
        "1e999999999",
        "1e-999999999",
        "123456789012345678901234567890"
    };

    private static final String[] TEXTS = {
        "",
        " ",
        "a",
        "\"",
        "'",
        "\u0000",
        "\u001b[2J",
        "\ufeff",
        "\ud83d\ude00",
        "\ud800",
        "\n",
        "NaN",
        "1e999999999",
        "../../etc/passwd",
        "/dev/zero",
        "default",
        "integer",
        "number",
        "string",
        "boolean",
        "date",
        "datetime",
        "%Y-%m-%d",
        "%d%m%Y %H",
        "%",
        "unit",
        "identifier",
        "quantile",
        "tree",
        "equal",
        "2024-02-30",
        "9999-12-31",
        "2020-01-01T00:00:00Z",
        "pure",
        "zCDP",
        "approximate zCDP",
        "add/remove",
        "replace",
        "other",
        "age",
        "sex",
        "true",
        "0",
        "-5",
        "800-999",
        "999-800",
        "log",
        "linear",
        ",",
        "€"
    };

    private JsonEdits() {}

    /** One place in a tree: a field of an object or an element of a list. */
    private record Place(JsonNode parent, String name, int index) {
        JsonNode node() {
            return parent.isObject() ? parent.get(name) : parent.get(index);
        }

        void set(JsonNode node) {
            if (parent instanceof ObjectNode object) {
                object.set(name, node);
            } else {
                ((ArrayNode) parent).set(index, node);
            }
        }

        void remove() {
            if (parent instanceof ObjectNode object) {
                object.remove(name);
            } else {
                ((ArrayNode) parent).remove(index);
            }
        }

        void again(JsonNode node, String otherName) {
            if (parent instanceof ObjectNode object) {
                object.set(otherName, node.deepCopy());
            } else {
                ((ArrayNode) parent).insert(index, node.deepCopy());
            }
        }
    }

    /** A copy of the tree with the edits that the bytes tell, from an index on. */
    public static ObjectNode apply(ObjectNode seed, byte[] data, int from) {
        ObjectNode tree = seed.deepCopy();
        int at = from;
        for (int edits = 0; edits < MOST && at + 4 <= data.length; edits++) {
            List<Place> places = new ArrayList<>();
            walk(tree, places);
            if (places.isEmpty()) {
                return tree;
            }
            int where = (data[at] & 255) << 8 | data[at + 1] & 255;
            int what = data[at + 2] & 255;
            int with = data[at + 3] & 255;
            at += 4;
            Place place = places.get(where % places.size());
            switch (what % 12) {
                case 0 -> place.remove();
                case 1, 2 -> place.set(NODES.numberNode(new BigDecimal(NUMBERS[with % NUMBERS.length])));
                case 3, 4 -> place.set(NODES.textNode(TEXTS[with % TEXTS.length]));
                case 5 ->
                    place.set(places.get(with * 257 % places.size()).node().deepCopy());
                case 6 -> place.again(place.node(), TEXTS[with % TEXTS.length]);
                case 7 -> place.set(plain(with));
                case 8 ->
                    place.set(NODES.numberNode(
                            BigInteger.ONE.shiftLeft(with % 70).subtract(BigInteger.valueOf(with & 3))));
                case 9 -> {
                    int length = Math.min(with % 24, data.length - at);
                    place.set(NODES.textNode(new String(data, at, length, StandardCharsets.UTF_8)));
                    at += length;
                }
                case 10 -> {
                    for (int i = 0; i < with && place.parent().size() < 2000; i++) {
                        place.again(place.node(), "x" + i);
                    }
                }
                default -> {
                    Place other = places.get((where + with) % places.size());
                    JsonNode copy = other.node().deepCopy();
                    other.set(place.node().deepCopy());
                    // One may have stood inside the other.
                    if (place.parent().size() > place.index()) {
                        place.set(copy);
                    }
                }
            }
        }
        return tree;
    }

    private static JsonNode plain(int with) {
        return switch (with % 6) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(true);
            case 2 -> NODES.booleanNode(false);
            case 3 -> NODES.arrayNode();
            case 4 -> NODES.objectNode();
            default -> NODES.textNode("x".repeat(100 * with));
        };
    }

    private static void walk(JsonNode node, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> places.add(new Place(object, name, 0)));
            object.forEach(child -> walk(child, places));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (i < ENDS || i >= array.size() - ENDS) {
                    places.add(new Place(array, "", i));
                    walk(array.get(i), places);
                }
            }
        }
    }
}
