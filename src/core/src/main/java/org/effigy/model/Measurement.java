package org.effigy.model;

import java.util.Objects;
import org.effigy.domain.Clique;

/**
 * A noisy marginal: counts over a clique with noise of mean 0 and one standard deviation in every cell.
 *
 * @param clique the attributes counted
 * @param values one count a cell, row-major, the clique's first attribute slowest; may be negative
 * @param scale the standard deviation of the noise, in rows; above 0
 */
public record Measurement(Clique clique, double[] values, double scale) {
    /** @throws IllegalArgumentException if a value is not finite or the scale is not a positive finite number */
    public Measurement {
        Objects.requireNonNull(clique, "clique");
        values = values.clone();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "the measurement of " + clique + " has " + values[i] + " in cell " + i + "; counts are finite");
            }
        }
        if (!(scale > 0) || !Double.isFinite(scale)) {
            throw new IllegalArgumentException("the noise scale of the measurement of " + clique + " is " + scale
                    + "; it must be a positive finite number of rows");
        }
    }

    /** The values; the caller's own copy. */
    @Override
    public double[] values() {
        return values.clone();
    }
}
