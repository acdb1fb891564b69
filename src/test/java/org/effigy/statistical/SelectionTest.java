package org.effigy.statistical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.Mechanism.ExponentialSelection;
import org.effigy.privacy.Mechanism.PureSelection;
import org.effigy.privacy.opendp.OpenDpNoise;
import org.junit.jupiter.api.Test;

/**
 * Both selections against probabilities that are enumerated from their definitions. False alarms: 1e-9 a check by the
 * asymptotic law of the chi-square, 2e-9 a test. Power, from the non-central law at 20,000 draws: weights with epsilon
 * in place of epsilon / 2 (the scale halved), and one selection in place of the other on two scores, are missed with
 * probability below 1e-40.
 */
class SelectionTest {
    private static final int DRAWS = 20_000;
    private static final double SCALE = 2;
    private static final long[] SCORES = {0, 6, 3, 5, 6};
    private static final long[] PAIR = {-1, 1};

    private final OpenDpNoise noise = OpenDpNoise.load();

    @Test
    void theExponentialSelectionFollowsItsWeights() {
        double[] exact = softmax(SCORES, SCALE);
        assertTrue(follow(counts(new ExponentialSelection(SCALE), SCORES), exact));
        assertFalse(follow(counts(new ExponentialSelection(SCALE / 2), SCORES), exact));
    }

    @Test
    void thePureSelectionFollowsPermuteAndFlip() {
        double[] exact = permuteAndFlip(SCORES, SCALE);
        assertTrue(follow(counts(new PureSelection(SCALE), SCORES), exact));
        assertFalse(follow(counts(new PureSelection(SCALE / 2), SCORES), exact));
    }

    @Test
    void oneSelectionInPlaceOfTheOtherIsCaught() {
        // It would be charged at the other's price.
        long[] exponential = counts(new ExponentialSelection(SCALE), PAIR);
        long[] pure = counts(new PureSelection(SCALE), PAIR);
        assertTrue(follow(exponential, softmax(PAIR, SCALE)));
        assertTrue(follow(pure, permuteAndFlip(PAIR, SCALE)));
        assertFalse(follow(pure, softmax(PAIR, SCALE)));
        assertFalse(follow(exponential, permuteAndFlip(PAIR, SCALE)));
    }

    @Test
    void equalScoresAreEquallyLikely() {
        double[] equal = new double[50];
        Arrays.fill(equal, 1.0 / equal.length);
        assertTrue(follow(counts(new ExponentialSelection(SCALE), new long[equal.length]), equal));
        assertTrue(follow(counts(new PureSelection(SCALE), new long[equal.length]), equal));
    }

    @Test
    void permuteAndFlipIsTheLargestOfScoresWithExponentialNoise() {
        // Ding et al. 2021: the noisy maximum's probabilities by integration over the winner's noisy score.
        double[] enumerated = permuteAndFlip(SCORES, SCALE);
        for (int r = 0; r < SCORES.length; r++) {
            double sum = 0;
            double step = 1e-3;
            for (double noisy = SCORES[r] + step / 2; noisy < 100; noisy += step) {
                double density = Math.exp(-(noisy - SCORES[r]) / SCALE) / SCALE;
                for (int other = 0; other < SCORES.length; other++) {
                    if (other != r) {
                        density *= Math.max(0, -Math.expm1(-(noisy - SCORES[other]) / SCALE));
                    }
                }
                sum += density * step;
            }
            assertEquals(sum, enumerated[r], 1e-6);
        }
    }

    private long[] counts(Mechanism mechanism, long[] scores) {
        long[] counts = new long[scores.length];
        for (int i = 0; i < DRAWS; i++) {
            counts[noise.select(mechanism, scores)]++;
        }
        return counts;
    }

    private static boolean follow(long[] counts, double[] probabilities) {
        return ChiSquare.tail(counts, probabilities) >= ChiSquare.ALARM;
    }

    private static double[] softmax(long[] scores, double scale) {
        double[] weights =
                Arrays.stream(scores).mapToDouble(q -> Math.exp(q / scale)).toArray();
        double total = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / total).toArray();
    }

    /** Over all orders of the candidates: the first whose coin, of probability exp((score - best) / scale), is heads. */
    private static double[] permuteAndFlip(long[] scores, double scale) {
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
