package org.effigy.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * One axis of a chart.
 *
 * @param title what it shows, with its unit
 * @param low the value at its start
 * @param high the value at its end, above {@code low}
 * @param logarithmic whether equal steps multiply; then {@code low} is above 0
 * @param ticks the values that are marked, ascending
 */
record Axis(String title, double low, double high, boolean logarithmic, double... ticks) {
    /** @throws IllegalArgumentException if the ends are no range */
    Axis {
        Objects.requireNonNull(title, "title");
        if (!(low < high) || logarithmic && !(low > 0)) {
            throw new IllegalArgumentException("an axis from " + low + " to " + high + " is none");
        }
        ticks = ticks.clone();
    }

    /** An axis in equal steps. */
    static Axis linear(String title, double low, double high, double... ticks) {
        return new Axis(title, low, high, false, ticks);
    }

    /** An axis in equal steps that holds these two values, with ticks at 1, 2 or 5 times a power of ten. */
    static Axis around(String title, double least, double most) {
        double span = most > least ? most - least : Math.max(Math.abs(most), 1) * 0.1;
        double power = Math.pow(10, Math.floor(Math.log10(span)));
        double step = span / power > 5 ? 2 * power : span / power > 2 ? power : power / 2;
        long first = (long) Math.floor(least / step + 1e-9);
        long last = Math.max(first + 1, (long) Math.ceil(most / step - 1e-9));
        return linear(
                title,
                first * step,
                last * step,
                LongStream.rangeClosed(first, last).mapToDouble(i -> i * step).toArray());
    }

    /** From one in ten thousand to all, in powers of ten. */
    static Axis shares(String title) {
        return logarithmic(title, 1e-4, 1, 1e-4, 1e-3, 1e-2, 1e-1, 1);
    }

    /** An axis in powers. */
    static Axis logarithmic(String title, double low, double high, double... ticks) {
        return new Axis(title, low, high, true, ticks);
    }

    @Override
    public double[] ticks() {
        return ticks.clone();
    }

    /** Where a value stands, 0 at the start to 1 at the end; values beyond stand at the ends. */
    double at(double value) {
        double held = Math.min(high, Math.max(low, value));
        return logarithmic ? Math.log(held / low) / Math.log(high / low) : (held - low) / (high - low);
    }

    /** A tick as it is written. */
    static String label(double tick) {
        return new BigDecimal(tick)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Axis axis
                && title.equals(axis.title)
                && low == axis.low
                && high == axis.high
                && logarithmic == axis.logarithmic
                && Arrays.equals(ticks, axis.ticks);
    }

    @Override
    public int hashCode() {
        return Objects.hash(title, low, high, logarithmic, Arrays.hashCode(ticks));
    }
}
