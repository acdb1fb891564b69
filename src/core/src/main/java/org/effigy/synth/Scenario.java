package org.effigy.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.effigy.condition.Condition;
import org.effigy.domain.Coarsening;
import org.effigy.domain.Records;
import org.effigy.domain.Relation;
import org.effigy.model.Conditioned;
import org.effigy.model.Distribution;
import org.effigy.model.ImpossibleException;
import org.effigy.model.JunctionTree;
import org.effigy.model.MendedSampler;
import org.effigy.model.Refined;
import org.effigy.model.RowSampler;
import org.effigy.model.TreeTooLargeException;
import org.effigy.table.HistoryCodec;
import org.effigy.table.TableCodec;
import tech.tablesaw.api.Table;

/**
 * What is asked of the rows that a model draws: conditions that all of them meet, and shares that one column's values are
 * to have. Rows are drawn exactly from the model's conditional distribution; nothing is drawn and thrown away.
 * Post-processing: it costs no privacy. Immutable.
 *
 * <pre>{@code
 * Table rows = Scenario.of(model).where("diagnosis = sepsis and age >= 65").sample(1000, 7);
 * Table half = Scenario.of(model).reweight("fraud = yes", 0.5).sample(1000, 7);
 * }</pre>
 */
public final class Scenario {
    private static final long LIMIT = JunctionTree.defaultLimit();

    private final FittedModel model;
    private final List<Condition> conditions;
    private final List<Share> shares;
    private final TableCodec codec;
    private final Distribution distribution;
    private final double probability;

    /**
     * A condition on one column, and the share of rows of which it is to be true.
     *
     * @param share from 0 to 1
     */
    private record Share(Condition condition, double share) {
        @Override
        public String toString() {
            return condition + " of a share of " + share;
        }
    }

    private Scenario(FittedModel model, List<Condition> conditions, List<Share> shares) {
        this.model = model;
        this.conditions = List.copyOf(conditions);
        this.shares = List.copyOf(shares);
        if (conditions.isEmpty() && shares.isEmpty()) {
            this.codec = Heaps.codec(model);
            this.distribution = model.distribution();
            this.probability = 1;
            return;
        }
        List<Condition> all = new ArrayList<>(conditions);
        shares.forEach(share -> all.add(share.condition));
        this.codec = Heaps.codec(model).cutFor(all);
        model.steps().ifPresent(steps -> all.forEach(condition -> requireOfUnit(condition, steps.codec())));
        List<Relation> relations = relations(conditions);
        Given met = condition(spread(), relations);
        this.probability = met.probability();
        this.distribution = (shares.isEmpty() ? met : condition(reweighted(relations), relations)).distribution();
    }

    /** What is asked of a history is asked of all of its rows, so of what these share. */
    private void requireOfUnit(Condition condition, HistoryCodec histories) {
        int number = codec.domain().size() - 1;
        for (int attribute : codec.relation(condition).clique().toArray()) {
            if (attribute != number && Arrays.binarySearch(histories.layout().shared(), attribute) < 0) {
                throw new IllegalArgumentException("'" + condition + "' asks of '"
                        + codec.domain().attribute(attribute).name() + "', which changes from row to row of a history:"
                        + " ask of columns with effigy:of, or of '"
                        + codec.domain().attribute(number).name() + "'");
            }
        }
    }

    /** Rows as the model has them. */
    public static Scenario of(FittedModel model) {
        return new Scenario(model, List.of(), List.of());
    }

    /**
     * Rows that also meet a condition (docs/guides/conditions.md).
     *
     * @throws IllegalArgumentException if it is no condition, names what the schema doesn't have, asks of columns that the
     *     model can't condition on, or has a probability of 0 in the model
     */
    public Scenario where(String condition) {
        return where(Condition.parse(condition));
    }

    /** As {@link #where(String)}, of a condition that has been read. */
    Scenario where(Condition condition) {
        List<Condition> more = new ArrayList<>(conditions);
        more.add(condition);
        return new Scenario(model, more, shares);
    }

