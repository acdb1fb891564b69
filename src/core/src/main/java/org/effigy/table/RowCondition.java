package org.effigy.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.effigy.condition.Condition;
import org.effigy.condition.Condition.Kind;
import org.effigy.condition.Condition.Operator;

/** A condition whose names and values have been looked up in a schema: ready to be asked of rows. Immutable. */
final class RowCondition {
    private final Condition said;
    private final Node root;
    private final SortedSet<Integer> fields = new TreeSet<>();
    private final List<Atom> atoms = new ArrayList<>();

    /** A row's cells: steps of ordered fields, places of categories of strings. */
    interface Cells {
        boolean isMissing(int field);

        /** Of a cell that isn't missing. */
        long step(int field);
    }

    /** Something that a row is asked. */
    interface Node {
        boolean test(Cells row);
    }

    /** What is asked of one field, or of two. */
    sealed interface Atom extends Node {
        boolean isOn(int field);
    }

    /** Whether a field's value is in a set. */
    record InSet(int field, StepSet steps) implements Atom {
        @Override
        public boolean test(Cells row) {
            return !row.isMissing(field) && steps.contains(row.step(field));
        }

        @Override
        public boolean isOn(int other) {
            return field == other;
        }
    }

    /** Whether a field's cell is missing. */
    record IsMissing(int field) implements Atom {
        @Override
        public boolean test(Cells row) {
            return row.isMissing(field);
        }

        @Override
        public boolean isOn(int other) {
            return field == other;
        }
    }

    /** How two fields compare. */
    record Pair<T extends Comparable<T>>(
            int left, Operator operator, int right, LongFunction<T> ofLeft, LongFunction<T> ofRight) implements Atom {
        @Override
        public boolean test(Cells row) {
            return !row.isMissing(left)
                    && !row.isMissing(right)
                    && operator.holds(ofLeft.apply(row.step(left)).compareTo(ofRight.apply(row.step(right))));
        }

        @Override
        public boolean isOn(int other) {
            return left == other || right == other;
        }
    }

    private RowCondition(Condition said, Schema schema) {
        this.said = Objects.requireNonNull(said, "condition");
        this.root = bind(said, schema);
    }

    /**
     * Looks up a condition's names and values.
     *
     * @throws IllegalArgumentException if a name is no modelled field's, or a value is none of its field's type or
     *     categories, with what there is
     */
    static RowCondition of(Condition condition, Schema schema) {
        return new RowCondition(condition, schema);
    }

    boolean test(Cells row) {
        return root.test(row);
    }

    /** The condition as it was written. */
    Condition said() {
        return said;
    }

    /** The positions in the schema of the fields that it asks of. */
    SortedSet<Integer> fields() {
        return fields;
    }

    /** What it asks. */
    List<Atom> atoms() {
        return atoms;
    }

    /** The steps of a field from which on an answer may be another. */
    LongStream cuts(int field) {
        return atoms.stream()
                .filter(atom -> atom instanceof InSet set && set.field == field)
                .flatMapToLong(atom -> ((InSet) atom).steps.cuts());
    }

    /** Whether two fields are compared with each other, and this is one of them. */
    boolean isCompared(int field) {
        return atoms.stream().anyMatch(atom -> atom instanceof Pair<?> && atom.isOn(field));
    }

    private Node bind(Condition condition, Schema schema) {
        if (condition instanceof Condition.And and) {
            List<Node> parts = bind(and.parts(), schema);
            return row -> parts.stream().allMatch(part -> part.test(row));
        }
        if (condition instanceof Condition.Or or) {
            List<Node> parts = bind(or.parts(), schema);
            return row -> parts.stream().anyMatch(part -> part.test(row));
        }
        if (condition instanceof Condition.Not not) {
            Node part = bind(not.part(), schema);
            return row -> !part.test(row);
        }
        if (condition instanceof Condition.Implies implies) {
            Node premise = bind(implies.premise(), schema);
            Node conclusion = bind(implies.conclusion(), schema);
            return row -> !premise.test(row) || conclusion.test(row);
        }
        Atom atom = atom(condition, schema);
        atoms.add(atom);
        for (int field = 0; field < schema.fields().size(); field++) {
            if (atom.isOn(field)) {
                fields.add(field);
            }
        }
        return atom;
    }

    private List<Node> bind(List<Condition> parts, Schema schema) {
        return parts.stream().map(part -> bind(part, schema)).toList();
    }

    private static Atom atom(Condition condition, Schema schema) {
        if (condition instanceof Condition.Comparison comparison) {
            return comparison(comparison, schema);
        }
        if (condition instanceof Condition.OneOf oneOf) {
            int field = position(oneOf.column(), schema);
            return new InSet(
                    field,
                    StepSet.of(oneOf.values().stream()
                            .mapToLong(value -> step(schema.fields().get(field), value))
                            .toArray()));
        }
        if (condition instanceof Condition.Between between) {
            int field = position(between.column(), schema);
            Field found = schema.fields().get(field);
            requireOrdered(found, "between");
            return new InSet(field, StepSet.range(step(found, between.low()), step(found, between.high())));
        }
        return new IsMissing(position(((Condition.Missing) condition).column(), schema));
    }

