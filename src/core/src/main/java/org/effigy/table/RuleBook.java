package org.effigy.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.effigy.condition.Condition;

/**
 * A schema's rules, looked up in its fields: what a row is asked, and which fields are reckoned from others so that they
 * can't break a rule. Immutable.
 */
final class RuleBook {
    private final Schema schema;
    private final List<Entry> entries = new ArrayList<>();
    /** By field, what reckons it; null where nothing does. */
    private final Derivation[] derivations;
    /** By field, the rule that reckons it. */
    private final Rule[] reckoning;

    /** A rule and what it asks of rows. */
    private record Entry(
            Rule rule, RowCondition.Node asked, SortedSet<Integer> fields, Optional<RowCondition> condition) {}

    private RuleBook(Schema schema) {
        this.schema = schema;
        this.derivations = new Derivation[schema.fields().size()];
        this.reckoning = new Rule[derivations.length];
        for (Rule rule : schema.rules()) {
            try {
                entries.add(bind(rule));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("rule '" + rule.name() + "': " + e.getMessage(), e);
            }
        }
        for (Entry entry : entries) {
            entry.condition().ifPresent(condition -> requireModelled(entry.rule(), condition));
        }
    }

    /**
     * The rules of a schema.
     *
     * @throws IllegalArgumentException if a rule names what there isn't, or what can't be modelled, or rules tie columns
     *     together in a way that can't be; with their names and what to do
     */
    static RuleBook of(Schema schema) {
        return new RuleBook(schema);
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The number of the first rule that a row breaks. */
    OptionalInt broken(RowCondition.Cells row) {
        for (int i = 0; i < entries.size(); i++) {
            if (!entries.get(i).asked().test(row)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether a row breaks a rule. */
    boolean isBroken(int rule, RowCondition.Cells row) {
        return !entries.get(rule).asked().test(row);
    }

    /** The rules, in order. */
    List<Rule> rules() {
        return schema.rules();
    }

    /** The fields that a rule names. */
    SortedSet<Integer> fields(int rule) {
        return entries.get(rule).fields();
    }

    /** What reckons a field. */
    Optional<Derivation> derivation(int field) {
        return Optional.ofNullable(derivations[field]);
    }

    /** The name of the rule that reckons a field. */
    String reckonedBy(int field) {
        return reckoning[field].name();
    }

    /** The conditions that hold, with the rules that say so. */
    List<Rule> conditions() {
        return entries.stream()
                .filter(entry -> entry.condition().isPresent())
                .map(Entry::rule)
                .toList();
    }

    /** Each condition that holds. */
    List<Condition> held() {
        return entries.stream()
                .flatMap(entry -> entry.condition().stream())
                .map(RowCondition::said)
                .toList();
    }

    private Entry bind(Rule rule) {
        if (rule.demand() instanceof Rule.Holds holds) {
            RowCondition condition = RowCondition.of(holds.condition(), schema);
            return new Entry(rule, condition::test, condition.fields(), Optional.of(condition));
        }
        if (rule.demand() instanceof Rule.Order order) {
            return order(rule, order);
        }
        return determines(rule, (Rule.Determines) rule.demand());
    }

    private void requireModelled(Rule rule, RowCondition condition) {
        for (int field : condition.fields()) {
            if (derivations[field] instanceof Derivation.Gap) {
                throw new IllegalArgumentException("rules '" + rule.name() + "' and '" + reckonedBy(field)
                        + "' can't be kept together: '"
                        + schema.fields().get(field).name()
                        + "' is reckoned from '"
                        + schema.fields().get(derivations[field].from()).name()
                        + "', and a condition on it would be one on both: leave one of the rules out");
            }
        }
    }

    private int position(String name) {
        int position = schema.position(name);
        schema.fields().get(position).requireCodec();
        return position;
    }

    private Entry order(Rule rule, Rule.Order order) {
        int first = position(order.first());
        int second = position(order.second());
        // The later one is reckoned from the earlier one, unless that is reckoned already.
        boolean forward = derivations[second] == null && !leadsTo(first, second);
        boolean backward = !forward && derivations[first] == null && !leadsTo(second, first);
        if (!forward && !backward) {
            throw twice(rule, derivations[second] == null ? first : second);
        }
        Derivation.Gap gap = forward ? gap(order, first, second, true) : gap(order, second, first, false);
        set(rule, gap);
        RowCondition.Node asked = row -> row.isMissing(first)
                || row.isMissing(second)
                || gap.allows(gap.between(row.step(gap.from()), row.step(gap.field())));
        return new Entry(rule, asked, new TreeSet<>(List.of(first, second)), Optional.empty());
    }

    private IllegalArgumentException twice(Rule rule, int field) {
        Rule other = reckoning[field] == null ? rule : reckoning[field];
        return new IllegalArgumentException("it ties columns together that rule '" + other.name()
                + "' ties together too, so that one of them would be reckoned twice or from itself: leave one of the"
                + " rules '" + other.name() + "' and '" + rule.name() + "' out");
    }

    private boolean leadsTo(int field, int to) {
        for (int at = field; ; at = derivations[at].from()) {
            if (at == to) {
                return true;
            }
            if (derivations[at] == null) {
                return false;
            }
        }
    }

    private void set(Rule rule, Derivation derivation) {
        derivations[derivation.field()] = derivation;
        reckoning[derivation.field()] = rule;
    }

    private Derivation.Gap gap(Rule.Order order, int from, int field, boolean forward) {
        Field base = schema.fields().get(from);
        Field end = schema.fields().get(field);
        IntervalCodec first = ordered(base);
        IntervalCodec last = ordered(end);
        if (isTime(base) != isTime(end)) {
            throw new IllegalArgumentException(
                    "'" + base.name() + "' (" + base.type().word() + ") and '" + end.name() + "' ("
                            + end.type().word() + ") have no order: name two dates or two numbers");
        }
        if (!base.isRequired()) {
            throw new IllegalArgumentException("'" + end.name() + "' is reckoned from '" + base.name()
                    + "', which may be missing: declare '" + base.name() + "' required, or leave the rule out");
        }
        CellFormat format = end.format().orElseThrow();
        Derivation.Scale scale = Derivation.Scale.of(base.format().orElseThrow(), format);
        double unit = format instanceof DateFormat dates
                ? 86400.0 / dates.stepSeconds()
                : format instanceof DecimalFormat decimal ? Math.pow(10, decimal.decimals()) : 1;
        long least = (long) Math.ceil(order.least() * unit - 1e-9);
        long most =
                order.most().map(gap -> (long) Math.floor(gap * unit + 1e-9)).orElse(Long.MAX_VALUE / 4);
        long low = Math.max(forward ? least : -most, last.lowest() - scale.apply(first.highest()));
        long high = Math.min(forward ? most : -least, last.highest() - scale.apply(first.lowest()));
        if (low > high) {
            throw new IllegalArgumentException(
                    "it leaves nothing: with the bounds of '" + order.first() + "' and '" + order.second()
                            + "' no two values are in this order so far apart: correct the gaps or the bounds");
        }
        IntervalCodec gaps = gaps(end, low, high);
        return new Derivation.Gap(
                field,
                from,
                scale,
                forward ? least : -most,
                forward ? most : -least,
                last.lowest(),
                last.highest(),
                gaps);
    }

    private static IntervalCodec gaps(Field end, long low, long high) {
        Optional<MissingValues> missing = end.isRequired() ? Optional.empty() : Optional.of(end.missing());
        CellFormat steps = new IntegerFormat();
        if (high - low < Bins.Automatic.OWN) {
            long[] each = java.util.stream.LongStream.rangeClosed(low, high).toArray();
            return IntervalCodec.of(steps, each, each, missing);
        }
        Bins bins = end.bins() instanceof Bins.Measured ? end.bins() : new Bins.Automatic();
        return FineCells.codec(steps, low, high, Scale.MIXED, new long[0], bins, missing);
    }

    private static IntervalCodec ordered(Field field) {
        if (field.requireCodec() instanceof IntervalCodec intervals
                && intervals.isRange()
                && field.type() != FieldType.BOOLEAN) {
            return intervals;
        }
        throw new IllegalArgumentException("'" + field.name() + "' has no range of numbers or dates, so nothing comes"
                + " before it: name a column with a minimum and a maximum, and without effigy:multipleOf");
    }

    private static boolean isTime(Field field) {
        return field.type() == FieldType.DATE || field.type() == FieldType.DATETIME;
    }

    private Entry determines(Rule rule, Rule.Determines determines) {
        int from = position(determines.from());
        int to = position(determines.to());
        Field source = schema.fields().get(from);
        Field target = schema.fields().get(to);
        if (derivations[to] != null || leadsTo(from, to)) {
            throw twice(rule, to);
        }
        if (!(source.requireCodec() instanceof CategoryCodec categories)) {
            throw new IllegalArgumentException(
                    "'" + source.name() + "' is a " + source.type().word()
                            + "; only a text can determine another column: declare it as a string with an enum");
        }
        if (!source.isRequired() && target.isRequired()) {
            throw new IllegalArgumentException("'" + source.name() + "' may be missing and '" + target.name()
                    + "' may not: declare both required, or neither");
        }
        long[] steps = new long[categories.categories().size()];
        for (int code = 0; code < steps.length; code++) {
            String value = determines.map().get(categories.categories().get(code));
            if (value == null) {
                throw new IllegalArgumentException("the map has no entry for '"
                        + categories.categories().get(code) + "', which '" + source.name() + "' can be: add it");
            }
            steps[code] = RowCondition.step(target, value);
            if (target.requireCodec() instanceof IntervalCodec intervals && intervals.code(steps[code]) < 0) {
                throw new IllegalArgumentException("the map gives '" + target.name() + "' the value '" + value
                        + "', which is not " + intervals.rule());
            }
        }
        for (Map.Entry<String, String> entry : determines.map().entrySet()) {
            if (!categories.categories().contains(entry.getKey())) {
                throw new IllegalArgumentException("the map has an entry for '" + Excerpt.of(entry.getKey(), 60)
                        + "', which is no value of '" + source.name() + "': correct it or take it out");
            }
        }
        set(rule, new Derivation.Mapped(to, from, steps));
        boolean together = !source.isRequired();
        RowCondition.Node asked = row -> row.isMissing(to) || row.isMissing(from)
                ? !together || row.isMissing(to) == row.isMissing(from)
                : steps[(int) row.step(from)] == row.step(to);
        return new Entry(rule, asked, new TreeSet<>(Arrays.asList(from, to)), Optional.empty());
    }
}
