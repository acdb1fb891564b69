package org.effigy.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;

/**
 * Sums of a product of tables: for each output clique, the product of all inputs summed over the attributes that the
 * output lacks. The product itself is never stored: nested loops run over its cells, keep the partial product of the
 * inputs that are fixed so far and the partial sums that are due, and so need the inputs and outputs only (the
 * "generalised distributive law", Aji and McEliece 2000). The cost is a multiplication and an addition or two for each
 * cell of the union of all cliques.
 *
 * <p>Holds working memory: one run at a time.
 */
final class Contraction {
    private final Port[] in;
    private final Port[] out;
    private final int[] extents;
    /** What happens in the loop at each level; level 0 is outside all loops. */
    private final Level[] levels;

    private final int[] inRow;
    private final int[] outRow;

    private static final class Level {
        int[] rowsIn;
        int[] scalarsIn;
        int[] rowsOut;
        int[] scalarsOut;
        /** Whether an output further out needs the sum of this level, as a row or as a number. */
        boolean carriesRow;

        boolean carriesNumber;
        double[] product;
        double[] rowSum;
        double numberSum;
        int[] stepIn;
        int[] stepOut;
    }

    private Contraction(Domain domain, Port[] in, Port[] out, Loops loops) {
        this.in = in;
        this.out = out;
        this.extents = IntStream.of(loops.outer())
                .map(axis -> domain.attribute(axis).size())
                .toArray();
        this.inRow = new int[in.length];
        this.outRow = new int[out.length];
        int width = Math.toIntExact(domain.cells(Clique.of(loops.inner())));
        this.levels = new Level[extents.length + 1];
        for (int l = 0; l < levels.length; l++) {
            int at = l;
            Level level = new Level();
            level.rowsIn = where(in, port -> port.level == at && port.rows != null);
            level.scalarsIn = where(in, port -> port.level == at && port.rows == null);
            level.rowsOut = where(out, port -> port.level == at && port.rows != null);
            level.scalarsOut = where(out, port -> port.level == at && port.rows == null);
            level.carriesRow = where(out, port -> port.level < at && port.rows != null).length > 0;
            level.carriesNumber = where(out, port -> port.level < at && port.rows == null).length > 0;
            level.product = new double[width];
            level.rowSum = new double[width];
            level.stepIn = l == 0 ? new int[0] : where(in, port -> port.strides[at - 1] > 0);
            level.stepOut = l == 0 ? new int[0] : where(out, port -> port.strides[at - 1] > 0);
            levels[l] = level;
        }
    }

    private static int[] where(Port[] ports, Predicate<Port> test) {
        return IntStream.range(0, ports.length).filter(p -> test.test(ports[p])).toArray();
    }

    /**
     * A plan of the loops.
     *
     * @param inputs cliques of the tables to multiply
     * @param outputs cliques of the tables to make; an attribute that no input has is a broadcast
     */
    static Contraction plan(Domain domain, List<Clique> inputs, List<Clique> outputs) {
        int[] inHosts = hosts(domain, inputs);
        int[] outHosts = hosts(domain, outputs);
        Loops loops = Loops.plan(domain, hosting(inputs, inHosts), hosting(outputs, outHosts));
        return new Contraction(
                domain, Port.of(domain, inputs, inHosts, loops), Port.of(domain, outputs, outHosts, loops), loops);
    }

    private static List<Clique> hosting(List<Clique> cliques, int[] hosts) {
        return IntStream.range(0, hosts.length)
                .filter(i -> hosts[i] == i)
                .mapToObj(cliques::get)
                .toList();
    }

    /** For each clique a smallest one that holds it and rides on none itself; itself where there is none. */
    private static int[] hosts(Domain domain, List<Clique> cliques) {
        int n = cliques.size();
        int[] maximal = IntStream.range(0, n)
                .filter(i -> IntStream.range(0, n)
                        .noneMatch(j -> j != i
                                && cliques.get(i).isSubsetOf(cliques.get(j))
                                && (!cliques.get(i).equals(cliques.get(j)) || j < i)))
                .toArray();
        return IntStream.range(0, n)
                .map(i -> IntStream.of(maximal)
                        .filter(j -> cliques.get(i).isSubsetOf(cliques.get(j)))
                        .boxed()
                        .min(Comparator.comparing((Integer j) -> j != i)
                                .thenComparingLong(j -> domain.cells(cliques.get(j))))
                        .orElseThrow())
                .toArray();
    }

    /**
     * Fills the outputs.
     *
     * @param inputs one table for each input clique, row-major
     * @param outputs one table for each output clique, written over
     */
    void run(double[][] inputs, double[][] outputs) {
        for (Port port : in) {
            port.fill(inputs);
        }
        for (Port port : out) {
            port.clear();
        }
        visit(0, null, 1);
        for (Port port : out) {
            port.empty(outputs);
        }
    }

