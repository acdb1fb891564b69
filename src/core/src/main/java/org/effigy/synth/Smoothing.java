package org.effigy.synth;

import java.util.Arrays;

/**
 * Noisy counts of neighbouring cells, without most of the noise: a range is halved again and again, and of each half is
 * believed what is expected given its noisy count, where either half may be empty, the two may be even, or anything in
 * between (a Polya tree with a mixed prior; Ma 2017, Kolaczyk 1999). So rows leave a half only as far as the counts say so,
 * and a half that noise drowns keeps its part. Post-processing.
 */
final class Smoothing {
    /** Neighbours on each side that say what a cell would hold if it did not stand out. */
    private static final int NEIGHBOURS = 4;

    /** How likely the halves of the whole are to differ; of the parts below, less by the square root of their size. */
    private static final double UNEVEN = .5;

    /** How likely one of two halves that differ is to be empty. */
    private static final double EMPTY = .2;

    /** How likely halves are to differ where one of them ends a long tail: bounds are generous, and tails thin out. */
    private static final double THINNING = .8;

    /** How likely such a half that differs is to be empty; else its share has a density of a power below 0. */
    private static final double BARE = .4;

    private static final double POWER = .2;

    /** Beside cells that stand out, how likely the others are to hold nothing. */
    private static final double NOTHING = .5;

    /** Steps of Simpson's rule, an even number, and how many deviations it goes from what was seen. */
    private static final int STEPS = 64;

    private static final double WIDTH = 6;

    /** In units of a share; a deviation below it is none. */
    private static final double NO_NOISE = 1e-12;

    private final double deviation;
    private final double threshold;

    /**
     * @param deviation the standard deviation of the noise in a count
     * @param laplace whether its tails are Laplace's, else Gaussian
     * @param cells how many there are: the more, the larger the largest noise among them
     */
    Smoothing(double deviation, boolean laplace, int cells) {
        this.deviation = deviation;
        double log = Math.log(Math.max(2, cells));
        this.threshold = laplace ? log / Math.sqrt(2) : Math.sqrt(2 * log);
    }

    /** By how many standard deviations a count differs that noise alone does not explain. */
    double threshold() {
        return threshold;
    }

    /** The counts, none below 0, with their sum if it is above 0. */
    double[] apply(double[] noisy) {
        return apply(noisy, false, false);
    }

    /**
     * The same of counts that may thin out.
     *
     * @param low whether the first cells may be a long tail, where a few rows that are not there would move a mean far
     * @param high whether the last ones may be
     */
    double[] apply(double[] noisy, boolean low, boolean high) {
        double[] even = new double[noisy.length];
        halve(sums(noisy), 0, noisy.length, Math.max(0, Arrays.stream(noisy).sum()), even, low, high);
        return even;
    }

    /**
     * The counts of cells that together hold a known number of rows, where single cells may stand out of their
     * neighbourhood: such spikes keep their counts.
     *
     * @param mass that number; more only where cells that stand out hold more
     */
    double[] apply(double[] noisy, double mass) {
        double[] rest = noisy.clone();
        double[] spikes = new double[noisy.length];
        double standing = 0;
        int found = 0;
        for (int cell = 0; cell < noisy.length; cell++) {
            double around = around(noisy, cell);
            // The median of eight has a variance of about pi / 16 of one.
            if (noisy[cell] - around > threshold * deviation * Math.sqrt(1 + Math.PI / 16)) {
                spikes[cell] = noisy[cell] - around;
                standing += spikes[cell];
                rest[cell] = around;
                found++;
            }
        }
        double left = mass;
        if (found > 0 && mass > 0) {
            double noise = deviation * Math.sqrt(found) / mass;
            left *= expected(1 - standing / mass, noise, new double[] {0}, new double[] {NOTHING}, 1 - NOTHING, 0, 0);
        }
        double[] even = new double[noisy.length];
        halve(sums(rest), 0, noisy.length, Math.max(0, left), even, false, false);
        for (int cell = 0; cell < even.length; cell++) {
            even[cell] = Math.max(0, even[cell] + spikes[cell]);
        }
        return even;
    }

    private static double[] sums(double[] counts) {
        double[] sums = new double[counts.length + 1];
        for (int cell = 0; cell < counts.length; cell++) {
            sums[cell + 1] = sums[cell] + counts[cell];
        }
        return sums;
    }

