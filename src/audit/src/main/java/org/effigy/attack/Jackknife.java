package org.effigy.attack;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.effigy.audit.Interval;

/**
 * The interval of a mean over targets that share fits: what leaving out a block of fits changes tells how far chance in
 * the fits moves it (Quenouille 1956, Tukey 1958). Approximate.
 */
final class Jackknife {
    /** The fits fall into so many blocks. */
    static final int BLOCKS = 20;

    private Jackknife() {}

    /**
     * The interval by Student's law.
     *
     * @param value of all fits
     * @param least the lowest value that it can have
     * @param most the highest one
     * @param estimate the value of those fits alone, by number, that are kept
     */
    static Interval interval(
            double value, double least, double most, double level, ToDoubleFunction<IntPredicate> estimate) {
        double[] without = IntStream.range(0, BLOCKS)
                .mapToDouble(block -> estimate.applyAsDouble(run -> run % BLOCKS != block))
                .toArray();
        double centre = Arrays.stream(without).average().orElseThrow();
        double variance = (BLOCKS - 1.0)
                / BLOCKS
                * Arrays.stream(without).map(w -> (w - centre) * (w - centre)).sum();
        double reach =
                new TDistribution(BLOCKS - 1).inverseCumulativeProbability((1 + level) / 2) * Math.sqrt(variance);
        return new Interval(Math.max(least, value - reach), Math.min(most, value + reach), level);
    }
}
