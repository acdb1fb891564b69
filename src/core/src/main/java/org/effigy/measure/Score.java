package org.effigy.measure;

import org.effigy.domain.Domain;

/**
 * A candidate's score as a whole number: exact arithmetic, so that no rounding error adds to the sensitivity.
 * {@code W * (sum |G c - round(G p)| - round(G bias))} with {@code G = 1024} and {@code W} the weight in 1024ths of the
 * largest. One row moves it by at most {@code G W}, so by at most {@link #UNIT}.
 */
final class Score {
    private static final long GRID = 1024;

    /** What one row moves the score of the heaviest candidate by. */
    static final long UNIT = GRID * GRID;

    /** Clamping to a fixed range moves no score further than it moved before, and keeps sums from overflowing. */
    private static final long LARGEST = 1L << 51;

    private Score() {}

    static void check(Domain domain, Candidate candidate) {
        if (domain.arrayCells(candidate.clique()) != candidate.estimate().length) {
            throw new IllegalArgumentException(
                    "the estimate of " + domain.describe(candidate.clique()) + " has " + candidate.estimate().length
                            + " cells; its marginal has " + domain.arrayCells(candidate.clique()));
        }
        for (double expected : candidate.estimate()) {
            if (!Double.isFinite(expected)) {
                throw new IllegalArgumentException("the estimate of " + domain.describe(candidate.clique()) + " holds "
                        + expected + ", which is no count");
            }
        }
    }

    /**
     * Starts from the distance of the estimate to an empty table and changes the terms of the cells that hold rows; the
     * others are what they were. So the data cost as many steps as there are cells with rows.
     */
    static long of(Candidate candidate, Support support, double largestWeight) {
        long weight = Math.max(1, Math.round(GRID * (candidate.weight() / largestWeight)));
        double[] estimate = candidate.estimate();
        long distance = 0;
        for (double expected : estimate) {
            distance = Math.min(LARGEST, distance + Math.abs(grid(expected)));
        }
        for (int i = 0; i < support.size(); i++) {
            long expected = grid(estimate[support.cell(i)]);
            long count = Math.min(LARGEST / GRID, support.count(i)) * GRID;
            distance = Math.max(0, clamp(distance + Math.abs(count - expected) - Math.abs(expected)));
        }
        return weight * (distance - grid(candidate.bias()));
    }

    private static long grid(double value) {
        return clamp(Math.round(GRID * value));
    }

    private static long clamp(long value) {
        return Math.max(-LARGEST, Math.min(LARGEST, value));
    }
}
