package org.effigy.table;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.Table;

/**
 * Rules that all rows of a table obey and that chance does not explain, for a draft: a person keeps those that are always so.
 * Looked for are dates and times that never come before another's, each column in one rule.
 */
final class RuleSuggestion {
    /** The most rows that would break a rule if its columns had nothing to do with each other: e^-21 is below 1e-9. */
    private static final double BY_CHANCE = 21;

    private RuleSuggestion() {}

    /**
     * Reads the table again, with its draft.
     *
     * @throws IOException if it can't be read
     */
    static List<Rule> of(TableInput input, Schema draft) throws IOException {
        List<Field> moments = draft.modelled().stream()
                .filter(field -> field.type() == FieldType.DATE || field.type() == FieldType.DATETIME)
                .toList();
        if (moments.size() < 2) {
            return List.of();
        }
        Table table = TableReader.of(draft)
                .withInvalidValues(InvalidValues.MISSING)
                .readTable(input)
                .table();
        List<Rule> rules = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        for (Field first : moments) {
            for (Field second : moments) {
                // What is reckoned from another can't be where that is missing.
                if (first != second
                        && first.isRequired()
                        && !used.contains(first.name())
                        && !used.contains(second.name())
                        && isOrdered(moments(table, first), moments(table, second))) {
                    used.addAll(List.of(first.name(), second.name()));
                    rules.add(new Rule(
                            first.name() + " before " + second.name(),
                            "",
                            new Rule.Order(first.name(), second.name(), 0, Optional.empty()),
                            true));
                }
            }
        }
        return rules;
    }

    /**
     * Whether no row has the first after the second, and enough rows would if the second were another row's: of rows in
     * an order by time the one half a table away, so that neighbours are not alike.
     */
    private static boolean isOrdered(LocalDateTime[] first, LocalDateTime[] second) {
        int strange = 0;
        for (int row = 0; row < first.length; row++) {
            if (isAfter(first[row], second[row])) {
                return false;
            }
            strange += isAfter(first[row], second[(row + first.length / 2) % first.length]) ? 1 : 0;
        }
        return strange > BY_CHANCE;
    }

    private static boolean isAfter(LocalDateTime first, LocalDateTime second) {
        return first != null && second != null && first.isAfter(second);
    }

    private static LocalDateTime[] moments(Table table, Field field) {
        int position = table.columnNames().indexOf(field.columnName());
        LocalDateTime[] moments = new LocalDateTime[table.rowCount()];
        for (int row = 0; row < moments.length; row++) {
            if (table.column(position) instanceof DateColumn dates) {
                LocalDate date = dates.get(row);
                moments[row] = date == null ? null : date.atStartOfDay();
            } else {
                moments[row] = ((DateTimeColumn) table.column(position)).get(row);
            }
        }
        return moments;
    }
}
