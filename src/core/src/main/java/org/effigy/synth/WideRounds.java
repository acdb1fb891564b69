package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.measure.Candidate;
import org.effigy.measure.NoisyMarginal;
import org.effigy.model.JunctionTree;
import org.effigy.model.Measurement;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.synth.Choices.Choice;

/**
 * The rounds of {@link AimFit} in a table of many columns, in which a round for each pair would take too long and buy too
 * little: first a forest of pairs, as {@link Mst} chooses it, measured at once; then batches of pairs that have no column in
 * common, as far as they tell more than noise; at the end all pairs once more, with what is left. All that it branches
 * on is public: the domain, the settings, the budget and earlier answers.
 */
final class WideRounds {
    private final AimFit fit;
    private final WideShares shares;
    private final Domain domain;
    private final Map<Clique, Pair> pairs = new LinkedHashMap<>();

    /** A pair to be measured, and what is expected of it before. */
    private record Pick(Choice choice, Factor before) {}

    /** What was measured of a pair. */
    private record Pair(Pick pick, List<NoisyMarginal> answers) {}

    /** Pairs that may be chosen, and as candidates. */
    private record Open(List<Choice> choices, List<Candidate> candidates) {}

    WideRounds(AimFit fit, WideShares shares) {
        this.fit = fit;
        this.shares = shares;
        this.domain = fit.table.domain();
    }

    /** Spends all that is left. */
    void run() {
        growForest();
        explore();
        List<Pick> all = pairs.values().stream().map(Pair::pick).toList();
        if (all.isEmpty()) {
            fit.measureColumns(fit.purse.all()).forEach(fit::learn);
        } else {
            measure(all, fit.purse.left(), true);
        }
    }

    /** Chooses a forest as {@link MstFit} does, each pair at one of its resolutions, and measures its pairs. */
    private void growForest() {
        Forest forest = begun();
        int rounds = forest.trees() - 1;
        if (rounds < 1) {
            return;
        }
        double whole = fit.purse.whole();
        PrivacyLoss price = fit.purse.loss(whole * shares.selection() / rounds);
        double noise = shares.penalty() * fit.table.expectedError(fit.purse.loss(whole * shares.tree() / rounds));
        Factor[][] columns = columns();
        List<Pick> chosen = new ArrayList<>();
        double room = (double) fit.maxCells - fit.field.tree().cells();
        for (int round = 0; forest.trees() > 1; round++) {
            fit.progress.at("choose pairs", round, rounds);
            List<Choice> open = new ArrayList<>();
            List<Clique> ways = new ArrayList<>();
            List<Candidate> candidates = new ArrayList<>();
            candidates.add(nothing(0));
            for (Clique pair : forest.ways()) {
                for (Choice choice : Choices.resolutions(fit.split, pair)) {
                    if (choice.table() <= room) {
                        open.add(choice);
                        ways.add(pair);
                        candidates.add(
                                Dependence.on(choice.clique(), product(columns, pair, choice), noise * choice.cells()));
                    }
                }
            }
            int best = open.isEmpty() ? 0 : fit.view.select(candidates, price);
            if (best == 0) {
                forest = forest.withoutSmallest();
            } else {
                Choice choice = open.get(best - 1);
                chosen.add(pick(choice, candidates.get(best)));
                room -= choice.table();
                forest = forest.with(ways.get(best - 1));
            }
        }
        fit.progress.at("choose pairs", rounds, rounds);
        measure(chosen, whole * shares.tree() * chosen.size() / rounds, false);
        fit.field = fit.estimate(fit.estimator.withStart(fit.field), fit.schedule.iterations());
    }

    /** The columns, joined where a measured marginal or a rule relates them already. */
    private Forest begun() {
        Forest forest = Forest.of(domain);
        for (Clique clique : fit.known()) {
            int[] columns = IntStream.of(clique.toArray())
                    .map(attribute -> fit.split.digits().source(attribute))
                    .filter(column -> domain.attribute(column).size() > 1)
                    .distinct()
                    .toArray();
            for (int i = 1; i < columns.length; i++) {
                forest = forest.with(Clique.of(columns[i - 1], columns[i]));
            }
        }
        return forest;
    }

    /** What is expected of each column, at each of its levels. */
    private Factor[][] columns() {
        Factor[][] columns = new Factor[domain.size()][];
        for (int column = 0; column < columns.length; column++) {
            Clique alone = Clique.of(column);
            columns[column] = IntStream.range(0, fit.split.levels(column))
                    .mapToObj(level -> fit.field.marginal(fit.split.at(alone, new int[] {level})))
                    .toArray(Factor[]::new);
        }
        return columns;
    }

    private double[] product(Factor[][] columns, Clique pair, Choice choice) {
        Factor first = columns[pair.get(0)][choice.first() - 1];
        Factor second = columns[pair.get(1)][choice.clique().size() - choice.first() - 1];
        double[] product = new double[first.cells() * second.cells()];
        for (int i = 0, cell = 0; i < first.cells(); i++) {
            double share = first.value(i) / fit.field.total();
            for (int j = 0; j < second.cells(); j++) {
                product[cell++] = share * second.value(j);
            }
        }
        return product;
    }

