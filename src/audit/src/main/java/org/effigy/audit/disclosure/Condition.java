package org.effigy.audit.disclosure;

import java.util.List;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/**
 * A statement about one column of a row.
 *
 * @param column its position in the table
 * @param kind what is stated
 * @param value a number, or the code of a category; not looked at where the cell is to be missing
 */
record Condition(int column, Kind kind, double value) {
    /** What a condition states. */
    enum Kind {
        IS,
        AT_MOST,
        AT_LEAST,
        MISSING
    }

    /** Whether a row is as all of these state, of its column each. */
    private static boolean all(Condition[] conditions, AuditColumn[] columns, int row) {
        for (int i = 0; i < conditions.length; i++) {
            if (!conditions[i].holds(columns[i], row)) {
                return false;
            }
        }
        return true;
    }

    /** That a cell has the value that it has in this row. */
    static Condition same(AuditTable table, int column, int row) {
        AuditColumn cells = table.columns().get(column);
        return cells.isMissing(row)
                ? new Condition(column, Kind.MISSING, 0)
                : new Condition(column, Kind.IS, value(cells, row));
    }

    /** The number of a cell, or the code of its category; not for a missing cell. */
    static double value(AuditColumn cells, int row) {
        return cells instanceof AuditColumn.Numbers numbers
                ? numbers.values()[row]
                : ((AuditColumn.Categories) cells).codes()[row];
    }

    private boolean holds(AuditColumn cells, int row) {
        if (cells.isMissing(row)) {
            return kind == Kind.MISSING;
        }
        double cell = value(cells, row);
        return switch (kind) {
            case IS -> cell == value;
            case AT_MOST -> cell <= value;
            case AT_LEAST -> cell >= value;
            case MISSING -> false;
        };
    }

    /** The only row that is as all of these state; -1 if there is none, or more than one. */
    static int onlyRow(List<Condition> conditions, AuditTable table) {
        // Arrays, since all rows of all predicates pass here: look-ups in lists took a third of the time of singling
        // out.
        Condition[] stated = conditions.toArray(Condition[]::new);
        AuditColumn[] columns = conditions.stream()
                .map(condition -> table.columns().get(condition.column))
                .toArray(AuditColumn[]::new);
        int only = -1;
        for (int row = 0, rows = table.rows(); row < rows; row++) {
            if (all(stated, columns, row)) {
                if (only >= 0) {
                    return -1;
                }
                only = row;
            }
        }
        return only;
    }
}
