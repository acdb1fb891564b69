package org.effigy.audit;

import java.util.OptionalLong;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Trials on one group and on another that shows chance: what a test of their difference can find.
 *
 * @param trials on the group in question, at least 1
 * @param controlHits trials on the control group that succeeded
 * @param controls trials on the control group, at least 1
 */
public record TwoGroups(long trials, long controlHits, long controls) {
    /** No search for more rows goes further. */
    private static final int MOST = Integer.MAX_VALUE / 2;

    /** How a test measures that one group succeeds more often than the other. */
    public interface Measure {
        /** The rate of the group in question at which the measure is this, where the control group's is {@code chance}. */
        double rate(double chance, double value);

        /** The largest value that there can be. */
        double most(double chance);

        /** The low end of its interval. */
        double low(long hits, long trials, long controlHits, long controls);
    }

    /** What a rule on the low end finds, the control group faring as it does. */
    public Power power(Rule rule, Measure measure) {
        double limit = rule.limit().orElse(0.0);
        double goal = rule.enough().orElse(1.0);
        double smallest = smallest(limit, measure);
        return new Power(
                smallest,
                smallest <= goal
                        ? OptionalLong.empty()
                        : Power.rows(rows -> grown(rows).smallest(limit, measure) <= goal));
    }

    private TwoGroups grown(long rows) {
        long more = Math.max(controls, Math.min(MOST, rows));
        return new TwoGroups(
                Math.max(trials, Math.min(MOST, rows)), Math.round((double) controlHits * more / controls), more);
    }

    private double smallest(double limit, Measure measure) {
        double chance = (double) controlHits / controls;
        return Power.smallest(
                value -> measure.low(surely((int) trials, measure.rate(chance, value)), trials, controlHits, controls)
                        > limit,
                0,
                measure.most(chance));
    }

    /** How many hits there are at least, with the probability that a power is about. */
    public static int surely(int trials, double rate) {
        return new BinomialDistribution(null, trials, Math.min(1, rate))
                .inverseCumulativeProbability(1 - Power.PROBABILITY);
    }
}
