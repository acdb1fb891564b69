package org.effigy.table;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.effigy.table.Grid.Reading;

/**
 * The fine cells of dates and times: spans of the calendar, as short as {@value #MOST} of them allow, each inside one hour
 * or day where it is no longer than that. Their weekday, month and time of day can be read off them. The ends of the range
 * and the declared spikes are cells of their own, because placeholders such as 9999-12-31 pile up there. A range beyond the
 * years {@value #FIRST_YEAR} to {@value #LAST_YEAR}, which only placeholders explain, has its fine cells inside these years.
 */
final class DateCells {
    /** The most cells, a few of single steps apart: 44 years of days, or nearly two of hours. */
    static final int MOST = 16_384;

    /** Of these, those outside the years in which dates usually lie. */
    private static final int OUTSIDE = MOST / 8;

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;

    /** The most places in the range that are told apart when it is counted. */
    static final int PLACES = 64;

    private static final int DAY = 24 * 60 * 60;

    /** Spans in seconds that divide a day. */
    private static final int[] SPANS = {
        1, 60, 300, 600, 900, 1800, 3600, 2 * 3600, 3 * 3600, 4 * 3600, 6 * 3600, 8 * 3600, 12 * 3600, DAY
    };

    private DateCells() {}

    /**
     * The codec of a range, with its grid.
     *
     * @param spikes steps within the range that get cells and bins of their own
     */
    static IntervalCodec codec(
            DateFormat format, long low, long high, long[] spikes, Bins bins, Optional<MissingValues> missing) {
        int step = format.stepSeconds();
        TreeSet<Long> starts = new TreeSet<>();
        long from = Math.max(low, format.step(LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0)));
        long to = Math.min(high, format.step(LocalDateTime.of(LAST_YEAR, 12, 31, 23, 59, 59)));
        boolean far = from > low || to < high;
        long span;
        if (far && from < to) {
            span = span(step, from, to, MOST - OUTSIDE);
            addStarts(starts, from, to, span / step);
            addOutside(starts, low, from - 1, step);
            addOutside(starts, to + 1, high, step);
        } else {
            span = span(step, low, high, MOST);
            addStarts(starts, low, high, span / step);
        }
        LongStream.concat(LongStream.of(low, high), LongStream.of(spikes)).forEach(single -> {
            starts.add(single);
            starts.add(single + 1);
        });
        starts.remove(high + 1);
        long[] lows = starts.stream().mapToLong(Long::longValue).toArray();
        IntervalCodec codec = IntervalCodec.of(format, lows, FineCells.highs(lows, high), missing);
        List<Integer> alone =
                Arrays.stream(spikes).sorted().distinct().mapToObj(codec::code).toList();
        List<Reading> readings = readings(format, lows, far ? Math.max(span, 2 * DAY) : span);
        readings.add(singles(alone, lows.length));
        Bins.Way way = bins instanceof Bins.Measured measured ? measured.way() : Bins.Way.STANDARD;
        return codec.withGrid(new Grid(way, FineCells.count(bins), alone, readings));
    }

    private static void addStarts(TreeSet<Long> starts, long low, long high, long steps) {
        for (long cell = Math.floorDiv(low, steps); cell <= Math.floorDiv(high, steps); cell++) {
            starts.add(Math.max(low, cell * steps));
        }
    }

    private static void addOutside(TreeSet<Long> starts, long low, long high, int step) {
        if (low <= high) {
            addStarts(starts, low, high, span(step, low, high, OUTSIDE / 2) / step);
        }
    }

    /** The ends and spikes, each a class; all others are class 0. */
    private static Reading singles(List<Integer> spikes, int cells) {
        int[] classes = new int[cells];
        TreeSet<Integer> codes = new TreeSet<>(spikes);
        codes.add(0);
        codes.add(cells - 1);
        int size = 1;
        for (int code : codes) {
            classes[code] = size++;
        }
        return new Reading("end or spike", size, classes);
    }

    /** The shortest span of seconds that cuts the range into few enough cells. */
    private static long span(int step, long low, long high, int most) {
        for (int span : SPANS) {
            if (span % step == 0 && cells(low, high, span / step) <= most) {
                return span;
            }
        }
        long days = 2;
        while (cells(low, high, days * DAY / step) > most) {
            days++;
        }
        return days * DAY;
    }

    private static long cells(long low, long high, long steps) {
        return Math.floorDiv(high, steps) - Math.floorDiv(low, steps) + 1;
    }

    private static List<Reading> readings(DateFormat format, long[] lows, long span) {
        int places = Math.min(PLACES, lows.length);
        List<Reading> readings = new ArrayList<>();
        readings.add(new Reading(
                "range",
                places,
                IntStream.range(0, lows.length)
                        .map(i -> (int) ((long) i * places / lows.length))
                        .toArray()));
        long days = span * lows.length / DAY;
        if (span <= DAY && days >= 14) {
            readings.add(reading(
                    "weekday", 7, format, lows, time -> time.getDayOfWeek().getValue() - 1));
        }
        if (span <= DAY && days >= 60) {
            readings.add(reading("month", 12, format, lows, time -> time.getMonthValue() - 1));
        }
        if (span <= DAY / 4 && days >= 2) {
            int part = (int) Math.max(3600, span);
            readings.add(reading(
                    "time of day",
                    DAY / part,
                    format,
                    lows,
                    time -> time.toLocalTime().toSecondOfDay() / part));
        }
        return readings;
    }

    private static Reading reading(
            String name, int size, DateFormat format, long[] lows, ToIntFunction<LocalDateTime> read) {
        return new Reading(
                name,
                size,
                IntStream.range(0, lows.length)
                        .map(i -> read.applyAsInt(format.time(lows[i])))
                        .toArray());
    }
}
