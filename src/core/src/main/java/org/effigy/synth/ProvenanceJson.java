package org.effigy.synth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.effigy.privacy.Charge;
import org.effigy.privacy.JsonFields;
import org.effigy.privacy.LedgerHead;
import org.effigy.privacy.PrivacyJson;
import org.effigy.privacy.Promise;

/** A model's provenance as it stands in its file and in the manifests of its samples. */
final class ProvenanceJson {
    private static final String DIFFERENTIAL = "differential";
    private static final String NONE = "none";
    private static final String UNCHECKED = "not checked";
    private static final double SLACK = 1e-9;

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
        if (!provenance.lineage().checked()) {
            node.put("origin", UNCHECKED);
        }
        if (!provenance.lineage().ancestors().isEmpty()) {
            ArrayNode ancestors = node.putArray("ancestors");
            provenance.lineage().ancestors().forEach(ancestor -> ancestor.write(ancestors.addObject()));
        }
        if (!provenance.discoveries().isEmpty()) {
            ArrayNode discoveries = node.putArray("discoveries");
            provenance.discoveries().forEach(cost -> cost.write(discoveries.addObject()));
        }
        if (!provenance.asked().isEmpty()) {
            Asked.write(node.putArray("asked"), provenance.asked());
        }
        if (needsWords(provenance)) {
            provenance.promised().ifPresent(promise -> put(node.putObject("promised"), promise));
            provenance.together().ifPresent(promise -> put(node.putObject("together"), promise));
        }
        return node;
    }

    /** Whether a reader that knows no more than the budget would take it for a promise that is not made. */
    static boolean needsWords(Provenance provenance) {
        return !provenance.discoveries().isEmpty()
                || !provenance.lineage().ancestors().isEmpty();
    }

    private static void put(ObjectNode node, Promise promise) {
        node.put("epsilon", promise.epsilon()).put("delta", promise.delta());
        node.put("relation", promise.neighbours().words());
        node.put("unit", promise.unit().column().orElse(null));
        node.put("maxRows", promise.unit().maxRows());
    }

    /** What people read in the file must be what follows from the rest of it. */
    private static void requireSame(JsonFields node, String name, Optional<Promise> promise) {
        if (promise.isPresent() != node.has(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' " + (promise.isPresent() ? "is missing" : "promises what nothing shows"));
        }
        if (promise.isPresent()) {
            JsonFields stated = node.child(name);
            // A later version may convert more tightly than the one that wrote it, and is believed no smaller figure.
            if (!(stated.real("epsilon") >= promise.get().epsilon() * (1 - SLACK)
                    && stated.real("delta") >= promise.get().delta() * (1 - SLACK))) {
                throw new IllegalArgumentException("'" + name + "' says epsilon " + stated.real("epsilon") + ", delta "
                        + stated.real("delta") + ", and what it rests on promises no less than "
                        + promise.get().epsilon() + " and " + promise.get().delta());
            }
        }
    }

    static Provenance read(JsonFields node) {
        List<Charge> charges =
                node.children("charges").stream().map(PrivacyJson::charge).toList();
        JsonFields ledger = node.child("ledger");
        Provenance provenance = new Provenance(
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
                new Lineage(
                        node.integer("generation"),
                        node.texts("parents"),
                        node.has("ancestors")
                                ? node.children("ancestors").stream()
                                        .map(Ancestor::read)
                                        .toList()
                                : List.of(),
                        !node.has("origin")),
                DiscoveryCost.list(node),
                Asked.list(node));
        provenance.reckoning().requireSum();
        // Of synthetic rows too, whose promise to people is another: what can't be added up is no provenance.
        provenance.ownPromise();
        requireSame(node, "promised", provenance.promised().filter(promise -> needsWords(provenance)));
        requireSame(node, "together", provenance.together());
        return provenance;
    }

    private static boolean secure(String privacy) {
        return switch (privacy) {
            case DIFFERENTIAL -> true;
            case NONE -> false;
            default -> throw new IllegalArgumentException("privacy '" + privacy + "' is unknown");
        };
    }
}
