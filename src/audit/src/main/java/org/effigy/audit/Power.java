package org.effigy.audit;

import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;
import java.util.function.LongPredicate;

/**
 * What a gate can find on tables of this size. It follows from numbers of rows, and of what the holdout shows of chance;
 * nothing in it depends on how members score, so that it is as good as known before anybody looks.
 *
 * @param smallest the smallest true value of the figure that the gate fails on with {@link #PROBABILITY}; infinity if it
 *     fails on none
 * @param rows how many rows of train, and as many of the holdout, a pass of the gate would take; empty if these do, or no
 *     number is known that would
 */
public record Power(double smallest, OptionalLong rows) {
    /** How surely a gate is to find what it is said to find. */
    public static final double PROBABILITY = 0.9;

    private static final long MOST_ROWS = 1L << 31;

    /** @throws IllegalArgumentException if {@code smallest} is NaN, or {@code rows} below 1 */
    public Power {
        Objects.requireNonNull(rows, "rows");
        if (Double.isNaN(smallest) || rows.isPresent() && rows.getAsLong() < 1) {
            throw new IllegalArgumentException(
                    "a power is a number and takes at least one row; it is " + smallest + " and " + rows);
        }
    }

    /** Of a gate that no table can make fail, however many rows there are. */
    public static Power none() {
        return new Power(Double.POSITIVE_INFINITY, OptionalLong.empty());
    }

    /**
     * The smallest number at which something is found; infinity if it isn't even at the high end.
     *
     * @param found false up to some number and true from there on
     */
    public static double smallest(DoublePredicate found, double low, double high) {
        if (!found.test(high)) {
            return Double.POSITIVE_INFINITY;
        }
        double not = low;
        double yes = high;
        for (int i = 0; i < 40; i++) {
            double middle = (not + yes) / 2;
            if (found.test(middle)) {
                yes = middle;
            } else {
                not = middle;
            }
        }
        return yes;
    }

    /**
     * The least number of rows, to about a hundredth, that does; empty if two thousand million don't.
     *
     * @param enough false up to some number and true from there on
     */
    public static OptionalLong rows(LongPredicate enough) {
        long high = 1;
        while (!enough.test(high)) {
            if (high >= MOST_ROWS) {
                return OptionalLong.empty();
            }
            high *= 2;
        }
        long low = high / 2;
        while (high - low > Math.max(1, high / 100)) {
            long middle = low + (high - low) / 2;
            if (enough.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return OptionalLong.of(high);
    }

    /** Whether any table could make the gate fail. */
    public boolean isAny() {
        return smallest < Double.POSITIVE_INFINITY;
    }

    /** How many rows a pass would take, for people; empty where that isn't known. */
    String rowsWords() {
        return rows.isPresent()
                ? String.format(
                        Locale.ROOT, " That takes some %,d rows of train and as many of the holdout.", rows.getAsLong())
                : "";
    }
}
