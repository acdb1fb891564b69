package org.effigy.measure;

import java.util.Objects;
import org.effigy.domain.Clique;

/**
 * A marginal that may be measured next, with what the model believes of it. The door scores it by
 * {@code weight * (L1(true marginal - estimate) - bias)}: how wrong the model is there (McKenna et al.
 * 2022). Everything here is public.
 *
 * @param clique the attributes
 * @param estimate the model's expected counts, row-major; copied neither in nor out, since candidates are many
 * @param weight how much the workload cares for it, positive and finite
 * @param bias what a new measurement would be wrong by on its own, finite
 */
public record Candidate(Clique clique, double[] estimate, double weight, double bias) {
    /** @throws IllegalArgumentException if the weight is not positive and finite, or the bias not finite */
    public Candidate {
        Objects.requireNonNull(clique, "clique");
        Objects.requireNonNull(estimate, "estimate");
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a candidate's weight must be positive and finite; it is " + weight);
        }
        if (!Double.isFinite(bias)) {
            throw new IllegalArgumentException("a candidate's bias must be finite; it is " + bias);
        }
    }
}
