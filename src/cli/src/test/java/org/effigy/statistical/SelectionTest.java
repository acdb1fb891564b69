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
        double[] exact = Exact.softmax(SCORES, SCALE);
        assertTrue(Exact.follow(counts(new ExponentialSelection(SCALE), SCORES), exact));
        assertFalse(Exact.follow(counts(new ExponentialSelection(SCALE / 2), SCORES), exact));
    }

    @Test
    void thePureSelectionFollowsPermuteAndFlip() {
        double[] exact = Exact.permuteAndFlip(SCORES, SCALE);
        assertTrue(Exact.follow(counts(new PureSelection(SCALE), SCORES), exact));
        assertFalse(Exact.follow(counts(new PureSelection(SCALE / 2), SCORES), exact));
    }

    @Test
    void oneSelectionInPlaceOfTheOtherIsCaught() {
        // It would be charged at the other's price.
        long[] exponential = counts(new ExponentialSelection(SCALE), PAIR);
        long[] pure = counts(new PureSelection(SCALE), PAIR);
        assertTrue(Exact.follow(exponential, Exact.softmax(PAIR, SCALE)));
        assertTrue(Exact.follow(pure, Exact.permuteAndFlip(PAIR, SCALE)));
        assertFalse(Exact.follow(pure, Exact.softmax(PAIR, SCALE)));
        assertFalse(Exact.follow(exponential, Exact.permuteAndFlip(PAIR, SCALE)));
    }

    @Test
    void equalScoresAreEquallyLikely() {
        double[] equal = new double[50];
        Arrays.fill(equal, 1.0 / equal.length);
        assertTrue(Exact.follow(counts(new ExponentialSelection(SCALE), new long[equal.length]), equal));
        assertTrue(Exact.follow(counts(new PureSelection(SCALE), new long[equal.length]), equal));
    }

    @Test
    void permuteAndFlipIsTheLargestOfScoresWithExponentialNoise() {
        // Ding et al. 2021: the noisy maximum's probabilities by integration over the winner's noisy score.
        double[] enumerated = Exact.permuteAndFlip(SCORES, SCALE);
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
}
