package org.effigy.table;

/**
 * What becomes of rows whose unit is a placeholder, as {@code UNKNOWN}, behind which several people may stand. Which texts
 * are placeholders is public; what each choice promises is proven in {@code docs/privacy/Fit.md}.
 */
public enum UnknownUnits {
    /** All rows of one placeholder are one unit: a person among them is promised less than one with a value of their own. */
    KEEP,
    /** The table is refused, with the places of the first such rows. */
    REFUSE,
    /** The rows are left out. Not where the number of units is public, which it would change. */
    DROP
}
