package org.effigy.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.effigy.privacy.LedgerStatement;
import org.effigy.privacy.PrivacyJson;
import org.effigy.synth.Provenance;
import org.effigy.table.Field;

/** A release card as JSON; {@code release-card.schema.json} beside this class says what each field is. */
final class ReleaseCardJson {
    static final String FORMAT = "effigy-release-card";
    static final int VERSION = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReleaseCardJson() {}

    static String text(ReleaseCard card) {
        Provenance provenance = card.provenance();
        ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT).put("version", VERSION);
        root.put("generator", "effigy " + provenance.version());
        root.put("model", provenance.synthesizer()).put("modelDigest", card.modelDigest());
        root.put("schemaDigest", "sha256:" + card.schema().digest());
        root.put("dataset", provenance.dataset());
        root.put("private", provenance.secure()).put("promise", provenance.promise());
        PrivacyJson.put(root.putObject("budget"), provenance.budget());
        PrivacyJson.put(root.putObject("spent"), provenance.spent());
        root.put("noise", provenance.noise());
        root.put("domain", provenance.origin().words());
        root.put("generation", provenance.lineage().generation());
        root.put("intendedUse", card.intendedUse());
        ObjectNode ledger = root.putObject("ledger");
        ledger.put("id", provenance.ledger()).put("release", provenance.release());
        card.ledger().ifPresent(statement -> put(ledger.putObject("total"), statement));
        ArrayNode charges = root.putArray("charges");
        provenance.charges().forEach(charge -> PrivacyJson.put(charges.addObject(), charge));
        ArrayNode columns = root.putArray("columns");
        for (Field field : card.schema().fields()) {
            columns.addObject()
                    .put("name", field.name())
                    .put("type", field.type().word())
                    .put("role", field.role().word())
                    .put("domain", field.domainOrigin());
        }
        ArrayNode ceiling = root.putArray("ceiling");
        for (double falsePositives : provenance.secure() ? PromiseMeaning.SHOWN : new double[0]) {
            ceiling.addObject()
                    .put("falsePositives", falsePositives)
                    .put("truePositives", card.ceiling().truePositives(falsePositives));
        }
        ArrayNode checklists = root.putArray("checklists");
        for (Checklist list : card.checklists()) {
            ObjectNode node = checklists.addObject().put("framework", list.framework());
            ArrayNode items = node.putArray("items");
            list.items()
                    .forEach(item -> items.addObject()
                            .put("question", item.question())
                            .put("assessed", item.assessed())
                            .put("answer", item.answer()));
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }

    private static void put(ObjectNode node, LedgerStatement statement) {
        PrivacyJson.put(node.putObject("budget"), statement.budget());
        PrivacyJson.put(node.putObject("spent"), statement.spent());
        node.put("epsilon", statement.implied().epsilon())
                .put("delta", statement.implied().delta())
                .put("releases", statement.releases().size());
    }
}
