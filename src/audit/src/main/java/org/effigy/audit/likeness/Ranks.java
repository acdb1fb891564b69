package org.effigy.audit.likeness;

import java.util.Arrays;

/** Ranks of numbers, 1 for the lowest; equal numbers share the mean of their ranks, NaN stays NaN. */
final class Ranks {
    private Ranks() {}

    /** One a value, in the values' order. */
    static double[] of(double[] values) {
        double[] sorted = OneWayDistance.sorted(values);
        // Equal values stand together: the mean rank of a run is that of its middle.
        double[] distinct = new double[sorted.length];
        double[] ranks = new double[sorted.length];
        int runs = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            distinct[runs] = sorted[from];
            ranks[runs++] = (from + 1 + to) / 2.0;
            from = to;
        }
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            // Adding zero makes 0.0 of -0.0, which the search would tell apart though they are equal.
            result[i] = Double.isNaN(values[i])
                    ? Double.NaN
                    : ranks[Arrays.binarySearch(distinct, 0, runs, values[i] + 0.0)];
        }
        return result;
    }
}
