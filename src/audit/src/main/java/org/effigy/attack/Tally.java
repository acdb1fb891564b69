package org.effigy.attack;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;

/**
 * The cells of a clique that targets touch: what stands in them without the targets, and what each target brings. A unit
 * of more rows than are kept brings each in part.
 */
final class Tally {
    /** Tables of cells up to so many are looked up by their index. */
    private static final int DENSE = 1 << 18;

    private final Clique clique;
    private final Domain domain;
    private final Map<Long, Integer> places;
    /** By cell of a small table: its place, or -1; empty for a large one. */
    private final int[] dense;
    /** By place: rows that are always there. */
    private final double[] base;
    /** By place: what all targets bring on average, and the variance of that, each in or out by a fair coin. */
    private final double[] average;

    private final double[] variance;
    private final int[][] touched;
    private final double[][] without;
    private final double[][] change;

    private Tally(Clique clique, Domain domain, Map<Long, Integer> places, int targets) {
        this.clique = clique;
        this.domain = domain;
        this.places = places;
        this.dense = new int[domain.cells(clique) <= DENSE ? (int) domain.cells(clique) : 0];
        Arrays.fill(dense, -1);
        if (dense.length > 0) {
            places.forEach((key, place) -> dense[Math.toIntExact(key)] = place);
        }
        this.base = new double[places.size()];
        this.average = new double[places.size()];
        this.variance = new double[places.size()];
        this.touched = new int[targets][];
        this.without = new double[targets][];
        this.change = new double[targets][];
    }

    /** Records by column, which count faster. */
    static int[][] columns(Records rows) {
        int[][] columns = new int[rows.domain().size()][rows.rows()];
        for (int c = 0; c < columns.length; c++) {
            for (int r = 0; r < columns[c].length; r++) {
                columns[c][r] = rows.code(r, c);
            }
        }
        return columns;
    }

    /** @param base by column */
    static Tally of(Domain domain, int[][] base, List<Target> targets, int kept, Clique clique) {
        Map<Long, Integer> places = new HashMap<>();
        for (Target target : targets) {
            target.with().forEach(row -> places.putIfAbsent(key(domain, clique, c -> row[c]), places.size()));
            target.without().forEach(row -> places.putIfAbsent(key(domain, clique, c -> row[c]), places.size()));
        }
        Tally tally = new Tally(clique, domain, places, targets.size());
        tally.count(base, tally.base);
        for (int t = 0; t < targets.size(); t++) {
            tally.put(t, targets.get(t), kept);
        }
        return tally;
    }

    private void put(int t, Target target, int kept) {
        double[] in = new double[places.size()];
        double[] out = new double[places.size()];
        weigh(target.with(), kept, in);
        weigh(target.without(), kept, out);
        touched[t] = IntStream.range(0, in.length)
                .filter(place -> in[place] != out[place])
                .toArray();
        without[t] = Arrays.stream(touched[t]).mapToDouble(place -> out[place]).toArray();
        change[t] = Arrays.stream(touched[t])
                .mapToDouble(place -> in[place] - out[place])
                .toArray();
        for (int place = 0; place < in.length; place++) {
            average[place] += (in[place] + out[place]) / 2;
            variance[place] += Math.pow(in[place] - out[place], 2) / 4;
        }
    }

    private void weigh(List<int[]> rows, int kept, double[] counts) {
        double weight = Math.min(1, (double) kept / Math.max(1, rows.size()));
        rows.forEach(row -> counts[places.get(key(domain, clique, c -> row[c]))] += weight);
    }

    /** A cell's index where the clique's table fits an array; a mix of its codes where it is larger. */
    private static long key(Domain domain, Clique clique, IntUnaryOperator code) {
        long key = 0;
        for (int i = 0; i < clique.size(); i++) {
            int column = clique.get(i);
            key = key * domain.attribute(column).size() + code.applyAsInt(column);
        }
        return key;
    }

    /**
     * Adds to counts how many rows are in each place.
     *
     * @param columns the rows' codes, by column
     */
    void count(int[][] columns, double[] counts) {
        int rows = columns.length == 0 ? 0 : columns[0].length;
        long[] keys = new long[rows];
        for (int i = 0; i < clique.size(); i++) {
            int[] codes = columns[clique.get(i)];
            int size = domain.attribute(clique.get(i)).size();
            for (int row = 0; row < rows; row++) {
                keys[row] = keys[row] * size + codes[row];
            }
        }
        for (long key : keys) {
            int place = dense.length > 0 ? dense[(int) key] : places.getOrDefault(key, -1);
            if (place >= 0) {
                counts[place]++;
            }
        }
    }

    /** A table of the whole clique, at the places. */
    double[] pick(long[] table) {
        double[] picked = new double[places.size()];
        places.forEach((key, place) -> picked[place] = table[Math.toIntExact(key)]);
        return picked;
    }

    /** The number of places. */
    int places() {
        return places.size();
    }

    /** The places whose counts differ with a target's being in or out. */
    int[] touched(int target) {
        return touched[target];
    }

    /** What a target's being in adds to the i-th place that it touches. */
    double change(int target, int i) {
        return change[target][i];
    }

    /** What the i-th place that a target touches is expected to hold if it is out, and the others are in or out. */
    double expected(int target, int i) {
        int place = touched[target][i];
        double own = without[target][i] + change[target][i] / 2;
        return base[place] + average[place] - own + without[target][i];
    }

    /** The variance of that. */
    double variance(int target, int i) {
        return Math.max(0, variance[touched[target][i]] - Math.pow(change[target][i], 2) / 4);
    }
}
