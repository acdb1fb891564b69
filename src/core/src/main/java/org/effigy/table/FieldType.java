package org.effigy.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a field's cells hold; the names are those of the Frictionless Table Schema, in small letters. */
public enum FieldType {
    /** Text, kept to the letter: a code such as {@code 007} stays one. */
    STRING,
    /** Whole numbers, from -2^53 to 2^53. */
    INTEGER,
    /** Decimal numbers. */
    NUMBER,
    /** Two values, with words declared for each. */
    BOOLEAN,
    /** Days. */
    DATE,
    /** Moments of local time, to the second. */
    DATETIME;

    /**
     * The type of a name in a schema.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static FieldType named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("type '" + name + "' is not one of "
                        + Arrays.stream(values()).map(FieldType::word).collect(Collectors.joining(", "))
                        + ": choose the nearest, for example string with an enum, or integer for a year"));
    }

    /** The name in a schema. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
