package org.effigy.audit.drift;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What was found of batches, as JSON for a scheduler. */
public final class DriftJson {
    private static final int VERSION = 1;

    private DriftJson() {}

    /** The tree; the same batches give the same one. */
    public static ObjectNode of(List<BatchDrift> batches) {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("format", "effigy-drift")
                .put("version", VERSION)
                .put("inside", true)
                .put("alarms", Drift.ALARMS);
        root.put("drifted", batches.stream().anyMatch(BatchDrift::hasDrifted));
        ArrayNode all = root.putArray("batches");
        for (BatchDrift batch : batches) {
            ObjectNode node = all.addObject()
                    .put("name", batch.name())
                    .put("rows", batch.rows())
                    .put("drifted", batch.hasDrifted())
                    .put("advice", batch.advice())
                    .put("farthestColumn", batch.farthest());
            batch.score().ifPresent(score -> node.put("score", score));
            batch.reference().ifPresent(score -> node.put("scoreOfReference", score));
            ArrayNode changes = node.putArray("changes");
            batch.changes()
                    .forEach(change -> changes.addObject()
                            .put("kind", change.kind().words())
                            .put("name", change.name())
                            .put("size", change.size())
                            .put("chance", change.chance())
                            .put("words", change.words()));
        }
        return root;
    }
}
