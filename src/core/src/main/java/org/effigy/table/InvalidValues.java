package org.effigy.table;

/** What becomes of a cell that the schema doesn't allow. Where a choice can't apply to a cell, the cell is refused. */
public enum InvalidValues {
    /** The table is refused, with the places of its first problems. */
    REFUSE,
    /** A number, date or time beyond its bounds becomes the nearest bound. */
    CLAMP,
    /** The cell counts as missing, where the field is not required. */
    MISSING,
    /** A category that is not declared becomes the field's {@code effigy:other}, or its category named "other". */
    OTHER
}
