package org.effigy.domain;

import java.util.Objects;

/**
 * A column of codes: its values are the whole numbers {@code 0 .. size - 1}.
 *
 * @param name the column's name, not blank
 * @param size the number of values that it can take, at least 1; public, never read from the data
 * @param ordering what the order of the codes means
 */
public record Attribute(String name, int size, Ordering ordering) {
    /** @throws IllegalArgumentException if the name is blank or the size is below 1 */
    public Attribute {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(ordering, "ordering");
        if (name.isBlank()) {
            throw new IllegalArgumentException("an attribute needs a name that is not blank");
        }
        if (size < 1) {
            throw new IllegalArgumentException(
                    "attribute '" + name + "' needs at least one value; its size is " + size);
        }
    }

    /** A nominal attribute. */
    public Attribute(String name, int size) {
        this(name, size, Ordering.NOMINAL);
    }

    /** Whether the codes, but for one of a missing value, are in the order of their values. */
    public boolean isOrdered() {
        return ordering != Ordering.NOMINAL;
    }

    /** The number of codes that are in order, {@code 0 .. ordered - 1}: all but the one for a missing value. */
    public int ordered() {
        return ordering == Ordering.ORDERED_OR_MISSING ? size - 1 : ordering == Ordering.ORDERED ? size : 0;
    }
}
