package org.effigy.synth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.effigy.privacy.JsonFields;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyJson;
import org.effigy.privacy.Promise;

/**
 * A synthetic table that stands between a model and real people, and what the release that it was drawn from promises
 * them.
 *
 * @param table the digest of its bytes
 * @param dataset what its release was made of, by the name in the ledger
 * @param ledger the identifier of the ledger that paid
 * @param release the release's name in it
 * @param promise to the units of what the release was made of; empty if there is none
 * @param counted the discoveries of other releases that the promise counts already
 */
public record Ancestor(
        String table,
        String dataset,
        String ledger,
        String release,
        Optional<PrivacyBudget> promise,
        List<DiscoveryCost> counted) {
    /** Checks that nothing is missing, and copies the list. */
    public Ancestor {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(release, "release");
        Objects.requireNonNull(promise, "promise");
        counted = List.copyOf(counted);
    }

    /** The table with this digest, drawn from a model of this provenance. */
    static Ancestor of(String table, Provenance provenance) {
        return new Ancestor(
                table,
                provenance.dataset(),
                provenance.ledger(),
                provenance.release(),
                provenance.ownPromise().map(Ancestor::budget),
                provenance.discoveries());
    }

    private static PrivacyBudget budget(Promise promise) {
        return new PrivacyBudget(promise.epsilon(), promise.delta(), promise.neighbours(), promise.unit());
    }

    /** Whether its promise counts what this discovery told: it was its own release's, or one that this used. */
    boolean counts(DiscoveryCost cost) {
        return counted.contains(cost)
                || cost.ledger().equals(ledger) && cost.release().equals(release);
    }

    void write(ObjectNode node) {
        node.put("table", table).put("dataset", dataset).put("ledger", ledger).put("release", release);
        promise.ifPresentOrElse(
                budget -> PrivacyJson.put(node.putObject("promise"), budget), () -> node.putNull("promise"));
        if (!counted.isEmpty()) {
            ArrayNode list = node.putArray("discoveries");
            counted.forEach(cost -> cost.write(list.addObject()));
        }
    }

    static Ancestor read(JsonFields node) {
        return new Ancestor(
                node.text("table"),
                node.text("dataset"),
                node.text("ledger"),
                node.text("release"),
                node.isNull("promise") ? Optional.empty() : Optional.of(PrivacyJson.budget(node.child("promise"))),
                DiscoveryCost.list(node));
    }
}
