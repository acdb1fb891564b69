package org.effigy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.effigy.analysis.Answer.About;
import org.effigy.analysis.Answer.Term;
import org.effigy.analysis.Cells.Member;
import org.effigy.analysis.Cells.Span;
import org.effigy.condition.Condition;
import org.effigy.synth.Counted;
import org.effigy.synth.FittedModel;
import org.effigy.table.CategoryCodec;
import org.effigy.table.ColumnCodec;
import org.effigy.table.Field;
import org.effigy.table.FieldType;
import org.effigy.table.IntervalCodec;
import org.effigy.table.TableCodec;

/**
 * Answers to questions about the people that a table was drawn from, with intervals that hold the truth at least 95 times in
 * 100, from a model alone: from its noisy counts, not from rows that it draws, because what a model makes of noisy counts
 * errs in ways that nobody knows the size of. A question about columns that were not counted together is refused. How it is
 * reckoned: docs/theory/analysis.md. Post-processing: it costs no privacy. Immutable.
 *
 * <pre>{@code
 * Answer answer = Analysis.of(model).where("ward = ICU").answer(new Question.Mean("age"));
 * }</pre>
 */
public final class Analysis {
    /** Standard deviations that hold a normal error 95 times in 100. */
    private static final double NORMAL = 1.9599639845400545;

    /** The same of a Laplace error, {@code ln(20) / sqrt(2)}: sums of both lie between. */
    private static final double LAPLACE = Math.log(20) / Math.sqrt(2);

    /** The same where two intervals are both to hold, each 97.5 times in 100. */
    private static final double NORMAL_OF_TWO = 2.241402727604947;

    private static final double LAPLACE_OF_TWO = Math.log(40) / Math.sqrt(2);

    private final FittedModel model;
    private final List<Condition> conditions;

    private Analysis(FittedModel model, List<Condition> conditions) {
        this.model = model;
        this.conditions = List.copyOf(conditions);
    }

    /**
     * Of all rows.
     *
     * @throws IllegalArgumentException if the model is of histories
     */
    public static Analysis of(FittedModel model) {
        if (model.steps().isPresent()) {
            throw new IllegalArgumentException("the model is of histories, whose rows were not counted one by one: fit"
                    + " with --histories none to ask of rows");
        }
        return new Analysis(model, List.of());
    }

    /**
     * Of rows that also meet a condition (docs/guides/conditions.md).
     *
     * @throws IllegalArgumentException if it is no condition
     */
    public Analysis where(String condition) {
        return where(Condition.parse(condition));
    }

    /** Of rows that also meet a condition. */
    public Analysis where(Condition condition) {
        List<Condition> more = new ArrayList<>(conditions);
        more.add(condition);
        return new Analysis(model, more);
    }

    /**
     * For each value of a column the rows that have it.
     *
     * @throws IllegalArgumentException if the schema has no such column, or it is of numbers or dates
     */
    public List<Analysis> by(String column) {
        requireColumn(column);
        ColumnCodec codec = model.codec().codec(column);
        Field field = model.codec().schema().field(column);
        if (!(codec instanceof CategoryCodec) && field.type() != FieldType.BOOLEAN) {
            throw new IllegalArgumentException(
                    "'" + column + "' has no categories to group by: use --where with ranges");
        }
        List<Analysis> groups = new ArrayList<>();
        for (int code = 0; code < codec.size(); code++) {
            groups.add(where(
                    codec.missing().orElse(-1) == code
                            ? new Condition.Missing(column)
                            : new Condition.OneOf(column, List.of(codec.label(code)))));
        }
        return groups;
    }

    private void requireColumn(String column) {
        TableCodec codec = model.codec();
        boolean isThere = codec.domain().attributes().stream()
                .anyMatch(attribute -> attribute.name().equals(column));
        if (!isThere || codec.isReckoned(column)) {
            throw new IllegalArgumentException("the model has no column '" + column + "' of its own"
                    + (isThere ? ": a rule reckons it from another one" : "") + "; it has "
                    + codec.domain().attributes().stream()
                            .map(attribute -> attribute.name())
                            .filter(name -> !codec.isReckoned(name))
                            .collect(Collectors.joining(", ")));
        }
    }

    /** What the rows have to meet, in words; empty for all rows. */
    public Optional<String> words() {
        return conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(conditions.stream().map(Condition::toString).collect(Collectors.joining(" and ")));
    }

    /**
     * The answer to a question, or why there is none.
     *
     * @throws IllegalArgumentException if it names what the model doesn't have, or asks for numbers of a column without
     */
    public Answer answer(Question question) {
        About about = question instanceof Question.Count ? About.ROWS : About.POPULATION;
        List<Condition> all = new ArrayList<>(conditions);
        if (question instanceof Question.Proportion proportion) {
            all.add(proportion.of());
        } else if (question instanceof Question.Logistic logistic) {
            all.add(logistic.outcome());
        }
        TableCodec codec = model.codec().cutFor(all);
        Set<Integer> columns = columns(codec, question, all);
        try {
            List<Term> terms = terms(question, codec, columns);
            return new Answer(question.toString(), words(), about, terms, Optional.empty());
        } catch (UnanswerableException e) {
            return new Answer(question.toString(), words(), about, List.of(), Optional.of(e.refusal()));
        }
    }

    private Set<Integer> columns(TableCodec codec, Question question, List<Condition> all) {
        Set<Integer> columns = new TreeSet<>();
        for (Condition condition : all) {
            for (int column : codec.relation(condition).clique().toArray()) {
                columns.add(column);
            }
        }
        Set<String> named = new TreeSet<>(question.columns());
        if (question instanceof Question.Proportion) {
            named.clear();
        } else if (question instanceof Question.Logistic logistic) {
            named.clear();
            named.addAll(logistic.predictors());
        }
        for (String column : named) {
            requireColumn(column);
            columns.add(codec.domain().position(column));
        }
        return columns;
    }

