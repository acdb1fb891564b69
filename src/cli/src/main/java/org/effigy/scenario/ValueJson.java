package org.effigy.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.effigy.condition.Condition;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.RowTexts;
import org.effigy.table.Schema;

/** What a scenario says of one column. */
final class ValueJson {
    private static final Set<String> WAYS = Set.of(
            "oneOf", "inTurn", "uniform", "normal", "logNormal", "exponential", "sequence", "copy", "formula", "cases");

    private static final int DEEPEST = 10;

    private final Schema schema;
    private final RowTexts texts;
    private final boolean isValid;

    /** @param isValid whether each text must be one that its field allows */
    ValueJson(Schema schema, RowTexts texts, boolean isValid) {
        this.schema = schema;
        this.texts = texts;
        this.isValid = isValid;
    }

    Value value(int field, JsonNode node) {
        return value(field, node, 0);
    }

    private Value value(int field, JsonNode node, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("cases stand in cases deeper than " + DEEPEST);
        }
        if (node.isValueNode()) {
            return new Value.Fixed(text(field, node));
        }
        List<String> ways = WAYS.stream().filter(node::has).sorted().toList();
        if (!node.isObject() || ways.size() != 1) {
            throw new IllegalArgumentException(
                    "it is a text, a number, true, false or null, or an object with one of " + new TreeSet<>(WAYS));
        }
        String way = ways.get(0);
        ScenarioJson.require("'" + way + "'", node, way.equals("cases") ? Set.of("cases", "otherwise") : Set.of(way));
        JsonNode said = node.path(way);
        return switch (way) {
            case "oneOf" -> oneOf(field, said);
            case "inTurn" -> new Value.InTurn(listed(field, said));
            case "sequence" -> sequence(field, said);
            case "copy" -> new Value.Copy(ScenarioJson.field(said.asText(""), schema));
            case "formula" -> reckoned(field, said);
            case "cases" -> cases(field, said, node.path("otherwise"), depth);
            default -> spread(field, way, said);
        };
    }

    /** A JSON value in the field's notation. */
    private String text(int field, JsonNode node) {
        if (node.isNull()) {
            if (isValid && schema.fields().get(field).isRequired()) {
                throw new IllegalArgumentException("it may not be missing");
            }
            return texts.missing(field);
        }
        Field declared = schema.fields().get(field);
        if (node.isNumber() && declared.type() != FieldType.STRING) {
            return allowed(field, isOrdered(declared) ? texts.text(field, node.asDouble()) : node.asText());
        }
        if (node.isBoolean() && declared.type() == FieldType.BOOLEAN) {
            return (node.asBoolean() ? declared.trueValues() : declared.falseValues()).get(0);
        }
        return allowed(field, node.asText());
    }

    private static boolean isOrdered(Field field) {
        return field.type() == FieldType.INTEGER || field.type() == FieldType.NUMBER;
    }

    private String allowed(int field, String text) {
        if (isValid) {
            texts.problem(field, text).ifPresent(problem -> {
                throw new IllegalArgumentException(
                        problem + "; or, if such rows are meant to be wrong, say \"valid\": false of the kind");
            });
        }
        return text;
    }

    private List<String> listed(int field, JsonNode said) {
        List<String> all = new ArrayList<>();
        if (said.isArray()) {
            said.forEach(each -> {
                if (!each.isValueNode()) {
                    throw new IllegalArgumentException("a list holds texts, numbers, true, false and null");
                }
                all.add(text(field, each));
            });
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("it needs a list of at least one value");
        }
        return all;
    }

    private Value oneOf(int field, JsonNode said) {
        List<String> all = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        if (said.isObject()) {
            for (Map.Entry<String, JsonNode> each : said.properties()) {
                if (!each.getValue().isNumber()) {
                    throw new IllegalArgumentException("the weight of '" + each.getKey() + "' must be a number");
                }
                all.add(allowed(field, each.getKey()));
                weights.add(each.getValue().asDouble());
            }
        } else {
            all.addAll(listed(field, said));
            all.forEach(each -> weights.add(1.0));
        }
        double sum = weights.stream().mapToDouble(weight -> weight).sum();
        if (weights.stream().anyMatch(weight -> !(weight >= 0)) || !(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weights are at least 0, and one is above 0");
        }
        double[] upTo = new double[weights.size()];
        double before = 0;
        for (int i = 0; i < upTo.length; i++) {
            before += weights.get(i) / sum;
            upTo[i] = before;
        }
        return new Value.OneOf(all, upTo);
    }

    private Value sequence(int field, JsonNode said) {
        ScenarioJson.require("'sequence'", said, Set.of("from", "step", "prefix", "digits"));
        for (String name : List.of("from", "step", "digits")) {
            if (said.has(name)
                    && !(said.path(name).isIntegralNumber() && said.path(name).canConvertToLong())) {
                throw new IllegalArgumentException("\"" + name + "\" of a sequence must be a whole number");
            }
        }
        long digits = said.path("digits").asLong(0);
        if (digits < 0 || digits > 30) {
            throw new IllegalArgumentException("\"digits\" of a sequence is from 0 to 30");
        }
        String prefix = ScenarioJson.text(said, "prefix", "");
        if (schema.fields().get(field).type() == FieldType.DATE
                || schema.fields().get(field).type() == FieldType.DATETIME) {
            throw new IllegalArgumentException("a sequence is of numbers or texts; days that follow each other are"
                    + " a \"formula\" over a column that counts");
        }
        return new Value.Sequence(said.path("from").asLong(1), said.path("step").asLong(1), prefix, (int) digits);
    }

    private Value reckoned(int field, JsonNode said) {
        if (!said.isTextual()) {
            throw new IllegalArgumentException("a formula is a text, as \"net * 1.2\"");
        }
        if (schema.fields().get(field).type() == FieldType.STRING) {
            throw new IllegalArgumentException("it is a text, and a formula gives a number: use \"cases\" or \"copy\"");
        }
        return new Value.Reckoned(field, Formula.parse(said.asText(), schema));
    }

    private Value cases(int field, JsonNode said, JsonNode otherwise, int depth) {
        if (!said.isArray() || said.isEmpty() || otherwise.isMissingNode()) {
            throw new IllegalArgumentException("\"cases\" is a list of {\"where\": CONDITION, \"value\": VALUE}, with"
                    + " \"otherwise\" beside it for rows that meet none");
        }
        List<Value.Case> all = new ArrayList<>();
        Set<Integer> fields = new TreeSet<>();
        for (JsonNode each : said) {
            ScenarioJson.require("a case", each, Set.of("where", "value"));
            if (!each.path("where").isTextual() || each.path("value").isMissingNode()) {
                throw new IllegalArgumentException("a case has a condition \"where\" and a \"value\"");
            }
            Condition where = Condition.parse(each.path("where").asText());
            fields.addAll(texts.fields(where));
            all.add(new Value.Case(texts.meets(where), value(field, each.path("value"), depth + 1)));
        }
        return new Value.Cases(all, value(field, otherwise, depth + 1), fields);
    }

    private Value spread(int field, String way, JsonNode said) {
        Field declared = schema.fields().get(field);
        if (declared.type() == FieldType.STRING || declared.type() == FieldType.BOOLEAN) {
            throw new IllegalArgumentException(
                    "it is no number and no date, which a distribution needs: use \"oneOf\"");
        }
        double[] numbers =
                way.equals("exponential") ? new double[] {number(field, said, false)} : pair(field, way, said);
        // Whole numbers and days are rounded to: half a step more at the ends gives these their share.
        double half =
                way.equals("uniform") && (declared.type() == FieldType.INTEGER || declared.type() == FieldType.DATE)
                        ? 0.5
                        : 0;
        RealDistribution distribution;
        try {
            distribution = switch (way) {
                case "uniform" -> new UniformRealDistribution(numbers[0] - half, numbers[1] + half);
                case "normal" -> new NormalDistribution(numbers[0], numbers[1]);
                case "logNormal" -> new LogNormalDistribution(numbers[0], numbers[1]);
                default -> new ExponentialDistribution(numbers[0]);
            };
        } catch (MathIllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "there is no " + way + " distribution of " + Arrays.toString(numbers) + ": " + e.getMessage(), e);
        }
        double low = 0;
        double high = 1;
        if (isValid && texts.range(field).isPresent()) {
            double[] range = texts.range(field).get();
            low = distribution.cumulativeProbability(range[0] - half);
            high = distribution.cumulativeProbability(range[1] + half);
        }
        if (!(high - low > 1e-9)) {
            throw new IllegalArgumentException("the distribution lies outside of what the column may hold, "
                    + declared.minimum().orElse("") + " to "
                    + declared.maximum().orElse(""));
        }
        return new Value.Spread(field, distribution, low, high);
    }

    /** Two numbers; of a uniform distribution the ends, which may be dates. */
    private double[] pair(int field, String way, JsonNode said) {
        if (!said.isArray() || said.size() != 2) {
            throw new IllegalArgumentException("\"" + way + "\" has two numbers: "
                    + (way.equals("uniform")
                            ? "the ends"
                            : way.equals("normal")
                                    ? "the mean and the standard deviation"
                                    : "the mean and the standard deviation of the logarithm"));
        }
        boolean dated = way.equals("uniform") || way.equals("normal");
        return new double[] {number(field, said.get(0), dated), number(field, said.get(1), way.equals("uniform"))};
    }

    private double number(int field, JsonNode node, boolean dated) {
        if (node.isNumber() && Double.isFinite(node.asDouble())) {
            return node.asDouble();
        }
        if (dated && node.isTextual()) {
            return texts.number(field, node.asText());
        }
        throw new IllegalArgumentException(
                "a distribution has numbers" + (dated ? ", or texts of the column's own notation" : ""));
    }
}
