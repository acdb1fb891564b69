package org.effigy.synth;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.effigy.domain.Attribute;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
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
        return new Aim(settings, columns -> AimSchedule.standard(columns, settings.workload()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void requireFeasible(PrivateTable table, PrivacyLoss budget) {
        settings.workload().requireColumns(table.domain());
        requireRoom(table.domain());
    }

    @Override
    public boolean takesWorkload() {
        return true;
    }

    /** Wide columns are binned later, into no fewer than so many bins: what is too large even then is refused now. */
    private void requireRoom(Domain domain) {
        Domain narrow = Domain.of(IntStream.range(0, domain.size())
                .mapToObj(domain::attribute)
                .map(column -> new Attribute(column.name(), Math.min(column.size(), Discretised.FEWEST)))
                .toList());
        for (Clique asked : settings.workload().asked(domain)) {
            if (narrow.cells(asked) > settings.maxCells()) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "the marginal of %s, which was asked for by name, has at least %,d cells, and a model of %,.1f"
                                + " MB holds %,d: name fewer columns, or raise --max-model-mb",
                        domain.describe(asked),
                        narrow.cells(asked),
                        settings.maxModelMegabytes(),
                        settings.maxCells()));
            }
        }
    }

    @Override
    public long maxCells() {
        return settings.maxCells();
    }

    @Override
    public Fit fit(PrivateTable table, List<Factor> zeros, Progress progress) {
        return new AimFit(table, zeros, settings, schedule.apply(table.domain().size()), progress).run();
    }
}
