package org.effigy.domain;

import java.util.Objects;

/**
 * A column of codes: its values are the whole numbers {@code 0 .. size - 1}.
 *
 * @param name the column's name, not blank
 * @param size the number of values that it can take, at least 1; public, never read from the data
 */
public record Attribute(String name, int size) {
    /** @throws IllegalArgumentException if the name is blank or the size is below 1 */
    public Attribute {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("an attribute needs a name that is not blank");
        }
        if (size < 1) {
            throw new IllegalArgumentException(
                    "attribute '" + name + "' needs at least one value; its size is " + size);
        }
    }
}
