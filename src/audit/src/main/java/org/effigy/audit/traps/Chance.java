package org.effigy.audit.traps;

import java.util.Arrays;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/** How likely a difference is, or a larger one, if both tables are random samples of one population. */
public final class Chance {
    /** Beyond so many events the exact sum gives way to a normal tail, which is by then the same to a percent. */
    private static final long EXACT = 20_000;

    private static final int LEAST_EXPECTED = 5;

    private Chance() {}

    /**
     * That of all events so few, or fewer, fall among the judged rows (Fisher 1935).
     *
     * @param judged events among the judged rows
     * @param judgedRows how many they are
     * @param others events among the other rows
     * @param otherRows how many they are
     */
    public static double fewer(long judged, long judgedRows, long others, long otherRows) {
        long events = judged + others;
        long rows = judgedRows + otherRows;
        if (events == 0 || rows < 2) {
            return 1;
        }
        if (Math.min(events, rows - events) <= EXACT) {
            // Counting what is scarcer keeps the sum short.
            return events <= rows - events
                    ? new HypergeometricDistribution(null, (int) rows, (int) events, (int) judgedRows)
                            .cumulativeProbability((int) judged)
                    : new HypergeometricDistribution(null, (int) rows, (int) (rows - events), (int) judgedRows)
                            .upperCumulativeProbability((int) (judgedRows - judged));
        }
        double mean = (double) events * judgedRows / rows;
        double variance = mean * (1 - (double) events / rows) * otherRows / (rows - 1.0);
        return new NormalDistribution(null, mean, Math.sqrt(variance)).cumulativeProbability(judged + 0.5);
    }

    /** That shares differ so much: Pearson's chi-square of the counts; categories expected too rarely count together. */
    public static double unequal(long[] judged, long[] others) {
        double judgedRows = Arrays.stream(judged).sum();
        double otherRows = Arrays.stream(others).sum();
        double rows = judgedRows + otherRows;
        if (judgedRows == 0 || otherRows == 0) {
            return judgedRows == otherRows ? 1 : 0;
        }
        double rareJudged = 0;
        double rareOthers = 0;
        double statistic = 0;
        int categories = 0;
        double smaller = Math.min(judgedRows, otherRows) / rows;
        for (int i = 0; i < judged.length; i++) {
            if ((judged[i] + others[i]) * smaller < LEAST_EXPECTED) {
                rareJudged += judged[i];
                rareOthers += others[i];
            } else {
                statistic += term(judged[i], others[i], judgedRows, otherRows);
                categories++;
            }
        }
        if ((rareJudged + rareOthers) * smaller >= LEAST_EXPECTED) {
            statistic += term(rareJudged, rareOthers, judgedRows, otherRows);
            categories++;
        }
        return categories < 2
                ? 1
                : 1 - new ChiSquaredDistribution(null, categories - 1.0).cumulativeProbability(statistic);
    }

    private static double term(double judged, double others, double judgedRows, double otherRows) {
        double share = (judged + others) / (judgedRows + otherRows);
        double offJudged = judged - share * judgedRows;
        double offOthers = others - share * otherRows;
        return offJudged * offJudged / (share * judgedRows) + offOthers * offOthers / (share * otherRows);
    }

    /** That two distribution functions differ so much (Smirnov 1939, for many rows); with ties it is at most this. */
    public static double apart(double kolmogorovSmirnov, int judgedRows, int otherRows) {
        double scale = Math.sqrt((double) judgedRows * otherRows / (judgedRows + otherRows));
        return 1 - new KolmogorovSmirnovTest().ksSum(kolmogorovSmirnov * scale, 1e-12, 100_000);
    }

    /**
     * That a sum of many small, independent parts exceeds its mean so much (Bernstein 1924): an upper bound, also where
     * the sum is too small for a normal tail.
     *
     * @param excess over the mean
     * @param variance of the sum
     * @param largest part
     */
    static double exceeds(double excess, double variance, double largest) {
        return excess <= 0 ? 1 : Math.exp(-excess * excess / (2 * (variance + excess * largest / 3)));
    }

    /** That an estimate exceeds 0 so much, whose deviation was itself estimated from groups of rows; 1 without one. */
    static double positive(double estimate, double deviation, int groups) {
        if (Double.isNaN(deviation)) {
            return 1;
        }
        if (deviation == 0) {
            return estimate > 0 ? 0 : 1;
        }
        return 1 - new TDistribution(null, groups - 1.0).cumulativeProbability(estimate / deviation);
    }
}
