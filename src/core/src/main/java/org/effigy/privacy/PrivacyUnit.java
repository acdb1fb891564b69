package org.effigy.privacy;

import java.util.Objects;
import java.util.Optional;

/**
 * Whom the guarantee covers: one row, or all rows that share a value of a column, of which at most {@code maxRows} are
 * kept before anything else sees the data.
 *
 * @param column the column that names the unit (a patient, an account); empty if each row is a unit
 * @param maxRows the rows kept per unit, at least 1; it is 1 without a column
 */
public record PrivacyUnit(Optional<String> column, int maxRows) {
    /** @throws IllegalArgumentException if {@code maxRows} is below 1, or above 1 without a column */
    public PrivacyUnit {
        Objects.requireNonNull(column, "column");
        if (maxRows < 1) {
            throw new IllegalArgumentException("the most rows per unit must be at least 1; it is " + maxRows);
        }
        if (column.isEmpty() && maxRows != 1) {
            throw new IllegalArgumentException("a unit of one row has one row, not " + maxRows
                    + ": name the unit's column, or leave the most rows per unit out");
        }
    }

    /** Each row is a unit of its own. */
    public static PrivacyUnit row() {
        return new PrivacyUnit(Optional.empty(), 1);
    }

    /** The rows that share a value of {@code column}, at most {@code maxRows} of them. */
    public static PrivacyUnit of(String column, int maxRows) {
        return new PrivacyUnit(Optional.of(column), maxRows);
    }

    /** The unit in words, as {@code "one row"} or {@code "all rows of one patient_nbr, at most 3 kept"}. */
    public String words() {
        return column.map(name -> "all rows of one " + name + ", at most " + maxRows + " kept")
                .orElse("one row");
    }
}
