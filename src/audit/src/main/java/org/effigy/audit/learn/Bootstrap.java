package org.effigy.audit.learn;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/**
 * Draws of a table's rows with replacement (Efron 1979); of its units, with all their rows, where it has any. All
 * statistics are given the same draws, so that differences between them are paired. The draws depend on the seed alone;
 * they are worked on in parallel.
 */
public final class Bootstrap {
    private final int rows;
    private final Optional<int[]> units;
    private final int count;
    private final int draws;
    private final long seed;

    /** By draw and unit, how often it was drawn; null for draws that nobody asked for yet. */
    private final Optional<AtomicReferenceArray<byte[]>> kept;

    private Bootstrap(
            int rows,
            Optional<int[]> units,
            int count,
            int draws,
            long seed,
            Optional<AtomicReferenceArray<byte[]>> kept) {
        this.rows = rows;
        this.units = units;
        this.count = count;
        this.draws = draws;
        this.seed = seed;
        this.kept = kept;
    }

    /**
     * Draws of the rows of a table.
     *
     * @param draws how many, at least 2
     * @throws IllegalArgumentException if there are fewer draws than 2, or no row
     */
    public static Bootstrap of(AuditTable table, int draws, long seed) {
        if (draws < 2) {
            throw new IllegalArgumentException("a bootstrap needs at least 2 draws; asked for " + draws);
        }
        if (table.rows() == 0) {
            throw new IllegalArgumentException("table '" + table.name() + "' has no row to draw");
        }
        Optional<int[]> units = table.units().map(AuditColumn.Categories::codes).map(Bootstrap::numbered);
        int count =
                units.map(codes -> Arrays.stream(codes).max().orElseThrow() + 1).orElse(table.rows());
        return new Bootstrap(table.rows(), units, count, draws, seed, Optional.empty());
    }

    /** The same draws, made once however often they are asked for; a byte for each unit and draw. */
    public Bootstrap keepingDraws() {
        return new Bootstrap(rows, units, count, draws, seed, Optional.of(new AtomicReferenceArray<>(draws)));
    }

    /** How many draws there are. */
    public int draws() {
        return draws;
    }

    /** Every row once: the weights of the plain value. */
    public int[] once() {
        int[] weights = new int[rows];
        Arrays.fill(weights, 1);
        return weights;
    }

    /**
     * The statistics over the draws.
     *
     * @return by statistic, then draw
     */
    public double[][] values(List<Statistic> statistics) {
        double[][] values = new double[statistics.size()][draws];
        IntStream.range(0, draws).parallel().forEach(draw -> {
            int[] weights = weights(draw);
            for (int s = 0; s < values.length; s++) {
                values[s][draw] = statistics.get(s).value(weights);
            }
        });
        return values;
    }

    private int[] weights(int draw) {
        int[] times = kept.isEmpty() ? times(draw) : kept(draw, kept.get());
        if (units.isEmpty()) {
            return times;
        }
        int[] weights = new int[rows];
        for (int row = 0; row < rows; row++) {
            weights[row] = times[units.get()[row]];
        }
        return weights;
    }

    private int[] kept(int draw, AtomicReferenceArray<byte[]> all) {
        byte[] bytes = all.get(draw);
        if (bytes == null) {
            int[] times = times(draw);
            bytes = new byte[count];
            for (int i = 0; i < count; i++) {
                // That a unit comes up more than 255 times has a probability below 1 / 255!.
                bytes[i] = (byte) times[i];
            }
            all.set(draw, bytes);
            return times;
        }
        int[] times = new int[count];
        for (int i = 0; i < count; i++) {
            times[i] = bytes[i] & 0xFF;
        }
        return times;
    }

    /** How often each unit is drawn. */
    private int[] times(int draw) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + draw);
        int[] times = new int[count];
        for (int i = 0; i < count; i++) {
            times[random.nextInt(count)]++;
        }
        return times;
    }

    /** Units by running numbers; a row without a unit is one of its own. */
    private static int[] numbered(int[] codes) {
        int[] numbers = new int[Arrays.stream(codes).max().orElse(-1) + 1];
        int next = 0;
        int[] units = new int[codes.length];
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] == AuditColumn.Categories.MISSING) {
                units[row] = next++;
            } else {
                if (numbers[codes[row]] == 0) {
                    numbers[codes[row]] = ++next;
                }
                units[row] = numbers[codes[row]] - 1;
            }
        }
        return units;
    }
}
