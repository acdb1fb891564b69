package org.effigy.statistical;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.Mechanism.DiscreteGaussian;

/** The exact probabilities of the mechanisms, from their definitions, and whether draws follow them. */
final class Exact {
    private Exact() {}

    /** Whether draws pass for ones of a mechanism. */
    static boolean follows(long[] draws, Mechanism.Additive mechanism) {
        // Beyond 60 scales there is less than 1e-25 of either distribution.
        int reach = (int) Math.ceil(60 * mechanism.scale());
        double[] mass = new double[2 * reach + 1];
        for (int i = 0; i < mass.length; i++) {
            double x = (i - reach) / mechanism.scale();
            mass[i] = mechanism instanceof DiscreteGaussian ? Math.exp(-x * x / 2) : Math.exp(-Math.abs(x));
        }
        double total = Arrays.stream(mass).sum();
        Arrays.setAll(mass, i -> mass[i] / total);
        long[] counts = new long[mass.length];
        for (long draw : draws) {
            counts[Math.toIntExact(Math.max(-reach, Math.min(reach, draw))) + reach]++;
        }
        return ChiSquare.tail(counts, mass) >= ChiSquare.ALARM;
    }

    /**
     * Whether draws of a scale of 1,000 or more pass for ones of a mechanism: the largest gap between their distribution
     * function and the continuous one against the bound of Dvoretzky, Kiefer, Wolfowitz and Massart (1990), which holds for
     * any number of draws. Between two whole numbers the functions differ by at most half of the largest mass, 1 / (2 scale).
     */
    static boolean followsWide(long[] draws, Mechanism.Additive mechanism) {
        long[] sorted = draws.clone();
        Arrays.sort(sorted);
        double gap = 0;
        for (int i = 0; i < sorted.length; i++) {
            double below = below(sorted[i] / mechanism.scale(), mechanism);
            gap = Math.max(gap, Math.max((i + 1.0) / sorted.length - below, below - (double) i / sorted.length));
        }
        double grain = 1 / (2 * mechanism.scale());
        return gap <= grain + Math.sqrt(Math.log(2 / ChiSquare.ALARM) / (2 * draws.length));
    }

    /** The probability of less than so many scales. */
    private static double below(double z, Mechanism.Additive mechanism) {
        if (mechanism instanceof DiscreteGaussian) {
            return Erf.erfc(-z / Math.sqrt(2)) / 2;
        }
        return z < 0 ? Math.exp(z) / 2 : 1 - Math.exp(-z) / 2;
    }

    /** Whether so many choices of each candidate pass for draws with these probabilities. */
    static boolean follow(long[] counts, double[] probabilities) {
        return ChiSquare.tail(counts, probabilities) >= ChiSquare.ALARM;
    }

    /** The exponential mechanism: weights {@code exp(score / scale)}. */
    static double[] softmax(long[] scores, double scale) {
        double[] weights =
                Arrays.stream(scores).mapToDouble(q -> Math.exp(q / scale)).toArray();
        double total = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / total).toArray();
    }

    /** Over all orders of the candidates: the first whose coin, of probability exp((score - best) / scale), is heads. */
    static double[] permuteAndFlip(long[] scores, double scale) {
        long best = Arrays.stream(scores).max().orElseThrow();
        double[] coins = Arrays.stream(scores)
                .mapToDouble(q -> Math.exp((q - best) / scale))
                .toArray();
        double[] chosen = new double[coins.length];
        flip(coins, new boolean[coins.length], coins.length, 1, chosen);
        return chosen;
    }

    private static void flip(double[] coins, boolean[] gone, int left, double reached, double[] chosen) {
        for (int i = 0; i < coins.length; i++) {
            if (!gone[i]) {
                double here = reached / left;
                chosen[i] += here * coins[i];
                gone[i] = true;
                flip(coins, gone, left - 1, here * (1 - coins[i]), chosen);
                gone[i] = false;
            }
        }
    }
}
