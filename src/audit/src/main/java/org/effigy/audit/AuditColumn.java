package org.effigy.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.effigy.table.Field;

/** One column of a table that is audited. Tables that were coded together share their categories' codes. Immutable. */
public sealed interface AuditColumn {
    /** The column's declaration. */
    Field field();

    /** The number of rows. */
    int rows();

    /** Whether the cell in a row is missing. */
    boolean isMissing(int row);

    /** These rows, in this order; a row may be named more than once. */
    AuditColumn select(int[] rows);

    /** The column's name. */
    default String name() {
        return field().name();
    }

    /**
     * Ordered values: integers and numbers as they are, dates as days and datetimes as seconds since 1970.
     *
     * @param field the declaration
     * @param values one a row, NaN where it is missing; not copied, not to be changed
     */
    record Numbers(Field field, double[] values) implements AuditColumn {
        /** Checks for null. */
        public Numbers {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(values, "values");
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }

        @Override
        public Numbers select(int[] rows) {
            return new Numbers(
                    field, Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
        }
    }

    /**
     * Values without an order: strings and booleans.
     *
     * @param field the declaration
     * @param codes one a row, 0 .. labels - 1, or {@link #MISSING}; not copied, not to be changed
     * @param labels what each code stands for: the {@code declared} categories of the schema in their order, then those
     *     that the tables have beyond it, by their letters; the same list for all tables that were coded together
     * @param declared how many of the labels the schema declares
     */
    record Categories(Field field, int[] codes, List<String> labels, int declared) implements AuditColumn {
        /** The code of a missing cell. */
        public static final int MISSING = -1;

        /** Checks the range of codes and copies the labels. */
        public Categories {
            Objects.requireNonNull(field, "field");
            labels = List.copyOf(labels);
            int size = labels.size();
            if (IntStream.of(codes).anyMatch(code -> code < MISSING || code >= size)) {
                throw new IllegalArgumentException(
                        "a code of '" + field.name() + "' is not from " + MISSING + " to " + (size - 1));
            }
        }

        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public boolean isMissing(int row) {
            return codes[row] == MISSING;
        }

        @Override
        public Categories select(int[] rows) {
            return new Categories(
                    field, Arrays.stream(rows).map(row -> codes[row]).toArray(), labels, declared);
        }
    }
}
