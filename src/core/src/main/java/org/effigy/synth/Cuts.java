package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.effigy.table.Bins;

/**
 * Cuts fine cells into bins by how many rows are expected in each. Post-processing of a released density.
 */
final class Cuts {
    /** Between bins of single cells, what holds less than this share of a bin's mass goes with its neighbour. */
    private static final double CRUMB = .1;

    private final double[] density;
    private final boolean[] alone;
    private final double total;

    private Cuts(double[] density, boolean[] alone) {
        this.density = density;
        this.alone = alone;
        this.total = Arrays.stream(density).sum();
    }

    /**
     * Where bins begin, ascending, the first at 0.
     *
     * @param density the expected rows of each cell
     * @param single cells that get a bin of their own
     * @param count about how many bins there should be
     * @param least bins of several cells that can hold this many rows do
     */
    static int[] of(Bins.Way way, double[] density, List<Integer> single, int count, double least) {
        boolean[] alone = new boolean[density.length];
        single.forEach(cell -> alone[cell] = true);
        Cuts cuts = new Cuts(density, alone);
        return way == Bins.Way.QUANTILE ? cuts.quantiles(count, least) : cuts.tree(count, least);
    }

    /** The bin of each cell. */
    static int[] map(int[] starts, int cells) {
        int[] map = new int[cells];
        for (int bin = 0; bin < starts.length; bin++) {
            Arrays.fill(map, starts[bin], bin + 1 < starts.length ? starts[bin + 1] : cells, bin);
        }
        return map;
    }

    /** Cells with more than a bin's mass are bins; what lies between them is cut to nearly equal mass. */
    private int[] quantiles(int count, double least) {
        double heavy = Math.max(total / count, least);
        boolean[] single = alone.clone();
        double rest = total;
        int left = count;
        for (int cell = 0; cell < density.length; cell++) {
            single[cell] |= density[cell] >= heavy;
            if (single[cell]) {
                rest -= density[cell];
                left--;
            }
        }
        double mass = Math.max(least, rest / Math.max(1, left));
        List<Integer> starts = new ArrayList<>();
        int from = 0;
        for (int cell = 0; cell <= density.length; cell++) {
            if (cell == density.length || single[cell]) {
                cut(from, cell, mass, starts);
                if (cell < density.length) {
                    starts.add(cell);
                }
                from = cell + 1;
            }
        }
        return ascending(starts);
    }

    /** Cuts cells between two single ones to nearly equal mass; crumbs join the bin before. */
    private void cut(int from, int to, double mass, List<Integer> starts) {
        double sum = mass(from, to);
        if (from >= to || sum < CRUMB * mass && from > 0 && !alone[from - 1]) {
            return;
        }
        int bins = (int) Math.max(1, Math.min(to - from, Math.round(sum / mass)));
        starts.add(from);
        double below = 0;
        int cut = 1;
        for (int cell = from; cell < to && cut < bins; cell++) {
            // The cut goes to the nearer side of the cell that holds it.
            double at = sum * cut / bins;
            double after = below + density[cell];
            if (after >= at) {
                int start = at - below < after - at ? cell : cell + 1;
                if (start > starts.get(starts.size() - 1) && start < to) {
                    starts.add(start);
                }
                while (cut < bins && after >= sum * cut / bins) {
                    cut++;
                }
            }
            below = after;
        }
    }

    /**
     * Ranges are halved while they hold more than a bin's mass (as in PrivTree; Zhang, Xiao, Xie 2016), and neighbours
     * that together hold less than half of it are joined.
     */
    private int[] tree(int count, double least) {
        double mass = Math.max(total / count, least);
        List<Integer> starts = new ArrayList<>();
        halve(0, density.length, mass, starts);
        List<Integer> joined = new ArrayList<>();
        double held = 0;
        for (int i = 0; i < starts.size(); i++) {
            int to = i + 1 < starts.size() ? starts.get(i + 1) : density.length;
            double more = mass(starts.get(i), to);
            boolean apart = joined.isEmpty() || alone[starts.get(i)] || alone[starts.get(i) - 1];
            if (apart || held + more > mass / 2) {
                joined.add(starts.get(i));
                held = more;
            } else {
                held += more;
            }
        }
        return ascending(joined);
    }

    private void halve(int from, int to, double mass, List<Integer> starts) {
        boolean hasSingle = false;
        for (int cell = from; cell < to; cell++) {
            hasSingle |= alone[cell];
        }
        if (to - from == 1 || !hasSingle && mass(from, to) <= mass) {
            starts.add(from);
            return;
        }
        int middle = (from + to) >>> 1;
        halve(from, middle, mass, starts);
        halve(middle, to, mass, starts);
    }

    private double mass(int from, int to) {
        double sum = 0;
        for (int cell = from; cell < to; cell++) {
            sum += density[cell];
        }
        return sum;
    }

    /** The first bin begins at the first cell. */
    private static int[] ascending(List<Integer> starts) {
        int[] all =
                starts.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
        all[0] = 0;
        return all;
    }
}
