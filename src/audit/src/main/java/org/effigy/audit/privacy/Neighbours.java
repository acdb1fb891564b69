package org.effigy.audit.privacy;

import java.util.Arrays;

/**
 * The nearest references of each of many queries.
 *
 * @param count how many of each, at least 1
 * @param distances query by query, ascending; infinity where there are fewer references
 * @param rows the references' rows in the same places, the lower row first where distances are equal; -1 where there is
 *     none
 */
public record Neighbours(int count, double[] distances, int[] rows) {
    /** The number of queries. */
    public int queries() {
        return distances.length / count;
    }

    /** The distance of a query's neighbour; {@code rank} 0 is the nearest. */
    public double distance(int query, int rank) {
        return distances[query * count + rank];
    }

    /** The row of a query's neighbour; {@code rank} 0 is the nearest. */
    public int row(int query, int rank) {
        return rows[query * count + rank];
    }

    /** The distances of all queries' neighbours of one rank. */
    public double[] distances(int rank) {
        double[] column = new double[queries()];
        Arrays.setAll(column, query -> distance(query, rank));
        return column;
    }
}
