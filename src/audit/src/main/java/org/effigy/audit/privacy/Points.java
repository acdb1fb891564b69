package org.effigy.audit.privacy;

import java.util.Arrays;

/**
 * Rows as points, the distance of two of which is {@code sum over columns of min(1, |a - b|)}: {@link Gower}'s, because
 * categories are whole numbers.
 *
 * @param values row by row; not copied, not to be changed
 * @param categories of each column, whether it holds categories: whole numbers from -1 to 2^31 - 1; at least one column
 */
public record Points(double[] values, boolean[] categories) {
    /** @throws IllegalArgumentException if there is no column, or the values don't fill rows */
    public Points {
        if (categories.length < 1 || values.length % categories.length != 0) {
            throw new IllegalArgumentException(
                    values.length + " values don't fill rows of " + categories.length + " columns");
        }
    }

    /** The rows of two, one after the other. */
    static Points joined(Points first, Points second) {
        double[] values = Arrays.copyOf(first.values, first.values.length + second.values.length);
        System.arraycopy(second.values, 0, values, first.values.length, second.values.length);
        return new Points(values, first.categories);
    }

    /** The number of columns. */
    public int columns() {
        return categories.length;
    }

    /** The number of rows. */
    public int rows() {
        return values.length / categories.length;
    }

    /** The distance of a row from a row of other points with the same columns. */
    public double distance(int row, Points other, int otherRow) {
        int columns = columns();
        int a = row * columns;
        int b = otherRow * columns;
        int differing = 0;
        double distance = 0;
        for (int column = 0; column < columns; column++) {
            double difference = Math.abs(values[a + column] - other.values[b + column]);
            if (categories[column]) {
                differing += difference == 0 ? 0 : 1;
            } else {
                distance += Math.min(1, difference);
            }
        }
        return differing + distance;
    }

    /** These rows, in this order. */
    public Points select(int[] rows) {
        int columns = columns();
        double[] selected = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * columns, selected, i * columns, columns);
        }
        return new Points(selected, categories);
    }
}
