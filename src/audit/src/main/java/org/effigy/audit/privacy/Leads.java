package org.effigy.audit.privacy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.effigy.audit.Figure;
import org.effigy.audit.Interval;
import org.effigy.audit.Policy;
import org.effigy.audit.Power;
import org.effigy.audit.TwoGroups;

/**
 * Whether members lead where all records are put in order by the weight of evidence. Two tests that need no threshold, and
 * so need fewer rows than rates at few false positives do: how many of the first so many are members, which shows leaks of few
 * rows, and how often a member is ahead of an outsider, which shows weak evidence on many. Without a leak members and
 * outsiders are exchangeable, and both have known laws.
 */
final class Leads {
    private static final String NAMED = "privacy.membership.evidence.named";
    private static final String ORDER = "privacy.membership.evidence.order";
    private static final String NAMED_TITLE = "Train rows that the weight of evidence names beyond chance";
    private static final String ORDER_TITLE = "Train rows ahead of holdout rows by the weight of evidence";

    /** How many come first; those are left out that are more than half of all. */
    private static final int[] SIZES = {14, 20, 28, 40, 56, 80, 113, 160, 226, 320, 453, 640, 905, 1280, 2560};

    /** Orders that are looked at at most: by fixed blur, by fitted blur, by blends. */
    private static final int ORDERS = 3;

    private final double[] byFixedBlur;
    private final List<double[]> orders;
    private final int members;
    private final int size;
    private final long seed;

    /**
     * Of scores, members first.
     *
     * @param byBlends empty where blends can't be told
     * @param seed of the order of equal scores
     */
    Leads(double[] byFixedBlur, double[] byFittedBlur, Optional<double[]> byBlends, int members, long seed) {
        this.byFixedBlur = byFixedBlur;
        this.orders = Stream.concat(Stream.of(byFixedBlur, byFittedBlur), byBlends.stream())
                .toList();
        this.members = members;
        this.size = byFixedBlur.length;
        this.seed = seed;
    }

    /** Both figures. */
    List<Figure> figures(Policy policy) {
        return List.of(named(policy), order(policy));
    }

    /** The figures of tables that have none. */
    static List<Figure> undefined(String why) {
        return List.of(
                new Figure(NAMED, NAMED_TITLE, Double.NaN, Optional.empty(), Optional.of(0.0), why),
                new Figure(ORDER, ORDER_TITLE, Double.NaN, Optional.empty(), Optional.of(0.5), why));
    }

    /** What tests of the figures find at best. */
    static Map<String, Power> foresee(int members, int outsiders, Policy policy) {
        Map<String, Power> foreseen = new LinkedHashMap<>();
        policy.test(NAMED).ifPresent(rule -> foreseen.put(NAMED, ofNamed(members, outsiders, policy.level(NAMED))));
        policy.test(ORDER).ifPresent(rule -> foreseen.put(ORDER, ofOrder(members, outsiders, policy.level(ORDER))));
        return foreseen;
    }

    private static int[] sizes(int size) {
        return Arrays.stream(SIZES).filter(first -> 2 * first <= size).toArray();
    }

    /** The level of one of the intervals of which the best is taken: each order has its part of the error. */
    private static double part(double level, int members, int size) {
        return new Scan(members, size, sizes(size)).level((1 - level) / 2 / ORDERS);
    }

