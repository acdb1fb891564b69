package org.effigy.synth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;

/**
 * Columns that hang together by chosen pairs: the trees that still grow, each a list of columns. Columns of one value
 * hang together with nothing and are left out. A value.
 */
final class Forest {
    /** Smallest first, and by first column where equal. */
    private final List<List<Integer>> trees;

    private Forest(List<List<Integer>> trees) {
        this.trees = trees.stream()
                .sorted(Comparator.<List<Integer>>comparingInt(List::size).thenComparing(tree -> tree.get(0)))
                .toList();
    }

    /** Each column by itself. */
    static Forest of(Domain domain) {
        return new Forest(IntStream.range(0, domain.size())
                .filter(column -> domain.attribute(column).size() > 1)
                .mapToObj(List::of)
                .toList());
    }

    /** How many trees there are. */
    int trees() {
        return trees.size();
    }

    /** The pairs that lead from the smallest tree to another one. */
    List<Clique> ways() {
        List<Clique> ways = new ArrayList<>();
        for (int from : trees.get(0)) {
            for (List<Integer> tree : trees.subList(1, trees.size())) {
                for (int to : tree) {
                    ways.add(Clique.of(from, to));
                }
            }
        }
        return ways;
    }

    /** The smallest tree joined with the one that this pair leads to: one tree less. */
    Forest with(Clique pair) {
        List<List<Integer>> left = new ArrayList<>(trees);
        List<Integer> grown = new ArrayList<>();
        for (List<Integer> tree : trees) {
            if (tree.contains(pair.get(0)) || tree.contains(pair.get(1))) {
                grown.addAll(tree);
                left.remove(tree);
            }
        }
        left.add(grown);
        return new Forest(left);
    }

    /** Without the smallest tree, which is done: one tree less. */
    Forest withoutSmallest() {
        return new Forest(trees.subList(1, trees.size()));
    }
}
