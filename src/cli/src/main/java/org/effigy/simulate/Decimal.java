package org.effigy.simulate;

import java.util.OptionalDouble;

/**
 * How a number of the table is kept and written: inside its bounds, on a grid of so many decimals.
 *
 * @param minimum lowest value, at least 0 and on the grid
 * @param maximum highest value, on the grid
 * @param decimals digits after the point, 0 to 6
 */
record Decimal(double minimum, double maximum, int decimals) {
    Decimal {
        if (!(minimum >= 0 && minimum < maximum && maximum < 1e9) || decimals < 0 || decimals > 6) {
            throw new IllegalArgumentException("bounds are 0 <= minimum < maximum < 1e9 with 0 to 6 decimals; got "
                    + minimum + ", " + maximum + " and " + decimals);
        }
    }

    /** The point of the grid nearest to {@code value}, after it is clamped to the bounds. */
    double round(double value) {
        double clamped = Math.min(maximum, Math.max(minimum, value));
        return Math.rint(clamped * scale()) / scale();
    }

    /** Half the step of the grid: a value v stands for everything from v - half to v + half. */
    double half() {
        return 0.5 / scale();
    }

    /** All decimals written out, with a point whatever the locale. */
    String text(double value) {
        long scaled = Math.round(value * scale());
        String digits = Long.toString(scaled);
        if (decimals == 0) {
            return digits;
        }
        if (digits.length() <= decimals) {
            digits = "0".repeat(decimals + 1 - digits.length()) + digits;
        }
        int point = digits.length() - decimals;
        return digits.substring(0, point) + "." + digits.substring(point);
    }

    /** As {@link #text(double)}, or the empty string for a missing value. */
    String text(OptionalDouble value) {
        return value.isPresent() ? text(value.getAsDouble()) : "";
    }

    private double scale() {
        double scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        return scale;
    }
}
