package org.effigy.synth;

import java.util.ArrayList;
import java.util.List;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Records;
import org.effigy.measure.Candidate;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.PrivateTable;
import org.effigy.model.Measurement;
import org.effigy.privacy.PrivacyLoss;

/** One run of {@link Mst}. All that it branches on is public: the domain, the settings, the budget and earlier answers. */
final class MstFit {
    private final PrivateTable table;
    private final Domain domain;
    private final List<Factor> zeros;
    private final MstShares shares;
    private final Progress progress;
    private final Purse purse;
    private final long maxCells;
    private final List<NoisyMarginal> measured = new ArrayList<>();

    MstFit(PrivateTable table, List<Factor> zeros, long maxCells, MstShares shares, Progress progress) {
        this.table = table;
        this.domain = table.domain();
        this.zeros = zeros;
        this.shares = shares;
        this.progress = progress;
        this.purse = Purse.of(table.release());
        this.maxCells = Math.min(maxCells, Records.MAX_CELLS);
    }

    Fit run() {
        Columns columns = Columns.measure(table, purse.loss(purse.whole() * shares.oneWay()), progress);
        measured.addAll(columns.measured());
        List<Clique> pairs = choose(columns);
        if (pairs.isEmpty()) {
            // Nothing is worth a pair, or there is none: the columns once more, at all that is left.
            Columns again = Columns.measure(table, purse.all(), progress);
            measured.addAll(again.measured());
            return new Fit(measured, again.estimateWith(Columns.measurements(columns.measured()), zeros));
        }
        return new Fit(measured, columns.estimateWith(measurePairs(pairs, columns), zeros));
    }

    /**
     * The pairs of a maximum spanning forest, one an answer. Each round takes the smallest part of the forest so far and
     * asks for the best pair that leaves it: by the cut property a heaviest pair out of any part is in a heaviest tree,
     * so with exact answers this is Kruskal's tree, at a fraction of the candidates.
     */
    private List<Clique> choose(Columns columns) {
        List<Clique> chosen = new ArrayList<>();
        Forest forest = Forest.of(domain);
        int rounds = forest.trees() - 1;
        long cells = 0;
        if (rounds < 1) {
            return chosen;
        }
        PrivacyLoss share = purse.loss(purse.whole() * shares.selection() / rounds);
        double noise = shares.penalty() * error(rounds);
        for (int round = 0; forest.trees() > 1; round++) {
            progress.at("choose pairs", round, rounds);
            List<Candidate> candidates = new ArrayList<>();
            // Nothing at all is a candidate too: its score is the error of the total, next to none.
            candidates.add(new Candidate(Clique.EMPTY, new double[] {columns.total()}, 1, 0));
            for (Clique pair : forest.ways()) {
                if (domain.cells(pair) <= maxCells - cells) {
                    candidates.add(Dependence.on(product(columns, pair), noise));
                }
            }
            Clique best = candidates.size() == 1
                    ? Clique.EMPTY
                    : candidates.get(table.select(candidates, share)).clique();
            if (best.size() == 0) {
                forest = forest.withoutSmallest();
            } else {
                chosen.add(best);
                cells += domain.cells(best);
                forest = forest.with(best);
            }
        }
        progress.at("choose pairs", rounds, rounds);
        return chosen;
    }

    /** How far a count will be off, if all rounds end with a pair and all pairs are measured alike. */
    private double error(int rounds) {
        double rest = purse.whole() * (1 - shares.oneWay() - shares.selection());
        return table.expectedError(purse.loss(rest / rounds));
    }

    /** Measures the pairs, and says what their counts most likely are. */
    private List<Measurement> measurePairs(List<Clique> pairs, Columns columns) {
        double power = shares.power();
        double[] weights = pairs.stream()
                .mapToDouble(pair -> Math.pow(domain.cells(pair), power))
                .toArray();
        List<? extends PrivacyLoss> parts = purse.all().split(weights);
        List<Measurement> likely = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            progress.at("measure pairs", i, pairs.size());
            // Rounding leaves a rest, which goes with the last.
            boolean last = i == pairs.size() - 1;
            NoisyMarginal answer = table.marginal(pairs.get(i), last ? purse.all() : parts.get(i));
            measured.add(answer);
            likely.add(Shrinkage.towards(product(columns, pairs.get(i)), answer));
        }
        progress.at("measure pairs", pairs.size(), pairs.size());
        return likely;
    }

    private static Factor product(Columns columns, Clique pair) {
        return columns.product(pair.get(0), columns.expected(pair.get(1)));
    }
}
