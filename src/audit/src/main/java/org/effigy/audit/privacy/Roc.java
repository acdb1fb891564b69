package org.effigy.audit.privacy;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.effigy.audit.Interval;

/**
 * What a score tells of membership: an attack calls members those whose score is above a threshold. True positives are
 * members so called, false positives outsiders. Immutable.
 */
public final class Roc {
    private final double[] members;
    private final double[] outsiders;

    private Roc(double[] members, double[] outsiders) {
        this.members = members;
        this.outsiders = outsiders;
    }

    /**
     * Of the scores of independent members and outsiders, higher for what the attack takes for a member.
     *
     * @throws IllegalArgumentException if one of either is missing, or a score is NaN
     */
    public static Roc of(double[] members, double[] outsiders) {
        if (members.length == 0 || outsiders.length == 0) {
            throw new IllegalArgumentException(
                    "an attack needs members and outsiders; there are " + members.length + " and " + outsiders.length);
        }
        return new Roc(sorted(members), sorted(outsiders));
    }

    /** How many outsiders there are. */
    int outsiders() {
        return outsiders.length;
    }

    private static double[] sorted(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        if (Double.isNaN(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("a score is not a number: give each row one that can be ordered");
        }
        return sorted;
    }

    /** The probability that a member's score is above an outsider's, ties a half: the area under the curve. */
    public double auc() {
        return Arrays.stream(placements(members, outsiders)).sum() / outsiders.length / members.length;
    }

    /**
     * The area's interval (DeLong, DeLong, Clarke-Pearson 1988), on the scale of logits; empty with fewer than two rows of either. Normal, so
     * true to its level only in many rows.
     */
    public Optional<Interval> aucInterval(double level) {
        if (members.length < 2 || outsiders.length < 2) {
            return Optional.empty();
        }
        double variance =
                variance(placements(members, outsiders)) / members.length / outsiders.length / outsiders.length
                        + variance(placements(outsiders, members)) / outsiders.length / members.length / members.length;
        return Optional.of(Interval.normal(auc(), Math.sqrt(variance), level).within(auc(), 0, 1));
    }

    /** Of each score, how many of the others are below it, ties a half. */
    private static double[] placements(double[] scores, double[] others) {
        double[] placements = new double[scores.length];
        int below = 0;
        int notAbove = 0;
        for (int i = 0; i < scores.length; i++) {
            while (below < others.length && others[below] < scores[i]) {
                below++;
            }
            while (notAbove < others.length && others[notAbove] <= scores[i]) {
                notAbove++;
            }
            placements[i] = (below + notAbove) / 2.0;
        }
        return placements;
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }

    /**
     * The rate of true positives where at most this rate of the outsiders at hand are called members. Scores at the
     * threshold are not.
     */
    public double truePositives(double falsePositives) {
        return (double) above(members, threshold((int) (falsePositives * outsiders.length))) / members.length;
    }

    /**
     * An interval of the rate of true positives at a rate of false ones in the population. The threshold is itself found on
     * outsiders, so the lower end takes one that surely lets through no more false positives than named, the upper end one
     * that surely lets through no fewer: the rate above the j-th largest of n control scores is below f with the
     * probability that at least j of n draws hit at rate f. Half of the error goes to that, half to the exact interval of
     * the true positives there (Clopper, Pearson 1934). So it holds the rate at least as often as the level says, for
     * scores of any distribution.
     */
    public Interval truePositivesInterval(double falsePositives, double level) {
        double tail = (1 - level) / 4;
        BinomialDistribution hits = new BinomialDistribution(null, outsiders.length, falsePositives);
        int few = surelyBelow(outsiders.length, falsePositives, tail);
        int many = Math.max(1, few + 1);
        while (many <= outsiders.length && 1 - hits.cumulativeProbability(many - 1) > tail) {
            many++;
        }
        double low = few < 0
                ? 0
                : Interval.clopperPearson(above(members, threshold(few)), members.length, 1 - 2 * tail)
                        .low();
        double high = many > outsiders.length
                ? 1
                : Interval.clopperPearson(
                                atLeast(members, outsiders[outsiders.length - many]), members.length, 1 - 2 * tail)
                        .high();
        return new Interval(low, high, level);
    }

    /**
     * The least epsilon that a mechanism with this delta can have whose members and outsiders score so, from one threshold:
     * {@code ln((TPR - delta) / FPR)} (Kairouz, Oh, Viswanath 2015) of the exact lower end of the one rate and the upper end
     * of the other. Never below 0.
     *
     * @param falsePositives the rate at which the threshold is set
     * @param error the probability with which the bound may be too high, over scores that are independent
     */
    public double epsilonBound(double falsePositives, double delta, double error) {
        int called = (int) (falsePositives * outsiders.length);
        double threshold = threshold(called);
        double low = Interval.clopperPearson(above(members, threshold), members.length, 1 - error)
                .low();
        return epsilonBound(low, called, outsiders.length, delta, error);
    }

    /** The same from the lower end of the true positives, and how many of the outsiders are called members. */
    static double epsilonBound(double low, int called, int outsiders, double delta, double error) {
        // The threshold is an order statistic of the controls: its rate has the law that this end is made of.
        double high = Interval.clopperPearson(Math.min(called, outsiders), outsiders, 1 - error)
                .high();
        return low - delta > high ? Math.log((low - delta) / high) : 0;
    }

    /**
     * The most outsiders above a threshold that lets through no more than a rate, but with the probability of the tail; -1
     * where even the highest score of so many outsiders can't promise it.
     */
    static int surelyBelow(int outsiders, double falsePositives, double tail) {
        BinomialDistribution hits = new BinomialDistribution(null, outsiders, falsePositives);
        int few = hits.inverseCumulativeProbability(tail);
        while (few >= 0 && hits.cumulativeProbability(few) > tail) {
            few--;
        }
        return few;
    }

    /** The score above which so many outsiders at most lie. */
    private double threshold(int called) {
        return called >= outsiders.length ? Double.NEGATIVE_INFINITY : outsiders[outsiders.length - 1 - called];
    }

    private static int above(double[] sorted, double threshold) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] > threshold) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return sorted.length - low;
    }

    private static int atLeast(double[] sorted, double threshold) {
        return (int) IntStream.range(0, sorted.length)
                .filter(i -> sorted[i] >= threshold)
                .count();
    }
}
