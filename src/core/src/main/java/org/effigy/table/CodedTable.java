package org.effigy.table;

import java.util.Objects;
import java.util.Optional;
import org.effigy.domain.Records;

/**
 * Real rows as codes.
 *
 * @param records the rows
 * @param units the unit of each row, as {@code 0 .. number of units - 1} in the order of first appearance; empty if the
 *     schema has no unit
 * @param order the value of each row's field of {@code effigy:order}, in steps of its notation; empty if there is none
 * @param report what happened while they were read
 */
public record CodedTable(Records records, Optional<int[]> units, Optional<long[]> order, ReadReport report) {
    /** @throws IllegalArgumentException if there is not one unit for each row */
    public CodedTable {
        Objects.requireNonNull(report, "report");
        if (units.isPresent() && units.get().length != records.rows()) {
            throw new IllegalArgumentException(
                    records.rows() + " rows have " + units.get().length + " units: each row needs one");
        }
    }
}
