package org.effigy.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The records of a CSV under its header line: the wanted columns in the order wanted, wherever they stand in the file.
 * Lines with nothing on them are skipped, unless the file has one column.
 */
final class CsvRows implements TableRows {
    /** The longest header line that is looked at, in characters. */
    private static final int HEADER = 1 << 24;

    private final String source;
    private final Problems problems;
    private final TextReader chars;
    private final CsvReader<RowHandler> reader;
    private final CloseableIterator<RowHandler> records;
    private final RowHandler row;
    private final List<String> header;
    private final List<String> wanted;
    private final List<String> extra;

    private final CsvStart start;

    private CsvRows(CsvInput input, TextReader chars, CsvStart start, List<String> wanted, Problems to) {
        this.source = input.name();
        this.problems = to;
        this.start = start;
        this.chars = chars;
        this.header = start.names();
        this.wanted = wanted;
        Set<String> known = new HashSet<>(wanted);
        this.extra = header.stream().filter(name -> !known.contains(name)).toList();
        // All columns keep their places; several may have no name.
        boolean whole = wanted.equals(header);
        Map<String, Integer> places = new HashMap<>();
        for (int i = wanted.size() - 1; i >= 0; i--) {
            places.put(wanted.get(i), i);
        }
        int[] place = new int[header.size()];
        int others = 0;
        for (int i = 0; i < place.length; i++) {
            Integer found = whole ? Integer.valueOf(i) : places.get(header.get(i));
            place[i] = found == null ? --others : found;
        }
        this.row = new RowHandler(place, wanted.size(), start.passedLines());
        this.reader = CsvStart.builder(start.delimiter(), start.quote()).build(row, chars);
        this.records = reader.iterator();
    }

    /** Finds out how a CSV begins. */
    private interface Beginning {
        CsvStart of(String text);
    }

    /**
     * Opens a CSV for columns that must be there.
     *
     * @param forced the character between fields; if empty, the one that makes most of the wanted columns appear in the
     *     header line, the declared one first
     * @param problems takes records that have too few or too many fields
     * @throws TableFormatException if there is no header line, or it has a column twice or lacks a wanted one
     */
    static CsvRows open(
            CsvInput input, List<String> wanted, Dialect dialect, Optional<Character> forced, Problems problems)
            throws IOException {
        return open(
                input, Optional.of(wanted), dialect, text -> CsvStart.known(text, dialect, wanted, forced), problems);
    }

    /**
     * Opens a CSV for all of its columns.
     *
     * @param expected columns that are probably there: the delimiter is the one that makes most of them appear
     */
    static CsvRows openWhole(CsvInput input, List<String> expected, Dialect dialect, Problems problems)
            throws IOException {
        return open(
                input,
                Optional.empty(),
                dialect,
                text -> CsvStart.known(text, dialect, expected, Optional.empty()),
                problems);
    }

    /**
     * Opens a CSV of which nothing is known but what a person says.
     *
     * @param header whether there is a header line; empty if that is to be found
     */
    static CsvRows openUnknown(CsvInput input, Dialect dialect, Optional<Boolean> header, Problems problems)
            throws IOException {
        return open(input, Optional.empty(), dialect, text -> CsvStart.unknown(text, dialect, header), problems);
    }

