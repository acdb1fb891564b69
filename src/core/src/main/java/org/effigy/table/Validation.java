package org.effigy.table;

import java.util.List;

/**
 * What a check of a CSV found. It may quote real cells: for the curator only.
 *
 * @param problems the first problems, in the order of the file, the same thing in the same column once
 * @param count all problems
 * @param rows the rows read; 0 if the file could not be read to its end
 * @param extraColumns columns that the schema doesn't have, in order
 */
public record Validation(List<Problem> problems, long count, long rows, List<String> extraColumns) {
    /** Copies the lists. */
    public Validation {
        problems = List.copyOf(problems);
        extraColumns = List.copyOf(extraColumns);
    }

    /** Whether nothing is wrong. */
    public boolean isClean() {
        return count == 0;
    }
}
