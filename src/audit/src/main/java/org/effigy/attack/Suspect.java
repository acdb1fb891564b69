package org.effigy.attack;

import java.util.List;
import java.util.Objects;
import org.effigy.domain.Records;
import org.effigy.measure.NoisyMarginal;
import org.effigy.model.Distribution;
import org.effigy.model.Refined;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.synth.DomainOrigin;
import org.effigy.synth.Fit;
import org.effigy.synth.FittedModel;
import org.effigy.synth.Lineage;
import org.effigy.synth.Progress;
import org.effigy.synth.Synthesizer;
import org.effigy.table.Schema;

/** Something that makes a synthetic table of real rows, and is attacked. Called by several threads at once. */
@FunctionalInterface
public interface Suspect {
    /**
     * Makes what would be given out.
     *
     * @param rows the real rows
     * @param synthetic how many synthetic rows are wanted; 0 if the attacker looks at the model alone
     * @param seed of what is drawn from the model; no privacy noise may come from it
     */
    Published publish(Rows rows, int synthetic, long seed);

    /**
     * A synthesizer of a coded table: it sees rows through the door, and its charges are counted. The ledger is in memory
     * and forgotten, because nothing is released; who keeps what an attack's fits give out must count it. Of a fit that makes
     * bins the attacker sees rows, as below.
     *
     * @param noise on one thread, since fits run on several
     */
    static Suspect of(Synthesizer synthesizer, PrivacyBudget budget, NoiseSource noise) {
        Objects.requireNonNull(synthesizer, "synthesizer");
        return (rows, synthetic, seed) -> {
            Fit fit = synthesizer.fit(ForgottenDoor.to(rows, synthesizer, budget, noise), Progress.NONE);
            return published(fit.measurements(), fit.distribution(), rows, synthetic, seed);
        };
    }

    /**
     * A synthesizer as it is used for a release of a table with this schema, with the bins that a fit makes. Where it
     * makes any, each fit has bins of its own, so its answers can't be compared cell by cell: the attacker then sees as
     * many synthetic rows as there are real ones in place of the answers.
     *
     * @param noise on one thread, since fits run on several
     */
    static Suspect of(Synthesizer synthesizer, Schema schema, PrivacyBudget budget, NoiseSource noise) {
        Objects.requireNonNull(synthesizer, "synthesizer");
        Objects.requireNonNull(schema, "schema");
        return (rows, synthetic, seed) -> {
            // Nothing is released, so whether the domain is public is not asked here.
            FittedModel model = FittedModel.fit(
                    synthesizer,
                    ForgottenDoor.to(rows, synthesizer, budget, noise),
                    schema,
                    DomainOrigin.ATTESTED,
                    Lineage.REAL,
                    Progress.NONE);
            return published(model.measurements(), model.distribution(), rows, synthetic, seed);
        };
    }

    private static Published published(
            List<NoisyMarginal> answers, Distribution distribution, Rows rows, int synthetic, long seed) {
        if (distribution instanceof Refined) {
            // Its answers are over bins of its own, whoever made them: 'aim' makes some of a coded table too.
            int least = Math.max(synthetic, rows.records().rows());
            return new Published(List.of(), distribution.sampler().sample(least, seed));
        }
        return new Published(
                answers,
                synthetic == 0
                        ? Records.builder(distribution.domain(), 0).build()
                        : distribution.sampler().sample(synthetic, seed));
    }
}
