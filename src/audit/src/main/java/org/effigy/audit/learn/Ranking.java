package org.effigy.audit.learn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows in the order of a score, highest first, with what is positive among them: the area under the ROC curve (the
 * probability that a positive row is above a negative one, ties counting half; Hanley, McNeil 1982) and the average
 * precision (the sum over thresholds of the recall gained times the precision there). Sorted once; then each value costs
 * one pass.
 */
public final class Ranking {
    private final int[] order;
    /** All bits of positive rows and none of others: a branch on it would be guessed wrong every other time. */
    private final int[] positives;

    private final boolean[] last;

    /** Where the scores end that a positive row has: the others add nothing to the precision. */
    private final int[] ends;

    private Ranking(int[] order, int[] positives, boolean[] last) {
        this.order = order;
        this.positives = positives;
        this.last = last;
        int[] some = new int[order.length];
        int size = 0;
        boolean isPositive = false;
        for (int i = 0; i < order.length; i++) {
            isPositive |= positives[i] != 0;
            if (last[i]) {
                some[size] = i;
                size += isPositive ? 1 : 0;
                isPositive = false;
            }
        }
        this.ends = Arrays.copyOf(some, size);
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
        int[] sorted = new int[order.length];
        boolean[] last = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = positive[order[i]] ? -1 : 0;
            last[i] = i + 1 == order.length || scores[order[i + 1]] != scores[order[i]];
        }
        return new Ranking(order, sorted, last);
    }

    /** The area under the ROC curve, 0 .. 1; NaN without a positive or without a negative row. */
    public double area(int[] weights) {
        double above = 0;
        long found = 0;
        long others = 0;
        long tiedFound = 0;
        long tied = 0;
        for (int i = 0; i < order.length; i++) {
            int weight = weights[order[i]];
            tied += weight;
            tiedFound += weight & positives[i];
            if (last[i]) {
                above += (tied - tiedFound) * (found + tiedFound / 2.0);
                found += tiedFound;
                others += tied - tiedFound;
                tiedFound = 0;
                tied = 0;
            }
        }
        return found == 0 || others == 0 ? Double.NaN : above / ((double) found * others);
    }

    /** The average precision, 0 .. 1; NaN without a positive row. */
    public double precision(int[] weights) {
        int[] rows = new int[order.length];
        int[] found = new int[order.length];
        int rowsSoFar = 0;
        int foundSoFar = 0;
        for (int i = 0; i < order.length; i++) {
            int weight = weights[order[i]];
            rowsSoFar += weight;
            foundSoFar += weight & positives[i];
            rows[i] = rowsSoFar;
            found[i] = foundSoFar;
        }
        double sum = 0;
        int before = 0;
        for (int end : ends) {
            int tied = found[end] - before;
            before = found[end];
            sum += (double) tied * before / Math.max(1, rows[end]);
        }
        return foundSoFar == 0 ? Double.NaN : sum / foundSoFar;
    }
}
