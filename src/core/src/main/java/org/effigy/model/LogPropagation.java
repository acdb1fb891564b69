package org.effigy.model;

import java.util.ArrayList;
import java.util.List;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;

/**
 * Belief propagation on a junction tree with logarithms, which neither overflow nor underflow: the slow and safe
 * counterpart of {@link Propagation}, for factors so peaked that products of them leave the range of a double. Messages
 * down are sums over everything but the receiver (Shafer and Shenoy 1990): a division would lose cells of probability 0.
 */
final class LogPropagation {
    private final List<Factor> factors;
    private final int[] homes;
    private final List<List<Integer>> children;
    private final Factor[] up;
    private final Factor[] down;
    private final JunctionTree tree;
    private final double logTotal;

    /**
     * One inference.
     *
     * @param factors logarithms; minus infinity for a cell that cannot be
     * @throws ImpossibleException if no cell of the domain is possible
     */
    LogPropagation(JunctionTree tree, List<Factor> factors) {
        this.tree = tree;
        this.factors = List.copyOf(factors);
        Domain domain = tree.domain();
        int n = tree.cliques().size();
        this.homes = factors.stream().mapToInt(f -> tree.home(f.clique())).toArray();
        this.children = tree.children();
        this.up = new Factor[n];
        this.down = new Factor[n];
        double total = 0;
        for (int c = n - 1; c >= 0; c--) {
            Factor belief = belief(c, -1);
            up[c] = belief.logSumExp(tree.separator(c));
            if (tree.parent(c) < 0) {
                total += up[c].value(0);
            }
        }
        if (!(total > Double.NEGATIVE_INFINITY)) {
            throw new ImpossibleException(
                    "the structural zeros leave no possible record: at least one cell of each clique must be allowed");
        }
        this.logTotal = total;
        for (int c = 0; c < n; c++) {
            int parent = tree.parent(c);
            down[c] = parent < 0
                    ? Factor.constant(domain, Clique.EMPTY, -up[c].value(0))
                    : belief(parent, c).logSumExp(tree.separator(c));
        }
    }

    /** The clique's own factors and all messages that have come in, but not the one from {@code except}. */
    private Factor belief(int c, int except) {
        Factor belief = Factor.constant(tree.domain(), tree.cliques().get(c), 0);
        for (int f = 0; f < homes.length; f++) {
            if (homes[f] == c) {
                belief = belief.plus(factors.get(f));
            }
        }
        for (int child : children.get(c)) {
            if (child != except) {
                belief = belief.plus(up[child]);
            }
        }
        return down[c] == null ? belief : belief.plus(down[c]);
    }

    /** The logarithms of the probabilities of a tree clique's cells. */
    Factor logBelief(int c) {
        return belief(c, -1);
    }

    /** For each factor, the probabilities of its clique's cells. */
    double[][] marginals() {
        double[][] marginals = new double[homes.length][];
        Factor[] beliefs = new Factor[tree.cliques().size()];
        for (int f = 0; f < homes.length; f++) {
            int home = homes[f];
            beliefs[home] = beliefs[home] == null ? logBelief(home) : beliefs[home];
            marginals[f] =
                    beliefs[home].logSumExp(factors.get(f).clique()).exp().toArray();
        }
        return marginals;
    }

    /** The logarithm of the sum of the product of all factors over all cells of the domain. */
    double logTotal() {
        return logTotal;
    }

    /**
     * The factors of the part of the tree that these cliques are, with the messages from outside it: their product is
     * the distribution of the part's attributes.
     *
     * @param inside for each tree clique whether it belongs to the part, which is connected
     */
    List<Factor> part(boolean[] inside) {
        List<Factor> part = new ArrayList<>();
        for (int f = 0; f < homes.length; f++) {
            if (inside[homes[f]]) {
                part.add(factors.get(f));
            }
        }
        for (int c = 0; c < up.length; c++) {
            int parent = tree.parent(c);
            if (inside[c] && (parent < 0 || !inside[parent])) {
                part.add(down[c]);
            } else if (!inside[c] && parent >= 0 && inside[parent]) {
                part.add(up[c]);
            }
        }
        return part;
    }
}
