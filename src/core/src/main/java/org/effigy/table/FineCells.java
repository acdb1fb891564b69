package org.effigy.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.effigy.table.Grid.Reading;

/**
 * The fine cells of integers and numbers. Where a range has more values than {@value #MOST} they are runs of values; the
 * ends of the range, 0 and the declared spikes stay alone, because that is where values pile up.
 */
final class FineCells {
    /** The most cells, a few of single values apart. */
    static final int MOST = 1024;

    /** Ranges of cells that are counted beside the cells, since sums of many noisy cells are mostly noise. */
    static final int RANGES = 32;

    private FineCells() {}

    /**
     * The codec of a range, with its grid.
     *
     * @param spikes steps within the range that get cells and bins of their own
     */
    static IntervalCodec codec(
            CellFormat format,
            long low,
            long high,
            Scale scale,
            long[] spikes,
            Bins bins,
            Optional<MissingValues> missing) {
        long[] lows = lows(low, high, scale, spikes);
        IntervalCodec codec = IntervalCodec.of(format, lows, highs(lows, high), missing);
        int cells = lows.length;
        List<Reading> readings = new ArrayList<>();
        if (cells > 2 * RANGES) {
            int[] ranges =
                    IntStream.range(0, cells).map(i -> i * RANGES / cells).toArray();
            readings.add(new Reading("range", RANGES, ranges));
        }
        readings.add(new Reading("value", cells, IntStream.range(0, cells).toArray()));
        List<Integer> alone = new ArrayList<>();
        LongStream.of(spikes).sorted().distinct().forEach(step -> alone.add(codec.code(step)));
        Bins.Way way = bins instanceof Bins.Measured measured ? measured.way() : Bins.Way.STANDARD;
        return codec.withGrid(new Grid(way, count(bins), alone, readings));
    }

    /** The count that a person asked for. */
    static OptionalInt count(Bins bins) {
        return bins instanceof Bins.Measured measured ? measured.count() : OptionalInt.empty();
    }

    /** The last steps of cells that begin at these ones. */
    static long[] highs(long[] lows, long high) {
        return IntStream.range(0, lows.length)
                .mapToLong(i -> i + 1 < lows.length ? lows[i + 1] - 1 : high)
                .toArray();
    }

    private static long[] lows(long low, long high, Scale scale, long[] spikes) {
        if (high - low < MOST) {
            return LongStream.rangeClosed(low, high).toArray();
        }
        TreeSet<Long> starts = new TreeSet<>();
        long from = low;
        for (int i = 0; i < MOST; i++) {
            starts.add(from);
            from = first(from, low, high, scale, (i + 1.0) / MOST);
        }
        LongStream.concat(LongStream.of(low, high, 0), LongStream.of(spikes))
                .filter(step -> step >= low && step <= high)
                .forEach(step -> {
                    starts.add(step);
                    starts.add(step + 1);
                });
        starts.remove(high + 1);
        return starts.stream().mapToLong(Long::longValue).toArray();
    }

    /** The first step from {@code from} on that lies at a share of the range or beyond it; at most the highest one. */
    private static long first(long from, long low, long high, Scale scale, double share) {
        long below = from;
        long at = high;
        while (below < at) {
            long middle = below + (at - below) / 2;
            if (share(middle, low, high, scale) >= share) {
                at = middle;
            } else {
                below = middle + 1;
            }
        }
        return at;
    }

    private static double share(long step, long low, long high, Scale scale) {
        double even = (double) (step - low) / (high - low);
        double tail = (logarithm(step) - logarithm(low)) / (logarithm(high) - logarithm(low));
        return switch (scale) {
            case LINEAR -> even;
            case LOG -> tail;
            case MIXED -> (even + tail) / 2;
        };
    }

    /** Odd, and steepest around 0. StrictMath: the same cells on every platform, or a model would not fit its schema. */
    private static double logarithm(long step) {
        double size = StrictMath.log1p(Math.abs((double) step));
        return step < 0 ? -size : size;
    }
}
