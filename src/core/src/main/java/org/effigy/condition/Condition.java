package org.effigy.condition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be said of one row: comparisons of columns with values and with each other, put together by and, or, not and
 * implies. Names and values are texts here; what they mean is for whoever knows the columns. A comparison is true only
 * where the cells are there: of a missing age neither {@code age < 65} nor {@code age >= 65} is, and {@code not (age < 65)}
 * is. Immutable; {@link Object#toString} can be read back by {@link #parse}.
 */
public sealed interface Condition {
    /**
     * Reads a condition: {@code diagnosis = sepsis and (age between 65 and 80 or ward in (A, "B 2"))}. Grammar and examples:
     * docs/guides/conditions.md.
     *
     * @throws IllegalArgumentException if it isn't one, with the place, what was expected and what stands there
     */
    static Condition parse(String text) {
        return new ConditionParser(text).parse();
    }

    /** Conditions that all hold where this one does, and only there: as many as it can be taken apart into. */
    default List<Condition> conjuncts() {
        List<Condition> parts = new ArrayList<>();
        if (this instanceof And and) {
            and.parts().forEach(part -> parts.addAll(part.conjuncts()));
        } else if (this instanceof Not not && not.part() instanceof Or or) {
            or.parts().forEach(part -> parts.addAll(new Not(part).conjuncts()));
        } else if (this instanceof Not not && not.part() instanceof Implies implies) {
            parts.addAll(implies.premise().conjuncts());
            parts.addAll(new Not(implies.conclusion()).conjuncts());
        } else if (this instanceof Not not && not.part() instanceof Not twice) {
            parts.addAll(twice.part().conjuncts());
        } else {
            parts.add(this);
        }
        return parts;
    }

    /** The names of columns on the left of its comparisons, in order; one on the right may be a value. */
    default Set<String> columns() {
        Set<String> names = new LinkedHashSet<>();
        if (this instanceof Comparison comparison) {
            names.add(comparison.column());
        } else if (this instanceof OneOf oneOf) {
            names.add(oneOf.column());
        } else if (this instanceof Between between) {
            names.add(between.column());
        } else if (this instanceof Missing missing) {
            names.add(missing.column());
        } else if (this instanceof And and) {
            and.parts().forEach(part -> names.addAll(part.columns()));
        } else if (this instanceof Or or) {
            or.parts().forEach(part -> names.addAll(part.columns()));
        } else if (this instanceof Not not) {
            names.addAll(not.part().columns());
        } else if (this instanceof Implies implies) {
            names.addAll(implies.premise().columns());
            names.addAll(implies.conclusion().columns());
        }
        return names;
    }

    /** How two values are compared. */
    enum Operator {
        /** The same value. */
        EQUAL("="),
        /** Another value. */
        UNEQUAL("!="),
        /** Lower, earlier. */
        LESS("<"),
        /** Not higher. */
        AT_MOST("<="),
        /** Higher, later. */
        MORE(">"),
        /** Not lower. */
        AT_LEAST(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** As it is written. */
        public String sign() {
            return sign;
        }

        /** Whether it holds of two values that compare so, as {@link Comparable#compareTo}. */
        public boolean holds(int compared) {
            return switch (this) {
                case EQUAL -> compared == 0;
                case UNEQUAL -> compared != 0;
                case LESS -> compared < 0;
                case AT_MOST -> compared <= 0;
                case MORE -> compared > 0;
                case AT_LEAST -> compared >= 0;
            };
        }
    }

    /** How sure it is what a text on the right of a comparison means. */
    enum Kind {
        /** A bare word: a value, or the name of a column. */
        WORD,
        /** In quotes: a value. */
        VALUE,
        /** In square brackets: the name of a column. */
        NAME
    }

    /** What a column is compared with. */
    record Operand(Kind kind, String text) {
        /** Checks that nothing is missing. */
        public Operand {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String toString() {
            return switch (kind) {
                case WORD -> text;
                case VALUE -> Words.quoted(text);
                case NAME -> "[" + text + "]";
            };
        }
    }

    /** A column compared with a value or another column. */
    record Comparison(String column, Operator operator, Operand right) implements Condition {
        @Override
        public String toString() {
            return Words.name(column) + " " + operator.sign() + " " + right;
        }
    }

    /** A column that has one of some values, at least one. */
    record OneOf(String column, List<String> values) implements Condition {
        /** Copies the values. */
        public OneOf {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return Words.name(column) + " in ("
                    + values.stream().map(Words::value).collect(Collectors.joining(", ")) + ")";
        }
    }

    /** A column from one value to another, both included. */
    record Between(String column, String low, String high) implements Condition {
        @Override
        public String toString() {
            return Words.name(column) + " between " + Words.value(low) + " and " + Words.value(high);
        }
    }

    /** A column whose cell is missing. */
    record Missing(String column) implements Condition {
        @Override
        public String toString() {
            return Words.name(column) + " missing";
        }
    }

    /** All of some conditions, at least one. */
    record And(List<Condition> parts) implements Condition {
        /** Copies the parts. */
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return Words.joined(parts, " and ");
        }
    }

    /** At least one of some conditions, at least one. */
    record Or(List<Condition> parts) implements Condition {
        /** Copies the parts. */
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return Words.joined(parts, " or ");
        }
    }

    /** The opposite of a condition. */
    record Not(Condition part) implements Condition {
        @Override
        public String toString() {
            return part instanceof Missing missing
                    ? Words.name(missing.column) + " present"
                    : "not " + Words.enclosed(part);
        }
    }

    /** The conclusion, wherever the premise holds. */
    record Implies(Condition premise, Condition conclusion) implements Condition {
        @Override
        public String toString() {
            return Words.enclosed(premise) + " implies " + Words.enclosed(conclusion);
        }
    }
}
