package org.effigy.measure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.effigy.domain.Domain;
import org.effigy.domain.MarginalSource;

/**
 * A question to the door: the sums over all rows of the products of coordinates of different columns. Each of the first
 * columns is multiplied with every other column, the second ones with the first ones alone. Public.
 *
 * @param first columns of which each is multiplied with all others
 * @param second columns that are multiplied with the first ones, and not among themselves
 */
public record Scatter(List<Coordinates> first, List<Coordinates> second) {
    /** @throws IllegalArgumentException if a column stands twice, or there is no pair */
    public Scatter {
        first = List.copyOf(first);
        second = List.copyOf(second);
        Set<Integer> seen = new HashSet<>();
        for (Coordinates one : first) {
            requireNew(seen, one);
        }
        for (Coordinates one : second) {
            requireNew(seen, one);
        }
        if (first.isEmpty() || seen.size() < 2) {
            throw new IllegalArgumentException("a scatter matrix needs two columns, one of them among the first");
        }
    }

    private static void requireNew(Set<Integer> seen, Coordinates one) {
        if (!seen.add(one.column())) {
            throw new IllegalArgumentException(
                    "column " + one.column() + " stands twice in the scatter matrix: give it all its coordinates once");
        }
    }

    /** The number of columns. */
    public int columns() {
        return first.size() + second.size();
    }

    /** The column at a place: the first ones come first. */
    public Coordinates column(int place) {
        return place < first.size() ? first.get(place) : second.get(place - first.size());
    }

    /** The question in words, as a ledger has it. */
    String words() {
        return "scatter of " + first.size() + " columns"
                + (second.isEmpty() ? "" : " with " + second.size() + " others");
    }

    /** The number of sums. */
    long entries() {
        long entries = 0;
        for (int i = 0; i < first.size(); i++) {
            for (int j = i + 1; j < columns(); j++) {
                entries += (long) column(i).size() * column(j).size();
            }
        }
        return entries;
    }

    void check(Domain domain) {
        for (int i = 0; i < columns(); i++) {
            Coordinates one = column(i);
            if (one.column() < 0 || one.column() >= domain.size()) {
                throw new IllegalArgumentException(
                        "there is no column " + one.column() + " in the domain; it has " + domain.size());
            }
            int size = domain.attribute(one.column()).size();
            if (one.codes() != size) {
                throw new IllegalArgumentException("the coordinates of '"
                        + domain.attribute(one.column()).name() + "' have values for " + one.codes()
                        + " codes; the column has " + size);
            }
        }
        requireRoom();
    }

    void requireRoom() {
        if (entries() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("the scatter matrix has " + entries()
                    + " sums, more than an array can hold: take fewer columns or coordinates");
        }
    }

    /** The sums, pair by pair: {@code (0, 1), (0, 2), .. (1, 2), ..}, in each the first column's coordinate slowest. */
    long[] sums(MarginalSource source) {
        List<Long> sums = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            for (int j = i + 1; j < columns(); j++) {
                Coordinates a = column(i);
                Coordinates b = column(j);
                for (int f = 0; f < a.size(); f++) {
                    long[] byCode = source.sums(a.column(), a.values(f), b.column());
                    if (byCode.length != b.codes()) {
                        throw new IllegalStateException("the source of the rows sums for " + byCode.length
                                + " codes of a column that has " + b.codes()
                                + ": mend the source; nothing of it was given out");
                    }
                    for (int g = 0; g < b.size(); g++) {
                        sums.add(b.sum(g, byCode));
                    }
                }
            }
        }
        return sums.stream().mapToLong(Long::longValue).toArray();
    }
}
