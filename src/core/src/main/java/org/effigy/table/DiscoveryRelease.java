package org.effigy.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * The release that paid for a discovery: whoever uses what was found in another one gives that away as well. The fields
 * are written and read as budgets and losses are in ledgers and models.
 *
 * @param ledger its ledger's identifier
 * @param id its name in the ledger
 * @param epsilon of its budget
 * @param delta of its budget
 * @param reserved the part of delta that it set aside; 0 for none
 * @param relation which neighbours its budget compares
 * @param unit the column that names its units; empty for rows
 * @param maxRows the rows that it keeps of each unit
 * @param definition in which the loss is counted: {@code pure}, {@code zCDP} or {@code approximate zCDP}
 * @param loss what all its discoveries together cost: epsilon or rho
 * @param lossDelta and of delta; 0 unless the definition is approximate
 */
public record DiscoveryRelease(
        String ledger,
        String id,
        double epsilon,
        double delta,
        double reserved,
        String relation,
        Optional<String> unit,
        int maxRows,
        String definition,
        double loss,
        double lossDelta) {
    /** Checks that nothing is missing. */
    public DiscoveryRelease {
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(relation, "relation");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(definition, "definition");
    }

    /** Puts its fields. */
    public void write(ObjectNode node) {
        node.put("ledger", ledger).put("id", id).put("epsilon", epsilon).put("delta", delta);
        if (reserved > 0) {
            node.put("reserved", reserved);
        }
        node.put("relation", relation).put("unit", unit.orElse(null)).put("maxRows", maxRows);
        node.put("definition", definition).put("loss", loss);
        if (lossDelta > 0) {
            node.put("lossDelta", lossDelta);
        }
    }

    /**
     * Reads what {@link #write} put.
     *
     * @throws IllegalArgumentException if something is missing
     */
    public static DiscoveryRelease read(JsonNode node) {
        return new DiscoveryRelease(
                Discovered.text(node, "ledger"),
                Discovered.text(node, "id"),
                Discovered.real(node, "epsilon"),
                Discovered.real(node, "delta"),
                node.has("reserved") ? Discovered.real(node, "reserved") : 0,
                Discovered.text(node, "relation"),
                node.path("unit").isNull() ? Optional.empty() : Optional.of(Discovered.text(node, "unit")),
                (int) Discovered.real(node, "maxRows"),
                Discovered.text(node, "definition"),
                Discovered.real(node, "loss"),
                node.has("lossDelta") ? Discovered.real(node, "lossDelta") : 0);
    }
}
