package org.effigy.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.effigy.table.Schema;
import tech.tablesaw.api.Table;

/**
 * Tables that are ready to be compared: coded together, without the columns that one of them lacks or that could not be
 * read, and with what a reader should know of that.
 *
 * @param tables in the order in which they were given
 * @param reading what could be read of them
 * @param people columns of the training table that look like people with several rows, where the schema names no unit
 * @param rules how the tables keep the rules of the schema
 */
public record PreparedTables(List<AuditTable> tables, Reading reading, List<String> people, KeptRules rules) {
    /** Copies the lists. */
    public PreparedTables {
        tables = List.copyOf(tables);
        Objects.requireNonNull(reading, "reading");
        people = List.copyOf(people);
        Objects.requireNonNull(rules, "rules");
    }

    /**
     * Prepares tables.
     *
     * @param given by name: the first is the training table, {@value Reading#SYNTHETIC} the one that is judged
     * @param unread how many cells of each column could not be read, by table
     * @throws IllegalArgumentException if a real table lacks a column, a table has one of another type or one of which
     *     more than half could not be read, or no column is left: the table, the column and what to do
     */
    public static PreparedTables of(Schema schema, Map<String, Table> given, Map<String, Map<String, Long>> unread) {
        Set<String> absent = AuditCoding.lacking(schema, given);
        List<AuditTable> coded = AuditCoding.code(schema, given, absent);
        absent.addAll(
                strange(coded, unread.getOrDefault(Reading.SYNTHETIC, Map.of()).keySet()));
        Reading reading = Reading.of(coded, unread, absent);
        Set<String> leftOut = reading.leftOut();
        return new PreparedTables(
                coded.stream().map(table -> table.without(leftOut)).toList(),
                reading,
                ForgottenUnit.in(schema, given.values().iterator().next()),
                KeptRules.of(schema, given));
    }

    /**
     * Columns in which the synthetic table has nothing that a real row could have: no value at all, or texts of which more
     * than half are neither in the schema nor in a real table, as new names are. A row can't be told from another by them.
     * Not where cells could not be read.
     */
    private static List<String> strange(List<AuditTable> coded, Set<String> unread) {
        AuditTable synthetic = coded.stream()
                .filter(table -> table.name().equals(Reading.SYNTHETIC))
                .findFirst()
                .orElse(coded.get(0));
        List<AuditTable> real =
                coded.stream().filter(table -> table != synthetic).toList();
        return IntStream.range(0, synthetic.columns().size())
                .filter(column -> synthetic.rows() > 0
                        && !unread.contains(synthetic.columns().get(column).name())
                        && isStrange(
                                synthetic.columns().get(column),
                                real.stream()
                                        .map(table -> table.columns().get(column))
                                        .toList()))
                .mapToObj(column -> synthetic.columns().get(column).name())
                .toList();
    }

    private static boolean isStrange(AuditColumn column, List<AuditColumn> real) {
        boolean empty = IntStream.range(0, column.rows()).allMatch(column::isMissing);
        if (empty) {
            return real.stream()
                    .anyMatch(other -> IntStream.range(0, other.rows()).anyMatch(row -> !other.isMissing(row)));
        }
        if (!(column instanceof AuditColumn.Categories categories) || real.isEmpty()) {
            return false;
        }
        boolean[] known = new boolean[categories.labels().size()];
        Arrays.fill(known, 0, categories.declared(), true);
        real.forEach(other -> Arrays.stream(((AuditColumn.Categories) other).codes())
                .filter(code -> code >= 0)
                .forEach(code -> known[code] = true));
        return IntStream.of(categories.codes())
                        .filter(code -> code >= 0 && !known[code])
                        .count()
                > ColumnReading.MOST * column.rows();
    }
}
