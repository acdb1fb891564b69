package org.effigy.model;

import org.apache.commons.math3.special.Erf;

/** How far whole-number noise reaches, but for a given probability: bounds that hold for every scale. */
public final class NoiseTail {
    private NoiseTail() {}

    /**
     * A whole number that the discrete Gaussian exceeds, up or down, with at most this probability. Its sum from {@code t +
     * 1} on is at most the integral from {@code t} on, and its normaliser at least that of the continuous one (Poisson's
     * summation), so the continuous quantile rounded up will do (Canonne, Kamath, Steinke 2020, Proposition 25).
     *
     * @param scale sigma, above 0
     * @param probability between 0 and 1, both excluded
     */
    public static long gaussian(double scale, double probability) {
        return (long) Math.ceil(scale * Math.sqrt(2) * Erf.erfcInv(requireProbability(probability)));
    }

    /**
     * The same of the discrete Laplace, which is beyond {@code t} with probability {@code 2 exp(-(t + 1) / b) / (1 + exp(-1 /
     * b))}.
     *
     * @param scale b, above 0
     * @param probability between 0 and 1, both excluded
     */
    public static long laplace(double scale, double probability) {
        double beyond = requireProbability(probability) * (1 + Math.exp(-1 / scale)) / 2;
        return (long) Math.max(0, Math.ceil(-scale * Math.log(beyond)) - 1);
    }

    private static double requireProbability(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("a probability between 0 and 1 is needed; it is " + probability);
        }
        return probability;
    }
}
