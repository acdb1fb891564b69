package org.effigy.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Figures, grids and findings as JSON. A number that is not defined, or an end of an interval that is infinite, is
 * null: JSON has no word for it.
 */
public final class AuditJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AuditJson() {}

    /** {@code {"id", "title", "value", "interval": {"low", "high", "level"}, "reference", "note"}}; what is empty is left out. */
    public static ObjectNode write(Figure figure) {
        ObjectNode node = NODES.objectNode().put("id", figure.id()).put("title", figure.title());
        put(node, "value", figure.value());
        figure.interval().ifPresent(interval -> {
            ObjectNode ends = node.putObject("interval");
            put(ends, "low", interval.low());
            put(ends, "high", interval.high());
            put(ends, "level", interval.level());
        });
        figure.reference().ifPresent(reference -> put(node, "reference", reference));
        if (!figure.note().isEmpty()) {
            node.put("note", figure.note());
        }
        return node;
    }

    /** {@code {"id", "title", "rows", "columns", "values", "note"}}, the values by row. */
    public static ObjectNode write(Grid grid) {
        ObjectNode node = NODES.objectNode().put("id", grid.id()).put("title", grid.title());
        node.set("rows", texts(grid.rows()));
        node.set("columns", texts(grid.columns()));
        ArrayNode values = node.putArray("values");
        for (double[] row : grid.values()) {
            ArrayNode cells = values.addArray();
            for (double value : row) {
                if (Double.isFinite(value)) {
                    cells.add(value);
                } else {
                    cells.addNull();
                }
            }
        }
        if (!grid.note().isEmpty()) {
            node.put("note", grid.note());
        }
        return node;
    }

    /** {@code {"id", "severity", "title", "evidence", "consequence", "advice"}}. */
    public static ObjectNode write(Finding finding) {
        ObjectNode node = NODES.objectNode()
                .put("id", finding.id())
                .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("title", finding.title());
        node.set("evidence", figures(finding.evidence()));
        return node.put("consequence", finding.consequence()).put("advice", finding.advice());
    }

    /** The figures in order. */
    public static ArrayNode figures(Collection<Figure> figures) {
        ArrayNode array = NODES.arrayNode();
        figures.forEach(figure -> array.add(write(figure)));
        return array;
    }

    /** The grids in order. */
    public static ArrayNode grids(Collection<Grid> grids) {
        ArrayNode array = NODES.arrayNode();
        grids.forEach(grid -> array.add(write(grid)));
        return array;
    }

    /** The findings in order. */
    public static ArrayNode findings(Collection<Finding> findings) {
        ArrayNode array = NODES.arrayNode();
        findings.forEach(finding -> array.add(write(finding)));
        return array;
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = NODES.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
