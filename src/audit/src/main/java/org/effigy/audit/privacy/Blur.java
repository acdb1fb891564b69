package org.effigy.audit.privacy;

import java.util.Arrays;

/**
 * How copies are blurred: kinds of copies, each with the probability of every level of a {@link Comparison} in every column
 * (the m-probabilities of Fellegi and Sunter 1969). Three kinds are fixed: few cells changed, all numbers moved, half of
 * the columns drawn anew. Three more start there and are fitted to the tables by expectation and maximisation, over
 * synthetic rows that are each a copy of some real row or drawn from the population.
 */
final class Blur {
    private static final int FIXED = 3;
    private static final int KINDS = 2 * FIXED;

    /** By kind: a number's levels, from equal to far, and a category's chance to be equal. */
    private static final double[][] NUMBER = {
        {0.80, 0.02, 0.02, 0.02, 0.14}, {0.05, 0.30, 0.30, 0.25, 0.10}, {0.48, 0.02, 0.02, 0.02, 0.46}
    };

    private static final double[] CATEGORY = {0.85, 0.95, 0.5};

    /** The share of copies among synthetic rows before anything is known, and the least that is believed later. */
    private static final double FIRST_SHARE = 0.05;

    private static final double LEAST_SHARE = 0.001;
    private static final double MOST_SHARE = 0.9;

    /** How many copies the fixed kinds weigh as much as, against what is seen. */
    private static final double PRIOR = 50;

    private static final double LEAST = 1e-6;
    private static final int STEPS = 8;

    private final Comparison rows;
    private final double[][][] levels;
    private final double[] shares = new double[KINDS];
    private final double[][][] logs;
    private double copied = FIRST_SHARE;

    private final double[] weights = new double[KINDS];
    private final int[] seen;

    /** Before anything is fitted: the fixed kinds alone. */
    Blur(Comparison rows) {
        this.rows = rows;
        levels = new double[KINDS][rows.columns()][Comparison.LEVELS];
        logs = new double[KINDS][rows.columns()][Comparison.LEVELS];
        seen = new int[rows.columns()];
        Arrays.fill(shares, 0, FIXED, 1.0 / FIXED);
        for (int kind = 0; kind < KINDS; kind++) {
            for (int column = 0; column < rows.columns(); column++) {
                if (rows.isNumber(column)) {
                    levels[kind][column] = NUMBER[kind % FIXED].clone();
                } else {
                    levels[kind][column][0] = CATEGORY[kind % FIXED];
                    levels[kind][column][Comparison.FAR] = 1 - CATEGORY[kind % FIXED];
                }
            }
        }
        takeLogs();
    }

    private void takeLogs() {
        for (int kind = 0; kind < KINDS; kind++) {
            for (int column = 0; column < rows.columns(); column++) {
                for (int level = 0; level < Comparison.LEVELS; level++) {
                    logs[kind][column][level] = Math.log(Math.max(LEAST, levels[kind][column][level]));
                }
            }
        }
    }

    /** The share of synthetic rows that are copies of some real row. */
    double copied() {
        return copied;
    }

    /** By how much likelier a synthetic row is as a blurred copy of a real one than drawn from the population. */
    double ratio(int real, int synthetic) {
        double chance = 0;
        Arrays.fill(weights, 0);
        for (int column = 0; column < rows.columns(); column++) {
            int level = rows.level(real, synthetic, column);
            seen[column] = level;
            chance += rows.surprise(real, synthetic, column, level);
            for (int kind = 0; kind < KINDS; kind++) {
                weights[kind] += logs[kind][column][level];
            }
        }
        double ratio = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            // Beyond 600 nothing is surer, and a sum of many stays finite.
            weights[kind] = shares[kind] * Math.exp(Math.min(600, chance + weights[kind]));
            ratio += weights[kind];
        }
        return ratio;
    }

    /**
     * Fits three kinds, and how many rows are copies; afterwards fixed and fitted kinds count alike.
     *
     * @param pairs the pairs that count, as {@link PairScores#sorted} gives them
     */
    void fit(long[] pairs) {
        Arrays.fill(shares, 0, FIXED, 0);
        Arrays.fill(shares, FIXED, KINDS, 1.0 / FIXED);
        for (int step = 0; step < STEPS; step++) {
            step(pairs);
        }
        for (int kind = 0; kind < FIXED; kind++) {
            shares[kind] = 0.5 / FIXED;
            shares[kind + FIXED] /= 2;
        }
    }

    private void step(long[] pairs) {
        double[][][] sums = new double[KINDS][rows.columns()][Comparison.LEVELS];
        double[] kinds = new double[KINDS];
        for (int from = 0; from < pairs.length; ) {
            int to = Evidence.end(pairs, from);
            int synthetic = (int) (pairs[from] >>> 32);
            double all = 1 - copied;
            for (int pair = from; pair < to; pair++) {
                all += copied / rows.reals() * ratio((int) pairs[pair], synthetic);
            }
            for (int pair = from; pair < to; pair++) {
                ratio((int) pairs[pair], synthetic);
                for (int kind = FIXED; kind < KINDS; kind++) {
                    double weight = copied / rows.reals() * weights[kind] / all;
                    kinds[kind] += weight;
                    for (int column = 0; column < rows.columns(); column++) {
                        sums[kind][column][seen[column]] += weight;
                    }
                }
            }
            from = to;
        }
        double copies = Arrays.stream(kinds).sum();
        for (int kind = FIXED; kind < KINDS; kind++) {
            shares[kind] = (kinds[kind] + PRIOR) / (copies + FIXED * PRIOR);
            for (int column = 0; column < rows.columns(); column++) {
                for (int level = 0; level < Comparison.LEVELS; level++) {
                    double before = levels[kind - FIXED][column][level];
                    levels[kind][column][level] = (sums[kind][column][level] + PRIOR * before) / (kinds[kind] + PRIOR);
                }
            }
        }
        copied = Math.max(LEAST_SHARE, Math.min(MOST_SHARE, copies / rows.synthetics()));
        takeLogs();
    }
}
