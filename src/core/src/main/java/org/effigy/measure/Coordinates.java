package org.effigy.measure;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * What one column contributes to the vector that a {@link Scatter} makes of each row: some whole-number functions of its
 * code. Public.
 *
 * @param column the column's position in the domain
 * @param values one array a coordinate, each with the coordinate's value for every code of the column, at most
 *     {@value #LARGEST} up or down; copied on the way in and out, so that what is asked is what was charged
 */
public record Coordinates(int column, long[][] values) {
    /** The largest value: products of two stay so small that sums over 2^39 rows fit 64 bits. */
    public static final long LARGEST = 4096;

    /** @throws IllegalArgumentException if there is no coordinate, their lengths differ, or a value is too large */
    public Coordinates {
        if (values.length == 0) {
            throw new IllegalArgumentException("column " + column + " needs at least one coordinate");
        }
        values = Arrays.stream(values).map(long[]::clone).toArray(long[][]::new);
        for (long[] coordinate : values) {
            if (coordinate.length != values[0].length) {
                throw new IllegalArgumentException("the coordinates of column " + column + " have values for "
                        + values[0].length + " and for " + coordinate.length + " codes: give one a code");
            }
            for (long value : coordinate) {
                if (value > LARGEST || value < -LARGEST) {
                    throw new IllegalArgumentException("a coordinate of column " + column + " has the value " + value
                            + "; the largest is " + LARGEST + ": use a coarser grid");
                }
            }
        }
    }

    /** An indicator for each of a column's codes, of this value where it holds. */
    public static Coordinates indicators(int column, int codes, long value) {
        long[][] values = new long[codes][codes];
        for (int code = 0; code < codes; code++) {
            values[code][code] = value;
        }
        return new Coordinates(column, values);
    }

    /** The caller's own copy. */
    @Override
    public long[][] values() {
        return Arrays.stream(values).map(long[]::clone).toArray(long[][]::new);
    }

    /** A copy of one coordinate's values. */
    long[] values(int coordinate) {
        return values[coordinate].clone();
    }

    /** The sum over the codes of a coordinate's value times something that there is for each code. */
    long sum(int coordinate, long[] byCode) {
        long sum = 0;
        for (int code = 0; code < byCode.length; code++) {
            sum += values[coordinate][code] * byCode[code];
        }
        return sum;
    }

    /** The number of coordinates. */
    public int size() {
        return values.length;
    }

    /** The number of codes of the column. */
    int codes() {
        return values[0].length;
    }

    /** The largest sum of squares that a code gives. */
    long largestSquares() {
        return largest(value -> value * value);
    }

    /** The largest sum of absolute values that a code gives. */
    long largestSum() {
        return largest(Math::abs);
    }

    private long largest(LongUnaryOperator of) {
        long largest = 0;
        for (int code = 0; code < codes(); code++) {
            long sum = 0;
            for (long[] coordinate : values) {
                sum += of.applyAsLong(coordinate[code]);
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Coordinates coordinates
                && column == coordinates.column
                && Arrays.deepEquals(values, coordinates.values);
    }

    @Override
    public int hashCode() {
        return 31 * column + Arrays.deepHashCode(values);
    }

    @Override
    public String toString() {
        return "Coordinates[column " + column + ", " + size() + " of " + codes() + " codes]";
    }
}
