package org.effigy.synth;

import java.util.Objects;
import java.util.OptionalInt;
import org.effigy.model.GaussianCopula;

/**
 * What a person may choose about the models that have a copula. Public.
 *
 * @param correlation how correlations are asked for
 * @param degrees the degrees of freedom of Student's copula; empty for the normal one
 */
public record CopulaOptions(Correlation correlation, OptionalInt degrees) {
    /** How correlations are asked for. */
    public enum Correlation {
        /** One noisy scatter matrix of rank scores: the better one, see {@code docs/decisions/0009-copula.md}. */
        SCATTER,
        /** Kendall's tau of each pair of columns (DPCopula; Li, Xiong, Jiang 2014). */
        KENDALL
    }

    /** @throws IllegalArgumentException if the degrees of freedom are out of range */
    public CopulaOptions {
        Objects.requireNonNull(correlation, "correlation");
        degrees.ifPresent(GaussianCopula::requireDegrees);
    }

    /** The normal copula from a scatter matrix. */
    public static CopulaOptions standard() {
        return new CopulaOptions(Correlation.SCATTER, OptionalInt.empty());
    }

    /** The same options with correlations asked for in another way. */
    public CopulaOptions withCorrelation(Correlation other) {
        return new CopulaOptions(other, degrees);
    }

    /** The same options with Student's copula of these degrees of freedom. */
    public CopulaOptions withDegrees(int freedom) {
        return new CopulaOptions(correlation, OptionalInt.of(freedom));
    }
}
