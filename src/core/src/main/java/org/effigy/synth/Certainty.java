package org.effigy.synth;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.effigy.domain.Clique;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Domain;
import org.effigy.domain.Relation;
import org.effigy.measure.NoisyMarginal;

/**
 * How far the noise of a fit puts a probability off. What one measured marginal tells by itself is off by the noise of the
 * cells that it sums; a probability that takes several marginals is a product, whose relative errors add up in squares.
 * A rough guide, from released numbers alone.
 */
final class Certainty {
    private final FittedModel model;
    private final Coarsening bins;

    /** @param bins from the codes that relations are about to those that were measured */
    Certainty(FittedModel model, Coarsening bins) {
        this.model = model;
        this.bins = bins;
    }

    /**
     * The standard error of the probability that some relations all hold.
     *
     * @param alone the probability of each in the model, above 0
     */
    double standardError(List<Relation> relations, ToDoubleFunction<Relation> alone) {
        double product = 1;
        double relative = 0;
        for (Relation relation : relations) {
            double probability = alone.applyAsDouble(relation);
            product *= probability;
            relative += Math.pow(error(relation) / probability, 2);
        }
        double finest = model.measurements().stream()
                .mapToDouble(NoisyMarginal::standardDeviation)
                .min()
                .orElse(0);
        // A product of sure factors would seem sure; but had it been counted, the count would have had this noise.
        return Math.max(
                product * Math.sqrt(relative), finest / model.distribution().total());
    }

    /** The error of the share of rows of which a relation holds. */
    private double error(Relation relation) {
        double least = Double.POSITIVE_INFINITY;
        for (NoisyMarginal marginal : model.measurements()) {
            if (read(relation.clique()).isSubsetOf(marginal.clique())) {
                least = Math.min(least, marginal.standardDeviation() * Math.sqrt(cells(relation, marginal.clique())));
            }
        }
        if (Double.isInfinite(least)) {
            // Nothing measured has all of its columns: as uncertain as all cells of what has one of them.
            for (NoisyMarginal marginal : model.measurements()) {
                if (marginal.clique().intersect(read(relation.clique())).size() > 0) {
                    least = Math.min(least, marginal.standardDeviation() * Math.sqrt(marginal.counts().length));
                }
            }
        }
        return Math.min(1, least / model.distribution().total());
    }

    /** How many cells of a marginal hold rows of which a relation is true. */
    private double cells(Relation relation, Clique clique) {
        Domain fine = bins.fine();
        Domain measured = bins.coarse();
        Clique own = relation.clique();
        Clique read = read(own);
        boolean[] held = new boolean[measured.arrayCells(read)];
        int[] codes = new int[own.size()];
        int[] classes = new int[own.size()];
        int found = 0;
        for (long left = fine.cells(own); left > 0; left--) {
            int cell = 0;
            for (int i = 0; i < codes.length; i++) {
                classes[i] = relation.classOf(i, codes[i]);
            }
            for (int attribute : read.toArray()) {
                int code = codes[own.indexOf(bins.source(attribute))];
                cell = cell * measured.attribute(attribute).size() + bins.code(attribute, code);
            }
            if (!held[cell] && relation.allows(classes)) {
                held[cell] = true;
                found++;
            }
            for (int i = codes.length - 1;
                    i >= 0 && ++codes[i] == fine.attribute(own.get(i)).size();
                    i--) {
                codes[i] = 0;
            }
        }
        return (double) found * measured.cells(clique.minus(read));
    }

    /** What was measured of some columns. */
    private Clique read(Clique columns) {
        return Clique.of(Arrays.stream(columns.toArray())
                .flatMap(column -> Arrays.stream(bins.readers(column)))
                .toArray());
    }
}
