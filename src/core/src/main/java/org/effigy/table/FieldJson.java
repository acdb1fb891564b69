package org.effigy.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One field of a schema's JSON. */
final class FieldJson {
    private static final Set<String> OURS = Set.of(
            "effigy:role",
            "effigy:precision",
            "effigy:bins",
            "effigy:scale",
            "effigy:spikes",
            "effigy:multipleOf",
            "effigy:domain",
            "effigy:groups",
            "effigy:other",
            "effigy:buckets",
            "effigy:discover",
            "effigy:spellings",
            "effigy:person",
            "effigy:order",
            "effigy:of",
            "effigy:discovered");

    /** All that Table Schema knows; those without a meaning here are left alone. */
    private static final List<String> CONSTRAINTS = List.of(
            "required",
            "unique",
            "enum",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "minLength",
            "maxLength",
            "pattern",
            "jsonSchema");

    private FieldJson() {}

    /**
     * The field of a node.
     *
     * @param position its place in the list, from 0, for messages about fields without a name
     * @throws IllegalArgumentException if a rule is broken, with the field, the rule and what to do
     */
    static Field field(JsonNode node, int position, List<String> markers) {
        if (!node.isObject() || !node.path("name").isTextual()) {
            throw new IllegalArgumentException(
                    "field " + (position + 1) + " has no name: give \"name\", as in the header line of the table");
        }
        String name = node.path("name").asText();
        FieldBuilder field;
        try {
            requireKnown(node, OURS);
            field = declared(node, name, markers);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("field '" + name + "': " + e.getMessage(), e);
        }
        return field.build();
    }

    private static FieldBuilder declared(JsonNode node, String name, List<String> markers) {
        FieldType type = FieldType.named(text(node, "type", "string"));
        FieldBuilder field = new FieldBuilder(name, type)
                .title(text(node, "title", ""))
                .description(text(node, "description", ""))
                .domainOrigin(text(node, "effigy:domain", ""))
                .missingValues(markers(node, markers))
                .categories(List.of());
        if (type == FieldType.DATE || type == FieldType.DATETIME) {
            field.pattern(text(node, "format", "default"));
        }
        if (node.has("effigy:role")) {
            field.role(Role.named(text(node, "effigy:role", "")));
        }
        if (node.has("effigy:precision")) {
            JsonNode precision = node.get("effigy:precision");
            if (!precision.canConvertToExactIntegral() || !precision.canConvertToInt()) {
                throw new IllegalArgumentException(
                        "effigy:precision is " + precision + "; it must be a number of decimals from 0 to 15");
            }
            field.precision(precision.asInt());
        }
        if (node.has("effigy:bins")) {
            field.bins(BinsJson.bins(node.get("effigy:bins")));
        }
        if (node.has("effigy:scale")) {
            field.scale(Scale.named(text(node, "effigy:scale", "")));
        }
        field.spikes(texts(node, "effigy:spikes", List.of()));
        if (node.has("effigy:multipleOf")) {
            field.multipleOf(scalar("effigy:multipleOf", node.get("effigy:multipleOf")));
        }
        if (node.has("effigy:groups")) {
            field.groups(groups(node.get("effigy:groups")));
        }
        if (node.has("effigy:other")) {
            field.other(text(node, "effigy:other", ""));
        }
        if (node.has("effigy:buckets")) {
            JsonNode buckets = node.get("effigy:buckets");
            if (!buckets.canConvertToExactIntegral() || !buckets.canConvertToInt()) {
                throw new IllegalArgumentException("effigy:buckets is " + buckets + "; it must be a number of buckets");
            }
            field.buckets(buckets.asInt());
        }
        field.discover(flag(node, "effigy:discover"));
        field.spellings(texts(node, "effigy:spellings", List.of()));
        if (node.has("effigy:person")) {
            field.person(flag(node, "effigy:person"));
        }
        HistoryJson.read(node, field);
        if (node.has("effigy:discovered")) {
            field.discovered(Discovered.read(node.get("effigy:discovered")));
        }
        if (type == FieldType.BOOLEAN) {
            field.booleans(
                    texts(node, "trueValues", BooleanFormat.TRUE), texts(node, "falseValues", BooleanFormat.FALSE));
        }
        if (type == FieldType.NUMBER || type == FieldType.INTEGER) {
            field.marks(marks(node));
        }
        constraints(node.path("constraints"), field);
        return field;
    }

