package org.effigy.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;

/**
 * A copula over ordered attributes: each is a normal variable seen through cuts that give it its own marginal, and the
 * variables are correlated. Where an attribute may be missing, a second variable says when. Attributes that are not
 * linked are independent of all others. With degrees of freedom it is Student's t copula (Demarta, McNeil 2005): values
 * far out come together more often than under the normal one. Immutable.
 */
public final class GaussianCopula implements Distribution {
    /** The most degrees of freedom: beyond them Student's distribution can't be told from the normal one. */
    public static final int MOST_DEGREES = 100;

    private final Domain domain;
    private final double total;
    private final List<double[]> weights;
    private final Clique linked;
    private final CorrelationMatrix correlations;
    private final OptionalInt degrees;

    private GaussianCopula(
            Domain domain,
            double total,
            List<double[]> weights,
            Clique linked,
            CorrelationMatrix correlations,
            OptionalInt degrees) {
        this.domain = domain;
        this.total = total;
        this.weights = weights;
        this.linked = linked;
        this.correlations = correlations;
        this.degrees = degrees;
    }

    /**
     * The normal copula with these marginals.
     *
     * @param total the number of rows, above 0
     * @param weights by attribute, one a code: at least 0, finite; only their proportions matter. Copied
     * @param linked the attributes whose variables are correlated: ordered ones, or such of two values
     * @param correlations of the linked attributes' variables, in the domain's order, and after them of the variables
     *     that say which of them are missing, in the same order
     * @throws IllegalArgumentException if these don't belong together
     */
    public static GaussianCopula of(
            Domain domain, double total, List<double[]> weights, Clique linked, CorrelationMatrix correlations) {
        if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the total is a positive finite number of rows; " + total + " was given");
        }
        if (weights.size() != domain.size()) {
            throw new IllegalArgumentException(
                    weights.size() + " columns of weights were given for " + domain.size() + " attributes");
        }
        for (int c = 0; c < weights.size(); c++) {
            Attribute attribute = domain.attribute(c);
            if (weights.get(c).length != attribute.size()) {
                throw new IllegalArgumentException("'" + attribute.name() + "' has " + attribute.size() + " codes and "
                        + weights.get(c).length + " weights");
            }
            LatentScale.of(weights.get(c));
        }
        int variables = 0;
        for (int position : linked.toArray()) {
            Attribute attribute = domain.attribute(position);
            if (!isLinkable(attribute)) {
                throw new IllegalArgumentException("'" + attribute.name()
                        + "' has no order, so nothing can be correlated with it: leave it apart");
            }
            variables += canBeMissing(attribute) ? 2 : 1;
        }
        if (correlations.size() != variables) {
            throw new IllegalArgumentException("the " + linked.size() + " linked attributes have " + variables
                    + " variables; there are correlations of " + correlations.size());
        }
        return new GaussianCopula(
                domain,
                total,
                weights.stream().map(double[]::clone).toList(),
                linked,
                correlations,
                OptionalInt.empty());
    }

    /**
     * Student's copula with the same marginals and correlations.
     *
     * @param degrees of freedom, 1 to {@value #MOST_DEGREES}
     * @throws IllegalArgumentException if out of range
     */
    public GaussianCopula withDegrees(int degrees) {
        requireDegrees(degrees);
        return new GaussianCopula(domain, total, weights, linked, correlations, OptionalInt.of(degrees));
    }

    /** @throws IllegalArgumentException if there are no such degrees of freedom */
    public static void requireDegrees(int degrees) {
        if (degrees < 1 || degrees > MOST_DEGREES) {
            throw new IllegalArgumentException("degrees of freedom are 1 to " + MOST_DEGREES + ", not " + degrees
                    + ": with more, take the normal copula");
        }
    }

    /** Whether an attribute's codes have an order, or need none since there are but two. */
    public static boolean isLinkable(Attribute attribute) {
        return attribute.isOrdered()
                ? attribute.ordered() > 1 || attribute.ordered() == 1 && canBeMissing(attribute)
                : attribute.size() == 2;
    }

    /** Whether a linkable attribute has a second variable, for when it is missing. */
    public static boolean canBeMissing(Attribute attribute) {
        return attribute.isOrdered() && attribute.ordered() < attribute.size();
    }

    /** The values of a linkable attribute, those that are not missing, on their scale. */
    public static LatentScale valueScale(Attribute attribute, double[] weights) {
        return LatentScale.of(Arrays.copyOf(weights, attribute.isOrdered() ? attribute.ordered() : attribute.size()));
    }

    /** Present and missing, on their scale. */
    public static LatentScale missingScale(Attribute attribute, double[] weights) {
        double missing = weights[attribute.ordered()];
        return LatentScale.of(new double[] {Arrays.stream(weights).sum() - missing, missing});
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public double total() {
        return total;
    }

    /** The weights of an attribute's codes, the caller's own copy. */
    public double[] weights(int attribute) {
        return weights.get(attribute).clone();
    }

    /** The attributes whose variables are correlated. */
    public Clique linked() {
        return linked;
    }

    /** The correlations of the linked attributes' variables, and of those that say which are missing. */
    public CorrelationMatrix correlations() {
        return correlations;
    }

    /** The degrees of freedom; empty for the normal copula. */
    public OptionalInt degrees() {
        return degrees;
    }

    @Override
    public RowSampler sampler() {
        return Batches.of(domain, new Draw(this)::batch);
    }

    /** What is drawn, prepared once. */
    private static final class Draw {
        private final Domain domain;
        private final OptionalInt degrees;
        private final double[][] factor;
        private final int[] linked;
        private final List<CutPoints> values = new ArrayList<>();
        private final List<CutPoints> missing = new ArrayList<>();
        private final List<Selection> selections = new ArrayList<>();
        private final int[] flags;
        private final int[] apart;
        private final List<CutPoints> alone = new ArrayList<>();

        Draw(GaussianCopula copula) {
            this.domain = copula.domain;
            this.degrees = copula.degrees;
            this.factor = copula.correlations.factor();
            this.linked = copula.linked.toArray();
            List<Integer> flagged = new ArrayList<>();
            for (int i = 0; i < linked.length; i++) {
                Attribute attribute = domain.attribute(linked[i]);
                double[] weights = copula.weights.get(linked[i]);
                values.add(CutPoints.of(valueScale(attribute, weights).cuts(degrees)));
                if (canBeMissing(attribute)) {
                    flagged.add(i);
                    double[] cuts = missingScale(attribute, weights).cuts();
                    double own = copula.correlations.get(linked.length + missing.size(), i);
                    missing.add(CutPoints.of(cuts));
                    selections.add(Selection.of(own, cuts[0]));
                }
            }
            this.flags = flagged.stream().mapToInt(Integer::intValue).toArray();
            this.apart = domain.all().minus(copula.linked).toArray();
            for (int position : apart) {
                alone.add(CutPoints.of(
                        LatentScale.of(copula.weights.get(position)).cuts()));
            }
        }

        int[][] batch(int rows, long seed, long batch) {
            Normals normals = new Normals(SplitMix.of(seed, batch));
            int[][] columns = new int[domain.size()][rows];
            double[] independent = new double[factor.length];
            double[] z = new double[factor.length];
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < z.length; i++) {
                    independent[i] = normals.next();
                    double sum = 0;
                    for (int j = 0; j <= i; j++) {
                        sum += factor[i][j] * independent[j];
                    }
                    z[i] = sum;
                }
                for (int f = 0; f < flags.length; f++) {
                    z[flags[f]] = selections.get(f).apply(z[flags[f]]);
                }
                // Of values alone: when they are missing has nothing to do with how far out they are.
                double scale = degrees.isPresent()
                        ? Math.sqrt(degrees.getAsInt() / normals.chiSquared(degrees.getAsInt()))
                        : 1;
                for (int i = 0; i < linked.length; i++) {
                    columns[linked[i]][row] = values.get(i).code(scale * z[i]);
                }
                for (int f = 0; f < flags.length; f++) {
                    if (missing.get(f).code(z[linked.length + f]) == 1) {
                        int position = linked[flags[f]];
                        columns[position][row] = domain.attribute(position).size() - 1;
                    }
                }
                for (int i = 0; i < apart.length; i++) {
                    columns[apart[i]][row] = alone.get(i).code(normals.next());
                }
            }
            return columns;
        }
    }

    /** The number of linked attributes and the degrees of freedom. */
    @Override
    public String toString() {
        return "GaussianCopula[" + linked.size() + " of " + domain.size() + " attributes linked"
                + (degrees.isPresent() ? ", " + degrees.getAsInt() + " degrees of freedom" : "") + "]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GaussianCopula copula
                && domain.equals(copula.domain)
                && total == copula.total
                && linked.equals(copula.linked)
                && correlations.equals(copula.correlations)
                && degrees.equals(copula.degrees)
                && Arrays.deepEquals(weights.toArray(), copula.weights.toArray());
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, total, linked, correlations, degrees);
    }
}
