package org.effigy.table;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sets rows aside at random for audits, before a model sees the others. All rows of a unit go to one side, and where a unit
 * goes depends on nothing but its name and the seed; without a unit, where a row goes depends on its cells, on how many rows
 * with the same cells stand before it, and on the seed. So one unit, or row, more or less in the table changes the fitted
 * rows by at most that one, and what is promised about them under add/remove holds for the whole table. Under replace, where
 * the number of fitted rows is public, it does not: a unit and the one in its place may go to different sides. Cells are left as they are. One pass;
 * constant memory with a unit, else some 100 bytes a row.
 */
public final class TableSplit {
    private final Schema schema;
    private final Optional<Field> unit;
    private final double share;
    private final long seed;

    /**
     * How many rows went where.
     *
     * @param fitted rows to fit on
     * @param heldOut rows that no model may see
     * @param warnings people who may be on both sides all the same, a sentence each; for the screen alone
     */
    public record Rows(long fitted, long heldOut, List<String> warnings) {}

    private TableSplit(Schema schema, double share, long seed) {
        this.schema = schema;
        this.unit = schema.unit();
        this.share = share;
        this.seed = seed;
    }

    /**
     * A split by the schema's unit; by row if it has none.
     *
     * @param share the chance of each unit to be held out, between 0 and 1
     * @throws IllegalArgumentException if the share is not
     */
    public static TableSplit of(Schema schema, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "the share that is held out must be between 0 and 1, as 0.3; it is " + share);
        }
        return new TableSplit(Objects.requireNonNull(schema, "schema"), share, seed);
    }

    /**
     * Splits a table. Neither output is there unless both are whole, but for a failure between the moves of the two into
     * their places.
     *
     * @throws TableFormatException if the table is no CSV, or has no column for the unit
     * @throws IOException if it can't be read or written
     */
    public Rows write(TableInput input, Path fitted, Path heldOut) throws IOException {
        Problems problems = new Problems(Problems.SHOWN);
        try (TableRows rows = TableRows.openWhole(input, schema, schema.dialect(), problems);
                Part train = new Part(fitted, rows);
                Part holdout = new Part(heldOut, rows)) {
            int column = unit.isEmpty() ? -1 : column(input.name(), rows, unit.get());
            Map<BigInteger, Integer> seen = new HashMap<>();
            UnitWatch watch = UnitWatch.of(schema);
            watch.over(rows.header());
            while (rows.next()) {
                watch.see(rows.cells());
                String name = column < 0 ? name(rows.cells(), seen) : name(rows.cells()[column]);
                (isHeldOut(name) ? holdout : train).add(rows.cells());
            }
            problems.throwIfAny();
            train.commit();
            holdout.commit();
            return new Rows(train.rows, holdout.rows, watch.warnings());
        }
    }

    private static int column(String source, TableRows rows, Field unit) {
        new HeaderLine(source, rows.header()).require(List.of(unit.name()));
        return rows.header().indexOf(unit.name());
    }

    /**
     * Readers take 7, +7, 007 and 7.0 for one whole number, and texts as the unit's spellings say; what is none is refused
     * when it is read for a fit.
     */
    private String name(String text) {
        String cell = text == null ? "" : text;
        Field field = unit.orElseThrow();
        if (field.type() != FieldType.INTEGER) {
            return field.spelling().key(cell);
        }
        long whole = field.format().orElseThrow().parse(CellReader.bare(cell));
        return whole == CellFormat.NOT_OF_TYPE ? cell : Long.toString(whole);
    }

    /** Rows with the same cells are told apart by their order among each other alone. */
    private static String name(String[] cells, Map<BigInteger, Integer> seen) {
        // Lengths before texts: no two rows are written alike.
        String row = Arrays.stream(cells)
                .map(cell -> cell == null ? "-" : cell.length() + ":" + cell)
                .collect(Collectors.joining(",", cells.length + ";", ""));
        BigInteger digest = new BigInteger(1, digest(row));
        return digest.toString(Character.MAX_RADIX) + " " + seen.merge(digest, 1, Integer::sum);
    }

    private boolean isHeldOut(String name) {
        return (ByteBuffer.wrap(digest(seed + " " + name)).getLong() >>> 11) * 0x1p-53 < share;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The columns as they are read; what only the table has keeps the type that it has there. */
    private List<TableFile.Column> columns(TableRows rows) {
        List<TableFile.Column> columns = new ArrayList<>();
        for (int i = 0; i < rows.header().size(); i++) {
            String name = rows.header().get(i);
            TypedColumn other = rows.columns().isEmpty()
                    ? new TypedColumn(name, FieldType.STRING)
                    : rows.columns().get(i);
            columns.add(
                    schema.has(name)
                            ? TableFile.Column.of(schema.field(name), name)
                            : new TableFile.Column(name, Optional.empty(), other));
        }
        return columns;
    }

    /** One of the two files while it is written. */
    private final class Part implements AutoCloseable {
        private final TableFile file;
        private long rows;

        Part(Path place, TableRows from) throws IOException {
            file = TableFile.open(CsvOutput.of(place), columns(from), schema.dialect(), Map.of());
        }

        void add(String[] cells) throws IOException {
            file.add(cells);
            rows++;
        }

        void commit() throws IOException {
            file.commit();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
