package org.effigy.privacy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * Noise that follows from the number of the charge that it is drawn for, and from nothing else: two runs of one fit draw the
 * same, however often either of them died. What is fitted with it promises nothing, and says so.
 */
public final class KeyedNoise implements NoiseSource {
    /** Told before each draw, gives the number of the charge. */
    private final LongSupplier charge;

    private final SilentNoise prices = new SilentNoise();

    /**
     * Such noise.
     *
     * @param charge gives the number of the charge that is drawn for now, and may refuse
     */
    public KeyedNoise(LongSupplier charge) {
        this.charge = charge;
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public String name() {
        return "keyed";
    }

    @Override
    public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
        return prices.loss(mechanism, sensitivity);
    }

    @Override
    public void add(Mechanism.Additive mechanism, long[] values) {
        SplittableRandom random = new SplittableRandom(charge.getAsLong());
        LongUnaryOperator noisy = value -> value + Math.round(mechanism.scale() * random.nextGaussian());
        Arrays.setAll(values, i -> noisy.applyAsLong(values[i]));
    }

    @Override
    public int select(Mechanism mechanism, long[] scores) {
        SplittableRandom random = new SplittableRandom(charge.getAsLong());
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            double noisy = scores[i] - mechanism.scale() * Math.log(-Math.log(random.nextDouble()));
            if (noisy > most) {
                most = noisy;
                best = i;
            }
        }
        return best;
    }
}
