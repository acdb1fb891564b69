package org.effigy.table;

import tech.tablesaw.api.Table;

/**
 * A table of real rows.
 *
 * @param table the rows, in the schema's columns
 * @param report what happened while they were read
 */
public record ReadTable(Table table, ReadReport report) {}
