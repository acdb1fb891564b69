package org.effigy.audit;

import java.util.Objects;
import java.util.Optional;

/**
 * One number of an audit, with how sure it is and what to hold it against: no number stands alone.
 *
 * @param id its name in policies and JSON, as {@code privacy.membership.distance.tpr-at-0.001}
 * @param title its name for people
 * @param value the number; NaN if it is not defined on these tables, which {@code note} then explains
 * @param interval where the true value may lie; empty for a number that is not an estimate
 * @param reference what a table without the fault scores (chance, a control group, an equal sample of real rows), if
 *     there is such a number
 * @param note how to read it, or why it is not defined; may be empty
 */
public record Figure(
        String id, String title, double value, Optional<Interval> interval, Optional<Double> reference, String note) {
    /** @throws IllegalArgumentException if the id is not lower-case words, digits, dots and hyphens */
    public Figure {
        if (!id.matches("[a-z0-9][a-z0-9.-]*")) {
            throw new IllegalArgumentException("a figure's id is made of a-z, 0-9, '.' and '-'; it is '" + id + "'");
        }
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(note, "note");
    }

    /** Whether the number is defined. */
    public boolean isDefined() {
        return !Double.isNaN(value);
    }
}
