package org.effigy.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;

/**
 * An order in which to sum out the attributes of a model, and the bucket (the attribute and those that it is joined to
 * at that moment) of each: the buckets' tables are what exact inference costs. The best order is hard to find (Arnborg,
 * Corneil, Proskurowski 1987); the best of several greedy ones is good in practice (Kjaerulff 1990).
 */
final class EliminationOrder {
    /** Greedy orders with ties broken at random, on top of one for each rule; fixed seeds, so the order is too. */
    private static final int TRIES = 12;

    /** Vertices times tries: wide models get fewer tries, so that planning stays in milliseconds. */
    private static final int WORK = 2000;

    private final int[] order;
    private final BitSet[] buckets;
    private final double cost;

    private EliminationOrder(int[] order, BitSet[] buckets, double cost) {
        this.order = order;
        this.buckets = buckets;
        this.cost = cost;
    }

    /** What a greedy step makes small. */
    private enum Rule {
        /** Edges that have to be added. */
        FILL,
        /** Cells of the bucket's table. */
        SIZE,
        /** Edges that have to be added, each weighted by the cells of its pair. */
        WEIGHTED_FILL
    }

    /** The cheapest order found for a model with these cliques; the same for the same cliques, in any order. */
    static EliminationOrder best(Domain domain, Collection<Clique> cliques) {
        BitSet[] graph = graph(domain, cliques);
        EliminationOrder best = null;
        for (Rule rule : Rule.values()) {
            best = cheaper(best, greedy(domain, graph, rule, null));
        }
        int tries = best.isChordal(graph) ? 0 : Math.min(TRIES, WORK / Math.max(1, domain.size()));
        for (int i = 0; i < tries; i++) {
            Rule rule = Rule.values()[i % Rule.values().length];
            best = cheaper(best, greedy(domain, graph, rule, SplitMix.of(i)));
        }
        return best;
    }

    /** The attributes in the table from which the {@code i}-th is summed out, itself included. */
    BitSet bucket(int i) {
        return (BitSet) buckets[i].clone();
    }

    private static EliminationOrder cheaper(EliminationOrder best, EliminationOrder other) {
        return best == null || other.cost < best.cost ? other : best;
    }

    /** Whether no edge was added: then the buckets are the graph's own cliques, and no order is cheaper. */
    private boolean isChordal(BitSet[] graph) {
        int edges = 0;
        int joined = 0;
        for (int i = 0; i < order.length; i++) {
            joined += buckets[i].cardinality() - 1;
            edges += graph[i].cardinality();
        }
        return 2 * joined == edges;
    }

    private static BitSet[] graph(Domain domain, Collection<Clique> cliques) {
        BitSet[] graph = new BitSet[domain.size()];
        for (int v = 0; v < graph.length; v++) {
            graph[v] = new BitSet(graph.length);
        }
        for (Clique clique : cliques) {
            for (int i = 0; i < clique.size(); i++) {
                for (int j = 0; j < clique.size(); j++) {
                    if (i != j) {
                        graph[clique.get(i)].set(clique.get(j));
                    }
                }
            }
        }
        return graph;
    }

    private static EliminationOrder greedy(Domain domain, BitSet[] original, Rule rule, SplitMix random) {
        int n = original.length;
        BitSet[] graph = new BitSet[n];
        double[] score = new double[n];
        for (int v = 0; v < n; v++) {
            graph[v] = (BitSet) original[v].clone();
        }
        for (int v = 0; v < n; v++) {
            score[v] = score(domain, graph, v, rule);
        }
        BitSet left = new BitSet(n);
        left.set(0, n);
        // Scores that changed are queued anew, and what was queued for them before is passed over.
        PriorityQueue<Scored> queue = new PriorityQueue<>();
        for (int v = 0; random == null && v < n; v++) {
            queue.add(new Scored(score[v], v));
        }
        int[] order = new int[n];
        BitSet[] buckets = new BitSet[n];
        for (int step = 0; step < n; step++) {
            int v = random == null ? first(queue, left, score) : pick(left, score, random);
            order[step] = v;
            buckets[step] = (BitSet) graph[v].clone();
            buckets[step].set(v);
            left.clear(v);
            BitSet changed = eliminate(graph, v);
            for (int u = changed.nextSetBit(0); u >= 0; u = changed.nextSetBit(u + 1)) {
                double before = score[u];
                score[u] = score(domain, graph, u, rule);
                if (random == null && score[u] != before) {
                    queue.add(new Scored(score[u], u));
                }
            }
        }
        return new EliminationOrder(order, buckets, cost(domain, order, buckets));
    }

