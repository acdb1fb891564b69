package org.effigy.model;

import java.util.Arrays;

/**
 * Minimises the squared error to the measurements over the distributions that potentials on the measured cliques can
 * make, by the proximal point method: each outer step finds the distribution that minimises the error plus a multiple
 * of the divergence from the last one (mirror descent with an implicit step, Censor and Zenios 1992). The inner problem
 * is solved in its dual, which is smooth, convex and without constraints, by a limited-memory quasi-Newton method with
 * the expected counts as its diagonal; its gradient is an inference. Inner problems are not solved to the end, and what
 * has been learned about the curvature is kept from one to the next, because only the centre moves.
 *
 * <p>Derivation, rates and figures: docs/theory/estimation.md, docs/decisions/0005-estimator.md.
 */
final class ProximalPoint {
    /** Pairs of the quasi-Newton memory. */
    private static final int MEMORY = 10;

    /**
     * The multiple of the divergence at first and at last, times the noise's standard deviation, and what it shrinks by
     * at each new centre. Cells of some six standard deviations are then where measurement and divergence weigh the same.
     */
    private static final double SOFT = 20;

    private static final double HARD = 6;
    private static final double SHRINK = 0.7;

    /** Iterations between centres. */
    private static final int INNER = 3;

    /** How many measurements a row is counted in, roughly: what the diagonal leaves out. */
    private static final double OVERLAP = 5;

    /** A cell with fewer expected rows than this share of its noise, and too many still, is at 0: it may rest. */
    private static final double RESTING = 1e-3;

    /** No potential changes by more than this at once. */
    private static final double LONGEST = 30;

    /** Iterations over which the error has to fall by the tolerance. */
    private static final int WINDOW = 15;

    private final Dual dual;
    private final double[] measured;
    /** The variance of each measured cell. */
    private final double[] variance;

    private final Curvature curvature;
    private final int cells;

    private double[] at;
    private double[] expected;
    private double[] gradient;
    private final double[] centre;
    private double value;
    private final double soft;
    private final double hard;
    private double multiple;

    private double[] next;
    private double[] nextExpected;
    private double[] nextGradient;
    private final double[] step;
    private final double[] diagonal;
    /** 1, or 0 for a cell that rests. */
    private final double[] moving;

    private final double[] best;
    private double bestError;
    private int iterations;

    ProximalPoint(Dual dual, Evidence evidence, double[] start) {
        this.dual = dual;
        this.cells = evidence.cells();
        this.measured = evidence.values();
        this.variance = new double[cells];
        for (int c = 0; c < evidence.weights().length; c++) {
            Arrays.fill(variance, evidence.starts()[c], evidence.starts()[c + 1], 1 / evidence.weights()[c]);
        }
        double logs = 0;
        for (double each : variance) {
            logs += Math.log(each) / 2;
        }
        double typical = Math.exp(logs / Math.max(1, cells));
        this.soft = SOFT / typical;
        this.hard = HARD / typical;
        this.multiple = soft;
        this.curvature = new Curvature(MEMORY, cells);
        this.at = start.clone();
        this.expected = new double[cells];
        this.gradient = new double[cells];
        this.centre = start.clone();
        this.next = new double[cells];
        this.nextExpected = new double[cells];
        this.nextGradient = new double[cells];
        this.step = new double[cells];
        this.diagonal = new double[cells];
        this.moving = new double[cells];
        this.best = start.clone();
    }

    /**
     * Runs until the error is small enough, or falls by less than a share of it in fifteen iterations.
     *
     * @return potentials of the smallest error seen
     */
    double[] minimise(int maxIterations, double tolerance, double enough, Estimator.Progress progress) {
        dual.evaluate(at, expected);
        bestError = dual.error();
        recentre();
        double checked = bestError;
        int sinceCentre = 0;
        int failures = 0;
        while (iterations < maxIterations && failures < 3 && bestError > enough) {
            iterations++;
            if (advance()) {
                failures = 0;
                sinceCentre++;
            } else {
                // Rounding, or a model of the curvature that no longer fits: start it anew, with shorter steps.
                failures++;
                curvature.clear();
                multiple = Math.min(soft, 2 * multiple);
                recentre();
                sinceCentre = 0;
            }
            if (dual.error() < bestError) {
                bestError = dual.error();
                System.arraycopy(at, 0, best, 0, cells);
            }
            if (!progress.iterated(iterations, bestError)) {
                break;
            }
            if (sinceCentre == INNER) {
                harden();
                recentre();
                sinceCentre = 0;
            }
            if (iterations % WINDOW == 0) {
                if (!(checked - bestError > tolerance * bestError)) {
                    break;
                }
                checked = bestError;
            }
        }
        return best;
    }

    /** The squared error of the potentials returned. */
    double error() {
        return bestError;
    }

    /** The iterations done. */
    int iterations() {
        return iterations;
    }

    private void harden() {
        double harder = Math.max(hard, SHRINK * multiple);
        if (harder < multiple) {
            curvature.shift(variance, harder - multiple);
            multiple = harder;
        }
    }

    private void recentre() {
        System.arraycopy(at, 0, centre, 0, cells);
        for (int i = 0; i < cells; i++) {
            gradient[i] = expected[i] - measured[i];
        }
        value = dual.freeEnergy(at);
    }

    /** One quasi-Newton step; whether there was a way down. */
    private boolean advance() {
        for (int i = 0; i < cells; i++) {
            diagonal[i] = OVERLAP * expected[i] + multiple * variance[i];
            moving[i] = rests(i) ? 0 : 1;
        }
        Kernels.multiply(step, gradient, moving);
        curvature.solve(step, diagonal);
        Kernels.multiply(step, step, moving);
        double slope = -Kernels.dot(step, gradient);
        double longest = longest(step);
        if (!(slope < 0) || !Double.isFinite(longest)) {
            return false;
        }
        for (double length = Math.min(1, LONGEST / longest); length > 1e-6; length /= 2) {
            for (int i = 0; i < cells; i++) {
                next[i] = at[i] - length * step[i];
            }
            dual.evaluate(next, nextExpected);
            double penalty = 0;
            for (int i = 0; i < cells; i++) {
                double pull = multiple * variance[i] * (next[i] - centre[i]);
                nextGradient[i] = nextExpected[i] - measured[i] + pull;
                penalty += pull * (next[i] - centre[i]) / 2;
            }
            double nextValue = dual.freeEnergy(next) + penalty;
            // The free energy is a small difference of large numbers: it is not known to better than this.
            double rounding = 1e-13 * Math.abs(nextValue);
            if (nextValue <= value + 1e-4 * length * slope + rounding) {
                accept(nextValue);
                return true;
            }
        }
        dual.evaluate(at, expected);
        return false;
    }

    private static double longest(double[] step) {
        double longest = 0;
        for (double each : step) {
            double length = Math.abs(each);
            // Not Math.max, which would be slower; NaN is found by the slope.
            if (length > longest) {
                longest = length;
            }
        }
        return longest;
    }

    private boolean rests(int i) {
        return expected[i] * expected[i] < RESTING * RESTING * variance[i] && gradient[i] > 0;
    }

    private void accept(double nextValue) {
        curvature.learn(at, next, gradient, nextGradient);
        double[] spare = at;
        at = next;
        next = spare;
        spare = expected;
        expected = nextExpected;
        nextExpected = spare;
        spare = gradient;
        gradient = nextGradient;
        nextGradient = spare;
        value = nextValue;
    }
}
