package org.effigy.table;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * A column of ordered values: whole numbers, decimals, dates, times, booleans. A code stands for a run of steps of the
 * field's format (grid points of its precision, days, seconds), and for one step where each value has its own code. All
 * steps may have to be multiples of one; and of those of a run, only multiples of one may be drawn.
 */
public final class IntervalCodec implements ColumnCodec {
    private final CellFormat format;
    private final long[] low;
    private final long[] high;
    private final Optional<MissingValues> missing;
    private final boolean single;
    private final boolean contiguous;
    private final Optional<Grid> grid;
    /** All allowed steps are multiples of it, and runs begin and end with one. */
    private final long stride;
    /** Steps are drawn from its multiples, where a run has any. */
    private final long heap;

    private IntervalCodec(
            CellFormat format,
            long[] low,
            long[] high,
            Optional<MissingValues> missing,
            Optional<Grid> grid,
            long stride,
            long heap) {
        this.grid = grid;
        this.stride = stride;
        this.heap = heap;
        this.format = format;
        this.low = low;
        this.high = high;
        this.missing = missing;
        boolean points = true;
        boolean touching = true;
        for (int i = 0; i < low.length; i++) {
            points &= low[i] == high[i];
            touching &= i == 0 || low[i] == high[i - 1] + stride;
        }
        this.contiguous = touching;
        this.single = points && touching;
    }

    /**
     * The runs {@code low[i] .. high[i]} of steps, both ends included, ascending and apart; kept, not copied.
     * {@code missing} is empty for a required field.
     */
    static IntervalCodec of(CellFormat format, long[] low, long[] high, Optional<MissingValues> missing) {
        return new IntervalCodec(format, low, high, missing, Optional.empty(), 1, 1);
    }

    /** The same codes, as fine cells from which a fit makes bins. */
    IntervalCodec withGrid(Grid cells) {
        return new IntervalCodec(format, low, high, missing, Optional.of(cells), stride, heap);
    }

    /** The same codes for steps that are so many times these, and for none between them. */
    IntervalCodec times(long unit) {
        return unit == 1
                ? this
                : new IntervalCodec(
                        format,
                        LongStream.of(low).map(step -> step * unit).toArray(),
                        LongStream.of(high).map(step -> step * unit).toArray(),
                        missing,
                        grid,
                        unit,
                        unit);
    }

    /** The same codes; of the steps of one, only multiples of a unit are drawn, where there are any. */
    IntervalCodec heapedAt(long unit) {
        return new IntervalCodec(format, low, high, missing, grid, stride, unit);
    }

    /** What all allowed steps are multiples of; 1 if any step is. */
    public long stride() {
        return stride;
    }

    /** Whether a multiple of a unit is among the steps of a code, which is not the one for missing cells. */
    public boolean holdsMultiple(int code, long unit) {
        return Math.floorDiv(high[code], unit) * unit >= low[code];
    }

    /** Whether the steps are of numbers, rather than dates, times or booleans. */
    public boolean isOfNumbers() {
        return format instanceof IntegerFormat || format instanceof DecimalFormat;
    }

    /** Whether a code, which is not the one for missing cells, stands for a step of 0. */
    public boolean holdsZero(int code) {
        return low[code] <= 0 && high[code] >= 0;
    }

    /**
     * The same steps with more codes: each of these steps, where it is inside a run, begins a run of its own.
     *
     * @param starts in any order, repeats allowed
     */
    IntervalCodec cutAt(LongStream starts) {
        TreeSet<Long> lows = new TreeSet<>();
        LongStream.of(low).forEach(lows::add);
        starts.map(step -> step <= lowest() || step > highest() ? step : -Math.floorDiv(-step, stride) * stride)
                .filter(step -> step > lowest() && step <= highest() && code(step) >= 0)
                .forEach(lows::add);
        if (lows.size() == low.length) {
            return this;
        }
        long[] from = lows.stream().mapToLong(Long::longValue).toArray();
        long[] to = new long[from.length];
        for (int i = 0; i < from.length; i++) {
            long end = high[code(from[i])];
            to[i] = i + 1 < from.length ? Math.min(end, from[i + 1] - stride) : end;
        }
        return new IntervalCodec(format, from, to, missing, grid.map(cells -> cells.cut(parents(from))), stride, heap);
    }

    /** The code that holds each step. */
    private int[] parents(long[] steps) {
        return LongStream.of(steps).mapToInt(this::code).toArray();
    }

    /** The last step of a code, which is not the one for missing cells. */
    public long last(int code) {
        return high[code];
    }

    /** The first step of a code, which is not the one for missing cells. */
    public long first(int code) {
        return low[code];
    }

    /** The lowest value of a code, which is not the one for missing cells, in the units of {@link #codeOf}. */
    public double lowestOf(int code) {
        return format.value(low[code]);
    }

