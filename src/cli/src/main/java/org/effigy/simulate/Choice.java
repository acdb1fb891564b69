package org.effigy.simulate;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * A distribution over the numbers 0 to {@link #size()} - 1: drawn from when rows are made, and read when the truth
 * about them is asked.
 */
final class Choice {
    private final double[] probabilities;
    private final double[] cumulative;

    private Choice(double[] probabilities) {
        this.probabilities = probabilities;
        this.cumulative = probabilities.clone();
        for (int i = 1; i < cumulative.length; i++) {
            cumulative[i] += cumulative[i - 1];
        }
        // Rounding may leave the sum just below 1; everything after the last possible value belongs to it.
        int last = cumulative.length - 1;
        while (probabilities[last] == 0) {
            last--;
        }
        Arrays.fill(cumulative, last, cumulative.length, 1);
    }

    /**
     * The distribution proportional to these weights.
     *
     * @throws IllegalArgumentException if a weight is negative or not finite, or none is positive
     */
    static Choice of(double... weights) {
        double total = 0;
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a weight is finite and at least 0; got " + weight);
            }
            total += weight;
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("a choice needs a positive weight among its " + weights.length);
        }
        double[] probabilities = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            probabilities[i] = weights[i] / total;
        }
        return new Choice(probabilities);
    }

    /** The distribution over {@code size} values with weights {@code weight(0), weight(1), ...}. */
    static Choice of(int size, IntToDoubleFunction weight) {
        double[] weights = new double[size];
        Arrays.setAll(weights, weight);
        return of(weights);
    }

    /** A count of 1 to {@code most}, less one: each is {@code repeat} times as likely as the one before it. */
    static Choice geometric(int most, double repeat) {
        return of(most, n -> StrictMath.pow(repeat, n));
    }

    /** The number of successes in {@code trials} of probability {@code success}. */
    static Choice binomial(int trials, double success) {
        double[] weights = new double[trials + 1];
        double ways = 1;
        for (int k = 0; k <= trials; k++) {
            weights[k] = ways * StrictMath.pow(success, k) * StrictMath.pow(1 - success, trials - k);
            ways = ways * (trials - k) / (k + 1);
        }
        return of(weights);
    }

    int size() {
        return probabilities.length;
    }

    double probability(int value) {
        return probabilities[value];
    }

    double mean() {
        double mean = 0;
        for (int i = 0; i < probabilities.length; i++) {
            mean += i * probabilities[i];
        }
        return mean;
    }

    /** One value. Cost: one uniform and a binary search. */
    int draw(Draws draws) {
        double u = draws.uniform();
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (u < cumulative[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
