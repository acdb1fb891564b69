package org.effigy.audit.disclosure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.table.Field;

final class Nearness {
    private final double[][] pool;
    private final double[] scale;
    private final int[] columns;
    private final List<AuditColumn> cells;

    private Nearness(double[][] pool, double[] scale, int[] columns, List<AuditColumn> cells) {
        this.pool = pool;
        this.scale = scale;
        this.columns = columns;
        this.cells = cells;
    }

    static Nearness of(AuditTable table, int[] columns) {
        int[] order = IntStream.of(columns)
                .boxed()
                .sorted(Comparator.comparing(c -> table.columns().get(c) instanceof AuditColumn.Numbers))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] scale = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            if (table.columns().get(order[i]) instanceof AuditColumn.Numbers numbers) {
                double[] range = range(numbers);
                scale[i] = range[1] > range[0] ? 1 / (range[1] - range[0]) : 1;
            }
        }
        return new Nearness(values(table, order), scale, order, table.columns());
    }

    private static double[][] values(AuditTable table, int[] columns) {
        double[][] values = new double[table.rows()][columns.length];
        for (int i = 0; i < columns.length; i++) {
            AuditColumn cells = table.columns().get(columns[i]);
            for (int row = 0; row < table.rows(); row++) {
                values[row][i] = cells.isMissing(row) ? Double.NaN : Condition.value(cells, row);
            }
        }
        return values;
    }

    int[][] nearest(AuditTable targets, int k) {
        double[][] rows = values(targets, columns);
        return IntStream.range(0, rows.length)
                .parallel()
                .mapToObj(row -> nearest(rows[row], Math.min(k, pool.length)))
                .toArray(int[][]::new);
    }

    private int[] nearest(double[] row, int k) {
        double[] best = new double[k];
        int[] at = new int[k];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        for (int i = 0; i < pool.length; i++) {
            double[] other = pool[i];
            double distance = 0;
            double worst = best[k - 1];
            for (int c = 0; c < row.length && distance < worst; c++) {
                distance += distance(row[c], other[c], scale[c]);
            }
            if (distance < worst) {
                int place = k - 1;
                while (place > 0 && best[place - 1] > distance) {
                    best[place] = best[place - 1];
                    at[place] = at[place - 1];
                    place--;
                }
                best[place] = distance;
                at[place] = i;
            }
        }
        return at;
    }

    private static double distance(double a, double b, double scale) {
        if (a != a || b != b) {
            return a != a && b != b ? 0 : 1;
        }
        return scale == 0 ? (a == b ? 0 : 1) : Math.min(1, Math.abs(a - b) * scale);
    }

    /** The declared ends of a column of numbers; those of the values where they are not declared as numbers. */
    static double[] range(AuditColumn.Numbers numbers) {
        Field field = numbers.field();
        double[] found = Arrays.stream(numbers.values())
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double low = found.length == 0 ? 0 : found[0];
        double high = found.length == 0 ? 1 : found[found.length - 1];
        try {
            return new double[] {
                field.minimum().map(Double::parseDouble).orElse(low),
                field.maximum().map(Double::parseDouble).orElse(high)
            };
        } catch (NumberFormatException e) {
            return new double[] {low, high};
        }
    }
}
