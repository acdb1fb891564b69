package org.effigy.audit;

import java.util.Objects;

/**
 * Where a figure is read off an attack's ROC curve.
 *
 * @param attack the name of the attack, which the figures of its other rates share
 * @param falsePositives the share of outsiders that it may accuse wrongly there, above 0 and below 1
 */
public record CurvePoint(String attack, double falsePositives) {
    /** @throws IllegalArgumentException if the rate can't be one */
    public CurvePoint {
        Objects.requireNonNull(attack, "attack");
        if (!(falsePositives > 0 && falsePositives < 1)) {
            throw new IllegalArgumentException("a rate of false positives is between 0 and 1; it is " + falsePositives);
        }
    }
}
