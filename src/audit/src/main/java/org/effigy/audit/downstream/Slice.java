package org.effigy.audit.downstream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/**
 * Rows that have something in common, as {@code sex = Female}.
 *
 * @param title what they have in common
 * @param rows whether each row is among them; not copied, not to be changed
 */
record Slice(String title, boolean[] rows) {
    private static final int BANDS = 4;

    /** How many rows it has. */
    int size() {
        return (int) IntStream.range(0, rows.length).filter(row -> rows[row]).count();
    }

    /** The rows as positions, ascending. */
    int[] positions() {
        return IntStream.range(0, rows.length).filter(row -> rows[row]).toArray();
    }

    /**
     * The slices of a table by one column: a category each, or four bands of numbers with edges at the quartiles of
     * another table, and the missing cells; empty ones are left out.
     *
     * @param edges the table whose numbers give the edges
     * @throws IllegalArgumentException if there is no such column
     */
    static List<Slice> of(AuditTable table, AuditTable edges, String name) {
        AuditColumn column = table.column(name);
        List<Slice> slices = new ArrayList<>();
        if (column instanceof AuditColumn.Categories categories) {
            for (int code = 0; code < categories.labels().size(); code++) {
                int wanted = code;
                slices.add(of(
                        name + " = " + categories.labels().get(code),
                        table.rows(),
                        row -> categories.codes()[row] == wanted));
            }
        } else {
            double[] values = ((AuditColumn.Numbers) column).values();
            double[] sorted = Arrays.stream(((AuditColumn.Numbers) edges.column(name)).values())
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            double low = Double.NEGATIVE_INFINITY;
            for (int band = 1; band <= BANDS; band++) {
                double above = low;
                double to = band == BANDS || sorted.length == 0
                        ? Double.POSITIVE_INFINITY
                        : sorted[Math.max(0, band * sorted.length / BANDS - 1)];
                slices.add(of(title(name, above, to), table.rows(), row -> values[row] > above && values[row] <= to));
                low = to;
            }
        }
        slices.add(of(name + " missing", table.rows(), column::isMissing));
        return slices.stream().filter(slice -> slice.size() > 0).toList();
    }

    private static String title(String name, double above, double to) {
        if (to == Double.POSITIVE_INFINITY) {
            return above == Double.NEGATIVE_INFINITY ? name + " present" : name + " above " + number(above);
        }
        return above == Double.NEGATIVE_INFINITY
                ? name + " up to " + number(to)
                : name + " above " + number(above) + " up to " + number(to);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value) : "" + value;
    }

    private static Slice of(String title, int size, IntPredicate inside) {
        boolean[] rows = new boolean[size];
        for (int row = 0; row < size; row++) {
            rows[row] = inside.test(row);
        }
        return new Slice(title, rows);
    }
}
