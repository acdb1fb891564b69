package org.effigy.attack;

import java.util.List;
import java.util.Objects;
import org.effigy.domain.Records;
import org.effigy.measure.NoisyMarginal;

/**
 * What a suspect gives out, and an attacker sees.
 *
 * @param answers the noisy counts of a model file; empty if no model is given out
 * @param rows the synthetic rows; may be none where a model is given out
 */
public record Published(List<NoisyMarginal> answers, Records rows) {
    /** Copies the list. */
    public Published {
        answers = List.copyOf(answers);
        Objects.requireNonNull(rows, "rows");
    }
}
