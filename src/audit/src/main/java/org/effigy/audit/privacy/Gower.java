package org.effigy.audit.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.DeclaredDomain;
import org.effigy.table.Field;
import org.effigy.table.FieldType;

/**
 * The distance of two rows (Gower 1971), not divided by the number of columns: each column adds 0 to 1. Two categories
 * add 0 if they are one and 1 if not; two numbers their difference over the column's range, at most 1; two missing cells
 * add 0, a missing cell and a value 1. One scale holds for all tables. Immutable.
 */
public final class Gower {
    /** Further from any number than the columns' ranges, so that a missing number is one column away from all. */
    private static final double MISSING = Double.MAX_VALUE / 4;

    private final double[] low;
    private final double[] range;

    private Gower(double[] low, double[] range) {
        this.low = low;
        this.range = range;
    }

    /**
     * On the ranges that the schema declares, which are the same for whatever rows. A column without declared bounds has
     * the range of the real rows.
     *
     * @param real train and holdout
     */
    public static Gower ofDomains(List<AuditTable> real) {
        Gower seen = ofRanges(real);
        List<AuditColumn> columns = real.get(0).columns();
        for (int column = 0; column < columns.size(); column++) {
            Optional<double[]> declared = bounds(columns.get(column).field());
            if (declared.isPresent()) {
                seen.low[column] = declared.get()[0];
                seen.range[column] = declared.get()[1] - declared.get()[0];
            }
        }
        return seen;
    }

    /** On the ranges of these rows, from each number column's least to its greatest value. */
    public static Gower ofRanges(List<AuditTable> real) {
        int size = real.get(0).columns().size();
        double[] low = new double[size];
        double[] range = new double[size];
        for (int column = 0; column < size; column++) {
            int position = column;
            double[] values = real.stream()
                    .map(table -> table.columns().get(position))
                    .filter(AuditColumn.Numbers.class::isInstance)
                    .flatMapToDouble(numbers -> DoubleStream.of(((AuditColumn.Numbers) numbers).values()))
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            low[column] = Arrays.stream(values).min().orElse(0);
            range[column] = Arrays.stream(values).max().orElse(0) - low[column];
        }
        return new Gower(low, range);
    }

    private static Optional<double[]> bounds(Field field) {
        if (field.type() == FieldType.STRING || field.type() == FieldType.BOOLEAN) {
            return Optional.empty();
        }
        return DeclaredDomain.of(field).range();
    }

    /** The rows of a table on this scale, in all its columns. */
    public Points points(AuditTable table) {
        return points(table, IntStream.range(0, low.length).toArray());
    }

    /**
     * The rows of a table on this scale.
     *
     * @param columns positions of the columns that count; at least one
     */
    public Points points(AuditTable table, int[] columns) {
        double[] values = new double[Math.multiplyExact(table.rows(), columns.length)];
        boolean[] categories = new boolean[columns.length];
        for (int place = 0; place < columns.length; place++) {
            AuditColumn column = table.columns().get(columns[place]);
            categories[place] = column instanceof AuditColumn.Categories;
            double start = low[columns[place]];
            double width = range[columns[place]];
            for (int row = 0; row < table.rows(); row++) {
                values[row * columns.length + place] = column instanceof AuditColumn.Numbers numbers
                        ? place(numbers.values()[row], start, width)
                        : ((AuditColumn.Categories) column).codes()[row];
            }
        }
        return new Points(values, categories);
    }

    private static double place(double value, double start, double width) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        double offset = value - start;
        // In a column of one value any other value is as far as can be.
        return width > 0 ? offset / width : Math.signum(offset);
    }
}
