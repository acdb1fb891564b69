package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.parallel.Workers;

/**
 * What the estimator minimises, as a function of the potentials of the measured cells: for the distribution {@code p}
 * that they make, the expected counts of all measured cells, the squared error, and the free energy {@code N log Z(theta)
 * - theta . y}, whose gradient is expected minus measured counts.
 *
 * <p>Holds working memory: one evaluation at a time.
 */
final class Dual {
    private final JunctionTree tree;
    private final Evidence evidence;
    private final double total;
    private final List<Factor> zeros;
    private final Propagation propagation;
    private final double[][] tables;
    private double logTotal;
    private double error;

    /** @param zeros logarithms of factors that stay as they are */
    Dual(JunctionTree tree, Evidence evidence, double total, List<Factor> zeros, Workers workers) {
        this.tree = tree;
        this.evidence = evidence;
        this.total = total;
        this.zeros = zeros;
        List<Clique> factors = new ArrayList<>(evidence.cliques());
        zeros.forEach(zero -> factors.add(zero.clique()));
        this.propagation = new Propagation(tree, factors, workers);
        this.tables = new double[factors.size()][];
        int[] starts = evidence.starts();
        int measured = evidence.cliques().size();
        for (int c = 0; c < measured; c++) {
            tables[c] = new double[starts[c + 1] - starts[c]];
        }
        for (int z = 0; z < zeros.size(); z++) {
            tables[measured + z] = zeros.get(z).exp().toArray();
        }
    }

    /**
     * Expected counts at some potentials.
     *
     * @param potentials one a measured cell
     * @param expected receives one count a measured cell
     */
    void evaluate(double[] potentials, double[] expected) {
        int[] starts = evidence.starts();
        int measured = evidence.cliques().size();
        double shift = 0;
        for (int c = 0; c < measured; c++) {
            shift += exponentiate(potentials, starts[c], tables[c]);
        }
        double[][] marginals;
        if (propagation.run(tables)) {
            logTotal = propagation.logTotal() + shift;
            marginals = propagation.marginals();
        } else {
            LogPropagation safe = new LogPropagation(tree, factors(potentials));
            logTotal = safe.logTotal();
            marginals = safe.marginals();
        }
        double[] values = evidence.values();
        error = evidence.spread();
        for (int c = 0; c < measured; c++) {
            error += evidence.weights()[c] / 2 * count(marginals[c], values, expected, starts[c]);
        }
    }

    /** {@code table = exp(potentials - their largest)}; the largest. */
    private static double exponentiate(double[] potentials, int start, double[] table) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = start; i < start + table.length; i++) {
            if (potentials[i] > largest) {
                largest = potentials[i];
            }
        }
        for (int i = 0; i < table.length; i++) {
            table[i] = Math.exp(potentials[start + i] - largest);
        }
        return largest;
    }

    private double count(double[] marginal, double[] values, double[] expected, int start) {
        double squares = 0;
        for (int i = 0; i < marginal.length; i++) {
            double count = total * marginal[i];
            double off = count - values[start + i];
            expected[start + i] = count;
            squares += off * off;
        }
        return squares;
    }

    /** The squared error at the last evaluation: the sum over measurements of |expected - measured|^2 / (2 scale^2). */
    double error() {
        return error;
    }

    /** N log Z - theta . y at the last evaluation, which must have been of these potentials. */
    double freeEnergy(double[] potentials) {
        return total * logTotal - Kernels.dot(potentials, evidence.values());
    }

    /** The potentials as one factor a clique, the fixed ones at the end. */
    List<Factor> factors(double[] potentials) {
        Domain domain = tree.domain();
        int[] starts = evidence.starts();
        List<Factor> factors = new ArrayList<>();
        for (int c = 0; c < evidence.cliques().size(); c++) {
            factors.add(Factor.of(
                    domain, evidence.cliques().get(c), Arrays.copyOfRange(potentials, starts[c], starts[c + 1])));
        }
        factors.addAll(zeros);
        return factors;
    }
}
