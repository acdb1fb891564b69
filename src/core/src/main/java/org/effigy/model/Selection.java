package org.effigy.model;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Makes a standard normal variable standard normal again among rows that another one selects: a column's value and its flag
 * of missing are correlated through the other columns, and it is among rows where the value is present that it must have
 * its marginal. With the flag below a cut, the variable's density is {@code f(x) F((cut - r x) / sqrt(1 - r^2))} up to a
 * factor; its distribution function is summed up on a grid, and turned into the normal's.
 */
final class Selection {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
    private static final double REACH = 8;
    private static final int STEPS = 64;

    /** By step of the variable: the normal value of the same rank among the rows selected. */
    private final double[] normal;

    private Selection(double[] normal) {
        this.normal = normal;
    }

    /**
     * Of rows in which a variable of this correlation is below a cut.
     *
     * @param correlation in -1 .. 1, both excluded
     * @param cut may be infinite: then all rows are selected, or none, and nothing changes
     */
    static Selection of(double correlation, double cut) {
        int points = (int) (2 * REACH * STEPS) + 1;
        double[] density = new double[points];
        double rest = Math.sqrt(1 - correlation * correlation);
        for (int i = 0; i < points; i++) {
            double x = i / (double) STEPS - REACH;
            double selected = Double.isInfinite(cut) ? 1 : NORMAL.cumulativeProbability((cut - correlation * x) / rest);
            density[i] = NORMAL.density(x) * selected;
        }
        // From both ends, so that both tails keep their digits.
        double[] below = new double[points];
        double[] above = new double[points];
        for (int i = 1; i < points; i++) {
            below[i] = below[i - 1] + (density[i - 1] + density[i]) / 2;
        }
        for (int i = points - 2; i >= 0; i--) {
            above[i] = above[i + 1] + (density[i] + density[i + 1]) / 2;
        }
        double total = below[points - 1];
        double[] normal = new double[points];
        for (int i = 0; i < points; i++) {
            double x = i / (double) STEPS - REACH;
            double tail = Math.min(below[i], above[i]) / total;
            if (!(tail > 1e-300)) {
                normal[i] = x;
            } else {
                double quantile = NORMAL.inverseCumulativeProbability(tail);
                normal[i] = below[i] <= above[i] ? quantile : -quantile;
            }
        }
        // Ranks ascend, whatever was left of the digits far out.
        for (int i = 1; i < points; i++) {
            normal[i] = Math.max(normal[i], normal[i - 1]);
        }
        return new Selection(normal);
    }

    double apply(double value) {
        double place = (value + REACH) * STEPS;
        if (!(place > 0 && place < normal.length - 1)) {
            return value;
        }
        int i = (int) place;
        double part = place - i;
        return (1 - part) * normal[i] + part * normal[i + 1];
    }
}
