package org.effigy.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.effigy.table.Excerpt;

/** A policy as JSON. */
public final class PolicyJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The most characters of a message: a policy may hold anything where a number should stand. */
    private static final int LONGEST = 600;

    private static final String STANDARD = "policy.json";
    private static final String REFERENCE = "reference";
    private static final Set<String> POLICY = Set.of("name", "falseAlarms", "allMustBeAssessed", "rules");
    private static final Set<String> RULE =
            Set.of("figure", "kind", "compare", "must", "limit", "enough", "why", "source");

    private PolicyJson() {}

    /** The policy that comes with the library. */
    static Policy standard() {
        try (InputStream in = PolicyJson.class.getResourceAsStream(STANDARD)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), STANDARD);
        } catch (IOException e) {
            throw new IllegalStateException("the policy in the library's own jar can't be read", e);
        }
    }

    /**
     * Reads a policy.
     *
     * @throws IllegalArgumentException if it is no JSON or breaks a rule, with what to do
     * @throws IOException if the file can't be read
     */
    public static Policy read(Path file) throws IOException {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (CharacterCodingException e) {
            throw refused(file.toString(), "the policy is not UTF-8: save it as UTF-8");
        }
    }

    /**
     * The policy of a JSON text.
     *
     * @param source what to call the text in messages, usually the file's name
     * @throws IllegalArgumentException if it is no JSON or breaks a rule, with what to do
     */
    public static Policy parse(String json, String source) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw refused(source, "the policy is not JSON: " + e.getOriginalMessage() + line);
        }
        try {
            requireKnown("a policy", root, POLICY);
            JsonNode listed = root.path("rules");
            if (!listed.isArray()) {
                throw new IllegalArgumentException("a policy has a list \"rules\": give at least one rule");
            }
            List<Rule> rules = new ArrayList<>();
            for (JsonNode node : listed) {
                requireKnown("a rule", node, RULE);
                rules.add(rule(node));
            }
            JsonNode all = root.path("allMustBeAssessed");
            if (!all.isMissingNode() && !all.isBoolean()) {
                throw new IllegalArgumentException("\"allMustBeAssessed\" is true or false; it is " + all);
            }
            return new Policy(
                    text(root, "name"),
                    number(root, "falseAlarms")
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "a policy needs \"falseAlarms\", the probability of any, as 0.05")),
                    all.asBoolean(false),
                    rules);
        } catch (IllegalArgumentException e) {
            throw refused(source, e.getMessage());
        }
    }

    /** The policy as JSON, indented, with a line end; {@link #parse} gives it back. */
    public static String text(Policy policy) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree(policy)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }

    /** The policy as a tree, for reports. */
    public static ObjectNode tree(Policy policy) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("name", policy.name()).put("falseAlarms", policy.error());
        root.put("allMustBeAssessed", policy.wantsAllAssessed());
        ArrayNode rules = root.putArray("rules");
        policy.rules().forEach(rule -> put(rules.addObject(), rule));
        return root;
    }

    private static void put(ObjectNode node, Rule rule) {
        node.put("figure", rule.figure()).put("kind", AuditJson.word(rule.kind()));
        node.put("compare", AuditJson.word(rule.end())).put("must", AuditJson.word(rule.must()));
        rule.limit().ifPresentOrElse(limit -> node.put("limit", limit), () -> node.put("limit", REFERENCE));
        rule.enough().ifPresent(enough -> node.put("enough", enough));
        node.put("why", rule.why()).put("source", rule.source());
    }

    private static Rule rule(JsonNode node) {
        JsonNode limit = node.path("limit");
        return new Rule(
                text(node, "figure"),
                choice(node, "kind", Rule.Kind.values()),
                choice(node, "compare", Rule.End.values()),
                choice(node, "must", Rule.Must.values()),
                REFERENCE.equals(limit.textValue())
                        ? Optional.empty()
                        : Optional.of(number(node, "limit")
                                .orElseThrow(() -> new IllegalArgumentException("the rule of '" + text(node, "figure")
                                        + "' needs a \"limit\": a number, or \"reference\" for the figure's own"))),
                number(node, "enough"),
                text(node, "why"),
                text(node, "source"));
    }

    private static <E extends Enum<E>> E choice(JsonNode node, String name, E[] values) {
        String text = text(node, name);
        return Arrays.stream(values)
                .filter(value -> AuditJson.word(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is one of "
                        + Arrays.stream(values).map(AuditJson::word).toList() + "; it is '" + text + "'"));
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("\"" + name + "\" is a text; there is "
                    + (value.isMissingNode() ? "none in " + node : value.toString()));
        }
        return value.textValue();
    }

    private static Optional<Double> number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isNumber()) {
            throw new IllegalArgumentException("\"" + name + "\" is a number; it is " + value);
        }
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.doubleValue());
    }

    private static void requireKnown(String what, JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(what + " is a JSON object; there is " + node);
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(what + " has no \"" + name + "\": use "
                        + known.stream().sorted().toList());
            }
        });
    }

    private static IllegalArgumentException refused(String source, String message) {
        return new IllegalArgumentException(source + ": " + Excerpt.of(message, LONGEST));
    }
}
