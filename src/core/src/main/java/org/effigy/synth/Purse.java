package org.effigy.synth;

import org.effigy.privacy.PrivacyLoss;
import org.effigy.privacy.Release;

/** What a fit has to spend, as one number in the definition in which its release counts. */
final class Purse {
    private final Release release;
    private final double whole;

    private Purse(Release release, double whole) {
        this.release = release;
        this.whole = whole;
    }

    /** All that the release has left. */
    static Purse of(Release release) {
        return new Purse(release, amount(release.remaining()));
    }

    /** A share of a loss, as a loss. */
    static PrivacyLoss part(PrivacyLoss whole, double share) {
        return whole instanceof PrivacyLoss.Pure pure
                ? new PrivacyLoss.Pure(share * pure.epsilon())
                : new PrivacyLoss.ZeroConcentrated(share * amount(whole));
    }

    private static double amount(PrivacyLoss loss) {
        return loss instanceof PrivacyLoss.Pure pure ? pure.epsilon() : ((PrivacyLoss.ZeroConcentrated) loss).rho();
    }

    /** Whether it is counted in epsilon, and noise is Laplace's; else in rho, and noise is Gaussian. */
    boolean isPure() {
        return release.budget().delta() == 0;
    }

    /** What there was at first. */
    double whole() {
        return whole;
    }

    /** What is left. */
    double left() {
        return amount(release.remaining());
    }

    /** The share of the whole that is spent, in 0 .. 1. */
    double spentShare() {
        return 1 - left() / whole;
    }

    /** A loss of this amount. */
    PrivacyLoss loss(double amount) {
        return isPure() ? new PrivacyLoss.Pure(amount) : new PrivacyLoss.ZeroConcentrated(amount);
    }

    /** All that is left, as one loss. */
    PrivacyLoss all() {
        return release.remaining();
    }

    /** By what factor an amount grows so that the noise that it buys shrinks by this factor. */
    double finer(double factor) {
        return isPure() ? factor : factor * factor;
    }
}
