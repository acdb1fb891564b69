package org.effigy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;

/**
 * The order of the loops of a {@link Contraction}: the attributes of the innermost loop, which runs over rows of
 * numbers, and the others from the outside in. Chosen by an estimate of the time, in nanoseconds or so.
 *
 * @param outer attributes of the outer loops, the outermost first
 * @param inner attributes of the innermost loop, ascending
 * @param cost the estimate
 */
record Loops(int[] outer, int[] inner, double cost) {
    /** A row longer than this would leave the nearest cache. */
    private static final long MAX_WIDTH = 2048;

    private static final double VISIT = 8;
    private static final double ROW_START = 6;
    private static final double ROW_CELL = 0.2;
    private static final double SUM_CELL = 0.35;
    private static final double SCALAR = 2;
    private static final double MOVE_CELL = 0.8;

    /** The cheapest loops found for these inputs and outputs. */
    static Loops plan(Domain domain, List<Clique> inputs, List<Clique> outputs) {
        Clique all = Clique.EMPTY;
        for (Clique clique : inputs) {
            all = all.union(clique);
        }
        for (Clique clique : outputs) {
            all = all.union(clique);
        }
        // An attribute of one value makes no loop.
        int[] axes = IntStream.of(all.toArray())
                .filter(axis -> domain.attribute(axis).size() > 1)
                .toArray();
        Loops best = arrange(domain, inputs, outputs, axes, Clique.EMPTY);
        Clique inner = Clique.EMPTY;
        while (true) {
            Loops step = null;
            for (int axis : axes) {
                Clique wider = inner.union(Clique.of(axis));
                if (!inner.contains(axis) && domain.cells(wider) <= MAX_WIDTH) {
                    Loops tried = arrange(domain, inputs, outputs, axes, wider);
                    step = step == null || tried.cost < step.cost ? tried : step;
                }
            }
            if (step == null || (step.cost >= best.cost && domain.cells(inner) >= 16)) {
                return best;
            }
            inner = Clique.of(step.inner);
            best = step.cost < best.cost ? step : best;
        }
    }

    /** The loops with this innermost part; the others from the inside out, each the one that saves most. */
    private static Loops arrange(Domain domain, List<Clique> inputs, List<Clique> outputs, int[] axes, Clique inner) {
        List<Integer> left = new ArrayList<>();
        double visits = 1;
        for (int axis : axes) {
            if (!inner.contains(axis)) {
                left.add(axis);
                visits *= domain.attribute(axis).size();
            }
        }
        double width = domain.cells(inner);
        List<Clique> in = new ArrayList<>(inputs);
        List<Clique> out = new ArrayList<>(outputs);
        double cost = moves(domain, inputs, inner) + moves(domain, outputs, inner);
        int[] outer = new int[left.size()];
        for (int level = outer.length - 1; level >= 0; level--) {
            int chosen = left.get(0);
            double least = Double.POSITIVE_INFINITY;
            for (int axis : left) {
                double deferred = work(in, out, -1, inner, width) - work(in, out, axis, inner, width);
                double score = work(in, out, axis, inner, width)
                        + deferred / domain.attribute(axis).size();
                if (score < least) {
                    least = score;
                    chosen = axis;
                }
            }
            boolean carries = carries(out, chosen);
            cost += visits
                    * (VISIT + work(in, out, chosen, inner, width) + (carries ? ROW_START + ROW_CELL * width : 0));
            int axis = chosen;
            in.removeIf(clique -> clique.contains(axis));
            out.removeIf(clique -> clique.contains(axis));
            left.remove((Integer) chosen);
            outer[level] = chosen;
            visits /= domain.attribute(chosen).size();
        }
        cost += work(in, out, -1, inner, width);
        return new Loops(outer, inner.toArray(), cost);
    }

    private static boolean carries(List<Clique> out, int axis) {
        return out.stream().anyMatch(clique -> !clique.contains(axis));
    }

    /** The time of one visit for the inputs and outputs that have this attribute; of all of them for -1. */
    private static double work(List<Clique> in, List<Clique> out, int axis, Clique inner, double width) {
        double work = 0;
        for (Clique clique : in) {
            if (axis < 0 || clique.contains(axis)) {
                work += clique.intersect(inner).size() > 0 ? ROW_START + ROW_CELL * width : SCALAR;
            }
        }
        for (Clique clique : out) {
            if (axis < 0 || clique.contains(axis)) {
                work += clique.intersect(inner).size() > 0
                        ? ROW_START + ROW_CELL * width
                        : SCALAR + ROW_START + SUM_CELL * width;
            }
        }
        return work;
    }

    /** The time to bring the tables into rows of the innermost loop's shape, and back. */
    private static double moves(Domain domain, List<Clique> cliques, Clique inner) {
        double moves = 0;
        for (Clique clique : cliques) {
            Clique shape = clique.intersect(inner).size() > 0 ? clique.union(inner) : clique;
            moves += MOVE_CELL * domain.cells(shape);
        }
        return moves;
    }
}
