package org.effigy.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Relation;
import org.effigy.model.Conditioned;
import org.effigy.model.Distribution;
import org.effigy.model.LocationCopula;
import org.effigy.model.Refined;

/**
 * A distribution given some relations, and how probable they are.
 *
 * @param probability as {@link Conditioned#probability}
 */
record Given(Distribution distribution, double probability) {
    /**
     * A hybrid given relations of what its graphical part draws: nominal columns, and whether others are missing. The
     * numbers around them are drawn as before, given these.
     *
     * @return empty if the distribution is no hybrid, or the relations are about the numbers themselves
     */
    static Optional<Given> ofHybrid(
            Distribution distribution,
            Coarsening cut,
            List<double[]> weights,
            List<Relation> relations,
            long maxCells) {
        Distribution inner = distribution instanceof Refined refined ? refined.coarse() : distribution;
        if (!cut.isNone() || !(inner instanceof LocationCopula copula) || !Conditioned.isPossible(copula.head())) {
            return Optional.empty();
        }
        Coarsening presence = presence(distribution, copula);
        List<Relation> projected = new ArrayList<>();
        for (Relation relation : relations) {
            Optional<Relation> coarse = relation.over(presence);
            if (coarse.isEmpty()) {
                return Optional.empty();
            }
            projected.add(coarse.get());
        }
        Domain head = copula.head().domain();
        List<double[]> factors = new ArrayList<>();
        for (int attribute = 0; attribute < head.size(); attribute++) {
            double[] factor = new double[head.attribute(attribute).size()];
            for (int code = 0; code < weights.get(attribute).length; code++) {
                factor[presence.code(attribute, code)] = weights.get(attribute)[code];
            }
            factors.add(factor);
        }
        Conditioned met = Conditioned.of(copula.head(), Coarsening.none(head), factors, projected, maxCells);
        Distribution around = copula.withHead(met.distribution());
        if (distribution instanceof Refined refined) {
            List<double[]> own = new ArrayList<>();
            for (int attribute = 0; attribute < head.size(); attribute++) {
                own.add(refined.weights(attribute));
            }
            around = Refined.of(refined.bins(), around, own);
        }
        return Optional.of(new Given(around, met.probability()));
    }

    /** From the rows' codes to what the graphical part draws. */
    private static Coarsening presence(Distribution distribution, LocationCopula copula) {
        if (!(distribution instanceof Refined refined)) {
            return copula.presence();
        }
        Domain fine = distribution.domain();
        Coarsening presence = Coarsening.none(fine);
        for (int attribute = 0; attribute < fine.size(); attribute++) {
            int[] map = new int[fine.attribute(attribute).size()];
            for (int code = 0; code < map.length; code++) {
                map[code] = copula.presence().code(attribute, refined.bins().code(attribute, code));
            }
            presence = presence.mapping(
                    attribute, copula.presence().coarse().attribute(attribute).size(), map);
        }
        return presence;
    }
}
