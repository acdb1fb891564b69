package org.effigy.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.effigy.domain.Records;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Writes a table, as CSV or as its file's name says, with the schema's columns, in its order, names and notations, batch by batch in constant
 * memory. A file appears in its place only at {@link #commit}; closed before that, nothing is left of it.
 *
 * <pre>{@code
 * try (TableWriter writer = TableWriter.open(CsvOutput.of(path), schema)) {
 *     writer.write(records, random);
 *     writer.commit();
 * }
 * }</pre>
 */
public final class TableWriter implements Closeable {
    private final Schema schema;
    private final CsvOutput output;
    private final TableFile file;
    private final String[] row;
    private final List<Surrogates> surrogates = new ArrayList<>();
    private Optional<TableCodec> codec = Optional.empty();
    private final List<CodeTexts> texts = new ArrayList<>();
    private boolean done;

    private TableWriter(CsvOutput output, Schema schema, TableFile file) {
        this.schema = schema;
        this.output = output;
        this.file = file;
        this.row = new String[schema.fields().size()];
        schema.fields().forEach(field -> surrogates.add(new Surrogates(field)));
    }

    /**
     * Opens the output and writes the columns' names.
     *
     * @throws IllegalArgumentException if the delimiter is a quote or line end, or a text of the schema would be a
     *     formula and the output refuses these
     * @throws IOException if it can't be opened
     */
    public static TableWriter open(CsvOutput output, Schema schema) throws IOException {
        return open(output, schema, Map.of());
    }

    /**
     * As {@link #open(CsvOutput, Schema)}.
     *
     * @param notes said of the table, by name, in a file that has a place for it; a CSV has none
     * @throws IOException if it can't be opened
     */
    public static TableWriter open(CsvOutput output, Schema schema, Map<String, String> notes) throws IOException {
        output.formulas().require(schema);
        List<TableFile.Column> columns = schema.fields().stream()
                .map(field -> TableFile.Column.of(field, output.formulas().written(field.name())))
                .toList();
        return new TableWriter(output, schema, TableFile.open(output, columns, schema.dialect(), notes));
    }

    /**
     * Writes rows of codes: values drawn uniformly from each code's bin, and running numbers, which go on from batch to
     * batch, for identifiers and units.
     *
     * @throws IllegalArgumentException if the records have another domain than the schema
     * @throws IOException if it can't be written
     */
    public void write(Records records, RandomGenerator random) throws IOException {
        requireOpen();
        write(records, codec.orElseGet(() -> TableCodec.of(schema)), random);
    }

    /**
     * As {@link #write(Records, RandomGenerator)}, of codes that another codec of the same schema gave; all batches are of
     * one codec.
     *
     * @throws IllegalArgumentException if the records have another domain than the codec, or an earlier batch had another
     * @throws IOException if it can't be written
     */
    public void write(Records records, TableCodec by, RandomGenerator random) throws IOException {
        requireOpen();
        if (codec.isEmpty()) {
            codec = Optional.of(by);
            List<Field> modelled = schema.modelled();
            for (int i = 0; by.isPlain() && i < modelled.size(); i++) {
                texts.add(new CodeTexts(modelled.get(i), by.codec(i), output));
            }
        }
        codec.get().requireDomain(records);
        if (!codec.get().isPlain()) {
            writeReckoned(records, random);
            return;
        }
        for (int i = 0; i < records.rows(); i++) {
            int attribute = 0;
            for (int f = 0; f < row.length; f++) {
                row[f] = schema.fields().get(f).role().isModelled()
                        ? texts.get(attribute).text(records.code(i, attribute++), random)
                        : Long.toString(surrogates.get(f).next());
            }
            file.add(row);
        }
    }

    /** Writes rows of which some fields are reckoned from others. */
    private void writeReckoned(Records records, RandomGenerator random) throws IOException {
        TableCodec by = codec.orElseThrow();
        CodedRow cells = new CodedRow(by);
        for (int i = 0; i < records.rows(); i++) {
            for (int attribute = 0; attribute < by.domain().size(); attribute++) {
                cells.set(attribute, records.code(i, attribute));
            }
            cells.draw(random);
            write(cells, by, true);
        }
    }

    /**
     * Writes a row of cells.
     *
     * @param by whose fields begin with the schema's
     * @param isNew whether it is the first row of its unit; else it has the unit of the row before
     */
    void write(CodedRow cells, TableCodec by, boolean isNew) throws IOException {
        requireOpen();
        for (int f = 0; f < row.length; f++) {
            Field field = schema.fields().get(f);
            if (!field.role().isModelled()) {
                if (isNew || field.role() != Role.UNIT) {
                    row[f] = Long.toString(surrogates.get(f).next());
                }
            } else {
                String text = by.text(cells, f);
                row[f] = field.type() == FieldType.STRING && !cells.isMissing(f)
                        ? output.formulas().written(text)
                        : text;
            }
        }
        file.add(row);
    }

    /**
     * Writes the rows of a table as they are, identifiers too. Columns are found by name; others are left out.
     *
     * @throws IllegalArgumentException if a column is missing or of a type that can't hold its field
     * @throws IOException if it can't be written
     */
    public void write(Table table) throws IOException {
        requireOpen();
        List<TableColumn> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            int position = table.columnNames().indexOf(field.columnName());
            if (position < 0) {
                throw new IllegalArgumentException("the table has no column '" + field.name()
                        + "' of the schema: add it, or write under a schema without it");
            }
            Column<?> column = table.column(position);
            try {
                columns.add(TableColumn.of(field, column));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("column '" + field.name() + "': " + e.getMessage(), e);
            }
        }
        for (int i = 0; i < table.rowCount(); i++) {
            for (int f = 0; f < row.length; f++) {
                row[f] = columns.get(f).text(i, output);
            }
            file.add(row);
        }
    }

    /**
     * Writes a row of texts as they are, one for each field of the schema; texts of strings as the output has formulas.
     *
     * @throws IllegalArgumentException if there is not one for each field
     * @throws IOException if it can't be written
     */
    public void write(List<String> cells) throws IOException {
        requireOpen();
        if (cells.size() != row.length) {
            throw new IllegalArgumentException(
                    "a row of " + row.length + " fields was given " + cells.size() + " cells: give each one");
        }
        for (int f = 0; f < row.length; f++) {
            boolean text = schema.fields().get(f).type() == FieldType.STRING;
            row[f] = text ? output.formulas().written(cells.get(f)) : cells.get(f);
        }
        file.add(row);
    }

    /**
     * Writes a record that is no row of the schema, of any number of cells: what a reader of damaged files has to bear.
     *
     * @throws IllegalStateException if the file has types, so that it can't hold such a record
     * @throws IOException if it can't be written
     */
    public void writeDamaged(List<String> cells) throws IOException {
        requireOpen();
        if (output.kind().isTyped()) {
            throw new IllegalStateException("a file with types holds rows of its columns alone");
        }
        file.add(cells.toArray(String[]::new));
    }

    private void requireOpen() {
        if (done) {
            throw new IllegalStateException("the table is already complete: open another writer");
        }
    }

    /**
     * Ends the table without moving it into its place: what describes it can be put beside that place first.
     *
     * @return the SHA-256 of its bytes, in hexadecimal
     * @throws IOException if its last bytes can't be written
     */
    public String finish() throws IOException {
        requireOpen();
        return file.finish();
    }

    /**
     * Completes the table: a file is moved into its place, a stream flushed.
     *
     * @throws IOException if it can't be
     */
    public void commit() throws IOException {
        requireOpen();
        file.commit();
        done = true;
    }

    /** Gives the table up if it wasn't completed. */
    @Override
    public void close() throws IOException {
        file.close();
        done = true;
    }
}
