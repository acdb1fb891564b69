package org.effigy.audit.disclosure;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.effigy.audit.Interval;
import org.effigy.audit.Power;
import org.effigy.audit.Rule;
import org.effigy.audit.TwoGroups;

/**
 * How much more often attacks succeed on one group than on another, as a share of what the other group left to gain:
 * {@code (rate - control) / (1 - control)} (Giomi et al. 2023, equation 3). That is one less the ratio of two failure
 * rates, whose score interval is used (Koopman 1984, with the variance of Miettinen and Nurminen 1985): it keeps its
 * level where rates are next to 0 or 1, which the delta method does not.
 *
 * @param hits attacks that succeeded, {@code 0 .. attacks}
 * @param attacks attacks on the group in question, at least 1
 * @param controlHits attacks on the control group that succeeded, {@code 0 .. controlAttacks}
 * @param controlAttacks attacks on the control group, at least 1
 */
public record Excess(long hits, long attacks, long controlHits, long controlAttacks) {
    /** @throws IllegalArgumentException if a number is out of its range */
    public Excess {
        require("attacks", hits, attacks);
        require("attacks on the control group", controlHits, controlAttacks);
    }

    private static void require(String name, long hits, long attacks) {
        if (attacks < 1 || hits < 0 || hits > attacks) {
            throw new IllegalArgumentException("at least one of the " + name
                    + " is needed, and from 0 to all of them succeed; " + hits + " of " + attacks + " were given");
        }
    }

    /** The share of attacks that succeeded. */
    public double rate() {
        return (double) hits / attacks;
    }

    /** The share of attacks on the control group that succeeded. */
    public double controlRate() {
        return (double) controlHits / controlAttacks;
    }

    /** The excess, at most 1; below 0 where the control group fares worse; NaN if every attack on it succeeds. */
    public double value() {
        return controlHits == controlAttacks ? Double.NaN : 1 - (1 - rate()) / (1 - controlRate());
    }

    /** Where the true excess may lie; reaches down to minus infinity if every attack on the control group succeeds. */
    public Interval interval(double level) {
        double z = quantile(level);
        return new Interval(1 - ratio(-z), 1 - ratio(z), level);
    }

    /** What excess a gate of this level finds, the control group faring as it does. */
    Power power(double level, Rule rule) {
        return new TwoGroups(attacks, controlHits, controlAttacks).power(rule, new TwoGroups.Measure() {
            @Override
            public double rate(double chance, double value) {
                return chance + value * (1 - chance);
            }

            @Override
            public double most(double chance) {
                return 1;
            }

            @Override
            public double low(long hits, long trials, long controlHits, long controls) {
                return new Excess(hits, trials, controlHits, controls)
                        .interval(level)
                        .low();
            }
        });
    }

    /** Checks the level on its way. */
    private static double quantile(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("an interval's level is between 0 and 1, as 0.95; it is " + level);
        }
        return new NormalDistribution().inverseCumulativeProbability(1 - (1 - level) / 2);
    }

    /** The ratio of failure rates at which the score is this; the score falls as the ratio grows. */
    private double ratio(double score) {
        long fails = attacks - hits;
        long controlFails = controlAttacks - controlHits;
        if (score > 0 && fails == 0) {
            return 0;
        }
        if (score < 0 && controlFails == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double low = 0;
        double high = 1;
        while (score(high) > score) {
            high *= 2;
        }
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (score(middle) > score) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The standardised distance of the observed rates from the likeliest ones whose ratio is this. */
    private double score(double ratio) {
        double failed = 1 - rate();
        double controlFailed = 1 - controlRate();
        if (ratio == 0) {
            return failed == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        double n = (double) attacks + controlAttacks;
        double a = n * ratio;
        double b = attacks * ratio + failed * attacks + controlAttacks + controlFailed * controlAttacks * ratio;
        double c = failed * attacks + controlFailed * controlAttacks;
        // The smaller root, written so that nothing cancels.
        double control = Math.min(1, 2 * c / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c))));
        double likeliest = Math.min(1, ratio * control);
        double variance =
                (likeliest * (1 - likeliest) / attacks + ratio * ratio * control * (1 - control) / controlAttacks)
                        * n
                        / (n - 1);
        double distance = failed - ratio * controlFailed;
        return variance > 0 ? distance / Math.sqrt(variance) : distance == 0 ? 0 : distance * Double.POSITIVE_INFINITY;
    }
}
