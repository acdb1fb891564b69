package org.effigy.measure;

import java.util.Arrays;
import java.util.List;
import org.effigy.domain.Attribute;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;

/**
 * A question to the door: for each pair of some ordered columns, how many pairs of rows agree about the order in both
 * columns, less how many disagree, in a random sample of the rows. Kendall's tau is that over the number of pairs of
 * rows. Ties and missing values count as nothing. Public.
 *
 * @param columns positions in the domain of ordered columns or such of two values, at least two, distinct
 * @param rows how many rows are sampled at most, at least 2; all if there are fewer
 */
public record Concordance(List<Integer> columns, int rows) {
    /** So many columns have pairs that an array holds. */
    private static final int MOST = 60_000;

    /** @throws IllegalArgumentException if there are fewer than two columns or rows, or a column stands twice */
    public Concordance {
        columns = List.copyOf(columns);
        if (columns.size() < 2 || columns.stream().distinct().count() < columns.size()) {
            throw new IllegalArgumentException(
                    "ranks are compared between two or more different columns, not " + columns);
        }
        if (columns.size() > MOST) {
            throw new IllegalArgumentException(
                    "ranks are compared between at most " + MOST + " columns, not " + columns.size() + ": take fewer");
        }
        if (rows < 2) {
            throw new IllegalArgumentException("ranks are compared between two or more rows, not " + rows);
        }
    }

    /** The question in words, as a ledger has it. */
    String words() {
        return "concordance of " + columns.size() + " columns in " + rows + " rows";
    }

    /** The number of pairs of columns. */
    long pairs() {
        return columns.size() * (columns.size() - 1L) / 2;
    }

    void check(Domain domain) {
        for (int column : columns) {
            if (column < 0 || column >= domain.size()) {
                throw new IllegalArgumentException(
                        "there is no column " + column + " in the domain; it has " + domain.size());
            }
            if (values(domain.attribute(column)) == 0) {
                throw new IllegalArgumentException(
                        "column '" + domain.attribute(column).name() + "' has no order: its values have no ranks");
            }
        }
    }

    /** How many codes have a rank: all of two, which need no order, or all but the one for missing values. */
    private static int values(Attribute attribute) {
        return !attribute.isOrdered() && attribute.size() == 2 ? 2 : attribute.ordered();
    }

    /** Concordant less discordant pairs of rows for the pairs of columns {@code (0, 1), (0, 2), .. (1, 2), ..}. */
    long[] counts(Records sample) {
        long[] counts = new long[Math.toIntExact(pairs())];
        int at = 0;
        for (int i = 0; i < columns.size(); i++) {
            long[] byFirst = sorted(sample, columns.get(i));
            for (int j = i + 1; j < columns.size(); j++) {
                counts[at++] = count(sample, byFirst, columns.get(j));
            }
        }
        return counts;
    }

    /** The rows in which a column is not missing, by its code: the code in the upper half, the row in the lower. */
    private static long[] sorted(Records sample, int column) {
        int values = values(sample.domain().attribute(column));
        long[] keys = new long[sample.rows()];
        int present = 0;
        for (int row = 0; row < keys.length; row++) {
            int code = sample.code(row, column);
            if (code < values) {
                keys[present++] = (long) code << 32 | row;
            }
        }
        Arrays.sort(keys, 0, present);
        return Arrays.copyOf(keys, present);
    }

    /** Rows by the first column, group by group of equal ones; those before are counted by the other in a Fenwick tree. */
    private static long count(Records sample, long[] byFirst, int other) {
        int values = values(sample.domain().attribute(other));
        int[] tree = new int[values + 1];
        long before = 0;
        long count = 0;
        for (int start = 0, end = 0; start < byFirst.length; start = end) {
            while (end < byFirst.length && byFirst[end] >>> 32 == byFirst[start] >>> 32) {
                int code = sample.code((int) byFirst[end++], other);
                if (code < values) {
                    count += below(tree, code) - (before - below(tree, code + 1));
                }
            }
            for (int i = start; i < end; i++) {
                int code = sample.code((int) byFirst[i], other);
                if (code < values) {
                    before++;
                    for (int node = code + 1; node < tree.length; node += node & -node) {
                        tree[node]++;
                    }
                }
            }
        }
        return count;
    }

    private static long below(int[] tree, int code) {
        long below = 0;
        for (int node = code; node > 0; node -= node & -node) {
            below += tree[node];
        }
        return below;
    }
}