    /** The highest value of a code, which is not the one for missing cells, in the units of {@link #codeOf}. */
    public double highestOf(int code) {
        return format.value(high[code]);
    }

    /** The middle of a code's steps, which is not the one for missing cells. */
    public double middle(int code) {
        return low[code] / 2.0 + high[code] / 2.0;
    }

    /** How many steps a code has; 1 for a missing cell. */
    public double steps(int code) {
        return code == low.length ? 1 : ((double) high[code] - low[code]) / stride + 1;
    }

    /** How a fit makes bins of the codes; empty where each code is a bin. */
    public Optional<Grid> grid() {
        return grid;
    }

    @Override
    public int size() {
        return low.length + (missing.isPresent() ? 1 : 0);
    }

    @Override
    public OptionalInt missing() {
        return missing.isPresent() ? OptionalInt.of(low.length) : OptionalInt.empty();
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    /** Whether every step from the first to the last is allowed: bounds, rather than a list of values. */
    boolean isRange() {
        return contiguous && stride == 1;
    }

    /** Whether there is a nearest allowed step to any: the values are those between bounds, or the multiples there. */
    boolean hasNearest() {
        return contiguous;
    }

    /** The allowed step that is nearest to one. */
    long nearest(long step) {
        long within = Math.max(lowest(), Math.min(highest(), step));
        return within - within % stride + stride * Math.round((double) (within % stride) / stride);
    }

    /** The lowest step. */
    long lowest() {
        return low[0];
    }

    /** The highest step. */
    long highest() {
        return high[high.length - 1];
    }

    /** The code of a step; -1 if it is not allowed. */
    int code(long step) {
        if (step < low[0] || step > high[high.length - 1]) {
            return -1;
        }
        if (stride > 1 && step % stride != 0) {
            return -1;
        }
        if (single) {
            return (int) ((step - low[0]) / stride);
        }
        int at = Arrays.binarySearch(low, step);
        int code = at >= 0 ? at : -at - 2;
        return step <= high[code] ? code : -1;
    }

    /**
     * The code of a value: the number itself; of dates the days and of times the seconds since 1970.
     *
     * @return -1 if the schema doesn't allow it, as NaN
     */
    public int codeOf(double value) {
        long step = Double.isNaN(value) ? CellFormat.NOT_OF_TYPE : format.step(value);
        return step == CellFormat.NOT_OF_TYPE ? -1 : code(step);
    }

    /** The lowest value, in the units of {@link #codeOf}. */
    public double lowestValue() {
        return format.value(low[0]);
    }

    /** The highest value, in the units of {@link #codeOf}; of times, where its step begins. */
    public double highestValue() {
        return format.value(high[high.length - 1]);
    }

    /** Whether a code, which is not the one for missing cells, stands for one step. */
    boolean isSingle(int code) {
        return low[code] == high[code];
    }

    /** A step drawn evenly from those of a code, which is not the one for missing cells. */
    long step(int code, RandomGenerator random) {
        if (heap > 1 && holdsMultiple(code, heap)) {
            long first = -Math.floorDiv(-low[code], heap);
            long last = Math.floorDiv(high[code], heap);
            return heap * (first == last ? first : random.nextLong(first, last + 1));
        }
        return low[code] == high[code] ? low[code] : random.nextLong(low[code], high[code] + 1);
    }

    @Override
    public int encode(String text) {
        if (missing.isPresent() && missing.get().contains(text)) {
            return low.length;
        }
        long step = format.parse(text);
        int code = step == CellFormat.NOT_OF_TYPE ? -1 : code(step);
        if (code < 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not " + (step == CellFormat.NOT_OF_TYPE ? format.rule() : rule()));
        }
        return code;
    }

    @Override
    public String decode(int code, RandomGenerator random) {
        Objects.checkIndex(code, size());
        return code == low.length ? missing.orElseThrow().written() : format.text(step(code, random));
    }

    @Override
    public String label(int code) {
        return label(Objects.checkIndex(code, size()), code);
    }

    /** What neighbouring codes stand for together: from the first value to the last, and missing if that is among them. */
    String label(int first, int last) {
        if (first == low.length) {
            return "missing";
        }
        int end = Math.min(last, low.length - 1);
        String from = format.text(low[first]);
        String label = low[first] == high[end] ? from : from + " .. " + format.text(high[end]);
        return end < last ? label + "; missing" : label;
    }

    /** What a value must be. */
    String rule() {
        String which = contiguous ? "" : "one of the " + low.length + " declared values ";
        return (stride > 1 ? "a multiple of " + format.text(stride) + " " : which) + "from " + format.text(lowest())
                + " to " + format.text(highest());
    }
}
