package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.measure.Candidate;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.PrivateTable;
import org.effigy.model.Estimator;
import org.effigy.model.MarkovRandomField;
import org.effigy.model.Measurement;
import org.effigy.privacy.PrivacyLoss;

/** One run of {@link Aim}. All that it branches on is public: the domain, the settings, the budget and earlier answers. */
final class AimFit {
    /** In how many parts the budget is shown. */
    private static final long PARTS = 1000;

    private final PrivateTable table;
    private final Domain domain;
    private final AimSchedule schedule;
    private final Progress progress;
    private final Purse purse;
    private final long maxCells;
    private final SortedMap<Clique, Double> workload;
    private final ModelSizes sizes;
    private final List<NoisyMarginal> measured = new ArrayList<>();
    private Estimator estimator;
    private MarkovRandomField field;

    AimFit(PrivateTable table, Settings settings, AimSchedule schedule, Progress progress) {
        this.table = table;
        this.domain = table.domain();
        this.schedule = schedule;
        this.progress = progress;
        this.purse = Purse.of(table.release());
        this.maxCells = settings.maxCells();
        this.workload = settings.workload().candidates(domain);
        this.sizes = new ModelSizes(domain);
        this.estimator = Estimator.standard().withThreads(1);
        if (table.rowsArePublic()) {
            estimator = estimator.withTotal(Math.max(1, table.rows()));
        }
    }

    Fit run() {
        measureColumns(purse.loss(purse.whole() * schedule.oneWayShare()));
        field = estimate(schedule.iterations());
        double share = purse.whole() * (1 - schedule.oneWayShare()) / schedule.rounds();
        int round = 0;
        boolean last = false;
        while (!last) {
            progress.at("measure", Math.round(PARTS * purse.spentShare()), PARTS);
            // A rest that is too small for a round of its own goes to this one.
            last = purse.left() < 2 * share;
            if (last) {
                share = purse.left();
            }
            List<Candidate> candidates = candidates(share, last);
            if (!candidates.isEmpty()) {
                round++;
                if (!hasMoved(round, candidates, share, last)) {
                    share *= purse.finer(schedule.growth());
                }
            } else if (last) {
                measureColumns(purse.all());
            } else {
                share *= purse.finer(schedule.growth());
            }
        }
        progress.at("measure", PARTS, PARTS);
        return new Fit(measured, estimate(schedule.finalIterations()));
    }

    /** One round; whether the model moved by more than the noise of the answer explains. */
    private boolean hasMoved(int round, List<Candidate> candidates, double share, boolean last) {
        Clique chosen = candidates
                .get(table.select(candidates, purse.loss(schedule.selectionShare() * share)))
                .clique();
        Factor before = field.marginal(chosen);
        NoisyMarginal answer =
                table.marginal(chosen, last ? purse.all() : purse.loss((1 - schedule.selectionShare()) * share));
        measured.add(answer);
        double[] counts = Arrays.stream(answer.counts()).asDoubleStream().toArray();
        double error = before.distance(Factor.of(domain, chosen, counts)) / (2 * before.total());
        progress.round(round, domain.describe(chosen), error, purse.spentShare());
        if (last) {
            return true;
        }
        field = estimate(schedule.iterations());
        return before.distance(field.marginal(chosen)) > answer.expectedError() * before.cells();
    }

    private void measureColumns(PrivacyLoss loss) {
        List<? extends PrivacyLoss> shares = loss.split(Independent.weights(domain, purse.isPure()));
        for (int column = 0; column < domain.size(); column++) {
            measured.add(table.marginal(Clique.of(column), shares.get(column)));
        }
    }

    /**
     * What may be chosen next: marginals of the workload that would not make the model too large, and whose noise would
     * not drown any error that the model can have.
     */
    private List<Candidate> candidates(double share, boolean last) {
        double error = table.expectedError(purse.loss((1 - schedule.selectionShare()) * share));
        double limit = maxCells * (last ? 1 : purse.spentShare());
        List<Clique> known =
                measured.stream().map(NoisyMarginal::clique).distinct().toList();
        List<Candidate> candidates = new ArrayList<>();
        workload.forEach((clique, weight) -> {
            double bias = error * domain.cells(clique);
            if (bias <= schedule.hopeless() * field.total() && sizes.with(known, field.tree(), clique) <= limit) {
                candidates.add(new Candidate(clique, field.marginal(clique).toArray(), weight, bias));
            }
        });
        return candidates;
    }

    private MarkovRandomField estimate(int iterations) {
        List<Measurement> measurements = measured.stream()
                .map(marginal -> new Measurement(
                        marginal.clique(),
                        Arrays.stream(marginal.counts()).asDoubleStream().toArray(),
                        marginal.standardDeviation()))
                .toList();
        Estimator next = estimator.withMaxIterations(iterations);
        return (field == null ? next : next.withStart(field))
                .estimate(domain, measurements)
                .field();
    }
}
