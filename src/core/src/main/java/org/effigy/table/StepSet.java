package org.effigy.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** A set of steps, as runs that are ascending and apart; the ends of {@code long} stand for no end. Immutable. */
final class StepSet {
    private final long[] lows;
    private final long[] highs;

    private StepSet(long[] lows, long[] highs) {
        this.lows = lows;
        this.highs = highs;
    }

    /** From one step to another, both included; nothing if the first is higher. */
    static StepSet range(long low, long high) {
        return low > high ? new StepSet(new long[0], new long[0]) : new StepSet(new long[] {low}, new long[] {high});
    }

    static StepSet of(long... steps) {
        long[] sorted = LongStream.of(steps).sorted().distinct().toArray();
        return new StepSet(sorted, sorted.clone());
    }

    /** All other steps. */
    StepSet opposite() {
        List<long[]> runs = new ArrayList<>();
        long from = Long.MIN_VALUE;
        boolean open = true;
        for (int i = 0; i < lows.length; i++) {
            if (lows[i] > from) {
                runs.add(new long[] {from, lows[i] - 1});
            }
            open = highs[i] < Long.MAX_VALUE;
            from = open ? highs[i] + 1 : from;
        }
        if (open) {
            runs.add(new long[] {from, Long.MAX_VALUE});
        }
        return new StepSet(
                runs.stream().mapToLong(run -> run[0]).toArray(),
                runs.stream().mapToLong(run -> run[1]).toArray());
    }

    boolean contains(long step) {
        int at = Arrays.binarySearch(lows, step);
        int run = at >= 0 ? at : -at - 2;
        return run >= 0 && step <= highs[run];
    }

    /** Steps that are in it where the one before is not, or the other way round. */
    LongStream cuts() {
        return LongStream.concat(
                LongStream.of(lows).filter(low -> low > Long.MIN_VALUE),
                LongStream.of(highs).filter(high -> high < Long.MAX_VALUE).map(high -> high + 1));
    }
}
