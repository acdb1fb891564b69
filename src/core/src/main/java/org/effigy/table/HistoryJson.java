package org.effigy.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What a field's JSON says of people's histories: {@code effigy:order} and {@code effigy:of}. */
final class HistoryJson {
    private static final String ORDER = "effigy:order";
    private static final String MOST = "mostRows";
    private static final String OF = "effigy:of";
    private static final String UNIT = "unit";

    private HistoryJson() {}

    static void read(JsonNode node, FieldBuilder field) {
        if (node.has(OF)) {
            if (!node.get(OF).asText().equals(UNIT)) {
                throw new IllegalArgumentException(OF + " is " + node.get(OF)
                        + "; it must be \"unit\", for a value that all rows of a unit share");
            }
            field.ofUnit(true);
        }
        JsonNode order = node.path(ORDER);
        if (order.isObject()) {
            FieldJson.requireOnly(order, ORDER, Set.of(MOST));
            JsonNode most = order.path(MOST);
            if (!most.canConvertToExactIntegral() || !most.canConvertToInt()) {
                throw new IllegalArgumentException(ORDER + " has " + order + "; it must be true, or as {\"" + MOST
                        + "\": 12}, the most rows that a unit is known to have");
            }
            field.order(most.asInt());
        } else if (FieldJson.flag(node, ORDER)) {
            field.order(Field.ROWS);
        }
    }

    static void put(ObjectNode node, Field field) {
        if (field.isOfUnit()) {
            node.put(OF, UNIT);
        }
        field.mostRows().ifPresent(most -> {
            if (most == Field.ROWS) {
                node.put(ORDER, true);
            } else {
                node.putObject(ORDER).put(MOST, most);
            }
        });
    }
}
