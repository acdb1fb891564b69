package org.effigy.audit.traps;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;

/**
 * How many different patterns a judged sample holds, beside a real sample of as many rows.
 *
 * @param judged patterns in the judged rows
 * @param real patterns in the real rows
 * @param rows of each sample
 * @param equivalent how many real rows hold as many patterns as the judged rows do, on average (rarefaction, Hurlbert
 *     1971); at most {@code rows}
 * @param chance that a real sample in place of the judged one holds so few
 */
record Variety(int judged, int real, int rows, double equivalent, double chance) {
    /**
     * Compares the first rows with the next.
     *
     * @param patterns of real rows and, after them, as many judged rows
     */
    static Variety of(Patterns patterns) {
        int rows = patterns.of().length / 2;
        int[] inReal = patterns.counts(0, rows);
        int[] inJudged = patterns.counts(rows, 2 * rows);
        int real = (int) Arrays.stream(inReal).filter(count -> count > 0).count();
        int judged = (int) Arrays.stream(inJudged).filter(count -> count > 0).count();
        // If rows were dealt to the two samples by lot, a pattern of c rows would fall to one sample alone with
        // probability 2^(1 - c). That both get as many rows takes away what the difference owes to their sizes.
        double sum = 0;
        double withSize = 0;
        for (int p = 0; p < inReal.length; p++) {
            int count = inReal[p] + inJudged[p];
            if (count > 0) {
                double alone = Math.pow(2, 1.0 - count);
                sum += alone;
                withSize += count * alone;
            }
        }
        double variance = Math.max(0, sum - withSize * withSize / (2.0 * rows));
        return new Variety(
                judged,
                real,
                rows,
                judged >= real ? rows : equivalent(inReal, rows, judged),
                Chance.exceeds(real - judged, variance, 1));
    }

    private static double equivalent(int[] counts, int rows, int patterns) {
        int[] frequencies = new int[Arrays.stream(counts).max().orElse(0) + 1];
        for (int count : counts) {
            frequencies[count]++;
        }
        double low = 0;
        double high = rows;
        for (int step = 0; step < 40; step++) {
            double middle = (low + high) / 2;
            if (expected(frequencies, rows, middle) < patterns) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Patterns in a part of the rows, on average: each is missed with the probability that none of its rows is taken. */
    private static double expected(int[] frequencies, int rows, double taken) {
        double left = rows - taken;
        return IntStream.range(1, frequencies.length)
                .filter(count -> frequencies[count] > 0)
                .mapToDouble(count -> frequencies[count]
                        * (1 - (left < count ? 0 : Math.exp(logRatio(left, count) - logRatio(rows, count)))))
                .sum();
    }

    /** log(n! / (n - c)!). */
    private static double logRatio(double n, int c) {
        return Gamma.logGamma(n + 1) - Gamma.logGamma(n - c + 1);
    }
}
