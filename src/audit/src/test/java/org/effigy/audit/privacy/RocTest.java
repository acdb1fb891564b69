package org.effigy.audit.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.effigy.audit.Interval;
import org.junit.jupiter.api.Test;

class RocTest {
    private static final double[] MEMBERS = {0.1, 0.4, 0.35, 0.8, 0.7, 0.7, 0.9};
    private static final double[] OUTSIDERS = {0.2, 0.3, 0.7, 0.1, 0.05};

    /**
     * Expected: the mean of {@code (x > y) + (x == y) / 2} over all pairs, and its rows' and columns' variances (n - 1) over
     * their numbers, in NumPy 2.4.6 and SciPy 1.17.1.
     */
    @Test
    void theAreaAndItsIntervalAreDeLongs() {
        Roc roc = Roc.of(MEMBERS, OUTSIDERS);
        assertEquals(0.8142857142857143, roc.auc(), 1e-12);
        Interval interval = roc.aucInterval(0.95).orElseThrow();
        // DeLong's ends are 0.5491516289978933 and 1.0794197995735353: on the scale of logits, by the delta method,
        // these.
        assertEquals(0.4316440936243056, interval.low(), 1e-9);
        assertEquals(0.9619971469460591, interval.high(), 1e-9);
    }

    @Test
    void scoresAtTheThresholdAreNotCalledMembers() {
        Roc roc = Roc.of(MEMBERS, OUTSIDERS);
        assertEquals(2.0 / 7, roc.truePositives(0.1), 1e-12);
        assertEquals(6.0 / 7, roc.truePositives(0.2), 1e-12);
        assertEquals(1, roc.truePositives(1), 1e-12);
        Roc equal = Roc.of(new double[50], new double[50]);
        assertEquals(0.5, equal.auc());
        assertEquals(0, equal.truePositives(0.1));
        assertTrue(equal.truePositivesInterval(0.1, 0.95).contains(0.1));
    }

    @Test
    void nonsenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Roc.of(new double[0], OUTSIDERS));
        assertThrows(IllegalArgumentException.class, () -> Roc.of(MEMBERS, new double[] {Double.NaN}));
        assertTrue(Roc.of(new double[1], OUTSIDERS).aucInterval(0.95).isEmpty());
    }

    private static double[] even(int size, double power, SplittableRandom random) {
        double[] scores = new double[size];
        Arrays.setAll(scores, i -> Math.pow(random.nextDouble(), power));
        return scores;
    }

    /**
     * Outsiders' scores are even on [0, 1], members' the square root of even ones, so that the true rate at 0.02 is 1 -
     * 0.98^2. With 200 outsiders four are expected above the threshold: an interval that takes the threshold for known is
     * far too narrow, which is the planted offender. Of 2,000 intervals at 90 %, 10 % may miss; by Chernoff's bound more than
     * 280 misses have a probability below 1e-7.
     */
    @Test
    void theIntervalHoldsTheTrueRateAsOftenAsItSaysThoughTheThresholdIsFoundOnControls() {
        SplittableRandom random = new SplittableRandom(7);
        double truth = 1 - 0.98 * 0.98;
        int missed = 0;
        int carelessMissed = 0;
        for (int run = 0; run < 2000; run++) {
            Roc roc = Roc.of(even(2000, 0.5, random), even(200, 1, random));
            missed += roc.truePositivesInterval(0.02, 0.9).contains(truth) ? 0 : 1;
            long hits = Math.round(2000 * roc.truePositives(0.02));
            carelessMissed += Interval.clopperPearson(hits, 2000, 0.9).contains(truth) ? 0 : 1;
        }
        assertTrue(missed <= 280, missed + " missed");
        assertTrue(carelessMissed > 1000, carelessMissed + " missed");
    }

    /**
     * Randomised response at epsilon 1: a member has score 1 with probability e / (1 + e), an outsider with 1 / (1 + e),
     * and a fraction breaks ties. Bounds of error 0.05 may be above epsilon in 5 % of 400 runs: more than 55 have a
     * probability below 1e-8. They must come near it too. Bounds from the rates as observed exceed it in every other run.
     */
    @Test
    void theBoundOnEpsilonIsRarelyAboveItAndNearIt() {
        SplittableRandom random = new SplittableRandom(11);
        double truth = Math.E / (1 + Math.E);
        int above = 0;
        int careless = 0;
        double sum = 0;
        for (int run = 0; run < 400; run++) {
            double[] members = new double[4000];
            double[] outsiders = new double[4000];
            Arrays.setAll(members, i -> random.nextDouble() + (random.nextDouble() < truth ? 1 : 0));
            Arrays.setAll(outsiders, i -> random.nextDouble() + (random.nextDouble() < 1 - truth ? 1 : 0));
            Roc roc = Roc.of(members, outsiders);
            double bound = roc.epsilonBound(0.1, 0, 0.05);
            above += bound > 1 ? 1 : 0;
            careless += Math.log(roc.truePositives(0.1) / 0.1) > 1 ? 1 : 0;
            sum += bound;
        }
        assertTrue(above <= 55, above + " above");
        assertTrue(careless > 100, careless + " above");
        assertTrue(sum / 400 > 0.8, "mean " + sum / 400);
        assertEquals(0, Roc.of(OUTSIDERS, MEMBERS).epsilonBound(0.1, 0, 0.05));
    }
}
