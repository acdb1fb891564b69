package org.effigy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;

/**
 * A distribution of fine rows made of one of coarse rows: a coarse row is drawn, and what it says of each attribute becomes
 * one of the fine codes that it stands for, by weight and independently of the row's other codes. Several coarse attributes
 * may be read from one fine attribute, as a range and a place in the range are; a bin is then what they say together.
 * Immutable.
 */
public final class Refined implements Distribution {
    private final Coarsening bins;
    private final Distribution coarse;
    /** By attribute, then fine code; empty where codes stay as they are. */
    private final List<double[]> weights;

    private Refined(Coarsening bins, Distribution coarse, List<double[]> weights) {
        this.bins = bins;
        this.coarse = coarse;
        this.weights = weights;
    }

    /**
     * The refinement of a distribution.
     *
     * @param bins at least one coarse attribute for each attribute of the fine domain
     * @param coarse over the bins' coarse domain
     * @param weights by attribute, one weight a fine code, at least 0 and finite, copied; an empty array where the bins
     *     keep the attribute's codes. Only their proportions inside a bin matter
     * @throws IllegalArgumentException if these don't belong together, or a bin has no fine code of a weight above 0
     */
    public static Refined of(Coarsening bins, Distribution coarse, List<double[]> weights) {
        Objects.requireNonNull(bins, "bins");
        if (!bins.coarse().equals(coarse.domain())) {
            throw new IllegalArgumentException(
                    "the distribution is over " + coarse.domain() + ", the bins lead to " + bins.coarse());
        }
        for (int attribute = 0; attribute < bins.fine().size(); attribute++) {
            if (bins.readers(attribute).length == 0) {
                throw new IllegalArgumentException("no bin says anything of '"
                        + bins.fine().attribute(attribute).name() + "'");
            }
        }
        if (weights.size() != bins.fine().size()) {
            throw new IllegalArgumentException(weights.size() + " columns of weights were given for "
                    + bins.fine().size() + " attributes");
        }
        for (int attribute = 0; attribute < weights.size(); attribute++) {
            check(bins, attribute, weights.get(attribute));
        }
        return new Refined(bins, coarse, weights.stream().map(double[]::clone).toList());
    }

    /**
     * The refinement of a distribution, which may be a refinement itself: then it is one of what that refines, in one step.
     *
     * @param bins columnwise; else as {@link #of}
     */
    public static Refined through(Coarsening bins, Distribution distribution, List<double[]> weights) {
        if (!(distribution instanceof Refined inner)) {
            return of(bins, distribution, weights);
        }
        Refined outer = of(bins, distribution, weights);
        Coarsening steps = Coarsening.empty(bins.fine());
        for (int reader = 0; reader < inner.bins.coarse().size(); reader++) {
            int attribute = inner.bins.source(reader);
            if (bins.keeps(attribute) && inner.bins.keeps(reader)) {
                steps = steps.keeping(attribute);
                continue;
            }
            int[] map = new int[bins.fine().attribute(attribute).size()];
            for (int code = 0; code < map.length; code++) {
                map[code] = inner.bins.code(reader, bins.code(attribute, code));
            }
            steps = steps.with(inner.bins.coarse().attribute(reader), attribute, map);
        }
        List<double[]> all = new ArrayList<>();
        for (int attribute = 0; attribute < bins.fine().size(); attribute++) {
            all.add(keeps(steps, attribute) ? new double[0] : outer.weightsThrough(inner, attribute));
        }
        return of(steps, inner.coarse, all);
    }

    /** Of each code its share of its bin times the bin's weight in what that is refined from. */
    private double[] weightsThrough(Refined inner, int attribute) {
        double[] own = weights.get(attribute);
        double[] outer = inner.weights.get(attribute);
        if (outer.length == 0) {
            return own.clone();
        }
        double[] through = new double[bins.fine().attribute(attribute).size()];
        double[] sums = new double[outer.length];
        for (int code = 0; code < own.length; code++) {
            sums[bins.code(attribute, code)] += own[code];
        }
        for (int code = 0; code < through.length; code++) {
            int bin = bins.code(attribute, code);
            through[code] = own.length == 0 ? outer[bin] : outer[bin] * own[code] / sums[bin];
        }
        return through;
    }

    private static void check(Coarsening bins, int attribute, double[] weights) {
        String name = bins.fine().attribute(attribute).name();
        int needed =
                keeps(bins, attribute) ? 0 : bins.fine().attribute(attribute).size();
        if (weights.length != needed) {
            throw new IllegalArgumentException("'" + name + "' needs " + needed + " weights; it has " + weights.length);
        }
        int[] places = needed == 0 ? new int[0] : places(bins, attribute);
        double[] sums = new double[needed == 0 ? 0 : count(bins, attribute)];
        boolean[] used = new boolean[sums.length];
        for (int code = 0; code < weights.length; code++) {
            if (!(weights[code] >= 0 && weights[code] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight " + code + " of '" + name + "' is " + weights[code]
                        + "; it must be at least 0, finite");
            }
            sums[places[code]] += weights[code];
            used[places[code]] = true;
        }
        boolean isOne = bins.readers(attribute).length == 1;
        for (int bin = 0; bin < sums.length; bin++) {
            // What several attributes say may contradict itself; such a bin has no codes, and should never be drawn.
            if ((used[bin] || isOne) && !(sums[bin] > 0 && sums[bin] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the weights of bin " + bin + " of '" + name + "' sum to "
                        + sums[bin] + "; at least one must be above 0");
            }
        }
    }

    /** Whether an attribute's codes stay as they are. */
    static boolean keeps(Coarsening bins, int attribute) {
        int[] readers = bins.readers(attribute);
        return readers.length == 1 && bins.keeps(readers[0]);
    }

    /** The bin of each fine code of an attribute: what all that is read from it says, the first of it slowest. */
    static int[] places(Coarsening bins, int attribute) {
        int[] places = new int[bins.fine().attribute(attribute).size()];
        for (int reader : bins.readers(attribute)) {
            for (int code = 0; code < places.length; code++) {
                places[code] = places[code] * bins.coarse().attribute(reader).size() + bins.code(reader, code);
            }
        }
        return places;
    }

    /** How many bins an attribute has, those without a fine code included. */
    static int count(Coarsening bins, int attribute) {
        return bins.coarse().arrayCells(Clique.of(bins.readers(attribute)));
    }

    @Override
    public Domain domain() {
        return bins.fine();
    }

    @Override
    public double total() {
        return coarse.total();
    }

    /** What coarse codes each fine code has. */
    public Coarsening bins() {
        return bins;
    }

    /** The distribution of bins. */
    public Distribution coarse() {
        return coarse;
    }

    /** The weights of an attribute's fine codes, the caller's own copy; empty where the bins keep its codes. */
    public double[] weights(int attribute) {
        return weights.get(attribute).clone();
    }

    @Override
    public RowSampler sampler() {
        return RefinedSampler.of(bins, coarse.sampler(), weights);
    }

    /** The coarse distribution. */
    @Override
    public String toString() {
        return "Refined[" + coarse + "]";
    }
}
