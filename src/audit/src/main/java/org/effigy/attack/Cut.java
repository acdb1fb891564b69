package org.effigy.attack;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;

/**
 * Where an attacker draws the line between "out" and "in". Chosen on scores that no bound is computed from.
 *
 * @param least the least score that is called in
 */
record Cut(double least) {
    /** Lines that are tried: the steps of the scores' quantiles. */
    private static final int TRIED = 64;

    /** The line that would give the highest bound, in the definition in which the budget is counted. */
    static Cut choose(double[] out, double[] in, PrivacyBudget claim, double level) {
        return highest(
                out,
                in,
                rates -> claim.limit() instanceof PrivacyLoss.ZeroConcentrated
                        ? rates.rho(level)
                        : rates.epsilon(claim.delta(), level));
    }

    /** The line of the highest bound; that at the median if no bound is above 0. */
    static Cut highest(double[] out, double[] in, ToDoubleFunction<Rates> bound) {
        double[] sorted = DoubleStream.concat(Arrays.stream(out), Arrays.stream(in))
                .sorted()
                .toArray();
        Cut best = new Cut(sorted[sorted.length / 2]);
        double most = 0;
        for (int i = 1; i < TRIED; i++) {
            Cut cut = new Cut(sorted[(int) ((long) i * sorted.length / TRIED)]);
            double found = bound.applyAsDouble(cut.rates(out, in));
            if (found > most) {
                most = found;
                best = cut;
            }
        }
        return best;
    }

    /** What the line says of these scores. */
    Rates rates(double[] out, double[] in) {
        return new Rates(above(out), out.length, above(in), in.length);
    }

    private long above(double[] scores) {
        return Arrays.stream(scores).filter(score -> score >= least).count();
    }
}
