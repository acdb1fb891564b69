package org.effigy.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Layout;
import org.effigy.parallel.Workers;

/**
 * A distribution over a domain, given as a product of factors over some cliques, and a number of rows. Immutable, and
 * calibrated when it is made: marginals inside the junction tree's cliques cost next to nothing, others a variable
 * elimination over the part of the tree between their attributes.
 */
public final class MarkovRandomField implements Distribution {
    private final JunctionTree tree;
    private final List<Factor> potentials;
    private final double total;
    private final int[] homes;
    private final List<List<Integer>> neighbours;
    /** Probabilities of each potential's clique. */
    private final double[][] marginals;
    /** Linear tables and messages; absent where their products underflow. */
    private final Optional<Linear> linear;

    private final Optional<LogPropagation> logarithmic;
    private final double logTotal;
    private Reach reach;

    private record Linear(double[][] factors, double[][] up, double[][] down) {}

    private MarkovRandomField(JunctionTree tree, List<Factor> potentials, double total) {
        this.tree = tree;
        this.potentials = potentials;
        this.total = total;
        List<Clique> cliques = potentials.stream().map(Factor::clique).toList();
        this.neighbours = tree.neighbours();
        this.homes = cliques.stream().mapToInt(tree::home).toArray();
        double[][] factors = potentials.stream()
                .map(potential -> potential.plus(-potential.max()).exp().toArray())
                .toArray(double[][]::new);
        try (Workers workers = Workers.of(1)) {
            Propagation propagation = new Propagation(tree, cliques, workers);
            if (propagation.run(factors)) {
                this.marginals = propagation.marginals();
                this.linear = Optional.of(new Linear(factors, propagation.up(), propagation.down()));
                this.logarithmic = Optional.empty();
                this.logTotal = propagation.logTotal()
                        + potentials.stream().mapToDouble(Factor::max).sum();
            } else {
                LogPropagation safe = new LogPropagation(tree, potentials);
                this.marginals = safe.marginals();
                this.linear = Optional.empty();
                this.logarithmic = Optional.of(safe);
                this.logTotal = safe.logTotal();
            }
        }
    }

    /**
     * The field of these factors.
     *
     * @param potentials logarithms of the factors; minus infinity for a cell that cannot be
     * @param total the number of rows, above 0
     * @throws IllegalArgumentException if the total is not a positive finite number, a potential has another domain, an
     *     infinite cell or none that can be, or all together leave no possible record
     * @throws TreeTooLargeException if the junction tree has more cells than {@link JunctionTree#defaultLimit}
     */
    public static MarkovRandomField of(Domain domain, Collection<Factor> potentials, double total) {
        List<Clique> cliques = potentials.stream().map(Factor::clique).toList();
        JunctionTree tree = JunctionTree.plan(domain, cliques).requireCellsAtMost(JunctionTree.defaultLimit());
        return of(tree, potentials, total);
    }

    static MarkovRandomField of(JunctionTree tree, Collection<Factor> potentials, double total) {
        if (!(total > 0) || !Double.isFinite(total)) {
            throw new IllegalArgumentException(
                    "the total is a positive finite number of rows; " + total + " was given");
        }
        for (Factor potential : potentials) {
            if (!potential.domain().equals(tree.domain())) {
                throw new IllegalArgumentException(potential + " is of another domain than the field");
            }
            if (!Double.isFinite(potential.max())) {
                throw new IllegalArgumentException("the largest cell of " + potential + " is " + potential.max()
                        + "; logarithms of factors are finite, or minus infinity where a cell cannot be");
            }
        }
        return new MarkovRandomField(tree, List.copyOf(potentials), total);
    }

    /** The attributes. */
    @Override
    public Domain domain() {
        return tree.domain();
    }

    /** The tree on which the field is calibrated. */
    public JunctionTree tree() {
        return tree;
    }

    /** The logarithms of the factors; with the domain and the total they are all of the field. */
    public List<Factor> potentials() {
        return potentials;
    }

    /** The number of rows that the marginals sum to. */
    @Override
    public double total() {
        return total;
    }

    /** The logarithm of the sum of the factors' product over all records. */
    double logTotal() {
        return logTotal;
    }

    @Override
    public RecordSampler sampler() {
        return RecordSampler.of(this);
    }

    /**
     * The expected counts of a clique's cells.
     *
     * @throws IllegalArgumentException if the clique has a position that the domain lacks, or more cells than an array
     *     can hold
     */
    public Factor marginal(Clique clique) {
        Domain domain = tree.domain();
        requireInDomain(clique);
        Optional<Integer> measured = IntStream.range(0, potentials.size())
                .boxed()
                .filter(f -> clique.isSubsetOf(potentials.get(f).clique()))
                .min((f, g) -> Integer.compare(
                        potentials.get(f).cells(), potentials.get(g).cells()));
        if (measured.isPresent()) {
            Factor over = Factor.of(domain, potentials.get(measured.get()).clique(), marginals[measured.get()]);
            return over.project(clique).times(total);
        }
        Factor shape = probability(clique);
        return shape.times(total / shape.total());
    }

    /**
     * The expected counts of some attributes with each of several others, as {@link #marginal} of each union: cheaper by
     * far where these are many.
     *
     * @param from attributes, best such that a clique of the tree holds them, as it holds single ones; not empty
     * @param others sets of attributes, each not empty
     * @return one factor for each of the others, in their order
     * @throws IllegalArgumentException if one of them is empty, has a position that the domain lacks, or more cells with the
     *     first than an array can hold
     */
    public List<Factor> marginals(Clique from, List<Clique> others) {
        requireInDomain(from);
        others.forEach(this::requireInDomain);
        if (from.size() == 0 || others.stream().anyMatch(other -> other.size() == 0)) {
            throw new IllegalArgumentException("marginals of attributes with others need an attribute on both sides");
        }
        others.forEach(other -> Layout.of(domain(), from.union(other)));
        return reach().marginals(from, others);
    }

