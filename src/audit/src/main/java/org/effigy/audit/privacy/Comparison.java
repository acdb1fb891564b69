package org.effigy.audit.privacy;

import java.util.Arrays;
import java.util.List;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/**
 * How a real and a synthetic row compare, column by column, and how likely each agreement is by chance. A column compares
 * as equal, near (numbers alone, in three rings by how many values lie between) or far; Fellegi and Sunter (1969) call the
 * chance of a level among rows that don't belong together its u-probability. Chance knows of dependence: that of a value is
 * corrected by its parent's in the tree of {@link TreeDensity} where the parent agrees too. All of it comes from train and
 * holdout as one and from the synthetic rows. Immutable.
 */
final class Comparison {
    /** Equal; in each of the rings; far. */
    static final int LEVELS = 5;

    static final int FAR = LEVELS - 1;

    /** Up to which share of all values may lie between two numbers in a ring. */
    private static final double[] RINGS = {0.001, 0.01, 0.1};

    private final int columns;
    private final int reals;
    private final int synthetics;
    private final int[] real;
    private final int[] synthetic;
    private final byte[] realBins;
    private final byte[] syntheticBins;
    private final float[] rarity;
    private final float[] dependence;
    private final int[] parents;
    private final int[] distinct;
    /** By column and code: the share of values up to it, and below it; null for categories. */
    private final float[][] upTo;

    private final float[][] below;
    private final double[] ringChance;

    /**
     * Of these tables.
     *
     * @param pool train and holdout, one after the other
     * @param made the synthetic table
     * @param poolBins the real rows, discretised, column by column
     * @param madeBins the synthetic rows, likewise
     * @param density of these bins
     */
    Comparison(List<AuditTable> pool, AuditTable made, int[][] poolBins, int[][] madeBins, TreeDensity density) {
        columns = made.columns().size();
        reals = pool.stream().mapToInt(AuditTable::rows).sum();
        synthetics = made.rows();
        real = new int[reals * columns];
        synthetic = new int[synthetics * columns];
        realBins = rows(poolBins, reals);
        syntheticBins = rows(madeBins, synthetics);
        rarity = new float[reals * columns];
        dependence = new float[reals * columns];
        parents = density.parents();
        distinct = new int[columns];
        upTo = new float[columns][];
        below = new float[columns][];
        for (int column = 0; column < columns; column++) {
            code(column, pool, made);
            for (int row = 0; row < reals; row++) {
                dependence[row * columns + column] = (float) density.dependence(poolBins, column, row);
            }
        }
        ringChance = new double[LEVELS];
        double inside = 0;
        for (int ring = 0; ring < RINGS.length; ring++) {
            ringChance[ring + 1] = -Math.log(2 * (RINGS[ring] - inside));
            inside = RINGS[ring];
        }
    }

    private byte[] rows(int[][] bins, int rows) {
        byte[] byRow = new byte[rows * columns];
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                byRow[row * columns + column] = (byte) bins[column][row];
            }
        }
        return byRow;
    }

    private void code(int column, List<AuditTable> pool, AuditTable made) {
        double[] poolValues = pool.stream()
                .flatMapToDouble(table -> Arrays.stream(values(table.columns().get(column))))
                .toArray();
        double[] madeValues = values(made.columns().get(column));
        double[] known = distinct(poolValues, madeValues);
        distinct[column] = known.length;
        double[] weight = new double[known.length];
        for (int row = 0; row < reals; row++) {
            int code = Arrays.binarySearch(known, poolValues[row]);
            real[row * columns + column] = code;
            weight[code] += 0.5 / reals;
        }
        for (int row = 0; row < synthetics; row++) {
            int code = Arrays.binarySearch(known, madeValues[row]);
            synthetic[row * columns + column] = code;
            weight[code] += 0.5 / synthetics;
        }
        for (int row = 0; row < reals; row++) {
            rarity[row * columns + column] = (float) -Math.log(weight[real[row * columns + column]]);
        }
        if (made.columns().get(column) instanceof AuditColumn.Numbers) {
            upTo[column] = new float[known.length];
            below[column] = new float[known.length];
            double sum = 0;
            for (int code = 0; code < known.length; code++) {
                below[column][code] = (float) sum;
                sum += weight[code];
                // A missing cell, which sorts last, is near to nothing.
                boolean missing = Double.isNaN(known[code]);
                upTo[column][code] = missing ? 9 : (float) sum;
                below[column][code] = missing ? 9 : below[column][code];
            }
        }
    }

    /** Ascending; missing cells, which are NaN, are one and come last. */
    private static double[] distinct(double[] first, double[] second) {
        double[] sorted = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, sorted, first.length, second.length);
        Arrays.sort(sorted);
        int size = 0;
        for (double value : sorted) {
            if (size == 0 || Double.compare(sorted[size - 1], value) != 0) {
                sorted[size++] = value;
            }
        }
        return Arrays.copyOf(sorted, size);
    }

    /** The cells as numbers: categories by their codes, missing numbers NaN. */
    static double[] values(AuditColumn column) {
        return column instanceof AuditColumn.Numbers numbers
                ? Arrays.stream(numbers.values()).map(value -> value + 0.0).toArray()
                : Arrays.stream(((AuditColumn.Categories) column).codes())
                        .asDoubleStream()
                        .toArray();
    }

    int columns() {
        return columns;
    }

    /** How many real rows there are. */
    int reals() {
        return reals;
    }

    /** How many synthetic rows there are. */
    int synthetics() {
        return synthetics;
    }

    boolean isNumber(int column) {
        return upTo[column] != null;
    }

    /** How many values a column has in all tables; codes are below it. */
    int distinct(int column) {
        return distinct[column];
    }

    int realCode(int row, int column) {
        return real[row * columns + column];
    }

    int syntheticCode(int row, int column) {
        return synthetic[row * columns + column];
    }

    int realBin(int row, int column) {
        return realBins[row * columns + column];
    }

    int syntheticBin(int row, int column) {
        return syntheticBins[row * columns + column];
    }

    /** How a column of two rows compares: 0 for equal, the rings from the inner one, {@link #FAR}. */
    int level(int realRow, int syntheticRow, int column) {
        int a = real[realRow * columns + column];
        int b = synthetic[syntheticRow * columns + column];
        if (a == b) {
            return 0;
        }
        if (upTo[column] == null) {
            return FAR;
        }
        double between = a < b ? upTo[column][b] - upTo[column][a] : below[column][a] - below[column][b];
        if (between > RINGS[1]) {
            return between <= RINGS[2] ? 3 : FAR;
        }
        return between <= RINGS[0] ? 1 : 2;
    }

    /** {@code -log} of the chance of this level, for agreement that is none: 0 where they are far. */
    double surprise(int realRow, int syntheticRow, int column, int level) {
        if (level == FAR) {
            return 0;
        }
        int at = realRow * columns + column;
        double surprise = level == 0 ? rarity[at] : ringChance[level];
        int parent = parents[column];
        if (parent >= 0 && realBins[realRow * columns + parent] == syntheticBins[syntheticRow * columns + parent]) {
            surprise += dependence[at];
        }
        return surprise;
    }
}
