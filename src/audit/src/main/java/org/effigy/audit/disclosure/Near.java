package org.effigy.audit.disclosure;

import org.effigy.audit.AuditTable;
import org.effigy.audit.privacy.Gower;
import org.effigy.audit.privacy.NeighbourSearch;
import org.effigy.audit.privacy.Neighbours;

/**
 * Searches for near rows, all on one scale.
 *
 * @param scale the scale
 * @param threads how many may work
 */
record Near(Gower scale, int threads) {
    /** A search among the rows of a table by some of its columns. */
    NeighbourSearch among(AuditTable table, int[] columns) {
        return NeighbourSearch.of(scale.points(table, columns));
    }

    /** The nearest rows of each target by the same columns. */
    Neighbours find(NeighbourSearch search, AuditTable targets, int[] columns, int count) {
        return search.nearest(scale.points(targets, columns), count, threads);
    }

    /** A column on the scale: numbers in parts of its range, categories as their codes, missing cells apart. */
    double[] values(AuditTable table, int column) {
        return scale.points(table, new int[] {column}).values();
    }
}
