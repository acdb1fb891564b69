package org.effigy.synth;

import java.util.Arrays;

/**
 * Noisy counts of neighbouring cells, without most of the noise: cells that stand out of their neighbourhood keep their
 * counts, and the rest is made even wherever noise explains the differences. That is, a range is halved again and again, and
 * the difference of its halves is kept where it is too large for noise (Haar wavelets with a hard threshold; Donoho,
 * Johnstone 1994). Post-processing.
 */
final class Smoothing {
    /** Neighbours on each side that say what a cell would hold if it did not stand out. */
    private static final int NEIGHBOURS = 4;

    /** Of the variance of a sum, in how much of it is believed; 1 would lose tails that are there. */
    private static final double DOUBT = .5;

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

    /** The counts, none below 0. */
    double[] apply(double[] noisy) {
        return apply(noisy, Arrays.stream(noisy).sum());
    }

    /**
     * The counts of cells that together hold a known number of rows.
     *
     * @param mass that number; more only where cells that stand out hold more
     */
    double[] apply(double[] noisy, double mass) {
        double[] rest = noisy.clone();
        double[] spikes = new double[noisy.length];
        double standing = 0;
        for (int cell = 0; cell < noisy.length; cell++) {
            double around = around(noisy, cell);
            // The median of eight has a variance of about pi / 16 of one.
            if (noisy[cell] - around > threshold * deviation * Math.sqrt(1 + Math.PI / 16)) {
                spikes[cell] = noisy[cell] - around;
                standing += spikes[cell];
                rest[cell] = around;
            }
        }
        double[] even = new double[noisy.length];
        double[] sums = new double[noisy.length + 1];
        for (int cell = 0; cell < noisy.length; cell++) {
            sums[cell + 1] = sums[cell] + rest[cell];
        }
        double left = Math.max(0, mass - standing);
        halve(sums, 0, noisy.length, standing > 0 ? left * credible(left, noisy.length) : left, even);
        for (int cell = 0; cell < even.length; cell++) {
            even[cell] = Math.max(0, even[cell] + spikes[cell]);
        }
        return even;
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

    private void halve(double[] sums, int from, int to, double mass, double[] even) {
        int cells = to - from;
        if (cells == 1) {
            even[from] = mass;
            return;
        }
        int middle = (from + to) >>> 1;
        double left = (double) (middle - from) / cells;
        double difference = sums[middle] - sums[from] - left * (sums[to] - sums[from]);
        double noise = deviation * Math.sqrt(cells * left * (1 - left));
        if (Math.abs(difference) <= threshold * noise) {
            halve(sums, from, middle, left * mass, even);
            halve(sums, middle, to, (1 - left) * mass, even);
            return;
        }
        // Beside a full half the other one may be empty: what is left of it by chance would be a tail that nobody has.
        boolean leftIsLess = difference < 0;
        double less = leftIsLess ? left * mass + difference : (1 - left) * mass - difference;
        double believed = less * credible(less, leftIsLess ? middle - from : to - middle);
        halve(sums, from, middle, leftIsLess ? believed : mass - believed, even);
        halve(sums, middle, to, leftIsLess ? mass - believed : believed, even);
    }

    /** How much of a sum of noisy counts to believe: less, the nearer it is to its noise (as James and Stein shrink, 1961). */
    private double credible(double sum, int cells) {
        return sum > 0 ? Math.max(0, 1 - DOUBT * cells * Math.pow(deviation / sum, 2)) : 0;
    }
}
