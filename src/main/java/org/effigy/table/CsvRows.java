package org.effigy.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The records of a CSV under its header line: the wanted columns in the order wanted, wherever they stand in the file.
 * Lines with nothing on them are skipped, unless the file has one column.
 */
final class CsvRows implements Closeable {
    /** The longest header line that is looked at, in characters. */
    private static final int HEADER = 1 << 24;

    private final String source;
    private final Problems problems;
    private final CsvReader<RowHandler> reader;
    private final CloseableIterator<RowHandler> records;
    private final RowHandler row;
    private final List<String> header;
    private final List<String> wanted;

    private CsvRows(
            CsvInput input, Utf8Reader chars, char delimiter, List<String> header, List<String> wanted, Problems to) {
        this.source = input.name();
        this.problems = to;
        this.header = header;
        this.wanted = wanted;
        this.row = new RowHandler(header.stream().mapToInt(wanted::indexOf).toArray(), wanted.size());
        this.reader = builder(delimiter).build(row, chars);
        this.records = reader.iterator();
    }

    /**
     * Opens a CSV and reads its header line.
     *
     * @param wanted the columns that must be there; empty for all that are there
     * @param delimiter the character between fields; if empty, the one of comma, semicolon, tab and bar that makes most
     *     of the wanted columns appear in the header line
     * @param problems takes records that have too few or too many fields
     * @throws TableFormatException if there is no header line, or it has a column twice or lacks a wanted one
     */
    static CsvRows open(CsvInput input, Optional<List<String>> wanted, Optional<Character> delimiter, Problems problems)
            throws IOException {
        return open(input, wanted, wanted, delimiter, problems);
    }

    /**
     * Opens a CSV for all of its columns.
     *
     * @param expected columns that are probably there: the delimiter is the one that makes most of them appear
     */
    static CsvRows openWhole(CsvInput input, List<String> expected, Problems problems) throws IOException {
        return open(input, Optional.empty(), Optional.of(expected), Optional.empty(), problems);
    }

    private static CsvRows open(
            CsvInput input,
            Optional<List<String>> wanted,
            Optional<List<String>> expected,
            Optional<Character> delimiter,
            Problems problems)
            throws IOException {
        Utf8Reader chars = new Utf8Reader(input.open());
        boolean opened = false;
        try {
            String start = chars.peek(HEADER);
            if (start.isBlank()) {
                throw new TableFormatException(new Problem(
                        input.name(), 0, "", "the file is empty: it needs a header line with the columns' names"));
            }
            char separator = delimiter.orElseGet(() -> detect(start, expected));
            List<String> header = header(start, separator);
            CsvRows rows = new CsvRows(input, chars, separator, header, wanted.orElse(header), problems);
            new HeaderLine(input.name(), header).require(rows.wanted);
            if (!rows.records.hasNext()) {
                throw new IllegalStateException("the header line was there a moment ago");
            }
            rows.records.next();
            opened = true;
            return rows;
        } catch (CharacterCodingException e) {
            throw notUtf8(input.name(), 1);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notUtf8(input.name(), 1);
            }
            throw e.getCause();
        } catch (CsvParseException e) {
            throw new TableFormatException(new Problem(input.name(), 1, "", notCsv(e)));
        } finally {
            if (!opened) {
                chars.close();
            }
        }
    }

    private static CsvReader.CsvReaderBuilder builder(char delimiter) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false);
    }

    private static List<String> header(String start, char delimiter) {
        try (CsvReader<CsvRecord> reader = builder(delimiter).ofCsvRecord(start)) {
            return List.copyOf(reader.iterator().next().getFields());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static char detect(String start, Optional<List<String>> expected) {
        char best = ',';
        int most = -1;
        for (char candidate : new char[] {',', ';', '\t', '|'}) {
            int found;
            try {
                List<String> header = header(start, candidate);
                found = expected.isPresent()
                        ? (int) header.stream().filter(expected.get()::contains).count()
                        : header.size();
            } catch (CsvParseException e) {
                found = 0;
            }
            if (found > most) {
                best = candidate;
                most = found;
            }
        }
        return best;
    }

    /** The columns of the header line, in order. */
    List<String> header() {
        return header;
    }

    /** The columns that were not wanted, in order. */
    List<String> extraColumns() {
        return header.stream().filter(name -> !wanted.contains(name)).toList();
    }

    /**
     * Goes to the next record that has as many fields as the header; the others are problems.
     *
     * @return whether there is one
     * @throws TableFormatException at bytes that are not UTF-8, or quotes that don't match, with the problems so far
     */
    boolean next() throws IOException {
        try {
            while (records.hasNext()) {
                records.next();
                if (row.isEmpty() && header.size() > 1) {
                    continue;
                }
                if (row.fields() == header.size()) {
                    return true;
                }
                problems.add(new Problem(
                        source,
                        row.line(),
                        "",
                        "the record has " + row.fields() + " fields and the header line " + header.size()
                                + ": add or remove fields, or quote those that hold the delimiter"));
            }
            return false;
        } catch (CsvParseException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw fatal(notUtf8(source, row.line()));
            }
            throw fatal(new TableFormatException(new Problem(source, row.line(), "", notCsv(e))));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw fatal(notUtf8(source, row.line()));
            }
            throw e.getCause();
        }
    }

    private TableFormatException fatal(TableFormatException last) {
        List<Problem> all = new ArrayList<>(problems.first());
        all.addAll(last.problems());
        return new TableFormatException(all, problems.count() + 1);
    }

    private static TableFormatException notUtf8(String source, long line) {
        return new TableFormatException(new Problem(
                source,
                line,
                "",
                "in the record that begins here, or after it, there are bytes that are not UTF-8: save"
                        + " the file as UTF-8"));
    }

    private static String notCsv(CsvParseException e) {
        return "the record that begins here, or one after it, is no CSV: a field in quotes must end with a quote before"
                + " the delimiter, and hold a quote as two (" + e.getMessage() + ")";
    }

    /** The current record's wanted fields, valid until the next. */
    String[] cells() {
        return row.cells;
    }

    /** The line where the current record begins, from 1. */
    long line() {
        return row.line();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** Keeps the wanted fields of a record; one object for all records. */
    private static final class RowHandler extends CsvCallbackHandler<RowHandler> {
        private final int[] place;
        private final String[] cells;
        private int fields;
        private long line = 1;
        private boolean empty;

        RowHandler(int[] place, int wanted) {
            this.place = place;
            this.cells = new String[wanted];
        }

        long line() {
            return line;
        }

        int fields() {
            return fields;
        }

        boolean isEmpty() {
            return empty;
        }

        @Override
        protected RecordType getRecordType() {
            return empty ? RecordType.EMPTY : RecordType.DATA;
        }

        @Override
        protected int getFieldCount() {
            return fields;
        }

        @Override
        protected void beginRecord(long startingLine) {
            line = startingLine;
            fields = 0;
            empty = false;
        }

        @Override
        protected void addField(char[] buffer, int offset, int length, boolean quoted) {
            if (fields < place.length && place[fields] >= 0) {
                cells[place[fields]] = new String(buffer, offset, length);
            }
            fields++;
        }

        @Override
        protected void setComment(char[] buffer, int offset, int length) {
            throw new IllegalStateException("comments are not part of CSV");
        }

        @Override
        protected void setEmpty() {
            empty = true;
            fields = 1;
            if (cells.length > 0) {
                Arrays.fill(cells, "");
            }
        }

        @Override
        protected RowHandler buildRecord() {
            return this;
        }
    }
}
