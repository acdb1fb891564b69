package org.effigy.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The records of a table, whatever it is kept in: the wanted columns in the order wanted, as texts in their fields' notation. */
interface TableRows extends Closeable {
    /**
     * Opens a table for a schema's columns, which must be there.
     *
     * @param forced the character between a CSV's fields; if empty, it is found
     * @param problems takes records that can't be read
     * @throws TableFormatException if a column is not there, or can't be read
     */
    static TableRows open(TableInput input, Schema schema, Optional<Character> forced, Problems problems)
            throws IOException {
        List<String> names = schema.fields().stream().map(Field::name).toList();
        return input instanceof CsvInput csv
                ? CsvRows.open(csv, names, schema.dialect(), forced, problems)
                : TypedCells.open((TypedInput) input, Optional.of(names), Optional.of(schema), problems);
    }

    /**
     * Opens a table for all of its columns.
     *
     * @param schema says how columns are written that it has
     * @param dialect how a CSV is
     */
    static TableRows openWhole(TableInput input, Schema schema, Dialect dialect, Problems problems) throws IOException {
        return input instanceof CsvInput csv
                ? CsvRows.openWhole(
                        csv, schema.fields().stream().map(Field::name).toList(), dialect, problems)
                : TypedCells.open((TypedInput) input, Optional.empty(), Optional.of(schema), problems);
    }

    /** The columns of the table, in order. */
    List<String> header();

    /** What the table says of them; empty for a CSV. */
    List<TypedColumn> columns();

    /** The columns that were not wanted, in order. */
    List<String> extraColumns();

    /** Keeps the cells of these, too, from the next record on. */
    void keepExtraCells();

    /** The current record's cells of the columns that were not wanted; none unless they are kept. */
    String[] extraCells();

    /**
     * Goes to the next record.
     *
     * @return whether there is one
     * @throws TableFormatException if nothing more can be read, with the problems so far
     */
    boolean next() throws IOException;

    /** The current record's wanted cells, valid until the next; null is missing. */
    String[] cells();

    /** The line where the current record begins, or its row, from 1. */
    long line();
}