    /**
     * Of the first k in order, k chosen beforehand, train has its share without a leak: the number is hypergeometric, and the
     * exact interval of a binomial rate is wider than its own (Hoeffding 1963). Members that are named for a reason come on
     * top; the figure is how many they are, as a share of train.
     */
    private Figure named(Policy policy) {
        int[] sizes = sizes(size);
        if (sizes.length == 0) {
            return new Figure(
                    NAMED,
                    NAMED_TITLE,
                    Double.NaN,
                    Optional.empty(),
                    Optional.of(0.0),
                    "It takes " + 2 * SIZES[0] + " rows of train and holdout together; there are " + size + ".");
        }
        double level = policy.level(NAMED);
        double part = part(level, members, size);
        Interval best = new Interval(-1, -1, level);
        double value = 0;
        String where = "";
        for (double[] scores : orders) {
            int[] order = descending(scores);
            int hits = 0;
            int done = 0;
            for (int first : sizes) {
                for (; done < first; done++) {
                    hits += order[done] < members ? 1 : 0;
                }
                Interval share = Interval.clopperPearson(hits, first, part);
                if (beyondChance(share.low(), first) > best.low()) {
                    best = new Interval(beyondChance(share.low(), first), beyondChance(share.high(), first), level);
                    value = beyondChance((double) hits / first, first);
                    where = hits + " of the first " + first;
                }
            }
        }
        Figure figure = new Figure(
                NAMED,
                NAMED_TITLE,
                value,
                Optional.of(best),
                Optional.of(0.0),
                "As a share of train. " + where + " rows by evidence are of train, which has "
                        + Figure.number((double) members / size) + " of all rows. Where " + sizes.length
                        + " numbers of first rows, in up to three orders, show most, corrected for their number.");
        return policy.test(NAMED).isPresent() ? figure.with(ofNamed(members, size - members, level)) : figure;
    }

    /** How many of the first are members beyond chance, as a share of members, where members have this share of them. */
    private double beyondChance(double share, int first) {
        double expected = (double) members / size;
        return (share - expected) / (1 - expected) * first / members;
    }

    private int[] descending(double[] scores) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] lots = random.doubles(size).toArray();
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> -scores[row]).thenComparingDouble(row -> lots[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The leak that is found: so many of the members come first, and the others in any order. */
    private static Power ofNamed(int members, int outsiders, double level) {
        int size = members + outsiders;
        double expected = (double) members / size;
        double part = part(level, members, size);
        double smallest = Power.smallest(
                leak -> Arrays.stream(sizes(size)).anyMatch(first -> {
                    int named = (int) Math.min(first, leak * members);
                    int others = named == first ? 0 : TwoGroups.surely(first - named, expected);
                    return Interval.clopperPearson(named + others, first, part).low() > expected;
                }),
                0,
                1);
        return new Power(smallest, OptionalLong.empty());
    }

    /**
     * The rank sum (Mann, Whitney 1947). Its deviation is the larger of that under exchangeability without ties, which no
     * ties exceed, and of the estimate by DeLong, DeLong, Clarke-Pearson (1988).
     */
    private Figure order(Policy policy) {
        double level = policy.level(ORDER);
        Roc roc = Roc.of(
                Arrays.copyOf(byFixedBlur, members), Arrays.copyOfRange(byFixedBlur, members, byFixedBlur.length));
        Interval exchangeable = Interval.normal(roc.auc(), deviation(members, size - members), level)
                .within(roc.auc(), 0, 1);
        Optional<Interval> estimated = roc.aucInterval(level);
        Interval interval = new Interval(
                Math.min(exchangeable.low(), estimated.map(Interval::low).orElse(1.0)),
                Math.max(exchangeable.high(), estimated.map(Interval::high).orElse(0.0)),
                level);
        Figure figure = new Figure(
                ORDER,
                ORDER_TITLE,
                roc.auc(),
                Optional.of(interval),
                Optional.of(0.5),
                "How often, ties a half. Weak evidence on many shows in it, and leaks of few don't.");
        return policy.test(ORDER).isPresent() ? figure.with(ofOrder(members, size - members, level)) : figure;
    }

    private static double deviation(int members, int outsiders) {
        return Math.sqrt((members + outsiders + 1.0) / 12 / members / outsiders);
    }

    private static Power ofOrder(int members, int outsiders, double level) {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        double found = 0.5
                + deviation(members, outsiders)
                        * (normal.inverseCumulativeProbability((1 + level) / 2)
                                + normal.inverseCumulativeProbability(Power.PROBABILITY));
        return new Power(found < 1 ? found : Double.POSITIVE_INFINITY, OptionalLong.empty());
    }
}
