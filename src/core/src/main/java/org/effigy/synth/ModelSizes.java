package org.effigy.synth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.model.JunctionTree;

/**
 * How large a model would be if one more marginal were measured. Most marginals are seen to fit without a plan: if each
 * clique between their columns took in all of them, that would be a junction tree too.
 */
final class ModelSizes {
    /** Plans come from rules of thumb, and have been seen to be larger than what is seen without one; never so much. */
    private static final double MARGIN = 4;

    private final Domain domain;
    private final List<Clique> measured;
    private final JunctionTree tree;
    /** For each column the numbers of the cliques that have it. */
    private final List<List<Integer>> holders;

    /** For each column the number of a clique that has it. */
    private final int[] homes;
    /** For each clique the root above it. */
    private final int[] roots;

    /**
     * Sizes of models of some marginals and one more.
     *
     * @param tree of these marginals
     */
    ModelSizes(Domain domain, List<Clique> measured, JunctionTree tree) {
        this.domain = domain;
        this.measured = List.copyOf(measured);
        this.tree = tree;
        this.holders = new ArrayList<>();
        for (int column = 0; column < domain.size(); column++) {
            holders.add(new ArrayList<>());
        }
        for (int c = 0; c < tree.cliques().size(); c++) {
            for (int column : tree.cliques().get(c).toArray()) {
                holders.get(column).add(c);
            }
        }
        this.homes = holders.stream()
                .mapToInt(all -> all.stream()
                        .min(Comparator.comparingLong(
                                c -> domain.cells(tree.cliques().get(c))))
                        .orElseThrow())
                .toArray();
        this.roots = new int[tree.cliques().size()];
        for (int c = 0; c < roots.length; c++) {
            roots[c] = tree.parent(c) < 0 ? c : roots[tree.parent(c)];
        }
    }

    /** Whether the junction tree has at most so many cells with this marginal, or none more than it has now. */
    boolean fits(Clique more, double limit) {
        if (covers(more) || MARGIN * widened(more) <= limit) {
            return true;
        }
        List<Clique> all = new ArrayList<>(measured);
        all.add(more);
        return JunctionTree.plan(domain, all).cells() <= limit;
    }

    /** Whether it is seen without a plan that there is a junction tree of so many cells with this marginal. */
    boolean isSeenToFit(Clique more, double limit) {
        return covers(more) || widened(more) <= limit;
    }

    private boolean covers(Clique more) {
        return more.size() == 0
                || holders.get(more.get(0)).stream()
                        .anyMatch(c -> more.isSubsetOf(tree.cliques().get(c)));
    }

    /** Cells of the tree in which the cliques between these columns take in all of them. */
    double widened(Clique more) {
        Set<Integer> between = new TreeSet<>();
        int[] columns = more.toArray();
        for (int i = 0; i < columns.length; i++) {
            between.add(homes[columns[i]]);
            for (int j = 0; j < i; j++) {
                mark(between, homes[columns[i]], homes[columns[j]]);
            }
        }
        // Where the columns are in several trees, the marginal itself may be what joins them.
        double cells = (double) tree.cells() + domain.cells(more);
        for (int c : between) {
            Clique clique = tree.cliques().get(c);
            cells += (double) domain.cells(clique.union(more)) - domain.cells(clique);
        }
        return cells;
    }

    /** Marks the cliques on the way from one to another; none if there is no way. */
    private void mark(Set<Integer> between, int from, int to) {
        int a = from;
        int b = to;
        while (a != b && roots[from] == roots[to]) {
            // A parent's number is below its child's, so the larger one of two different numbers is not above the
            // other.
            if (a > b) {
                between.add(a);
                a = tree.parent(a);
            } else {
                between.add(b);
                b = tree.parent(b);
            }
        }
        between.add(a);
    }
}
