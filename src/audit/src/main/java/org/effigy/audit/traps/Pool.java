package org.effigy.audit.traps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.effigy.audit.AuditColumn;
import org.effigy.audit.AuditTable;

/** Two tables, coded together, one below the other. */
final class Pool {
    private Pool() {}

    /** The rows of the first, then those of the second. */
    static AuditTable of(String name, AuditTable first, AuditTable second) {
        List<AuditColumn> columns = new ArrayList<>();
        for (int c = 0; c < first.columns().size(); c++) {
            columns.add(of(first.columns().get(c), second.columns().get(c)));
        }
        return new AuditTable(name, columns, Optional.empty());
    }

    private static AuditColumn of(AuditColumn first, AuditColumn second) {
        if (first instanceof AuditColumn.Numbers numbers) {
            double[] more = ((AuditColumn.Numbers) second).values();
            double[] values = Arrays.copyOf(numbers.values(), first.rows() + more.length);
            System.arraycopy(more, 0, values, first.rows(), more.length);
            return new AuditColumn.Numbers(numbers.field(), values);
        }
        AuditColumn.Categories categories = (AuditColumn.Categories) first;
        int[] more = ((AuditColumn.Categories) second).codes();
        int[] codes = Arrays.copyOf(categories.codes(), first.rows() + more.length);
        System.arraycopy(more, 0, codes, first.rows(), more.length);
        return new AuditColumn.Categories(categories.field(), codes, categories.labels(), categories.declared());
    }
}
