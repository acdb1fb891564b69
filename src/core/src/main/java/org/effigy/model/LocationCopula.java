package org.effigy.model;

import java.util.Arrays;
import java.util.List;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;

/**
 * Ordered attributes given nominal ones: a coarse row is drawn, in which an ordered attribute is no more than present or
 * missing; its value then is a normal variable seen through cuts, the mean of which depends on the coarse row, and which
 * is correlated with the other ones: the general location model (Olkin, Tate 1961). Immutable.
 */
public final class LocationCopula implements Distribution {
    private final Coarsening presence;
    private final Distribution head;
    private final Clique linked;
    private final List<double[]> cuts;
    private final List<List<double[]>> effects;
    private final double[] deviations;
    private final CorrelationMatrix correlations;

    private LocationCopula(
            Coarsening presence,
            Distribution head,
            Clique linked,
            List<double[]> cuts,
            List<List<double[]>> effects,
            double[] deviations,
            CorrelationMatrix correlations) {
        this.presence = presence;
        this.head = head;
        this.linked = linked;
        this.cuts = cuts;
        this.effects = effects;
        this.deviations = deviations;
        this.correlations = correlations;
    }

    /**
     * The copula of these parts.
     *
     * @param presence columnwise, from the rows to what the head draws: all values of a linked attribute become 0, the
     *     code for missing ones becomes 1; other attributes keep their codes
     * @param head draws coarse rows
     * @param linked ordered attributes
     * @param cuts for each linked attribute the values of its variable at which the next code begins: ascending, finite
     * @param effects for each linked attribute, then each attribute of the coarse domain, what each code adds to the mean
     *     of its variable: one finite number a code, or none where it has no effect
     * @param deviations for each linked attribute the deviation of its variable around its mean, above 0, finite
     * @param correlations of the variables around their means
     * @throws IllegalArgumentException if these don't belong together
     */
    public static LocationCopula of(
            Coarsening presence,
            Distribution head,
            Clique linked,
            List<double[]> cuts,
            List<List<double[]>> effects,
            double[] deviations,
            CorrelationMatrix correlations) {
        if (!presence.isColumnwise() || !presence.coarse().equals(head.domain())) {
            throw new IllegalArgumentException(
                    "the coarse rows are of " + head.domain() + ", what it should know leads to " + presence.coarse());
        }
        int n = linked.size();
        if (cuts.size() != n || effects.size() != n || deviations.length != n || correlations.size() != n) {
            throw new IllegalArgumentException(n
                    + " linked attributes need as many rows of cuts, of effects, deviations"
                    + " and correlations; there are " + cuts.size() + ", " + effects.size() + ", " + deviations.length
                    + ", " + correlations.size());
        }
        for (int c = 0; c < presence.fine().size(); c++) {
            int link = linked.indexOf(c);
            if (link >= 0) {
                check(presence, c, cuts.get(link), effects.get(link), deviations[link]);
            } else if (!presence.keeps(c)) {
                throw new IllegalArgumentException("'"
                        + presence.fine().attribute(c).name() + "' is not linked, so the head must draw all its codes");
            }
        }
        return new LocationCopula(
                presence,
                head,
                linked,
                cuts.stream().map(double[]::clone).toList(),
                effects.stream()
                        .map(one -> one.stream().map(double[]::clone).toList())
                        .toList(),
                deviations.clone(),
                correlations);
    }

    private static void check(
            Coarsening presence, int column, double[] cuts, List<double[]> effects, double deviation) {
        Attribute attribute = presence.fine().attribute(column);
        if (!attribute.isOrdered() || cuts.length != attribute.ordered() - 1) {
            throw new IllegalArgumentException("'" + attribute.name() + "' has " + attribute.ordered()
                    + " codes in order and " + cuts.length + " cuts; there is one less than codes");
        }
        for (int code = 0; code < attribute.size(); code++) {
            if (presence.code(column, code) != (code < attribute.ordered() ? 0 : 1)) {
                throw new IllegalArgumentException(
                        "the head must know of '" + attribute.name() + "' whether it is missing, and nothing else");
            }
        }
        for (int code = 0; code < cuts.length; code++) {
            if (!Double.isFinite(cuts[code]) || code > 0 && cuts[code] < cuts[code - 1]) {
                throw new IllegalArgumentException("the cuts of '" + attribute.name() + "' must be finite and ascend");
            }
        }
        if (effects.size() != presence.coarse().size()) {
            throw new IllegalArgumentException("'" + attribute.name() + "' has effects of " + effects.size() + " of "
                    + presence.coarse().size() + " attributes");
        }
        for (int other = 0; other < effects.size(); other++) {
            double[] each = effects.get(other);
            if (each.length != 0
                            && each.length != presence.coarse().attribute(other).size()
                    || !Arrays.stream(each).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("the effects of '"
                        + presence.coarse().attribute(other).name() + "' on '" + attribute.name()
                        + "' must be one finite number a code, or none");
            }
        }
        if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the deviation of '" + attribute.name() + "' must be above 0 and finite; it is " + deviation);
        }
    }

    @Override
    public Domain domain() {
        return presence.fine();
    }

    @Override
    public double total() {
        return head.total();
    }

    /** From the rows to what the head draws. */
    public Coarsening presence() {
        return presence;
    }

    /** The distribution of coarse rows. */
    public Distribution head() {
        return head;
    }

    /**
     * The same values around coarse rows of another distribution.
     *
     * @throws IllegalArgumentException if it is over another domain than the head
     */
    public LocationCopula withHead(Distribution other) {
        return of(presence, other, linked, cuts, effects, deviations, correlations);
    }

    /** The attributes that are drawn from the copula. */
    public Clique linked() {
        return linked;
    }

    /** The cuts of a linked attribute, by its place among them; the caller's own copy. */
    public double[] cuts(int link) {
        return cuts.get(link).clone();
    }

    /** What the codes of a coarse attribute add to the mean of a linked one's variable; the caller's own copy. */
    public double[] effects(int link, int coarse) {
        return effects.get(link).get(coarse).clone();
    }

    /** The deviations of the variables around their means; the caller's own copy. */
    public double[] deviations() {
        return deviations.clone();
    }

    /** The correlations of the variables around their means. */
    public CorrelationMatrix correlations() {
        return correlations;
    }

    @Override
    public RowSampler sampler() {
        return LocationSampler.of(this);
    }

    /** The head and the number of linked attributes. */
    @Override
    public String toString() {
        return "LocationCopula[" + linked.size() + " of " + domain().size() + " attributes on " + head + "]";
    }
}
