package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Layout;

/** Variable elimination: the marginal of a product of tables over any clique, one attribute summed out at a time. */
final class Elimination {
    /** Of tables of at most 1, a product below this may have lost terms. */
    private static final double SMALLEST = 1e-180;

    /** Products of no more cells are made cell by cell. */
    private static final int SMALL = 1 << 14;

    private final double[] values;
    private final double logScale;

    private Elimination(double[] values, double logScale) {
        this.values = values;
        this.logScale = logScale;
    }

    /** The cells of the marginal, the largest 1: divided by e to the power of {@link #logScale}. */
    double[] values() {
        return values;
    }

    /** The logarithm of what the values were divided by. */
    double logScale() {
        return logScale;
    }

    /**
     * The marginal of the tables' product, if it can be had in linear space without losing digits.
     *
     * @param cliques of the tables
     * @param tables none negative, row-major
     */
    static Optional<Elimination> marginal(Domain domain, List<Clique> cliques, List<double[]> tables, Clique onto) {
        List<Clique> over = new ArrayList<>(cliques);
        List<double[]> values = new ArrayList<>(tables);
        double logScale = 0;
        for (int v = next(domain, over, onto); v >= 0; v = next(domain, over, onto)) {
            List<Clique> bucket = new ArrayList<>();
            List<double[]> inputs = new ArrayList<>();
            Clique union = Clique.EMPTY;
            for (int i = over.size() - 1; i >= 0; i--) {
                if (over.get(i).contains(v)) {
                    union = union.union(over.get(i));
                    bucket.add(over.remove(i));
                    inputs.add(values.remove(i));
                }
            }
            Clique rest = union.minus(Clique.of(v));
            double[] sums = contract(domain, bucket, inputs, rest);
            double largest = largest(sums);
            if (!isSafe(largest)) {
                return Optional.empty();
            }
            divide(sums, largest);
            logScale += Math.log(largest);
            over.add(rest);
            values.add(sums);
        }
        double[] marginal = contract(domain, over, values, onto);
        double largest = largest(marginal);
        if (!isSafe(largest)) {
            return Optional.empty();
        }
        divide(marginal, largest);
        return Optional.of(new Elimination(marginal, logScale + Math.log(largest)));
    }

    /** The cells of the products that {@link #marginal} runs over: what it costs, but for a factor. */
    static double cost(Domain domain, List<Clique> cliques, Clique onto) {
        List<Clique> over = new ArrayList<>(cliques);
        double cost = 0;
        for (int v = next(domain, over, onto); v >= 0; v = next(domain, over, onto)) {
            Clique union = Clique.EMPTY;
            for (int i = over.size() - 1; i >= 0; i--) {
                if (over.get(i).contains(v)) {
                    union = union.union(over.remove(i));
                }
            }
            cost += domain.cells(union);
            over.add(union.minus(Clique.of(v)));
        }
        return cost + domain.cells(onto);
    }

    /** The logarithms of the marginal up to a constant, from logarithms: slow, and safe whatever the cells. */
    static Factor logMarginal(Domain domain, List<Factor> factors, Clique onto) {
        List<Factor> left = new ArrayList<>(factors);
        while (true) {
            int v = next(domain, left.stream().map(Factor::clique).toList(), onto);
            if (v < 0) {
                break;
            }
            Factor product = Factor.constant(domain, Clique.EMPTY, 0);
            for (int i = left.size() - 1; i >= 0; i--) {
                if (left.get(i).clique().contains(v)) {
                    product = product.plus(left.remove(i));
                }
            }
            left.add(product.logSumExp(product.clique().minus(Clique.of(v))));
        }
        return left.stream().reduce(Factor.constant(domain, onto, 0), Factor::plus);
    }

    private static double[] contract(Domain domain, List<Clique> cliques, List<double[]> tables, Clique onto) {
        double[] result = new double[Math.toIntExact(domain.cells(onto))];
        Clique all = cliques.stream().reduce(onto, Clique::union);
        if (domain.cells(all) <= SMALL) {
            multiply(domain, cliques, tables, all, onto, result);
            return result;
        }
        Contraction.plan(domain, cliques, List.of(onto)).run(tables.toArray(double[][]::new), new double[][] {result});
        return result;
    }

    /** The product cell by cell: where it has few of them a plan of the loops takes longer than the loops. */
    private static void multiply(
            Domain domain, List<Clique> cliques, List<double[]> tables, Clique all, Clique onto, double[] result) {
        int[] axes = all.toArray();
        double[] product = new double[domain.arrayCells(all)];
        Arrays.fill(product, 1);
        for (int i = 0; i < tables.size(); i++) {
            double[] table = tables.get(i);
            int[] places = Layout.of(domain, cliques.get(i)).offsets(axes);
            for (int cell = 0; cell < product.length; cell++) {
                product[cell] *= table[places[cell]];
            }
        }
        int[] places = Layout.of(domain, onto).offsets(axes);
        for (int cell = 0; cell < product.length; cell++) {
            result[places[cell]] += product[cell];
        }
    }

    private static boolean isSafe(double largest) {
        return largest >= SMALLEST && largest < Double.POSITIVE_INFINITY;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    private static void divide(double[] values, double by) {
        for (int i = 0; i < values.length; i++) {
            values[i] /= by;
        }
    }

    /** The attribute to sum out whose bucket is smallest, or -1 if all are wanted. */
    private static int next(Domain domain, List<Clique> cliques, Clique onto) {
        Clique present = cliques.stream().reduce(Clique.EMPTY, Clique::union).minus(onto);
        int best = -1;
        long least = Long.MAX_VALUE;
        for (int v : present.toArray()) {
            Clique union = Clique.EMPTY;
            for (Clique clique : cliques) {
                union = clique.contains(v) ? union.union(clique) : union;
            }
            long cells = domain.cells(union);
            if (cells < least || best < 0) {
                least = cells;
                best = v;
            }
        }
        return best;
    }
}
