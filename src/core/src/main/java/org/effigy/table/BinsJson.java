package org.effigy.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** {@code effigy:bins} of a field: a number, a list of edges, a method, or an object of a method and a count. */
final class BinsJson {
    private static final Set<String> PROPERTIES = Set.of("method", "count");

    private BinsJson() {}

    /**
     * The bins of a node.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Bins bins(JsonNode node) {
        if (node.isArray()) {
            List<String> edges = new ArrayList<>();
            node.forEach(edge -> edges.add(FieldJson.scalar("effigy:bins", edge)));
            return new Bins.Edges(edges);
        }
        if (node.isTextual()) {
            return bins(node.asText(), OptionalInt.empty());
        }
        if (node.isObject()) {
            Set<String> names = new TreeSet<>();
            node.fieldNames().forEachRemaining(names::add);
            if (!PROPERTIES.containsAll(names) || !node.path("method").isTextual()) {
                throw new IllegalArgumentException(
                        "effigy:bins is " + node + "; as an object it has a method, and a count if you like");
            }
            OptionalInt count = node.has("count") ? OptionalInt.of(number(node.get("count"))) : OptionalInt.empty();
            return bins(node.path("method").asText(), count);
        }
        return new Bins.Equal(number(node));
    }

    /**
     * The bins of a method.
     *
     * @throws IllegalArgumentException if there is no such method
     */
    static Bins bins(String method, OptionalInt count) {
        return method.equals("equal")
                ? new Bins.Equal(count.orElse(Bins.Equal.STANDARD))
                : new Bins.Measured(Bins.Way.named(method), count);
    }

    private static int number(JsonNode node) {
        if (!node.canConvertToExactIntegral() || !node.canConvertToInt()) {
            throw new IllegalArgumentException("effigy:bins is " + node
                    + "; it must be a number of bins, a list of edges, or one of equal, quantile, tree");
        }
        return node.asInt();
    }

    /** Writes what a field declares. */
    static void put(ObjectNode node, Field field) {
        if (field.bins() instanceof Bins.Equal equal) {
            node.put("effigy:bins", equal.count());
        } else if (field.bins() instanceof Bins.Edges edges) {
            FieldJson.values(field, edges.edges(), node.putArray("effigy:bins"));
        } else if (field.bins() instanceof Bins.Measured measured) {
            if (measured.count().isPresent()) {
                node.putObject("effigy:bins")
                        .put("method", measured.way().word())
                        .put("count", measured.count().getAsInt());
            } else {
                node.put("effigy:bins", measured.way().word());
            }
        }
    }
}
