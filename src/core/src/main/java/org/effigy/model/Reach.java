package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Layout;

/**
 * The marginals of some attributes with each of many others, across the junction tree: what is known of the first is
 * carried from clique to clique, each time through what a separator says of the next one. One walk over the tree serves
 * all, where an elimination for each of {@code d^2 / 2} pairs would take {@code d} steps each.
 *
 * <p>With {@code J(f, s)} the probability of the cells {@code f} of the first attributes and {@code s} of the separator
 * through which a clique is entered, any set {@code t} of the clique's attributes has {@code J(f, t) = sum over s of
 * J(f, s) p(t | s)}, since {@code s} holds all that the two sides have in common.
 */
final class Reach {
    /** Numbers of conditional tables kept; others are made again when they are needed. */
    private static final long ROOM = 1L << 23;

    private final MarkovRandomField field;
    private final Domain domain;
    private final List<List<Integer>> neighbours;
    private final List<List<Integer>> holders;
    private final Factor[] beliefs;
    private final Map<Entry, Passage> passages = new HashMap<>();
    private final Map<Clique, OptionalInt> homes = new HashMap<>();
    private final Map<Clique, double[]> alone = new HashMap<>();
    private long kept;

    /** A clique of the tree, entered through some of its attributes, for others of them. */
    private record Entry(int clique, Clique through, Clique to) {}

    /**
     * What the attributes through which a clique is entered say of others.
     *
     * @param given by their cells and those of the attributes that are not among them, {@code p(to | through)}
     * @param places of the first ones' cells in the table of what is asked for
     * @param steps of the others' cells in it
     * @param cells of what is asked for
     */
    private record Passage(double[] given, int[] places, int[] steps, int cells) {
        /** {@code J(f, to)} where a clique is entered through the first attributes themselves, of these probabilities. */
        double[] start(double[] own) {
            double[] passed = new double[Math.multiplyExact(own.length, cells)];
            for (int f = 0; f < own.length; f++) {
                for (int r = 0; r < steps.length; r++) {
                    passed[f * cells + places[f] + steps[r]] = own[f] * given[f * steps.length + r];
                }
            }
            return passed;
        }

        /** {@code J(f, to)} from {@code J(f, through)}, a row for each f. */
        double[] pass(double[] joint) {
            int rows = joint.length / places.length;
            double[] passed = new double[rows * cells];
            for (int f = 0; f < rows; f++) {
                for (int s = 0; s < places.length; s++) {
                    double share = joint[f * places.length + s];
                    if (share == 0) {
                        continue;
                    }
                    int at = f * cells + places[s];
                    int from = s * steps.length;
                    for (int r = 0; r < steps.length; r++) {
                        passed[at + steps[r]] += share * given[from + r];
                    }
                }
            }
            return passed;
        }
    }

    Reach(MarkovRandomField field) {
        this.field = field;
        this.domain = field.domain();
        this.neighbours = field.tree().neighbours();
        List<Clique> cliques = field.tree().cliques();
        this.beliefs = new Factor[cliques.size()];
        this.holders = new ArrayList<>();
        for (int attribute = 0; attribute < domain.size(); attribute++) {
            holders.add(new ArrayList<>());
        }
        for (int c = 0; c < cliques.size(); c++) {
            for (int attribute : cliques.get(c).toArray()) {
                holders.get(attribute).add(c);
            }
        }
    }

    /**
     * The expected counts of some attributes with each of several others.
     *
     * @param from not empty, like each of the others
     * @return one factor for each of the others, over its union with the first
     */
    synchronized List<Factor> marginals(Clique from, List<Clique> others) {
        OptionalInt root = home(from);
        Factor[] found = new Factor[others.size()];
        if (root.isPresent()) {
            walk(from, root.getAsInt(), others, found);
        }
        for (int i = 0; i < found.length; i++) {
            if (found[i] == null) {
                // In no clique by themselves.
                found[i] = field.marginal(from.union(others.get(i)));
            }
        }
        return Arrays.asList(found);
    }

