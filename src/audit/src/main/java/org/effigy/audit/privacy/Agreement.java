package org.effigy.audit.privacy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How surprising it is that the synthetic table has a real row's values, all but one at most: the sum of {@code -log p}
 * over the columns that agree. That a common row turns up again says little, that one with a rare number or combination
 * does says much, even with a cell changed. A value's probability is that of its bin, given the parent's in the tree of
 * {@link TreeDensity}, times the value's share of the bin; all of it among train and holdout as one.
 */
final class Agreement {
    private final int[][] bins;
    private final Cells[] real;
    private final double[][] surprise;

    /**
     * Of real rows.
     *
     * @param real train and holdout
     * @param bins the same rows, one after the other, discretised, column by column
     * @param density of these bins
     */
    Agreement(Cells[] real, int[][] bins, TreeDensity density) {
        this.real = real;
        this.bins = bins;
        this.surprise = new double[bins.length][bins[0].length];
        for (int column = 0; column < bins.length; column++) {
            Map<Long, Integer> values = new HashMap<>();
            Map<Integer, Integer> ofBin = new HashMap<>();
            for (int row = 0; row < bins[column].length; row++) {
                values.merge(cell(column, row), 1, Integer::sum);
                ofBin.merge(bins[column][row], 1, Integer::sum);
            }
            for (int row = 0; row < bins[column].length; row++) {
                double share = (double) values.get(cell(column, row)) / ofBin.get(bins[column][row]);
                surprise[column][row] = density.surprise(bins, column, row) - Math.log(share);
            }
        }
    }

    private long cell(int column, int row) {
        int members = real[0].rows();
        return row < members ? real[0].cell(column, row) : real[1].cell(column, row - members);
    }

    /** Of each real row, the most surprising agreement with a synthetic row; 0 where two cells differ of all. */
    double[] with(Cells synthetic) {
        double[] total = new double[bins[0].length];
        for (double[] column : surprise) {
            Arrays.setAll(total, row -> total[row] + column[row]);
        }
        double[] most = new double[total.length];
        for (int without = -1; without < bins.length; without++) {
            RowIndex index = without < 0 ? RowIndex.of(synthetic) : RowIndex.without(synthetic, without);
            int start = 0;
            for (Cells part : real) {
                for (int row = 0; row < part.rows(); row++) {
                    int at = start + row;
                    double agreed = without < 0 ? total[at] : total[at] - surprise[without][at];
                    if (agreed > most[at] && index.count(part, row) > 0) {
                        most[at] = agreed;
                    }
                }
                start += part.rows();
            }
        }
        return most;
    }
}