    /** By the first way of counting the columns that gives an answer. */
    private List<Term> terms(Question question, TableCodec codec, Set<Integer> columns) throws UnanswerableException {
        List<Cells> found = Cells.of(codec, Counted.of(model, codec), columns);
        if (found.isEmpty()) {
            throw Apart.refuse(model, codec, columns);
        }
        if (question instanceof Question.Quantile && found.get(0).isNested()) {
            return both(question, codec, found);
        }
        UnanswerableException why = null;
        for (Cells cells : found) {
            try {
                return terms(question, codec, cells, cells.isGaussian() ? NORMAL : LAPLACE);
            } catch (UnanswerableException e) {
                why = why == null ? e : why;
            }
        }
        throw why;
    }

    /**
     * What the counts of bins and those of fine cells say together: in a wide bin fine cells are mostly noise, in a narrow one
     * they tell more. Each interval misses half as often, so that both hold often enough.
     */
    private List<Term> both(Question question, TableCodec codec, List<Cells> found) throws UnanswerableException {
        Cells bins =
                found.stream().filter(cells -> !cells.isNested()).findFirst().orElseThrow();
        double z = bins.isGaussian() && found.get(0).isGaussian() ? NORMAL_OF_TWO : LAPLACE_OF_TWO;
        Term fine = terms(question, codec, found.get(0), z).get(0);
        Term wide = terms(question, codec, bins, z).get(0);
        double low = Math.max(fine.low(), wide.low());
        double high = Math.min(fine.high(), wide.high());
        if (low > high) {
            // They contradict each other, as one in a few dozen does; the wider story holds both.
            low = Math.min(fine.low(), wide.low());
            high = Math.max(fine.high(), wide.high());
        }
        double estimate = Math.max(low, Math.min(high, fine.estimate()));
        return List.of(new Term("", estimate, low, high, Math.min(high - low, Math.min(fine.bins(), wide.bins()))));
    }

    private List<Term> terms(Question question, TableCodec codec, Cells cells, double z) throws UnanswerableException {
        Member[] members = cells.possible();
        for (Condition condition : conditions) {
            for (Condition part : condition.conjuncts()) {
                cells.restrict(members, codec.relation(part));
            }
        }
        int rowsPerUnit = model.provenance().budget().unit().maxRows();
        if (question instanceof Question.Count) {
            return List.of(new OneNumber(cells, members, rowsPerUnit, z).count());
        }
        List<String> names = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        List<String> needed = List.of();
        if (question instanceof Question.Linear linear) {
            needed = linear.predictors();
            cells.present(members, numeric(codec, linear.outcome()));
        } else if (question instanceof Question.Logistic logistic) {
            needed = logistic.predictors();
        }
        for (String predictor : needed) {
            cells.present(members, codec.domain().position(predictor));
            predict(codec, cells, predictor, names, spans);
        }
        if (question instanceof Question.Mean mean) {
            cells.present(members, numeric(codec, mean.column()));
        } else if (question instanceof Question.Quantile quantile) {
            cells.present(members, numeric(codec, quantile.column()));
        } else if (question instanceof Question.Correlation correlation) {
            cells.present(members, numeric(codec, correlation.one()));
            cells.present(members, numeric(codec, correlation.other()));
        }
        OneNumber one = new OneNumber(cells, members, rowsPerUnit, z);
        one.requireRows();
        if (question instanceof Question.Proportion proportion) {
            return List.of(one.mean(cells.indicator(codec.relation(proportion.of()))));
        }
        if (question instanceof Question.Mean mean) {
            return List.of(one.mean(cells.numbers(numeric(codec, mean.column()))));
        }
        if (question instanceof Question.Quantile quantile) {
            return List.of(one.quantile(cells.numbers(numeric(codec, quantile.column())), quantile.share()));
        }
        if (question instanceof Question.Correlation correlation) {
            Span first = cells.numbers(numeric(codec, correlation.one()));
            Span second = cells.numbers(numeric(codec, correlation.other()));
            return List.of(Regression.correlation(cells, members, first, second, rowsPerUnit, z));
        }
        boolean isLogistic = question instanceof Question.Logistic;
        Span outcome = question instanceof Question.Logistic logistic
                ? cells.indicator(codec.relation(logistic.outcome()))
                : cells.numbers(numeric(codec, ((Question.Linear) question).outcome()));
        return Regression.of(cells, members, names, spans, outcome, isLogistic, rowsPerUnit, z);
    }

    /** The position of a column of numbers. */
    private static int numeric(TableCodec codec, String column) {
        if (!(codec.codec(column) instanceof IntervalCodec intervals) || !intervals.isOfNumbers()) {
            throw new IllegalArgumentException("'" + column
                    + "' is not of numbers: ask for the proportion of a value of it, or name a column of numbers");
        }
        return codec.domain().position(column);
    }

    private void predict(TableCodec codec, Cells cells, String predictor, List<String> names, List<Span> spans) {
        int column = codec.domain().position(predictor);
        ColumnCodec own = codec.codec(column);
        boolean isBoolean = codec.schema().field(predictor).type() == FieldType.BOOLEAN;
        if (own instanceof IntervalCodec && !isBoolean) {
            names.add(predictor);
            spans.add(cells.numbers(numeric(codec, predictor)));
            return;
        }
        int values = own.size() - (own.missing().isPresent() ? 1 : 0);
        for (int code = 1; code < values; code++) {
            names.add(predictor + " = " + own.label(code));
            spans.add(cells.indicator(column, code));
        }
    }
}
