package org.effigy.synth;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.table.Bins;

/**
 * A column at several resolutions, coarse to fine: each level's bins are parts of the bins of the level above, and the last
 * level's are single codes. Bins of ordered codes are runs of near-equal mass; of codes without an order, the frequent ones
 * are bins of their own and the rare ones share one. Made from noisy counts: post-processing.
 *
 * @param levels the bin of each code, by level; copied neither in nor out
 */
record Resolution(List<int[]> levels) {
    /** A code without an order is rare if it has less than this part of an even bin. */
    private static final double RARE = .5;

    /** A column with fewer codes than this multiple of its bins is not worth a level of bins. */
    private static final double WIDE = 1.5;

    /** A table of bins and their parts is no larger than this; where bins are very uneven it is mostly empty. */
    private static final int MOST = 1 << 14;

    /** Copies the list. */
    Resolution {
        levels = List.copyOf(levels);
    }

    /** A column as it is. */
    static Resolution single(int codes) {
        return new Resolution(List.of(IntStream.range(0, codes).toArray()));
    }

    /**
     * A column in about so many bins, and as it is; as it is alone if it hardly has more codes than bins.
     *
     * @param expected the rows of each code, at least 0, some above 0
     */
    static Resolution of(Attribute attribute, double[] expected, int count) {
        Resolution single = single(expected.length);
        if (expected.length < WIDE * count) {
            return single;
        }
        int[] coarse = attribute.isOrdered() ? runs(expected, attribute.ordered(), count) : rest(expected, count);
        Resolution both = new Resolution(List.of(coarse, single.levels.get(0)));
        long cells = (long) both.bins(0) * (Arrays.stream(both.parts(1)).max().orElse(0) + 1);
        return both.bins(0) < 2 || both.bins(0) == expected.length || cells > MOST ? single : both;
    }

    /** Merges neighbours; codes past the ordered ones, which are for missing cells, stay by themselves. */
    private static int[] runs(double[] mass, int ordered, int count) {
        double[] values = Arrays.copyOf(mass, ordered);
        int[] starts = Cuts.of(Bins.Way.QUANTILE, values, List.of(), count, 0);
        int[] map = Arrays.copyOf(Cuts.map(starts, ordered), mass.length);
        for (int i = ordered; i < mass.length; i++) {
            map[i] = starts.length + i - ordered;
        }
        return map;
    }

    private static int[] rest(double[] mass, int count) {
        double least = RARE * Arrays.stream(mass).sum() / count;
        int[] byMass = IntStream.range(0, mass.length)
                .boxed()
                .sorted(Comparator.comparingDouble(code -> -mass[code]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] map = new int[mass.length];
        int own = 0;
        while (own < mass.length && mass[byMass[own]] >= least) {
            map[byMass[own]] = own++;
        }
        for (int i = own; i < mass.length; i++) {
            map[byMass[i]] = own;
        }
        return map;
    }

    /** How many levels there are, at least one. */
    int size() {
        return levels.size();
    }

    /** How many bins a level has. */
    int bins(int level) {
        return Arrays.stream(levels.get(level)).max().orElseThrow() + 1;
    }

    /** For each code which part of the bin above its level's bin is: from 0 in each bin above. */
    int[] parts(int level) {
        int[] own = levels.get(level);
        if (level == 0) {
            return own.clone();
        }
        int[] above = levels.get(level - 1);
        int[] part = new int[bins(level)];
        int[] found = new int[bins(level - 1)];
        Arrays.fill(part, -1);
        int[] parts = new int[own.length];
        for (int code = 0; code < own.length; code++) {
            if (part[own[code]] < 0) {
                part[own[code]] = found[above[code]]++;
            }
            parts[code] = part[own[code]];
        }
        return parts;
    }
}
