package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.effigy.model.MarkovRandomField;

/** The field of a fit by a synthesizer that makes one. */
final class Fields {
    private Fields() {}

    static MarkovRandomField of(Fit fit) {
        return assertInstanceOf(MarkovRandomField.class, fit.distribution());
    }
}
