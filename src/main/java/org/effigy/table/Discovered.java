package org.effigy.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;

/**
 * How a field's domain was found in the rows under a privacy budget; {@code effigy:discovered} in a schema. Public, and
 * free to be used again: what it cost was paid when it was found. Values outside such a domain are clamped to its bounds
 * or put into its other category, whatever the policy for other columns is.
 *
 * @param mechanism the noise, as {@code "discrete Gaussian"}
 * @param scale the noise's parameter
 * @param threshold the noisy number of units that a cell or category had to reach
 * @param definition in which the loss is counted: {@code pure}, {@code zCDP} or {@code approximate zCDP}
 * @param loss what it cost: epsilon or rho
 * @param delta what it cost of delta; 0 for bounds
 * @param time when, by the clock of the machine
 */
public record Discovered(
        String mechanism, double scale, long threshold, String definition, double loss, double delta, Instant time) {
    /** Checks that nothing is missing. */
    public Discovered {
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(time, "time");
    }

    void write(ObjectNode node) {
        node.put("mechanism", mechanism).put("scale", scale).put("threshold", threshold);
        node.put("definition", definition).put("loss", loss);
        if (delta > 0) {
            node.put("lossDelta", delta);
        }
        node.put("time", time.toString());
    }

    static Discovered read(JsonNode node) {
        try {
            return new Discovered(
                    text(node, "mechanism"),
                    real(node, "scale"),
                    Math.round(real(node, "threshold")),
                    text(node, "definition"),
                    real(node, "loss"),
                    node.has("lossDelta") ? real(node, "lossDelta") : 0,
                    Instant.parse(text(node, "time")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "effigy:discovered has the time '" + node.path("time").asText()
                            + "'; it is written by a discovery, and not by hand: take it out",
                    e);
        }
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException("effigy:discovered has no text '" + name
                    + "'; it is written by a discovery, and not by hand: take it out");
        }
        return node.path(name).asText();
    }

    private static double real(JsonNode node, String name) {
        if (!node.path(name).isNumber()) {
            throw new IllegalArgumentException("effigy:discovered has no number '" + name
                    + "'; it is written by a discovery, and not by hand: take it out");
        }
        return node.path(name).asDouble();
    }
}
