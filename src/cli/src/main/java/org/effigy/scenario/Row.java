package org.effigy.scenario;

import java.util.List;
import org.effigy.table.RowTexts;

/**
 * A row while it is made.
 *
 * @param cells its texts, one for each field of the schema; those that are not set yet are empty
 * @param number of the row within its kind, from 0
 * @param texts what the cells mean
 */
record Row(List<String> cells, long number, RowTexts texts) {}
