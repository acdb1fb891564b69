package org.effigy.audit;

import java.util.Objects;

/**
 * What could be read of one column of one table.
 *
 * @param column its name
 * @param rows of the table
 * @param unread cells that are not of the column's type in any notation that is known, and so count as missing
 * @param outside cells whose value the schema does not allow: judged as they are
 * @param blank cells that are missing where the schema wants a value, unread ones aside
 */
public record ColumnReading(String column, long rows, long unread, long outside, long blank) {
    /** The largest share of unread cells on which a gate can pass. */
    public static final double FEW = 0.01;

    /** The share of unread cells beyond which there is nothing to judge. */
    public static final double MOST = 0.5;

    /** Checks for null. */
    public ColumnReading {
        Objects.requireNonNull(column, "column");
    }

    /** The share of cells that could not be read. */
    public double share() {
        return rows == 0 ? 0 : (double) unread / rows;
    }

    /** How many cells break the schema. */
    public long broken() {
        return unread + outside + blank;
    }
}
