package org.effigy.audit.privacy;

import org.effigy.parallel.Workers;

/**
 * Finds, for each of many queries, the nearest of many references: exactly, whatever the number of threads. Of references
 * at one distance the lower row comes first. Cost grows with the queries and, on tables that have a structure, far less
 * than with the references; at worst with both, as comparing all pairs does. Immutable.
 */
public final class NeighbourSearch {
    /** Queries that a thread takes at a time. */
    private static final int SHARE = 256;

    private final NeighbourTree tree;
    private final Points references;

    private NeighbourSearch(NeighbourTree tree, Points references) {
        this.tree = tree;
        this.references = references;
    }

    /** Among these references. */
    public static NeighbourSearch of(Points references) {
        return new NeighbourSearch(NeighbourTree.of(references), references);
    }

    /**
     * The nearest references of each query.
     *
     * @param count how many, at least 1
     * @throws IllegalArgumentException if the columns differ, or a count is not positive
     */
    public Neighbours nearest(Points queries, int count, int threads) {
        return search(queries, count, threads, false);
    }

    /**
     * The nearest other references of each reference; a row that equals it is one.
     *
     * @param count how many, at least 1
     */
    public Neighbours nearestOthers(int count, int threads) {
        return search(references, count, threads, true);
    }

    private Neighbours search(Points queries, int count, int threads, boolean others) {
        if (queries.columns() != references.columns()) {
            throw new IllegalArgumentException("the queries have " + queries.columns() + " columns, the references "
                    + references.columns() + ": use the same columns and scale");
        }
        if (count < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "at least one neighbour and one thread; they are " + count + " and " + threads);
        }
        int rows = queries.rows();
        double[] distances = new double[Math.multiplyExact(rows, count)];
        int[] found = new int[distances.length];
        try (Workers workers = Workers.of(threads)) {
            workers.each((rows + SHARE - 1) / SHARE, share -> {
                NeighbourTree.Search search = tree.new Search(count);
                for (int row = share * SHARE; row < Math.min(rows, (share + 1) * SHARE); row++) {
                    search.search(queries, row, others ? row : -1);
                    search.store(distances, found, row * count);
                }
            });
        }
        return new Neighbours(count, distances, found);
    }
}
