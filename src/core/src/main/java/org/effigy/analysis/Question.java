package org.effigy.analysis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.effigy.condition.Condition;

/** Something to be known of a table. */
public sealed interface Question {
    /** The columns that it names. */
    Set<String> columns();

    /** How many rows there are. */
    record Count() implements Question {
        @Override
        public Set<String> columns() {
            return Set.of();
        }

        @Override
        public String toString() {
            return "count";
        }
    }

    /** The share of rows of which a condition is true. */
    record Proportion(Condition of) implements Question {
        @Override
        public Set<String> columns() {
            return of.columns();
        }

        @Override
        public String toString() {
            return "proportion of " + of;
        }
    }

    /** The mean of a column's numbers, where it has one. */
    record Mean(String column) implements Question {
        @Override
        public Set<String> columns() {
            return Set.of(column);
        }

        @Override
        public String toString() {
            return "mean of " + column;
        }
    }

    /**
     * The number that a share of a column's numbers is at most.
     *
     * @param share between 0 and 1
     */
    record Quantile(String column, double share) implements Question {
        /** @throws IllegalArgumentException if the share is not between 0 and 1 */
        public Quantile {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("a quantile is of a share between 0 and 1; '" + column
                        + "' was given " + share + ": the median is 0.5");
            }
        }

        @Override
        public Set<String> columns() {
            return Set.of(column);
        }

        @Override
        public String toString() {
            return "quantile " + share + " of " + column;
        }
    }

    /** Pearson's correlation of two columns' numbers, where a row has both. */
    record Correlation(String one, String other) implements Question {
        /** @throws IllegalArgumentException if it is one column twice */
        public Correlation {
            if (one.equals(other)) {
                throw new IllegalArgumentException(
                        "the correlation of '" + one + "' with itself is 1: name two columns");
            }
        }

        @Override
        public Set<String> columns() {
            return Set.of(one, other);
        }

        @Override
        public String toString() {
            return "correlation of " + one + " and " + other;
        }
    }

    /**
     * The coefficients of the linear regression of a column's numbers on others, by least squares. A column of numbers is one
     * term, one of categories a term for each but the first.
     */
    record Linear(String outcome, List<String> predictors) implements Question {
        /** Copies the predictors. */
        public Linear {
            Objects.requireNonNull(outcome, "outcome");
            predictors = requirePredictors(predictors);
        }

        @Override
        public Set<String> columns() {
            Set<String> all = new LinkedHashSet<>(predictors);
            all.add(outcome);
            return all;
        }

        @Override
        public String toString() {
            return "linear " + outcome + " ~ " + String.join(" + ", predictors);
        }
    }

    /** The coefficients of the logistic regression of a condition on columns, by maximum likelihood; terms as {@link Linear}. */
    record Logistic(Condition outcome, List<String> predictors) implements Question {
        /** Copies the predictors. */
        public Logistic {
            Objects.requireNonNull(outcome, "outcome");
            predictors = requirePredictors(predictors);
        }

        @Override
        public Set<String> columns() {
            Set<String> all = new LinkedHashSet<>(predictors);
            all.addAll(outcome.columns());
            return all;
        }

        @Override
        public String toString() {
            return "logistic " + outcome + " ~ " + String.join(" + ", predictors);
        }
    }

    private static List<String> requirePredictors(List<String> predictors) {
        if (predictors.isEmpty() || new LinkedHashSet<>(predictors).size() < predictors.size()) {
            throw new IllegalArgumentException(
                    "a regression has predictors, each once; it was given " + predictors + ": write outcome ~ a + b");
        }
        return List.copyOf(predictors);
    }
}
