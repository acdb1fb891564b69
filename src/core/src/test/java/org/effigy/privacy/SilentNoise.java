package org.effigy.privacy;

import java.util.ArrayList;
import java.util.List;

/**
 * No noise at all, and a list of what was asked: shows in tests what the door does before and around the noise. What is
 * fitted with it promises nothing, and says so.
 */
public final class SilentNoise implements NoiseSource {
    /** Each draw, as {@code "add DiscreteGaussian[scale=2.0] to 4"}. */
    public final List<String> drawn = new ArrayList<>();

    /** For each draw the answers, or scores, to which noise would have been added. */
    public final List<long[]> exact = new ArrayList<>();

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public String name() {
        return "silent";
    }

    @Override
    public PrivacyLoss loss(Mechanism mechanism, Sensitivity sensitivity) {
        double scale = mechanism.scale();
        if (mechanism instanceof Mechanism.DiscreteGaussian) {
            return new PrivacyLoss.ZeroConcentrated(Math.nextUp(sensitivity.l2Squared() / (2 * scale * scale)));
        }
        if (mechanism instanceof Mechanism.DiscreteLaplace) {
            return new PrivacyLoss.Pure(Math.nextUp(sensitivity.l1() / scale));
        }
        double epsilon = 2 * sensitivity.lInf() / scale;
        return mechanism instanceof Mechanism.PureSelection
                ? new PrivacyLoss.Pure(Math.nextUp(epsilon))
                : new PrivacyLoss.ZeroConcentrated(Math.nextUp(epsilon * epsilon / 8));
    }

    @Override
    public void add(Mechanism.Additive mechanism, long[] values) {
        drawn.add("add " + mechanism + " to " + values.length);
        exact.add(values.clone());
    }

    @Override
    public int select(Mechanism mechanism, long[] scores) {
        drawn.add("select by " + mechanism + " among " + scores.length);
        exact.add(scores.clone());
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }
}
