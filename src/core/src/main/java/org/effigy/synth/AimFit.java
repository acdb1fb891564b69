package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.effigy.domain.Attribute;
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
import org.effigy.model.Simplex;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.synth.Choices.Choice;

/** One run of {@link Aim}. All that it branches on is public: the domain, the settings, the budget and earlier answers. */
final class AimFit {
    /** In how many parts the budget is shown. */
    static final long PARTS = 1000;

    final PrivateTable table;
    final AimSchedule schedule;
    final Progress progress;
    final Purse purse;
    final long maxCells;
    private final Workload purpose;
    final List<NoisyMarginal> measured = new ArrayList<>();
    /** What each answer says once noise is told from surprise; as many as {@link #measured}. */
    final List<Measurement> likely = new ArrayList<>();

    /** Cells that can't be, over the table's domain. */
    private final List<Factor> zeros;

    private List<Factor> ruled = List.of();
    Split split;
    PrivateTable view;
    Choices choices;
    Estimator estimator;
    MarkovRandomField field;

    AimFit(PrivateTable table, List<Factor> zeros, Settings settings, AimSchedule schedule, Progress progress) {
        this.table = table;
        this.schedule = schedule;
        this.progress = progress;
        this.purse = Purse.of(table.release());
        this.maxCells = settings.maxCells();
        this.purpose = settings.workload();
        this.zeros = List.copyOf(zeros);
    }

    Fit run() {
        List<NoisyMarginal> columns = measureColumns(purse.loss(purse.whole() * schedule.oneWayShare()));
        double share = purse.whole() * (1 - schedule.oneWayShare()) / schedule.rounds();
        begin(columns, share);
        field = estimate(estimator, schedule.iterations());
        measureNamed(share);
        schedule.wide().ifPresentOrElse(shares -> new WideRounds(this, shares).run(), () -> takeRounds(share));
        progress.at("measure", PARTS, PARTS);
        return new Fit(measured, split.joined(estimate(estimator.withStart(field), schedule.finalIterations())));
    }

    /** Round after round, until nothing is left. */
    private void takeRounds(double first) {
        double share = first;
        int round = 0;
        boolean last = false;
        while (!last) {
            progress.at("measure", Math.round(PARTS * purse.spentShare()), PARTS);
            // A rest that is too small for a round of its own goes to this one.
            last = purse.left() < 2 * share;
            if (last) {
                share = purse.left();
            }
            List<Choice> open = open(share, last);
            if (!open.isEmpty()) {
                round++;
                if (!hasMoved(round, open, share, last)) {
                    share *= purse.finer(schedule.growth());
                }
            } else if (last) {
                measureColumns(purse.all()).forEach(this::learn);
            } else {
                share *= purse.finer(schedule.growth());
            }
        }
    }

    /** Splits the columns by what their counts say of them, and learns these. */
    private void begin(List<NoisyMarginal> columns, double share) {
        double total = table.rowsArePublic() ? Math.max(1, table.rows()) : Independent.total(columns);
        double error = table.expectedError(purse.loss((1 - schedule.selectionShare()) * share));
        List<Resolution> resolutions = new ArrayList<>();
        Clique whole = zeros.stream().map(Factor::clique).reduce(Clique.EMPTY, Clique::union);
        for (NoisyMarginal column : columns) {
            Attribute attribute = table.domain().attribute(column.clique().get(0));
            double[] expected = Simplex.project(values(column), total);
            // A column that a rule relates stays whole: its zeros are of its own codes.
            resolutions.add(
                    whole.contains(column.clique().get(0))
                            ? Resolution.single(expected.length)
                            : Resolution.of(attribute, expected, schedule.bins(total / error)));
        }
        split = Split.of(table.domain(), resolutions);
        view = split.isNone() ? table : table.coarsened(split.digits());
        ruled = zeros.stream()
                .map(zero -> Factor.of(view.domain(), split.finest(zero.clique()), zero.toArray()))
                .toList();
        List<Factor> impossible = new ArrayList<>(split.zeros());
        impossible.addAll(ruled);
        Estimator standard = Estimator.standard().withTargetError(0).withZeros(impossible);
        estimator = table.rowsArePublic() || schedule.wide().isPresent() ? standard.withTotal(total) : standard;
        columns.forEach(this::learn);
        choices = Choices.of(split, purpose.candidates(table.domain()));
    }

    /** One round; whether the model moved by more than the noise of the answer explains. */
    private boolean hasMoved(int round, List<Choice> open, double share, boolean last) {
        double error = table.expectedError(purse.loss((1 - schedule.selectionShare()) * share));
        List<Factor> expected = choices.expected(field, open);
        List<Candidate> candidates = IntStream.range(0, open.size())
                .mapToObj(i -> candidate(open.get(i), expected.get(i), error))
                .toList();
        Choice chosen = open.get(view.select(candidates, purse.loss(schedule.selectionShare() * share)));
        Factor before = field.marginal(chosen.clique());
        NoisyMarginal answer = view.marginal(
                chosen.clique(), last ? purse.all() : purse.loss((1 - schedule.selectionShare()) * share));
        measured.add(answer);
        likely.add(Shrinkage.towards(before, answer));
        double off = before.distance(Factor.of(view.domain(), chosen.clique(), values(answer))) / (2 * before.total());
        progress.round(round, view.domain().describe(chosen.clique()), off, purse.spentShare());
        if (last) {
            return true;
        }
        field = estimate(estimator.withStart(field), schedule.iterations());
        return before.distance(field.marginal(chosen.clique()))
                > schedule.penalty() * answer.expectedError() * chosen.cells();
    }

