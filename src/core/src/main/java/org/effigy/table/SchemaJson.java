package org.effigy.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A schema as JSON: a Frictionless Table Schema with {@code effigy:} properties. */
public final class SchemaJson {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final List<String> MARKERS = MissingValues.EMPTY_CELL.markers();

    private SchemaJson() {}

    /**
     * Reads a schema.
     *
     * @throws TableFormatException if it is no JSON or breaks a rule, with its first problems: file, field, rule, what to do
     * @throws IOException if the file can't be read
     */
    public static Schema read(Path file) throws IOException {
        try {
            return parse(
                    Files.readString(file),
                    file.toString(),
                    Optional.of(file.toAbsolutePath().getParent()));
        } catch (CharacterCodingException e) {
            throw new TableFormatException(
                    new Problem(file.toString(), 0, "", "the schema is not UTF-8: save it as UTF-8"));
        }
    }

    /**
     * The schema of a JSON text.
     *
     * @param source what to call the text in messages, usually the file's name
     * @throws TableFormatException if it is no JSON or breaks a rule, with its first problems
     */
    public static Schema parse(String json, String source) {
        return parse(json, source, Optional.empty());
    }

    private static Schema parse(String json, String source, Optional<Path> folder) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json.startsWith("\ufeff") ? json.substring(1) : json);
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new TableFormatException(
                    new Problem(source, Math.max(0, line), "", "the schema is not JSON: " + e.getOriginalMessage()));
        } catch (NumberFormatException e) {
            // Of an exponent of more than ten digits.
            throw new TableFormatException(new Problem(
                    source, 0, "", "the schema has a number that none can hold: " + Excerpt.of(e.getMessage(), 200)));
        }
        List<Problem> problems = new ArrayList<>();
        JsonNode listed = root.path("fields");
        if (!root.isObject() || !listed.isArray() || listed.isEmpty()) {
            throw new TableFormatException(new Problem(
                    source,
                    0,
                    "",
                    "a schema is a JSON object with a list \"fields\" of at least one field,"
                            + " as in {\"fields\": [{\"name\": \"age\", \"type\": \"integer\"}]}"));
        }
        List<String> markers = MARKERS;
        boolean derived = false;
        Dialect dialect = Dialect.STANDARD;
        List<Rule> rules = List.of();
        try {
            FieldJson.requireKnown(root, Set.of(Dialect.PROPERTY, RuleJson.PROPERTY));
            dialect = Dialect.read(root);
            markers = FieldJson.markers(root, MARKERS);
            derived = FieldJson.flag(root, "derivedFromData");
            rules = RuleJson.read(root, folder);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(source, 0, "", e.getMessage()));
        }
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < listed.size(); i++) {
            String name = listed.get(i).path("name").asText("");
            try {
                fields.add(FieldJson.field(listed.get(i), i, markers));
                if (!names.add(name)) {
                    throw new IllegalArgumentException("field '" + name + "' stands twice: rename or remove one");
                }
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(source, 0, "", e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new TableFormatException(
                    problems.subList(0, Math.min(problems.size(), Problems.SHOWN)), problems.size());
        }
        try {
            return Schema.of(fields)
                    .withDerivedFromData(derived)
                    .withDialect(dialect)
                    .withRules(rules);
        } catch (IllegalArgumentException e) {
            throw new TableFormatException(new Problem(source, 0, "", e.getMessage()));
        }
    }

    /** The schema as JSON, indented, with a line end; {@link #parse} gives the schema back. */
    public static String text(Schema schema) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree(schema, true))
                    + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }

    /** All that the schema means, in one order and without titles and descriptions: the text of its digest. */
    static String canonical(Schema schema) {
        return tree(schema, false).toString();
    }

    /** All that a field means, as in {@link #canonical(Schema)}. */
    static String canonical(Field field) {
        return FieldJson.tree(field, MARKERS, false).toString();
    }

    private static ObjectNode tree(Schema schema, boolean prose) {
        ObjectNode root = MAPPER.createObjectNode();
        if (schema.isMarked()) {
            root.put("derivedFromData", true);
        }
        List<String> first = schema.fields().get(0).missingValues();
        boolean shared =
                schema.fields().stream().allMatch(field -> field.missingValues().equals(first));
        List<String> markers = shared ? first : MARKERS;
        if (!markers.equals(MARKERS)) {
            ArrayNode list = root.putArray("missingValues");
            markers.forEach(list::add);
        }
        schema.dialect().write(root);
        ArrayNode fields = root.putArray("fields");
        schema.fields().forEach(field -> fields.add(FieldJson.tree(field, markers, prose)));
        RuleJson.write(root, schema.rules(), prose);
        return root;
    }
}
