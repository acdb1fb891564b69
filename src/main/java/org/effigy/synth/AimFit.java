package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.measure.Candidate;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.PrivateTable;
import org.effigy.model.Estimator;
import org.effigy.model.JunctionTree;
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
    private final Workload purpose;
    private final SortedMap<Clique, Double> workload;
    private final List<NoisyMarginal> measured = new ArrayList<>();
    /** What each answer says once noise is told from surprise; as many as {@link #measured}. */
    private final List<Measurement> likely = new ArrayList<>();

    private final Estimator estimator;
    private MarkovRandomField field;

    AimFit(PrivateTable table, Settings settings, AimSchedule schedule, Progress progress) {
        this.table = table;
        this.domain = table.domain();
        this.schedule = schedule;
        this.progress = progress;
        this.purse = Purse.of(table.release());
        this.maxCells = settings.maxCells();
        this.purpose = settings.workload();
        this.workload = purpose.candidates(domain);
        Estimator standard = Estimator.standard().withTargetError(0);
        this.estimator = table.rowsArePublic() ? standard.withTotal(Math.max(1, table.rows())) : standard;
    }

    Fit run() {
        measureColumns(purse.loss(purse.whole() * schedule.oneWayShare()));
        field = estimate(estimator, schedule.iterations());
        double share = purse.whole() * (1 - schedule.oneWayShare()) / schedule.rounds();
        measureNamed(share);
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
        return new Fit(measured, estimate(estimator.withStart(field), schedule.finalIterations()));
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
        likely.add(Shrinkage.towards(before, answer));
        double error = before.distance(Factor.of(domain, chosen, values(answer))) / (2 * before.total());
        progress.round(round, domain.describe(chosen), error, purse.spentShare());
        if (last) {
            return true;
        }
        field = estimate(estimator.withStart(field), schedule.iterations());
        return before.distance(field.marginal(chosen)) > schedule.penalty() * answer.expectedError() * before.cells();
    }

    /** What is known to be wanted is measured before anything is chosen: the marginals asked for, then the target's pairs. */
    private void measureNamed(double share) {
        int before = measured.size();
        List<Clique> asked = purpose.asked(domain);
        double most = purse.left() * schedule.askedShare() / Math.max(1, asked.size());
        for (Clique clique : asked) {
            progress.asked(domain.describe(clique), measureAsked(clique, Math.min(share, most), most));
        }
        for (Clique pair : purpose.targetPairs(domain)) {
            if (purse.left() >= 2 * share
                    && !asked.contains(pair)
                    && off(pair, share) <= schedule.hopeless()
                    && cellsWith(pair) <= maxCells) {
                measure(pair, share);
            }
        }
        if (measured.size() > before) {
            field = estimate(estimator.withStart(field), schedule.iterations());
        }
    }

    /** Measures a marginal at a price from a first one to the highest, unless noise would drown it; what became of it. */
    private String measureAsked(Clique clique, double first, double most) {
        double cells = cellsWith(clique);
        if (cells > maxCells) {
            return String.format(
                    Locale.ROOT,
                    "not measured: the model would take %,.1f MB with it, and --max-model-mb allows %,.1f",
                    cells * Double.BYTES / 1e6,
                    maxCells * Double.BYTES / 1e6);
        }
        double price = first;
        while (off(clique, price) > schedule.askedError() && price < most) {
            price = Math.min(most, price * purse.finer(schedule.growth()));
        }
        double off = off(clique, price);
        if (off > schedule.hopeless()) {
            return String.format(
                    Locale.ROOT,
                    "not measured: noise would move %.0f %% of the rows among its %,d cells; it needs an epsilon of"
                            + " about %s, or fewer values",
                    100 * Math.min(1, off / 2),
                    domain.cells(clique),
                    NeededEpsilon.words(table.release().budget(), off / schedule.hopeless()));
        }
        measure(clique, price);
        return String.format(
                Locale.ROOT,
                "measured, with %.1f %% of the budget; noise moves about %.1f %% of the rows",
                100 * price / purse.whole(),
                100 * off / 2);
    }

    /** How far a marginal's own noise is expected to be off by in all, as a multiple of the rows. */
    private double off(Clique clique, double price) {
        return table.expectedError(purse.loss(price)) * domain.cells(clique) / field.total();
    }

    /** Cells of the model with one more marginal. */
    private double cellsWith(Clique more) {
        List<Clique> all = new ArrayList<>(
                measured.stream().map(NoisyMarginal::clique).distinct().toList());
        all.add(more);
        return JunctionTree.plan(domain, all).cells();
    }

    private void measure(Clique clique, double price) {
        NoisyMarginal answer = table.marginal(clique, purse.loss(price));
        measured.add(answer);
        likely.add(Shrinkage.towards(field.marginal(clique), answer));
    }

    private void measureColumns(PrivacyLoss loss) {
        List<? extends PrivacyLoss> shares = loss.split(Independent.weights(domain, purse.isPure()));
        for (int column = 0; column < domain.size(); column++) {
            NoisyMarginal answer = table.marginal(Clique.of(column), shares.get(column));
            measured.add(answer);
            likely.add(new Measurement(answer.clique(), values(answer), answer.standardDeviation()));
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
        ModelSizes sizes = new ModelSizes(domain, known, field.tree());
        List<Candidate> candidates = new ArrayList<>();
        workload.forEach((clique, weight) -> {
            double bias = error * domain.cells(clique);
            if (bias <= schedule.hopeless() * field.total() && sizes.fits(clique, limit)) {
                candidates.add(
                        new Candidate(clique, field.marginal(clique).toArray(), weight, schedule.penalty() * bias));
            }
        });
        return candidates;
    }

    private MarkovRandomField estimate(Estimator by, int iterations) {
        return by.withMaxIterations(iterations).estimate(domain, likely).field();
    }

    private static double[] values(NoisyMarginal marginal) {
        return Arrays.stream(marginal.counts()).asDoubleStream().toArray();
    }
}
