package org.effigy.audit.likeness;

/** Correlations of numbers: of all rows, and for jackknives without one group of rows at a time. */
final class Moments {
    private Moments() {}

    /**
     * Pearson's correlation over the rows in which both are present.
     *
     * @param groups 0 for none
     * @return of all rows, then without each group; NaN where a column doesn't vary
     */
    static double[] correlation(double[] x, double[] y, byte[] group, int groups) {
        double shiftX = mean(x, y);
        double shiftY = mean(y, x);
        // Count, sums, squares and products, by group; shifted near the mean, so that no digits are lost.
        double[][] sums = new double[Math.max(1, groups)][6];
        for (int row = 0; row < x.length; row++) {
            double dx = x[row] - shiftX;
            double dy = y[row] - shiftY;
            if (!Double.isNaN(dx + dy)) {
                double[] sum = sums[groups == 0 ? 0 : group[row]];
                sum[0]++;
                sum[1] += dx;
                sum[2] += dy;
                sum[3] += dx * dx;
                sum[4] += dy * dy;
                sum[5] += dx * dy;
            }
        }
        return leaveOut(sums, groups, Moments::correlation);
    }

    private static double correlation(double[] sum) {
        double spreadX = sum[3] - sum[1] * sum[1] / sum[0];
        double spreadY = sum[4] - sum[2] * sum[2] / sum[0];
        double common = sum[5] - sum[1] * sum[2] / sum[0];
        return spreadX > 1e-12 * sum[3] && spreadY > 1e-12 * sum[4]
                ? Math.max(-1, Math.min(1, common / Math.sqrt(spreadX * spreadY)))
                : Double.NaN;
    }

    /**
     * The correlation ratio of numbers given categories: the root of the share of their sum of squares that lies between
     * the categories. Rows in which one is missing are left out.
     *
     * @return of all rows, then without each group; NaN where the numbers don't vary or there is one category
     */
    static double[] correlationRatio(int[] category, int categories, double[] y, byte[] group, int groups) {
        double shift = mean(y, y);
        int width = 2 * categories;
        // Count and sum by category, then the sum of squares, by group.
        double[][] sums = new double[Math.max(1, groups)][width + 1];
        for (int row = 0; row < y.length; row++) {
            if (category[row] >= 0 && !Double.isNaN(y[row])) {
                double[] sum = sums[groups == 0 ? 0 : group[row]];
                double value = y[row] - shift;
                sum[2 * category[row]]++;
                sum[2 * category[row] + 1] += value;
                sum[width] += value * value;
            }
        }
        return leaveOut(sums, groups, Moments::correlationRatio);
    }

    private static double correlationRatio(double[] sum) {
        double rows = 0;
        double total = 0;
        double between = 0;
        int present = 0;
        int width = sum.length - 1;
        for (int c = 0; c < width; c += 2) {
            if (sum[c] > 0) {
                present++;
                rows += sum[c];
                total += sum[c + 1];
                between += sum[c + 1] * sum[c + 1] / sum[c];
            }
        }
        double centre = total * total / rows;
        double spread = sum[width] - centre;
        return present > 1 && spread > 1e-12 * sum[width]
                ? Math.sqrt(Math.max(0, Math.min(1, (between - centre) / spread)))
                : Double.NaN;
    }

    private interface OfSums {
        double of(double[] sums);
    }

    private static double[] leaveOut(double[][] sums, int groups, OfSums statistic) {
        double[] all = new double[sums[0].length];
        for (double[] sum : sums) {
            for (int i = 0; i < all.length; i++) {
                all[i] += sum[i];
            }
        }
        double[] results = new double[1 + groups];
        results[0] = statistic.of(all);
        double[] without = new double[all.length];
        for (int g = 0; g < groups; g++) {
            for (int i = 0; i < all.length; i++) {
                without[i] = all[i] - sums[g][i];
            }
            results[1 + g] = statistic.of(without);
        }
        return results;
    }

    private static double mean(double[] values, double[] other) {
        double sum = 0;
        long count = 0;
        for (int row = 0; row < values.length; row++) {
            if (!Double.isNaN(values[row]) && !Double.isNaN(other[row])) {
                sum += values[row];
                count++;
            }
        }
        return sum / count;
    }
}