    private static CsvRows open(
            CsvInput input, Optional<List<String>> wanted, Dialect dialect, Beginning beginning, Problems problems)
            throws IOException {
        TextReader chars;
        try {
            chars = new TextReader(input.open(), dialect.encoding());
        } catch (PackedException e) {
            throw new TableFormatException(new Problem(input.name(), 0, "", e.getMessage()));
        }
        boolean opened = false;
        try {
            String text = chars.peek(HEADER);
            if (text.isBlank()) {
                throw new TableFormatException(new Problem(
                        input.name(), 0, "", "the file is empty: it needs a header line with the columns' names"));
            }
            if (text.indexOf('\0') >= 0) {
                throw notInEncoding(input.name(), 1, chars);
            }
            CsvStart start = beginning.of(text);
            chars.pass(start.passed());
            CsvRows rows = new CsvRows(input, chars, start, wanted.orElse(start.names()), problems);
            new HeaderLine(input.name(), start.names())
                    .require(
                            rows.wanted.stream().filter(name -> !name.isBlank()).toList());
            if (start.header()) {
                if (!rows.records.hasNext()) {
                    throw new IllegalStateException("the header line was there a moment ago");
                }
                rows.records.next();
            }
            opened = true;
            return rows;
        } catch (CharacterCodingException e) {
            throw notInEncoding(input.name(), 1, chars);
        } catch (PackedException e) {
            throw new TableFormatException(new Problem(input.name(), 1, "", e.getMessage()));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notInEncoding(input.name(), 1, chars);
            }
            if (e.getCause() instanceof PackedException packed) {
                throw new TableFormatException(new Problem(input.name(), 1, "", packed.getMessage()));
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

    /** How the file begins. */
    CsvStart start() {
        return start;
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public List<TypedColumn> columns() {
        return List.of();
    }

    @Override
    public List<String> extraColumns() {
        return extra;
    }

    @Override
    public void keepExtraCells() {
        row.more = new String[extra.size()];
        Arrays.fill(row.more, "");
    }

    @Override
    public String[] extraCells() {
        return row.more;
    }

    /**
     * Goes to the next record that has as many fields as the header; the others are problems.
     *
     * @return whether there is one
     * @throws TableFormatException at bytes that are not UTF-8, or quotes that don't match, with the problems so far
     */
    @Override
    public boolean next() throws IOException {
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
                throw fatal(notInEncoding(source, row.line(), chars));
            }
            if (e.getCause() instanceof PackedException packed) {
                throw fatal(broken(packed));
            }
            throw fatal(new TableFormatException(new Problem(source, row.line(), "", notCsv(e))));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw fatal(notInEncoding(source, row.line(), chars));
            }
            if (e.getCause() instanceof PackedException packed) {
                throw fatal(broken(packed));
            }
            throw e.getCause();
        }
    }

    /** Told at the last record that came out whole. */
    private TableFormatException broken(PackedException e) {
        return new TableFormatException(new Problem(source, row.line(), "", e.getMessage()));
    }

    private TableFormatException fatal(TableFormatException last) {
        List<Problem> all = new ArrayList<>(problems.first());
        all.addAll(last.problems());
        return new TableFormatException(all, problems.count() + 1);
    }

    private static TableFormatException notInEncoding(String source, long line, TextReader chars) {
        return new TableFormatException(new Problem(
                source,
                line,
                "",
                "in the record that begins here, or after it, there are bytes that are not UTF-8"
                        + chars.declared()
                                .map(charset -> ", nor " + charset.name())
                                .orElse("") + "; it may be "
                        + chars.guess() + ": save the file as UTF-8, or name its encoding, as \"effigy:csv\":"
                        + " {\"encoding\": \"" + chars.guess() + "\"} in the schema ('schema suggest --encoding "
                        + chars.guess() + "' writes that)"));
    }

    private static String notCsv(CsvParseException e) {
        return "the record that begins here, or one after it, is no CSV: a field in quotes must end with a quote before"
                + " the delimiter, and hold a quote as two (" + e.getMessage() + ")";
    }

    @Override
    public String[] cells() {
        return row.cells;
    }

    @Override
    public long line() {
        return row.line();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** Keeps the wanted fields of a record; one object for all records. Places below 0 are those of other columns. */
    private static final class RowHandler extends CsvCallbackHandler<RowHandler> {
        private final int[] place;
        private final String[] cells;
        private String[] more = new String[0];
        private int fields;
        private final int passedLines;
        private long line = 1;
        private boolean empty;

        RowHandler(int[] place, int wanted, int passedLines) {
            this.place = place;
            this.passedLines = passedLines;
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
            line = startingLine + passedLines;
            fields = 0;
            empty = false;
        }

        @Override
        protected void addField(char[] buffer, int offset, int length, boolean quoted) {
            if (fields < place.length) {
                int at = place[fields];
                if (at >= 0) {
                    cells[at] = new String(buffer, offset, length);
                } else if (-at <= more.length) {
                    more[-at - 1] = new String(buffer, offset, length);
                }
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
