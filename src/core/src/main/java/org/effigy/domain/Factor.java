package org.effigy.domain;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A table of numbers over a clique: counts, probabilities, or their logarithms. A value: each verb returns a new
 * factor. The cells are in row-major order, the clique's first attribute slowest.
 *
 * <p>The verbs on two factors broadcast: the result is over the union of their cliques.
 */
public final class Factor {
    /** The inner part of a walk over a table: small enough that its offsets stay in the nearest cache. */
    private static final int INNER = 4096;

    private final Domain domain;
    private final Clique clique;
    private final double[] values;

    private Factor(Domain domain, Clique clique, double[] values) {
        this.domain = domain;
        this.clique = clique;
        this.values = values;
    }

    /**
     * The factor of these values, copied.
     *
     * @throws IllegalArgumentException if there are not as many values as the clique has cells, or one is NaN
     */
    public static Factor of(Domain domain, Clique clique, double[] values) {
        Objects.requireNonNull(domain, "domain");
        if (values.length != domain.cells(clique)) {
            throw new IllegalArgumentException("a factor over " + domain.describe(clique) + " has "
                    + domain.cells(clique) + " cells; " + values.length + " values were given");
        }
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new IllegalArgumentException(
                        "cell " + i + " of the factor over " + domain.describe(clique) + " is NaN");
            }
        }
        return new Factor(domain, clique, values.clone());
    }

    /**
     * The factor whose cells all have one value.
     *
     * @throws IllegalArgumentException if the table has more cells than an array can hold
     */
    public static Factor constant(Domain domain, Clique clique, double value) {
        double[] values = new double[Layout.of(domain, clique).cells()];
        Arrays.fill(values, value);
        return new Factor(domain, clique, values);
    }

    /** What the attributes' positions refer to. */
    public Domain domain() {
        return domain;
    }

    /** The attributes of the table. */
    public Clique clique() {
        return clique;
    }

    /** The number of cells. */
    public int cells() {
        return values.length;
    }

    /** The value of a cell, by its place in row-major order. */
    public double value(int cell) {
        return values[cell];
    }

    /** The values in row-major order; the caller's own copy. */
    public double[] toArray() {
        return values.clone();
    }

    /** Cell by cell sum. */
    public Factor plus(Factor other) {
        return combine(other, Double::sum);
    }

    /** Cell by cell difference. */
    public Factor minus(Factor other) {
        return combine(other, (a, b) -> a - b);
    }

    /** Cell by cell product. */
    public Factor times(Factor other) {
        return combine(other, (a, b) -> a * b);
    }

    /** Cell by cell quotient, where nothing divided by nothing is nothing. */
    public Factor dividedBy(Factor other) {
        return combine(other, (a, b) -> a == 0 && b == 0 ? 0 : a / b);
    }

    /** All cells times a number. */
    public Factor times(double scale) {
        return map(value -> value * scale);
    }

    /** All cells plus a number. */
    public Factor plus(double shift) {
        return map(value -> value + shift);
    }

    /** e to the power of each cell. */
    public Factor exp() {
        return map(Math::exp);
    }

    /** The natural logarithm of each cell: minus infinity where it is 0. */
    public Factor log() {
        return map(Math::log);
    }

    /** The table over a larger clique that does not depend on the attributes that it gains. */
    public Factor expand(Clique to) {
        return combine(new Factor(domain, to, new double[Layout.of(domain, to).cells()]), (a, zero) -> a);
    }

    /**
     * The sums over the attributes that are not in {@code onto}: the marginal.
     *
     * @throws IllegalArgumentException if {@code onto} has an attribute that this factor lacks
     */
    public Factor project(Clique onto) {
        Walk walk = walkOnto(onto);
        double[] sums = new double[walk.cells];
        for (int o = 0, cell = 0; o < walk.outer.length; o++) {
            for (int i = 0; i < walk.inner.length; i++, cell++) {
                sums[walk.outer[o] + walk.inner[i]] += values[cell];
            }
        }
        return new Factor(domain, onto, sums);
    }

    /**
     * The logarithm of the sum of e to the power of the cells, over the attributes that are not in {@code onto}; no
     * overflow, whatever the cells.
     *
     * @throws IllegalArgumentException if {@code onto} has an attribute that this factor lacks
     */
    public Factor logSumExp(Clique onto) {
        Walk walk = walkOnto(onto);
        double[] peak = new double[walk.cells];
        Arrays.fill(peak, Double.NEGATIVE_INFINITY);
        for (int o = 0, cell = 0; o < walk.outer.length; o++) {
            for (int i = 0; i < walk.inner.length; i++, cell++) {
                int to = walk.outer[o] + walk.inner[i];
                peak[to] = Math.max(peak[to], values[cell]);
            }
        }
        double[] sums = new double[walk.cells];
        for (int o = 0, cell = 0; o < walk.outer.length; o++) {
            for (int i = 0; i < walk.inner.length; i++, cell++) {
                int to = walk.outer[o] + walk.inner[i];
                // Where the peak is minus infinity all are, and the difference would be NaN.
                if (values[cell] > Double.NEGATIVE_INFINITY) {
                    sums[to] += Math.exp(values[cell] - peak[to]);
                }
            }
        }
        for (int to = 0; to < sums.length; to++) {
            sums[to] = sums[to] == 0 ? Double.NEGATIVE_INFINITY : peak[to] + Math.log(sums[to]);
        }
        return new Factor(domain, onto, sums);
    }

    /** The sum of all cells. */
    public double total() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** The largest cell. */
    public double max() {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    /**
     * The sum of the absolute differences of the cells.
     *
     * @throws IllegalArgumentException if the cliques differ
     */
    public double distance(Factor other) {
        requireSameDomain(other);
        if (!clique.equals(other.clique)) {
            throw new IllegalArgumentException("the distance of " + this + " and " + other
                    + " is not defined: project both onto one clique first");
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Math.abs(values[i] - other.values[i]);
        }
        return sum;
    }

    private Factor map(DoubleUnaryOperator verb) {
        double[] mapped = new double[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = verb.applyAsDouble(values[i]);
        }
        return new Factor(domain, clique, mapped);
    }

    private Factor combine(Factor other, DoubleBinaryOperator verb) {
        requireSameDomain(other);
        Clique union = clique.union(other.clique);
        Walk mine = Walk.of(domain, union, clique);
        Walk theirs = Walk.of(domain, union, other.clique);
        double[] combined = new double[Layout.of(domain, union).cells()];
        for (int o = 0, cell = 0; o < mine.outer.length; o++) {
            for (int i = 0; i < mine.inner.length; i++, cell++) {
                combined[cell] = verb.applyAsDouble(
                        values[mine.outer[o] + mine.inner[i]], other.values[theirs.outer[o] + theirs.inner[i]]);
            }
        }
        return new Factor(domain, union, combined);
    }

    private Walk walkOnto(Clique onto) {
        if (!onto.isSubsetOf(clique)) {
            throw new IllegalArgumentException("a factor over " + domain.describe(clique) + " has no marginal over "
                    + domain.describe(onto) + ": expand it first");
        }
        return Walk.of(domain, clique, onto);
    }

    private void requireSameDomain(Factor other) {
        if (domain != other.domain && !domain.equals(other.domain)) {
            throw new IllegalArgumentException(
                    "two factors of different domains cannot be combined: " + domain + " and " + other.domain);
        }
    }

    /** The clique by its attributes' names and the number of cells; not the cells. */
    @Override
    public String toString() {
        return "Factor" + domain.describe(clique) + "[" + values.length + "]";
    }

    /** For each cell of one clique's table, in order, its place in another's: {@code outer[o] + inner[i]}. */
    private record Walk(int[] outer, int[] inner, int cells) {
        static Walk of(Domain domain, Clique over, Clique target) {
            Layout layout = Layout.of(domain, target);
            int split = over.size();
            long inner = 1;
            while (split > 0 && inner * domain.attribute(over.get(split - 1)).size() <= INNER) {
                split--;
                inner *= domain.attribute(over.get(split)).size();
            }
            int[] axes = over.toArray();
            return new Walk(
                    layout.offsets(Arrays.copyOf(axes, split)),
                    layout.offsets(Arrays.copyOfRange(axes, split, axes.length)),
                    layout.cells());
        }
    }
}
