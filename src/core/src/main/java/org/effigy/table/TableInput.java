package org.effigy.table;

/** Where a table is read from. */
public sealed interface TableInput permits CsvInput, TypedInput {
    /** What messages call it; its ending says what it is. */
    String name();
}
