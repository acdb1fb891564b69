package org.effigy.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.effigy.condition.Condition;

/**
 * Something that is true of every row of a table, whoever is in it: public knowledge, like the domain. Guide:
 * docs/guides/rules.md. Immutable.
 *
 * @param name by which messages call it
 * @param sentence for people; may be empty
 * @param demand what must be true
 * @param derivedFromData whether it was seen in the rows rather than known
 */
public record Rule(String name, String sentence, Demand demand, boolean derivedFromData) {
    /** @throws IllegalArgumentException if the name is blank */
    public Rule {
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(demand, "demand");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a rule needs a name that is not blank: messages call it by that");
        }
    }

    /** What must be true of each row. */
    public sealed interface Demand permits Holds, Order, Determines {
        /** The names of the columns that it speaks of. */
        Set<String> columns();
    }

    /**
     * A condition that holds: an implication, or combinations that are allowed or forbidden.
     *
     * @param listed how it was listed, to be written so again; empty where it was written as a condition
     */
    public record Holds(Condition condition, Optional<Listed> listed) implements Demand {
        /** Checks that nothing is missing. */
        public Holds {
            Objects.requireNonNull(condition, "condition");
            Objects.requireNonNull(listed, "listed");
        }

        @Override
        public Set<String> columns() {
            return condition.columns();
        }

        @Override
        public String toString() {
            return listed.map(Listed::text).orElse(condition.toString());
        }
    }

    /**
     * Combinations as they were listed.
     *
     * @param property under which they stand
     * @param text of that and its columns, as JSON
     */
    public record Listed(String property, String text) {}

    /**
     * A column that does not come before another, where both are there.
     *
     * @param least the smallest distance, in days of dates and times
     * @param most the largest; empty if there is none but what the bounds leave
     */
    public record Order(String first, String second, double least, Optional<Double> most) implements Demand {
        /** @throws IllegalArgumentException if the largest distance is below the smallest, or one is not finite */
        public Order {
            if (!Double.isFinite(least) || most.isPresent() && !(most.get() >= least && most.get() < 1e15)) {
                throw new IllegalArgumentException(
                        "the largest gap must be at least the smallest, and both finite numbers");
            }
            if (first.equals(second)) {
                throw new IllegalArgumentException("'" + first + "' can't be in order with itself: name two columns");
            }
        }

        @Override
        public Set<String> columns() {
            return Set.of(first, second);
        }

        @Override
        public String toString() {
            return first + " <= " + second
                    + (least == 0 && most.isEmpty()
                            ? ""
                            : ", " + DecimalText.of(least) + " or more"
                                    + most.map(gap -> " and at most " + DecimalText.of(gap))
                                            .orElse("") + " apart");
        }
    }

    /**
     * A column whose value follows from another's.
     *
     * @param map from each value of the first to the second's
     */
    public record Determines(String from, String to, Map<String, String> map) implements Demand {
        /** Copies the map, in its order. */
        public Determines {
            map = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
            if (from.equals(to)) {
                throw new IllegalArgumentException("'" + from + "' can't follow from itself: name two columns");
            }
        }

        @Override
        public Set<String> columns() {
            return Set.of(from, to);
        }

        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    /** The rule's name and what it demands, for people. */
    @Override
    public String toString() {
        return "'" + name + "' (" + (sentence.isEmpty() ? demand.toString() : sentence) + ")";
    }

    static List<String> names(List<Rule> rules) {
        return rules.stream().map(rule -> "'" + rule.name() + "'").toList();
    }
}
