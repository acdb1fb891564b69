package org.effigy.audit.learn;

/**
 * A number computed from weighted rows: weight 1 everywhere for the plain value, draws with replacement for the
 * bootstrap, 0 outside a slice.
 */
@FunctionalInterface
public interface Statistic {
    /**
     * The value when row i counts {@code weights[i]} times; NaN if it isn't defined, as without any row.
     *
     * @param weights one a row, not negative; not changed
     */
    double value(int[] weights);

    /** The same of the rows of a slice alone. */
    default Statistic within(boolean[] slice) {
        return weights -> {
            int[] inside = new int[weights.length];
            for (int i = 0; i < inside.length; i++) {
                inside[i] = slice[i] ? weights[i] : 0;
            }
            return value(inside);
        };
    }

    /** The weighted mean of a number that each row has. */
    static Statistic mean(double[] values) {
        return weights -> {
            double sum = 0;
            long total = 0;
            for (int i = 0; i < values.length; i++) {
                sum += weights[i] * values[i];
                total += weights[i];
            }
            return total == 0 ? Double.NaN : sum / total;
        };
    }
}
