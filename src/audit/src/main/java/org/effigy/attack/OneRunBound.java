package org.effigy.attack;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * What guesses about many units of one run say about the run's privacy (Steinke, Nasr, Jagielski 2023, Theorem 5.2):
 * {@code m} units are each put in or left out by a fair coin; of {@code r} of them, a number fixed beforehand, the
 * attacker guesses which, and {@code v} guesses are right. Under (epsilon, delta) differential privacy as many right
 * guesses have at most the probability
 *
 * <pre>P[B >= v] + 2 m delta max over i = 1 .. v of P[v > B >= v - i] / i,    B ~ Binomial(r, 1 / (1 + exp(-epsilon)))</pre>
 */
public final class OneRunBound {
    /** The largest epsilon that is looked at: beyond it a right guess is as good as certain. */
    private static final double MOST = 64;

    private OneRunBound() {}

    /**
     * The most that the probability of so many right guesses can be.
     *
     * @param units m, at least {@code guesses}
     * @param guesses r, at least {@code right}
     * @param right v, at least 0
     * @param epsilon at least 0
     * @param delta in [0, 1)
     * @return in (0, 1]; grows with epsilon
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public static double pValue(int units, int guesses, int right, double epsilon, double delta) {
        if (right < 0 || right > guesses || guesses > units) {
            throw new IllegalArgumentException("right guesses are at most the guesses, and these at most the units;"
                    + " they are " + right + ", " + guesses + ", " + units);
        }
        if (!(epsilon >= 0) || !(delta >= 0 && delta < 1)) {
            throw new IllegalArgumentException(
                    "epsilon is at least 0 and delta in [0, 1); they are " + epsilon + ", " + delta);
        }
        if (right == 0) {
            return 1;
        }
        BinomialDistribution law = new BinomialDistribution(null, guesses, 1 / (1 + Math.exp(-epsilon)));
        double tail = 1 - law.cumulativeProbability(right - 1);
        // 1 - P loses all digits where the tail is small, and that is where it counts.
        if (tail < 1e-3) {
            tail = 0;
            for (int k = guesses; k >= right; k--) {
                tail += law.probability(k);
            }
        }
        double slope = 0;
        double sum = 0;
        for (int i = 1; i <= right && delta > 0; i++) {
            sum += law.probability(right - i);
            slope = Math.max(slope, sum / i);
        }
        return Math.min(1, tail + 2 * delta * units * slope);
    }

    /**
     * The epsilon that the run has at least, at this delta: lower ones are refuted at the level. Never above 64.
     *
     * @param level as 0.95: the bound passes the true epsilon with probability at most {@code 1 - level}
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public static double epsilon(int units, int guesses, int right, double delta, double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a bound's level is between 0 and 1, as 0.95; it is " + level);
        }
        double error = 1 - level;
        double low = 0;
        double high = MOST;
        if (pValue(units, guesses, right, low, delta) >= error) {
            return 0;
        }
        for (int i = 0; i < 50; i++) {
            double middle = (low + high) / 2;
            if (pValue(units, guesses, right, middle, delta) < error) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
