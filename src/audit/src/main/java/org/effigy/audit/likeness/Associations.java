package org.effigy.audit.likeness;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Internal;

/** How strongly the columns of one table go together, by measure and pair. */
@Internal
public final class Associations {
    /** Groups of rows that a jackknife leaves out in turn. */
    public static final int GROUPS = 20;

    private final Map<Association, double[][]> strengths;

    private Associations(Map<Association, double[][]> strengths) {
        this.strengths = strengths;
    }

    /**
     * Measures a table. Linear in rows and pairs.
     *
     * @param pairs two columns each
     * @param group the group of each row
     * @param groups how many; 0 for no jackknife
     */
    public static Associations of(AuditTable table, BinnedTable binned, List<int[]> pairs, byte[] group, int groups) {
        List<AuditColumn> columns = table.columns();
        double[][] ranks = columns.parallelStream()
                .map(column -> column instanceof AuditColumn.Numbers numbers && isComplete(numbers)
                        ? Ranks.of(numbers.values())
                        : new double[0])
                .toArray(double[][]::new);
        Map<Association, double[][]> strengths = new EnumMap<>(Association.class);
        for (Association kind : Association.values()) {
            strengths.put(kind, new double[pairs.size()][]);
        }
        IntStream.range(0, pairs.size()).parallel().forEach(p -> {
            int i = pairs.get(p)[0];
            int j = pairs.get(p)[1];
            for (Association kind : Association.values()) {
                if (kind.isDefined(columns.get(i), columns.get(j))) {
                    strengths.get(kind)[p] = measure(kind, columns, binned, ranks, i, j, group, groups);
                }
            }
        });
        return new Associations(strengths);
    }

    private static double[] measure(
            Association kind,
            List<AuditColumn> columns,
            BinnedTable binned,
            double[][] ranks,
            int i,
            int j,
            byte[] group,
            int groups) {
        AuditColumn one = columns.get(i);
        AuditColumn other = columns.get(j);
        switch (kind) {
            case PEARSON:
                return Moments.correlation(values(one), values(other), group, groups);
            case SPEARMAN:
                if (ranks[i].length > 0 && ranks[j].length > 0) {
                    return Moments.correlation(ranks[i], ranks[j], group, groups);
                }
                // Ranks are among the rows in which both are present.
                return Moments.correlation(
                        Ranks.of(where(values(one), other)), Ranks.of(where(values(other), one)), group, groups);
            case CRAMERS_V:
                AuditColumn.Categories a = (AuditColumn.Categories) one;
                AuditColumn.Categories b = (AuditColumn.Categories) other;
                return PairCounts.of(
                                a.codes(),
                                a.labels().size(),
                                b.codes(),
                                b.labels().size(),
                                group,
                                groups)
                        .evaluate(PairCounts::cramersV);
            case CORRELATION_RATIO:
                boolean first = one instanceof AuditColumn.Categories;
                AuditColumn.Categories category = (AuditColumn.Categories) (first ? one : other);
                return Moments.correlationRatio(
                        category.codes(), category.labels().size(), values(first ? other : one), group, groups);
            case MUTUAL_INFORMATION:
                return PairCounts.of(
                                binned.columns()[i],
                                binned.sizes()[i],
                                binned.columns()[j],
                                binned.sizes()[j],
                                group,
                                groups)
                        .evaluate(PairCounts::mutualInformation);
        }
        throw new IllegalStateException("no such measure: " + kind);
    }

    private static double[] values(AuditColumn column) {
        return ((AuditColumn.Numbers) column).values();
    }

    private static boolean isComplete(AuditColumn.Numbers column) {
        for (double value : column.values()) {
            if (Double.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    private static double[] where(double[] values, AuditColumn present) {
        double[] kept = values.clone();
        for (int row = 0; row < kept.length; row++) {
            if (present.isMissing(row)) {
                kept[row] = Double.NaN;
            }
        }
        return kept;
    }

    /** The strength in a pair; NaN if it isn't defined in these rows, or between such columns. */
    public double value(Association kind, int pair) {
        double[] strength = strengths.get(kind)[pair];
        return strength == null ? Double.NaN : strength[0];
    }

    /** The strength without a group of rows; that of all rows where it isn't known. */
    private double without(Association kind, int pair, int group) {
        double[] strength = strengths.get(kind)[pair];
        return strength == null || strength.length < 2 + group || Double.isNaN(strength[1 + group])
                ? value(kind, pair)
                : strength[1 + group];
    }

    /**
     * The deviation of a statistic by chance: a jackknife over groups of rows.
     *
     * @param strength of all rows, then without each group; where one is not defined, that of all rows holds
     * @return NaN if there are no groups
     */
    public static double deviation(double[] strength) {
        return strength.length == 1
                ? Double.NaN
                : jackknife(
                        strength.length - 1,
                        group -> Double.isNaN(strength[1 + group]) ? strength[0] : strength[1 + group]);
    }

    /**
     * The mean absolute difference between this table, which is real, and another, over the pairs in which a measure is
     * defined here; a pair in which the other doesn't vary counts as strength 0 there. NaN if there is no pair.
     */
    double difference(Association kind, Associations other) {
        return difference(kind, other, -1, -1);
    }

    /** The deviation of {@link #difference} by chance in both tables. */
    double differenceDeviation(Association kind, Associations other, int groups) {
        double here = jackknife(groups, group -> difference(kind, other, group, -1));
        double there = jackknife(groups, group -> difference(kind, other, -1, group));
        return Math.sqrt(here * here + there * there);
    }

    private double difference(Association kind, Associations other, int withoutHere, int withoutThere) {
        double sum = 0;
        int count = 0;
        for (int p = 0; p < strengths.get(kind).length; p++) {
            if (!Double.isNaN(value(kind, p))) {
                double here = withoutHere < 0 ? value(kind, p) : without(kind, p, withoutHere);
                double there = withoutThere < 0 ? other.value(kind, p) : other.without(kind, p, withoutThere);
                sum += Math.abs(here - (Double.isNaN(there) ? 0 : there));
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private interface OfGroup {
        double of(int group);
    }

    private static double jackknife(int groups, OfGroup statistic) {
        double[] values = IntStream.range(0, groups).mapToDouble(statistic::of).toArray();
        double mean =
                IntStream.range(0, groups).mapToDouble(g -> values[g]).average().orElse(Double.NaN);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt((groups - 1.0) / groups * squares);
    }
}
