package org.effigy.audit.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Pairs of a real and a synthetic row that agree in something rare: blocking, as record linkage calls it. Rows are hashed
 * by subsets of one, two, three and five columns; two rows make a pair if they fall together in a subset in which few real
 * rows do, and whose parts don't already do so. Numbers take part as they are, and in bins for copies whose numbers moved.
 * Cost and memory are linear in the rows.
 */
final class Blocking {
    /** As many real rows at most agree in something that counts as rare. */
    private static final int RARE = 8;

    /** As many synthetic rows at most are taken of those that share it. */
    private static final int TAKEN = 16;

    /** As many ways to look at a column at most take part, those of most entropy. */
    private static final int VIEWS = 18;

    private static final int TRIPLES = 400;
    private static final int FIVES = 120;

    /** With more values than this a number is looked at in bins too. */
    private static final int FEW_VALUES = 24;

    private final Comparison rows;
    private final List<View> views;
    private final SplittableRandom random;
    private final BitSet[] rare;

    /** Where the rows of a subset fall, reused from subset to subset. */
    private final long[] keys;

    private final int[] counts;
    private final int[] heads;
    private final int[] next;
    private final int[] places;

    /** A column as it is or in bins, and the hash of each row's cell. */
    private record View(int column, boolean inBins, double entropy, long[] real, long[] synthetic) {}

    /** Takes a pair. */
    interface Pairs {
        /** Of a real row and a synthetic one. */
        void add(int real, int synthetic);
    }

    /** Of these rows; which subsets of many take part is drawn by lot. */
    Blocking(Comparison rows, long seed) {
        this.rows = rows;
        this.random = new SplittableRandom(seed);
        List<View> all = new ArrayList<>();
        for (int column = 0; column < rows.columns(); column++) {
            all.add(view(column, false));
            if (rows.isNumber(column) && rows.distinct(column) > FEW_VALUES) {
                all.add(view(column, true));
            }
        }
        views = all.stream()
                .sorted(Comparator.comparingDouble(view -> -view.entropy))
                .limit(VIEWS)
                .toList();
        rare = new BitSet[views.size() * (1 + views.size())];
        int size = Integer.highestOneBit(Math.max(8, Math.max(rows.reals(), rows.synthetics()))) * 4;
        keys = new long[size];
        counts = new int[size];
        heads = new int[size];
        next = new int[rows.synthetics()];
        places = new int[rows.reals()];
    }

    private View view(int column, boolean inBins) {
        long[] real = new long[rows.reals()];
        long[] synthetic = new long[rows.synthetics()];
        long salt = (2L * column + (inBins ? 1 : 0)) << 32;
        int[] values = new int[inBins ? 256 : rows.distinct(column)];
        for (int row = 0; row < real.length; row++) {
            int value = inBins ? rows.realBin(row, column) : rows.realCode(row, column);
            values[value]++;
            real[row] = mixed(salt + value);
        }
        for (int row = 0; row < synthetic.length; row++) {
            synthetic[row] = mixed(salt + (inBins ? rows.syntheticBin(row, column) : rows.syntheticCode(row, column)));
        }
        double entropy = Arrays.stream(values)
                .filter(count -> count > 0)
                .mapToDouble(count -> -count * Math.log((double) count / real.length) / real.length)
                .sum();
        return new View(column, inBins, entropy, real, synthetic);
    }

    /** Gives the pairs, some of them more than once. */
    void each(Pairs pairs) {
        int size = views.size();
        for (int a = 0; a < size; a++) {
            rare[a] = join(new int[] {a}, pairs);
        }
        for (int a = 0; a < size; a++) {
            for (int b = a + 1; b < size; b++) {
                if (areColumns(a, b)) {
                    rare[size + a * size + b] = join(new int[] {a, b}, pairs);
                }
            }
        }
        for (int[] subset : triples()) {
            join(subset, pairs);
        }
        for (int[] subset : fives()) {
            join(subset, pairs);
        }
    }

    private List<int[]> triples() {
        List<int[]> all = new ArrayList<>();
        for (int a = 0; a < views.size(); a++) {
            for (int b = a + 1; b < views.size(); b++) {
                for (int c = b + 1; c < views.size(); c++) {
                    if (areColumns(a, b, c)) {
                        all.add(new int[] {a, b, c});
                    }
                }
            }
        }
        while (all.size() > TRIPLES) {
            int at = random.nextInt(all.size());
            all.set(at, all.get(all.size() - 1));
            all.remove(all.size() - 1);
        }
        return all;
    }

    private List<int[]> fives() {
        List<int[]> some = new ArrayList<>();
        if (views.size() < 5) {
            return some;
        }
        for (int tries = 0; tries < 10 * FIVES && some.size() < FIVES; tries++) {
            int[] subset =
                    random.ints(0, views.size()).distinct().limit(5).sorted().toArray();
            if (areColumns(subset)) {
                some.add(subset);
            }
        }
        return some;
    }

    /** Whether no two of the views are of one column. */
    private boolean areColumns(int... subset) {
        return IntStream.of(subset)
                        .map(view -> views.get(view).column)
                        .distinct()
                        .count()
                == subset.length;
    }

    /** Joins rows by a subset; returns the real rows for which it is rare. */
    private BitSet join(int[] subset, Pairs pairs) {
        Arrays.fill(counts, 0);
        Arrays.fill(heads, 0);
        for (int row = 0; row < places.length; row++) {
            long hash = 0;
            for (int view : subset) {
                hash += views.get(view).real[row];
            }
            int place = place(hash);
            keys[place] = hash;
            counts[place]++;
            places[row] = place;
        }
        for (int row = 0; row < next.length; row++) {
            long hash = 0;
            for (int view : subset) {
                hash += views.get(view).synthetic[row];
            }
            int place = place(hash);
            if (counts[place] > 0) {
                next[row] = heads[place];
                heads[place] = row + 1;
            }
        }
        BitSet found = new BitSet(places.length);
        for (int row = 0; row < places.length; row++) {
            if (counts[places[row]] <= RARE) {
                found.set(row);
                if (heads[places[row]] > 0 && !isRareInPart(subset, row)) {
                    int synthetic = heads[places[row]];
                    for (int taken = 0; taken < TAKEN && synthetic > 0; taken++) {
                        pairs.add(row, synthetic - 1);
                        synthetic = next[synthetic - 1];
                    }
                }
            }
        }
        return found;
    }

    /** Whether a part of the subset has given this row's pairs. */
    private boolean isRareInPart(int[] subset, int row) {
        if (subset.length == 1) {
            return false;
        }
        for (int i = 0; i < subset.length; i++) {
            if (rare[subset[i]].get(row)) {
                return true;
            }
            for (int j = i + 1; j < subset.length && subset.length > 2; j++) {
                if (rare[views.size() * (1 + subset[i]) + subset[j]].get(row)) {
                    return true;
                }
            }
        }
        return false;
    }

    private int place(long hash) {
        int mask = keys.length - 1;
        int place = (int) (hash >>> 20) & mask;
        while (counts[place] > 0 && keys[place] != hash) {
            place = place + 1 & mask;
        }
        return place;
    }

    /** Mixes as SplitMix64 does (Steele, Lea, Flood 2014). */
    private static long mixed(long value) {
        long z = (value + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
