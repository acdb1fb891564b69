package org.effigy.measure;

import java.util.List;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.Sensitivity;

/**
 * How far a {@link Scatter} or a {@link Concordance} moves between neighbouring tables; exact whole numbers. Proofs in
 * {@code docs/privacy/Copula.md}, enumerated neighbours in the tests.
 */
final class ScatterSensitivity {
    private ScatterSensitivity() {}

    /**
     * Of the sums of products over all asked pairs of columns. With {@code Q_c} the largest sum of squares that a code
     * of column {@code c} gives, the worst row moves them by {@code sum Q_c Q_c'} in squares; two rows of opposite signs
     * by no more than {@code (sum Q_c)^2}.
     *
     * @param k rows that are kept of a unit
     */
    static Sensitivity of(Scatter scatter, int k, Neighbours neighbours) {
        try {
            long squares = 0;
            long sums = 0;
            long own = 0;
            for (int i = 0; i < scatter.first().size(); i++) {
                Coordinates a = scatter.column(i);
                own = Math.addExact(own, Math.multiplyExact(a.largestSquares(), a.largestSquares()));
                for (int j = i + 1; j < scatter.columns(); j++) {
                    Coordinates b = scatter.column(j);
                    squares = Math.addExact(squares, Math.multiplyExact(a.largestSquares(), b.largestSquares()));
                    sums = Math.addExact(sums, Math.multiplyExact(a.largestSum(), b.largestSum()));
                }
            }
            long sides = 1;
            if (neighbours == Neighbours.REPLACE) {
                sides = 2;
                long second = total(scatter.second());
                long opposite = Math.addExact(
                        Math.multiplyExact(2, squares), Math.addExact(own, Math.multiplyExact(second, second)));
                squares = Math.min(Math.multiplyExact(4, squares), opposite);
            }
            long l1 = Math.multiplyExact(sides * k, sums);
            // One entry moves by no more than all, and nothing but selections asks for more.
            return new Sensitivity(l1, Math.multiplyExact(Math.multiplyExact((long) k, k), squares), l1);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "the sensitivity of a scatter matrix of " + scatter.columns() + " columns with " + k
                            + " rows a unit is past 2^63: take fewer columns, a coarser grid or fewer rows a unit",
                    e);
        }
    }

    private static long total(List<Coordinates> columns) {
        long total = 0;
        for (Coordinates one : columns) {
            total = Math.addExact(total, one.largestSquares());
        }
        return total;
    }

    /**
     * Of the numbers of concordant less discordant pairs among at most {@code m} sampled rows: a unit stands for at most
     * {@code k} of them, each in {@code m - 1} pairs, each of which moves by at most 2; under both relations, since a
     * unit that comes pushes others out of the sample.
     */
    static Sensitivity of(Concordance concordance, int k) {
        try {
            long each = Math.multiplyExact(2L * k, concordance.rows() - 1L);
            long pairs = concordance.pairs();
            return new Sensitivity(
                    Math.multiplyExact(each, pairs), Math.multiplyExact(Math.multiplyExact(each, each), pairs), each);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "the sensitivity of " + concordance + " with " + k + " rows a unit is past 2^63: sample fewer rows",
                    e);
        }
    }
}
