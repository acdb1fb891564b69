package org.effigy.audit;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * What a figure may be, given chance.
 *
 * @param low the lower end, not above {@code high}; may be minus infinity
 * @param high the upper end; may be infinity
 * @param level how often, in the long run, such an interval holds the true value, as 0.95
 */
public record Interval(double low, double high, double level) {
    /** @throws IllegalArgumentException if an end is NaN, they are the wrong way round, or the level isn't in (0, 1) */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "an interval's ends are ascending numbers; they are " + low + ", " + high);
        }
        requireLevel(level);
    }

    /**
     * The exact two-sided interval of a proportion (Clopper, Pearson 1934): holds it at least as often as the level
     * says.
     *
     * @param successes 0 .. trials
     * @param trials 0 or more; without any the interval is [0, 1]
     */
    public static Interval clopperPearson(long successes, long trials, double level) {
        requireCounts(successes, trials);
        double tail = (1 - requireLevel(level)) / 2;
        double low = successes == 0 ? 0 : beta(successes, trials - successes + 1.0, tail);
        double high = successes == trials ? 1 : beta(successes + 1.0, trials - successes, 1 - tail);
        return new Interval(low, high, level);
    }

    /**
     * The score interval of a proportion (Wilson 1927): closer to the level on average than the exact one, and not a
     * guarantee.
     *
     * @param successes 0 .. trials
     * @param trials 0 or more; without any the interval is [0, 1]
     */
    public static Interval wilson(long successes, long trials, double level) {
        requireCounts(successes, trials);
        if (trials == 0) {
            return new Interval(0, 1, requireLevel(level));
        }
        double z = quantile(1 - (1 - requireLevel(level)) / 2);
        double share = (double) successes / trials;
        double weight = z * z / trials;
        double centre = (share + weight / 2) / (1 + weight);
        double half = z / (1 + weight) * Math.sqrt(share * (1 - share) / trials + weight / (4 * trials));
        return new Interval(
                successes == 0 ? 0 : Math.max(0, centre - half),
                successes == trials ? 1 : Math.min(1, centre + half),
                level);
    }

    /** The interval of an estimate that is normal around the truth with this standard deviation. */
    public static Interval normal(double estimate, double deviation, double level) {
        double half = quantile(1 - (1 - requireLevel(level)) / 2) * deviation;
        return new Interval(estimate - half, estimate + half, level);
    }

    /**
     * This interval of an estimate that can't lie outside a range. Where the range has two ends the estimate's logit within
     * it is taken for normal instead of the estimate (the delta method), so that both ends stay inside; where it has one,
     * or the estimate lies at its end, the interval is cut off there.
     *
     * @param estimate what the interval was made around
     * @param least the lower end of the range; may be minus infinity
     * @param most the upper end, above the lower; may be infinity
     */
    public Interval within(double estimate, double least, double most) {
        double width = most - least;
        if (Double.isInfinite(width) || !(estimate > least && estimate < most)) {
            return new Interval(Math.min(most, Math.max(least, low)), Math.max(least, Math.min(most, high)), level);
        }
        double place = (estimate - least) / width;
        double slope = width * place * (1 - place);
        double logit = Math.log(place / (1 - place));
        return new Interval(
                least + width / (1 + Math.exp(-(logit - (estimate - low) / slope))),
                least + width / (1 + Math.exp(-(logit + (high - estimate) / slope))),
                level);
    }

    /** Whether a value lies in it, the ends included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    private static double beta(double alpha, double beta, double probability) {
        return new BetaDistribution(alpha, beta, 1e-12).inverseCumulativeProbability(probability);
    }

    private static double quantile(double probability) {
        return new NormalDistribution().inverseCumulativeProbability(probability);
    }

    private static void requireCounts(long successes, long trials) {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "successes are from 0 to the number of trials; they are " + successes + " of " + trials);
        }
    }

    private static double requireLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("an interval's level is between 0 and 1, as 0.95; it is " + level);
        }
        return level;
    }
}