    /** Nothing is a candidate too; what others have to be better by, in rows. */
    private Candidate nothing(double by) {
        return new Candidate(Clique.EMPTY, new double[] {fit.field.total()}, 1, -by);
    }

    private Pick pick(Choice choice, Candidate candidate) {
        return new Pick(choice, Factor.of(fit.view.domain(), choice.clique(), candidate.estimate()));
    }

    /**
     * Batches of further pairs. A batch ends where nothing is chosen. Where it does, or where most pairs of a batch told no
     * more than noise, the next one is dearer, so that smaller relations are seen; once, since what is left then buys more
     * for the pairs that are known.
     */
    private void explore() {
        double reserve = shares.reserve() * fit.purse.whole();
        int most = (int) Math.max(1, Math.round(shares.batch() * domain.size()));
        // A pair is not paid more than it takes to tell it from noise: what large budgets leave then buys more pairs.
        double first = fit.purse.whole() * shares.tree() / domain.size();
        double dearest = first * fit.purse.finer(fit.schedule.growth());
        double price = first / fit.purse.finer(Math.max(1, shares.worth() / noise(first)));
        for (int round = 1; price <= dearest && fit.purse.left() - price > reserve; round++) {
            fit.progress.at("measure", Math.round(AimFit.PARTS * fit.purse.spentShare()), AimFit.PARTS);
            int size = (int) Math.min(most, (fit.purse.left() - reserve) / price);
            List<Pick> chosen = choose(size, price);
            int moved = 0;
            if (!chosen.isEmpty()) {
                measure(chosen, (1 - shares.pick()) * price * chosen.size(), false);
                fit.field = fit.estimate(fit.estimator.withStart(fit.field), fit.schedule.iterations());
                for (Pick pick : chosen) {
                    moved += hasMoved(round, pick) ? 1 : 0;
                }
            }
            if (chosen.size() < size || 2 * moved < size) {
                price *= fit.purse.finer(fit.schedule.growth());
            }
        }
    }

    /** How far the noise of a middling pair's answer at a price is expected to be off in all, as a multiple of the rows. */
    private double noise(double price) {
        double[] cells = fit.choices.all().stream()
                .filter(choice -> choice.columns() == 2 && canTell(choice))
                .mapToDouble(Choice::cells)
                .sorted()
                .toArray();
        double error = fit.table.expectedError(fit.purse.loss((1 - shares.pick()) * price));
        return cells.length == 0 ? Double.POSITIVE_INFINITY : error * cells[cells.length / 2] / fit.field.total();
    }

    /** Whether an estimate moved by more than the noise of a pair's answer explains. */
    private boolean hasMoved(int round, Pick pick) {
        NoisyMarginal answer = pairs.get(pick.choice.clique()).answers.get(0);
        Clique clique = pick.choice.clique();
        Factor counts = Factor.of(
                fit.view.domain(),
                clique,
                Arrays.stream(answer.counts()).asDoubleStream().toArray());
        double off = pick.before.distance(counts) / (2 * pick.before.total());
        fit.progress.round(round, fit.view.domain().describe(clique), off, fit.purse.spentShare());
        return pick.before.distance(fit.field.marginal(clique))
                > fit.schedule.penalty() * answer.expectedError() * pick.choice.cells();
    }

    /** A batch of at most so many pairs without a column in common, one choice after the other, from one estimate. */
    private List<Pick> choose(int size, double price) {
        PrivacyLoss loss = fit.purse.loss(shares.pick() * price);
        // The largest of n choices' noises is about ln(n) times their scale, which is below twice this error.
        double scale = 2 * fit.table.expectedError(loss);
        List<Clique> planned = new ArrayList<>(fit.known());
        JunctionTree tree = fit.field.tree();
        Open open = open(planned, size, fit.table.expectedError(fit.purse.loss((1 - shares.pick()) * price)));
        List<Pick> chosen = new ArrayList<>();
        while (chosen.size() < size && !open.choices.isEmpty()) {
            List<Candidate> candidates = new ArrayList<>(open.candidates);
            candidates.add(nothing(scale * Math.log(candidates.size() + 1)));
            int best = fit.view.select(candidates, loss);
            if (best == open.choices.size()) {
                break;
            }
            Choice choice = open.choices.get(best);
            planned.add(choice.clique());
            tree = JunctionTree.plan(fit.view.domain(), planned);
            if (tree.cells() > fit.maxCells) {
                // What is seen without a plan was less, and the model would be too large.
                break;
            }
            chosen.add(pick(choice, open.candidates.get(best)));
            open = without(open, choice.clique(), sizes(planned, tree), limit(tree, size - chosen.size()));
        }
        return chosen;
    }

