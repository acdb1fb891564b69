package org.effigy.audit.advice;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/** An advice as JSON; the same advice gives the same tree. */
public final class AdviceJson {
    private static final String FORMAT = "effigy-advice";
    private static final int VERSION = 1;

    private AdviceJson() {}

    /** The tree. */
    public static ObjectNode of(Advice advice) {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("format", FORMAT).put("version", VERSION).put("inside", true);
        root.put("advice", advice.words());
        root.put("outcome", advice.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        root.put("target", advice.target())
                .put("class", advice.rare())
                .put("goal", advice.goal().id());
        root.put("rows", advice.rows()).put("rowsOfClass", advice.rareRows()).put("holdoutRows", advice.holdoutRows());
        root.set("control", tried(advice.control()));
        root.set("pick", tried(advice.pick()));
        root.set("leader", tried(advice.leader()));
        advice.confirmed().ifPresent(gain -> root.set("confirmed", gain(gain)));
        if (!advice.onHoldout().isEmpty()) {
            ArrayNode holdout = root.putArray("holdout");
            advice.onHoldout()
                    .forEach((goal, values) -> holdout.addObject()
                            .put("goal", goal.id())
                            .put("realAlone", values[0])
                            .put("leader", values[1]));
        }
        ArrayNode slices = root.putArray("slices");
        advice.slices()
                .forEach(slice -> slices.addObject()
                        .put("column", slice.column())
                        .put("value", slice.value())
                        .put("rows", slice.rows())
                        .set("gain", gain(slice.gain())));
        ArrayNode findings = root.putArray("findings");
        advice.findings()
                .forEach(doubt ->
                        findings.addObject().put("grave", doubt.isGrave()).put("words", doubt.words()));
        ArrayNode all = root.putArray("tried");
        advice.tried().forEach(tried -> all.add(tried(tried)));
        return root;
    }

    private static ObjectNode tried(Advice.Tried tried) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("learner", tried.learner())
                .put("remedy", tried.remedy().id())
                .put("words", tried.words())
                .put("repeats", tried.repeats());
        ObjectNode values = node.putObject("values");
        for (Map.Entry<Goal, Double> value : tried.values().entrySet()) {
            values.put(value.getKey().id(), value.getValue());
        }
        node.set("gain", gain(tried.gain()));
        return node;
    }

    private static ObjectNode gain(Advice.Gain gain) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("value", gain.value())
                .put("low", gain.interval().low())
                .put("high", gain.interval().high());
    }
}
