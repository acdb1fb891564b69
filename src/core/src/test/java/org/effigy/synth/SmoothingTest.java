package org.effigy.synth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SmoothingTest {
    /** With noise of 10 a spike of 1,000 and a step of 100 stay, and the rest is even. */
    @Test
    void spikesAndStepsStayAndNoiseGoes() {
        SplittableRandom random = new SplittableRandom(4);
        double[] truth = new double[512];
        Arrays.fill(truth, 0, 256, 100);
        truth[40] = 1000;
        double[] noisy =
                Arrays.stream(truth).map(count -> count + 10 * gaussian(random)).toArray();
        double[] smooth = new Smoothing(10, false, noisy.length).apply(noisy);
        assertEquals(1000, smooth[40], 60);
        double before = 0;
        double after = 0;
        for (int cell = 0; cell < 512; cell++) {
            before += Math.abs(noisy[cell] - truth[cell]);
            after += Math.abs(smooth[cell] - truth[cell]);
        }
        assertTrue(after < before / 4, "off by " + after + ", before by " + before);
    }

    @Test
    void whatNoiseExplainsBecomesEven() {
        SplittableRandom random = new SplittableRandom(5);
        double[] noisy =
                random.doubles(256).map(ignored -> 50 + gaussian(random)).toArray();
        double[] smooth = new Smoothing(100, true, 256).apply(noisy);
        // Not exactly: what is seen moves a belief, if only by as much as it says.
        double[] even = new double[256];
        Arrays.fill(even, Arrays.stream(noisy).sum() / 256);
        assertArrayEquals(even, smooth, .5);
    }

    @Test
    void countsWithoutNoiseStay() {
        double[] counts = {5, 0, 0, 7, 100, 3, 0, 2, 1};
        assertArrayEquals(counts, new Smoothing(1e-9, false, 9).apply(counts), 1e-6);
        assertArrayEquals(new double[] {3}, new Smoothing(1e-9, false, 1).apply(new double[] {3}), 1e-6);
    }

    @Test
    void nothingIsBelowNothing() {
        SplittableRandom random = new SplittableRandom(6);
        for (int trial = 0; trial < 200; trial++) {
            double[] noisy = random.doubles(1 + random.nextInt(40), -80, 80).toArray();
            double[] smooth = new Smoothing(20, trial % 2 == 0, noisy.length).apply(noisy, 30);
            assertTrue(Arrays.stream(smooth).allMatch(count -> count >= 0), Arrays.toString(smooth));
        }
    }

    @Test
    void theMassIsKeptWhereNothingStandsOut() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 200; trial++) {
            double[] noisy = random.doubles(2 + random.nextInt(40), -5, 5).toArray();
            double[] smooth = new Smoothing(20, trial % 2 == 0, noisy.length).apply(noisy, 30);
            assertEquals(30, Arrays.stream(smooth).sum(), 1e-9);
        }
    }

    /** A full half beside an empty one, seen through noise that leaves the empty one something: most of it goes. */
    @Test
    void anEmptyTailStaysNearlyEmpty() {
        SplittableRandom random = new SplittableRandom(8);
        double believed = 0;
        double seen = 0;
        for (int trial = 0; trial < 400; trial++) {
            double[] noisy = new double[64];
            for (int cell = 0; cell < 64; cell++) {
                noisy[cell] = (cell < 32 ? 200 : 0) + 30 * gaussian(random);
            }
            double[] smooth = new Smoothing(30, false, 64).apply(noisy);
            believed += Arrays.stream(smooth, 32, 64).sum();
            seen += Math.max(0, Arrays.stream(noisy, 32, 64).sum());
        }
        assertTrue(believed < .75 * seen, believed + " of " + seen);
    }

    /** Amounts that double from cell to cell and thin out: a mean is off less where the tail is known to be one. */
    @Test
    void aLongTailMovesNoMean() {
        SplittableRandom random = new SplittableRandom(10);
        double[] truth = new double[32];
        Arrays.setAll(truth, cell -> Math.rint(1000 * Math.exp(-square(cell - 8) / 18)));
        double tail = 0;
        double plain = 0;
        for (int trial = 0; trial < 200; trial++) {
            double[] noisy = Arrays.stream(truth)
                    .map(count -> count + 50 * gaussian(random))
                    .toArray();
            Smoothing smoothing = new Smoothing(50, false, 32);
            tail += Math.abs(sum(smoothing.apply(noisy, false, true)) - sum(truth)) / 200;
            plain += Math.abs(sum(smoothing.apply(noisy)) - sum(truth)) / 200;
        }
        assertTrue(tail < .5 * plain, "off by " + tail + ", before by " + plain + " of " + sum(truth));
    }

    private static double square(double x) {
        return x * x;
    }

    private static double sum(double[] counts) {
        double sum = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            sum += counts[cell] * Math.pow(2, cell / 2.0);
        }
        return sum;
    }

    /**
     * A third of the rows lies thinly above a narrow peak, as laboratory values do: the distribution is no further off
     * than sums of the noisy counts are. An offender that takes what is thin for noise is.
     */
    @Test
    void whatIsThinIsNotTakenForNothing() {
        double[] truth = new double[32];
        for (int cell = 0; cell < 32; cell++) {
            truth[cell] = cell >= 10 && cell < 14 ? 700 : cell >= 14 && cell < 27 ? 100 : 0;
        }
        SplittableRandom random = new SplittableRandom(9);
        double allowed = 0;
        double smoothed = 0;
        double worst = 0;
        double worstAllowed = 0;
        double offender = 0;
        int trials = 200;
        for (int trial = 0; trial < trials; trial++) {
            double[] noisy = Arrays.stream(truth)
                    .map(count -> count + 150 * gaussian(random))
                    .toArray();
            double[] raw = new double[32];
            double excess = (Arrays.stream(noisy).sum() - Arrays.stream(truth).sum()) / 32;
            Arrays.setAll(raw, cell -> noisy[cell] - excess);
            double[] thin =
                    Arrays.stream(noisy).map(count -> count > 400 ? count : 0).toArray();
            double off = distance(truth, new Smoothing(150, false, 32).apply(noisy));
            smoothed += off / trials;
            worst = Math.max(worst, off);
            allowed += distance(truth, raw) / trials;
            worstAllowed = Math.max(worstAllowed, distance(truth, raw));
            offender += distance(truth, thin) / trials;
        }
        assertTrue(smoothed < allowed, smoothed + ", noise allows " + allowed);
        assertTrue(worst < worstAllowed, worst + " at worst, noise allows " + worstAllowed);
        assertTrue(offender > 1.5 * allowed, "the offender is off by " + offender);
    }

    /** Kolmogorov and Smirnov's, of two rows of counts. */
    private static double distance(double[] counts, double[] others) {
        double all = Arrays.stream(counts).sum();
        double allOthers = Arrays.stream(others).sum();
        double below = 0;
        double largest = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            below += counts[cell] / all - others[cell] / allOthers;
            largest = Math.max(largest, Math.abs(below));
        }
        return largest;
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
