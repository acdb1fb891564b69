package org.effigy.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.effigy.model.CorrelationMatrix;
import org.effigy.model.Distribution;
import org.effigy.model.GaussianCopula;
import org.effigy.model.LocationCopula;
import org.effigy.model.Refined;

/** What people are told of a model's copula, where it has one. */
final class Copulas {
    private Copulas() {}

    /** The correlations of its variables. */
    static Optional<CorrelationMatrix> correlations(Distribution distribution) {
        if (distribution instanceof Refined refined) {
            return correlations(refined.coarse());
        }
        if (distribution instanceof GaussianCopula copula) {
            return Optional.of(copula.correlations());
        }
        return distribution instanceof LocationCopula copula ? Optional.of(copula.correlations()) : Optional.empty();
    }

    /** The columns that a copula draws independently of all others. */
    static List<String> apart(Distribution distribution) {
        if (distribution instanceof Refined refined) {
            return apart(refined.coarse());
        }
        if (distribution instanceof GaussianCopula copula) {
            return Arrays.stream(copula.domain().all().minus(copula.linked()).toArray())
                    .mapToObj(position -> copula.domain().attribute(position).name())
                    .toList();
        }
        return List.of();
    }
}
