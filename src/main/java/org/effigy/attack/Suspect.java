package org.effigy.attack;

import java.util.Objects;
import org.effigy.domain.Records;
import org.effigy.measure.PrivateTable;
import org.effigy.model.Distribution;
import org.effigy.privacy.MemoryLedger;
import org.effigy.privacy.NoiseSource;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.Release;
import org.effigy.synth.Fit;
import org.effigy.synth.Progress;
import org.effigy.synth.Synthesizer;

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
     * A synthesizer as it is used for a release: it sees rows through the door, and its charges are counted. The ledger
     * is in memory and forgotten, because nothing is released; who keeps what an attack's fits give out must count it.
     *
     * @param noise on one thread, since fits run on several
     */
    static Suspect of(Synthesizer synthesizer, PrivacyBudget budget, NoiseSource noise) {
        Objects.requireNonNull(synthesizer, "synthesizer");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(noise, "noise");
        return (rows, synthetic, seed) -> {
            Release release = MemoryLedger.of("attack", budget).open("attack " + synthesizer.name(), budget);
            PrivateTable table = rows.units().isPresent()
                    ? PrivateTable.ofUnits(rows.records(), rows.units().get(), release, noise)
                    : PrivateTable.ofRows(rows.records(), release, noise);
            Fit fit = synthesizer.fit(table, Progress.NONE);
            Distribution distribution = fit.distribution();
            return new Published(
                    fit.measurements(),
                    synthetic == 0
                            ? Records.builder(distribution.domain(), 0).build()
                            : distribution.sampler().sample(synthetic, seed));
        };
    }
}
