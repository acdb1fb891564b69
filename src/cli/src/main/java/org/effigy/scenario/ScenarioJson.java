package org.effigy.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.effigy.synth.FittedModel;
import org.effigy.synth.ModelFile;
import org.effigy.synth.Scenario;
import org.effigy.synth.UniformRows;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.RowTexts;
import org.effigy.table.Schema;
import org.effigy.table.SchemaJson;

/** Scenarios as they stand in files. */
final class ScenarioJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();

    /** More than any person writes. */
    private static final long LARGEST = 4 << 20;

    private static final int MOST_KINDS = 1000;

    /** The most characters of a message: a scenario may hold anything where a number should stand. */
    private static final int LONGEST = 600;

    private static final Set<String> SCENARIO =
            Set.of("title", "description", "schema", "seed", "kinds", "mess", "marks");
    private static final Set<String> KIND = Set.of("name", "description", "rows", "base", "set", "expect", "valid");
    private static final Set<String> BASE = Set.of("model", "where", "reweight");
    private static final Set<String> MESS = Set.of("kind", "rate", "columns", "markers", "by");

    private final Path file;
    private final Map<String, FittedModel> models = new HashMap<>();

    private ScenarioJson(Path file) {
        this.file = file;
    }

    static ScenarioFile read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IllegalArgumentException(file + ": it has more than " + LARGEST / (1 << 20)
                    + " MB, which is no scenario: is it a table or a model?");
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": it is not UTF-8 text: save it as UTF-8", e);
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new IllegalArgumentException(file + ": it is not JSON: " + e.getOriginalMessage() + line, e);
        }
        try {
            return new ScenarioJson(file).scenario(root);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(
                    file + ": " + (why.length() > LONGEST ? why.substring(0, LONGEST) + "..." : why), e);
        }
    }

    private ScenarioFile scenario(JsonNode root) throws IOException {
        require("a scenario", root, SCENARIO);
        JsonNode listed = root.path("kinds");
        if (!listed.isArray() || listed.isEmpty() || listed.size() > MOST_KINDS) {
            throw new IllegalArgumentException("\"kinds\" is a list of 1 to " + MOST_KINDS
                    + " kinds of rows, as [{\"name\": \"ordinary\", \"rows\": 100, \"set\": {...}}]");
        }
        Schema schema = schema(root);
        RowTexts texts = RowTexts.of(schema);
        List<Kind> kinds = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        long rows = 0;
        for (int i = 0; i < listed.size(); i++) {
            String name = listed.get(i).path("name").asText("");
            try {
                kinds.add(kind(listed.get(i), name, schema, texts));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "kind " + (name.isBlank() ? i + 1 : "'" + name + "'") + ": " + e.getMessage(), e);
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException("kind '" + name + "' stands twice: rename or remove one");
            }
            rows += kinds.get(i).rows();
            if (rows > 1L << 50) {
                throw new IllegalArgumentException("the kinds have more rows together than any disk holds");
            }
        }
        List<Mess> messes = messes(root.path("mess"), schema);
        ScenarioFile.Marks marks = marks(root);
        ScenarioFile made = new ScenarioFile(text(root, "title", ""), schema, kinds, messes, marks, seed(root));
        if (marks == ScenarioFile.Marks.COLUMNS && made.isRagged()) {
            throw new IllegalArgumentException(
                    "rows that are torn or have a cell too many can't carry columns of marks:"
                            + " let \"marks\" be \"beside\" or \"none\"");
        }
        return made;
    }

    private static OptionalLong seed(JsonNode root) {
        if (!root.has("seed")) {
            return OptionalLong.empty();
        }
        if (!root.path("seed").canConvertToLong() || !root.path("seed").isIntegralNumber()) {
            throw new IllegalArgumentException("\"seed\" must be a whole number");
        }
        return OptionalLong.of(root.path("seed").asLong());
    }

    private static ScenarioFile.Marks marks(JsonNode root) {
        String word = text(root, "marks", "beside");
        return Arrays.stream(ScenarioFile.Marks.values())
                .filter(marks -> marks.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("\"marks\" is beside, columns or none, not '" + word + "'"));
    }

    /** The scenario's own, or that of the first model that it names. */
    private Schema schema(JsonNode root) throws IOException {
        JsonNode said = root.path("schema");
        if (said.isObject()) {
            return SchemaJson.parse(said.toString(), file + ", its schema");
        }
        if (said.isTextual()) {
            return Schema.read(Beside.file(file, said.asText()));
        }
        if (!said.isMissingNode()) {
            throw new IllegalArgumentException(
                    "\"schema\" is the name of a schema's file in the scenario's folder, or the schema itself");
        }
        for (JsonNode kind : root.path("kinds")) {
            if (kind.path("base").path("model").isTextual()) {
                return model(kind.path("base").path("model").asText()).schema();
            }
        }
        throw new IllegalArgumentException(
                "it says nowhere which columns there are: give a \"schema\", or a base with a"
                        + " \"model\", whose columns are taken");
    }

    private FittedModel model(String name) throws IOException {
        FittedModel known = models.get(name);
        if (known == null) {
            if (!models.isEmpty()) {
                throw new IllegalArgumentException("kinds are drawn from two models, '"
                        + models.keySet().iterator().next() + "' and '" + name
                        + "', and a table says what one promises: make two tables");
            }
            known = ModelFile.read(Beside.file(file, name));
            models.put(name, known);
        }
        return known;
    }

    private Kind kind(JsonNode node, String name, Schema schema, RowTexts texts) throws IOException {
        require("a kind", node, KIND);
        if (name.isBlank() || name.length() > 80 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("it needs a \"name\" of 1 to 80 characters");
        }
        if (!node.path("rows").isIntegralNumber()
                || !node.path("rows").canConvertToLong()
                || node.path("rows").asLong() < 1) {
            throw new IllegalArgumentException("\"rows\" says how many rows it has, a whole number of at least 1");
        }
        if (node.has("valid") && !node.path("valid").isBoolean()) {
            throw new IllegalArgumentException("\"valid\" must be true or false");
        }
        boolean isValid = node.path("valid").asBoolean(true);
        Base base = base(node.path("base"), schema);
        if (node.has("set") && !node.path("set").isObject()) {
            throw new IllegalArgumentException("\"set\" says by column what stands there, as {\"country\": \"FR\"}");
        }
        ValueJson values = new ValueJson(schema, texts, isValid);
        Map<Integer, Value> said = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : node.path("set").properties()) {
            int field = field(each.getKey(), schema);
            try {
                said.put(field, values.value(field, each.getValue()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("column '" + each.getKey() + "': " + e.getMessage(), e);
            }
        }
        for (int field = 0; field < schema.fields().size(); field++) {
            Field declared = schema.fields().get(field);
            if (isValid
                    && declared.isRequired()
                    && declared.role().isModelled()
                    && !base.has(field)
                    && !said.containsKey(field)) {
                throw new IllegalArgumentException("nothing is said of column '" + declared.name()
                        + "', which may not be missing: set it, or name a base that has it");
            }
        }
        Optional<String> expected = node.has("expect") ? Optional.of(text(node, "expect", "")) : Optional.empty();
        return new Kind(name, node.path("rows").asLong(), base, said, order(said, base, schema), expected, isValid);
    }

    /** Columns in an order in which each reads only what is there; one may read what its base gave it. */
    private static List<Integer> order(Map<Integer, Value> said, Base base, Schema schema) {
        List<Integer> order = new ArrayList<>();
        Set<Integer> left = new java.util.LinkedHashSet<>(said.keySet());
        while (!left.isEmpty()) {
            Optional<Integer> next = left.stream()
                    .filter(field -> said.get(field).reads().stream()
                            .allMatch(read -> read.equals(field) ? base.has(field) : !left.contains(read)))
                    .findFirst();
            if (next.isEmpty()) {
                throw new IllegalArgumentException("columns are made from each other in a circle: "
                        + left.stream()
                                .map(field -> "'" + schema.fields().get(field).name() + "'")
                                .collect(Collectors.joining(", ")));
            }
            order.add(next.get());
            left.remove(next.get());
        }
        return order;
    }

    private Base base(JsonNode node, Schema schema) throws IOException {
        if (node.isMissingNode()) {
            return new Base.Blank(schema.fields().size());
        }
        if (node.isTextual() && node.asText().equals("schema")) {
            return new Base.Uniform(schema, UniformRows.of(schema));
        }
        if (!node.isObject() || !node.path("model").isTextual()) {
            throw new IllegalArgumentException("\"base\" is \"schema\" (every row that it allows, each as likely as any"
                    + " other), or {\"model\": \"FILE\", \"where\": \"CONDITION\"}");
        }
        require("a base", node, BASE);
        Scenario scenario = Scenario.of(model(node.path("model").asText()));
        if (node.has("where")) {
            scenario = scenario.where(text(node, "where", ""));
        }
        if (node.has("reweight")) {
            if (!node.path("reweight").isObject()) {
                throw new IllegalArgumentException("\"reweight\" gives conditions shares, as {\"fraud = yes\": 0.5}");
            }
            for (Map.Entry<String, JsonNode> share : node.path("reweight").properties()) {
                if (!share.getValue().isNumber()) {
                    throw new IllegalArgumentException("the share of '" + share.getKey() + "' must be a number");
                }
                scenario = scenario.reweight(share.getKey(), share.getValue().asDouble());
            }
        }
        Schema given = scenario.model().schema();
        int[] columns = schema.fields().stream()
                .mapToInt(field -> given.has(field.name()) ? given.position(field.name()) : -1)
                .toArray();
        Base.Model base = new Base.Model(scenario, columns);
        // What can't be drawn is told now, and not at the first row of a table that is half written.
        base.draw(1, 0);
        return base;
    }

    private static List<Mess> messes(JsonNode listed, Schema schema) {
        if (listed.isMissingNode()) {
            return List.of();
        }
        if (!listed.isArray()) {
            throw new IllegalArgumentException(
                    "\"mess\" is a list, as [{\"kind\": \"typo\", \"columns\": [\"city\"]," + " \"rate\": 0.02}]");
        }
        List<Mess> messes = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            try {
                messes.add(mess(listed.get(i), schema));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("mess " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return messes;
    }

    private static Mess mess(JsonNode node, Schema schema) {
        require("mess", node, MESS);
        String word = text(node, "kind", "");
        Mess.Sort sort = Arrays.stream(Mess.Sort.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"kind\" is one of "
                        + Arrays.stream(Mess.Sort.values()).map(Mess.Sort::word).collect(Collectors.joining(", "))
                        + ", not '" + word + "'"));
        double rate = node.path("rate").asDouble(-1);
        if (!node.path("rate").isNumber() || !(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException(
                    "\"rate\" is the share of rows in which it happens, above 0 and at most 1");
        }
        List<Integer> fields = new ArrayList<>();
        for (JsonNode column : node.path("columns")) {
            fields.add(field(column.asText(""), schema));
        }
        if (!sort.isOfCells() && node.has("columns")) {
            throw new IllegalArgumentException("'" + word + "' befalls whole rows: leave \"columns\" out");
        }
        boolean ofNumbers = sort == Mess.Sort.UNIT;
        for (int field : fields) {
            FieldType type = schema.fields().get(field).type();
            if (ofNumbers && type != FieldType.INTEGER && type != FieldType.NUMBER) {
                throw new IllegalArgumentException(
                        "'" + schema.fields().get(field).name() + "' is no number, so it has no unit");
            }
        }
        if (sort == Mess.Sort.SWAP && (fields.size() != 2 || fields.get(0).equals(fields.get(1)))) {
            throw new IllegalArgumentException("a swap needs two \"columns\"");
        }
        if (sort.isOfCells() && fields.isEmpty()) {
            for (int field = 0; field < schema.fields().size(); field++) {
                FieldType type = schema.fields().get(field).type();
                if (!ofNumbers || type == FieldType.INTEGER || type == FieldType.NUMBER) {
                    fields.add(field);
                }
            }
        }
        if (sort.isOfCells() && fields.isEmpty()) {
            throw new IllegalArgumentException("the schema has no column of numbers");
        }
        if (sort != Mess.Sort.MISSING && node.has("markers") || sort != Mess.Sort.UNIT && node.has("by")) {
            throw new IllegalArgumentException("\"markers\" are for 'missing', and \"by\" is for 'unit'");
        }
        double by = node.path("by").asDouble(Double.NaN);
        if (sort == Mess.Sort.UNIT && (!Double.isFinite(by) || by == 1)) {
            throw new IllegalArgumentException(
                    "a wrong unit needs the factor \"by\", as 1000 of metres for kilometres");
        }
        List<String> markers = new ArrayList<>();
        node.path("markers").forEach(marker -> markers.add(marker.asText()));
        if (node.has("markers") && markers.isEmpty()) {
            throw new IllegalArgumentException("\"markers\" is a list of at least one text");
        }
        return new Mess(sort, rate, fields, markers.isEmpty() ? Mess.MARKERS : markers, by);
    }

    static int field(String name, Schema schema) {
        if (!schema.has(name)) {
            throw new IllegalArgumentException("there is no column '" + name + "' in the schema; there are "
                    + schema.fields().stream().map(Field::name).collect(Collectors.joining(", ")));
        }
        return schema.position(name);
    }

    static String text(JsonNode node, String name, String otherwise) {
        if (node.has(name) && !node.path(name).isTextual()) {
            throw new IllegalArgumentException("\"" + name + "\" must be a text");
        }
        return node.path(name).asText(otherwise);
    }

    /** Refuses what is no object, or has a property that nothing is made of. */
    static void require(String what, JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(what + " is a JSON object with " + new TreeSet<>(known));
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (!known.contains(property.getKey())) {
                throw new IllegalArgumentException("\"" + property.getKey() + "\" is not known in " + what
                        + "; known are " + new TreeSet<>(known));
            }
        }
    }
}
