package org.effigy.model;

import java.util.List;
import java.util.Objects;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;

/**
 * A distribution of fine rows made of one of coarse rows: a coarse row is drawn, and each of its codes becomes one of the
 * fine codes that it stands for, by weight and independently of the row's other codes. Immutable.
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
     * @param bins of each attribute of the fine domain, in its order
     * @param coarse over the bins' coarse domain
     * @param weights by attribute, one weight a fine code, at least 0 and finite, copied; an empty array where the bins
     *     keep the attribute's codes. Only their proportions inside a bin matter
     * @throws IllegalArgumentException if these don't belong together, or a bin has no fine code of a weight above 0
     */
    public static Refined of(Coarsening bins, Distribution coarse, List<double[]> weights) {
        Objects.requireNonNull(bins, "bins");
        if (!bins.isColumnwise() || !bins.coarse().equals(coarse.domain())) {
            throw new IllegalArgumentException(
                    "the distribution is over " + coarse.domain() + ", the bins lead to " + bins.coarse());
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

    private static void check(Coarsening bins, int attribute, double[] weights) {
        String name = bins.fine().attribute(attribute).name();
        int needed =
                bins.keeps(attribute) ? 0 : bins.fine().attribute(attribute).size();
        if (weights.length != needed) {
            throw new IllegalArgumentException("'" + name + "' needs " + needed + " weights; it has " + weights.length);
        }
        double[] sums = new double[bins.coarse().attribute(attribute).size()];
        for (int code = 0; code < weights.length; code++) {
            if (!(weights[code] >= 0 && weights[code] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight " + code + " of '" + name + "' is " + weights[code]
                        + "; it must be at least 0, finite");
            }
            sums[bins.code(attribute, code)] += weights[code];
        }
        for (int bin = 0; needed > 0 && bin < sums.length; bin++) {
            if (!(sums[bin] > 0 && sums[bin] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the weights of bin " + bin + " of '" + name + "' sum to "
                        + sums[bin] + "; at least one must be above 0");
            }
        }
    }

    @Override
    public Domain domain() {
        return bins.fine();
    }

    @Override
    public double total() {
        return coarse.total();
    }

    /** Which bin each fine code is in. */
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
