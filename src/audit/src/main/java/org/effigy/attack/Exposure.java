package org.effigy.attack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.effigy.audit.privacy.WeightOfEvidence;
import org.effigy.domain.Records;
import org.effigy.synth.Progress;

/**
 * How much each unit of a table is exposed: what its being in adds to the audit's weight of evidence for it, which shows
 * copies however blurred, and to the synthetic rows that agree with it in a column or two, which shows counts with too
 * little noise. Each pilot fit has a half of the units; a unit's effect is the mean of the fits that have it less that of
 * the others, over the error of that difference. The error gets the mean error of all units on top (as in Tusher, Tibshirani, Chu 2001), or
 * units that are hardly ever matched would lead by luck. Pilot fits are no part of an attack's figures, so these stay as
 * they would be for any targets named beforehand.
 */
final class Exposure {
    private Exposure() {}

    /**
     * All units, the most exposed first; cost: the pilot fits and an audit's evidence for each.
     *
     * @param runs how many pilot fits, at least 8
     */
    static int[] order(
            Suspect suspect,
            Outliers units,
            int runs,
            AttackSettings settings,
            SplittableRandom random,
            Progress progress) {
        if (settings.synthetic() == 0) {
            throw new IllegalArgumentException(
                    "how exposed a unit is shows in synthetic rows, and none are drawn: ask for"
                            + " some, or choose targets otherwise");
        }
        int size = units.size();
        boolean[][] in = new boolean[runs][size];
        long[] seeds = random.split().longs(runs).toArray();
        for (boolean[] run : in) {
            int[] order = IntStream.range(0, size).toArray();
            ManyRuns.shuffle(order, random);
            Arrays.stream(order, 0, (size + 1) / 2).forEach(unit -> run[unit] = true);
        }
        // All pilots look at the same pairs of columns.
        long pairs = random.nextLong();
        List<double[][]> seen = Fits.each(runs, settings.threads(), progress, run -> {
            int[] used = IntStream.range(0, size).filter(unit -> in[run][unit]).toArray();
            Records made = suspect.publish(units.select(used), settings.synthetic(), seeds[run])
                    .rows();
            return made.rows() == 0
                    ? new double[2][size]
                    : new double[][] {
                        units.sums(WeightOfEvidence.of(units.records(), made, seeds[run])),
                        units.sums(units.agreement(made, new SplittableRandom(pairs)))
                    };
        });
        double[] evidence = effect(seen.stream().map(both -> both[0]).toList(), in);
        double[] agreement = effect(seen.stream().map(both -> both[1]).toList(), in);
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparing(unit -> -evidence[unit] - agreement[unit]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** By unit: the mean where it is in less that where it is out, in errors of that. */
    private static double[] effect(List<double[]> seen, boolean[][] in) {
        int size = in[0].length;
        double[] effect = new double[size];
        double[] error = new double[size];
        for (int unit = 0; unit < size; unit++) {
            double[] with = side(seen, in, unit, true);
            double[] without = side(seen, in, unit, false);
            effect[unit] = mean(with) - mean(without);
            error[unit] = Math.sqrt(
                    variance(with) / Math.max(1, with.length) + variance(without) / Math.max(1, without.length));
        }
        double ground = Math.max(1e-9, mean(error));
        for (int unit = 0; unit < size; unit++) {
            effect[unit] /= error[unit] + ground;
        }
        return effect;
    }

    private static double[] side(List<double[]> seen, boolean[][] in, int unit, boolean wanted) {
        return IntStream.range(0, in.length)
                .filter(run -> in[run][unit] == wanted)
                .mapToDouble(run -> seen.get(run)[unit])
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / Math.max(1, values.length - 1);
    }
}
