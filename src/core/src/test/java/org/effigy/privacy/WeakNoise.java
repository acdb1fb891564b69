package org.effigy.privacy;

/**
 * A planted offender: charges what it should, and draws noise that is smaller.
 *
 * @param noise where noise comes from
 * @param by how many times smaller its noise is; infinite for none at all
 */
public record WeakNoise(NoiseSource noise, double by) implements NoiseSource {
    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public String name() {
        return "planted";
    }

    @Override
    public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
        return noise.loss(mechanism, sensitivity);
    }

    @Override
    public void add(Mechanism.Additive mechanism, long[] values) {
        double scale = mechanism.scale() / by;
        if (scale > 0) {
            noise.add(
                    mechanism instanceof Mechanism.DiscreteGaussian
                            ? new Mechanism.DiscreteGaussian(scale)
                            : new Mechanism.DiscreteLaplace(scale),
                    values);
        }
    }

    @Override
    public int select(Mechanism mechanism, long[] scores) {
        return noise.select(mechanism, scores);
    }
}