    private static NumberMarks marks(JsonNode node) {
        JsonNode bare = node.path("bareNumber");
        if (!bare.isMissingNode() && !bare.isBoolean()) {
            throw new IllegalArgumentException("bareNumber is " + bare + "; it must be true or false");
        }
        Optional<Character> group =
                node.has("groupChar") && !node.get("groupChar").asText().isEmpty()
                        ? Optional.of(mark(node, "groupChar", ","))
                        : Optional.empty();
        return new NumberMarks(mark(node, "decimalChar", "."), group, bare.asBoolean(true));
    }

    private static char mark(JsonNode node, String name, String otherwise) {
        String mark = text(node, name, otherwise);
        if (mark.length() != 1) {
            throw new IllegalArgumentException(name + " is '" + mark + "'; it must be one mark, such as a comma");
        }
        return mark.charAt(0);
    }

    private static void constraints(JsonNode node, FieldBuilder field) {
        if (!node.isMissingNode() && !node.isObject()) {
            throw new IllegalArgumentException(
                    "constraints must be an object, as in {\"minimum\": 0, \"maximum\": 10}");
        }
        requireKnown(node, Set.of());
        node.fieldNames().forEachRemaining(FieldJson::requireConstraint);
        field.required(flag(node, "required"));
        if (node.has("enum")) {
            List<String> values = texts(node, "enum", List.of());
            if (values.isEmpty()) {
                throw new IllegalArgumentException("the enum is empty: list the values that the column can take");
            }
            field.categories(values);
        }
        if (node.has("minimum")) {
            field.minimum(scalar("minimum", node.get("minimum")));
        }
        if (node.has("maximum")) {
            field.maximum(scalar("maximum", node.get("maximum")));
        }
    }

    /** A misspelt bound would be no bound: unlike elsewhere, what the standard does not know is an error here. */
    private static void requireConstraint(String name) {
        if (!name.startsWith("effigy:") && !CONSTRAINTS.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no constraint '" + name + "': Table Schema has " + String.join(", ", CONSTRAINTS));
        }
    }

