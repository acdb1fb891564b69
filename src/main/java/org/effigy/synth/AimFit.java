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

/** One run of {@link Aim}. All that it branches on is public: the domain, the settings, the budget and earlier answers. */
final class AimFit {
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
        measureColumns(purse.whole() * schedule.oneWayShare());
        field = estimate(schedule.iterations());
        double share = purse.whole() * (1 - schedule.oneWayShare()) / schedule.rounds();
        for (int round = 1; ; round++) {
            // A rest that is too small for a round of its own goes to this one.
            boolean last = purse.left() < 2 * share;
            if (last) {
                share = purse.left();
            }
            List<Candidate> candidates = candidates(share, last);
            if (candidates.isEmpty()) {
                if (last) {
                    measureColumns(purse.left());
                    break;
                }
                share *= purse.halving();
                continue;
            }
            Clique chosen = candidates
                    .get(table.select(candidates, purse.loss(schedule.selectionShare() * share)))
                    .clique();
            NoisyMarginal answer =
                    table.marginal(chosen, last ? purse.all() : purse.loss((1 - schedule.selectionShare()) * share));
            measured.add(answer);
            Factor before = field.marginal(chosen);
            if (last) {
                break;
            }
            field = estimate(schedule.iterations());
            double moved = before.distance(field.marginal(chosen));
            progress.at("measure", Math.round(1000 * purse.spentShare()), 1000);
            if (moved <= answer.expectedError() * before.cells()) {
                share *= purse.halving();
            }
        }
        progress.at("measure", 1000, 1000);
        return new Fit(measured, estimate(schedule.finalIterations()));
    }

    private void measureColumns(double amount) {
        double[] weights = Independent.weights(domain, purse.isPure());
        double sum = Arrays.stream(weights).sum();
        for (int column = 0; column < domain.size(); column++) {
            measured.add(table.marginal(Clique.of(column), purse.loss(amount * (weights[column] / sum))));
        }
    }

    private List<Candidate> candidates(double share, boolean last) {
        double error = table.expectedError(purse.loss((1 - schedule.selectionShare()) * share));
        double limit = maxCells * (last ? 1 : purse.spentShare());
        List<Clique> known =
                measured.stream().map(NoisyMarginal::clique).distinct().toList();
        List<Candidate> candidates = new ArrayList<>();
        workload.forEach((clique, weight) -> {
            long cells = domain.cells(clique);
            double bias = error * cells;
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
