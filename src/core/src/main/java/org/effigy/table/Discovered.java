package org.effigy.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How a field's domain was found in the rows under a privacy budget; {@code effigy:discovered} in a schema. It belongs to
 * the release that paid for it: another one that uses it gives away what the discovery cost, beside its own budget. Values
 * outside such a domain are clamped to its bounds or put into its other category, whatever the policy for other columns is.
 *
 * @param mechanism the noise, as {@code "discrete Gaussian"}
 * @param scale the noise's parameter
 * @param threshold the noisy number of units that a cell or category had to reach
 * @param definition in which the loss is counted: {@code pure}, {@code zCDP} or {@code approximate zCDP}
 * @param loss what it cost: epsilon or rho
 * @param delta what it cost of delta; 0 for bounds
 * @param time the day, as its first instant: the clock's time would tell how long a table takes to read
 * @param charge its number among the charges of its release, from 1; 0 where the release is not known
 * @param release that paid; empty in files of programs that did not write it
 */
public record Discovered(
        String mechanism,
        double scale,
        long threshold,
        String definition,
        double loss,
        double delta,
        Instant time,
        long charge,
        Optional<DiscoveryRelease> release) {
    /** Checks that nothing is missing. */
    public Discovered {
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(release, "release");
    }

    /** The same, paid by this release, which is known when it has found all that it looks for. */
    public Discovered paidBy(DiscoveryRelease paid) {
        return new Discovered(mechanism, scale, threshold, definition, loss, delta, time, charge, Optional.of(paid));
    }

    void write(ObjectNode node) {
        node.put("mechanism", mechanism).put("scale", scale).put("threshold", threshold);
        node.put("definition", definition).put("loss", loss);
        if (delta > 0) {
            node.put("lossDelta", delta);
        }
        node.put("time", time.toString());
        release.ifPresent(paid -> {
            node.put("charge", charge);
            paid.write(node.putObject("release"));
        });
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
                    Instant.parse(text(node, "time")),
                    node.has("release") ? Math.round(real(node, "charge")) : 0,
                    node.has("release") ? Optional.of(DiscoveryRelease.read(node.get("release"))) : Optional.empty());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "effigy:discovered has the time '" + node.path("time").asText()
                            + "'; it is written by a discovery, and not by hand: take it out",
                    e);
        }
    }

    static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) {
            throw new IllegalArgumentException("effigy:discovered has no text '" + name
                    + "'; it is written by a discovery, and not by hand: take it out");
        }
        return node.path(name).asText();
    }

    static double real(JsonNode node, String name) {
        if (!node.path(name).isNumber()) {
            throw new IllegalArgumentException("effigy:discovered has no number '" + name
                    + "'; it is written by a discovery, and not by hand: take it out");
        }
        return node.path(name).asDouble();
    }
}
