package org.effigy.simulate;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The definition of a simulated table written as Frictionless Table Schema with the {@code effigy:} properties, by hand:
 * it holds nothing but names, numbers and plain text, and this package needs no JSON library for that.
 */
final class SchemaJson {
    private SchemaJson() {}

    /**
     * What a schema says of histories.
     *
     * @param shared the columns that all rows of a unit share
     * @param order the column by which its rows follow each other
     * @param most the most rows of a unit
     * @param rule of all rows, as JSON; empty for none
     */
    record Histories(List<String> shared, String order, int most, String rule) {}

    /** A schema with histories. */
    static String of(String title, List<Column> columns, Histories histories) {
        String json = of(title, columns);
        for (String name : histories.shared) {
            json = marked(json, name, "\"effigy:of\": \"unit\"");
        }
        json = marked(json, histories.order, "\"effigy:order\": {\"mostRows\": " + histories.most + "}");
        return histories.rule.isEmpty()
                ? json
                : json.substring(0, json.lastIndexOf("\n}")) + ",\n  \"effigy:rules\": [\n    " + histories.rule
                        + "\n  ]\n}\n";
    }

    private static String marked(String json, String name, String mark) {
        String field = "\"name\": " + quoted(name);
        return json.replace(field, field + ",\n      " + mark);
    }

    static String of(String title, List<Column> columns) {
        return "{\n  \"title\": " + quoted(title) + ",\n  \"missingValues\": [\"\"],\n  \"fields\": [\n"
                + columns.stream().map(SchemaJson::field).collect(Collectors.joining(",\n"))
                + "\n  ]\n}\n";
    }

    private static String field(Column column) {
        StringBuilder json = new StringBuilder("    {\n");
        json.append("      \"name\": ").append(quoted(column.name()));
        json.append(",\n      \"type\": ").append(quoted(lower(column.type())));
        json.append(",\n      \"description\": ").append(quoted(column.description()));
        json.append(",\n      \"constraints\": {").append(constraints(column)).append("}");
        if (column.role() != Column.Role.ORDINARY) {
            json.append(",\n      \"effigy:role\": ").append(quoted(lower(column.role())));
        }
        if (column.type() == Column.Type.NUMBER) {
            json.append(",\n      \"effigy:precision\": ").append(column.decimals());
        }
        if (!column.edges().isEmpty()) {
            json.append(",\n      \"effigy:bins\": [")
                    .append(String.join(", ", column.edges()))
                    .append("]");
        }
        json.append(",\n      \"effigy:domain\": \"definition of the simulation\"");
        return json.append("\n    }").toString();
    }

    private static String constraints(Column column) {
        StringBuilder json = new StringBuilder("\"required\": ").append(column.required());
        column.range().ifPresent(range -> {
            boolean bare = column.type() == Column.Type.INTEGER || column.type() == Column.Type.NUMBER;
            json.append(", \"minimum\": ").append(bare ? range.minimum() : quoted(range.minimum()));
            json.append(", \"maximum\": ").append(bare ? range.maximum() : quoted(range.maximum()));
        });
        if (!column.categories().isEmpty()) {
            json.append(", \"enum\": [")
                    .append(column.categories().stream().map(SchemaJson::quoted).collect(Collectors.joining(", ")))
                    .append("]");
        }
        return json.toString();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\')) {
            throw new IllegalArgumentException(
                    "names and descriptions hold no quotes, backslashes or controls: " + text);
        }
        return "\"" + text + "\"";
    }
}
