package org.effigy.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.effigy.synth.Provenance;
import org.effigy.table.Field;
import org.effigy.table.Rule;

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
        FactsJson.putPromise(root, provenance);
        root.put("noise", provenance.noise());
        root.put("domain", provenance.origin().words());
        root.put("generation", provenance.lineage().generation());
        root.put("intendedUse", card.intendedUse());
        card.caution().ifPresent(words -> root.put("caution", words));
        card.histories().ifPresent(words -> root.put("histories", words));
        card.known().forEach(root.withArray("known")::add);
        if (!provenance.asked().isEmpty()) {
            ArrayNode asked = root.putArray("asked");
            provenance
                    .asked()
                    .forEach(one ->
                            asked.addObject().put("marginal", one.marginal()).put("outcome", one.outcome()));
        }
        ObjectNode ledger = root.putObject("ledger");
        ledger.put("id", provenance.ledger()).put("release", provenance.release());
        card.ledger()
                .ifPresent(statement ->
                        FactsJson.put(ledger.putObject("total"), statement, provenance.overall(statement.budget())));
        FactsJson.putCharges(root, provenance);
        ArrayNode columns = root.putArray("columns");
        for (Field field : card.schema().fields()) {
            columns.addObject()
                    .put("name", field.name())
                    .put("type", field.type().word())
                    .put("role", field.role().word())
                    .put("domain", field.domainOrigin());
        }
        for (Rule rule : card.schema().rules()) {
            root.withArray("rules")
                    .addObject()
                    .put("name", rule.name())
                    .put("sentence", rule.sentence())
                    .put("demand", rule.demand().toString())
                    .put("derivedFromData", rule.derivedFromData());
        }
        ArrayNode ceiling = root.putArray("ceiling");
        card.ceiling().ifPresent(most -> {
            for (double falsePositives : PromiseMeaning.SHOWN) {
                ceiling.addObject()
                        .put("falsePositives", falsePositives)
                        .put("truePositives", most.truePositives(falsePositives));
            }
        });
        FactsJson.put(root, card.checklists());
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }
}
