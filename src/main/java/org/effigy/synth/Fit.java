package org.effigy.synth;

import java.util.List;
import org.effigy.measure.NoisyMarginal;
import org.effigy.model.Distribution;

/**
 * What a synthesizer makes: what the door answered, and the distribution estimated from it. Both are public.
 *
 * @param measurements in the order in which they were asked for
 * @param distribution the distribution of rows
 */
public record Fit(List<NoisyMarginal> measurements, Distribution distribution) {
    /** Copies the list. */
    public Fit {
        measurements = List.copyOf(measurements);
    }
}
