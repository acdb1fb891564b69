package org.effigy.audit.likeness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/**
 * The features of main effects: a constant, one indicator for each category but the first and for missing cells, and each
 * ordered column as a number, scaled to mean 0 and deviation 1 of the rows that it was made of. Categories beyond the most
 * frequent ones share an indicator, so that no table makes more than about {@link #MOST} features.
 */
final class Design {
    /** About the most features. */
    static final int MOST = 1000;

    private final List<Part> parts;
    private final int features;

    private Design(List<Part> parts, int features) {
        this.parts = parts;
        this.features = features;
    }

    /**
     * How one column becomes features.
     *
     * @param column its position
     * @param first of an ordered column, its feature; else -1
     * @param missing the feature for missing cells; -1 if there is none
     * @param indicators of a column of categories, the feature of each code, -1 for none; empty for an ordered one
     * @param mean of an ordered column
     * @param deviation of an ordered column
     */
    private record Part(int column, int first, int missing, int[] indicators, double mean, double deviation) {}

    /**
     * Features of a table in which few are not 0, by row: those of row r are {@code features[width * r ..]}.
     *
     * @param rows the number of rows
     * @param width features by row; some may be 0
     * @param features which
     * @param values their values
     */
    record Rows(int rows, int width, int[] features, double[] values) {}

    /** The features of these tables together, which share their codes. */
    static Design of(List<AuditTable> tables) {
        List<Part> parts = new ArrayList<>();
        int next = 1;
        int width = tables.get(0).columns().size();
        int most = Math.max(2, MOST / width);
        for (int c = 0; c < width; c++) {
            int column = c;
            List<AuditColumn> cells =
                    tables.stream().map(table -> table.columns().get(column)).toList();
            boolean gaps = cells.stream()
                    .anyMatch(cell -> IntStream.range(0, cell.rows()).anyMatch(cell::isMissing));
            if (cells.get(0) instanceof AuditColumn.Categories categories) {
                int[] indicators = indicators(cells, categories.labels().size(), most, next);
                next = Math.max(next, 1 + Arrays.stream(indicators).max().orElse(-1));
                parts.add(new Part(c, -1, gaps ? next++ : -1, indicators, 0, 1));
            } else {
                double[] present = OneWayDistance.sorted(cells.stream()
                        .flatMapToDouble(cell -> Arrays.stream(((AuditColumn.Numbers) cell).values()))
                        .toArray());
                double mean = Arrays.stream(present).average().orElse(0);
                double spread = Arrays.stream(present)
                        .map(value -> (value - mean) * (value - mean))
                        .average()
                        .orElse(0);
                double deviation = spread > 0 ? Math.sqrt(spread) : 1;
                parts.add(new Part(c, next++, gaps ? next++ : -1, new int[0], mean, deviation));
            }
        }
        return new Design(parts, next);
    }

    private static int[] indicators(List<AuditColumn> cells, int labels, int most, int next) {
        long[] counts = new long[labels];
        for (AuditColumn cell : cells) {
            for (int code : ((AuditColumn.Categories) cell).codes()) {
                if (code >= 0) {
                    counts[code]++;
                }
            }
        }
        int[] present = IntStream.range(0, labels)
                .filter(code -> counts[code] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(code -> -counts[code]).thenComparing(code -> code))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] indicators = new int[labels];
        Arrays.fill(indicators, -1);
        // The most frequent category is the one that the constant stands for.
        for (int i = 1; i < present.length; i++) {
            indicators[present[i]] = next + Math.min(i - 1, most - 1);
        }
        return indicators;
    }

    /** The number of features, the constant among them. */
    int features() {
        return features;
    }

    /** A table's features. */
    Rows rows(AuditTable table) {
        // The constant, and for each column its feature or the one that says that it is missing.
        int width = 1 + parts.size();
        int rows = table.rows();
        int[] which = new int[rows * width];
        double[] values = new double[rows * width];
        for (int row = 0; row < rows; row++) {
            values[row * width] = 1;
        }
        for (int p = 0; p < parts.size(); p++) {
            Part part = parts.get(p);
            AuditColumn column = table.columns().get(part.column());
            for (int row = 0; row < rows; row++) {
                int at = row * width + 1 + p;
                if (column.isMissing(row)) {
                    if (part.missing() >= 0) {
                        which[at] = part.missing();
                        values[at] = 1;
                    }
                } else if (column instanceof AuditColumn.Categories categories) {
                    int feature = part.indicators()[categories.codes()[row]];
                    if (feature >= 0) {
                        which[at] = feature;
                        values[at] = 1;
                    }
                } else {
                    which[at] = part.first();
                    values[at] = (((AuditColumn.Numbers) column).values()[row] - part.mean()) / part.deviation();
                }
            }
        }
        return new Rows(rows, width, which, values);
    }
}
