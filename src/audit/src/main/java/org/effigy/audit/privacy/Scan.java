package org.effigy.audit.privacy;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * How many of the first k of an order are members, for several k at once. Without a leak the members are a random part of
 * the order, so that the numbers for all k have a known joint law (draws without replacement, one after the other), and
 * the chance that any of them passes its bound is exact. Correcting each k on its own instead (Bonferroni) takes them for
 * strangers, though the first 40 have the first 28 among them.
 */
final class Scan {
    /** Steps of the search for the level; the last one changes an error by less than a hundredth of itself. */
    private static final int STEPS = 10;

    /** States of less probability are left out; there are fewer than a million. */
    private static final double LEAST = 1e-18;

    private final int members;
    private final int size;
    private final int[] firsts;
    private final double[][] tails;

    /**
     * Of an order of so many rows.
     *
     * @param firsts the numbers of first rows, ascending, at most {@code size}
     */
    Scan(int members, int size, int... firsts) {
        this.members = members;
        this.size = size;
        this.firsts = firsts.clone();
        this.tails = Arrays.stream(firsts)
                .mapToObj(first -> tails(first, (double) members / size))
                .toArray(double[][]::new);
    }

    /**
     * The level at which the intervals of all shares may be taken together.
     *
     * @param error the chance that may be left that any of them lies above the members' share of all rows
     */
    double level(double error) {
        if (firsts.length == 0) {
            return 1 - 2 * error;
        }
        // Each at an equal part is right whatever their joint law; each at the whole error never is, but for one.
        double right = error / firsts.length;
        double wrong = error;
        for (int step = 0; step < STEPS; step++) {
            double middle = Math.sqrt(right * wrong);
            if (chance(1 - 2 * middle) <= error) {
                right = middle;
            } else {
                wrong = middle;
            }
        }
        return 1 - 2 * right;
    }

    /** The chance that the interval of any share, at this level, lies above the members' share of all rows. */
    double chance(double level) {
        double[] states = new double[] {1};
        double passed = 0;
        int drawn = 0;
        for (int look = 0; look < firsts.length; look++) {
            int first = firsts[look];
            states = Arrays.copyOf(states, first + 1);
            for (; drawn < first; drawn++) {
                step(states, drawn);
            }
            for (int hits = least(tails[look], level); hits <= first; hits++) {
                passed += states[hits];
                states[hits] = 0;
            }
        }
        return passed;
    }

    /** One row more, downwards so that no state is read after it was written. */
    private void step(double[] states, int drawn) {
        for (int hits = Math.min(drawn, members); hits >= 0; hits--) {
            double state = states[hits];
            if (state > LEAST) {
                double member = Math.max(0, (double) (members - hits) / (size - drawn));
                states[hits + 1] += state * member;
                states[hits] = state * Math.max(0, 1 - member);
            }
        }
    }

    /** The fewest members whose interval (Clopper, Pearson 1934) is above chance; one more than there are if none is. */
    private static int least(double[] tails, double level) {
        int hits = tails.length;
        while (hits > 1 && tails[hits - 1] < (1 - level) / 2) {
            hits--;
        }
        return hits;
    }

    /** By number of hits, the chance that a binomial number is no less. */
    private static double[] tails(int draws, double chance) {
        BinomialDistribution hits = new BinomialDistribution(null, draws, chance);
        double[] tails = new double[draws + 1];
        double sum = 0;
        for (int i = draws; i >= 0; i--) {
            sum += hits.probability(i);
            tails[i] = sum;
        }
        return tails;
    }
}
