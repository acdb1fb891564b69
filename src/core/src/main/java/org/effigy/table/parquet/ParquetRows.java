package org.effigy.table.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.effigy.table.Problem;
import org.effigy.table.TableFormatException;
import org.effigy.table.TypedColumn;
import org.effigy.table.TypedRows;

/**
 * The rows of a Parquet file. Columns that nobody asks for are not read; of the others one page each is in memory. What a
 * file says of itself is believed only as far as its bytes allow.
 */
final class ParquetRows implements TypedRows {
    private static final byte[] MARK = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /** That of files whose descriptions are encrypted. */
    private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);

    /** How many rows a file may have in any case, and for each of its bytes: repeated rows take next to none. */
    private static final long FREE_ROWS = 10_000_000;

    private static final long ROWS_PER_BYTE = 1_000;

    private final String name;
    private final SeekableByteChannel file;
    private final long size;
    private final List<RowGroup> groups;
    private final List<ColumnType> types = new ArrayList<>();
    private final List<TypedColumn> columns = new ArrayList<>();
    private final int[] leaf;
    private final ColumnPages[] pages;
    private int group = -1;
    private long groupRows;
    private long rowInGroup;
    private long row;

    private ParquetRows(String name, SeekableByteChannel file, long size, FileMetaData description) {
        this.name = name;
        this.file = file;
        this.size = size;
        this.groups = description.getRow_groups();
        List<SchemaElement> elements = description.getSchema();
        BrokenException.unless(
                !elements.isEmpty() && groups != null && elements.get(0).getNum_children() > 0, "it has no columns");
        List<Integer> leaves = new ArrayList<>();
        int[] at = {1};
        int[] seen = {0};
        for (int i = 0; i < elements.get(0).getNum_children(); i++) {
            BrokenException.unless(at[0] < elements.size(), "a column is not described");
            SchemaElement element = elements.get(at[0]);
            leaves.add(seen[0]);
            pass(elements, at, seen, 0);
            types.add(new ColumnType(element));
            columns.add(types.get(i).column());
        }
        this.leaf = leaves.stream().mapToInt(Integer::intValue).toArray();
        this.pages = new ColumnPages[columns.size()];
        requireRows();
    }

    /** Passes over an element and all in it. */
    private static void pass(List<SchemaElement> elements, int[] at, int[] leaves, int depth) {
        BrokenException.unless(at[0] < elements.size() && depth < 100, "a nested column is not described to its end");
        SchemaElement element = elements.get(at[0]++);
        BrokenException.unless(element.getName() != null, "a column has no name");
        if (element.getNum_children() == 0) {
            leaves[0]++;
        }
        for (int i = 0; i < element.getNum_children(); i++) {
            pass(elements, at, leaves, depth + 1);
        }
    }

    private void requireRows() {
        long rows = 0;
        for (RowGroup each : groups) {
            BrokenException.unless(each.getNum_rows() >= 0 && each.getColumns() != null, "a group of rows has none");
            rows = Math.addExact(rows, each.getNum_rows());
        }
        BrokenException.unless(
                rows <= FREE_ROWS + ROWS_PER_BYTE * size,
                "it says that it has " + rows + " rows, and " + size + " bytes hold no such table");
    }

    static ParquetRows open(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new TableFormatException(new Problem(
                    path.toString(),
                    0,
                    "",
                    "it is a pipe, and a Parquet file is read from its end: write it to a disk first"));
        }
        SeekableByteChannel file = Files.newByteChannel(path);
        boolean opened = false;
        try {
            ParquetRows rows = new ParquetRows(path.toString(), file, file.size(), description(file));
            opened = true;
            return rows;
        } catch (BrokenException | ArithmeticException e) {
            throw new TableFormatException(new Problem(path.toString(), 0, "", refusal(e)));
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static String refusal(RuntimeException e) {
        return "this Parquet file can't be read: " + e.getMessage();
    }

    private static FileMetaData description(SeekableByteChannel file) throws IOException {
        long size = file.size();
        byte[] head = bytes(file, 0, (int) Math.min(4, size));
        BrokenException.unless(
                size >= 12 && (Arrays.equals(head, MARK) || Arrays.equals(head, ENCRYPTED)),
                "its first bytes are not those of Parquet: check that it is the right file");
        byte[] tail = bytes(file, size - 8, 8);
        byte[] mark = Arrays.copyOfRange(tail, 4, 8);
        BrokenException.unless(
                !Arrays.equals(mark, ENCRYPTED),
                "it is encrypted: write it again without encryption, where that is allowed");
        BrokenException.unless(Arrays.equals(mark, MARK), "it was cut short: copy it again");
        long length = new Bytes(tail, 0, 4).little(4);
        BrokenException.unless(length <= size - 12, "its description is longer than the file: copy it again");
        byte[] footer = bytes(file, size - 8 - length, (int) Math.min(length, Integer.MAX_VALUE - 16));
        FileMetaData description = Thrift.read(new FileMetaData(), new ByteArrayInputStream(footer), footer.length);
        BrokenException.unless(
                !description.isSetEncryption_algorithm(),
                "it is encrypted: write it again without encryption, where that is allowed");
        return description;
    }

    private static byte[] bytes(SeekableByteChannel file, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        file.position(from);
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw new BrokenException("it was cut short while it was read");
            }
        }
        return buffer.array();
    }

    @Override
    public List<TypedColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        while (group < 0 || rowInGroup + 1 >= groupRows) {
            if (group + 1 >= groups.size()) {
                return false;
            }
            group++;
            groupRows = groups.get(group).getNum_rows();
            rowInGroup = -1;
            Arrays.fill(pages, null);
        }
        rowInGroup++;
        row++;
        return true;
    }

    @Override
    public String text(int column) throws IOException {
        try {
            if (pages[column] == null) {
                List<ColumnChunk> chunks = groups.get(group).getColumns();
                BrokenException.unless(leaf[column] < chunks.size(), "a column has no pages");
                pages[column] = new ColumnPages(
                        file, size, chunks.get(leaf[column]).getMeta_data(), types.get(column), groupRows);
            }
            return pages[column].text(rowInGroup);
        } catch (BrokenException e) {
            throw broken(column, e.getMessage());
        } catch (DateTimeException | ArithmeticException e) {
            throw broken(column, "the cell is no date or time that there is (" + e.getMessage() + ")");
        } catch (RuntimeException e) {
            // Of the libraries that unpack.
            throw broken(column, "a page can't be unpacked (" + e.getMessage() + "): copy the file again");
        }
    }

    private TableFormatException broken(int column, String what) {
        return new TableFormatException(
                new Problem(name, row, columns.get(column).name(), what));
    }

    @Override
    public long row() {
        return row;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
