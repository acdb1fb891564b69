package org.effigy.attack;

import java.util.Objects;
import java.util.Optional;
import org.effigy.domain.Records;

/**
 * Rows that are given to a suspect.
 *
 * @param records the rows
 * @param units the unit of each row, {@code 0 ..}; empty if each row is a unit of its own; not copied, not to be changed
 */
public record Rows(Records records, Optional<int[]> units) {
    /** @throws IllegalArgumentException if there is not one unit for each row */
    public Rows {
        Objects.requireNonNull(records, "records");
        if (units.isPresent() && units.get().length != records.rows()) {
            throw new IllegalArgumentException(
                    records.rows() + " rows have " + units.get().length + " units: each row needs one");
        }
    }

    /** Rows each of which is a unit of its own. */
    public static Rows of(Records records) {
        return new Rows(records, Optional.empty());
    }
}
