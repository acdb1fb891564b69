package org.effigy.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** How budgets, losses, mechanisms and charges stand in JSON: in ledgers, model files and manifests alike. */
public final class PrivacyJson {
    private static final String PURE = "pure";
    private static final String CONCENTRATED = "zCDP";

    private PrivacyJson() {}

    /** Puts {@code epsilon, delta, relation, unit, maxRows}. */
    public static void put(ObjectNode node, PrivacyBudget budget) {
        node.put("epsilon", budget.epsilon()).put("delta", budget.delta());
        node.put("relation", budget.neighbours().words());
        node.put("unit", budget.unit().column().orElse(null));
        node.put("maxRows", budget.unit().maxRows());
    }

    /** Reads what {@link #put(ObjectNode, PrivacyBudget)} put. */
    public static PrivacyBudget budget(JsonFields fields) {
        Optional<String> column = fields.isNull("unit") ? Optional.empty() : Optional.of(fields.text("unit"));
        return new PrivacyBudget(
                fields.real("epsilon"),
                fields.real("delta"),
                Neighbours.of(fields.text("relation")),
                new PrivacyUnit(column, Math.toIntExact(fields.whole("maxRows"))));
    }

    /** Puts {@code definition, loss}. */
    public static void put(ObjectNode node, PrivacyLoss loss) {
        put(node, "loss", loss);
    }

    /** Puts {@code definition} and the loss under a name of its own. */
    static void put(ObjectNode node, String name, PrivacyLoss loss) {
        if (loss instanceof PrivacyLoss.Pure pure) {
            node.put("definition", PURE).put(name, pure.epsilon());
        } else if (loss instanceof PrivacyLoss.ZeroConcentrated concentrated) {
            node.put("definition", CONCENTRATED).put(name, concentrated.rho());
        } else {
            throw new IllegalArgumentException(
                    "losses are written as they are counted, pure or zero-concentrated, not " + loss.words());
        }
    }

    /** Reads what {@link #put(ObjectNode, PrivacyLoss)} put. */
    public static PrivacyLoss loss(JsonFields fields) {
        return loss(fields, "loss");
    }

    static PrivacyLoss loss(JsonFields fields, String name) {
        String definition = fields.text("definition");
        return switch (definition) {
            case PURE -> new PrivacyLoss.Pure(fields.real(name));
            case CONCENTRATED -> new PrivacyLoss.ZeroConcentrated(fields.real(name));
            default -> throw new IllegalArgumentException("definition '" + definition + "' is unknown");
        };
    }

    /** Puts {@code mechanism, scale}. */
    public static void put(ObjectNode node, Mechanism mechanism) {
        node.put("mechanism", MechanismName.of(mechanism).written()).put("scale", mechanism.scale());
    }

    /** Reads what {@link #put(ObjectNode, Mechanism)} put. */
    public static Mechanism mechanism(JsonFields fields) {
        return MechanismName.reading(fields.text("mechanism")).with(fields.real("scale"));
    }

    /** Puts {@code query, mechanism, scale, l1, l2Squared, lInf, definition, loss}. */
    public static void put(ObjectNode node, Charge charge) {
        node.put("query", charge.query());
        put(node, charge.mechanism());
        node.put("l1", charge.sensitivity().l1());
        node.put("l2Squared", charge.sensitivity().l2Squared());
        node.put("lInf", charge.sensitivity().lInf());
        put(node, charge.loss());
    }

    /** Reads what {@link #put(ObjectNode, Charge)} put. */
    public static Charge charge(JsonFields fields) {
        return new Charge(
                fields.text("query"),
                mechanism(fields),
                new Sensitivity(fields.whole("l1"), fields.whole("l2Squared"), fields.whole("lInf")),
                loss(fields));
    }
}
