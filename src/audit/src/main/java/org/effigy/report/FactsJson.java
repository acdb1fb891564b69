package org.effigy.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.PrivacyJson;
import org.effigy.privacy.Promise;
import org.effigy.synth.Ancestor;
import org.effigy.synth.DiscoveryCost;
import org.effigy.synth.Provenance;

/** What stands in the JSON of release cards and of audits alike: public facts of a release. */
final class FactsJson {
    private FactsJson() {}

    /**
     * Puts {@code private, promise, promised, together, budget, spent}, and {@code discoveries, ancestors, origin} where
     * there is something to say.
     */
    static void putPromise(ObjectNode node, Provenance provenance) {
        node.put("private", provenance.promised().isPresent()).put("promise", provenance.promise());
        provenance.promised().ifPresent(promise -> put(node.putObject("promised"), promise));
        provenance.together().ifPresent(promise -> put(node.putObject("together"), promise));
        for (DiscoveryCost cost : provenance.discoveries()) {
            ObjectNode before = node.withArray("discoveries").addObject();
            before.put("ledger", cost.ledger()).put("release", cost.release());
            PrivacyJson.put(before.putObject("budget"), cost.budget());
            PrivacyJson.put(before.putObject("spent"), cost.loss());
        }
        for (Ancestor ancestor : provenance.lineage().ancestors()) {
            ObjectNode before = node.withArray("ancestors").addObject();
            before.put("table", ancestor.table()).put("dataset", ancestor.dataset());
            before.put("ledger", ancestor.ledger()).put("release", ancestor.release());
            ancestor.promise()
                    .ifPresentOrElse(
                            promise -> PrivacyJson.put(before.putObject("promise"), promise),
                            () -> before.putNull("promise"));
        }
        if (!provenance.lineage().checked()) {
            node.put("origin", "not checked");
        }
        PrivacyJson.put(node.putObject("budget"), provenance.budget());
        PrivacyJson.put(node.putObject("spent"), provenance.spent());
    }

    /** Puts {@code charges}, oldest first. */
    static void putCharges(ObjectNode node, Provenance provenance) {
        ArrayNode charges = node.putArray("charges");
        provenance.charges().forEach(charge -> PrivacyJson.put(charges.addObject(), charge));
    }

    private static void put(ObjectNode node, Promise promise) {
        node.put("epsilon", promise.epsilon()).put("delta", promise.delta());
        node.put("relation", promise.neighbours().words());
        node.put("unit", promise.unit().column().orElse(null));
        node.put("maxRows", promise.unit().maxRows());
    }

    /**
     * Puts {@code budget, spent, epsilon, delta, releases}: of all releases together.
     *
     * @param overall what they promise together
     */
    static void put(ObjectNode node, LedgerStatement statement, Promise overall) {
        PrivacyJson.put(node.putObject("budget"), statement.budget());
        PrivacyJson.put(node.putObject("spent"), statement.spent());
        node.put("epsilon", overall.epsilon())
                .put("delta", overall.delta())
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
