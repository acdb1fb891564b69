package org.effigy.synth;

import java.util.List;
import org.effigy.measure.NoisyMarginal;
import org.effigy.model.Distribution;

/**
 * What a synthesizer makes: what the door answered, and the distribution estimated from it. All public.
 *
 * @param measurements in the order in which they were asked for; over the distribution's domain, or over its bins where
 *     it is a {@link org.effigy.model.Refined} one
 * @param distribution the distribution of rows
 * @param readings what was counted before bins were made, over the domain of the schema's readings; else empty
 */
public record Fit(List<NoisyMarginal> measurements, Distribution distribution, List<NoisyMarginal> readings) {
    /** Copies the lists. */
    public Fit {
        measurements = List.copyOf(measurements);
        readings = List.copyOf(readings);
    }

    /** What was made of a table as it is. */
    public Fit(List<NoisyMarginal> measurements, Distribution distribution) {
        this(measurements, distribution, List.of());
    }
}
