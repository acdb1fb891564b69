package org.effigy.model;

import java.util.Objects;

/**
 * What an {@link Estimator} found.
 *
 * @param field the distribution
 * @param error the sum over measurements of |expected - measured|^2 / (2 scale^2); about half the number of measured
 *     cells at the true distribution
 * @param iterations quasi-Newton steps taken
 */
public record Estimate(MarkovRandomField field, double error, int iterations) {
    /** @throws NullPointerException if there is no field */
    public Estimate {
        Objects.requireNonNull(field, "field");
    }
}
