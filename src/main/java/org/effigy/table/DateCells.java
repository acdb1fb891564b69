package org.effigy.table;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.effigy.table.Grid.Reading;

/**
 * The fine cells of dates and times: spans of the calendar, as short as {@value #MOST} of them allow, each inside one hour
 * or day where it is no longer than that. Their weekday, month and time of day can be read off them.
 */
final class DateCells {
    /** The most cells: 44 years of days, or nearly two of hours. */
    static final int MOST = 16_384;

    /** The most places in the range that are told apart when it is counted. */
    static final int PLACES = 64;

    private static final int DAY = 24 * 60 * 60;

    /** Spans in seconds that divide a day. */
    private static final int[] SPANS = {
        1, 60, 300, 600, 900, 1800, 3600, 2 * 3600, 3 * 3600, 4 * 3600, 6 * 3600, 8 * 3600, 12 * 3600, DAY
    };

    private DateCells() {}

    /** The codec of a range, with its grid. */
    static IntervalCodec codec(DateFormat format, long low, long high, Bins bins, Optional<MissingValues> missing) {
        long span = span(format.stepSeconds(), low, high);
        long steps = span / format.stepSeconds();
        long first = Math.floorDiv(low, steps);
        int cells = Math.toIntExact(Math.floorDiv(high, steps) - first + 1);
        long[] lows = IntStream.range(0, cells)
                .mapToLong(i -> Math.max(low, (first + i) * steps))
                .toArray();
        Bins.Way way = bins instanceof Bins.Measured measured ? measured.way() : Bins.Way.STANDARD;
        return IntervalCodec.of(format, lows, FineCells.highs(lows, high), missing)
                .withGrid(new Grid(way, FineCells.count(bins), List.of(), readings(format, lows, span)));
    }

    /** The shortest span of seconds that cuts the range into few enough cells. */
    private static long span(int step, long low, long high) {
        for (int span : SPANS) {
            if (span % step == 0 && cells(low, high, span / step) <= MOST) {
                return span;
            }
        }
        long days = 2;
        while (cells(low, high, days * DAY / step) > MOST) {
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
