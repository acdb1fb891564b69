package org.effigy.measure;

import org.effigy.privacy.Neighbours;
import org.effigy.privacy.Sensitivity;

/**
 * How far counts move between neighbouring tables when at most {@code k} rows a unit are kept. The worst unit has all
 * its rows in one cell, so the Euclidean change is {@code k}, not {@code sqrt k}; proofs in
 * {@code docs/privacy/PrivateTable.md}, enumerated neighbours in the tests.
 */
final class MarginalSensitivity {
    private MarginalSensitivity() {}

    /**
     * Of {@code m} marginals answered together. Add/remove: one cell of each marginal moves by {@code k}. Replace: one
     * loses {@code k} and another gains {@code k}.
     */
    static Sensitivity of(int m, int k, Neighbours neighbours) {
        long sides = neighbours == Neighbours.REPLACE ? 2 : 1;
        try {
            long moved = Math.multiplyExact(sides * m, k);
            return new Sensitivity(moved, Math.multiplyExact(moved, k), k);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "the sensitivity of " + m + " marginals with " + k + " rows a unit is past 2^63: keep fewer rows a"
                            + " unit",
                    e);
        }
    }

    /**
     * Of the number of rows. Replacing a unit of one row by one of {@code k} moves it by {@code k - 1}; with one row a
     * unit it does not move at all.
     *
     * @param present whether each unit has a row; else replacing one of none by one of {@code k} moves it by {@code k}
     */
    static Sensitivity ofTotal(int k, boolean present, Neighbours neighbours) {
        long moved = neighbours == Neighbours.REPLACE && present ? k - 1L : k;
        return new Sensitivity(moved, Math.multiplyExact(moved, moved), moved);
    }

    /**
     * Of one entry of a vector of L1 distances between a marginal and a fixed estimate: by the triangle inequality it
     * moves by no more than the marginal does.
     */
    static Sensitivity ofDistances(int candidates, long unit, int k, Neighbours neighbours) {
        long moved = Math.multiplyExact(unit, neighbours == Neighbours.ADD_REMOVE ? k : 2L * k);
        return new Sensitivity(
                saturatingMultiply(moved, candidates),
                saturatingMultiply(saturatingMultiply(moved, moved), candidates),
                moved);
    }

    /** Only the largest change of one entry matters to a selection; the other two norms are bounded as far as they fit. */
    private static long saturatingMultiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        return high == 0 && low >= 0 ? low : Long.MAX_VALUE;
    }
}
