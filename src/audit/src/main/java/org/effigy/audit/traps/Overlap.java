package org.effigy.audit.traps;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.effigy.audit.AuditTable;
import org.effigy.audit.likeness.Draw;

/**
 * Whether a holdout shares more rows with another table than chance explains. Real tables have rows that are equal by
 * nature, so each rule compares with what a split by lot would show; each refuses a sound holdout once in a million.
 */
public final class Overlap {
    private static final double ALARMS = 1e-6;

    /** Where real rows meet this share of the holdout's rows, meeting twice as many proves nothing. */
    private static final double NATURAL = 0.1;

    private Overlap() {}

    /**
     * Refuses a holdout that isn't apart from the other tables.
     *
     * @throws IllegalArgumentException if it shares too many rows, with how many and how many were to be expected
     */
    public static void check(AuditTable train, AuditTable holdout, AuditTable synthetic) {
        Patterns patterns = Patterns.exact(Pool.of("all", Pool.of("real", train, holdout), synthetic));
        int first = train.rows();
        int second = first + holdout.rows();
        int[] inTrain = patterns.counts(0, first);
        int[] inHoldout = patterns.counts(first, second);
        int[] inSynthetic = patterns.counts(second, second + synthetic.rows());
        requireOther(patterns, 0, first, second, "train");
        requireOther(patterns, second, first, second, "synthetic");
        withTrain(inTrain, inHoldout);
        withSynthetic(inTrain, inHoldout, inSynthetic);
        beyondNature(patterns, train, holdout, synthetic);
    }

    /** The same rows in the same order: refused even where every row is common. */
    private static void requireOther(Patterns patterns, int other, int from, int to, String name) {
        int[] of = patterns.of();
        int otherRows = other == 0 ? from : of.length - other;
        if (otherRows == to - from
                && Arrays.equals(of, from, to, of, other, other + to - from)
                && IntStream.range(from, to).anyMatch(row -> of[row] != of[from])) {
            throw refusal("is the same as the " + name + " table, row for row");
        }
    }

    /**
     * The holdout's rows that find no equal of their own in train, one to one, among the rows that have an equal at all. A
     * split by lot leaves some, since of c equal rows each falls to the holdout with the same probability; copies leave
     * fewer. How likely so few are is bounded as by Chernoff 1952.
     */
    private static void withTrain(int[] inTrain, int[] inHoldout) {
        double rows = 0;
        double held = 0;
        Map<Integer, Integer> patternsOfSize = new TreeMap<>();
        long unmatched = 0;
        for (int p = 0; p < inTrain.length; p++) {
            int size = inTrain[p] + inHoldout[p];
            if (size > 1) {
                rows += size;
                held += inHoldout[p];
                unmatched += Math.max(0, inHoldout[p] - inTrain[p]);
                patternsOfSize.merge(size, 1, Integer::sum);
            }
        }
        if (held == 0 || held == rows) {
            return;
        }
        // By size, how likely each number of rows without an equal of their own is.
        Map<Integer, double[]> leftOver = new TreeMap<>();
        double expected = 0;
        for (Map.Entry<Integer, Integer> entry : patternsOfSize.entrySet()) {
            double[] chances = leftOver(entry.getKey(), held / rows);
            leftOver.put(entry.getKey(), chances);
            for (int left = 1; left < chances.length; left++) {
                expected += entry.getValue() * left * chances[left];
            }
        }
        double bound = 0;
        for (double weight = 0.02; weight < 50; weight *= 1.5) {
            double log = weight * unmatched;
            for (Map.Entry<Integer, Integer> entry : patternsOfSize.entrySet()) {
                double moment = 0;
                double[] chances = leftOver.get(entry.getKey());
                for (int left = 0; left < chances.length; left++) {
                    moment += chances[left] * Math.exp(-weight * left);
                }
                log += entry.getValue() * Math.log(moment);
            }
            bound = Math.min(bound, log);
        }
        if (bound < Math.log(ALARMS)) {
            throw refusal(String.format(
                    Locale.ROOT,
                    "shares rows with train: of %.0f rows that have an equal, %d find none in train; if the two were a"
                            + " split by lot, about %.0f would find none",
                    held,
                    unmatched,
                    expected));
        }
    }

    private static double[] leftOver(int size, double share) {
        BinomialDistribution split = new BinomialDistribution(null, size, share);
        double[] chances = new double[size + 1];
        for (int in = 0; in <= size; in++) {
            chances[Math.max(0, 2 * in - size)] += split.probability(in);
        }
        return chances;
    }

    /** Of the rows that occur once among all real rows, the synthetic table can't know which are the holdout's. */
    private static void withSynthetic(int[] inTrain, int[] inHoldout, int[] inSynthetic) {
        long[] met = new long[2];
        long[] unique = new long[2];
        for (int p = 0; p < inTrain.length; p++) {
            if (inTrain[p] + inHoldout[p] == 1) {
                unique[inHoldout[p]]++;
                met[inHoldout[p]] += inSynthetic[p] > 0 ? 1 : 0;
            }
        }
        if (unique[0] > 0 && unique[1] > 0 && Chance.fewer(met[0], unique[0], met[1], unique[1]) < ALARMS) {
            throw refusal("shares rows with synthetic: " + met[1] + " of its " + unique[1]
                    + " rows that occur only once are among the synthetic rows, but " + met[0] + " of the " + unique[0]
                    + " such rows of train");
        }
    }

    /** As many real rows as synthetic ones meet the holdout's rows about as often. */
    private static void beyondNature(Patterns patterns, AuditTable train, AuditTable holdout, AuditTable synthetic) {
        int rows = Math.min(train.rows(), synthetic.rows());
        int first = train.rows();
        int second = first + holdout.rows();
        boolean[] inTrain = new boolean[patterns.count()];
        boolean[] inSynthetic = new boolean[patterns.count()];
        for (int row : Draw.of(1, -10).rows(train.rows(), rows)) {
            inTrain[patterns.of()[row]] = true;
        }
        for (int row : Draw.of(1, -11).rows(synthetic.rows(), rows)) {
            inSynthetic[patterns.of()[second + row]] = true;
        }
        int[] distinct = IntStream.range(first, second)
                .map(row -> patterns.of()[row])
                .distinct()
                .toArray();
        long onlySynthetic = Arrays.stream(distinct)
                .filter(p -> inSynthetic[p] && !inTrain[p])
                .count();
        long onlyTrain = Arrays.stream(distinct)
                .filter(p -> !inSynthetic[p] && inTrain[p])
                .count();
        long both = Arrays.stream(distinct)
                .filter(p -> inSynthetic[p] && inTrain[p])
                .count();
        if (onlyTrain + both < NATURAL * distinct.length
                && onlySynthetic + both > 2 * (onlyTrain + both)
                && 1
                                - new BinomialDistribution(null, (int) (onlySynthetic + onlyTrain), 0.5)
                                        .cumulativeProbability((int) onlySynthetic - 1)
                        < ALARMS) {
            throw refusal("shares rows with synthetic: " + (onlySynthetic + both) + " of its " + distinct.length
                    + " different rows are among " + rows + " synthetic rows, but " + (onlyTrain + both)
                    + " among as many training rows");
        }
    }

    private static IllegalArgumentException refusal(String what) {
        return new IllegalArgumentException("the holdout table is not apart from the others: it " + what
                + ". Usefulness can only be judged on rows that neither the generator nor the synthetic table has seen:"
                + " give real rows that were kept from both");
    }
}