    /** Made when it is first asked for. */
    private synchronized Reach reach() {
        if (reach == null) {
            reach = new Reach(this);
        }
        return reach;
    }

    /**
     * The expected counts of some of a clique's cells: cheaper than {@link #marginal} where these are few of many, as
     * the cells that hold rows of a table often are.
     *
     * @param cells places in the clique's table, row-major; in any order, repeats allowed
     * @throws IllegalArgumentException if the clique has a position that the domain lacks, or more cells than an array
     *     can hold
     * @throws IndexOutOfBoundsException if there is no such cell
     */
    public double[] marginalAt(Clique clique, int[] cells) {
        requireInDomain(clique);
        Layout layout = Layout.of(domain(), clique);
        for (int cell : cells) {
            Objects.checkIndex(cell, layout.cells());
        }
        boolean fewer = linear.isPresent() && cells.length > 0 && Lookup.isCheaper(this, clique, cells.length);
        Optional<double[]> few = fewer ? Lookup.counts(this, clique, cells) : Optional.empty();
        return few.orElseGet(() -> {
            Factor all = marginal(clique);
            return IntStream.of(cells).mapToDouble(all::value).toArray();
        });
    }

    private void requireInDomain(Clique clique) {
        if (clique.size() > 0 && clique.get(clique.size() - 1) >= domain().size()) {
            throw new IllegalArgumentException("the clique " + clique + " has a position that is not in the domain of "
                    + domain().size() + " attributes");
        }
    }

    /** The tables whose product is the distribution of the part of the tree that has a clique, up to a constant. */
    Optional<Lookup.Tables> tables(Clique clique) {
        return linear.map(known -> {
            Lookup.Tables tables = new Lookup.Tables(new ArrayList<>(), new ArrayList<>());
            collect(known, part(clique), tables.cliques(), tables.values());
            return tables;
        });
    }

    /** Probabilities of a clique's cells, up to a constant. */
    private Factor probability(Clique clique) {
        boolean[] inside = part(clique);
        Optional<Factor> fast = linear.flatMap(known -> {
            List<Clique> cliques = new ArrayList<>();
            List<double[]> tables = new ArrayList<>();
            collect(known, inside, cliques, tables);
            return Elimination.marginal(domain(), cliques, tables, clique)
                    .map(found -> Factor.of(domain(), clique, found.values()));
        });
        return fast.orElseGet(() -> {
            LogPropagation safe = logarithmic.orElseGet(() -> new LogPropagation(tree, potentials));
            Factor logs = Elimination.logMarginal(domain(), safe.part(inside), clique);
            return logs.plus(-logs.max()).exp();
        });
    }

    /** The factors inside a part of the tree, and the messages into it. */
    private void collect(Linear known, boolean[] inside, List<Clique> cliques, List<double[]> tables) {
        for (int f = 0; f < homes.length; f++) {
            if (inside[homes[f]]) {
                cliques.add(potentials.get(f).clique());
                tables.add(known.factors[f]);
            }
        }
        for (int c = 0; c < inside.length; c++) {
            int parent = tree.parent(c);
            if (parent >= 0 && inside[c] != inside[parent]) {
                cliques.add(tree.separator(c));
                tables.add(inside[c] ? known.down[c] : known.up[c]);
            }
        }
    }

    /** The smallest part of the tree that has all of a clique's attributes and is connected where the tree is. */
    private boolean[] part(Clique clique) {
        int n = tree.cliques().size();
        boolean[] inside = new boolean[n];
        int[] degree = new int[n];
        Arrays.fill(inside, true);
        Deque<Integer> leaves = new ArrayDeque<>();
        for (int c = 0; c < n; c++) {
            degree[c] = neighbours.get(c).size();
            if (degree[c] <= 1) {
                leaves.add(c);
            }
        }
        while (!leaves.isEmpty()) {
            int leaf = leaves.remove();
            if (!inside[leaf]) {
                continue;
            }
            Clique needed = tree.cliques().get(leaf).intersect(clique);
            Optional<Integer> next =
                    neighbours.get(leaf).stream().filter(c -> inside[c]).findFirst();
            Clique elsewhere = next.map(c -> tree.cliques().get(c)).orElse(Clique.EMPTY);
            if (needed.isSubsetOf(elsewhere)) {
                inside[leaf] = false;
                next.ifPresent(c -> {
                    if (--degree[c] == 1) {
                        leaves.add(c);
                    }
                });
            }
        }
        return inside;
    }

    /** The probabilities of a tree clique's cells, up to a constant. */
    Factor belief(int c) {
        boolean[] inside = new boolean[tree.cliques().size()];
        inside[c] = true;
        Clique clique = tree.cliques().get(c);
        if (linear.isPresent()) {
            List<Clique> cliques = new ArrayList<>();
            List<double[]> tables = new ArrayList<>();
            collect(linear.get(), inside, cliques, tables);
            Optional<Elimination> found = Elimination.marginal(domain(), cliques, tables, clique);
            if (found.isPresent()) {
                return Factor.of(domain(), clique, found.get().values());
            }
        }
        Factor logs = logarithmic
                .orElseGet(() -> new LogPropagation(tree, potentials))
                .logBelief(c);
        return logs.plus(-logs.max()).exp();
    }

    /** The domain's size, the tree's cells and the total. */
    @Override
    public String toString() {
        return "MarkovRandomField[" + domain().size() + " attributes, " + tree.cells() + " cells, total " + total + "]";
    }
}
