package org.effigy.simulate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;

/**
 * The area under the ROC curve that no classifier can beat on average: the one of the true probabilities themselves,
 * expected over labels drawn from them.
 */
public final class OptimalAuc {
    private OptimalAuc() {}

    /**
     * The area for records that count once each.
     *
     * @param probabilities of the positive label, one a record, each in [0, 1]
     * @throws IllegalArgumentException if one is outside [0, 1], or all are 0, or all are 1
     */
    public static double of(double[] probabilities) {
        double[] sorted = probabilities.clone();
        Arrays.sort(sorted);
        return area(sorted, i -> 1);
    }

    /**
     * Sum over pairs of w_i p_i w_j (1 - p_j) [p_i > p_j, ties count half], over the same sum without the comparison. A
     * record is paired with itself too, as a tie, which moves the figure by less than 1 / n.
     *
     * @param probabilities of the positive label, one a kind of record, each in [0, 1]
     * @param weights how often each kind occurs, positive or 0
     * @throws IllegalArgumentException if the lengths differ, a number is outside its range, or one label has no chance
     */
    public static double of(double[] probabilities, double[] weights) {
        if (probabilities.length != weights.length) {
            throw new IllegalArgumentException(
                    "there are " + probabilities.length + " probabilities and " + weights.length + " weights");
        }
        Integer[] order = new Integer[probabilities.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> probabilities[i]));
        double[] sorted = new double[order.length];
        Arrays.setAll(sorted, i -> probabilities[order[i]]);
        return area(sorted, i -> checkWeight(weights[order[i]]));
    }

    private static double area(double[] sorted, IntToDoubleFunction weights) {
        double positives = 0;
        double negatives = 0;
        double won = 0;
        int start = 0;
        while (start < sorted.length) {
            double p = sorted[start];
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("a probability is between 0 and 1; got " + p);
            }
            double weight = 0;
            for (; start < sorted.length && sorted[start] == p; start++) {
                weight += weights.applyAsDouble(start);
            }
            won += weight * p * (negatives + weight * (1 - p) / 2);
            positives += weight * p;
            negatives += weight * (1 - p);
        }
        if (!(positives > 0 && negatives > 0)) {
            throw new IllegalArgumentException("both labels need a chance somewhere; the probabilities allow one only");
        }
        return won / (positives * negatives);
    }

    private static double checkWeight(double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a weight is finite and at least 0; got " + weight);
        }
        return weight;
    }
}
