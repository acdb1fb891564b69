package org.effigy.model;

import java.util.Objects;

/**
 * Counts of fine cells of which the bins were counted better: what bins hold is taken from those, and from the fine counts
 * alone how it is spread inside each.
 */
public final class NestedCounts implements NoisyCounts {
    private final NoisyCounts bins;
    private final Measurement fine;
    private final int[] map;
    private final int[] held;
    private final double[] counts;

    private NestedCounts(NoisyCounts bins, Measurement fine, int[] map) {
        this.bins = bins;
        this.fine = fine;
        this.map = map;
        this.held = new int[bins.cells()];
        this.counts = fine.values();
        double[] more = bins.counts();
        for (int cell = 0; cell < map.length; cell++) {
            held[map[cell]]++;
            more[map[cell]] -= counts[cell];
        }
        for (int cell = 0; cell < map.length; cell++) {
            counts[cell] += more[map[cell]] / held[map[cell]];
        }
    }

    /**
     * The counts of fine cells.
     *
     * @param bins whose noise is independent of that of the fine counts; bins without a fine cell are left out
     * @param fine one count a fine cell
     * @param map the bin of each fine cell
     * @throws IllegalArgumentException if there is not one bin for each fine cell
     */
    public static NestedCounts of(NoisyCounts bins, Measurement fine, int[] map) {
        Objects.requireNonNull(bins, "bins");
        if (map.length != fine.values().length) {
            throw new IllegalArgumentException(
                    fine.values().length + " fine cells were counted; " + map.length + " have a bin");
        }
        return new NestedCounts(bins, fine, map.clone());
    }

    @Override
    public int cells() {
        return counts.length;
    }

    @Override
    public double[] counts() {
        return counts.clone();
    }

    @Override
    public double sum(double[] weights) {
        return Kernels.dot(counts, weights);
    }

    @Override
    public double variance(double[] weights) {
        double[] means = new double[held.length];
        for (int cell = 0; cell < map.length; cell++) {
            means[map[cell]] += weights[cell] / held[map[cell]];
        }
        double squares = 0;
        for (int cell = 0; cell < map.length; cell++) {
            squares += Math.pow(weights[cell] - means[map[cell]], 2);
        }
        return bins.variance(means) + squares * fine.scale() * fine.scale();
    }
}