    /** The loop body at a level: takes in the inputs that are fixed now, goes deeper, hands out the sums. */
    private void visit(int l, double[] outside, double scaleOutside) {
        Level level = levels[l];
        double scale = scaleOutside;
        for (int p : level.scalarsIn) {
            scale *= in[p].scalars[inRow[p]];
        }
        if (scale == 0) {
            level.numberSum = 0;
            if (l < extents.length) {
                Arrays.fill(level.rowSum, 0);
            }
            return;
        }
        if (l == extents.length) {
            deepest(level, outside, scale);
            return;
        }
        double[] product = outside;
        for (int p : level.rowsIn) {
            product = times(product, in[p].rows[inRow[p]], level.product);
        }
        loop(l, product, scale);
        boolean row = level.carriesRow || level.rowsOut.length > 0;
        for (int p : level.rowsOut) {
            Kernels.add(out[p].rows[outRow[p]], level.rowSum);
        }
        if (row && (level.scalarsOut.length > 0 || level.carriesNumber)) {
            level.numberSum = Kernels.sum(level.rowSum);
        }
        for (int p : level.scalarsOut) {
            out[p].scalars[outRow[p]] += level.numberSum;
        }
    }

    /** All steps of the loop inside a level; leaves their sum in the level. */
    private void loop(int l, double[] product, double scale) {
        Level level = levels[l];
        Level inside = levels[l + 1];
        boolean last = l + 1 == extents.length;
        level.numberSum = 0;
        if (inside.carriesRow) {
            Arrays.fill(level.rowSum, 0);
        }
        int extent = extents[l];
        for (int step = 0; step < extent; step++) {
            if (last) {
                inside.rowSum = level.rowSum;
            }
            visit(l + 1, product, scale);
            if (inside.carriesRow) {
                if (!last) {
                    Kernels.add(level.rowSum, inside.rowSum);
                }
            } else if (inside.carriesNumber) {
                level.numberSum += inside.numberSum;
            }
            for (int p : inside.stepIn) {
                inRow[p] += in[p].strides[l];
            }
            for (int p : inside.stepOut) {
                outRow[p] += out[p].strides[l];
            }
        }
        for (int p : inside.stepIn) {
            inRow[p] -= extent * in[p].strides[l];
        }
        for (int p : inside.stepOut) {
            outRow[p] -= extent * out[p].strides[l];
        }
    }

    /** The innermost rows; the last input is multiplied while the sums are taken, so that no row is stored. */
    private void deepest(Level level, double[] outside, double scale) {
        double[] a = outside;
        double[] b = null;
        int count = level.rowsIn.length;
        for (int i = 0; i < count; i++) {
            int p = level.rowsIn[i];
            double[] row = in[p].rows[inRow[p]];
            if (i == count - 1 && a != null) {
                b = row;
            } else {
                a = times(a, row, level.product);
            }
        }
        if (a == null) {
            a = level.product;
            Arrays.fill(a, 1);
        }
        boolean carriesRow = level.carriesRow;
        double[] carry = level.rowSum;
        int rows = level.rowsOut.length;
        if (rows > 0) {
            double[] first = out[level.rowsOut[0]].rows[outRow[level.rowsOut[0]]];
            if (carriesRow && b != null) {
                Kernels.addTwice(first, carry, scale, a, b);
            } else if (carriesRow) {
                Kernels.addTwice(first, carry, scale, a);
            } else if (b != null) {
                Kernels.add(first, scale, a, b);
            } else {
                Kernels.add(first, scale, a);
            }
            for (int i = 1; i < rows; i++) {
                double[] more = out[level.rowsOut[i]].rows[outRow[level.rowsOut[i]]];
                if (b != null) {
                    Kernels.add(more, scale, a, b);
                } else {
                    Kernels.add(more, scale, a);
                }
            }
        } else if (carriesRow) {
            if (b != null) {
                Kernels.add(carry, scale, a, b);
            } else {
                Kernels.add(carry, scale, a);
            }
        }
        if (level.scalarsOut.length > 0 || (level.carriesNumber && !carriesRow)) {
            double sum = scale * (b == null ? Kernels.sum(a) : Kernels.dot(a, b));
            for (int p : level.scalarsOut) {
                out[p].scalars[outRow[p]] += sum;
            }
            level.numberSum = sum;
        }
    }

    private static double[] times(double[] product, double[] row, double[] buffer) {
        if (product == null) {
            return row;
        }
        Kernels.multiply(buffer, product, row);
        return buffer;
    }
}
