package org.effigy.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The fields of a JSON object, asked for by name and kind. What is missing or of another kind is an
 * {@link IllegalArgumentException} that names the field; nothing is converted in silence.
 */
public final class JsonFields {
    private final JsonNode object;

    private JsonFields(JsonNode object) {
        this.object = object;
    }

    /**
     * The fields of an object.
     *
     * @throws IllegalArgumentException if the node is no object
     */
    public static JsonFields of(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("an object was expected; there is " + brief(node));
        }
        return new JsonFields(node);
    }

    /** The fields' names, in the order in which they stand. */
    public List<String> names() {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList();
    }

    /** The object itself. */
    public JsonNode node() {
        return object;
    }

    /** A text. */
    public String text(String name) {
        return require(name, object.path(name).isTextual(), "a text").textValue();
    }

    /** A number. */
    public double real(String name) {
        return require(name, object.path(name).isNumber(), "a number").doubleValue();
    }

    /** A whole number of 64 bits. */
    public long whole(String name) {
        JsonNode node = object.path(name);
        return require(name, node.isIntegralNumber() && node.canConvertToLong(), "a whole number")
                .longValue();
    }

    /** A whole number of 32 bits. */
    public int integer(String name) {
        JsonNode node = object.path(name);
        return require(name, node.isIntegralNumber() && node.canConvertToInt(), "a whole number below 2^31")
                .intValue();
    }

    /** Whether the field is there. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** Whether the field is there and null. */
    public boolean isNull(String name) {
        return object.path(name).isNull();
    }

    /** An object. */
    public JsonFields child(String name) {
        return new JsonFields(require(name, object.path(name).isObject(), "an object"));
    }

    /** A list of objects. */
    public List<JsonFields> children(String name) {
        List<JsonFields> children = new ArrayList<>();
        for (JsonNode node : list(name)) {
            children.add(new JsonFields(require(name, node, node.isObject(), "objects")));
        }
        return children;
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : list(name)) {
            texts.add(require(name, node, node.isTextual(), "texts").textValue());
        }
        return texts;
    }

    /** A list of whole numbers of 64 bits. */
    public long[] wholes(String name) {
        JsonNode list = list(name);
        long[] wholes = new long[list.size()];
        for (int i = 0; i < wholes.length; i++) {
            JsonNode node = list.get(i);
            boolean whole = node.isIntegralNumber() && node.canConvertToLong();
            wholes[i] = require(name, node, whole, "whole numbers").longValue();
        }
        return wholes;
    }

    /** A list of numbers, in which null stands for {@code absent}. */
    public double[] reals(String name, double absent) {
        JsonNode list = list(name);
        double[] reals = new double[list.size()];
        for (int i = 0; i < reals.length; i++) {
            JsonNode node = list.get(i);
            reals[i] = node.isNull()
                    ? absent
                    : require(name, node, node.isNumber(), "numbers").doubleValue();
        }
        return reals;
    }

    private JsonNode list(String name) {
        return require(name, object.path(name).isArray(), "a list");
    }

    private JsonNode require(String name, boolean holds, String kind) {
        return require(name, object.path(name), holds, kind);
    }

    private static JsonNode require(String name, JsonNode node, boolean holds, String kind) {
        if (!holds) {
            throw new IllegalArgumentException("'" + name + "' must be " + kind + "; it is " + brief(node));
        }
        return node;
    }

    private static String brief(JsonNode node) {
        String text = node.isMissingNode() ? "missing" : node.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
