package org.effigy.privacy;

/**
 * Where privacy noise comes from. The one source of the library is {@code privacy.opendp.OpenDpNoise}; it
 * can't be seeded. A source that is not secure lives in test code, and what is fitted with it promises nothing.
 */
public interface NoiseSource {
    /** Whether a guarantee may rest on this source. */
    boolean secure();

    /** The source and its version, as it is written into model files. */
    String name();

    /**
     * What one use of a mechanism costs: OpenDP's own privacy map at this sensitivity, rounded up. Draws nothing.
     *
     * @return zero-concentrated for the discrete Gaussian and the exponential selection, pure for the others
     */
    PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity);

    /** Adds one draw to each entry, in place. Entries saturate at the ends of the 64-bit range. */
    void add(Mechanism.Additive mechanism, long[] values);

    /**
     * The index of one of the scores, larger ones likelier.
     *
     * @param mechanism {@link Mechanism.ExponentialSelection} or {@link Mechanism.PureSelection}
     * @param scores at least one
     * @throws IllegalArgumentException if there is no score, or the mechanism does not select
     */
    int select(Mechanism mechanism, long[] scores);
}
