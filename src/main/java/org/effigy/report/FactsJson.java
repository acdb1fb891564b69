package org.effigy.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.PrivacyJson;
import org.effigy.synth.Provenance;

/** What stands in the JSON of release cards and of audits alike: public facts of a release. */
final class FactsJson {
    private FactsJson() {}

    /** Puts {@code private, promise, budget, spent}. */
    static void putPromise(ObjectNode node, Provenance provenance) {
        node.put("private", provenance.secure()).put("promise", provenance.promise());
        PrivacyJson.put(node.putObject("budget"), provenance.budget());
        PrivacyJson.put(node.putObject("spent"), provenance.spent());
    }

    /** Puts {@code charges}, oldest first. */
    static void putCharges(ObjectNode node, Provenance provenance) {
        ArrayNode charges = node.putArray("charges");
        provenance.charges().forEach(charge -> PrivacyJson.put(charges.addObject(), charge));
    }

    /** Puts {@code budget, spent, epsilon, delta, releases}: of all releases together. */
    static void put(ObjectNode node, LedgerStatement statement) {
        PrivacyJson.put(node.putObject("budget"), statement.budget());
        PrivacyJson.put(node.putObject("spent"), statement.spent());
        node.put("epsilon", statement.implied().epsilon())
                .put("delta", statement.implied().delta())
                .put("releases", statement.releases().size());
    }

    /** Puts {@code checklists}. */
    static void put(ObjectNode node, List<Checklist> lists) {
        ArrayNode checklists = node.putArray("checklists");
        for (Checklist list : lists) {
            ArrayNode items =
                    checklists.addObject().put("framework", list.framework()).putArray("items");
            list.items()
                    .forEach(item -> items.addObject()
                            .put("question", item.question())
                            .put("assessed", item.assessed())
                            .put("answer", item.answer()));
        }
    }
}
