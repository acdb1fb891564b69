package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Records;

/**
 * The plan of exact inference in a model: cliques that hold all measured ones, joined so that the cliques with a given
 * attribute are connected (Lauritzen and Spiegelhalter 1988). Every attribute of the domain is in it; parts that have
 * nothing in common are trees of their own. Making one allocates no table, whatever its size.
 */
public final class JunctionTree {
    private final Domain domain;
    private final List<Clique> measured;
    private final List<Clique> cliques;
    private final int[] parents;
    private final long cells;

    private JunctionTree(Domain domain, List<Clique> measured, List<Clique> cliques, int[] parents) {
        this.domain = domain;
        this.measured = measured;
        this.cliques = cliques;
        this.parents = parents;
        long sum = 0;
        for (Clique clique : cliques) {
            long more = domain.cells(clique);
            sum = sum > Long.MAX_VALUE - more ? Long.MAX_VALUE : sum + more;
        }
        this.cells = sum;
    }

    /**
     * A tree for a model with these cliques; the same for the same cliques in any order.
     *
     * @throws IllegalArgumentException if a clique has a position that the domain lacks
     */
    public static JunctionTree plan(Domain domain, Collection<Clique> cliques) {
        Objects.requireNonNull(domain, "domain");
        List<Clique> measured = cliques.stream().distinct().sorted().toList();
        for (Clique clique : measured) {
            if (clique.size() > 0 && clique.get(clique.size() - 1) >= domain.size()) {
                throw new IllegalArgumentException("the clique " + clique + " has a position that is not in the domain "
                        + "of " + domain.size() + " attributes");
            }
        }
        EliminationOrder elimination = EliminationOrder.best(domain, measured);
        int[] parent = elimination.parents();
        int n = parent.length;
        BitSet[] buckets = new BitSet[n];
        // A bucket whose rest is all of its parent takes the parent's place: only maximal cliques stay.
        int[] standsIn = IntStream.range(0, n).toArray();
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            buckets[i] = elimination.bucket(i);
        }
        for (int i = 0; i < n; i++) {
            int p = parent[i];
            if (p >= 0 && standsIn[p] == p && buckets[p].cardinality() == buckets[i].cardinality() - 1) {
                standsIn[p] = standsIn[i];
            }
            if (standsIn[i] == i) {
                kept.add(i);
            }
        }
        // Up from a clique past the buckets that it took in, to the clique that stands for the next one.
        int[] up = new int[n];
        for (int i : kept) {
            int p = parent[i];
            while (p >= 0 && standsIn[p] == i) {
                p = parent[p];
            }
            up[i] = p < 0 ? -1 : standsIn[p];
        }
        return arrange(domain, measured, kept, buckets, up);
    }

    /** Numbers the cliques so that a parent stands before its children. */
    private static JunctionTree arrange(
            Domain domain, List<Clique> measured, List<Integer> kept, BitSet[] buckets, int[] up) {
        int[] depth = new int[buckets.length];
        for (int i : kept) {
            for (int a = up[i]; a >= 0; a = up[a]) {
                depth[i]++;
            }
        }
        List<Integer> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.comparingInt((Integer i) -> depth[i]).thenComparingInt(i -> i));
        int[] number = new int[buckets.length];
        for (int i = 0; i < sorted.size(); i++) {
            number[sorted.get(i)] = i;
        }
        List<Clique> cliques = sorted.stream()
                .map(i -> Clique.of(buckets[i].stream().toArray()))
                .toList();
        int[] parents =
                sorted.stream().mapToInt(i -> up[i] < 0 ? -1 : number[up[i]]).toArray();
        return new JunctionTree(domain, measured, cliques, parents);
    }

    /** The attributes that the tree is about. */
    public Domain domain() {
        return domain;
    }

    /** The maximal cliques; a parent stands before its children. */
    public List<Clique> cliques() {
        return cliques;
    }

    /** The number of the parent of the {@code i}-th clique, or -1 if it is a root. */
    public int parent(int i) {
        return parents[i];
    }

    /** What the {@code i}-th clique has in common with its parent; empty for a root. */
    public Clique separator(int i) {
        return parents[i] < 0 ? Clique.EMPTY : cliques.get(i).intersect(cliques.get(parents[i]));
    }

    /** The cells of all cliques' tables together; {@link Long#MAX_VALUE} if more than that. */
    public long cells() {
        return cells;
    }

    /** Whether some clique of the tree holds all of this one. */
    public boolean covers(Clique clique) {
        return cliques.stream().anyMatch(clique::isSubsetOf);
    }

    /**
     * The number of the smallest clique that holds all of this one, the first of equals.
     *
     * @throws IllegalArgumentException if none does
     */
    public int home(Clique clique) {
        return IntStream.range(0, cliques.size())
                .filter(i -> clique.isSubsetOf(cliques.get(i)))
                .boxed()
                .min(Comparator.comparingLong(i -> domain.cells(cliques.get(i))))
                .orElseThrow(() -> new IllegalArgumentException("no clique of the tree holds " + domain.describe(clique)
                        + ": plan the tree with it, or ask for a marginal across cliques"));
    }

    /** As many cells as fill a quarter of the heap that this JVM may take: the limit where none is given. */
    public static long defaultLimit() {
        return Math.max(1L << 20, Runtime.getRuntime().maxMemory() / 4 / Double.BYTES);
    }

    /**
     * This tree, if it has at most this many cells and each clique's table fits an array.
     *
     * @param limit cells of all cliques' tables together
     * @throws TreeTooLargeException otherwise, naming the largest clique and the measured ones that force it
     */
    public JunctionTree requireCellsAtMost(long limit) {
        Clique largest = Collections.max(cliques.isEmpty() ? List.of(Clique.EMPTY) : cliques, bySize());
        long most = domain.cells(largest);
        if (cells <= limit && most <= Records.MAX_CELLS) {
            return this;
        }
        List<Clique> forcing = measured.stream()
                .filter(clique -> clique.intersect(largest).size() >= Math.min(2, largest.size()))
                .sorted(bySize().reversed())
                .toList();
        String named = forcing.stream().limit(8).map(domain::describe).collect(Collectors.joining(", "));
        throw new TreeTooLargeException(
                "the model needs tables of " + count(cells) + " cells; the limit is "
                        + Math.min(limit, Records.MAX_CELLS)
                        + (cells <= limit ? " in one table" : "") + ". The largest table is of "
                        + domain.describe(largest) + " with " + count(most) + " cells; the measured cliques that force "
                        + "it are " + named + (forcing.size() > 8 ? " and " + (forcing.size() - 8) + " more" : "")
                        + ": leave one of them out, merge values, or raise the limit",
                cells,
                limit);
    }

    private Comparator<Clique> bySize() {
        return Comparator.comparingLong(domain::cells).thenComparing(Comparator.naturalOrder());
    }

    private static String count(long cells) {
        return cells == Long.MAX_VALUE ? "more than 9e18" : Long.toString(cells);
    }

    /** The cliques by name, each with its parent's number and its cells. */
    @Override
    public String toString() {
        return IntStream.range(0, cliques.size())
                .mapToObj(i -> i + (parents[i] < 0 ? "" : "<-" + parents[i]) + " " + domain.describe(cliques.get(i))
                        + " " + domain.cells(cliques.get(i)))
                .collect(Collectors.joining("\n"));
    }

    /** Where the cliques of each depth begin, roots first, and at the end the number of cliques. */
    int[] depths() {
        List<Integer> starts = new ArrayList<>();
        int[] depth = new int[parents.length];
        for (int c = 0; c < parents.length; c++) {
            depth[c] = parents[c] < 0 ? 0 : depth[parents[c]] + 1;
            if (c == 0 || depth[c] > depth[c - 1]) {
                starts.add(c);
            }
        }
        starts.add(parents.length);
        return starts.stream().mapToInt(i -> i).toArray();
    }

    /** For each clique, the numbers of those whose parent it is. */
    List<List<Integer>> children() {
        List<List<Integer>> children = new ArrayList<>();
        for (int c = 0; c < parents.length; c++) {
            children.add(new ArrayList<>());
            if (parents[c] >= 0) {
                children.get(parents[c]).add(c);
            }
        }
        return children;
    }

    /** For each clique, the numbers of its parent and children. */
    List<List<Integer>> neighbours() {
        List<List<Integer>> neighbours = children();
        for (int c = 0; c < parents.length; c++) {
            if (parents[c] >= 0) {
                neighbours.get(c).add(parents[c]);
            }
        }
        return neighbours;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JunctionTree tree
                && domain.equals(tree.domain)
                && cliques.equals(tree.cliques)
                && Arrays.equals(parents, tree.parents);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, cliques);
    }
}
