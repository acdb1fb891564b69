package org.effigy.table;

import java.util.Objects;

/**
 * A column of a table whose columns have types.
 *
 * @param type what its cells hold
 * @param description a label in words; may be empty
 * @param refused why its cells can't be read, as "it is a list: ..."; empty if they can
 */
public record TypedColumn(String name, FieldType type, String description, String refused) {
    /** Checks that nothing is missing. */
    public TypedColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(refused, "refused");
    }

    /** A column that can be read. */
    public TypedColumn(String name, FieldType type) {
        this(name, type, "", "");
    }

    /** The column in which a field's cells are kept: times of day without a day are texts. */
    static TypedColumn of(Field field) {
        boolean clock = field.format().filter(DateFormat.class::isInstance).isPresent()
                && !((DateFormat) field.format().get()).isOfDays();
        return new TypedColumn(field.name(), clock ? FieldType.STRING : field.type(), field.description(), "");
    }
}