    /** What is known to be wanted is measured before anything is chosen: the marginals asked for, then the target's pairs. */
    private void measureNamed(double share) {
        int before = measured.size();
        Domain domain = table.domain();
        purpose.askedAlone(domain)
                .forEach(column ->
                        progress.asked(domain.describe(column), "measured, as each column is before anything else"));
        List<Clique> asked = purpose.asked(domain);
        double most = purse.left() * schedule.askedShare() / Math.max(1, asked.size());
        for (Clique clique : asked) {
            progress.asked(domain.describe(clique), measureAsked(clique, Math.min(share, most), most));
        }
        for (Clique pair : purpose.targetPairs(domain)) {
            if (purse.left() >= 2 * share && !asked.contains(pair)) {
                Choice choice = finest(pair, share);
                if (off(choice, share) <= schedule.hopeless() && cellsWith(choice) <= maxCells) {
                    measure(choice, share);
                }
            }
        }
        if (measured.size() > before) {
            field = estimate(estimator.withStart(field), schedule.iterations());
        }
    }

    /** Some columns at the finest resolution at which noise hides little, else at the coarsest. */
    private Choice finest(Clique columns, double price) {
        List<Choice> resolutions = Choices.resolutions(split, columns);
        return resolutions.stream()
                .filter(choice -> off(choice, price) <= schedule.askedError() && cellsWith(choice) <= maxCells)
                .findFirst()
                .orElse(resolutions.get(resolutions.size() - 1));
    }

    /** Measures a marginal at a price from a first one to the highest, unless noise would drown it; what became of it. */
    private String measureAsked(Clique clique, double first, double most) {
        Choice choice = finest(clique, most);
        double cells = cellsWith(choice);
        if (cells > maxCells) {
            return String.format(
                    Locale.ROOT,
                    "not measured: the model would take %,.1f MB with it, and --max-model-mb allows %,.1f",
                    cells * Double.BYTES / 1e6,
                    maxCells * Double.BYTES / 1e6);
        }
        double price = first;
        while (off(choice, price) > schedule.askedError() && price < most) {
            price = Math.min(most, price * purse.finer(schedule.growth()));
        }
        double off = off(choice, price);
        if (off > schedule.hopeless()) {
            return String.format(
                    Locale.ROOT,
                    "not measured: noise would move %.0f %% of the rows among its %,.0f cells; it needs an epsilon of"
                            + " about %s, or fewer values",
                    100 * Math.min(1, off / 2),
                    choice.cells(),
                    NeededEpsilon.words(table.release().budget(), off / schedule.hopeless()));
        }
        measure(choice, price);
        boolean isWhole = choice.clique().equals(split.finest(clique));
        return String.format(
                Locale.ROOT,
                "measured%s, with %.1f %% of the budget; noise moves about %.1f %% of the rows",
                isWhole ? "" : " as " + view.domain().describe(choice.clique()),
                100 * price / purse.whole(),
                100 * off / 2);
    }

    /** How far a marginal's own noise is expected to be off by in all, as a multiple of the rows. */
    private double off(Choice choice, double price) {
        return table.expectedError(purse.loss(price)) * choice.cells() / field.total();
    }

    /** Cells of the model with one more marginal. */
    private double cellsWith(Choice more) {
        List<Clique> all = new ArrayList<>(known());
        all.add(more.clique());
        return JunctionTree.plan(view.domain(), all).cells();
    }

    /** The cliques that the model has: those measured, and those of rules. */
    List<Clique> known() {
        return Stream.concat(
                        ruled.stream().map(Factor::clique), measured.stream().map(NoisyMarginal::clique))
                .distinct()
                .toList();
    }

    private void measure(Choice choice, double price) {
        NoisyMarginal answer = view.marginal(choice.clique(), purse.loss(price));
        measured.add(answer);
        likely.add(Shrinkage.towards(field.marginal(choice.clique()), answer));
    }

    private Candidate candidate(Choice choice, Factor expected, double error) {
        return new Candidate(
                choice.clique(), expected.toArray(), choice.weight(), schedule.penalty() * error * choice.cells());
    }

    List<NoisyMarginal> measureColumns(PrivacyLoss loss) {
        List<? extends PrivacyLoss> shares = loss.split(Independent.weights(table.domain(), purse.isPure()));
        List<NoisyMarginal> columns = new ArrayList<>();
        for (int column = 0; column < table.domain().size(); column++) {
            columns.add(table.marginal(Clique.of(column), shares.get(column)));
        }
        return columns;
    }

    void learn(NoisyMarginal column) {
        NoisyMarginal answer = split.written(column);
        measured.add(answer);
        likely.add(new Measurement(answer.clique(), values(answer), answer.standardDeviation()));
    }

    /**
     * What may be chosen next: marginals of the workload that would not make the model too large, and whose noise would
     * not drown any error that the model can have.
     */
    private List<Choice> open(double share, boolean last) {
        double error = table.expectedError(purse.loss((1 - schedule.selectionShare()) * share));
        double limit = maxCells * (last ? 1 : purse.spentShare());
        List<Clique> known = known();
        ModelSizes sizes = new ModelSizes(view.domain(), known, field.tree());
        return choices.all().stream()
                .filter(choice -> error * choice.cells() <= schedule.hopeless() * field.total()
                        && sizes.fits(choice.clique(), limit))
                .toList();
    }

    MarkovRandomField estimate(Estimator by, int iterations) {
        return by.withMaxIterations(iterations).estimate(view.domain(), likely).field();
    }

    private static double[] values(NoisyMarginal marginal) {
        return Arrays.stream(marginal.counts()).asDoubleStream().toArray();
    }
}