    private void walk(Clique from, int root, List<Clique> others, Factor[] found) {
        int[] came = new int[beliefs.length];
        int[] order = order(root, came);
        boolean[] needed = new boolean[beliefs.length];
        Map<Integer, List<Integer>> wanted = new HashMap<>();
        double[] own = alone(from, root);
        for (int i = 0; i < found.length; i++) {
            OptionalInt home = home(others.get(i));
            if (home.isPresent() && came[home.getAsInt()] == UNSEEN) {
                found[i] = factor(from, others.get(i), apart(own, alone(others.get(i), home.getAsInt())));
            } else if (home.isPresent()) {
                wanted.computeIfAbsent(home.getAsInt(), c -> new ArrayList<>()).add(i);
                for (int c = home.getAsInt(); c >= 0 && !needed[c]; c = came[c]) {
                    needed[c] = true;
                }
            }
        }
        double[][] joint = new double[beliefs.length][];
        for (int c : order) {
            if (!needed[c]) {
                continue;
            }
            Clique through = c == root ? from : separator(came[c], c);
            double[] at = joint[c];
            Function<Clique, double[]> reached = c == root
                    ? to -> passage(c, through, to).start(own)
                    : to -> passage(c, through, to).pass(at);
            for (int i : wanted.getOrDefault(c, List.of())) {
                found[i] = factor(from, others.get(i), reached.apply(others.get(i)));
            }
            for (int next : neighbours.get(c)) {
                if (needed[next] && came[next] == c) {
                    joint[next] = reached.apply(separator(c, next));
                }
            }
            joint[c] = null;
        }
    }

    private static final int UNSEEN = -2;

    /** The cliques of the tree that has the root, each after the one from which it is entered. */
    private int[] order(int root, int[] came) {
        Arrays.fill(came, UNSEEN);
        int[] order = new int[came.length];
        order[0] = root;
        came[root] = -1;
        int filled = 1;
        for (int at = 0; at < filled; at++) {
            for (int next : neighbours.get(order[at])) {
                if (came[next] == UNSEEN) {
                    came[next] = order[at];
                    order[filled++] = next;
                }
            }
        }
        return Arrays.copyOf(order, filled);
    }

    private Clique separator(int a, int b) {
        return field.tree().separator(field.tree().parent(a) == b ? a : b);
    }

    /** A smallest clique of the tree that holds some attributes. */
    private OptionalInt home(Clique attributes) {
        return homes.computeIfAbsent(attributes, clique -> {
            List<Clique> cliques = field.tree().cliques();
            int best = -1;
            for (int c : holders.get(clique.get(0))) {
                if (clique.isSubsetOf(cliques.get(c))
                        && (best < 0 || domain.cells(cliques.get(c)) < domain.cells(cliques.get(best)))) {
                    best = c;
                }
            }
            return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
        });
    }

    /** Probabilities. */
    private Factor belief(int c) {
        if (beliefs[c] == null) {
            Factor shape = field.belief(c);
            beliefs[c] = shape.times(1 / shape.total());
        }
        return beliefs[c];
    }

    private double[] alone(Clique attributes, int home) {
        return alone.computeIfAbsent(
                attributes, clique -> belief(home).project(clique).toArray());
    }

    private Passage passage(int c, Clique through, Clique to) {
        Entry entry = new Entry(c, through, to);
        Passage known = passages.get(entry);
        if (known != null) {
            return known;
        }
        Clique rest = to.minus(through);
        Factor both = belief(c).project(through.union(to));
        Factor sums = both.project(through);
        Layout layout = Layout.of(domain, both.clique());
        int[] bases = layout.offsets(through.toArray());
        int[] inner = layout.offsets(rest.toArray());
        double[] given = new double[bases.length * inner.length];
        for (int s = 0, at = 0; s < bases.length; s++) {
            double sum = sums.value(s);
            for (int r = 0; r < inner.length; r++, at++) {
                given[at] = sum > 0 ? both.value(bases[s] + inner[r]) / sum : 0;
            }
        }
        Layout target = Layout.of(domain, to);
        Passage made =
                new Passage(given, target.offsets(through.toArray()), target.offsets(rest.toArray()), target.cells());
        if (given.length <= ROOM - kept) {
            kept += given.length;
            passages.put(entry, made);
        }
        return made;
    }

    private static double[] apart(double[] a, double[] b) {
        double[] product = new double[Math.multiplyExact(a.length, b.length)];
        for (int i = 0, at = 0; i < a.length; i++) {
            for (double each : b) {
                product[at++] = a[i] * each;
            }
        }
        return product;
    }

    /** A table by cells of the first attributes and of others, as a factor of expected counts over both. */
    private Factor factor(Clique from, Clique other, double[] table) {
        Clique both = from.union(other);
        double[] counts = table;
        boolean isInOrder = from.get(from.size() - 1) < other.get(0);
        if (!isInOrder) {
            int[] rows = Layout.of(domain, from).offsets(both.toArray());
            Layout columns = Layout.of(domain, other);
            int[] places = columns.offsets(both.toArray());
            counts = new double[rows.length];
            for (int cell = 0; cell < counts.length; cell++) {
                counts[cell] = table[rows[cell] * columns.cells() + places[cell]];
            }
        }
        for (int cell = 0; cell < counts.length; cell++) {
            counts[cell] *= field.total();
        }
        return Factor.of(domain, both, counts);
    }
}
