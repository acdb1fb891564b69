package org.effigy.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Figures, grids, findings and verdicts as JSON. A number that is not defined, or an end of an interval that is infinite,
 * is null: JSON has no word for it.
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
                .put("severity", word(finding.severity()))
                .put("title", finding.title());
        node.set("evidence", figures(finding.evidence()));
        return node.put("consequence", finding.consequence()).put("advice", finding.advice());
    }

    /**
     * {@code {"figure", "kind", "outcome", "compare", "must", "compared", "limit", "words", "why", "source"}};
     * {@code compared} and {@code limit} are null where nothing was compared. Where the figure's power is known, {@code
     * "power": {"probability", "smallest", "rows"}} as well.
     */
    public static ObjectNode write(Verdict verdict) {
        Rule rule = verdict.rule();
        ObjectNode node = NODES.objectNode()
                .put("figure", verdict.figure().map(Figure::id).orElse(rule.figure()))
                .put("kind", word(rule.kind()))
                .put("outcome", word(verdict.outcome()))
                .put("compare", word(rule.end()))
                .put("must", word(rule.must()));
        put(node, "compared", verdict.compared().orElse(Double.NaN));
        put(node, "limit", verdict.limit().orElse(Double.NaN));
        verdict.figure().flatMap(Figure::power).ifPresent(power -> {
            ObjectNode found = node.putObject("power").put("probability", Power.PROBABILITY);
            put(found, "smallest", power.smallest());
            power.rows().ifPresent(rows -> found.put("rows", rows));
        });
        return node.put("words", verdict.words()).put("why", rule.why()).put("source", rule.source());
    }

    /** A section of an audit: {@code {"title", "figures", "grids"}}. */
    public static ObjectNode write(Findings findings) {
        ObjectNode node = NODES.objectNode().put("title", findings.title());
        node.set("figures", figures(findings.figures()));
        node.set("grids", grids(findings.grids()));
        return node;
    }

    /** A name from a list of names as it stands in JSON: {@code NOT_ASSESSED} is {@code not-assessed}. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
