package org.effigy.synth;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.effigy.domain.HistoryLayout;
import org.effigy.model.Conditioned;
import org.effigy.model.NextRow;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.table.Field;
import org.effigy.table.HistoryCodec;
import org.effigy.table.Schema;

/**
 * How the rows of a unit follow each other in a model: what the door answered about steps from a row to the next, and the
 * distribution of steps. All public.
 *
 * @param codec between rows, persons and steps
 * @param model the name of the steps' synthesizer
 * @param fit over the codec's steps; counts are in shares of a unit
 */
public record Steps(HistoryCodec codec, String model, Fit fit) {
    /** Below this epsilon the strongest pairs are all that noise leaves to see. */
    private static final double SMALL = .25;

    /** With more columns than this, more than a tree takes longer than a fit should. */
    private static final int WIDE = 100;

    /** @throws IllegalArgumentException if the distribution is of other steps than the codec's */
    public Steps {
        Objects.requireNonNull(model, "model");
        if (!fit.distribution().domain().equals(codec.layout().steps())) {
            throw new IllegalArgumentException(
                    "the steps are over " + fit.distribution().domain() + ", the schema's over "
                            + codec.layout().steps() + ": they don't belong together");
        }
        if (!Conditioned.isPossible(fit.distribution())) {
            throw new IllegalArgumentException("rows follow rows by a graphical model alone; the steps have another");
        }
    }

    /**
     * The synthesizer of the steps, chosen by public facts.
     *
     * @param model the name of the persons' synthesizer, or of {@link Auto}; where that is no graphical model, one that is
     *     takes its place
     * @param megabytes of the model at most
     */
    public static Synthesizer synthesizer(String model, HistoryCodec codec, PrivacyBudget budget, double megabytes) {
        // What rows share and hold is related in pairs; the number of triples of so many columns is too large.
        Settings settings = new Settings(Workload.pairs().given(codec.layout().given()), megabytes);
        if (List.of(Mst.NAME, PrivBayes.NAME, Independent.NAME).contains(model)) {
            return Synthesizer.named(model, settings);
        }
        boolean isSmall = budget.epsilon() < SMALL || codec.layout().steps().size() > WIDE;
        return Synthesizer.named(model.equals(Auto.NAME) && isSmall ? Mst.NAME : Aim.NAME, settings);
    }

    /** What is modelled, in a sentence. */
    public String words() {
        Schema schema = codec.schema();
        List<String> shared = schema.fields().stream()
                .filter(Field::isOfUnit)
                .map(Field::name)
                .toList();
        return "Rows of one '" + schema.unit().orElseThrow().name() + "' follow each other by '"
                + schema.order().orElseThrow().name() + "'"
                + (shared.isEmpty() ? "" : " and share " + String.join(", ", shared))
                + ": a first row and a number of rows (at most "
                + codec.layout().mostRows() + ") are drawn for each, then each row given the one before (model '"
                + model
                + "').";
    }

    /** Draws rows given the rows before. Takes seconds to make. */
    NextRow next() {
        HistoryLayout layout = codec.layout();
        return NextRow.of(fit.distribution(), layout.given(), new NextRow.Rule() {
            @Override
            public int after(int attribute) {
                return layout.moveOf(attribute);
            }

            @Override
            public int settled(int[] codes, int attribute, int drawn, RandomGenerator random) {
                return attribute < layout.states() ? drawn : layout.settled(codes, attribute, drawn, random);
            }
        });
    }
}
