package org.effigy.analysis;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.effigy.analysis.Cells.Member;
import org.effigy.analysis.Cells.Span;
import org.effigy.model.NoisyCounts;

/**
 * Intervals of counts, shares, means and quantiles. A number is the root of a sum over rows, {@code sum of psi(row, number) =
 * 0}; an interval is all numbers at which the noisy sum is no farther from 0 than noise and sampling explain (as Fieller 1954
 * did for ratios), where of each cell's rows those values are taken that reach farthest. So nothing is divided by a noisy
 * count, and what lies inside bins is inside the interval.
 */
final class OneNumber {
    private static final int STEPS = 64;

    private static final int HALVINGS = 40;

    private final NoisyCounts pooled;
    private final Member[] members;
    /** Rows of a unit at most: the variance of a sum over units is at most so many times that over rows. */
    private final int rowsPerUnit;

    private final double z;

    OneNumber(Cells cells, Member[] members, int rowsPerUnit, double z) {
        this.pooled = cells.pooled();
        this.members = members;
        this.rowsPerUnit = rowsPerUnit;
        this.z = z;
    }

    /** How many rows are meant, of those that were used. */
    Answer.Term count() {
        double[] least = weights(member -> member == Member.YES);
        double[] most = weights(member -> member != Member.NO);
        double low = pooled.sum(least);
        double high = pooled.sum(most);
        double estimate = Math.max(0, low / 2 + high / 2);
        return new Answer.Term(
                "",
                estimate,
                Math.max(0, low - z * Math.sqrt(pooled.variance(least))),
                Math.max(0, high + z * Math.sqrt(pooled.variance(most))),
                Math.max(0, high - low));
    }

    /** Refuses where noise leaves open whether any rows are meant. */
    void requireRows() throws UnanswerableException {
        double[] least = weights(member -> member == Member.YES);
        double noise = Math.sqrt(pooled.variance(least));
        if (!(pooled.sum(least) > 2 * z * noise)) {
            throw new UnanswerableException(
                    "noise hides how many rows are meant: about " + Math.round(Math.max(0, pooled.sum(least)))
                            + ", give or take " + Math.round(z * noise),
                    "ask of more rows, or fit with a larger epsilon or fewer questions");
        }
    }

    private double[] weights(Predicate<Member> which) {
        double[] weights = new double[members.length];
        for (int cell = 0; cell < weights.length; cell++) {
            weights[cell] = which.test(members[cell]) ? 1 : 0;
        }
        return weights;
    }

    /** The mean of a number over the rows that are meant. */
    Answer.Term mean(Span numbers) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int cell = 0; cell < members.length; cell++) {
            if (members[cell] != Member.NO) {
                lowest = Math.min(lowest, numbers.low()[cell]);
                highest = Math.max(highest, numbers.high()[cell]);
            }
        }
        double from = lowest;
        double to = highest;
        double high = -root(-to, -from, x -> farthest(numbers.high(), -x, 1), z, 1);
        double low = root(from, to, x -> farthest(numbers.low(), x, -1), z, -1);
        double most = -root(-to, -from, x -> farthest(numbers.high(), -x, 1), 0, 1);
        double least = root(from, to, x -> farthest(numbers.low(), x, -1), 0, -1);
        double estimate = Math.max(low, Math.min(high, least / 2 + most / 2));
        return new Answer.Term("", estimate, low, high, Math.max(0, most - least));
    }

    /** Of each cell how far its rows can pull a mean up ({@code side} 1) or down (-1) from where it is said to be. */
    private double[] farthest(double[] end, double mean, int side) {
        double[] pulls = new double[end.length];
        for (int cell = 0; cell < pulls.length; cell++) {
            double pull = end[cell] - mean;
            pulls[cell] = switch (members[cell]) {
                case YES -> pull;
                case MAYBE -> side > 0 ? Math.max(0, pull) : Math.min(0, pull);
                case NO -> 0;
            };
        }
        return pulls;
    }

    /** The first number from below at which the sum is explained. Above it goes on; the last is found by mirroring. */
    private double root(double from, double to, DoubleFunction<double[]> pulls, double reach, int side) {
        double before = from;
        for (int step = 0; step <= STEPS; step++) {
            double at = from + (to - from) * step / STEPS;
            if (isExplained(pulls.apply(at), reach, side)) {
                double after = at;
                for (int i = 0; i < HALVINGS && step > 0; i++) {
                    double middle = before / 2 + after / 2;
                    if (isExplained(pulls.apply(middle), reach, side)) {
                        after = middle;
                    } else {
                        before = middle;
                    }
                }
                return step == 0 ? from : before;
            }
            before = at;
        }
        return to;
    }

    private boolean isExplained(double[] pulls, double reach, int side) {
        return side * pooled.sum(pulls) + reach * deviation(pulls) >= 0;
    }

    /** The standard deviation by noise and sampling of a sum that is 0 in the population. */
    private double deviation(double[] pulls) {
        double[] squares = Arrays.stream(pulls).map(pull -> pull * pull).toArray();
        return Math.sqrt(pooled.variance(pulls) + rowsPerUnit * Math.max(0, pooled.sum(squares)));
    }

    /** The number that a share of the rows that are meant is at most. */
    Answer.Term quantile(Span numbers, double share) {
        double[] ends = IntStream.range(0, members.length)
                .filter(cell -> members[cell] != Member.NO)
                .mapToDouble(cell -> numbers.high()[cell])
                .sorted()
                .distinct()
                .toArray();
        double[] starts = IntStream.range(0, members.length)
                .filter(cell -> members[cell] != Member.NO)
                .mapToDouble(cell -> numbers.low()[cell])
                .sorted()
                .distinct()
                .toArray();
        double low = lowest(numbers, starts, share, z);
        double high = highest(numbers, ends, share, z);
        double least = lowest(numbers, starts, share, 0);
        double most = highest(numbers, ends, share, 0);
        double estimate = Math.max(low, Math.min(high, least / 2 + most / 2));
        return new Answer.Term("", estimate, low, high, Math.max(0, most - least));
    }

    /** The first number at which as many rows as the share may be at most that number. */
    private double lowest(Span numbers, double[] starts, double share, double reach) {
        for (double at : starts) {
            double[] pulls = below(numbers.low(), at, share, 1);
            if (pooled.sum(pulls) + reach * deviation(pulls) >= 0) {
                return at;
            }
        }
        return starts[starts.length - 1];
    }

    /** The last number below which fewer rows than the share may be. */
    private double highest(Span numbers, double[] ends, double share, double reach) {
        for (int i = ends.length - 2; i >= 0; i--) {
            double[] pulls = below(numbers.high(), ends[i], share, -1);
            if (pooled.sum(pulls) - reach * deviation(pulls) <= 0) {
                return ends[i + 1];
            }
        }
        return ends[0];
    }

    private double[] below(double[] end, double at, double share, int side) {
        double[] pulls = new double[end.length];
        for (int cell = 0; cell < pulls.length; cell++) {
            double pull = (end[cell] <= at ? 1 : 0) - share;
            pulls[cell] = switch (members[cell]) {
                case YES -> pull;
                case MAYBE -> side > 0 ? Math.max(0, pull) : Math.min(0, pull);
                case NO -> 0;
            };
        }
        return pulls;
    }
}
