package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.parallel.Workers;

/**
 * Belief propagation on a junction tree, in linear space: from one table for each factor to the marginal of their
 * normalised product over each factor's clique. Two sweeps, leaves to roots and back; a message down is the marginal
 * over the separator divided by the message up (Jensen, Lauritzen, Olesen 1990). Messages are scaled to a maximum of 1.
 * Tables of whole tree cliques are never stored: see {@link Contraction}.
 *
 * <p>Where the products get so small that digits could be lost, {@link #run} says so and {@link LogPropagation} has to
 * do the work. Holds working memory: one run at a time.
 */
final class Propagation {
    /** Of inputs of at most 1, a sum below this may have lost terms that underflowed; above it they don't matter. */
    private static final double SMALLEST = 1e-180;

    private final JunctionTree tree;
    private final Workers workers;
    /** Where the cliques of each depth begin: those of one depth wait for nothing but the next depth. */
    private final int[] depths;

    private final List<Clique> factors;
    private final int[] homes;
    private final Step[] steps;
    private final double[][] up;
    private final double[][] down;
    private final double[][] separators;
    /** What each message up was divided by, so that its largest cell is 1. */
    private final double[] scales;

    private final double[][] marginals;
    private final double constant;
    private double logTotal;

    /** One clique's two contractions, and what goes in and comes out of them. */
    private static final class Step {
        Contraction gather;
        Contraction spread;
        double[][] inputs;
        double[][] gathered;
        double[][] spreadOut;
        int[] own;
        int[] children;
    }

    Propagation(JunctionTree tree, List<Clique> factors, Workers workers) {
        this.tree = tree;
        this.workers = workers;
        this.depths = tree.depths();
        this.factors = List.copyOf(factors);
        Domain domain = tree.domain();
        int cliques = tree.cliques().size();
        this.homes = factors.stream().mapToInt(tree::home).toArray();
        this.up = new double[cliques][];
        this.down = new double[cliques][];
        this.separators = new double[cliques][];
        this.scales = new double[cliques];
        for (int c = 0; c < cliques; c++) {
            int cells = Math.toIntExact(domain.cells(tree.separator(c)));
            up[c] = new double[cells];
            down[c] = new double[cells];
            separators[c] = new double[cells];
        }
        this.marginals = factors.stream()
                .map(clique -> new double[Math.toIntExact(domain.cells(clique))])
                .toArray(double[][]::new);
        this.steps = new Step[cliques];
        List<List<Integer>> children = tree.children();
        List<List<Integer>> owned = new ArrayList<>();
        for (int c = 0; c < cliques; c++) {
            owned.add(new ArrayList<>());
        }
        for (int f = 0; f < homes.length; f++) {
            owned.get(homes[f]).add(f);
        }
        for (int c = 0; c < cliques; c++) {
            steps[c] = step(c, toArray(owned.get(c)), toArray(children.get(c)));
        }
        Clique touched = factors.stream().reduce(Clique.EMPTY, Clique::union);
        this.constant = IntStream.of(domain.all().minus(touched).toArray())
                .mapToDouble(v -> Math.log(domain.attribute(v).size()))
                .sum();
    }

    private static int[] toArray(List<Integer> numbers) {
        return numbers.stream().mapToInt(i -> i).toArray();
    }

    private Step step(int c, int[] own, int[] children) {
        Domain domain = tree.domain();
        List<Clique> inputs = new ArrayList<>();
        List<Clique> outputs = new ArrayList<>();
        List<double[]> tables = new ArrayList<>();
        for (int f : own) {
            inputs.add(factors.get(f));
            outputs.add(factors.get(f));
            tables.add(marginals[f]);
        }
        for (int child : children) {
            inputs.add(tree.separator(child));
            outputs.add(tree.separator(child));
            tables.add(separators[child]);
        }
        Step step = new Step();
        step.own = own;
        step.children = children;
        step.gather = Contraction.plan(domain, inputs, List.of(tree.separator(c)));
        step.gathered = new double[][] {up[c]};
        if (tree.parent(c) >= 0) {
            inputs.add(tree.separator(c));
        }
        step.spread = Contraction.plan(domain, inputs, outputs);
        step.spreadOut = tables.toArray(double[][]::new);
        step.inputs = new double[inputs.size()][];
        return step;
    }

    /**
     * One inference.
     *
     * @param tables for each factor its cells, none negative, the largest of a table 1 or not far below
     * @return whether the marginals can be trusted; if not, they have no meaning
     */
    boolean run(double[][] tables) {
        for (int d = depths.length - 2; d >= 0; d--) {
            int first = depths[d];
            workers.each(depths[d + 1] - first, i -> gather(first + i, tables));
            for (int c = first; c < depths[d + 1]; c++) {
                if (!(scales[c] >= SMALLEST) || scales[c] == Double.POSITIVE_INFINITY) {
                    return false;
                }
            }
        }
        for (int d = 0; d + 1 < depths.length; d++) {
            int first = depths[d];
            workers.each(depths[d + 1] - first, i -> spread(first + i));
        }
        logTotal = constant;
        for (double scale : scales) {
            logTotal += Math.log(scale);
        }
        return sumToOne();
    }

    private void gather(int c, double[][] tables) {
        Step step = steps[c];
        for (int i = 0; i < step.own.length; i++) {
            step.inputs[i] = tables[step.own[i]];
        }
        for (int i = 0; i < step.children.length; i++) {
            step.inputs[step.own.length + i] = up[step.children[i]];
        }
        step.gather.run(step.inputs, step.gathered);
        scales[c] = largest(up[c]);
        scale(up[c], 1 / scales[c]);
    }

    private void spread(int c) {
        Step step = steps[c];
        boolean root = tree.parent(c) < 0;
        if (!root) {
            divide(down[c], separators[c], up[c], scales[c]);
            step.inputs[step.inputs.length - 1] = down[c];
        }
        step.spread.run(step.inputs, step.spreadOut);
        if (root) {
            for (double[] table : step.spreadOut) {
                scale(table, 1 / scales[c]);
            }
        }
    }

    private boolean sumToOne() {
        for (double[] marginal : marginals) {
            if (!(Math.abs(Kernels.sum(marginal) - 1) < 1e-9)) {
                return false;
            }
        }
        return true;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            // Not Math.max, which would be slower; NaN compares false and is found by the sums at the end.
            if (value > largest) {
                largest = value;
            }
        }
        return largest;
    }

    private static void scale(double[] values, double by) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= by;
        }
    }

    /** {@code to = a / (b * scale)}, and 0 where b is: there a is, too. */
    private static void divide(double[] to, double[] a, double[] b, double scale) {
        for (int i = 0; i < to.length; i++) {
            to[i] = b[i] == 0 ? 0 : a[i] / b[i] / scale;
        }
    }

    /** For each factor, the probabilities of its clique's cells after a run; written over by the next. */
    double[][] marginals() {
        return marginals;
    }

    /** The logarithm of the sum of the product of all factors over all cells of the domain, after a run. */
    double logTotal() {
        return logTotal;
    }

    /** The messages towards the roots after a run, one a clique over its separator. */
    double[][] up() {
        return Arrays.stream(up).map(double[]::clone).toArray(double[][]::new);
    }

    /** The messages from the roots after a run, one a clique over its separator; of no use for a root. */
    double[][] down() {
        return Arrays.stream(down).map(double[]::clone).toArray(double[][]::new);
    }
}
