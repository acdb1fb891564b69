package org.effigy.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.domain.Records;
import org.effigy.measure.Candidate;
import org.effigy.measure.NoisyMarginal;
import org.effigy.measure.PrivateTable;
import org.effigy.model.Measurement;
import org.effigy.model.Simplex;

/**
 * One run of {@link PrivBayes}. All that it branches on is public: the domain, the settings, the budget and earlier
 * answers.
 */
final class PrivBayesFit {
    /** A round looks at no more candidates than this and one column's; in a wide table the first columns come first. */
    private static final int CROWD = 2000;

    private final PrivateTable table;
    private final Domain domain;
    private final List<Factor> zeros;
    private final PrivBayesShares shares;
    private final Progress progress;
    private final Purse purse;
    private final List<Integer> waiting;
    private final int rounds;
    private final long maxCells;
    private final Network network = new Network();

    PrivBayesFit(PrivateTable table, List<Factor> zeros, long maxCells, PrivBayesShares shares, Progress progress) {
        this.table = table;
        this.domain = table.domain();
        this.zeros = zeros;
        this.shares = shares;
        this.progress = progress;
        this.purse = Purse.of(table.release());
        this.waiting = new ArrayList<>(IntStream.range(0, domain.size())
                .filter(column -> domain.attribute(column).size() > 1)
                .boxed()
                .toList());
        this.rounds = waiting.size() - 1;
        this.maxCells = Math.min(maxCells, Records.MAX_CELLS) / Math.max(1, rounds);
    }

    Fit run() {
        if (rounds < 1) {
            Columns columns = Columns.measure(table, purse.all(), progress);
            return new Fit(columns.measured(), columns.estimateWith(List.of(), zeros));
        }
        Columns columns = Columns.measure(table, purse.loss(purse.whole() * shares.oneWay()), progress);
        List<NoisyMarginal> measured = new ArrayList<>(columns.measured());
        double selection = purse.whole() * shares.selection() / rounds;
        double measuring = purse.whole() * (1 - shares.oneWay() - shares.selection()) / rounds;
        double error = table.expectedError(purse.loss(measuring));
        long useful = (long) Math.min(maxCells, columns.total() / (shares.usefulness() * error));
        List<Measurement> likely = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            progress.at("grow network", round, rounds);
            List<Factor> choices = choices(columns, useful);
            List<Candidate> candidates = choices.stream()
                    .map(choice -> Dependence.on(choice, shares.penalty() * error))
                    .toList();
            Factor chosen = choices.get(table.select(candidates, purse.loss(selection)));
            boolean last = round == rounds - 1;
            NoisyMarginal answer = table.marginal(chosen.clique(), last ? purse.all() : purse.loss(measuring));
            measured.add(answer);
            Measurement counts = Shrinkage.towards(chosen, answer);
            likely.add(counts);
            double[] expected = Simplex.project(counts.values(), columns.total());
            network.add(Factor.of(domain, chosen.clique(), expected));
            waiting.removeIf(network.columns()::contains);
        }
        progress.at("grow network", rounds, rounds);
        return new Fit(measured, columns.estimateWith(likely, zeros));
    }

    /** Each waiting column and the parents that it may have, as if it had nothing to do with them. */
    private List<Factor> choices(Columns columns, long useful) {
        List<Factor> choices = new ArrayList<>();
        TreeMap<Long, List<Clique>> byRoom = new TreeMap<>();
        for (int i = 0; i < waiting.size() && choices.size() < CROWD; i++) {
            int column = waiting.get(i);
            if (network.columns().size() == 0) {
                // The first round chooses two columns, so the second of a pair waits for it here.
                for (int other : waiting.subList(i + 1, waiting.size())) {
                    if (domain.cells(Clique.of(column, other)) <= useful) {
                        choices.add(columns.product(column, columns.expected(other)));
                    }
                }
                continue;
            }
            long room = useful / domain.attribute(column).size();
            for (Clique parents : byRoom.computeIfAbsent(
                    room, cells -> network.parents(shares.degree(), domain::cells, Math.max(1, cells)))) {
                choices.add(columns.product(column, network.table(parents, columns.total())));
            }
        }
        if (choices.isEmpty()) {
            waiting.forEach(column -> choices.add(columns.expected(column)));
        }
        return choices;
    }
}
