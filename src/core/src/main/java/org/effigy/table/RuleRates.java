package org.effigy.table;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/** How often the rows of a table break the rules of a schema. */
public final class RuleRates {
    private RuleRates() {}

    /** The rules of a schema all of whose columns a table has. */
    public static List<Rule> told(Schema schema, Table table) {
        Set<String> there = present(schema, table);
        return schema.rules().stream()
                .filter(rule -> there.containsAll(rule.demand().columns()))
                .toList();
    }

    private static Set<String> present(Schema schema, Table table) {
        Set<String> names = Set.copyOf(table.columnNames());
        return schema.fields().stream()
                .filter(field -> field.role().isModelled() && names.contains(field.columnName()))
                .map(Field::name)
                .collect(Collectors.toSet());
    }

    /**
     * The rows that break each rule, by the rules' names in their order. Cells that the schema doesn't allow count as missing,
     * and rows in which such a cell may not be missing are left out. Rules about a column that the table lacks are left out too.
     *
     * @throws IllegalArgumentException if a column is of another type than its field
     */
    public static Map<String, Long> broken(Schema schema, Table table) {
        Set<String> absent = schema.fields().stream().map(Field::name).collect(Collectors.toCollection(TreeSet::new));
        absent.removeAll(present(schema, table));
        Schema there = schema.withRules(told(schema, table)).without(absent);
        return new TableEncoder(there, InvalidValues.MISSING).broken(table);
    }
}
