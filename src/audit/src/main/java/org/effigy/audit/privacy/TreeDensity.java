package org.effigy.audit.privacy;

import java.util.Arrays;

/**
 * How much likelier a row is under the synthetic table's density than under the real rows' (the idea of DOMIAS: van
 * Breugel, Sun, Qian, van der Schaar 2023, with an estimator for mixed columns): a generator that follows its training
 * rows too closely gives them more than the population does. Densities are trees of pairs of discretised columns (Chow,
 * Liu 1968) of one shape, which the real rows' mutual information decides. A real row is left out of the density that it
 * is held against, so that members and outsiders are treated alike. Cost is columns squared times rows.
 */
final class TreeDensity {
    /** The weight, in rows, of what is expected of a value whatever its parent's value. */
    private static final double PRIOR = 2;

    private final int values;
    private final int[] parents;
    private final double[][] expected;
    private final double[][] made;
    private final int[][] real;
    private final int[][] synthetic;

    /**
     * Of discretised tables.
     *
     * @param real the real rows, column by column, train and holdout as one
     * @param synthetic the synthetic rows, column by column
     * @param values how many values a column has
     */
    TreeDensity(int[][] real, int[][] synthetic, int values) {
        this.values = values;
        this.parents = parents(real, values);
        this.real = pairs(real);
        this.synthetic = pairs(synthetic);
        this.expected = shares(real, values);
        this.made = shares(synthetic, values);
    }

    private static double[][] shares(int[][] table, int values) {
        double[][] shares = new double[table.length][values];
        for (int column = 0; column < table.length; column++) {
            Arrays.fill(shares[column], 1.0 / values / (table[column].length + 1));
            for (int value : table[column]) {
                shares[column][value] += 1.0 / (table[column].length + 1);
            }
        }
        return shares;
    }

    /** The counts of each column and its parent; a column without a parent has a parent of one value. */
    private int[][] pairs(int[][] table) {
        int[][] counts = new int[table.length][values * values];
        for (int column = 0; column < table.length; column++) {
            for (int row = 0; row < table[column].length; row++) {
                counts[column][cell(table, column, row)]++;
            }
        }
        return counts;
    }

    private int cell(int[][] table, int column, int row) {
        int parent = parents[column] < 0 ? 0 : table[parents[column]][row];
        return parent * values + table[column][row];
    }

    /** The logarithm of the ratio of the densities at a real row, which is left out of its own side. */
    double logRatio(int[][] table, int row) {
        double ratio = 0;
        for (int column = 0; column < parents.length; column++) {
            int cell = cell(table, column, row);
            double share = expected[column][table[column][row]];
            ratio += Math.log(density(synthetic[column], cell, share, 0))
                    - Math.log(density(real[column], cell, share, 1));
        }
        return ratio;
    }

    /** {@code -log} of the probability of a real row's value in a column, given its parent's, among the real rows. */
    double surprise(int[][] table, int column, int row) {
        return -Math.log(density(real[column], cell(table, column, row), expected[column][table[column][row]], 0));
    }

    /** Each column's parent in the tree, -1 for none. Not to be changed. */
    int[] parents() {
        return parents;
    }

    /**
     * By how much a real row's value in a column is less surprising, or more, once its parent's is known: {@code -log} of
     * its probability given the parent's less that without, in the mean of the real rows' and the synthetic density.
     */
    double dependence(int[][] table, int column, int row) {
        if (parents[column] < 0) {
            return 0;
        }
        int cell = cell(table, column, row);
        double share = expected[column][table[column][row]];
        return Math.log(share + made[column][table[column][row]])
                - Math.log(density(real[column], cell, share, 0)
                        + density(synthetic[column], cell, made[column][table[column][row]], 0));
    }

    private double density(int[] counts, int cell, double expected, int leftOut) {
        int start = cell / values * values;
        int parent = 0;
        for (int value = 0; value < values; value++) {
            parent += counts[start + value];
        }
        return (counts[cell] - leftOut + PRIOR * expected) / (parent - leftOut + PRIOR);
    }

    /** The tree of most mutual information, as each column's parent: Prim's, from the first column. */
    private static int[] parents(int[][] table, int values) {
        int columns = table.length;
        int[] parents = new int[columns];
        double[] best = new double[columns];
        boolean[] joined = new boolean[columns];
        Arrays.fill(parents, -1);
        Arrays.fill(best, -1);
        int next = 0;
        for (int step = 0; step < columns; step++) {
            joined[next] = true;
            int nearest = -1;
            for (int column = 0; column < columns; column++) {
                if (joined[column]) {
                    continue;
                }
                double information = information(table[next], table[column], values);
                if (information > best[column]) {
                    best[column] = information;
                    parents[column] = next;
                }
                nearest = nearest < 0 || best[column] > best[nearest] ? column : nearest;
            }
            next = nearest;
        }
        return parents;
    }

    private static double information(int[] a, int[] b, int values) {
        int[] joint = new int[values * values];
        int[] ofA = new int[values];
        int[] ofB = new int[values];
        for (int row = 0; row < a.length; row++) {
            joint[a[row] * values + b[row]]++;
            ofA[a[row]]++;
            ofB[b[row]]++;
        }
        double information = 0;
        for (int cell = 0; cell < joint.length; cell++) {
            if (joint[cell] > 0) {
                information += joint[cell]
                        * Math.log((double) joint[cell] * a.length / ofA[cell / values] / ofB[cell % values]);
            }
        }
        return information;
    }
}
