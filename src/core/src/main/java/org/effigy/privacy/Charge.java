package org.effigy.privacy;

import java.util.Objects;

/**
 * One use of the door: what was asked, how it was answered, and what that costs. It holds public facts alone.
 *
 * @param query what was asked, as {@code "marginal (age, sex)"}
 * @param mechanism how noise is drawn
 * @param sensitivity how far the exact answer can move between neighbours
 * @param loss what it costs, by OpenDP's map
 */
public record Charge(String query, Mechanism mechanism, Sensitivity sensitivity, PrivacyLoss loss) {
    /** Checks that nothing is missing. */
    public Charge {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(sensitivity, "sensitivity");
        Objects.requireNonNull(loss, "loss");
    }
}
