package org.effigy.synth;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.effigy.measure.NoisyMarginal;

/** Says of a model that is mostly noise that it is, from released numbers alone; post-processing. */
public final class Noisiness {
    /** Of the rows that noise moves in a column, on average over columns. */
    private static final double MOST = .2;

    private Noisiness() {}

    /**
     * The share of the rows that the noise of each column's best answer is expected to move to other values, on average; 1
     * at most. NaN for a model whose answers are of no single column.
     */
    static double of(FittedModel model) {
        Map<Integer, Double> off = new TreeMap<>();
        for (NoisyMarginal answer : model.measurements()) {
            if (answer.clique().size() == 1) {
                double moved = answer.expectedError() * answer.counts().length / (2.0 * model.estimatedUnits());
                off.merge(answer.clique().toArray()[0], Math.min(1, moved), Math::min);
            }
        }
        return off.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** The sentence for people; empty if the model is of more than noise. */
    public static Optional<String> caution(FittedModel model) {
        double moved = of(model);
        return moved > MOST
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "Mostly noise: of about %,d rows (a noisy number), noise alone moves %.0f %% in the average"
                                + " column. The rows protect people, and say next to nothing of the table: raise epsilon,"
                                + " declare fewer values, or bring more rows",
                        model.estimatedRows(),
                        100 * moved))
                : Optional.empty();
    }
}
