package org.effigy.model;

import java.util.Arrays;
import java.util.OptionalInt;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Ordered codes as a standard normal variable seen through cuts: code {@code a} stands for the variable between cut
 * {@code a - 1} and cut {@code a}. Public numbers. Immutable.
 */
public final class LatentScale {
    /** Terms of the series by which products are expected; the rest matters past correlations of 0.99 alone. */
    static final int TERMS = 200;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** Sums of probabilities are as far as this from 1 where they should be 1: no code of probability 0 may lie beyond. */
    private static final double ROUNDING = 1e-12;

    /** Beyond whatever a latent variable takes. */
    private static final double FAR = 40;

    private static final int HALVINGS = 40;

    private final double[] probabilities;
    private final double[] cuts;

    private LatentScale(double[] probabilities) {
        this.probabilities = probabilities;
        this.cuts = cuts(NORMAL);
    }

    private double[] cuts(RealDistribution latent) {
        double[] at = new double[probabilities.length - 1];
        double below = 0;
        for (int code = 0; code < at.length; code++) {
            below += probabilities[code];
            at[code] = below >= 1 - ROUNDING
                    ? Double.POSITIVE_INFINITY
                    : below > 0 ? latent.inverseCumulativeProbability(below) : Double.NEGATIVE_INFINITY;
        }
        return at;
    }

    /**
     * The scale of codes that occur in these proportions.
     *
     * @param weights one a code, at least one; at least 0, finite. If all are 0 the codes are taken as equally likely
     * @throws IllegalArgumentException if there is none, or one is negative or not finite
     */
    public static LatentScale of(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the weight of a code is finite and at least 0; one is " + weight);
            }
            sum += weight;
        }
        if (weights.length == 0 || sum == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "a scale needs at least one code, and weights that sum to a finite number; there are "
                            + weights.length + " that sum to " + sum);
        }
        double[] probabilities = new double[weights.length];
        for (int code = 0; code < weights.length; code++) {
            probabilities[code] = sum > 0 ? weights[code] / sum : 1.0 / weights.length;
        }
        return new LatentScale(probabilities);
    }

    /** The number of codes. */
    public int size() {
        return probabilities.length;
    }

    /** The probability of a code. */
    public double probability(int code) {
        return probabilities[code];
    }

    /** The values of the variable between the codes, ascending, one less than codes; infinite where nothing lies beyond. */
    double[] cuts() {
        return cuts.clone();
    }

    /** The same for a variable that has Student's distribution with these degrees of freedom, or is normal. */
    double[] cuts(OptionalInt degrees) {
        return degrees.isPresent() ? cuts(new TDistribution(null, degrees.getAsInt())) : cuts();
    }

    /**
     * The cuts of a variable that is normal around one of several equally likely means: at its own quantiles, so that
     * codes keep their proportions. Finite, whatever the proportions. Costs some 30 steps over the means a cut.
     *
     * @param means at least one, finite
     * @param deviation around each mean, above 0
     */
    public double[] cutsAround(double[] means, double deviation) {
        double[] around = new double[cuts.length];
        double below = 0;
        double low = -FAR;
        for (int code = 0; code < around.length; code++) {
            below += probabilities[code];
            double high = FAR;
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (low + high) / 2;
                double mass = 0;
                for (double mean : means) {
                    mass += NORMAL.cumulativeProbability((middle - mean) / deviation);
                }
                if (mass / means.length < below) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            // A code of no mass stays without: its end is its beginning, or beyond all that is drawn.
            around[code] = below <= 0 ? -FAR : below >= 1 - ROUNDING ? FAR : high;
            if (code > 0 && probabilities[code] == 0) {
                around[code] = around[code - 1];
            }
            low = around[code];
        }
        return around;
    }

    /**
     * A whole-number score for each code: its mid-rank (the share of rows below it and half of its own), in -1 .. 1,
     * clipped to the middle, and stretched over the whole range {@code -largest .. largest}.
     *
     * @param clip where ranks are clipped, above 0 and at most 1; the largest rank that any code has
     * @return ascending; all 0 if all rows have one code
     */
    public long[] scores(double clip, long largest) {
        double[] ranks = new double[size()];
        double below = 0;
        for (int code = 0; code < ranks.length; code++) {
            double rank = 2 * (below + probabilities[code] / 2) - 1;
            ranks[code] = Math.max(-clip, Math.min(clip, rank));
            below += probabilities[code];
        }
        double low = ranks[0];
        double width = ranks[ranks.length - 1] - low;
        long[] scores = new long[ranks.length];
        for (int code = 0; code < scores.length && width > 0; code++) {
            scores[code] = Math.round(largest * (2 * (ranks[code] - low) / width - 1));
        }
        return scores;
    }

    /**
     * The expectations of a function of the code times the normalised Hermite polynomials of the variable: the first is
     * its mean. With those of another scale they give the expected product at any correlation (Mehler's formula).
     *
     * @param values the function's value for each code
     */
    public double[] series(long[] values) {
        double[] series = new double[TERMS];
        for (int code = 0; code < values.length; code++) {
            series[0] += probabilities[code] * values[code];
        }
        for (int code = 0; code < cuts.length; code++) {
            double x = cuts[code];
            if (values[code + 1] == values[code] || Double.isInfinite(x)) {
                continue;
            }
            double step = (values[code + 1] - values[code]) * NORMAL.density(x);
            // The integral of h_k times the density from x on is h_(k-1)(x) times the density at x over sqrt k.
            double before = 0;
            double polynomial = 1;
            for (int k = 1; k < TERMS; k++) {
                series[k] += step * polynomial / Math.sqrt(k);
                double next = (x * polynomial - Math.sqrt(k - 1.0) * before) / Math.sqrt(k);
                before = polynomial;
                polynomial = next;
            }
        }
        return series;
    }

    /** The proportions of the codes. */
    @Override
    public String toString() {
        return "LatentScale" + Arrays.toString(probabilities);
    }
}
