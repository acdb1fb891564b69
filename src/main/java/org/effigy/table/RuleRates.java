package org.effigy.table;

import java.util.Map;
import tech.tablesaw.api.Table;

/** How often the rows of a table break the rules of a schema. */
public final class RuleRates {
    private RuleRates() {}

    /**
     * The rows that break each rule, by the rules' names in their order. Cells that the schema doesn't allow count as missing,
     * and rows in which such a cell may not be missing are left out.
     *
     * @throws IllegalArgumentException if a column is of another type than its field
     */
    public static Map<String, Long> broken(Schema schema, Table table) {
        return new TableEncoder(schema, InvalidValues.MISSING).broken(table);
    }
}
