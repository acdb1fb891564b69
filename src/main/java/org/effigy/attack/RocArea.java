package org.effigy.attack;

import java.util.Arrays;
import org.effigy.audit.Claim;
import org.effigy.audit.Interval;

/**
 * The area under the curve of hits against false alarms: how often a unit that is in scores above one that is out, ties
 * counted half.
 *
 * @param value in [0, 1]
 * @param deviation the standard deviation of the estimate (DeLong, DeLong, Clarke-Pearson 1988)
 */
record RocArea(double value, double deviation) {
    private static final int STEPS = 20_000;

    /** Of these scores; each side needs one at least. */
    static RocArea of(double[] out, double[] in) {
        double[] above = shares(in, out);
        double[] below = shares(out, in);
        double value = Arrays.stream(above).average().orElseThrow();
        double variance = variance(above, value) / in.length + variance(below, 1 - value) / out.length;
        return new RocArea(value, Math.sqrt(variance));
    }

    /** For each score the share of the others that lie below it, ties counted half. */
    private static double[] shares(double[] scores, double[] others) {
        double[] sorted = others.clone();
        Arrays.sort(sorted);
        return Arrays.stream(scores)
                .map(score -> (first(sorted, score, false) + first(sorted, score, true)) / (2.0 * sorted.length))
                .toArray();
    }

    /** How many are below a score, or not above it. */
    private static int first(double[] sorted, double score, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (orEqual ? sorted[middle] <= score : sorted[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double variance(double[] values, double mean) {
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / Math.max(1, values.length - 1);
    }

    /** Where the true area may lie, by the normal law. */
    Interval interval(double level) {
        Interval normal = Interval.normal(value, deviation, level);
        return new Interval(Math.max(0, normal.low()), Math.min(1, normal.high()), level);
    }

    /** The largest area that a claim allows: what lies under its ceiling. */
    static double ceiling(Claim claim) {
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            sum += claim.ceiling((i + 0.5) / STEPS);
        }
        return sum / STEPS;
    }
}
