package org.effigy.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What becomes of a text that a spreadsheet would take for a formula: one of a string column, or a column's name, that
 * begins with {@code = + - @}, a tab or a line end and is no plain number. Numbers, dates and booleans are always written
 * as they are. Texts come from the schema or from discovery, so they can be somebody else's.
 */
public enum Formulas {
    /** Written as it is, so that it reads back as it was. */
    KEEP,
    /** Written with an apostrophe before it, which spreadsheets don't show; it no longer reads as it was. */
    ESCAPE,
    /** No table is written. */
    REFUSE;

    private static final String FIRST = "=+-@\t\r\n";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.,][0-9]+)?");

    /** The option's word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a spreadsheet would take a text for a formula. */
    static boolean isFormula(String text) {
        return !text.isEmpty()
                && FIRST.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
    }

    /**
     * A text as it is written.
     *
     * @throws IllegalArgumentException if it is a formula, and these are refused
     */
    String written(String text) {
        if (this == KEEP || !isFormula(text)) {
            return text;
        }
        if (this == REFUSE) {
            throw refused("'" + Excerpt.of(text, 60) + "'");
        }
        return "'" + text;
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException(what + " would be a formula in a spreadsheet: correct the schema, or choose"
                + " --formulas escape or keep");
    }

    /**
     * The first name or declared value of a schema that a spreadsheet would take for a formula, in words; empty if there
     * is none. Values that are still to be discovered are not known.
     */
    public static Optional<String> in(Schema schema) {
        for (Field field : schema.fields()) {
            if (isFormula(field.name())) {
                return Optional.of("the column's name '" + Excerpt.of(field.name(), 60) + "'");
            }
            for (String text : texts(field)) {
                if (isFormula(text)) {
                    return Optional.of(
                            "'" + Excerpt.of(text, 60) + "' of column '" + Excerpt.of(field.name(), 60) + "'");
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> texts(Field field) {
        boolean listed = field.type() == FieldType.STRING && field.role().isModelled();
        return !listed
                ? List.of()
                : field.groups().isEmpty()
                        ? field.categories()
                        : List.copyOf(field.groups().keySet());
    }

    /**
     * Refuses a schema whose table would hold a formula, if that was asked for.
     *
     * @throws IllegalArgumentException if so
     */
    public void require(Schema schema) {
        if (this == REFUSE) {
            in(schema).ifPresent(text -> {
                throw refused(text);
            });
        }
    }
}
