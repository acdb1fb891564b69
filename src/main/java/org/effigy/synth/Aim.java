package org.effigy.synth;

import java.util.Objects;
import java.util.function.IntFunction;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.PrivacyLoss;

/**
 * The adaptive and iterative mechanism (McKenna, Mullins, Sheldon, Miklau 2022): measures one-way marginals, then round
 * after round the marginal that the model so far gets most wrong, as far as its own noise lets it be seen. Claim and
 * proof: {@code docs/privacy/Aim.md}.
 */
public final class Aim implements Synthesizer {
    static final String NAME = "aim";

    private final Settings settings;
    private final IntFunction<AimSchedule> schedule;

    Aim(Settings settings, IntFunction<AimSchedule> schedule) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.schedule = Objects.requireNonNull(schedule, "schedule");
    }

    /** AIM for a workload, with a limit on the size of the model. */
    public static Aim of(Settings settings) {
        return new Aim(settings, AimSchedule::standard);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void requireFeasible(PrivateTable table, PrivacyLoss budget) {
        settings.workload().requireColumns(table.domain());
    }

    @Override
    public Fit fit(PrivateTable table, Progress progress) {
        return new AimFit(table, settings, schedule.apply(table.domain().size()), progress).run();
    }
}