    private static Atom comparison(Condition.Comparison comparison, Schema schema) {
        int position = position(comparison.column(), schema);
        Field field = schema.fields().get(position);
        Operator operator = comparison.operator();
        String text = comparison.right().text();
        if (operator != Operator.EQUAL && operator != Operator.UNEQUAL) {
            requireOrdered(field, operator.sign());
        }
        boolean named = comparison.right().kind() == Kind.NAME
                || comparison.right().kind() == Kind.WORD && schema.has(text) && !isValue(field, text);
        if (named) {
            return pair(position, operator, position(text, schema), schema);
        }
        long step = step(field, text);
        return new InSet(
                position,
                switch (operator) {
                    case EQUAL -> StepSet.of(step);
                    case UNEQUAL -> StepSet.of(step).opposite();
                    case LESS -> StepSet.range(Long.MIN_VALUE, step - 1);
                    case AT_MOST -> StepSet.range(Long.MIN_VALUE, step);
                    case MORE -> StepSet.range(step + 1, Long.MAX_VALUE);
                    case AT_LEAST -> StepSet.range(step, Long.MAX_VALUE);
                });
    }

    private static Atom pair(int left, Operator operator, int right, Schema schema) {
        Field a = schema.fields().get(left);
        Field b = schema.fields().get(right);
        if (left == right) {
            throw new IllegalArgumentException("'" + a.name() + "' is compared with itself: name another column");
        }
        if (a.type() == FieldType.STRING && b.type() == FieldType.STRING) {
            List<String> ofA = ((CategoryCodec) a.requireCodec()).categories();
            List<String> ofB = ((CategoryCodec) b.requireCodec()).categories();
            return new Pair<>(left, operator, right, step -> ofA.get((int) step), step -> ofB.get((int) step));
        }
        requireOrdered(b, operator.sign());
        if (a.type() == FieldType.STRING || a.type() == FieldType.BOOLEAN || isTime(a) != isTime(b)) {
            throw new IllegalArgumentException("'" + a.name() + "' (" + a.type().word() + ") can't be compared with '"
                    + b.name() + "' (" + b.type().word() + "): compare dates with dates and numbers with numbers");
        }
        CellFormat ofA = a.format().orElseThrow();
        CellFormat ofB = b.format().orElseThrow();
        return new Pair<>(left, operator, right, step -> comparable(ofA, step), step -> comparable(ofB, step));
    }

    private static boolean isTime(Field field) {
        return field.type() == FieldType.DATE || field.type() == FieldType.DATETIME;
    }

    /** Numbers as they are, dates and times in seconds. */
    private static Double comparable(CellFormat format, long step) {
        return format instanceof DateFormat dates ? (double) step * dates.stepSeconds() : format.value(step);
    }

    private static int position(String name, Schema schema) {
        int position = schema.position(name);
        schema.fields().get(position).requireCodec();
        return position;
    }

    private static void requireOrdered(Field field, String what) {
        if (field.type() == FieldType.STRING || field.type() == FieldType.BOOLEAN) {
            throw new IllegalArgumentException("'" + field.name() + "' has no order, so '" + what
                    + "' says nothing of it: use =, != or 'in (...)'");
        }
    }

    private static boolean isValue(Field field, String text) {
        return field.requireCodec() instanceof CategoryCodec categories
                && categories.categories().contains(text);
    }

    /** The step of a value, or the place of a category. */
    static long step(Field field, String text) {
        if (text.equals(RuleJson.ON)) {
            return on(field);
        }
        if (field.requireCodec() instanceof CategoryCodec categories) {
            int named = categories.categories().indexOf(text);
            int code = named >= 0 ? named : categories.code(text);
            if (code < 0) {
                throw new IllegalArgumentException("'" + Excerpt.of(text, 60) + "' is no value of '" + field.name()
                        + "', which is " + categories.rule());
            }
            return code;
        }
        CellFormat format = field.format().orElseThrow();
        long step = format.parse(text);
        if (step == CellFormat.NOT_OF_TYPE) {
            throw new IllegalArgumentException(
                    "'" + Excerpt.of(text, 60) + "' is no value of '" + field.name() + "', which is " + format.rule());
        }
        if (format instanceof DecimalFormat decimal && decimals(text, decimal) > decimal.decimals()) {
            throw new IllegalArgumentException("'" + text + "' has more decimals than '" + field.name()
                    + "', which has " + decimal.decimals() + ": round it");
        }
        return step;
    }

    /** What says yes in a group of columns of which one is set. */
    private static long on(Field field) {
        if (field.requireCodec() instanceof CategoryCodec categories) {
            for (String yes : List.of("yes", "true", "1", "Y", "Yes", "True", "TRUE")) {
                if (categories.categories().contains(yes)) {
                    return categories.categories().indexOf(yes);
                }
            }
            throw new IllegalArgumentException(
                    "'" + field.name() + "' has no category yes, true or 1 that would say that"
                            + " it is the one: write the rule with 'holds'");
        }
        if (field.type() != FieldType.BOOLEAN && field.type() != FieldType.INTEGER) {
            throw new IllegalArgumentException("'" + field.name() + "' is a "
                    + field.type().word() + "; the columns of 'oneOf' say yes or no: write the rule with 'holds'");
        }
        return 1;
    }

    private static int decimals(String text, DecimalFormat format) {
        return new BigDecimal(text.replace(format.mark(), '.'))
                .stripTrailingZeros()
                .scale();
    }

    @Override
    public String toString() {
        return said.toString();
    }
}
