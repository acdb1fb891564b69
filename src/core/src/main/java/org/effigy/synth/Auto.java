package org.effigy.synth;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.effigy.domain.Clique;
import org.effigy.domain.Domain;
import org.effigy.domain.Factor;
import org.effigy.measure.PrivateTable;
import org.effigy.privacy.PrivacyBudget;
import org.effigy.privacy.PrivacyLoss;
import org.effigy.table.Field;
import org.effigy.table.Schema;

/**
 * The model that suits a table, chosen by public facts alone: its schema and the budget. The rules are a table, tried from
 * the top; figures behind them are in {@code docs/decisions/0010-discretisation.md} and {@code 0006}, {@code 0007}, {@code 0009}.
 */
public final class Auto implements Synthesizer {
    /** The name by which a person asks for it. */
    public static final String NAME = "auto";

    /** With more columns than this, networks take longer than a fit should. */
    private static final int HUNDREDS = 100;

    /** Below it noise hides all relations but the strongest, and a model that looks for few of them loses least. */
    private static final double SMALL_EPSILON = .25;

    /** An integer of no more values than this is a code or a small count: its shares matter, and a copula loses them. */
    private static final int FEW = 20;

    private static final List<Rule> RULES = List.of(
            new Rule(facts -> facts.columns < 2, Independent.NAME, "a single column has no relations to keep"),
            new Rule(
                    facts -> facts.named,
                    Aim.NAME,
                    "columns were named that should be right together, which no other model measures"),
            new Rule(
                    facts -> facts.columns > HUNDREDS,
                    Mst.NAME,
                    "with more than " + HUNDREDS + " columns a tree of pairs is what fits a budget and an hour"),
            new Rule(
                    facts -> facts.epsilonOfRow() < SMALL_EPSILON,
                    Mst.NAME,
                    facts -> "below epsilon " + SMALL_EPSILON + facts.share()
                            + " the strongest pairs are all that noise leaves to see"),
            new Rule(
                    facts -> facts.columns > Workload.WIDE,
                    PrivBayes.NAME,
                    "with more than " + Workload.WIDE + " columns a network is the closest likeness for its time"),
            new Rule(
                    facts -> 2 * facts.ordered >= facts.columns && !facts.classes && facts.ruled,
                    Aim.NAME,
                    "most columns are numbers or dates, and the schema's rules relate them, which no copula keeps"),
            new Rule(
                    facts -> 2 * facts.ordered >= facts.columns && !facts.classes,
                    Hybrid.NAME,
                    "at least half of the columns are numbers or dates and no category is to be predicted, so relations"
                            + " of order count most"),
            new Rule(
                    facts -> true,
                    Aim.NAME,
                    "up to " + Workload.WIDE + " columns marginals chosen one by one are the closest likeness"));

    private final Synthesizer chosen;
    private final String reason;

    /**
     * What is public: columns, how many are numbers or dates, whether a category is the target, columns were named or rules
     * relate numbers or dates, the budget.
     */
    private record Facts(
            int columns, long ordered, boolean classes, boolean named, boolean ruled, double epsilon, int rows) {
        /** Units of several rows weaken what an epsilon buys by their number. */
        double epsilonOfRow() {
            return epsilon / rows;
        }

        String share() {
            return rows == 1 ? "" : " for each row kept (" + epsilon + " / " + rows + ")";
        }
    }

    private record Rule(Predicate<Facts> holds, String model, Function<Facts, String> words) {
        Rule(Predicate<Facts> holds, String model, String words) {
            this(holds, model, facts -> words);
        }
    }

    private Auto(Synthesizer chosen, String reason) {
        this.chosen = Objects.requireNonNull(chosen, "chosen");
        this.reason = reason;
    }

    /**
     * The first model whose rule holds.
     *
     * @param settings what a person chose, for the model
     */
    public static Auto of(Schema schema, PrivacyBudget budget, Settings settings) {
        Facts facts = new Facts(
                schema.modelled().size(),
                schema.modelled().stream().filter(Auto::isOrdered).count(),
                settings.workload()
                        .target()
                        .map(schema::field)
                        .filter(field -> !isOrdered(field))
                        .isPresent(),
                settings.workload().hasNamed(),
                schema.rules().stream().anyMatch(rule -> relatesOrdered(schema, rule.demand())),
                budget.epsilon(),
                budget.unit().maxRows());
        Rule rule = RULES.stream()
                .filter(candidate -> candidate.holds.test(facts))
                .findFirst()
                .orElseThrow();
        return new Auto(Synthesizer.named(rule.model, settings), rule.words.apply(facts));
    }

    private static boolean relatesOrdered(Schema schema, org.effigy.table.Rule.Demand demand) {
        return demand.columns().stream().anyMatch(name -> isOrdered(schema.field(name)));
    }

    private static boolean isOrdered(Field field) {
        return switch (field.type()) {
            case STRING, BOOLEAN -> false;
            case INTEGER -> field.categories().isEmpty() && values(field) > FEW;
            case NUMBER, DATE, DATETIME -> field.categories().isEmpty();
        };
    }

    /** How many values an integer can take; endless where a bound is yet to be found. */
    private static double values(Field field) {
        return field.minimum().isEmpty() || field.maximum().isEmpty()
                ? Double.POSITIVE_INFINITY
                : Double.parseDouble(field.maximum().get())
                        - Double.parseDouble(field.minimum().get())
                        + 1;
    }

    /** The chosen model's name. */
    @Override
    public String name() {
        return chosen.name();
    }

    /** Why it was chosen, as {@code "up to 30 columns ..."}. */
    public String reason() {
        return reason;
    }

    @Override
    public void requireFeasible(PrivateTable table, PrivacyLoss budget) {
        chosen.requireFeasible(table, budget);
    }

    @Override
    public boolean takesWorkload() {
        return chosen.takesWorkload();
    }

    @Override
    public void requireKept(Domain domain, List<Clique> related) {
        chosen.requireKept(domain, related);
    }

    @Override
    public long maxCells() {
        return chosen.maxCells();
    }

    @Override
    public Fit fit(PrivateTable table, List<Factor> zeros, Progress progress) {
        return chosen.fit(table, zeros, progress);
    }
}
