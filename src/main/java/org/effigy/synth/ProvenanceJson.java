package org.effigy.synth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.effigy.privacy.Charge;
import org.effigy.privacy.JsonFields;
import org.effigy.privacy.LedgerHead;
import org.effigy.privacy.PrivacyJson;

/** A model's provenance as it stands in its file and in the manifests of its samples. */
final class ProvenanceJson {
    private static final String DIFFERENTIAL = "differential";
    private static final String NONE = "none";

    private ProvenanceJson() {}

    static ObjectNode write(Provenance provenance) {
        ObjectNode node = SealedJson.MAPPER.createObjectNode();
        node.put("generator", Generator.NAME).put("version", provenance.version());
        node.put("model", provenance.synthesizer());
        provenance.reason().ifPresent(reason -> node.put("reason", reason));
        node.put("privacy", provenance.secure() ? DIFFERENTIAL : NONE);
        node.put("noise", provenance.noise());
        PrivacyJson.put(node.putObject("budget"), provenance.budget());
        PrivacyJson.put(node.putObject("spent"), provenance.spent());
        ArrayNode charges = node.putArray("charges");
        provenance.charges().forEach(charge -> PrivacyJson.put(charges.addObject(), charge));
        node.put("dataset", provenance.dataset());
        ObjectNode ledger = node.putObject("ledger");
        ledger.put("id", provenance.ledger()).put("release", provenance.release());
        ledger.put("head", provenance.ledgerHead().map(LedgerHead::toString).orElse(null));
        node.put("domain", provenance.origin().words());
        node.put("generation", provenance.lineage().generation());
        ArrayNode parents = node.putArray("parents");
        provenance.lineage().parents().forEach(parents::add);
        return node;
    }

    static Provenance read(JsonFields node) {
        List<Charge> charges =
                node.children("charges").stream().map(PrivacyJson::charge).toList();
        JsonFields ledger = node.child("ledger");
        return new Provenance(
                node.text("version"),
                node.text("model"),
                node.node().has("reason") ? Optional.of(node.text("reason")) : Optional.empty(),
                node.text("noise"),
                secure(node.text("privacy")),
                PrivacyJson.budget(node.child("budget")),
                PrivacyJson.loss(node.child("spent")),
                charges,
                node.text("dataset"),
                ledger.text("id"),
                ledger.text("release"),
                ledger.isNull("head") ? Optional.empty() : Optional.of(LedgerHead.of(ledger.text("head"))),
                DomainOrigin.of(node.text("domain")),
                new Lineage(node.integer("generation"), node.texts("parents")));
    }

    private static boolean secure(String privacy) {
        return switch (privacy) {
            case DIFFERENTIAL -> true;
            case NONE -> false;
            default -> throw new IllegalArgumentException("privacy '" + privacy + "' is unknown");
        };
    }
}