    private static Map<String, List<String>> groups(JsonNode node) {
        if (!node.isObject() || node.isEmpty()) {
            throw new IllegalArgumentException(
                    "effigy:groups must be an object of lists, as in {\"diabetes\": [\"250\"], \"injury\":"
                            + " [\"800-999\"]}");
        }
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            groups.put(name, texts(node, name, List.of()));
        }
        return groups;
    }

    /** The missing markers of a node, or those given; version 2 of the standard also has objects with a value. */
    static List<String> markers(JsonNode node, List<String> otherwise) {
        if (!node.has("missingValues")) {
            return otherwise;
        }
        List<String> markers = new ArrayList<>();
        for (JsonNode marker : node.get("missingValues")) {
            JsonNode value = marker.isObject() ? marker.path("value") : marker;
            if (!value.isTextual()) {
                throw new IllegalArgumentException("missingValues has " + marker + "; it must be a list of texts");
            }
            markers.add(value.asText());
        }
        if (markers.isEmpty()) {
            throw new IllegalArgumentException("missingValues is empty: leave it out, or name at least one text");
        }
        return markers;
    }

    /** A flag that is false where absent. */
    static boolean flag(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be true or false");
        }
        return value.asBoolean(false);
    }

    /** Refuses misspelt properties of ours; those of others are none of our business. */
    static void requireKnown(JsonNode node, Set<String> known) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.regionMatches(true, 0, "effigy:", 0, 7) && !known.contains(name)) {
                throw new IllegalArgumentException("the property " + name + " is not known here; "
                        + (known.isEmpty() ? "there is none at this place" : "known are " + new TreeSet<>(known))
                        + ": correct it or take it out");
            }
        }
    }

    /** Refuses any property of a node of ours but these. */
    static void requireOnly(JsonNode node, String of, Set<String> known) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new IllegalArgumentException(of + " has '" + name + "', which is not known there; known are "
                        + new TreeSet<>(known) + ": correct it or take it out");
            }
        }
    }

    private static String text(JsonNode node, String name, String otherwise) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be a text");
        }
        return value.asText();
    }

    private static List<String> texts(JsonNode node, String name, List<String> otherwise) {
        if (!node.has(name)) {
            return otherwise;
        }
        if (!node.get(name).isArray()) {
            throw new IllegalArgumentException(name + " must be a list");
        }
        List<String> texts = new ArrayList<>();
        node.get(name).forEach(value -> texts.add(scalar(name, value)));
        return texts;
    }

    static String scalar(String name, JsonNode node) {
        if (node.isNumber()) {
            BigDecimal value = node.decimalValue();
            // Far exponents are kept as written: their digits would fill the memory.
            return Math.abs((long) value.scale()) > 400 ? value.toString() : value.toPlainString();
        }
        if (!node.isTextual()) {
            throw new IllegalArgumentException(name + " has " + node + "; it must be a text or a number");
        }
        return node.asText();
    }

    /** The node of a field; markers equal to the schema's are left out, and titles and descriptions unless asked for. */
    static ObjectNode tree(Field field, List<String> markers, boolean prose) {
        ObjectNode node = SchemaJson.MAPPER.createObjectNode();
        node.put("name", field.name());
        if (prose && !field.title().isEmpty()) {
            node.put("title", field.title());
        }
        if (prose && !field.description().isEmpty()) {
            node.put("description", field.description());
        }
        node.put("type", field.type().word());
        if (!field.pattern().equals("default")) {
            node.put("format", field.pattern());
        }
        if (field.decimalMark() != '.') {
            node.put("decimalChar", String.valueOf(field.decimalMark()));
        }
        field.marks().group().ifPresent(mark -> node.put("groupChar", String.valueOf(mark)));
        if (!field.marks().bare()) {
            node.put("bareNumber", false);
        }
        if (!field.trueValues().equals(BooleanFormat.TRUE)) {
            field.trueValues().forEach(node.putArray("trueValues")::add);
        }
        if (!field.falseValues().equals(BooleanFormat.FALSE)) {
            field.falseValues().forEach(node.putArray("falseValues")::add);
        }
        ObjectNode constraints = SchemaJson.MAPPER.createObjectNode();
        if (!field.categories().isEmpty()) {
            values(field, field.categories(), constraints.putArray("enum"));
        }
        field.minimum().ifPresent(value -> constraints.set("minimum", value(field, value)));
        field.maximum().ifPresent(value -> constraints.set("maximum", value(field, value)));
        if (field.isRequired()) {
            constraints.put("required", true);
        }
        if (!constraints.isEmpty()) {
            node.set("constraints", constraints);
        }
        if (!field.missingValues().equals(markers)) {
            field.missingValues().forEach(node.putArray("missingValues")::add);
        }
        if (field.role() != Role.PLAIN) {
            node.put("effigy:role", field.role().word());
        }
        field.precision().ifPresent(value -> node.put("effigy:precision", value));
        BinsJson.put(node, field);
        if (field.scale() != Scale.MIXED) {
            node.put("effigy:scale", field.scale().word());
        }
        if (!field.spikes().isEmpty()) {
            values(field, field.spikes(), node.putArray("effigy:spikes"));
        }
        field.multipleOf().ifPresent(unit -> node.set("effigy:multipleOf", value(field, unit)));
        if (!field.groups().isEmpty()) {
            ObjectNode groups = node.putObject("effigy:groups");
            field.groups().forEach((name, list) -> list.forEach(groups.putArray(name)::add));
        }
        field.declaredOther().ifPresent(value -> node.put("effigy:other", value));
        field.buckets().ifPresent(value -> node.put("effigy:buckets", value));
        if (field.isToDiscover()) {
            node.put("effigy:discover", true);
        }
        if (!field.isPerson()) {
            node.put("effigy:person", false);
        }
        if (!field.spelling().words().isEmpty()) {
            field.spelling().words().forEach(node.putArray("effigy:spellings")::add);
        }
        HistoryJson.put(node, field);
        field.discovered().ifPresent(how -> how.write(node.putObject("effigy:discovered")));
        if (!field.domainOrigin().isEmpty()) {
            node.put("effigy:domain", field.domainOrigin());
        }
        return node;
    }

    static void values(Field field, List<String> texts, ArrayNode list) {
        texts.forEach(text -> list.add(value(field, text)));
    }

    private static JsonNode value(Field field, String text) {
        boolean number = field.type() == FieldType.INTEGER || field.type() == FieldType.NUMBER;
        return number
                ? SchemaJson.MAPPER.getNodeFactory().numberNode(new BigDecimal(text))
                : SchemaJson.MAPPER.getNodeFactory().textNode(text);
    }
}
