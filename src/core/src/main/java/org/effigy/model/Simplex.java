package org.effigy.model;

import java.util.Arrays;

/** Vectors of counts that are at least zero and have a given sum. */
public final class Simplex {
    private Simplex() {}

    /**
     * The nearest vector, in the Euclidean sense, with no negative entry and this sum: {@code max(y - t, 0)} for the one
     * {@code t} that makes it sum up (Duchi et al. 2008, Figure 1). On noisy counts it takes small ones to zero, which
     * clipping and rescaling leave as a cloud of noise over empty cells.
     *
     * @param y finite numbers, at least one; not modified
     * @param sum positive and finite
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public static double[] project(double[] y, double sum) {
        if (y.length == 0) {
            throw new IllegalArgumentException("nothing to project: the vector is empty");
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the sum must be positive and finite; it is " + sum);
        }
        double[] sorted = y.clone();
        Arrays.sort(sorted);
        if (!Double.isFinite(sorted[0]) || !Double.isFinite(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("the vector holds a number that is not finite");
        }
        double above = 0;
        double threshold = 0;
        for (int kept = 1; kept <= sorted.length; kept++) {
            double smallest = sorted[sorted.length - kept];
            above += smallest;
            double candidate = (above - sum) / kept;
            if (smallest <= candidate) {
                break;
            }
            threshold = candidate;
        }
        double shift = threshold;
        return Arrays.stream(y).map(value -> Math.max(value - shift, 0)).toArray();
    }
}
