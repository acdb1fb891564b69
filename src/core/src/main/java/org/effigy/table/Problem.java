package org.effigy.table;

import java.util.Objects;

/**
 * Something wrong in a file. It may quote a real cell: it is for the curator's eyes only.
 *
 * @param file the file's name as the user gave it
 * @param line the line where the record begins, from 1; the row, from 1, in a table without lines; 0 if the
 *     problem is with the file as a whole
 * @param column the column or field; empty if the problem is with the whole record or file
 * @param rule what is wrong, the rule, and what to do
 */
public record Problem(String file, long line, String column, String rule) {
    /** The most characters of a column's name and of a rule: enough for any but a file that is made to say much. */
    private static final int NAME = 80;

    private static final int RULE = 480;

    /**
     * Keeps an excerpt of long names and rules.
     *
     * @throws NullPointerException if a part is null
     */
    public Problem {
        Objects.requireNonNull(file, "file");
        column = Excerpt.of(column, NAME);
        rule = Excerpt.of(rule, RULE);
    }

    /** Whether it is of a record, and not of a header line or of the file as a whole. */
    public boolean isOfRecord() {
        return line > (TableKind.of(file).isTyped() ? 0 : 1);
    }

    /** One line: {@code adult.csv, line 7, column 'age': ...}. */
    @Override
    public String toString() {
        return file + (line > 0 ? (TableKind.of(file).isTyped() ? ", row " : ", line ") + line : "")
                + (column.isEmpty() ? "" : ", column '" + column + "'") + ": " + rule;
    }
}