    /** The median of the cells nearby: what stands out among them has no say. */
    private static double around(double[] noisy, int cell) {
        double[] near = new double[2 * NEIGHBOURS];
        int found = 0;
        int from = Math.max(0, Math.min(cell - NEIGHBOURS, noisy.length - 1 - 2 * NEIGHBOURS));
        for (int i = from; i < noisy.length && found < near.length; i++) {
            if (i != cell) {
                near[found++] = noisy[i];
            }
        }
        if (found == 0) {
            return 0;
        }
        Arrays.sort(near, 0, found);
        return found % 2 == 1 ? near[found / 2] : (near[found / 2 - 1] + near[found / 2]) / 2;
    }

    private void halve(double[] sums, int from, int to, double mass, double[] even, boolean lowTail, boolean highTail) {
        int cells = to - from;
        if (cells == 1 || !(mass > 0)) {
            Arrays.fill(even, from, to, mass / cells);
            return;
        }
        int middle = (from + to) >>> 1;
        double share = (double) (middle - from) / cells;
        double difference = sums[middle] - sums[from] - share * (sums[to] - sums[from]);
        double noise = deviation * Math.sqrt(cells * share * (1 - share));
        boolean low = lowTail && from == 0;
        boolean high = highTail && to == sums.length - 1;
        double uneven = UNEVEN * Math.sqrt(cells / (sums.length - 1.0));
        double sides = (low ? 1 : 0) + (high ? 1 : 0);
        uneven = sides > 0 ? Math.max(THINNING, uneven) : uneven;
        double none = uneven * (sides > 0 ? (low ? BARE / sides : 0) : EMPTY / 2);
        double all = uneven * (sides > 0 ? (high ? BARE / sides : 0) : EMPTY / 2);
        double between = uneven - none - all;
        double left = expected(
                share + difference / mass,
                noise / mass,
                new double[] {0, 1, share},
                new double[] {none, all, 1 - uneven},
                sides > 0 ? 0 : between,
                low ? between / sides : 0,
                high ? between / sides : 0);
        halve(sums, from, middle, left * mass, even, lowTail, highTail);
        halve(sums, middle, to, (1 - left) * mass, even, lowTail, highTail);
    }

    /**
     * The expected share given a noisy one, which is taken as normal.
     *
     * @param points that have a probability of their own
     * @param weights of these
     * @param flat the probability of all from 0 to 1 alike
     * @param small that of shares that are rather small, by a power
     * @param large that of shares of which so small a part is missing to 1
     */
    private static double expected(
            double seen, double noise, double[] points, double[] weights, double flat, double small, double large) {
        double deviation = Math.max(NO_NOISE, noise);
        double nearest = Math.max(0, Math.min(1, seen));
        // Likelihoods are told in units of the largest that a share can have.
        double best = square((seen - nearest) / deviation);
        double sum = 0;
        double mean = 0;
        for (int i = 0; i < points.length; i++) {
            double weight = weights[i] * Math.exp((best - square((seen - points[i]) / deviation)) / 2);
            sum += weight;
            mean += weight * points[i];
        }
        double[] part = integral(seen, deviation, nearest, best, 1);
        double[] low = small > 0 ? integral(seen, deviation, nearest, best, POWER) : new double[2];
        double[] high = large > 0 ? integral(1 - seen, deviation, 1 - nearest, best, POWER) : new double[2];
        sum += flat * part[0] + small * low[0] + large * high[0];
        mean += flat * part[1] + small * low[1] + large * (high[0] - high[1]);
        return mean / sum;
    }

    /** The likelihood of shares whose power is even from 0 to 1, and the sum of such shares by it. */
    private static double[] integral(double seen, double deviation, double nearest, double best, double power) {
        double low = Math.pow(Math.max(0, nearest - WIDTH * deviation), power);
        double step = (Math.pow(Math.min(1, nearest + WIDTH * deviation), power) - low) / STEPS;
        double[] integral = new double[2];
        for (int i = 0; i <= STEPS; i++) {
            double simpson = (i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2) * step / 3;
            double share = Math.pow(low + i * step, 1 / power);
            double weight = simpson * Math.exp((best - square((seen - share) / deviation)) / 2);
            integral[0] += weight;
            integral[1] += weight * share;
        }
        return integral;
    }

    private static double square(double x) {
        return x * x;
    }
}
