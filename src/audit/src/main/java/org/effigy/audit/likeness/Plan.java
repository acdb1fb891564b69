package org.effigy.audit.likeness;

import java.util.List;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;
import org.effigy.audit.Internal;
import org.effigy.table.IntervalCodec;

/**
 * What is compared, the same for all pairs of tables.
 *
 * @param singles each column
 * @param pairs of columns whose joint shares are compared; all, or {@link #MOST_CLIQUES} chosen at random
 * @param triples of columns, likewise
 * @param related pairs of columns whose association is compared; all, or {@link #MOST_RELATED}
 * @param ranges by column, what a Wasserstein distance is divided by: the declared range, else that of train
 */
@Internal
public record Plan(List<int[]> singles, List<int[]> pairs, List<int[]> triples, List<int[]> related, double[] ranges) {
    /** The most pairs, and the most triples, whose shares are compared. */
    static final int MOST_CLIQUES = 500;

    /** The most pairs whose association is compared. */
    static final int MOST_RELATED = 2000;

    /** For tables like this. */
    public static Plan of(AuditTable train, long seed) {
        int columns = train.columns().size();
        return new Plan(
                Cliques.of(columns, 1, columns, seed),
                Cliques.of(columns, 2, MOST_CLIQUES, seed),
                Cliques.of(columns, 3, MOST_CLIQUES, seed),
                Cliques.of(columns, 2, MOST_RELATED, seed),
                train.columns().stream().mapToDouble(Plan::range).toArray());
    }

    private static double range(AuditColumn column) {
        if (!(column instanceof AuditColumn.Numbers numbers)) {
            return Double.NaN;
        }
        if (column.field().codec().orElse(null) instanceof IntervalCodec codec) {
            return codec.highestValue() - codec.lowestValue();
        }
        double[] sorted = OneWayDistance.sorted(numbers.values());
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1] - sorted[0];
    }
}
