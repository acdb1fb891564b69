package org.effigy.audit.learn;

import java.util.stream.IntStream;

/**
 * Rows in the order of a score, highest first, with what is positive among them: the area under the ROC curve (the
 * probability that a positive row is above a negative one, ties counting half; Hanley, McNeil 1982) and the average
 * precision (the sum over thresholds of the recall gained times the precision there). Sorted once; then each value costs
 * one pass.
 */
public final class Ranking {
    private final int[] order;
    private final boolean[] positive;
    private final boolean[] last;

    private Ranking(int[] order, boolean[] positive, boolean[] last) {
        this.order = order;
        this.positive = positive;
        this.last = last;
    }

    /**
     * Sorts rows by their score.
     *
     * @param scores one a row, not NaN
     * @param positive one a row
     */
    public static Ranking of(double[] scores, boolean[] positive) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean[] sorted = new boolean[order.length];
        boolean[] last = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = positive[order[i]];
            last[i] = i + 1 == order.length || scores[order[i + 1]] != scores[order[i]];
        }
        return new Ranking(order, sorted, last);
    }

    /** The area under the ROC curve, 0 .. 1; NaN without a positive or without a negative row. */
    public double area(int[] weights) {
        double above = 0;
        long positives = 0;
        long negatives = 0;
        long tiedPositives = 0;
        long tiedNegatives = 0;
        for (int i = 0; i < order.length; i++) {
            if (positive[i]) {
                tiedPositives += weights[order[i]];
            } else {
                tiedNegatives += weights[order[i]];
            }
            if (last[i]) {
                above += tiedNegatives * (positives + tiedPositives / 2.0);
                positives += tiedPositives;
                negatives += tiedNegatives;
                tiedPositives = 0;
                tiedNegatives = 0;
            }
        }
        return positives == 0 || negatives == 0 ? Double.NaN : above / ((double) positives * negatives);
    }

    /** The average precision, 0 .. 1; NaN without a positive row. */
    public double precision(int[] weights) {
        double sum = 0;
        long positives = 0;
        long rows = 0;
        long tied = 0;
        for (int i = 0; i < order.length; i++) {
            int weight = weights[order[i]];
            rows += weight;
            if (positive[i]) {
                tied += weight;
            }
            if (last[i]) {
                positives += tied;
                sum += tied == 0 ? 0 : (double) tied * positives / rows;
                tied = 0;
            }
        }
        return positives == 0 ? Double.NaN : sum / positives;
    }
}
