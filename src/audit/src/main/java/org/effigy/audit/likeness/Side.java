package org.effigy.audit.likeness;

import java.util.Arrays;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/**
 * A table ready to be compared with several others: what depends on it alone is worked out once.
 *
 * @param table its columns
 * @param binned its columns as bins
 * @param sorted the present values of ordered columns, ascending; empty for others
 * @param associations between its columns
 */
record Side(AuditTable table, BinnedTable binned, double[][] sorted, Associations associations) {
    /**
     * Prepares a table.
     *
     * @param groups for jackknives; 0 for none
     */
    static Side of(AuditTable table, BinnedTable binned, Plan plan, long seed, int groups) {
        byte[] group = groups == 0 ? new byte[0] : Draw.of(seed, -1).groups(table.rows(), groups);
        double[][] sorted = table.columns().parallelStream()
                .map(column -> column instanceof AuditColumn.Numbers numbers
                        ? OneWayDistance.sorted(numbers.values())
                        : new double[0])
                .toArray(double[][]::new);
        return new Side(table, binned, sorted, Associations.of(table, binned, plan.related(), group, groups));
    }

    /** The same for some of its rows, without jackknives. */
    Side select(int[] rows, Plan plan) {
        int[] ascending = rows.clone();
        Arrays.sort(ascending);
        return of(table.select(ascending), binned.select(ascending), plan, 0, 0);
    }

    /** The number of rows. */
    int rows() {
        return table.rows();
    }
}
