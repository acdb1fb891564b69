package org.effigy.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.effigy.condition.Condition;
import org.effigy.condition.Condition.Kind;
import org.effigy.condition.Condition.Operand;
import org.effigy.condition.Condition.Operator;

/** Rules as they stand in a schema, under {@code effigy:rules}. */
final class RuleJson {
    static final String PROPERTY = "effigy:rules";

    /** Each kind of rule has one of these properties, and those beside it. */
    private static final Map<String, Set<String>> KINDS = Map.of(
            "holds", Set.of(),
            "allowed", Set.of("columns"),
            "forbidden", Set.of("columns"),
            "oneOf", Set.of(),
            "order", Set.of("minGap", "maxGap"),
            "from", Set.of("to", "map"));

    private static final Set<String> COMMON = Set.of("name", "description", "derivedFromData");

    private RuleJson() {}

    /**
     * The rules of a schema.
     *
     * @param folder where files that it names stand; empty if it is in no file
     * @throws IllegalArgumentException if one is none, with its name and what to write
     */
    static List<Rule> read(JsonNode schema, Optional<Path> folder) {
        JsonNode listed = schema.path(PROPERTY);
        if (listed.isMissingNode()) {
            return List.of();
        }
        if (!listed.isArray()) {
            throw new IllegalArgumentException(PROPERTY + " is a list of rules, as [{\"name\": \"no pregnant men\","
                    + " \"holds\": \"sex = male implies pregnant = no\"}]");
        }
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < listed.size(); i++) {
            String name = listed.get(i).path("name").asText("");
            try {
                rules.add(rule(listed.get(i), name, folder));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "rule " + (name.isBlank() ? i + 1 : "'" + name + "'") + ": " + e.getMessage(), e);
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException("rule '" + name + "' stands twice: rename or remove one");
            }
        }
        return rules;
    }

    private static Rule rule(JsonNode node, String name, Optional<Path> folder) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("it is no JSON object with a name and what must hold");
        }
        List<String> kinds = KINDS.keySet().stream().filter(node::has).sorted().toList();
        if (kinds.size() != 1) {
            throw new IllegalArgumentException("it needs one of "
                    + new TreeSet<>(KINDS.keySet()) + ", which says what kind of rule it is; it has "
                    + (kinds.isEmpty() ? "none" : kinds));
        }
        String kind = kinds.get(0);
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String property = names.next();
            if (!property.equals(kind)
                    && !COMMON.contains(property)
                    && !KINDS.get(kind).contains(property)) {
                throw new IllegalArgumentException("the property '" + property + "' is not known beside '" + kind
                        + "'; known are " + new TreeSet<>(union(KINDS.get(kind), COMMON)));
            }
        }
        boolean derived = FieldJson.flag(node, "derivedFromData");
        return new Rule(name, node.path("description").asText(""), demand(node, kind, folder), derived);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    private static Rule.Demand demand(JsonNode node, String kind, Optional<Path> folder) {
        return switch (kind) {
            case "holds" -> new Rule.Holds(Condition.parse(text(node, "holds")), Optional.empty());
            case "order" -> order(node);
            case "from" -> determines(text(node, "from"), text(node, "to"), node.path("map"), folder);
            default -> new Rule.Holds(listed(node, kind), Optional.of(new Rule.Listed(kind, written(node, kind))));
        };
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException("'" + name + "' must be a text");
        }
        return node.path(name).asText();
    }

    private static List<String> texts(JsonNode node, String name, int least) {
        List<String> texts = new ArrayList<>();
        if (node.path(name).isArray()) {
            node.path(name).forEach(each -> texts.add(each.isTextual() ? each.asText() : ""));
        }
        if (texts.size() < least || texts.contains("")) {
            throw new IllegalArgumentException("'" + name + "' must be a list of " + least + " or more columns' names");
        }
        return texts;
    }

    private static Rule.Order order(JsonNode node) {
        List<String> columns = texts(node, "order", 2);
        if (columns.size() != 2) {
            throw new IllegalArgumentException(
                    "'order' names two columns; write a rule for each two that follow" + " each other");
        }
        JsonNode most = node.path("maxGap");
        for (String gap : List.of("minGap", "maxGap")) {
            if (node.has(gap) && !node.path(gap).isNumber()) {
                throw new IllegalArgumentException("'" + gap + "' must be a number, of days for dates and times");
            }
        }
        return new Rule.Order(
                columns.get(0),
                columns.get(1),
                node.path("minGap").asDouble(0),
                most.isNumber() ? Optional.of(most.asDouble()) : Optional.empty());
    }

    private static Rule.Determines determines(String from, String to, JsonNode map, Optional<Path> folder) {
        return new Rule.Determines(
                from,
                to,
                map.isTextual()
                        ? MapFile.read(
                                folder.orElseThrow(() -> new IllegalArgumentException(
                                        "'map' names a file, and this schema is in none beside which"
                                                + " it could stand: write the map into it")),
                                map.asText(),
                                from,
                                to)
                        : map(map));
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            map.put(
                    entry.getKey(),
                    entry.getValue().isValueNode() ? entry.getValue().asText() : "");
        }
        if (map.isEmpty()) {
            throw new IllegalArgumentException(
                    "'map' must be an object with a value of 'to' for each value of 'from', as {\"Boston\": \"MA\"},"
                            + " or the name of a CSV file with these two columns");
        }
        return map;
    }

    private static Condition listed(JsonNode node, String kind) {
        if (kind.equals("oneOf")) {
            List<String> columns = texts(node, kind, 2);
            List<Condition> ways = new ArrayList<>();
            for (String one : columns) {
                List<Condition> way = new ArrayList<>();
                for (String column : columns) {
                    Condition on = new Condition.OneOf(column, List.of(ON));
                    way.add(column.equals(one) ? on : new Condition.Not(on));
                }
                ways.add(new Condition.And(way));
            }
            return new Condition.Or(ways);
        }
        List<String> columns = texts(node, "columns", 1);
        JsonNode rows = node.path(kind);
        List<Condition> ways = new ArrayList<>();
        for (JsonNode row : rows) {
            if (!row.isArray() || row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "each of '" + kind + "' must be a list of " + columns.size() + ", one for each of 'columns'");
            }
            List<Condition> way = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                cell(columns.get(i), row.get(i)).ifPresent(way::add);
            }
            if (way.isEmpty()) {
                throw new IllegalArgumentException("one of '" + kind + "' leaves every column open: name a value");
            }
            ways.add(new Condition.And(way));
        }
        if (ways.isEmpty()) {
            throw new IllegalArgumentException("'" + kind + "' must be a list of combinations, as [[\"A\", \"B\"]]");
        }
        Condition any = new Condition.Or(ways);
        return kind.equals("allowed") ? any : new Condition.Not(any);
    }

    /** What stands for the true value of a boolean, and 1 of an integer, in a group of which one is to be set. */
    static final String ON = "\u0001on";

    /** A value; a list of values; a range; {@code "*"} for any; null for missing. */
    private static Optional<Condition> cell(String column, JsonNode cell) {
        if (cell.isNull()) {
            return Optional.of(new Condition.Missing(column));
        }
        if (cell.isTextual() && cell.asText().equals("*")) {
            return Optional.empty();
        }
        if (cell.isArray() && !cell.isEmpty()) {
            List<String> values = new ArrayList<>();
            cell.forEach(value -> values.add(value.asText()));
            return Optional.of(new Condition.OneOf(column, values));
        }
        if (cell.isObject() && (cell.has("minimum") || cell.has("maximum"))) {
            List<Condition> ends = new ArrayList<>();
            for (Operator operator : List.of(Operator.AT_LEAST, Operator.AT_MOST)) {
                String end = operator == Operator.AT_LEAST ? "minimum" : "maximum";
                if (cell.has(end)) {
                    ends.add(new Condition.Comparison(
                            column,
                            operator,
                            new Operand(Kind.VALUE, cell.path(end).asText())));
                }
            }
            return Optional.of(new Condition.And(ends));
        }
        if (cell.isValueNode()) {
            return Optional.of(new Condition.OneOf(column, List.of(cell.asText())));
        }
        throw new IllegalArgumentException(
                "a combination holds values, lists of values, {\"minimum\": ..., \"maximum\":"
                        + " ...}, \"*\" for any, and null for missing; it has " + Excerpt.of(cell.toString(), 80));
    }

    private static String written(JsonNode node, String kind) {
        ObjectNode kept = SchemaJson.MAPPER.createObjectNode();
        for (String property : List.of("columns", kind)) {
            if (node.has(property)) {
                kept.set(property, node.path(property));
            }
        }
        return kept.toString();
    }

    /** Adds the rules to a schema's JSON, if there are any. */
    static void write(ObjectNode root, List<Rule> rules, boolean prose) {
        if (rules.isEmpty()) {
            return;
        }
        ArrayNode list = root.putArray(PROPERTY);
        for (Rule rule : rules) {
            ObjectNode node = list.addObject().put("name", rule.name());
            if (prose && !rule.sentence().isEmpty()) {
                node.put("description", rule.sentence());
            }
            if (rule.derivedFromData()) {
                node.put("derivedFromData", true);
            }
            if (rule.demand() instanceof Rule.Holds holds) {
                if (holds.listed().isEmpty()) {
                    node.put("holds", holds.condition().toString());
                } else {
                    node.setAll((ObjectNode) parse(holds.listed().get().text()));
                }
            } else if (rule.demand() instanceof Rule.Order order) {
                node.putArray("order").add(order.first()).add(order.second());
                if (order.least() != 0) {
                    node.put("minGap", order.least());
                }
                order.most().ifPresent(gap -> node.put("maxGap", gap));
            } else if (rule.demand() instanceof Rule.Determines determines) {
                node.put("from", determines.from()).put("to", determines.to());
                ObjectNode map = node.putObject("map");
                determines.map().forEach(map::put);
            }
        }
    }

    private static JsonNode parse(String text) {
        try {
            return SchemaJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree's own text is JSON", e);
        }
    }
}
