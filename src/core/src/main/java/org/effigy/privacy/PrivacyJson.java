package org.effigy.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** How budgets, losses, mechanisms and charges stand in JSON: in ledgers, model files and manifests alike. */
public final class PrivacyJson {
    private static final String PURE = "pure";
    private static final String CONCENTRATED = "zCDP";
    private static final String APPROXIMATE = "approximate zCDP";

    /** The budget's field that is there only where a part of delta is set aside. */
    static final String RESERVED = "reserved";

    private PrivacyJson() {}

    /** Puts {@code epsilon, delta, relation, unit, maxRows}; after delta {@code reserved}, unless that is 0. */
    public static void put(ObjectNode node, PrivacyBudget budget) {
        node.put("epsilon", budget.epsilon()).put("delta", budget.delta());
        if (budget.reserved() > 0) {
            node.put(RESERVED, budget.reserved());
        }
        node.put("relation", budget.neighbours().words());
        node.put("unit", budget.unit().column().orElse(null));
        node.put("maxRows", budget.unit().maxRows());
    }

    /** Reads what {@link #put(ObjectNode, PrivacyBudget)} put. */
    public static PrivacyBudget budget(JsonFields fields) {
        Optional<String> column = fields.isNull("unit") ? Optional.empty() : Optional.of(fields.text("unit"));
        double reserved = fields.has(RESERVED) ? fields.real(RESERVED) : 0;
        if (fields.has(RESERVED) && !(reserved > 0)) {
            throw new IllegalArgumentException("'" + RESERVED + "' is " + reserved + "; it is left out unless above 0");
        }
        return new PrivacyBudget(
                fields.real("epsilon"),
                fields.real("delta"),
                Neighbours.of(fields.text("relation")),
                new PrivacyUnit(column, fields.integer("maxRows")),
                reserved);
    }

    /** Puts {@code definition, loss}; {@code lossDelta} too, if the loss has a delta. */
    public static void put(ObjectNode node, PrivacyLoss loss) {
        put(node, "loss", loss);
    }

    /** Puts {@code definition} and the loss under a name of its own. */
    static void put(ObjectNode node, String name, PrivacyLoss loss) {
        if (loss instanceof PrivacyLoss.Pure pure) {
            node.put("definition", PURE).put(name, pure.epsilon());
        } else if (loss instanceof PrivacyLoss.ZeroConcentrated concentrated) {
            node.put("definition", CONCENTRATED).put(name, concentrated.rho());
        } else if (loss instanceof PrivacyLoss.ApproximateConcentrated both) {
            node.put("definition", APPROXIMATE).put(name, both.rho()).put(deltaOf(name), both.delta());
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
            case APPROXIMATE -> new PrivacyLoss.ApproximateConcentrated(fields.real(name), fields.real(deltaOf(name)));
            default -> throw new IllegalArgumentException("definition '" + definition + "' is unknown");
        };
    }

    /** Under which name the delta of a loss of this name stands. */
    static String deltaOf(String name) {
        return name + "Delta";
    }

    /** Puts {@code mechanism, scale}. */
    public static void put(ObjectNode node, Mechanism mechanism) {
        node.put("mechanism", MechanismName.of(mechanism).written()).put("scale", mechanism.scale());
    }

    /** Reads what {@link #put(ObjectNode, Mechanism)} put. */
    public static Mechanism mechanism(JsonFields fields) {
        return MechanismName.reading(fields.text("mechanism")).with(fields.real("scale"));
    }

    /** Puts {@code query, mechanism, scale, l1, l2Squared, lInf, definition, loss}, and the loss's delta if it has one. */
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