    /** An attribute and what summing it out next costs. */
    private record Scored(double score, int vertex) implements Comparable<Scored> {
        @Override
        public int compareTo(Scored other) {
            int byScore = Double.compare(score, other.score);
            return byScore != 0 ? byScore : Integer.compare(vertex, other.vertex);
        }
    }

    /** The cheapest that is left, the first of equals. */
    private static int first(PriorityQueue<Scored> queue, BitSet left, double[] score) {
        Scored next = queue.remove();
        while (!left.get(next.vertex) || next.score != score[next.vertex]) {
            next = queue.remove();
        }
        return next.vertex;
    }

    /** The cheapest that is left, by chance among equals. */
    private static int pick(BitSet left, double[] score, SplitMix random) {
        List<Integer> ties = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        for (int v = left.nextSetBit(0); v >= 0; v = left.nextSetBit(v + 1)) {
            if (score[v] < least) {
                least = score[v];
                ties.clear();
            }
            if (score[v] == least) {
                ties.add(v);
            }
        }
        return ties.get(random.nextInt(ties.size()));
    }

    /** Joins the neighbours of {@code v}, takes it out, and returns those whose score may have changed. */
    private static BitSet eliminate(BitSet[] graph, int v) {
        BitSet neighbours = graph[v];
        BitSet changed = new BitSet(graph.length);
        for (int u = neighbours.nextSetBit(0); u >= 0; u = neighbours.nextSetBit(u + 1)) {
            graph[u].or(neighbours);
            graph[u].clear(u);
            graph[u].clear(v);
            changed.set(u);
            changed.or(graph[u]);
        }
        return changed;
    }

    private static double score(Domain domain, BitSet[] graph, int v, Rule rule) {
        BitSet neighbours = graph[v];
        double size = domain.attribute(v).size();
        double fill = 0;
        for (int u = neighbours.nextSetBit(0); u >= 0; u = neighbours.nextSetBit(u + 1)) {
            size *= domain.attribute(u).size();
            if (rule == Rule.SIZE) {
                continue;
            }
            BitSet missing = (BitSet) neighbours.clone();
            missing.andNot(graph[u]);
            missing.clear(0, u + 1);
            for (int w = missing.nextSetBit(0); w >= 0; w = missing.nextSetBit(w + 1)) {
                fill += rule == Rule.FILL
                        ? 1
                        : (double) domain.attribute(u).size()
                                * domain.attribute(w).size();
            }
        }
        // Size breaks ties of fill: below 1, whatever the size.
        return rule == Rule.SIZE ? size : fill + Math.log(size) / 1e6;
    }

    private static double cost(Domain domain, int[] order, BitSet[] buckets) {
        int[] step = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            step[order[i]] = i;
        }
        double cost = 0;
        boolean[] inside = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            int parent = parent(i, order, buckets, step);
            // A parent that holds nothing else than this bucket's rest is part of this bucket's clique.
            if (parent >= 0 && buckets[parent].cardinality() == buckets[i].cardinality() - 1) {
                inside[parent] = true;
            }
            if (!inside[i]) {
                cost += buckets[i].stream()
                        .mapToDouble(v -> domain.attribute(v).size())
                        .reduce(1, (a, b) -> a * b);
            }
        }
        return cost;
    }

    /** The step at which the first of the bucket's other attributes is summed out, or -1 if it has none. */
    static int parent(int i, int[] order, BitSet[] buckets, int[] step) {
        return buckets[i].stream()
                .filter(v -> v != order[i])
                .map(v -> step[v])
                .min()
                .orElse(-1);
    }

    /** For each step, the step of its parent bucket, or -1 for a root. */
    int[] parents() {
        int[] step = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            step[order[i]] = i;
        }
        int[] parents = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            parents[i] = parent(i, order, buckets, step);
        }
        return parents;
    }
}
