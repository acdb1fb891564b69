package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.effigy.domain.Coarsening;
import org.effigy.measure.NoisyMarginal;
import org.effigy.model.Measurement;
import org.effigy.model.Refined;
import org.effigy.privacy.Mechanism;
import org.effigy.privacy.Neighbours;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.table.TableCodec;

/**
 * What the door counted for a model, as it was answered: with all of its noise, before anything was made of it.
 *
 * @param bins from a codec's codes to what was counted of them
 * @param measurements over the bins' coarse domain, their noises independent
 * @param total the number of rows, where it is public
 * @param isGaussian whether no noise has tails heavier than the normal distribution's
 */
public record Counted(Coarsening bins, List<Measurement> measurements, OptionalDouble total, boolean isGaussian) {
    /** Copies the list. */
    public Counted {
        Objects.requireNonNull(bins, "bins");
        Objects.requireNonNull(total, "total");
        measurements = List.copyOf(measurements);
    }

    /**
     * The counts of a model: first those that its distribution was made to agree with, then those of fine cells, where there
     * are any.
     *
     * @param codec the model's own, or one that was cut from it
     */
    public static List<Counted> of(FittedModel model, TableCodec codec) {
        Coarsening whole = codec.to(model.codec());
        List<Counted> all = new ArrayList<>();
        Coarsening bins = model.distribution() instanceof Refined refined ? whole.then(refined.bins()) : whole;
        all.add(of(model, bins, model.measurements()));
        if (!model.readings().isEmpty()) {
            all.add(of(model, whole.then(Readings.of(model.codec()).view()), model.readings()));
        }
        return all;
    }

    private static Counted of(FittedModel model, Coarsening bins, List<NoisyMarginal> answers) {
        PrivacyBudget budget = model.provenance().budget();
        boolean isPublic =
                budget.neighbours() == Neighbours.REPLACE && budget.unit().maxRows() == 1;
        return new Counted(
                bins,
                answers.stream()
                        .map(answer -> new Measurement(
                                answer.clique(),
                                Arrays.stream(answer.counts()).asDoubleStream().toArray(),
                                answer.standardDeviation()))
                        .toList(),
                isPublic ? OptionalDouble.of(model.distribution().total()) : OptionalDouble.empty(),
                answers.stream().noneMatch(answer -> answer.mechanism() instanceof Mechanism.DiscreteLaplace));
    }
}