    /** Sizes with one more, where the model is large enough for them to matter. */
    private Optional<ModelSizes> sizes(List<Clique> planned, JunctionTree tree) {
        return tree.cells() > fit.maxCells * fit.purse.spentShare() / 8
                ? Optional.of(new ModelSizes(fit.view.domain(), planned, tree))
                : Optional.empty();
    }

    /** How large the model may be after one of so many choices, if they share the room that the budget spent allows. */
    private double limit(JunctionTree tree, int choices) {
        double room = Math.max(0, fit.maxCells * fit.purse.spentShare() - tree.cells());
        return tree.cells() + room / Math.max(1, choices);
    }

    /** Those without a column in common, which the model has still room for. */
    private static Open without(Open open, Clique chosen, Optional<ModelSizes> sizes, double limit) {
        Open left = new Open(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < open.choices.size(); i++) {
            Clique clique = open.choices.get(i).clique();
            if (clique.intersect(chosen).size() == 0
                    && (sizes.isEmpty() || sizes.get().isSeenToFit(clique, limit))) {
                left.choices.add(open.choices.get(i));
                left.candidates.add(open.candidates.get(i));
            }
        }
        return left;
    }

    /** The pairs that may be chosen, with what the model expects of them: all pairs of one column by one walk over it. */
    private Open open(List<Clique> known, int size, double error) {
        ModelSizes sizes = new ModelSizes(fit.view.domain(), known, fit.field.tree());
        double limit = limit(fit.field.tree(), size);
        double largest = fit.schedule.hopeless() * fit.field.total() / error;
        Set<Clique> measured = new HashSet<>(known);
        Map<Clique, List<Choice>> byFirst = new LinkedHashMap<>();
        for (Choice choice : fit.choices.all()) {
            if (choice.columns() == 2
                    && canTell(choice)
                    && choice.cells() <= largest
                    && !measured.contains(choice.clique())
                    && sizes.isSeenToFit(choice.clique(), limit)) {
                byFirst.computeIfAbsent(choice.before(), first -> new ArrayList<>())
                        .add(choice);
            }
        }
        Open open = new Open(new ArrayList<>(), new ArrayList<>());
        byFirst.forEach((first, choices) -> {
            List<Factor> expected = fit.field.marginals(
                    first, choices.stream().map(Choice::after).toList());
            for (int i = 0; i < choices.size(); i++) {
                Choice choice = choices.get(i);
                open.choices.add(choice);
                open.candidates.add(Dependence.on(
                        choice.clique(), expected.get(i).toArray(), shares.penalty() * error * choice.cells()));
            }
        });
        return open;
    }

    /** Whether neither column has one value alone. */
    private boolean canTell(Choice choice) {
        return IntStream.of(choice.clique().toArray())
                .allMatch(attribute -> fit.view.domain().attribute(attribute).size() > 1);
    }

    /**
     * Measures several pairs. All answers of a pair are drawn together towards what was expected before the first.
     *
     * @param amount what they may cost together
     * @param isAll whether that is all that there is
     */
    private void measure(List<Pick> picks, double amount, boolean isAll) {
        double[] weights = picks.stream()
                .mapToDouble(pick -> Math.pow(pick.choice.cells(), shares.power()))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        Set<Clique> again = new HashSet<>();
        for (int i = 0; i < weights.length; i++) {
            Pick pick = picks.get(i);
            Clique clique = pick.choice.clique();
            // Rounding leaves a rest, which goes with the last.
            boolean isLast = isAll && i == weights.length - 1;
            NoisyMarginal answer =
                    fit.view.marginal(clique, isLast ? fit.purse.all() : fit.purse.loss(amount * weights[i] / sum));
            fit.measured.add(answer);
            pairs.computeIfAbsent(clique, first -> new Pair(pick, new ArrayList<>()))
                    .answers
                    .add(answer);
            again.add(clique);
        }
        fit.likely.removeIf(measurement -> again.contains(measurement.clique()));
        for (Clique clique : again.stream().sorted().toList()) {
            Pair pair = pairs.get(clique);
            fit.likely.add(Shrinkage.towards(pair.pick.before, pooled(pair.answers)));
        }
    }

    /** Answers of one marginal as one, by the inverse of their variances. */
    private static Measurement pooled(List<NoisyMarginal> answers) {
        double least = answers.stream()
                .mapToDouble(NoisyMarginal::standardDeviation)
                .min()
                .orElseThrow();
        double[] counts = new double[answers.get(0).counts().length];
        double precision = 0;
        for (NoisyMarginal answer : answers) {
            // Over the least, because the square of a deviation alone may be no double.
            double weight = Math.pow(least / answer.standardDeviation(), 2);
            long[] own = answer.counts();
            for (int cell = 0; cell < counts.length; cell++) {
                counts[cell] += weight * own[cell];
            }
            precision += weight;
        }
        for (int cell = 0; cell < counts.length; cell++) {
            counts[cell] /= precision;
        }
        return new Measurement(answers.get(0).clique(), counts, least / Math.sqrt(precision));
    }
}