    /**
     * Rows of which a share meets a condition on one column: that column's shares change, and everything else stays as it
     * is given that column. More conditions on the same column may follow, if no value meets two of them; what none of them
     * speaks of shares the rest as before.
     *
     * @param share from 0 to 1; all together at most 1
     * @throws IllegalArgumentException as {@link #where(String)}, or if it asks of several columns, or the shares can't be had
     */
    public Scenario reweight(String condition, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1; '" + condition + "' was to have " + share);
        }
        List<Share> more = new ArrayList<>(shares);
        more.add(new Share(Condition.parse(condition), share));
        return new Scenario(model, conditions, more);
    }

    /** The model that rows are drawn from. */
    public FittedModel model() {
        return model;
    }

    /** How probable the conditions are in the model, above 0; 1 if there are none. */
    public double probability() {
        return probability;
    }

    /**
     * About how far {@link #probability} is off by the noise of the fit, as a standard error; 0 if there is no condition. How
     * it is reckoned: docs/theory/conditions.md.
     */
    public double standardError() {
        return conditions.isEmpty()
                ? 0
                : new Certainty(model, bins()).standardError(relations(conditions), this::alone);
    }

    /** Whether the noise alone could make what is asked for: the model knows next to nothing of such rows. */
    public boolean isBeyondNoise() {
        return !conditions.isEmpty() && probability < 2 * standardError();
    }

    /** What is asked for, in words; empty if nothing is. */
    public Optional<String> words() {
        List<String> words = new ArrayList<>();
        if (!conditions.isEmpty()) {
            words.add(conditions.stream().map(Condition::toString).collect(Collectors.joining(" and ")));
        }
        shares.forEach(share -> words.add(share.toString()));
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
    }

    /**
     * Draws a table in memory; {@link Sample} writes one of any size to a file.
     *
     * @param rows at least 1
     * @param seed the same seed gives the same rows
     */
    public Table sample(int rows, long seed) {
        if (model.steps().isPresent()) {
            return new DrawnHistories(this, rows, seed).table();
        }
        return codec.decode(sampler().sample(rows, seed), new SplittableRandom(seed));
    }

    /**
     * Draws rows as texts in their fields' notations, one for each field of the model's schema; empty for identifiers and
     * units.
     *
     * @param rows at least 1
     * @param seed the same seed gives the same rows
     * @throws IllegalArgumentException if the model is of histories, whose rows follow from each other
     */
    public List<List<Optional<String>>> texts(int rows, long seed) {
        if (model.steps().isPresent()) {
            throw new IllegalArgumentException("the model is of histories, whose rows follow from each other and can't"
                    + " be drawn one by one: fit with --histories none, or draw whole histories with 'effigy sample'");
        }
        Records records = sampler().sample(rows, seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Optional<String>>> all = new ArrayList<>(rows);
        for (int row = 0; row < records.rows(); row++) {
            all.add(codec.texts(records, row, random));
        }
        return all;
    }

    /** Between the codes of {@link #distribution} and values. */
    TableCodec codec() {
        return codec;
    }

    /** Draws the rows' codes. */
    RowSampler sampler() {
        return MendedSampler.of(distribution, codec.bounds(), codec.starts());
    }

    private double alone(Relation relation) {
        return condition(spread(), List.of(relation)).probability();
    }

    /** One relation for each condition that the others can be taken apart from. */
    private List<Relation> relations(List<Condition> from) {
        return from.stream()
                .flatMap(condition -> condition.conjuncts().stream())
                .map(codec::relation)
                .toList();
    }

    private Given condition(List<double[]> weights, List<Relation> relations) {
        if (relations.stream().anyMatch(Relation::isEmpty)) {
            throw impossible();
        }
        try {
            Coarsening cut = codec.to(model.codec());
            if (Conditioned.isPossible(model.distribution())) {
                Conditioned met = Conditioned.of(model.distribution(), cut, weights, relations, LIMIT);
                return new Given(met.distribution(), met.probability());
            }
            return Given.ofHybrid(model.distribution(), cut, weights, relations, LIMIT)
                    .orElseThrow(this::copula);
        } catch (TreeTooLargeException e) {
            throw new IllegalArgumentException("the condition relates too many values: " + e.getMessage(), e);
        } catch (ImpossibleException e) {
            throw impossible();
        }
    }

    private ImpossibleException impossible() {
        return new ImpossibleException("the model gives '"
                + conditions.stream().map(Condition::toString).collect(Collectors.joining(" and "))
                + "' a probability of 0: no row can be drawn; ask for less, or check the values");
    }

    private IllegalArgumentException copula() {
        return new IllegalArgumentException("model '" + model.provenance().synthesizer()
                + "' draws columns of the condition from a copula, which can't be conditioned exactly: ask of"
                + " categories alone if the model is hybrid, or fit with --model aim, mst, privbayes or independent");
    }

    /** How a code of the model is spread over the values that the rows tell apart. */
    private List<double[]> spread() {
        Coarsening to = codec.to(model.codec());
        List<double[]> weights = new ArrayList<>();
        for (int attribute = 0; attribute < codec.domain().size(); attribute++) {
            double[] values = codec.values(attribute);
            double[] whole = model.codec().values(attribute);
            double[] weight = new double[values.length];
            for (int code = 0; code < weight.length; code++) {
                weight[code] = values[code] / whole[to.code(attribute, code)];
            }
            weights.add(weight);
        }
        return weights;
    }

    /** From the rows' codes to those that were measured. */
    private Coarsening bins() {
        Coarsening bins = codec.to(model.codec());
        return model.distribution() instanceof Refined refined ? bins.then(refined.bins()) : bins;
    }

    private List<double[]> reweighted(List<Relation> relations) {
        List<Relation> asked = new ArrayList<>();
        for (Share share : shares) {
            asked.add(codec.relation(share.condition));
        }
        int column = asked.get(0).clique().get(0);
        double given = 0;
        double held = 0;
        double[] factors = new double[codec.domain().attribute(column).size()];
        Arrays.fill(factors, Double.NaN);
        for (int i = 0; i < shares.size(); i++) {
            Relation relation = asked.get(i);
            if (relation.clique().size() != 1 || relation.clique().get(0) != column) {
                throw new IllegalArgumentException("shares are given to the values of one column; '"
                        + shares.get(i).condition + "' is not about '"
                        + codec.domain().attribute(column).name() + "' alone");
            }
            double share = shares.get(i).share;
            double before = share(relation, relations);
            if (before == 0 && share > 0) {
                throw new IllegalArgumentException("the model gives '" + shares.get(i).condition
                        + "' a probability of 0" + (conditions.isEmpty() ? "" : " under the conditions")
                        + ": it can't be given a share of " + share);
            }
            given += share;
            held += before;
            for (int code = 0; code < factors.length; code++) {
                if (relation.allows(relation.classOf(0, code))) {
                    if (!Double.isNaN(factors[code])) {
                        throw new IllegalArgumentException("a value of '"
                                + codec.domain().attribute(column).name()
                                + "' meets two of the conditions that are given shares: give each value one");
                    }
                    factors[code] = before == 0 ? 0 : share / before;
                }
            }
        }
        boolean full = held > 1 - 1e-12;
        if (given > 1 + 1e-9 || full && given < 1 - 1e-9) {
            throw new IllegalArgumentException("the shares come to " + given + ", "
                    + (full ? "and there is no value left for the rest: let them come to 1" : "which is more than 1"));
        }
        double rest = full ? 0 : Math.max(0, (1 - given) / (1 - held));
        List<double[]> weights = spread();
        double[] weight = weights.get(column);
        for (int code = 0; code < factors.length; code++) {
            weight[code] *= Double.isNaN(factors[code]) ? rest : factors[code];
        }
        return weights;
    }

    /** The probability of a relation given others; 0 if it can't be. */
    private double share(Relation relation, List<Relation> others) {
        List<Relation> both = new ArrayList<>(others);
        both.add(relation);
        try {
            return condition(spread(), both).probability() / probability;
        } catch (ImpossibleException e) {
            return 0;
        }
    }
}
